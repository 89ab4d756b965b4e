"""Rules of months, quarters and years in forms of their own: "04/2019", "2Q19", "June after next", "in 66 A.D."."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.text import calendar
from dragoman.text.timereader import (
    SIGNS,
    Found,
    Reader,
    day_number,
    four,
    full_year,
    moved,
    over,
    roman,
)
from dragoman.text.timesteps import ago, weekday

MONTH = re.compile(r"0?[1-9]|1[0-2]")
YEARS = (1990, 2050)  # that figures behind those of a month may be: "5/2000 people" aside, "1/1850" is a scale
OPENS = ("", "(", "–", "—", "«", "“", "„", '"')  # before a month in figures, where no small word is: "(04/2019)"
BEGINS = frozenset("0123456789ivqhі")  # of a quarter or a half in figures
LETTERS = {"q": 4, "h": 2}  # how many a year has of the quarters and halves that a letter stands for


def month_in_figures(reader: Reader, at: int) -> Found | None:
    """ "04/2019", "in 4/2019", «за 04.2019»; not "case 12/2015", "in 5/2000 cases", "12/2015/EC", "1.2013 dollars".

    What stands before shows it, and a zero or the end of what is said.
    """
    number, sign = reader.sign(at), reader.sign(at + 1)
    if sign not in ("/", ".") or not MONTH.fullmatch(number):
        return None
    year = four(reader, at + 2)
    if year is None or not YEARS[0] <= year[0] <= YEARS[1] or not re.fullmatch(r"\d{4}(['’].+)?", reader.sign(at + 2)):
        return None
    end = at + 2 + year[1]
    zero, told = number.startswith("0"), year[1] > 1  # «10.2013 г.»
    opened = reader.sign(at - 1) in OPENS
    joined = (reader.joined(at) and not opened) or not reader.joined(at + 1) or not reader.joined(at + 2)
    if joined or (reader.joined(end) and reader.sign(end) not in SIGNS - {"-"}):
        return None
    if sign == "." and (len(number) < 2 or (reader.point and not zero)):  # "the euro fell to 1.2013"
        return None
    before = opened or reader.has(at - 1, "inyear", "until") or reader.beside(at - 1, "figured")
    behind = told or (zero and not reader.behind) or reader.sign(end) in ("", *SIGNS)
    return (2 + year[1], calendar.month(year[0], int(number))) if before and behind else None


def part_in_figures(reader: Reader, at: int) -> Found | None:
    """ "19Q2", "2024H1", "2Q19", "Q2'19", "H2 2024", «2 кв. 2019»: a quarter or a half with its year."""
    first = reader.sign(at)
    if first[:1] not in BEGINS:
        return None
    if re.fullmatch(r"\d{2}|\d{4}", first) and reader.joined(at + 1) and reader.joined(at + 2):  # "19Q2"
        return _part(reader.sign(at + 1), reader.sign(at + 2), first, 3)
    short = re.fullmatch(r"([1-4])([a-z])", first)  # "2Q 2019"
    if short:
        return _part(short[2], short[1], *_year_behind(reader, at, at + 1))
    if first in LETTERS and reader.joined(at + 1):  # "Q2 2019"
        return _part(first, reader.sign(at + 1), *_year_behind(reader, at, at + 2))
    if reader.sign(at + 1) in LETTERS and reader.joined(at + 1):  # "2Q19"
        return _part(reader.sign(at + 1), first, *_year_behind(reader, at, at + 2, joined=True))
    number = day_number(reader, at) or roman(reader, at)
    size = number[1] + (reader.sign(at + number[1]) in ("-", "‑")) if number else 0
    if number and reader.has(at + size, "quarterword"):
        return _part("q", str(number[0]), *_year_behind(reader, at, at + size + 1))
    return None


def _year_behind(reader: Reader, start: int, at: int, joined: bool = False) -> tuple[str, int]:
    """Returns the figures of the year behind a quarter, and how many tokens both take; no figures where none are there."""
    hung = int(reader.sign(at) in ("'", "’", "/", "-") and (reader.joined(at) or reader.sign(at) in ("'", "’")))
    year = four(reader, at + hung)
    if year:
        return str(year[0]), at + hung + year[1] - start
    close = reader.joined(at + hung) and (hung or joined)
    figures = reader.sign(at + hung) if close and re.fullmatch(r"\d{2}", reader.sign(at + hung)) else ""
    return figures, at + hung + 1 - start


def _part(letter: str, number: str, year: str, size: int) -> Found | None:
    if number not in ("1", "2", "3", "4") or not year or int(number) > LETTERS.get(letter, 0):
        return None
    of = full_year(year)
    return size, calendar.quarter(of, int(number)) if letter == "q" else calendar.half(calendar.years(of, of), int(number))


def after_next(reader: Reader, at: int) -> Found | None:
    """ "June after next", "the week after next", "Friday after next": the one behind the next; not "after next week"."""
    if not reader.has(at + 1, "nextbut") or moved(reader, at + 2) != 1:
        return None
    month, unit = reader.get(at, "month"), reader.get(at, "unit")
    if reader.today is None or reader.has(at + 3, "unit", "month", "weekday", "season", "feast"):
        return None
    if month:
        coming = [calendar.month(reader.today.year + y, int(month)) for y in range(4)]
        return 3, [one for one in coming if one.first > reader.today][1]
    if unit and unit != "day" and not reader.has(at, "many"):
        first = calendar.around(reader.today, unit).first
        return 3, calendar.around(calendar.later(first, 2, unit), unit)
    found = weekday(replace(reader, ahead=True, today=reader.today + calendar.DAY), at)  # the next is no more today
    if found is None or not isinstance(found[1], calendar.Interval):
        return None
    when = calendar.later(found[1].first, 1, "week")
    return 3, calendar.Interval(when, when, "day")


def month_in_years(reader: Reader, at: int) -> Found | None:
    """ "March in two years", «в марте через год», "in March, two years ago": a month of the year so many years from this one.

    "In" only in what is to come or where nothing else is said: "the wettest March in five years".
    """
    month = reader.get(at, "month")
    if not month or not reader.today:
        return None
    behind = reader.past(at + 1, signs=",")
    loose = reader.has(behind, "before_ahead", "fromtoday")
    found = ago(replace(reader, ahead=True) if loose else reader, behind)
    if not found or not isinstance(found[1], calendar.Interval) or found[1].grain != "year":
        return None
    end = behind + found[0]
    if loose and not reader.fills(at, end) and not (reader.ahead and over(reader, end)):
        return None
    return end - at, calendar.month(found[1].first.year, int(month))


def year_of_era(reader: Reader, at: int) -> Found | None:
    """ "in 66 A.D.", «в 70 году нашей эры», "MS 70": a year of our era; years before it are none that we reckon with."""
    start, early = at, reader.era(at) == "ad"
    if early and not reader.has(at - 1, "inyear") and not (reader.behind and reader.has(at + 2, "yearword")):
        return None
    at += early
    figures = (
        re.fullmatch(r"([1-9]\d{0,3})(?:[-‑'’][^\W\d_]+)?", reader.sign(at)) if early or reader.sign(at)[:1].isdecimal() else None
    )
    if not figures or int(figures[1]) > YEARS[1]:
        return None
    at += 1
    if not early:
        at += reader.has(at, "yearword") and reader.era(at) is None
        if reader.era(at) != "ad":
            return None
        at += 1
    else:
        at += reader.has(at, "yearword")
    return at - start, calendar.years(int(figures[1]), int(figures[1]))
