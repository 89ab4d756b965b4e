"""The rules of times: one named function a kind of expression, tried at a word, in the order of RULES."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.text import calendar
from dragoman.text.calendar import Date, Interval
from dragoman.text.timewords import Token

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
FIRST_YEAR, LAST_YEAR = 1800, 2100  # that four figures may be
CENTURY = 100
THIRTIES = 30
PIVOT = 70  # '70 is 1970, '69 is 2069


@dataclass(frozen=True, slots=True)
class Reader:
    """What a rule sees: the tokens of a text, its language's words, the day it was published on, whether it looks ahead."""

    tokens: Sequence[Token]
    today: Date | None
    ahead: bool | None
    order: str
    counted: bool  # a unit needs a number: "in days" says nothing

    def get(self, at: int, kind: str) -> str | None:
        """Returns the value of the token there, None past the end."""
        return self.tokens[at].get(kind) if 0 <= at < len(self.tokens) else None

    def has(self, at: int, *kinds: str) -> bool:
        """Tells whether the token there can be one of the kinds."""
        return any(self.get(at, kind) is not None for kind in kinds)

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


def of_some_year(reader: Reader, month: int, number: int) -> Interval | tuple[int, int] | None:
    """Returns a day, or with number 0 a month, without a year: the one that is meant today, else of an unknown year."""
    if not 0 < month <= 12 or not 0 <= number <= 31:
        return None
    if reader.today is None:
        return month, number
    around = range(reader.today.year - 1, reader.today.year + 2)
    if number:
        days = [found for year in around if (found := calendar.day(year, month, number))]
        return calendar.nearest(reader.today, days, reader.ahead) if days else None
    return calendar.nearest(reader.today, [calendar.month(year, month) for year in around], reader.ahead)


# --- pieces that rules share


