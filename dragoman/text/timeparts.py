"""Rules of parts of a time: its beginning, its end, a half of it, its last day; what stands behind its year."""

from __future__ import annotations

import datetime
from dataclasses import replace

from dragoman.text import calendar
from dragoman.text.calendar import Interval
from dragoman.text.feasts import feast
from dragoman.text.timereader import Found, Reader, Rule, day_number, year_of
from dragoman.text.timerules import (
    bare_year,
    day_of_month,
    days_of_month,
    half_of,
    month_and_day,
    month_of_year,
    months_of_year,
    moved_month,
    moved_unit,
    quarter_of_year,
    season_of_year,
    this_unit,
    whole_year,
)

FEAST = 8  # days that a feast may have which the table has the first of


def part_of(reader: Reader, at: int) -> Found | None:
    """«в конце 2024 года», „в началото на март", "late last year", "mid-2025"."""
    which = reader.get(at, "part")
    if which is None or reader.behind:
        return None
    start, at = at, at + 1
    at = reader.past(at, "of", "the", signs="-")
    for rule in WHOLES:
        found = rule(reader, at)
        if found and isinstance(found[1], Interval):
            return at - start + found[0], calendar.part(found[1], which)
    return None


def part_behind(reader: Reader, at: int) -> Found | None:
    """ "2024 yılının sonunda", «жыл соңында», "yılın ilk yarısında", "martın son günü", «мамырдың соңғы күні»."""
    for rule in (feast, year_then, *WHOLES) if reader.behind else ():
        found = rule(reader, at)
        if not found or not isinstance(found[1], Interval):
            continue
        behind = at + found[0]
        which, number, last = reader.get(behind, "part"), day_number(reader, behind), reader.has(behind, "lastof")
        if which and rule is not feast:
            return found[0] + 1, calendar.part(found[1], which)
        size = 1 if last else number[1] + (reader.sign(behind + 1) == ".") if number else 0  # "2. günü"
        if number and number[0] <= 2 and reader.has(behind + size, "half"):
            return found[0] + size + 1, calendar.half(found[1], number[0])
        if size and reader.get(behind + size, "unit") == "day" and not reader.has(behind + size, "many"):
            when = _counted(found[1], number[0] if number and not last else 1, last)
            return (found[0] + size + 1, when) if when else None
    return None


def nth_day(reader: Reader, at: int) -> Found | None:
    """ "the last day of October 2015", "the 5th last day of May", «третій день у жовтні», «первый день Рамадана»."""
    start, at = at, reader.past(at, "the")
    number = day_number(reader, at)
    at += number[1] if number else 0
    last = reader.has(at, "lastof")
    at += last
    if not (number or last) or reader.get(at, "unit") != "day" or reader.has(at, "many") or reader.behind:
        return None
    at = reader.past(at + 1, "of", "in", "the")
    for rule in (feast, *WHOLES):
        found = rule(reader, at)
        when = _counted(found[1], number[0] if number else 1, last) if found else None
        if found and when:
            return at + found[0] - start, when
    return None


def _counted(whole: Interval | tuple[int, int], number: int, last: bool) -> Interval | None:
    """Returns the first, second … or last day of an interval; a feast of one day has some more, but no last one."""
    if not isinstance(whole, Interval):
        return None
    single = whole.first == whole.last
    if last:  # the last day of a week is another one for many
        when = whole.last + datetime.timedelta(1 - number)
        return None if single or whole.grain == "week" or when < whole.first else Interval(when, when, "day")
    when = whole.first + datetime.timedelta(number - 1)
    return Interval(when, when, "day") if when <= whole.last or (single and number <= FEAST) else None


def year_then(reader: Reader, at: int) -> Found | None:
    """ "2024 yılının Mayıs ayında", «биыл 14 мамырда», "2024'ün ilk çeyreğinde", «минулого року в травні»."""
    plain = reader.behind and not reader.has(at, "of") and reader.sign(at) != ","
    year = year_of(reader, at) if plain or reader.has(at, "which", "thisyear") else None
    if year is None:
        return None
    size = year[1] + reader.has(at + year[1], "in")
    then = replace(reader, today=datetime.date(year[0], 7, 2), ahead=None)  # the middle: all its days are nearest
    answers = [rule(then, at + size) for rule in INSIDE]
    of_it = (a for a in answers if a and isinstance(a[1], Interval) and a[1].last.year == year[0])  # whatever weekday is told
    best = max(of_it, key=lambda a: a[0], default=None)
    return (size + best[0], best[1]) if best else None


WHOLES: tuple[Rule, ...] = (
    month_of_year, whole_year, moved_unit, moved_month, season_of_year, quarter_of_year, bare_year, this_unit,
)  # fmt: skip
INSIDE: tuple[Rule, ...] = (
    days_of_month, day_of_month, month_and_day, months_of_year, month_of_year, season_of_year, quarter_of_year, half_of,
)  # fmt: skip
