"""Times that a text names, as intervals of days: «25 января», «на прошлой неделе», "this summer", „преди две години“.

Rules are named functions in RULES, tried at each word; the longest answer wins, of two as long the first. What words mean
stands in each language's `times.toml`, months, weekdays, number words and the words for a year in its other files. Times are
reckoned from the day of publication; without it only those that need none are found, and a day without a year keeps its
year unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.languages import Language, fold
from dragoman.text import calendar
from dragoman.text.calendar import Date, Interval
from dragoman.text.feasts import feast
from dragoman.text.timeforms import LETTERS, after_next, month_in_figures, month_in_years, part_in_figures, year_of_era
from dragoman.text.timeparts import nth_day, part_behind, part_of, year_then
from dragoman.text.timereader import CENTURY, FIRST_YEAR, LAST_YEAR, Reader, Rule, full_year, of_some_year, past_weekday
from dragoman.text.timerules import (
    day_of_month,
    day_of_moved_month,
    days_behind_month,
    days_of_month,
    half_of,
    month_and_day,
    month_of_year,
    months_of_year,
    moved_month,
    moved_unit,
    quarter_of_year,
    season_of_year,
    whole_year,
)
from dragoman.text.timesteps import ago, all_that_is_said, bare_day, bare_days, named_day, span, weekday
from dragoman.text.timewords import SHORTENED, Token, tokens, words_of

RULES: tuple[Rule, ...] = (
    days_of_month, day_of_month, day_of_moved_month, days_behind_month, month_and_day, months_of_year, month_of_year,
    season_of_year, quarter_of_year, half_of, whole_year, part_of, part_behind, nth_day, year_then,
    month_in_figures, part_in_figures, after_next, month_in_years, year_of_era,
    feast, moved_unit, moved_month, weekday, bare_days, bare_day, ago, span, named_day, all_that_is_said,
)  # fmt: skip

NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?:(?P=sep)(?P<z>\d{4}|\d{2}))?\.?)(?!\d|[./-]\d|%)"
)
BEFORE, AFTER = re.compile(r"([^\W\d_]+)\s+$"), re.compile(r"\s*[^\W\d_]+")
WHOLE_WORD = 20  # signs that hold the word before a number
CURRENCIES = ("$", "€", "£", "₽", "₺", "₸")
FIGURES = frozenset("0123456789ivqі")  # what a time can begin with that no table of words has: "3", "IV", «ІІІ», "Q3"
INSIDE_ONLY = frozenset(
    (
        "of",
        "in",
        "until",
        "and",
        "join",
        "than",
        "yearword",
        "inyear",
        "after",
        "none",
        "years",
        "date",
        "state",
        "nextbut",
        "quarterword",
    )
)
UNKNOWN = "--"  # stands for a year that nothing tells


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a text: offsets, first and last day in ISO (`--02-18` where the year is unknown), grain, rule."""

    start: int
    end: int
    first: str
    last: str
    grain: str
    rule: str


def times(text: str, language: Language, today: Date | None = None, ahead: bool | None = None) -> list[Time]:
    """Returns the times that `text` names, in order, none overlapping.

    `today` is the day of publication. `ahead`: whether the text tells what is to come (True), what was (False), or does not say.
    """
    today = today if today and FIRST_YEAR <= today.year <= LAST_YEAR else None
    found_words = tuple(tokens(text, language))
    words = words_of(language)
    reader = Reader(found_words, today, ahead, language.numeric_dates, words.behind, words.near, language.numbers.decimal == ".")
    found = [_numeric(match, reader) for match in NUMERIC.finditer(text) if match["z"] or not _figure(text, match, language)]
    taken = [time for time in found if time]
    at = 0
    while at < len(found_words):
        token = found_words[at]
        idle = token.text[:1] not in FIGURES and token.text not in LETTERS and all(kind in INSIDE_ONLY for kind, _ in token.means)
        if idle or any(time.start <= token.start < time.end for time in taken):
            at += 1
            continue
        size, time = _longest(reader, at)
        if time and not any(other.start < time.end and time.start < other.end for other in taken):
            taken.append(time)
        at += max(1, size)
    return sorted(taken, key=lambda time: time.start)


