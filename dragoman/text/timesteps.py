"""Rules of times that are counted from the day of publication: a weekday, «три дня назад», "the next two weeks", "the 15th"."""

from __future__ import annotations

import datetime
from dataclasses import replace

from dragoman.text import calendar
from dragoman.text.calendar import Interval
from dragoman.text.timereader import (
    Found,
    Reader,
    count,
    day_number,
    four,
    from_day,
    joint,
    moved,
    nearest_day,
    over,
    past_weekday,
)

MANY = 2
LABEL = 8  # words that a text has at most that is nothing but a time
NUMBERS = 4  # that «числа» may count: «2 числа» are two numbers


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


def bare_day(reader: Reader, at: int) -> Found | None:
    """ "on the 15th", «до 15-го», «15 числа», "Thursday the 16th": the nearest such day; never "the 1st brigade".

    Where nothing else is said, as in an announcement, the first to come.
    """
    begins = reader.sign(at)[:1].isdecimal() or reader.has(at, "the", "weekday", "ordinal", "count")
    if reader.today is None or not begins:
        return None
    start, at = at, past_weekday(reader, at)
    weekday_told = reader.get(start, "weekday")
    at += reader.has(at, "the")
    number = day_number(reader, at)
    if number is None or reader.has(at - 1, "count", "ordinal"):
        return None
    hung = reader.sign(at).lstrip("0123456789").lstrip("-‑") in reader.near["ends"]
    at += number[1]
    dated = reader.get(at, "date") == "day" and not any(reader.beside(place, "every") for place in (start - 1, at + 1))
    counted = not hung and number[0] <= NUMBERS and reader.sign(at - 1).isdecimal() and not reader.beside(start - 1, "on")
    shown = hung and (weekday_told or reader.beside(start - 1, "on") or reader.fills(start, at)) and over(reader, at)
    if not shown and (counted or not dated):
        return None
    near = nearest_day(reader, number[0], weekday_told, reader.fills(start, at))
    return (at + (dated and not shown) - start, near) if near else None


def bare_days(reader: Reader, at: int) -> Found | None:
    """«с 15-го по 20-е», "from the 1st to the 5th": in the month that is meant today; not «с 5-го по 7-й этаж»."""
    if reader.today is None or not reader.beside(at - 1, "on"):
        return None
    start, at = at, reader.past(at, "the")
    last = reader.past(at + 2, "the")
    hung = all(reader.sign(place)[:1].isdecimal() and not reader.sign(place).isdecimal() for place in (at, last))
    first, second = day_number(reader, at), day_number(reader, last)
    if not hung or not joint(reader, at + 1) or first is None or second is None or second[0] <= first[0]:
        return None
    end = last + second[1]
    dated = reader.get(end, "date") is not None
    near = nearest_day(reader, second[0]) if dated or over(reader, end) else None
    return from_day((end + dated - start, near), None, first[0]) if near else None


def ago(reader: Reader, at: int) -> Found | None:
    """«три недели назад», „преди две години", "a week ago", "2 ay önce", «через 3 года», "in two weeks' time"."""
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
        if reader.hangs(start - 1, "since"):  # "seçimden iki hafta sonra" is reckoned from the election
            return None
    if sign is None or reader.has(at, "than") or reader.has(at + 1, "half"):  # «через два дня после встречи»
        return None
    when = calendar.later(reader.today, sign * (number[0] if number else 1), unit)
    return at - start, Interval(when, when, "day" if unit in calendar.DAYS else unit)


def _way(reader: Reader, at: int, kind: str) -> int | None:
    """Returns where a word sends its units: -1 to what was, 1 to what is to come; some do only in words of that."""
    value = reader.get(at, kind) or (reader.get(at, f"{kind}_ahead") if reader.ahead else None)
    return int(value) if value else None


def all_that_is_said(reader: Reader, at: int) -> Found | None:
    """ "in two weeks", "2 hafta sonra", "2014" where nothing else is said, as in a label or a deadline.

    In a sentence the first two may be counted from what it tells of: "the third attack in two weeks". "A week later" always is.
    """
    year = four(reader, at)
    if year and reader.sign(at)[:1].isdecimal() and reader.fills(at, at + year[1]):
        return year[1], calendar.years(year[0], year[0])
    if reader.ahead is not None or len(reader.tokens) > LABEL:
        return None
    coming = replace(reader, ahead=True)
    found = ago(coming, at) or span(coming, at)
    if found is None or not reader.fills(at, at + found[0]):
        return None
    return found if reader.has(at, "fromtoday") or reader.has(at + found[0] - 1, "fromtoday") else None


def span(reader: Reader, at: int) -> Found | None:
    """«за последние три дня», "the next two weeks", "two upcoming months": up to today, or from tomorrow.

    Quarters are those of the calendar: the next two begin with the next one.
    """
    before = count(reader, at)  # "two upcoming months", but "it killed 2 last month"
    size = before[1] if before else 0
    way = reader.get(at + size, "span") or (reader.get(at + size, "span_ahead") if reader.ahead else None)
    number = before or (count(reader, at + 1) if way else None)
    unit = reader.get(at + 1 + number[1], "unit") if number else None
    if way is None or number is None or unit is None or reader.today is None:
        return None
    if before and (int(way) < 0 or number[0] < MANY or reader.behind or not reader.has(at + 1 + size, "many")):
        return None
    size = 2 + number[1] + reader.has(at + 2 + number[1], "after_ahead")
    grain = "day" if unit in calendar.DAYS else unit
    if int(way) < 0:
        return size, Interval(calendar.later(reader.today, -number[0], unit), reader.today, grain)
    start = reader.today if unit != "quarter" else calendar.around(reader.today, unit).last
    first = start + calendar.DAY
    return size, Interval(first, calendar.later(first, number[0], unit) - calendar.DAY, grain)


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
