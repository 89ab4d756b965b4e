"""Feasts as times: with a year, moved, the nearest; and words that only sound like one."""

from __future__ import annotations

import datetime

import pytest

from dragoman import languages
from dragoman.text.times import times

TODAY = datetime.date(2024, 3, 20)
FEASTS = [
    ("ru", "Перемирие объявили на Пасху 2023 года.", "2023-04-16", "2023-04-16"),
    ("ru", "Встреча пройдёт после Курбан-байрама.", "2024-06-16", "2024-06-16"),
    ("ru", "Удар пришёлся на католическое Рождество.", "2023-12-25", "2023-12-25"),
    ("ru", "Обмен состоялся на Рождество 2023 года.", "2023-01-07", "2023-01-07"),
    ("bg", "Обмяната стана на Великден 2023 г.", "2023-04-16", "2023-04-16"),
    ("bg", "Примирие за Коледа.", "2023-12-25", "2023-12-25"),
    ("uk", "Обстріл стався на Великдень.", "2024-05-05", "2024-05-05"),
    ("en", "The truce holds until Orthodox Easter.", "2024-05-05", "2024-05-05"),
    ("en", "The talks failed before Ramadan 2023.", "2023-03-23", "2023-04-20"),
    ("en", "They attacked on Yom Kippur in 1973.", "1973-10-06", "1973-10-06"),
    ("en", "They will meet next Thanksgiving.", "2024-11-28", "2024-11-28"),
    ("tr", "2018 Kurban Bayramı öncesinde ateşkes ilan edildi.", "2018-08-21", "2018-08-21"),
    ("kk", "Кездесу Наурыз мейрамы қарсаңында өтті.", "2024-03-22", "2024-03-22"),
]


@pytest.mark.parametrize(("lang", "text", "first", "last"), FEASTS)
def test_feasts(lang: str, text: str, first: str, last: str) -> None:
    (found,) = times(text, languages.load(lang), TODAY)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("ru", "Троица наблюдателей уехала."), ("en", "He praised the independence day by day."), ("tr", "Bayram Bey geldi.")],
)
def test_what_is_no_feast(lang: str, text: str) -> None:
    assert times(text, languages.load(lang), TODAY) == []


def test_a_feast_without_a_day_of_publication_needs_its_year() -> None:
    english = languages.load("en")
    assert times("They met at Easter.", english, None) == []
    assert [t.first for t in times("They met at Easter 2020.", english, None)] == ["2020-04-12"]
