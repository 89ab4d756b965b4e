"""What the rules of times share: the reader of tokens, and the pieces that several rules read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.text import calendar
from dragoman.text.calendar import Date, Interval
from dragoman.text.timewords import Token

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
FIRST_YEAR, LAST_YEAR = 1800, 2100  # that four figures may be
CENTURY = 100
THIRTIES = 30
SIGNS = frozenset(".,;:!?()[]«»„“”\"'–—-…")  # what may stand beside all that is said
SMALL = 3  # small words that can stand in a row
PIVOT = 70  # '70 is 1970, '69 is 2069
FAR = 2  # years about this one among which a weekday chooses
MONTHS_FAR = 24
SLIP = datetime.timedelta(7)  # a day so near keeps its year whatever weekday is told
ENDS = ("", *".,;:!?)»”—–", '"')  # behind a day that stands alone

LAST_DAY = 31
LONGEST_SHORT = 3  # letters of what an era is shortened to
DECADE = re.compile(
    r"(\d{2}|\d{4})[-‑'’]?(?:е|х|ми|м|ті|те|тих|тим|тими|s|шы|ші|інші|ыншы|(?:l[ae]r)(?:[ıi]n?|d[ae]n?)?|l[ıiuü])"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a rule sees: the tokens of a text, its language's words, the day it was published on, whether it looks ahead."""

    tokens: Sequence[Token]
    today: Date | None
    ahead: bool | None
    order: str
    behind: bool  # the month, season, part stand behind the year: "2024 yılının sonunda"
    near: Mapping[str, frozenset[str]]  # words that tell what stands beside them: timewords.NEAR
    point: bool = False  # a point stands in amounts: "1.2013"

    def get(self, at: int, kind: str) -> str | None:
        """Returns the value of the token there, None past the end."""
        return self.tokens[at].get(kind) if 0 <= at < len(self.tokens) else None

    def has(self, at: int, *kinds: str) -> bool:
        """Tells whether the token there can be one of the kinds."""
        if 0 <= at < len(self.tokens):
            for name, _ in self.tokens[at].means:  # a plain loop, as in Token.get
                if name in kinds:
                    return True
        return False

    def past(self, at: int, *kinds: str, signs: str = "", unit: str = "") -> int:
        """Returns where the text goes on past a few small words: "the", "of", a comma, the unit «день»."""
        for place in range(at, at + SMALL):
            if not (
                self.has(place, *kinds) or (signs and self.sign(place) == signs) or (unit and self.get(place, "unit") == unit)
            ):
                return place
        return at + SMALL

    def beside(self, at: int, kind: str) -> bool:
        """Tells whether the word there is one of those that tell what stands beside them."""
        return re.split(r"['’]", self.sign(at).rstrip("."))[0] in self.near[kind]

    def hangs(self, at: int, kind: str) -> bool:
        """Tells whether the word there ends as words do from which a time is reckoned; not a state's bare name, nor "bundan"."""
        word = self.sign(at)
        if self.beside(at, "now"):
            return False
        return any(word.endswith(end) for end in self.near[kind]) and (self.get(at, "state") is None or "'" in word)

    def fills(self, at: int, end: int) -> bool:
        """Tells whether the text says nothing but the tokens from one place to another."""
        return all(token.text in SIGNS for token in (*self.tokens[:at], *self.tokens[end:]))

    def joined(self, at: int) -> bool:
        """Tells whether the token there begins where the one before it ends: "2Q19", "12/2015"."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def era(self, at: int) -> str | None:
        """Returns the era that a token says, "ad" or "bc"; letters alone want a capital, and no name behind a number that may

        be a day: no "14 ad campaigns", "May 5 BC Lions won", "in 12 CE labels".
        """
        era = self.get(at, "era")
        if era is None or not self.sign(at).isalpha() or len(self.sign(at)) > LONGEST_SHORT:
            return era
        before, behind = self.sign(at - 1), self.sign(at + 1)
        year = behind.isdecimal() or (before.isdecimal() and int(before) > LAST_DAY)
        return era if self.tokens[at].capital and (year or over(self, at + 1)) else None

    def sign(self, at: int) -> str:
        """Returns the text of the token there, empty past the end."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


Found = tuple[int, Interval | tuple[int, int]]  # how many tokens, and the interval or month and day of an unknown year
Rule = Callable[[Reader, int], Found | None]


def full_year(figures: str) -> int:
    """Returns the year that four or two figures are."""
    number = int(figures)
    if len(figures) > 2:
        return number
    return number + (20 if number < PIVOT else 19) * CENTURY