def _number(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a day of a month in figures or words, and how many tokens it takes: «18-го», «тридцать первое», "3rd"."""
    text = reader.sign(at)
    figures = re.match(r"\d+", text)
    if figures:
        return (int(figures[0]), 1) if 0 < int(figures[0]) <= 31 else None
    tens, ones = reader.get(at, "count"), reader.get(at + 1, "ordinal")
    if tens in ("20", "30") and ones and int(ones) < 10:
        return int(tens) + int(ones), 2
    ordinal = reader.get(at, "ordinal")
    return (int(ordinal), 1) if ordinal and int(ordinal) <= 31 else None


def _count(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns how many, and how many tokens that takes: «три», "2", "a"."""
    text = reader.sign(at)
    if text.isdigit() and len(text) <= 3:
        return int(text), 1
    count = reader.get(at, "count") or reader.get(at, "one")
    return (int(count), 1) if count and int(count) > 0 else None


def _four(reader: Reader, at: int) -> tuple[int, int] | None:
    """Returns a year of four figures with the word for it, if any: «2024 года», "2024"; and how many tokens it takes."""
    at_first = at
    while reader.sign(at) == "," or reader.has(at, "of"):
        at += 1
    figures = re.fullmatch(r"(\d{4})(?:[-‑][^\W\d_]+)?", reader.sign(at))
    if not figures or not FIRST_YEAR <= int(figures[1]) <= LAST_YEAR:
        return None
    at += 1
    if reader.has(at, "yearword"):
        at += 1
    return int(figures[1]), at - at_first


def _moved(reader: Reader, at: int) -> int | None:
    """Returns by how many a word moves its unit: last is -1, this 0, next 1."""
    value = reader.get(at, "which")
    return int(value) if value is not None else None


# --- rules


def day_of_month(reader: Reader, at: int) -> Found | None:
    """«25 января», «Пт, 18 июля 2014», "the 3rd of March, 2015", "martın 3'ü"."""
    start = at
    if reader.get(at, "weekday"):
        at += 2 if reader.sign(at + 1) in (",", ".") else 1
    while reader.has(at, "the"):
        at += 1
    number = _number(reader, at)
    if number is None:
        return None
    at += number[1]
    while reader.has(at, "of", "the") or reader.get(at, "unit") == "day":
        at += 1
    return _with_month(reader, start, at, number[0])


def _with_month(reader: Reader, start: int, at: int, number: int) -> Found | None:
    month = reader.get(at, "month")
    if month is None:
        return None
    at += 1
    year = _four(reader, at)
    if year:
        when = calendar.day(year[0], int(month), number)
        return (at + year[1] - start, when) if when else None
    answer = of_some_year(reader, int(month), number)
    return (at - start, answer) if answer else None


def day_of_moved_month(reader: Reader, at: int) -> Found | None:
    """ "the 20th of next month", «15 числа прошлого месяца»."""
    number = _number(reader, at)
    if number is None or reader.today is None:
        return None
    start, at = at, at + number[1]
    while reader.has(at, "of", "the", "date") or reader.get(at, "unit") == "day":
        at += 1
    moved = moved_unit(reader, at)
    if moved is None or not isinstance(moved[1], Interval) or moved[1].grain != "month":
        return None
    when = calendar.day(moved[1].first.year, moved[1].first.month, number[0])
    return (at + moved[0] - start, when) if when else None


def month_and_day(reader: Reader, at: int) -> Found | None:
    """ "March 3, 2015", "February the 15th", "Ekim 8"."""
    month = reader.get(at, "month")
    start = at
    at += 1
    while reader.has(at, "the"):
        at += 1
    number = _number(reader, at) if month else None
    if month is None or number is None:
        return None
    at += number[1]
    if re.fullmatch(r"\d{4}", reader.sign(at - 1)):
        return None
    year = _four(reader, at)
    if year:
        when = calendar.day(year[0], int(month), number[0])
        return (at + year[1] - start, when) if when else None
    answer = of_some_year(reader, int(month), number[0])
    return (at - start, answer) if answer else None


def days_of_month(reader: Reader, at: int) -> Found | None:
    """«5–7 марта», «с 25 января по 5 февраля»: from one day to another."""
    first = _number(reader, at)
    if first is None:
        return None
    middle = at + first[1]
    month = reader.get(middle, "month")
    joint = middle + (month is not None)
    if not (reader.sign(joint) in ("-", "–", "—") or reader.has(joint, "until")):
        return None
    second = _number(reader, joint + 1)
    found = _with_month(reader, at, joint + 1 + second[1], second[0]) if second else None
    if found is None or not isinstance(found[1], Interval):
        return None
    last = found[1].last
    begin = calendar.day(last.year, int(month) if month else last.month, first[0])
    if begin and begin.first > last:
        begin = calendar.day(last.year - 1, int(month) if month else last.month, first[0])
    return (found[0], Interval(begin.first, last, "day")) if begin else None


def month_of_year(reader: Reader, at: int) -> Found | None:
    """«в феврале 2022 года», "October 2014"; «в марте» of a year that the day of publication tells."""
    month = reader.get(at, "month")
    if month is None:
        return None
    year = _four(reader, at + 1)
    if year:
        return 1 + year[1], calendar.month(year[0], int(month))
    if reader.has(at, "short"):
        return None  # «мар», "may" alone are other words too often
    answer = of_some_year(reader, int(month), 0)
    return (1, answer) if answer else None


def season_of_year(reader: Reader, at: int) -> Found | None:
    """«летом 2024 года», „това лято", "last winter", «зимой»."""
    start, moved = at, _moved(reader, at)
    if moved is not None:
        at += 1
    season = reader.get(at, "season")
    if season is None:
        return None
    year = _four(reader, at + 1)
    if year:
        return at + 1 + year[1] - start, calendar.season(year[0], season)
    if reader.today is None:
        return None
    choices = [calendar.season(reader.today.year + y, season) for y in range(-2, 3)]
    if moved is None:
        return at + 1 - start, calendar.nearest(reader.today, choices, reader.ahead)
    inside = [c for c in choices if c.first <= reader.today <= c.last]
    if moved == 0:
        return at + 1 - start, inside[0] if inside else calendar.nearest(reader.today, choices)
    gone = [c for c in choices if c.last < reader.today] if moved < 0 else [c for c in choices if c.first > reader.today]
    return at + 1 - start, gone[-1] if moved < 0 else gone[0]


def quarter_of_year(reader: Reader, at: int) -> Found | None:
    """«в третьем квартале 2024 года», "the 4th quarter", «IV квартал»."""
    text = reader.sign(at).rstrip(".")
    number = _number(reader, at) or ((ROMAN[text], 1) if text in ROMAN else None)
    if number is None or number[0] > 4 or reader.get(at + number[1], "unit") != "quarter":
        return None
    size = number[1] + 1
    year = _four(reader, at + size)
    if year:
        return size + year[1], calendar.quarter(year[0], number[0])
    if reader.today is None:
        return None
    return size, calendar.quarter(reader.today.year, number[0])


def _decade(figures: str) -> int:
    """Returns the year that a decade begins with: the nineties are the last century's, the tens and twenties this one's."""
    number = int(figures)
    if len(figures) > 2:
        return number
    return number + (19 if number >= THIRTIES else 20) * CENTURY


def whole_year(reader: Reader, at: int) -> Found | None:
    """«в 2024 году», "in 2014", «2014–2016 годы», "1990-е годы"."""
    decade = re.fullmatch(r"(\d{2}|\d{4})[-‑'’]?(?:е|х|ых|те|ті|ler|lar|s)", reader.sign(at))
    if decade and decade[1].endswith("0"):
        first = _decade(decade[1])
        return 1 + reader.has(at + 1, "yearword"), calendar.years(first, first + 9, "decade")
    year = _four(reader, at)
    if year is None or reader.sign(at) == "," or reader.has(at, "of"):
        return None
    known = year[1] > 1 or reader.has(at - 1, "inyear") or bool(re.search(r"\D", reader.sign(at)))
    if reader.sign(at + year[1]) in ("-", "–", "—"):
        last = _four(reader, at + year[1] + 1)
        if last and last[0] > year[0] and (known or last[1] > 1):
            return year[1] + 1 + last[1], calendar.years(year[0], last[0], "year")
    return (year[1], calendar.years(year[0], year[0])) if known else None


def moved_unit(reader: Reader, at: int) -> Found | None:
    """«на прошлой неделе», „миналата година", "next month", «в позапрошлом году», "bu ay"."""
    moved = _moved(reader, at)
    unit = reader.get(at + 1, "unit")
    if moved is None or unit is None or reader.today is None:
        return None
    return 2, calendar.around(calendar.later(calendar.around(reader.today, unit).first, moved, unit), unit)


def moved_month(reader: Reader, at: int) -> Found | None:
    """ "next March", „миналия октомври", «в прошлом мае»."""
    moved, month = _moved(reader, at), reader.get(at + 1, "month")
    if moved is None or month is None or reader.today is None:
        return None
    months = [calendar.month(reader.today.year + y, int(month)) for y in range(-2, 3)]
    if moved == 0:
        return 2, months[2]
    fitting = [m for m in months if (m.last < reader.today if moved < 0 else m.first > reader.today)]
    return 2, fitting[-1] if moved < 0 else fitting[0]


def weekday(reader: Reader, at: int) -> Found | None:
    """«в понедельник»: the last one in what was, the next in what is to come; "last Friday", «в прошлый вторник»."""
    moved = _moved(reader, at)
    size = 1 if moved is None else 2
    number = reader.get(at + size - 1, "weekday")
    if number is None or reader.today is None or (size == 1 and reader.has(at, "short")):
        return None
    ahead = reader.ahead if moved in (None, 0) else moved > 0
    off = (reader.today.weekday() - int(number) + 1) % 7
    when = reader.today - datetime.timedelta(off)
    if ahead and off:
        when += datetime.timedelta(7)
    if moved is not None and moved != 0 and when == reader.today:
        when += datetime.timedelta(7 * moved)
    return size, Interval(when, when, "day")


def ago(reader: Reader, at: int) -> Found | None:
    """«три недели назад», „преди две години", "a week ago", "2 ay önce", «через 3 года», "in 3 days"."""
    if reader.today is None:
        return None
    start, sign = at, None
    if reader.get(at, "before"):
        sign, at = int(reader.get(at, "before") or 0), at + 1
    count = _count(reader, at)
    at += count[1] if count else 0
    unit = reader.get(at, "unit")
    if unit is None or (count is None and reader.counted):
        return None
    at += 1
    if sign is None:
        if reader.get(at, "after") is None:
            return None
        sign, at = int(reader.get(at, "after") or 0), at + 1
    number = count[0] if count else 1
    when = calendar.later(reader.today, sign * number, unit)
    return at - start, Interval(when, when, "day" if unit in calendar.DAYS else unit)


def named_day(reader: Reader, at: int) -> Found | None:
    """«сегодня», „вчера", "tomorrow", «накануне»."""
    value = reader.get(at, "day")
    if value is None or reader.today is None:
        return None
    when = reader.today + datetime.timedelta(int(value))
    return 1, Interval(when, when, "day")


def part_of(reader: Reader, at: int) -> Found | None:
    """«в конце 2024 года», „в началото на март", "late last year", "mid-2025"."""
    which = reader.get(at, "part")
    if which is None:
        return None
    start = at
    at += 1
    while reader.has(at, "of", "the") or reader.sign(at) == "-":
        at += 1
    for rule in (month_of_year, whole_year, moved_unit, season_of_year, quarter_of_year, bare_year, this_unit):
        found = rule(reader, at)
        if found and isinstance(found[1], Interval):
            return at - start + found[0], calendar.part(found[1], which)
    return None


def bare_year(reader: Reader, at: int) -> Found | None:
    """A year after a part of it needs no word: "late 2024"."""
    year = _four(reader, at)
    return (year[1], calendar.years(year[0], year[0])) if year else None


def this_unit(reader: Reader, at: int) -> Found | None:
    """A unit after a part of it is the one that is going on: «к концу года», "by the end of the decade"."""
    unit = reader.get(at, "unit")
    if unit in (None, "day") or reader.today is None:
        return None
    return 1, calendar.around(reader.today, str(unit))


RULES: tuple[Rule, ...] = (
    days_of_month, day_of_month, day_of_moved_month, month_and_day, month_of_year, season_of_year, quarter_of_year,
    whole_year, part_of,
    moved_unit, moved_month, weekday, ago, named_day,
)  # fmt: skip