def _weekday_before(reader: Reader, start: int) -> Token | None:
    """Returns the weekday before a day in figures: «П'ятниця, 18.07.14», "Fri (18/07/2014"."""
    begins = next((at for at, token in enumerate(reader.tokens) if token.start == start), 0)
    sizes = (size for size in (1, 2) if begins >= size and past_weekday(reader, begins - size) == begins)
    return next((reader.tokens[begins - size] for size in sizes), None)


def _longest(reader: Reader, at: int) -> tuple[int, Time | None]:
    best: tuple[int, Time | None] = 0, None
    for rule in RULES:
        answer = rule(reader, at)
        if answer and answer[0] > best[0]:
            best = answer[0], _time(reader.tokens[at].start, _end(reader.tokens[at + answer[0] - 1]), answer[1], rule.__name__)
    return best


def _end(token: Token) -> int:
    """Returns where a token ends, without the point that ends a sentence: «2006 года.», «14 мая.», but not «2006 г. в»."""
    return token.end - (token.text.endswith(".") and (token.last or len(token.text) > SHORTENED + 1))


def _time(start: int, end: int, when: Interval | tuple[int, int], rule: str) -> Time:
    if isinstance(when, Interval):
        return Time(start, end, when.first.isoformat(), when.last.isoformat(), when.grain, rule)
    month, number = when
    iso = f"{UNKNOWN}{month:02}-{number:02}" if number else f"{UNKNOWN}{month:02}"
    return Time(start, end, iso, iso, "day" if number else "month", rule)


def _figure(text: str, match: re.Match[str], language: Language) -> bool:
    """Tells whether 12.05 is a time of day or an amount: "saat 12.05", «12.05 млн», "$12.05"."""
    known = language.numbers
    if known.decimal == "." and match["sep"] == ".":  # "3.10 dollars"
        return True
    start = match.start()
    before, after = BEFORE.search(text[max(0, start - WHOLE_WORD) : start]), AFTER.match(text, match.end())
    behind = fold(after[0].strip()) if after else ""
    amount = any(behind in words for words in (known.short, known.scales, known.many, known.hours, known.clock_after))
    return amount or text[:start].endswith(CURRENCIES) or (before is not None and fold(before[1]) in known.clock)


def _numeric(match: re.Match[str], reader: Reader) -> Time | None:
    """Returns 03.04.2025, 2025-04-03, 03.04: in the language's order; None where there is no such day."""
    part = match.groupdict()
    weekday = _weekday_before(reader, match.start())
    start = weekday.start if weekday else match.start()
    if part["y"]:
        year = int(part["y"])
        season = not part["d"] and int(part["m"]) == (year + 1) % CENTURY  # "2001/02"
        if not FIRST_YEAR <= year <= LAST_YEAR or not 0 < int(part["m"]) <= 12 or season:
            return None
        if not part["d"] and (match[0][4] == "." or len(part["m"]) < 2):
            return None
        when = calendar.day(year, int(part["m"]), int(part["d"])) if part["d"] else calendar.month(year, int(part["m"]))
    else:
        first, second = int(part["a"]), int(part["b"])
        number, month = (second, first) if (reader.order == "mdy" and first <= 12) or second > 12 else (first, second)
        if part["z"]:
            when = calendar.day(full_year(part["z"]), month, number)
        elif part["sep"] != "." or (len(part["b"]) < 2 and not match[0].endswith(".")):
            return None
        else:
            answer = of_some_year(reader, month, number, weekday.get("weekday") if weekday else None)
            return _time(start, match.end(), answer, "numeric") if answer else None
    start = start if when and when.grain == "day" else match.start()
    return _time(start, match.end() - match[0].endswith("."), when, "numeric") if when else None
