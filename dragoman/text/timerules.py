"""Rules of times of the calendar: days, months, seasons, quarters, years, and those that «прошлый», "next" move."""

from __future__ import annotations

import re

from dragoman.text import calendar
from dragoman.text.calendar import Interval
from dragoman.text.timereader import (
    DECADE,
    LAST_DAY,
    THIRTIES,
    Found,
    Reader,
    cardinal_day,
    count,
    day_number,
    day_word,
    decade_of,
    four,
    from_day,
    joint,
    moved,
    nearest_day,
    of_era,
    of_some_year,
    of_years,
    past_weekday,
    roman,
    weekday_behind,
    year_of,
)


def day_of_month(reader: Reader, at: int) -> Found | None:
    """«25 января», «Пт, 18 июля 2014», "the 3rd of March, 2015", "martın 3'ü"."""
    start, at = at, past_weekday(reader, at)
    at = reader.past(at, "the")
    number = day_number(reader, at) or cardinal_day(reader, at)
    if number is None:
        return None
    at += number[1]
    at = reader.past(at, "of", "the", signs="-", unit="day")
    return _with_month(reader, start, at, number[0])


def _with_month(reader: Reader, start: int, at: int, number: int) -> Found | None:
    month = reader.get(at, "month")
    return _with_year(reader, start, at + 1, int(month), number) if month else None


def _with_year(reader: Reader, start: int, at: int, month: int, number: int) -> Found | None:
    year = year_of(reader, at)
    at += year[1] if year else 0
    weekday, size, only = weekday_behind(reader, at) or ("", 0, False)
    told = reader.get(start, "weekday") or (weekday if only else None)
    answer = calendar.day(year[0], month, number) if year else of_some_year(reader, month, number, told)
    if answer is None or (not year and of_era(reader, at)):
        return None
    fits = isinstance(answer, Interval) and str(answer.first.isoweekday()) == weekday
    return at - start + (size if fits else 0), answer


def day_of_moved_month(reader: Reader, at: int) -> Found | None:
    """ "the 20th of next month", «15 числа прошлого месяца», "bu ayın 20'sinde"."""
    if reader.behind:
        return _day_behind_moved(reader, at)
    start, at = at, at + reader.has(at, "the")
    number = day_number(reader, at)
    if number is None or reader.today is None:
        return None
    bare, at = reader.sign(at).isdecimal(), at + number[1]
    behind, at = at, reader.past(at, "of", "the", "date", unit="day")
    if bare and at == behind:  # "it killed 2 last month"
        return None
    found = moved_unit(reader, at)
    if found is None or not isinstance(found[1], Interval) or found[1].grain != "month":
        return None
    when = calendar.day(found[1].first.year, found[1].first.month, number[0])
    return (at + found[0] - start, when) if when else None


def _day_behind_moved(reader: Reader, at: int) -> Found | None:
    """ "bu ayın 20'sinde", "ayın on beşinde", «айдың 15-інде»; not "üç ayın 2'sinde"."""
    month = moved_unit(reader, at)
    bare = reader.has(at, "whose") and reader.get(at, "unit") == "month" and not reader.has(at - 1, "count", "month", "ordinal")
    size = month[0] if month else 1
    if (month is None and not bare) or reader.today is None or reader.sign(at - 1).isdecimal():
        return None
    behind = day_number(reader, at + size) if reader.sign(at + size)[:1].isdigit() else day_word(reader, at + size)
    if behind is None or (bare and reader.sign(at + size).isdecimal()):
        return None
    if month:
        when = isinstance(month[1], Interval) and month[1].grain == "month" and (month[1].first.year, month[1].first.month)
        there = calendar.day(*when, behind[0]) if when else None
        return (size + behind[1], there) if there else None
    near = nearest_day(reader, behind[0])
    return (size + behind[1], near) if near else None


def month_and_day(reader: Reader, at: int) -> Found | None:
    """ "March 3, 2015", "Tuesday, February the 15th", "Ekim 8", «мамыр айының 14-і», "martın üçü", "mart üç 2015"."""
    start, at = at, past_weekday(reader, at)
    month, whose = reader.get(at, "month"), reader.has(at, "whose")
    at += 1
    whose = whose or reader.has(at, "whose")
    at = reader.past(at, "the", unit="month")
    number = _number_behind(reader, at, whose) if month else None
    if month is None or number is None or reader.sign(at + number[1]) == "%":
        return None
    return _with_year(reader, start, at + number[1], int(month), number[0])


