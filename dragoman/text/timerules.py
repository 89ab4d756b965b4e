"""The rules of times: one named function a kind of expression, tried at a word, in the order of RULES."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from dragoman.text import calendar
from dragoman.text.calendar import Interval
from dragoman.text.feasts import feast
from dragoman.text.timereader import (
    DECADE,
    THIRTIES,
    Found,
    Reader,
    Rule,
    cardinal_day,
    count,
    day_number,
    decade_of,
    four,
    from_day,
    joint,
    moved,
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
    answer = calendar.day(year[0], month, number) if year else of_some_year(reader, month, number)
    at += year[1] if year else 0
    if answer is None:
        return None
    return at - start + (weekday_behind(reader, at, answer) if isinstance(answer, Interval) else 0), answer


def day_of_moved_month(reader: Reader, at: int) -> Found | None:
    """ "the 20th of next month", «15 числа прошлого месяца», "bu ayın 20'sinde"."""
    month = moved_unit(reader, at) if reader.behind else None
    behind = day_number(reader, at + month[0]) if month and reader.sign(at + month[0])[:1].isdigit() else None
    if month and behind and isinstance(month[1], Interval) and month[1].grain == "month":
        there = calendar.day(month[1].first.year, month[1].first.month, behind[0])
        return (month[0] + behind[1], there) if there else None
    start, at = at, at + reader.has(at, "the")
    number = day_number(reader, at)
    if number is None or reader.today is None:
        return None
    at += number[1]
    at = reader.past(at, "of", "the", "date", unit="day")
    found = moved_unit(reader, at)
    if found is None or not isinstance(found[1], Interval) or found[1].grain != "month":
        return None
    when = calendar.day(found[1].first.year, found[1].first.month, number[0])
    return (at + found[0] - start, when) if when else None


def month_and_day(reader: Reader, at: int) -> Found | None:
    """ "March 3, 2015", "Tuesday, February the 15th", "Ekim 8", «мамыр айының 14-і»."""
    start, at = at, past_weekday(reader, at)
    month = reader.get(at, "month")
    at += 1
    at = reader.past(at, "the", unit="month")
    number = day_number(reader, at) if month else None
    if month is None or number is None or reader.sign(at + number[1]) == "%":
        return None
    if reader.behind and not reader.sign(at)[0].isdigit():  # "mayısın ilk haftasında"
        return None
    return _with_year(reader, start, at + number[1], int(month), number[0])


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
    answer = of_some_year(reader, int(month), 0)
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
    """«в третьем квартале 2024 года», "the 4th quarter", «IV квартал», "3. çeyrek", "Q3 2024"."""
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


def weekday(reader: Reader, at: int) -> Found | None:
    """«в понедельник»: the last one in what was, the next in what is to come; "last Friday", «в прошлый вторник»."""
    step = moved(reader, at)
    size = 1 if step is None else 2
    number = reader.get(at + size - 1, "weekday")
    if number is None or reader.today is None or (size == 1 and reader.has(at, "short")):
        return None
    if step == 0:
        when = reader.today + datetime.timedelta(int(number) - 1 - reader.today.weekday())
        return size, Interval(when, when, "day")
    ahead = reader.ahead if step is None else step > 0
    off = (reader.today.weekday() - int(number) + 1) % 7
    when = reader.today - datetime.timedelta(off)
    if ahead and off:
        when += datetime.timedelta(7)
    if step is not None and step != 0 and when == reader.today:
        when += datetime.timedelta(7 * step)
    return size, Interval(when, when, "day")


def ago(reader: Reader, at: int) -> Found | None:
    """«три недели назад», „преди две години", "a week ago", "2 ay önce", «через 3 года», "in 3 days"."""
    if reader.today is None:
        return None
    start, sign = at, _way(reader, at, "before")
    at += sign is not None
    number = count(reader, at)
    at += number[1] if number else 0
    unit = reader.get(at, "unit")
    if unit is None or (number is None and not reader.has(at, "alone")):
        return None
    at += 1
    if sign is None:
        sign, at = _way(reader, at, "after"), at + 1
    if sign is None or reader.has(at, "than") or reader.has(at + 1, "half"):  # «через два дня после встречи»
        return None
    when = calendar.later(reader.today, sign * (number[0] if number else 1), unit)
    return at - start, Interval(when, when, "day" if unit in calendar.DAYS else unit)


