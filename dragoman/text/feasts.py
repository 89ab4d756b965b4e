"""Feasts as times: «на Пасху», "before Eid al-Fitr", "2018 Ramazan Bayramı".

What moves stands in feasts.txt, what is on the same day each year in a language's times.toml, which names both; days that
states have alike, each its own, stand in statedays.toml.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from dragoman.text import calendar
from dragoman.text.calendar import Interval
from dragoman.text.timereader import Found, Reader, four, moved, year_of

TABLE = Path(__file__).parent / "feasts.txt"
STATES = Path(__file__).parent / "statedays.toml"
LONG = {"ramadan": "eid-al-fitr"}  # what lasts until the day before another begins
SIDES = ("«", "“", "„", '"', "”", "»", "'")  # signs between a feast and what is named after it: «улица «Дня Победы»»

Days = Callable[[int], list[Interval]]  # of a year


def feast(reader: Reader, at: int) -> Found | None:
    """«Пасха 2024 года», "next Diwali", "2018 Kurban Bayramı", «День независимости Украины»: with its year, moved, nearest."""
    start, step, year = at, moved(reader, at), four(reader, at)
    at += 1 if step is not None else year[1] if year else 0
    at += start < at and reader.has(at, "state")  # "last Ukrainian Independence Day"
    named = _named(reader, at, start, year is not None)
    if named is None or _namesake(reader, start, at + named[0]):
        return None
    at, day = at + named[0], named[1]
    at += reader.get(at, "unit") == "weekend"  # "Memorial Day weekend" is none of its own
    size = at - start
    if year is None and step is None:
        behind = reader.past(at, "of", "inyear", "the", signs=",")
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


def _named(reader: Reader, at: int, start: int, dated: bool) -> tuple[int, Days] | None:
    """Returns how many tokens name a feast there, and what tells when it is in a year, in order; None where none is known."""
    fixed = reader.get(at, "feast") or reader.get(at, "fixed")
    size, kind, own = 1, reader.get(at, "state_day"), reader.get(at, "own")
    if fixed is None and (kind or own):
        code, size = _state(reader, at, start) if kind else ("", 1)
        # «Чад тәуелсіздік күні» is none of one's own; "king's day 2021" needs no capital.
        dated = (dated or four(reader, at + 1) is not None) and (start == 0 or not reader.tokens[start - 1].capital)
        own = own if reader.tokens[at].capital or dated else None
        fixed = state_days()[kind].get(code) if kind and code else own
    if not fixed:
        return None
    return size, partial(_fixed, *map(int, fixed.split("-"))) if fixed[0].isdecimal() else partial(_moving, fixed)


def _state(reader: Reader, at: int, start: int) -> tuple[str, int]:
    """Returns the state beside a day of states, and how many tokens both take: "Ukraine's Independence Day", «… Казахстана»."""
    behind = reader.past(at + 1, "of", "in", "the")
    places = [at - 1, start - 1] if reader.behind else [behind, at - 1, start - 1]
    place = next((place for place in places if reader.has(place, "state") and reader.tokens[place].capital), None)
    if place is None:
        return "", 1
    return str(reader.get(place, "state")), 1 + max(0, place - at)


def _namesake(reader: Reader, start: int, end: int) -> bool:
    """Tells whether something else bears a feast's name: "Easter Island", «улица «Дня Победы»», "Ramazan Yılmaz"."""
    before = start - 1 - (reader.sign(start - 1) in SIDES)
    after = end + (reader.sign(end) in SIDES)
    other = reader.tokens[end] if end < len(reader.tokens) and not reader.tokens[end].means else None
    person = reader.beside(end - 1, "people") and other is not None and other.capital
    return person or reader.beside(before, "named") or reader.beside(after, "namesakes")


@cache
def state_days() -> Mapping[str, Mapping[str, str]]:
    """Returns the days of states by what they are called and by the state: month and day, or a feast of the table."""
    found = tomllib.loads(STATES.read_text("utf8"))
    return {kind: dict(zip(listed.split()[::2], listed.split()[1::2], strict=True)) for kind, listed in found.items()}


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


def names() -> Collection[str]:
    """Returns the names of the feasts of the table."""
    return _table().keys()


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