def _number_behind(reader: Reader, at: int, whose: bool) -> tuple[int, int] | None:
    """Returns a day behind its month; in words where the month says whose it is, or a year follows: "mart üç 2015"."""
    if not reader.behind or reader.sign(at)[:1].isdecimal():
        return day_number(reader, at)
    number = day_word(reader, at) if whose else None
    if number is None and four(reader, at + (count(reader, at) or (0, 0))[1]):  # not "mayısın ilk haftasında"
        number = count(reader, at)
    return number if number and number[0] <= LAST_DAY else None


def days_behind_month(reader: Reader, at: int) -> Found | None:
    """ "May 5-7, 2024", "May 28 to June 3"."""
    start, month = at, reader.get(at, "month")
    first = day_number(reader, at + 1) if month else None
    if month is None or first is None:
        return None
    at += 1 + first[1]
    if not joint(reader, at):
        return None
    other = reader.get(at + 1, "month")
    at += 1 + (other is not None)
    second = day_number(reader, at)
    found = _with_year(reader, start, at + second[1], int(other or month), second[0]) if second else None
    return from_day(found, int(month), first[0])


def days_of_month(reader: Reader, at: int) -> Found | None:
    """«5–7 марта», «с 25 января по 5 февраля»: from one day to another."""
    first = day_number(reader, at)
    if first is None:
        return None
    middle = at + first[1]
    month = reader.get(middle, "month")
    between = middle + (month is not None)
    second = day_number(reader, between + 1)
    pair = reader.has(between, "and") and second is not None and second[0] == first[0] + 1  # «5 и 6 мая»
    if not pair and not joint(reader, between):
        return None
    found = _with_month(reader, at, between + 1 + second[1], second[0]) if second else None
    return from_day(found, int(month) if month else None, first[0])


def month_of_year(reader: Reader, at: int) -> Found | None:
    """«в феврале 2022 года», "October 2014"; «в марте» of a year that the day of publication tells."""
    month = reader.get(at, "month")
    if month is None:
        return None
    size = 1 + (reader.get(at + 1, "unit") == "month")
    year = year_of(reader, at + size)
    if year:
        return size + year[1], calendar.month(year[0], int(month))
    if reader.has(at, "short") and size == 1 and not reader.has(at - 1, "inyear", "part", "of", "until"):
        return None  # «мар», "may" alone are other words too often
    answer = of_some_year(reader, int(month), 0) if not of_era(reader, at + size) else None
    return (size, answer) if answer else None


def months_of_year(reader: Reader, at: int) -> Found | None:
    """«в январе–марте 2024 года», "May-June"."""
    first, second = reader.get(at, "month"), reader.get(at + 2, "month")
    if first is None or second is None or not joint(reader, at + 1):
        return None
    found = month_of_year(reader, at + 2)
    if found is None or not isinstance(found[1], Interval):
        return None
    year = found[1].first.year - (int(first) > int(second))
    return 2 + found[0], Interval(calendar.month(year, int(first)).first, found[1].last, "month")


def season_of_year(reader: Reader, at: int) -> Found | None:
    """«летом 2024 года», „това лято", "last winter", «зимой»."""
    start, step = at, moved(reader, at)
    if step is not None:
        at += 1
    season = reader.get(at, "season")
    if season is None:
        return None
    year = year_of(reader, at + 1)
    if year:
        return at + 1 + year[1] - start, calendar.season(year[0], season)
    loose = reader.has(at, "weak") and step is None and not (reader.has(at - 1, "the") and reader.has(at - 2, "of"))
    if reader.today is None or loose:
        return None
    choices = [calendar.season(reader.today.year + y, season) for y in range(-2, 3)]
    if step is None:
        return at + 1 - start, calendar.nearest(reader.today, choices, reader.ahead)
    inside = [c for c in choices if c.first <= reader.today <= c.last]
    if step == 0:
        return at + 1 - start, inside[0] if inside else calendar.nearest(reader.today, choices)
    gone = [c for c in choices if c.last < reader.today] if step < 0 else [c for c in choices if c.first > reader.today]
    return at + 1 - start, gone[-1] if step < 0 else gone[0]


def quarter_of_year(reader: Reader, at: int) -> Found | None:
    """«в третьем квартале 2024 года», "the 4th quarter", «IV квартал», "3. çeyrek", "Q3 2024", "2024Q3"."""
    ahead = four(reader, at) if reader.sign(at)[:1].isdecimal() else None
    if ahead and reader.sign(at + ahead[1]) == "q" and reader.sign(at + ahead[1] + 1) in ("1", "2", "3", "4"):
        return ahead[1] + 2, calendar.quarter(ahead[0], int(reader.sign(at + ahead[1] + 1)))
    if reader.today is None:
        return None
    number = day_number(reader, at) or roman(reader, at)
    size = number[1] + (reader.sign(at + number[1]) in (".", "-", "‑")) if number else 0
    if number and reader.get(at + size, "unit") == "quarter":
        size += 1
    elif reader.sign(at) == "q" and reader.sign(at + 1) in ("1", "2", "3", "4"):
        number, size = (int(reader.sign(at + 1)), 2), 2
    else:
        return None
    year = year_of(reader, at + size)
    which = (year[0] if year else reader.today.year, number[0])
    return (size + (year[1] if year else 0), calendar.quarter(*which)) if which[1] <= 4 else None


