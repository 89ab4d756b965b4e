"""Days that are counted, told alone or in words; spans; what is all that is said. From Wednesday the 15th of May 2024."""

from __future__ import annotations

import datetime

import pytest

from dragoman import languages
from dragoman.text.times import times

TODAY = datetime.date(2024, 5, 15)

# language, text, the time's words, first day, last day
TOLD = [
    ("en", "They met on the 12th, he said.", "the 12th", "2024-05-12", "2024-05-12"),
    ("en", "Unless they leave by the 29th, the port closes.", "the 29th", "2024-05-29", "2024-05-29"),
    ("en", "The 3rd", "The 3rd", "2024-06-03", "2024-06-03"),
    ("en", "On Monday the 6th he flew to Baku.", "Monday the 6th", "2024-05-06", "2024-05-06"),
    ("en", "It closed on the last day of June 2019.", "the last day of June 2019", "2019-06-30", "2019-06-30"),
    ("en", "Bids are due on the 4th last day of June.", "the 4th last day of June", "2024-06-27", "2024-06-27"),
    ("en", "It was told on the final day of last year.", "the final day of last year", "2023-12-31", "2023-12-31"),
    ("en", "They opened on the second day in April.", "the second day in April", "2024-04-02", "2024-04-02"),
    ("en", "They halted fire on the first day of Ramadan.", "the first day of Ramadan", "2024-03-11", "2024-03-11"),
    ("en", "In three weeks", "In three weeks", "2024-06-05", "2024-06-05"),
    ("en", "They will sit in three weeks' time.", "three weeks' time", "2024-06-05", "2024-06-05"),
    ("en", "Fri, 19/04/2024: they met.", "Fri, 19/04/2024", "2024-04-19", "2024-04-19"),
    ("en", "Rain is forecast for the upcoming three days.", "the upcoming three days", "2024-05-16", "2024-05-18"),
    ("en", "Talks take two upcoming months.", "two upcoming months", "2024-05-16", "2024-07-15"),
    ("en", "Growth slows over the next two quarters.", "the next two quarters", "2024-07-01", "2024-12-31"),
    ("en", "Sales fell in 2021Q3.", "2021Q3", "2021-07-01", "2021-09-30"),
    ("en", "It began on march 3rd in the east.", "march 3rd", "2024-03-03", "2024-03-03"),
    ("en", "It ended on may 6, 2022.", "may 6, 2022", "2022-05-06", "2022-05-06"),
    ("ru", "Двенадцатого числа делегации встретились.", "Двенадцатого числа", "2024-05-12", "2024-05-12"),
    ("ru", "Посол прибыл 12 числа.", "12 числа", "2024-05-12", "2024-05-12"),
    ("ru", "Переход закрыт с 12-го по 20-е.", "12-го по 20-е", "2024-05-12", "2024-05-20"),
    ("ru", "Дорогу закрыли с 12-го по 20-е число.", "12-го по 20-е число", "2024-05-12", "2024-05-20"),
    ("en", "It is shut from the 12th to the 20th.", "the 12th to the 20th", "2024-05-12", "2024-05-20"),
    ("uk", "Міст закрито з 12-го до 20-го.", "12-го до 20-го", "2024-05-12", "2024-05-20"),
    ("kk", "Шарт 2016-да бұзылды.", "2016-да", "2016-01-01", "2016-12-31"),
    ("ru", "Переход закрыт до 20-го.", "20-го", "2024-05-20", "2024-05-20"),
    ("ru", "Порт закрыли в третий день октября 2021 года.", "третий день октября 2021 года", "2021-10-03", "2021-10-03"),
    ("ru", "Его вызвали в последний день прошлого года.", "последний день прошлого года", "2023-12-31", "2023-12-31"),
    ("ru", "Пт, 19.04.24: заявление посольства.", "Пт, 19.04.24", "2024-04-19", "2024-04-19"),
    ("ru", "В ближайшие три дня суда выйдут.", "ближайшие три дня", "2024-05-16", "2024-05-18"),
    ("uk", "Міст відкрили у другий день у квітні.", "другий день у квітні", "2024-04-02", "2024-04-02"),
    ("uk", "Закон діє по останній день серпня 2022 року.", "останній день серпня 2022 року", "2022-08-31", "2022-08-31"),
    ("uk", "Середа, 10.04.24, Київ.", "Середа, 10.04.24", "2024-04-10", "2024-04-10"),
    ("uk", "Делегація прибула 9 числа.", "9 числа", "2024-05-09", "2024-05-09"),
    ("bg", "Подписаха го в последния ден на март 2022 г.", "последния ден на март 2022 г", "2022-03-31", "2022-03-31"),
    ("bg", "Срещата е на 20-о число.", "20-о число", "2024-05-20", "2024-05-20"),
    ("bg", "Чакат го на 22-ри.", "22-ри", "2024-05-22", "2024-05-22"),
    ("tr", "Anlaşma martın beşinde imzalandı.", "martın beşinde", "2024-03-05", "2024-03-05"),
    ("tr", "Nisanın yirmi ikisi geldi.", "Nisanın yirmi ikisi", "2024-04-22", "2024-04-22"),
    ("tr", "Mart ayının beşi belli.", "Mart ayının beşi", "2024-03-05", "2024-03-05"),
    ("tr", "Mart'ın beşi belli.", "Mart'ın beşi", "2024-03-05", "2024-03-05"),
    ("tr", "Köprü mart on iki 2016 günü açıldı.", "mart on iki 2016", "2016-03-12", "2016-03-12"),
    ("tr", "Heyet ekim sonunda gitti.", "ekim sonunda", "2024-10-22", "2024-10-31"),
    ("tr", "Yaz aylarında su azaldı.", "Yaz aylarında", "2024-06-01", "2024-08-31"),
    ("kk", "Көктем айларында су көбейді.", "Көктем айларында", "2024-03-01", "2024-05-31"),
    ("tr", "Heyet martın ortasında geldi.", "martın ortasında", "2024-03-11", "2024-03-20"),
    ("tr", "Elçi ayın 20'sinde gidiyor.", "ayın 20'sinde", "2024-05-20", "2024-05-20"),
    ("tr", "Elçi ayın yirmi ikisinde gidiyor.", "ayın yirmi ikisinde", "2024-05-22", "2024-05-22"),
    ("tr", "Nisanın son günü anlaştılar.", "Nisanın son günü", "2024-04-30", "2024-04-30"),
    ("tr", "Ekim 2021'in üçüncü günü.", "Ekim 2021'in üçüncü günü", "2021-10-03", "2021-10-03"),
    ("tr", "3 hafta sonra", "3 hafta sonra", "2024-06-05", "2024-06-05"),
    ("tr", "Beş gün içinde.", "Beş gün içinde", "2024-05-20", "2024-05-20"),
    ("tr", "2019", "2019", "2019-01-01", "2019-12-31"),
    ("tr", "Üs 2019'da kapandı.", "2019'da", "2019-01-01", "2019-12-31"),
    ("tr", "Yarından sonraki toplantı Bakü'de.", "Yarından sonraki", "2024-05-17", "2024-05-17"),
    ("tr", "Önümüzdeki üç gün yağmurlu.", "Önümüzdeki üç gün", "2024-05-16", "2024-05-18"),
    ("kk", "Келісімге мамырдың үшінде қол қойылды.", "мамырдың үшінде", "2024-05-03", "2024-05-03"),
    ("kk", "Елші айдың 20-сында келеді.", "айдың 20-сында", "2024-05-20", "2024-05-20"),
    ("kk", "Көпір 2019 жылдың алғашқы күні ашылды.", "2019 жылдың алғашқы күні", "2019-01-01", "2019-01-01"),
    ("kk", "Сәуірдің соңғы күні заң шықты.", "Сәуірдің соңғы күні", "2024-04-30", "2024-04-30"),
    ("kk", "3 аптадан кейін", "3 аптадан кейін", "2024-06-05", "2024-06-05"),
]  # fmt: skip

