"""Calendar dates."""

from __future__ import annotations

import pytest

from dragoman.clean.dates import Calendar
from dragoman.languages import codes, load

CALENDAR = Calendar([load(code) for code in codes()])


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("By Editor Май14,2023 #мост", ["2023-05-14"]),
        ("Sun. Май 28th, 2023", ["2023-05-28"]),
        ("date 2025-03-04 /Хоризонт/", ["2025-03-04"]),
        ("2024/07/03 и 2024.07.04", ["2024-07-03", "2024-07-04"]),
        ("12.09.2025 14:30", ["2025-09-12"]),
        ("12.09.25", ["2025-09-12"]),
        ("3 июля 2024 года", ["2024-07-03"]),
        ("3 ИЮЛЯ", ["--07-03"]),
        ("в мае 2021 года", ["2021-05"]),
        ("13-го сентября", ["--09-13"]),
        ("17 октомври 2024 г.", ["2024-10-17"]),
        ("12th of September, 2025", ["2025-09-12"]),
        ("Sept. 12, 2025", ["2025-09-12"]),
        ("on September 12 the", ["--09-12"]),
        ("ноября 5, 2023; 8 ноября", ["2023-11-05", "--11-08"]),
        ("30 февраля 2024", []),
        ("45.13.2025", []),
        ("версия 1.2.2024.5", []),
        ("мартовский заяц, майор и 5 маяков", []),
        ("The army may march on 5 roads", []),
        ("тел. 12-34-56-78", []),
        ("", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [day.date for day in CALENDAR.find(text)] == dates


@pytest.mark.parametrize(("order", "date"), [("dmy", "2025-04-03"), ("mdy", "2025-03-04"), ("unknown", "2025")])
def test_the_order_of_slashes(order: str, date: str) -> None:
    assert [day.date for day in CALENDAR.find("03/04/2025", order)] == [date]


def test_a_day_over_twelve_shows_the_order() -> None:
    assert [day.date for day in CALENDAR.find("03/14/2025 14/03/2025", "unknown")] == ["2025-03-14", "2025-03-14"]


def test_offsets() -> None:
    text = "🇰🇿 сегодня, 3 июля 2024 года"
    (day,) = CALENDAR.find(text)
    assert text[day.start : day.end] == "3 июля 2024"


def test_weekdays() -> None:
    assert CALENDAR.weekday("Ср. 5 мая")
    assert CALENDAR.weekday("Wed Nov 27th")
    assert not CALENDAR.weekday("5 мая 2024")