def half_of(reader: Reader, at: int) -> Found | None:
    """«в первой половине 2024 года», "the second half of May", «во втором полугодии»."""
    number = day_number(reader, at) or roman(reader, at)
    if number is None or number[0] > 2 or not reader.has(at + number[1], "half"):
        return None
    start, own = at, reader.get(at + number[1], "half") == "year"  # «полугодие» says half a year itself
    at += number[1] + 1
    year = year_of(reader, at)
    if year:
        return at + year[1] - start, calendar.half(calendar.years(year[0], year[0]), number[0])
    at = reader.past(at, "of", "the")
    for rule in (month_of_year, moved_unit, this_unit):
        whole = None if own else rule(reader, at)
        if whole and isinstance(whole[1], Interval):
            return at + whole[0] - start, calendar.half(whole[1], number[0])
    if not own or reader.today is None:
        return None
    return number[1] + 1, calendar.half(calendar.years(reader.today.year, reader.today.year), number[0])


def whole_year(reader: Reader, at: int) -> Found | None:
    """«в 2024 году», "in 2014", «2014–2016 годы», "1990-е годы"."""
    decade = DECADE.fullmatch(reader.sign(at))
    if decade and decade[1].endswith("0") and not reader.has(at + 1, "date") and of_years(reader, at, decade[1]):
        first = decade_of(decade[1])
        return 1 + reader.has(at + 1, "yearword", "years"), calendar.years(first, first + 9, "decade")
    if re.fullmatch(r"\d*\d0", reader.sign(at)) and len(reader.sign(at)) in (2, 4):
        size = 1 + (reader.sign(at + 1) in ("-", "‑"))
        if reader.has(at + size, "years"):  # «1990 жылдары»
            first = decade_of(reader.sign(at))
            return size + 1, calendar.years(first, first + 9, "decade")
    year = four(reader, at)
    if year is None or reader.sign(at) == "," or reader.has(at, "of"):
        return None
    known = year[1] > 1 or reader.has(at - 1, "inyear") or bool(re.search(r"\D", reader.sign(at)))
    if joint(reader, at + year[1]) or reader.sign(at + year[1]) == "/":
        last = four(reader, at + year[1] + 1)
        near = last is not None and reader.sign(at + year[1]) in ("-", "–") and last[0] <= year[0] + THIRTIES
        if last and last[0] > year[0] and (known or last[1] > 1 or near):
            return year[1] + 1 + last[1], calendar.years(year[0], last[0], "year")
    return (year[1], calendar.years(year[0], year[0])) if known else None


def moved_unit(reader: Reader, at: int) -> Found | None:
    """«на прошлой неделе», „миналата година", "next month", «в позапрошлом году», "bu ay", «биыл»."""
    year = year_of(reader, at) if reader.has(at, "thisyear") else None
    if year:
        return year[1], calendar.years(year[0], year[0])
    step, unit = moved(reader, at), reader.get(at + 1, "unit")
    if step is None or unit in (None, "day") or reader.has(at + 1, "many") or reader.today is None:
        return None
    first = calendar.around(reader.today, str(unit)).first
    return 2, calendar.around(calendar.later(first, step, str(unit)), str(unit))


def moved_month(reader: Reader, at: int) -> Found | None:
    """ "next March", „миналия октомври", «в прошлом мае»."""
    step, month = moved(reader, at), reader.get(at + 1, "month")
    if step is None or month is None or reader.today is None:
        return None
    months = [calendar.month(reader.today.year + y, int(month)) for y in range(-2, 3)]
    if step == 0:
        return 2, months[2]
    fitting = [m for m in months if (m.last < reader.today if step < 0 else m.first > reader.today)]
    return 2, fitting[-1] if step < 0 else fitting[0]


def bare_year(reader: Reader, at: int) -> Found | None:
    """A year after a part of it needs no word: "late 2024"."""
    year = four(reader, at)
    return (year[1], calendar.years(year[0], year[0])) if year else None


def this_unit(reader: Reader, at: int) -> Found | None:
    """A unit after a part of it is the one that is going on: «к концу года», "by the end of the decade"."""
    unit = reader.get(at, "unit")
    if unit in (None, "day") or reader.has(at, "many") or reader.today is None:
        return None
    return 1, calendar.around(reader.today, str(unit))