# language, text without a time
UNTOLD = [
    ("en", "On the 1st brigade's flank and on the 12th floor they fought."),
    ("en", "It hit the 3rd, 4th and 5th floors, and on the 7th, 8th and 9th too."),
    ("en", "In three weeks the army lost 300 men."),
    ("en", "A week later he was freed, and three weeks after the talks she was."),
    ("en", "A week later"),
    ("en", "№ 2014"),
    ("en", "Losses of three previous years."),
    ("en", "In the following two days he died."),
    ("en", "It is the last day of the talks and the second day in a row."),
    ("en", "They march 3 miles and may 5 times."),
    ("ru", "До 20-го этажа, с 5-го места, 2 числа и 3 числа."),
    ("ru", "Платят каждого 12 числа и 5 числа каждого месяца."),
    ("ru", "Это последний день переговоров, третий день в пути."),
    ("ru", "Горело с 5-го по 7-й этаж, с 2-го по 4-е место."),
    ("en", "It rose from the 3rd to the 2nd place, from the 5th to the 7th floor."),
    ("uk", "Світло є з шостої до дев'ятої."),
    ("uk", "Останній день переговорів, на 5-му поверсі."),
    ("bg", "Последният ден на преговорите, на 5-и етаж."),
    ("tr", "Martin 3 gol attı, Martin Schulz beşinci oldu."),
    ("tr", "Maaş her ayın 15'inde, aynı ayın 20'sinde ödenir."),
    ("tr", "Üç hafta sonra bulundu, beş gün içinde öldü."),
    ("tr", "Petrol pazar başında, tencere ocak üstünde."),
    ("tr", "Savaşın son günü, görüşmelerin ikinci günü."),
    ("kk", "Соғыстың соңғы күні, үш аптадан кейін табылды."),
]


