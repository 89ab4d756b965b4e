"""Intervals of days: what a year, a month, a season, a week is, and which of several years a day without one means."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

Date = datetime.date
DAY = datetime.timedelta(1)
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}  # the month that each begins with, in the north
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "halfyear": 6}  # how many a unit has
DAYS = {"day": 1, "week": 7, "weekend": 7}
FAR = (1, 9998)  # years that can be reckoned with


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included, and the grain in which the text speaks: day, week, month, season ..."""

    first: Date
    last: Date
    grain: str


def day(year: int, month: int, number: int) -> Interval | None:
    """Returns a day; None where there is no such day."""
    try:
        found = Date(year, month, number)
    except ValueError:
        return None
    return Interval(found, found, "day")


def month(year: int, number: int) -> Interval:
    """Returns a month."""
    first = Date(year, number, 1)
    return Interval(first, later(first, 1, "month") - DAY, "month")


def quarter(year: int, number: int) -> Interval:
    """Returns a quarter of a year, 1 to 4."""
    first = Date(year, 3 * number - 2, 1)
    return Interval(first, later(first, 3, "month") - DAY, "quarter")


def season(year: int, name: str) -> Interval:
    """Returns a season; a winter is named by the year that it ends in."""
    first = Date(year - (name == "winter"), SEASONS[name], 1)
    return Interval(first, later(first, 3, "month") - DAY, "season")


def years(first: int, last: int, grain: str = "year") -> Interval:
    """Returns the years from one to another."""
    return Interval(Date(first, 1, 1), Date(last, 12, 31), grain)


def later(start: Date, count: int, unit: str) -> Date:
    """Returns the day so many units later (earlier where `count` is negative); the month's last day where it has no such day."""
    if unit in DAYS:
        return start + datetime.timedelta(DAYS[unit] * count)
    months = start.year * 12 + start.month - 1 + MONTHS[unit] * count
    year = min(max(months // 12, FAR[0]), FAR[1])
    for number in range(start.day, 27, -1):
        found = day(year, months % 12 + 1, number)
        if found:
            return found.first
    return Date(year, months % 12 + 1, min(start.day, 28))


def around(today: Date, unit: str) -> Interval:
    """Returns the unit that a day lies in: its week (from Monday), month, quarter, year, decade."""
    if unit == "day":
        return Interval(today, today, "day")
    if unit == "week":
        monday = today - datetime.timedelta(today.weekday())
        return Interval(monday, monday + datetime.timedelta(6), "week")
    if unit == "weekend":
        saturday = today + datetime.timedelta(5 - today.weekday())
        return Interval(saturday, saturday + DAY, "day")
    if unit == "month":
        return month(today.year, today.month)
    if unit == "quarter":
        return quarter(today.year, (today.month + 2) // 3)
    if unit == "decade":
        return years(today.year // 10 * 10, today.year // 10 * 10 + 9, "decade")
    if unit == "halfyear":
        return half(years(today.year, today.year), 1 + (today.month > 6))
    return years(today.year, today.year)


def nearest(today: Date, choices: list[Interval], ahead: bool | None = None) -> Interval:
    """Returns the interval that a text of today means: the next one where it speaks of what is to come (`ahead`), the

    last where of what was, the nearest where it does not say.
    """
    if ahead is True:
        coming = [c for c in choices if c.last >= today]
        return min(coming or choices, key=lambda c: abs(c.first - today))
    if ahead is False:
        gone = [c for c in choices if c.first <= today]
        return min(gone or choices, key=lambda c: abs(c.first - today))
    return min(choices, key=lambda c: 0 if c.first <= today <= c.last else min(abs(c.first - today), abs(c.last - today)).days)


def part(whole: Interval, which: str) -> Interval:
    """Returns the beginning, middle or end of an interval: a third of it."""
    size = (whole.last - whole.first).days + 1
    third = max(1, size // 3)
    place = {"begin": 0, "middle": (size - third) // 2, "end": size - third}[which]
    first = whole.first + datetime.timedelta(place)
    return Interval(first, first + datetime.timedelta(third - 1), whole.grain)


def half(whole: Interval, number: int) -> Interval:
    """Returns the first or second half of an interval; of a year it begins with a month."""
    size = (whole.last - whole.first).days + 1
    middle = Date(whole.first.year, 7, 1) if whole.grain == "year" else whole.first + datetime.timedelta(size // 2)
    return Interval(whole.first, middle - DAY, whole.grain) if number == 1 else Interval(middle, whole.last, whole.grain)
