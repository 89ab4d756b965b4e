"""Times in six languages, reckoned from Wednesday the 15th of May 2024; for and against."""

from __future__ import annotations

import datetime

import pytest

from dragoman import languages
from dragoman.text.times import times

TODAY = datetime.date(2024, 5, 15)

# language, text, the time's words, first day, last day
TOLD = [
    ("ru", "Встреча прошла 14 мая.", "14 мая", "2024-05-14", "2024-05-14"),
    ("ru", "Договор подписали 3-го марта 2015 года в Астане.", "3-го марта 2015 года", "2015-03-03", "2015-03-03"),
    ("ru", "Учения идут с 20 по 25 мая.", "20 по 25 мая", "2024-05-20", "2024-05-25"),
    ("ru", "Это было в феврале 2022 года.", "феврале 2022 года", "2022-02-01", "2022-02-28"),
    ("ru", "На прошлой неделе посол уехал.", "прошлой неделе", "2024-05-06", "2024-05-12"),
    ("ru", "Три недели назад границу закрыли.", "Три недели назад", "2024-04-24", "2024-04-24"),
    ("ru", "Летом 2023 года завод встал.", "Летом 2023 года", "2023-06-01", "2023-08-31"),
    ("ru", "В третьем квартале 2024 года поставки начнутся.", "третьем квартале 2024 года", "2024-07-01", "2024-09-30"),
    ("ru", "Вчера министр прибыл.", "Вчера", "2024-05-14", "2024-05-14"),
    ("ru", "В понедельник он уехал.", "понедельник", "2024-05-13", "2024-05-13"),
    ("ru", "В 1990-е годы базу закрыли.", "1990-е годы", "1990-01-01", "1999-12-31"),
    ("ru", "В 2014–2016 годах шли переговоры.", "2014–2016 годах", "2014-01-01", "2016-12-31"),
    ("ru", "Акт датирован 31.10.1974.", "31.10.1974", "1974-10-31", "1974-10-31"),
    ("ru", "Это случится к концу десятилетия.", "концу десятилетия", "2026-09-02", "2029-12-31"),
    ("en", "It will end by the end of the year.", "the end of the year", "2024-09-01", "2024-12-31"),
    ("bg", "Срещата беше на 14 май.", "14 май", "2024-05-14", "2024-05-14"),
    ("bg", "Миналата година споразумението падна.", "Миналата година", "2023-01-01", "2023-12-31"),
    ("bg", "Преди две седмици посланикът замина.", "Преди две седмици", "2024-05-01", "2024-05-01"),
    ("bg", "През октомври 2014 г. базата отвори.", "октомври 2014 г.", "2014-10-01", "2014-10-31"),
    ("bg", "Това лято ученията са три.", "Това лято", "2024-06-01", "2024-08-31"),
    ("bg", "Вчера министърът пристигна.", "Вчера", "2024-05-14", "2024-05-14"),
    ("en", "They met on May 14.", "May 14", "2024-05-14", "2024-05-14"),
    ("en", "It was signed on the 3rd of March, 2015.", "the 3rd of March, 2015", "2015-03-03", "2015-03-03"),
    ("en", "The base opened in October 2014.", "October 2014", "2014-10-01", "2014-10-31"),
    ("en", "Last week the envoy left.", "Last week", "2024-05-06", "2024-05-12"),
    ("en", "Two weeks ago the border closed.", "Two weeks ago", "2024-05-01", "2024-05-01"),
    ("en", "He arrived yesterday.", "yesterday", "2024-05-14", "2024-05-14"),
    ("en", "It began in 2014.", "2014", "2014-01-01", "2014-12-31"),
    ("uk", "Зустріч відбулася 14 травня.", "14 травня", "2024-05-14", "2024-05-14"),
    ("uk", "Минулого місяця посол виїхав.", "Минулого місяця", "2024-04-01", "2024-04-30"),
    ("uk", "Три тижні тому кордон закрили.", "Три тижні тому", "2024-04-24", "2024-04-24"),
    ("uk", "Це було у лютому 2022 року.", "лютому 2022 року", "2022-02-01", "2022-02-28"),
    ("tr", "Görüşme 14 Mayıs 2024 günü yapıldı.", "14 Mayıs 2024", "2024-05-14", "2024-05-14"),
    ("tr", "Geçen hafta büyükelçi ayrıldı.", "Geçen hafta", "2024-05-06", "2024-05-12"),
    ("tr", "İki hafta önce sınır kapandı.", "İki hafta önce", "2024-05-01", "2024-05-01"),
    ("tr", "Bakan dün geldi.", "dün", "2024-05-14", "2024-05-14"),
    ("kk", "Министр кеше келді.", "кеше", "2024-05-14", "2024-05-14"),
    ("kk", "Өткен аптада елші кетті.", "Өткен аптада", "2024-05-06", "2024-05-12"),
]  # fmt: skip

# language, text without a time
UNTOLD = [
    ("ru", "Статья 5 договора, пункт 3.2 и резолюция 1701."),
    ("ru", "Погибли 2014 человек."),
    ("ru", "Курс вырос на 12.5% за день."),
    ("ru", "Они встретились не вовремя."),
    ("bg", "Загинаха 2014 души."),
    ("bg", "Членът 5 е кратък."),
    ("en", "It could happen within months."),
    ("en", "He may march to the second house."),
    ("en", "It cost 3.50 and 2014 people came."),
    ("uk", "Загинули 2014 людей."),
    ("tr", "Toplam 2014 kişi öldü."),
    ("kk", "2014 адам қаза тапты."),
]


@pytest.mark.parametrize(("lang", "text", "words", "first", "last"), TOLD)
def test_a_time_is_an_interval(lang: str, text: str, words: str, first: str, last: str) -> None:
    found = [(text[t.start : t.end], t.first, t.last) for t in times(text, languages.load(lang), TODAY)]
    assert (words, first, last) in found


@pytest.mark.parametrize(("lang", "text"), UNTOLD)
def test_what_is_no_time(lang: str, text: str) -> None:
    assert not [text[t.start : t.end] for t in times(text, languages.load(lang), TODAY)]


def test_a_day_of_an_undated_page_keeps_its_year_unknown() -> None:
    (found,) = times("Учения прошли 25 января.", languages.load("ru"))
    assert (found.first, found.grain) == ("--01-25", "day")


def test_what_is_to_come_is_the_next_and_what_was_the_last() -> None:
    ru = languages.load("ru")
    assert [times("в марте", ru, TODAY, ahead)[0].first for ahead in (True, False)] == ["2025-03-01", "2024-03-01"]
    assert [times("во вторник", ru, TODAY, ahead)[0].first for ahead in (True, False)] == ["2024-05-21", "2024-05-14"]