def of_some_year(reader: Reader, month: int, number: int, told: str | None = None) -> Interval | tuple[int, int] | None:
    """Returns a day, or with number 0 a month, without a year: the one that is meant today, else of an unknown year.

    A weekday that is told chooses among the years about: "Monday, June 2". But one that does not fit a day of this week or of
    those beside it is a slip.
    """
    if not 0 < month <= 12 or not 0 <= number <= 31:
        return None
    if reader.today is None:
        return month, number
    around = range(reader.today.year - 1, reader.today.year + 2)
    if number:
        days = [found for year in around if (found := calendar.day(year, month, number))]
        if told:
            near = [day for day in days if abs(day.first - reader.today) <= SLIP]
            wider = (calendar.day(reader.today.year + step, month, number) for step in range(-FAR, FAR + 1))
            days = [day for day in near or wider if day and str(day.first.isoweekday()) == told] or days
        return calendar.nearest(reader.today, days, reader.ahead) if days else None
    return calendar.nearest(reader.today, [calendar.month(year, month) for year in around], reader.ahead)


def nearest_day(reader: Reader, number: int, weekday: str | None = None, alone: bool = False) -> Interval | None:
    """Returns the day of that number in this month, the last or the next: the one that is meant today, on its weekday if told.

    A text that says nothing else may mean a month further off: "Wed 12th".
    """
    about = MONTHS_FAR if weekday and alone else 1
    steps = range(-about, about + 1)
    months = (calendar.later(reader.today.replace(day=1), step, "month") for step in steps) if reader.today else ()
    days = [found for month in months if (found := calendar.day(month.year, month.month, number))]
    days = [day for day in days if weekday in (None, str(day.first.isoweekday()))]
    ahead = reader.ahead is not False if alone else reader.ahead  # a label says when it will be
    return calendar.nearest(reader.today, days, ahead) if days and reader.today else None


