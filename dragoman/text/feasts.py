"""Feasts as times: «на Пасху», "before Eid al-Fitr", "2018 Ramazan Bayramı".

What moves stands in feasts.txt, what is on the same day each year in a language's times.toml, which names both.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from dragoman.text import calendar
from dragoman.text.calendar import Interval
from dragoman.text.timereader import Found, Reader, four, moved, year_of

TABLE = Path(__file__).parent / "feasts.txt"
LONG = {"ramadan": "eid-al-fitr"}  # what lasts until the day before another begins


def feast(reader: Reader, at: int) -> Found | None:
    """«Пасха 2024 года», "next Diwali", "2018 Kurban Bayramı": with its year, moved, or the nearest."""
    start, step, year = at, moved(reader, at), four(reader, at)
    at += 1 if step is not None else year[1] if year else 0
    day = _named(reader, at)
    if day is None:
        return None
    size = at + 1 - start
    if year is None and step is None:
        behind = reader.past(at + 1, "of", "inyear", "the", signs=",")
        year = year_of(reader, behind)
        size = behind + year[1] - start if year else size
    if year:
        choices = day(year[0])
        return (size, choices[0]) if choices else None
    if reader.today is None:
        return None
    near = [choice for other in range(-1, 2) for choice in day(reader.today.year + other)]
    if step:
        near = [c for c in near if (c.last < reader.today if step < 0 else c.first > reader.today)]
        near = near[-1:] if step < 0 else near[:1]
    return (size, calendar.nearest(reader.today, near, reader.ahead)) if near else None


def _named(reader: Reader, at: int) -> Callable[[int], list[Interval]] | None:
    """Returns what tells when the feast named there is in a year, in order; nothing where that is not known."""
    name, fixed = reader.get(at, "feast"), reader.get(at, "fixed")
    if fixed:
        return partial(_fixed, *map(int, fixed.split("-")))
    return partial(_moving, name) if name else None


def _fixed(month: int, number: int, year: int) -> list[Interval]:
    found = calendar.day(year, month, number)
    return [found] if found else []


def _moving(name: str, year: int) -> list[Interval]:
    ends = days(LONG[name]).get(year, ()) if name in LONG else ()
    found = []
    for first in days(name).get(year, ()):
        after = next((day for day in ends if day > first), None)
        found.append(Interval(first, after - datetime.timedelta(1), "month") if after else Interval(first, first, "day"))
    return found


def days(name: str) -> Mapping[int, Sequence[datetime.date]]:
    """Returns the days of a feast by year. Raises KeyError where the table has no such feast."""
    return _table()[name]


@cache
def _table() -> Mapping[str, Mapping[int, Sequence[datetime.date]]]:
    made: dict[str, dict[int, list[datetime.date]]] = {}
    for line in TABLE.read_text("utf8").splitlines():
        if line.startswith("#"):
            continue
        name, first, *listed = line.split(" ")
        rows = ((year, cell.split("/")) for year, cell in enumerate(listed, int(first)) if cell != "-")
        made[name] = {year: [datetime.date(year, int(day[:2]), int(day[2:])) for day in cell] for year, cell in rows}
    return made