@pytest.mark.parametrize(("lang", "text", "words", "first", "last"), TOLD)
def test_a_counted_time_is_an_interval(lang: str, text: str, words: str, first: str, last: str) -> None:
    found = [(text[t.start : t.end], t.first, t.last) for t in times(text, languages.load(lang), TODAY)]
    assert (words, first, last) in found


@pytest.mark.parametrize(("lang", "text"), UNTOLD)
def test_what_is_no_counted_time(lang: str, text: str) -> None:
    assert not [text[t.start : t.end] for t in times(text, languages.load(lang), TODAY)]


def test_a_number_before_a_moved_month_is_no_day_of_it() -> None:
    (found,) = times("It killed 2 last month.", languages.load("en"), TODAY)
    assert (found.first, found.last) == ("2024-04-01", "2024-04-30")


def test_what_follows_is_counted_from_tomorrow_in_what_is_to_come() -> None:
    (found,) = times("In the following two days they meet.", languages.load("en"), TODAY, ahead=True)
    assert (found.first, found.last) == ("2024-05-16", "2024-05-17")


@pytest.mark.parametrize(
    ("lang", "text", "first"),
    [
        ("tr", "Pakistan iki hafta sonra toplanacak.", ["2024-05-29"]),
        ("tr", "Pakistan'dan iki hafta sonra gidecek, seçimden üç gün önce değil.", []),
        ("tr", "Bundan iki hafta önce gitti.", ["2024-05-01"]),
        ("kk", "Екі аптадан кейін болады.", ["2024-05-29"]),
        ("kk", "Сайлаудан екі апта кейін болады.", []),
        ("kk", "Осыдан екі жыл бұрын болды.", ["2022-05-15"]),
    ],
)
def test_what_is_reckoned_from_another_event_is_no_time(lang: str, text: str, first: list[str]) -> None:
    assert [time.first for time in times(text, languages.load(lang), TODAY, ahead=True)][:1] == first


def test_a_bare_day_is_the_next_in_what_is_to_come() -> None:
    english = languages.load("en")
    found = [times("They meet on the 3rd.", english, TODAY, ahead)[0].first for ahead in (None, True, False)]
    assert found == ["2024-05-03", "2024-06-03", "2024-05-03"]


def test_without_a_day_of_publication_a_bare_day_is_no_time() -> None:
    assert not times("They meet on the 3rd, in two weeks' time.", languages.load("en"))