def day_number(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a day of a month in figures or words, and how many tokens it takes: «18-го», «тридцать первое», "3rd"."""
    text = reader.sign(at)
    if text[:1].isdecimal():
        figures = re.match(r"\d{1,2}(?!\d)", text)
        return (int(figures[0]), 1) if figures and 0 < int(figures[0]) <= LAST_DAY else None
    tens, between = reader.get(at, "count"), _between(reader, at)
    ones = reader.get(at + 1 + between, "ordinal")
    if tens in ("20", "30") and ones and int(ones) < 10:
        return int(tens) + int(ones), 2 + between
    ordinal = reader.get(at, "ordinal")
    return (int(ordinal), 1) if ordinal and 0 < int(ordinal) <= LAST_DAY else None


def cardinal_day(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a day of a month in words where a language uses no ordinal, and how many tokens it takes: "üç Mart"."""
    number = count(reader, at) if reader.behind and not reader.sign(at)[:1].isdecimal() else None
    return number if number and number[0] <= LAST_DAY and reader.get(at + number[1], "month") else None


def count(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns how many, and how many tokens that takes: «три», "2", "a", "twenty-five"; None inside a longer number."""
    text = reader.sign(at)
    if reader.has(at - 1, "count", "half") or (reader.sign(at - 1) in (",", ".") and reader.sign(at - 2).isdecimal()):
        return None
    if text.isdecimal() and len(text) <= 3:
        return int(text), 1
    number = int(reader.get(at, "count") or reader.get(at, "one") or 0)
    between = _between(reader, at)
    ones = int(reader.get(at + 1 + between, "count") or 0)
    if number in range(10, 100, 10) and 0 < ones < 10:
        return number + ones, 2 + between
    return (number, 1) if number > 0 else None


def _between(reader: Reader, at: int) -> int:
    return int(reader.has(at + 1, "join") or reader.sign(at + 1) in ("-", "‑"))


def four(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a year of four figures with the word for it, if any: «2024 года», "2024"; and how many tokens it takes."""
    at_first = at
    at = reader.past(at, "of", signs=",")
    figures = re.fullmatch(r"(\d{4})(?:[-‑'’][^\W\d_]+)?", reader.sign(at))
    if not figures or not FIRST_YEAR <= int(figures[1]) <= LAST_YEAR or _before_christ(reader, at):
        return None
    at += 1
    if reader.has(at, "yearword"):
        at += 1
    return int(figures[1]), at - at_first


def _before_christ(reader: Reader, at: int) -> bool:
    """Tells whether the year there is one before our era: "1900 BC", «в 1850 году до н. э.», "2000 to 1850 BC", "MÖ 1900"."""
    behind = at + 1 + (reader.has(at + 1, "yearword") and reader.era(at + 1) is None)
    between = joint(reader, behind) or reader.has(behind, "and")
    if between and reader.sign(behind + 1).isdecimal():
        behind += 2 + (reader.has(behind + 2, "yearword") and reader.era(behind + 2) is None)
    return "bc" in (reader.era(behind), reader.era(at - 1))


def of_era(reader: Reader, at: int) -> bool:
    """Tells whether a year of an era stands behind a day or a month: "March 44 BC", "March 15, 44 B.C."."""
    day = day_number(reader, at) if reader.sign(at + 1) == "," else None
    at += day[1] if day else 0
    comma = reader.sign(at) == ","  # "in May, B.C. Lions"
    dated = reader.sign(at + comma).isdecimal() and reader.era(at + comma + 1) is not None
    return dated or (not comma and reader.era(at) is not None)


def moved(reader: Reader, at: int) -> int | None:
    """Returns by how many a word moves its unit: last is -1, this 0, next 1."""
    value = reader.get(at, "which")
    return int(value) if value is not None else None


def year_of(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a year in figures or a moved one: «2024 года», «прошлого года», "last year", «биыл»; and its tokens."""
    year = four(reader, at)
    if year or reader.today is None:
        return year
    start = at
    at = reader.past(at, "of", "the", signs=",")
    word = reader.get(at, "thisyear")
    if word is not None:
        return reader.today.year + int(word), at + 1 + (reader.get(at + 1, "unit") == "year") - start
    step = moved(reader, at)
    if step is None or reader.get(at + 1, "unit") != "year" or reader.has(at + 1, "many"):
        return None
    return reader.today.year + step, at + 2 - start


def roman(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns what a Roman number up to four is, in Latin letters or Ukrainian ones: "IV", «ІІІ», „III-то“."""
    number = ROMAN.get(re.split(r"[-‑']", reader.sign(at).rstrip("."))[0].replace("і", "i"))
    return (number, 1) if number else None


def day_word(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a day of a month in words that hang on it: "martın üçü", «мамырдың он бесінде»; and its tokens."""
    tens = reader.get(at, "count") if reader.get(at, "count") in ("10", "20", "30") else None
    ones = reader.get(at + 1, "dayword") if tens else reader.get(at, "dayword")
    number = int(tens or 0) + int(ones or 0)
    return (number, 1 + bool(tens)) if ones and number <= LAST_DAY and (not tens or int(ones) < 10) else None


def past_weekday(reader: Reader, at: int) -> int:
    """Returns where a date goes on behind the weekday that it begins with: «Пт, 18 июля», "Tuesday (May 14)"."""
    if not reader.get(at, "weekday"):
        return at
    return at + (2 if reader.sign(at + 1) in (",", ".", "(") else 1)


def weekday_behind(reader: Reader, at: int) -> tuple[str, int, bool] | None:
    """Returns a weekday behind its date, its tokens, and whether it says no more than the day: "14 Mayıs Salı günü",

    «14 мая (вторник)»; "14 May, Tuesday talks" may.
    """
    comma = int(reader.sign(at) in (",", "("))
    comma += comma and reader.has(at + comma, "in")  # «14 мая, во вторник»
    number = reader.get(at + comma, "weekday")
    if not number:
        return None
    dated = reader.get(at + comma + 1, "unit") == "day"
    size = comma + 1 + dated
    only = dated or over(reader, at + size) or (reader.behind and not comma)
    return number, size + (reader.sign(at) == "(" and reader.sign(at + size) == ")"), only


def over(reader: Reader, at: int) -> bool:
    """Tells whether what is said of a day that stands alone ends there: with a sign or a small word, "on the 15th he left".

    Not before a noun: "on the 15th floor", "on the 4th, 5th and 6th floors".
    """
    more = reader.sign(at) == "," or reader.has(at, "and")
    if more and day_number(reader, at + 1):
        return False
    return reader.sign(at) in ENDS or reader.beside(at, "then")


def joint(reader: Reader, at: int) -> bool:
    """Tells whether a token stands between the ends of a range."""
    return reader.sign(at) in ("-", "–", "—") or reader.has(at, "until")


def decade_of(figures: str) -> int:
    """Returns the year that a decade begins with: the nineties are the last century's, the tens and twenties this one's."""
    number = int(figures)
    if len(figures) > 2:
        return number
    return number + (19 if number >= THIRTIES else 20) * CENTURY


def of_years(reader: Reader, at: int, figures: str) -> bool:
    """Tells whether figures with an ending are a decade: «1990-е», «в 90-х», «90-е годы», and not "Su-30s", "0000s"."""
    if len(figures) > 2:
        return FIRST_YEAR <= int(figures) <= LAST_YEAR
    joined = at > 0 and reader.tokens[at - 1].end == reader.tokens[at].start and reader.sign(at - 1) not in ("'", "’")
    told = reader.has(at + 1, "yearword", "years") or reader.has(at - 1, "inyear", "the", "part", "until")
    return told and not joined


def from_day(found: Found | None, month: int | None, number: int) -> Found | None:
    """Returns the interval that ends with the day found and begins with that number of the month, or of the same one."""
    if found is None or not isinstance(found[1], Interval):
        return None
    last = found[1].last
    begin = calendar.day(last.year, month or last.month, number)
    if begin and begin.first > last:
        begin = calendar.day(last.year - 1, month or last.month, number)
    return (found[0], Interval(begin.first, last, "day")) if begin else None