def _way(reader: Reader, at: int, kind: str) -> int | None:
    """Returns where a word sends its units: -1 to what was, 1 to what is to come; some do only in words of that."""
    value = reader.get(at, kind) or (reader.get(at, f"{kind}_ahead") if reader.ahead else None)
    return int(value) if value else None


def span(reader: Reader, at: int) -> Found | None:
    """«за последние три дня», "in the next two weeks", "son beş yılda": up to today, or from it."""
    way = reader.get(at, "span")
    number = count(reader, at + 1) if way else None
    unit = reader.get(at + 1 + number[1], "unit") if number else None
    if way is None or number is None or unit is None or reader.today is None:
        return None
    other = calendar.later(reader.today, int(way) * number[0], unit)
    size = 2 + number[1] + reader.has(at + 2 + number[1], "after_ahead")
    return size, Interval(min(other, reader.today), max(other, reader.today), "day" if unit in calendar.DAYS else unit)


def named_day(reader: Reader, at: int) -> Found | None:
    """«сегодня», „вчера", "tomorrow", «накануне»."""
    if reader.get(at, "unit") == "weekend" and reader.today is not None:
        weeks = (reader.today + datetime.timedelta(7 * step) for step in (-1, 0, 1))
        return 1, calendar.nearest(reader.today, [calendar.around(day, "weekend") for day in weeks], reader.ahead)
    value = reader.get(at, "day")
    if value is None or reader.today is None:
        return None
    when = reader.today + datetime.timedelta(int(value))
    return 1, Interval(when, when, "day")


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
    """ "2024 yılının sonunda", "mayıs başında", «жыл соңында», "yılın ilk yarısında"."""
    for rule in (year_then, *WHOLES) if reader.behind else ():
        found = rule(reader, at)
        if not found or not isinstance(found[1], Interval):
            continue
        behind = at + found[0]
        which, number = reader.get(behind, "part"), day_number(reader, behind)
        if which:
            return found[0] + 1, calendar.part(found[1], which)
        if number and number[0] <= 2 and reader.has(behind + number[1], "half"):
            return found[0] + number[1] + 1, calendar.half(found[1], number[0])
    return None


def year_then(reader: Reader, at: int) -> Found | None:
    """ "2024 yılının Mayıs ayında", «биыл 14 мамырда», "2024'ün ilk çeyreğinde", «минулого року в травні»."""
    plain = reader.behind and not reader.has(at, "of") and reader.sign(at) != ","
    year = year_of(reader, at) if plain or reader.has(at, "which", "thisyear") else None
    if year is None:
        return None
    size = year[1] + reader.has(at + year[1], "in")
    then = replace(reader, today=datetime.date(year[0], 7, 2), ahead=None)  # the middle: all its days are nearest
    answers = [rule(then, at + size) for rule in INSIDE]
    best = max((a for a in answers if a and isinstance(a[1], Interval)), key=lambda a: a[0], default=None)
    return (size + best[0], best[1]) if best else None


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


WHOLES: tuple[Rule, ...] = (
    month_of_year, whole_year, moved_unit, moved_month, season_of_year, quarter_of_year, bare_year, this_unit,
)  # fmt: skip
INSIDE: tuple[Rule, ...] = (
    days_of_month, day_of_month, month_and_day, months_of_year, month_of_year, season_of_year, quarter_of_year, half_of,
)  # fmt: skip
RULES: tuple[Rule, ...] = (
    days_of_month, day_of_month, day_of_moved_month, days_behind_month, month_and_day, months_of_year, month_of_year,
    season_of_year, quarter_of_year, half_of, whole_year, part_of, part_behind, year_then,
    feast, moved_unit, moved_month, weekday, ago, span, named_day,
)  # fmt: skip
