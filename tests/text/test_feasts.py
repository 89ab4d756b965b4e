"""Feasts as times: with a year, moved, the nearest; days of states with their state; and words that only sound like one."""

from __future__ import annotations

import datetime

import pytest

from dragoman import languages
from dragoman.text import feasts
from dragoman.text.times import times
from dragoman.text.timewords import words_of

LANGUAGES = ("en", "tr", "uk", "ru", "bg", "kk")
TODAY = datetime.date(2024, 3, 20)

# language, text with one time, first day, last day
FEASTS = [
    ("en", "The port shut on king's day 2021.", "2021-04-27", "2021-04-27"),
    ("en", "They shut on victory day 2021.", "2021-05-09", "2021-05-09"),
    ("en", "They met at Parsi Navroz 2021.", "2021-08-16", "2021-08-16"),
    ("en", "They met at Navroz 2021.", "2021-03-21", "2021-03-21"),
    ("en", "He spoke on Israel's Holocaust Remembrance Day 2021.", "2021-04-08", "2021-04-08"),
    ("en", "He spoke on Holocaust Memorial Day in Germany.", "2024-01-27", "2024-01-27"),
    ("en", "He spoke on International Holocaust Remembrance Day 2021.", "2021-01-27", "2021-01-27"),
    ("en", "They met on Samvatsaradi 2021.", "2021-04-13", "2021-04-13"),
    ("en", "They met on Chaitra Sukladi 2021.", "2021-04-13", "2021-04-13"),
    ("en", "They met on Bogi Pandigai 2021.", "2021-01-13", "2021-01-13"),
    ("en", "They lit the Holika pyre 2021.", "2021-03-28", "2021-03-28"),
    ("ru", "Он выступил в Международный день памяти жертв Холокоста 2021 года.", "2021-01-27", "2021-01-27"),
    ("ru", "В День Катастрофы и героизма 2021 года выли сирены.", "2021-04-08", "2021-04-08"),
    ("uk", "У День Катастрофи і героїзму 2021 року він мовчав.", "2021-04-08", "2021-04-08"),
    ("bg", "В Международния ден в памет на жертвите на Холокоста мълчаха.", "2024-01-27", "2024-01-27"),
    ("tr", "Uluslararası Holokost'u Anma Günü'nde konuştu.", "2024-01-27", "2024-01-27"),
    ("ru", "Перемирие объявили на Пасху 2023 года.", "2023-04-16", "2023-04-16"),
    ("ru", "Встреча пройдёт после Курбан-байрама.", "2024-06-16", "2024-06-16"),
    ("ru", "Удар пришёлся на католическое Рождество.", "2023-12-25", "2023-12-25"),
    ("ru", "Обмен состоялся на Рождество 2023 года.", "2023-01-07", "2023-01-07"),
    ("ru", "На Крещение 2022 года он молчал.", "2022-01-19", "2022-01-19"),
    ("ru", "Парад на День Победы 2021 года был короче.", "2021-05-09", "2021-05-09"),
    ("ru", "Он приедет ко дню Победы.", "2024-05-09", "2024-05-09"),
    ("ru", "День независимости Киргизии отметили скромно.", "2024-08-31", "2024-08-31"),
    ("ru", "С Днём независимости Украины 2022 года его поздравили.", "2022-08-24", "2022-08-24"),
    ("ru", "В День защитника Отечества Казахстана вышли парадом.", "2024-05-07", "2024-05-07"),
    ("ru", "Ко Дню Победы Азербайджана открыли парк.", "2023-11-08", "2023-11-08"),
    ("ru", "На Новруз 2022 года границу открыли.", "2022-03-21", "2022-03-21"),
    ("ru", "Корабль вошёл в порт в День ВМФ 2023 года.", "2023-07-30", "2023-07-30"),
    ("ru", "В первый день Рамадана стало тихо.", "2024-03-11", "2024-03-11"),
    ("bg", "Обмяната стана на Великден 2023 г.", "2023-04-16", "2023-04-16"),
    ("bg", "Примирие за Коледа.", "2023-12-25", "2023-12-25"),
    ("bg", "Парадът за Гергьовден 2022 г. беше кратък.", "2022-05-06", "2022-05-06"),
    ("bg", "Той говори на Деня на независимостта.", "2023-09-22", "2023-09-22"),
    ("bg", "Пратиха поздрав за деня на независимостта на Молдова.", "2024-08-27", "2024-08-27"),
    ("bg", "Поканиха го за националния празник на Китай през 2022 г.", "2022-10-01", "2022-10-01"),
    ("bg", "Ден на Освобождението на България през 2021 г.", "2021-03-03", "2021-03-03"),
    ("uk", "Обстріл стався на Великдень.", "2024-05-05", "2024-05-05"),
    ("uk", "На День незалежності Росія вдарила знову.", "2024-08-24", "2024-08-24"),
    ("uk", "Вона була там на День незалежності Польщі 2021 року.", "2021-11-11", "2021-11-11"),
    ("uk", "Його привітали з Днем незалежності США.", "2024-07-04", "2024-07-04"),
    ("uk", "На День Соборності прийшли тисячі.", "2024-01-22", "2024-01-22"),
    ("uk", "День захисників і захисниць 2021 року минув.", "2021-10-14", "2021-10-14"),
    ("uk", "День захисників і захисниць 2023 року минув.", "2023-10-01", "2023-10-01"),
    ("uk", "День української державності 2023 року минув.", "2023-07-28", "2023-07-28"),
    ("uk", "У День Конституції парламент зібрався.", "2024-06-28", "2024-06-28"),
    ("en", "The truce holds until Orthodox Easter.", "2024-05-05", "2024-05-05"),
    ("en", "The talks failed before Ramadan 2023.", "2023-03-23", "2023-04-20"),
    ("en", "They attacked on Yom Kippur in 1973.", "1973-10-06", "1973-10-06"),
    ("en", "They will meet next Thanksgiving.", "2024-11-28", "2024-11-28"),
    ("en", "Tanks rolled at the Victory Day parade.", "2024-05-09", "2024-05-09"),
    ("en", "He spoke on Ukraine's Independence Day.", "2024-08-24", "2024-08-24"),
    ("en", "He came for last Kazakh Independence Day.", "2023-12-16", "2023-12-16"),
    ("en", "The Independence Day of Finland in 2017 was grand.", "2017-12-06", "2017-12-06"),
    ("en", "They lit it up for U.S. Independence Day.", "2024-07-04", "2024-07-04"),
    ("en", "India's 2021 Republic Day had no guest.", "2021-01-26", "2021-01-26"),
    ("en", "Azerbaijan marked Independence Day of Azerbaijan 2019.", "2019-10-18", "2019-10-18"),
    ("en", "On Azerbaijan's Victory Day he spoke.", "2023-11-08", "2023-11-08"),
    ("en", "He was to come for Bastille Day.", "2024-07-14", "2024-07-14"),
    ("en", "Banks shut on Martin Luther King, Jr. Day 2022.", "2022-01-17", "2022-01-17"),
    ("en", "They meet before next Nowruz.", "2024-03-21", "2024-03-21"),
    ("en", "He left on St. Patrick's Day 2021.", "2021-03-17", "2021-03-17"),
    ("en", "The king waved on King's Day 2025.", "2025-04-26", "2025-04-26"),
    ("en", "The shop shut on Boss's Day 2022.", "2022-10-17", "2022-10-17"),
    ("en", "They planted on Tu BiShvat 2022.", "2022-01-17", "2022-01-17"),
    ("en", "It fell on Simchat Torah 2023.", "2023-10-08", "2023-10-08"),
    ("en", "Sirens sounded on Yom HaShoah 2021.", "2021-04-08", "2021-04-08"),
    ("en", "Sirens sounded on Yom HaZikaron 2022.", "2022-05-04", "2022-05-04"),
    ("en", "Jets flew on Israel's Independence Day in 2022.", "2022-05-05", "2022-05-05"),
    ("en", "They marched on Jerusalem Day 2021.", "2021-05-10", "2021-05-10"),
    ("en", "Gold sold well on Dhanteras 2021.", "2021-11-02", "2021-11-02"),
    ("en", "Farmers rested on Mattu Pongal 2022.", "2022-01-15", "2022-01-15"),
    ("en", "They talked on Ugadi 2021.", "2021-04-13", "2021-04-13"),
    ("en", "Fires were lit on Holika Dahan 2022.", "2022-03-17", "2022-03-17"),
    ("en", "They met on Parsi New Year 2021.", "2021-08-16", "2021-08-16"),
    ("en", "Vietnam rested for Tet 2023.", "2023-01-22", "2023-01-22"),
    ("en", "He flew out on Memorial Day weekend.", "2024-05-27", "2024-05-27"),
    ("en", "During Ramadan Israel kept the gates open.", "2024-03-11", "2024-04-09"),
    ("tr", "2018 Kurban Bayramı öncesinde ateşkes ilan edildi.", "2018-08-21", "2018-08-21"),
    ("tr", "29 Ekim Cumhuriyet Bayramı'nda konuştu.", "2023-10-29", "2023-10-29"),
    ("tr", "Geçen Kurban Bayramı'nda geldi.", "2023-06-28", "2023-06-28"),
    ("tr", "Mesajı Zafer Bayramı'nda yayımladı.", "2024-08-30", "2024-08-30"),
    ("tr", "Ramazan Bayramı'nın ikinci gününde görüştüler.", "2024-04-11", "2024-04-11"),
    ("tr", "Ukrayna'nın Bağımsızlık Günü'nde oradaydı.", "2024-08-24", "2024-08-24"),
    ("tr", "23 Nisan Ulusal Egemenlik ve Çocuk Bayramı'nda toplandılar.", "2024-04-23", "2024-04-23"),
    ("kk", "Кездесу Наурыз мейрамы қарсаңында өтті.", "2024-03-22", "2024-03-22"),
    ("kk", "Ол Тәуелсіздік күні сөйледі.", "2023-12-16", "2023-12-16"),
    ("kk", "АҚШ-тың Тәуелсіздік күні отшашу болды.", "2024-07-04", "2024-07-04"),
    ("kk", "Елші Өзбекстанның тәуелсіздік күнінде келді.", "2024-09-01", "2024-09-01"),
    ("kk", "Әзербайжанның Жеңіс күніне орай хат жолдады.", "2023-11-08", "2023-11-08"),
]  # fmt: skip

# language, text without a time
UNTOLD = [
    ("en", "A king's day is long, and on Holocaust Remembrance Day they wept."),
    ("en", "Ruritania's victory day is near."),
    ("ru", "Троица наблюдателей уехала."),
    ("ru", "Митинг прошёл на улице Дня Победы, у сквера «День Победы»."),
    ("ru", "Чилийский флот ушёл к острову Пасхи."),
    ("ru", "Юбилей крещения Руси, боевое крещение и крещение огнём."),
    ("ru", "Рамазан Магомедов вылетел в Анкару."),
    ("ru", "Это день победы разума и день независимости суда."),
    ("ru", "День независимости отпраздновали и там."),
    ("uk", "На площі Дня Перемоги, біля острова Пасхи."),
    ("uk", "Він привітав Трампа з Днем незалежності."),
    ("uk", "Це був день незалежності думки."),
    ("bg", "Поздравиха Тирана за националния празник в деня на независимостта."),
    ("bg", "На улица Гергьовден, до филма „Коледа“."),
    ("en", "He praised the independence day by day."),
    ("en", "A navy ship left Easter Island for Christmas Island."),
    ("en", "The Good Friday Agreement and the Yom Kippur War are taught."),
    ("en", "The pilot gave a May Day call; in may day and night were alike."),
    ("en", "The Tet Offensive and the Boxing Day tsunami are remembered."),
    ("en", "Independence Day passed; for us Independence Day is work."),
    ("en", "The king's day is long, the boss is busy by day."),
    ("en", "Christmas trees, Easter eggs and Christmas cards were sold at Christmas markets."),
    ("en", "Ramadan Shalabi was named envoy."),
    ("tr", "Bayram Bey geldi."),
    ("tr", "Ramazan Yılmaz ile Noel Baba, Paskalya Adası'nda."),
    ("kk", "Рамазан Сәдуақасов келді, тәуелсіздік күні туралы айтпады."),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "first", "last"), FEASTS)
def test_feasts(lang: str, text: str, first: str, last: str) -> None:
    (found,) = times(text, languages.load(lang), TODAY)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(("lang", "text"), UNTOLD)
def test_what_is_no_feast(lang: str, text: str) -> None:
    assert [text[t.start : t.end] for t in times(text, languages.load(lang), TODAY)] == []


def test_a_feast_without_a_day_of_publication_needs_its_year() -> None:
    english = languages.load("en")
    assert times("They met at Easter.", english, None) == []
    assert [t.first for t in times("They met at Easter 2020.", english, None)] == ["2020-04-12"]


def test_what_bears_a_feasts_name_keeps_its_own_year() -> None:
    (found,) = times("The Labor Day Hurricane of 1935 was worse.", languages.load("en"), TODAY)
    assert (found.first, found.last) == ("1935-01-01", "1935-12-31")


def named(lang: str, kind: str) -> set[str]:
    words = words_of(languages.load(lang))
    meanings = (*words.plain.values(), *words.phrases.values())
    return {value for means in meanings for name, value in means if name == kind}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_feast_that_a_language_names_has_its_days(lang: str) -> None:
    for value in named(lang, "feast") | {own for own in named(lang, "own") if not own[0].isdigit()}:
        assert feasts.days(value)
    for value in named(lang, "fixed") | {own for own in named(lang, "own") if own[0].isdigit()}:
        month, number = map(int, value.split("-"))
        assert datetime.date(2024, month, number)
    assert named(lang, "state_day") <= set(feasts.state_days())


def test_every_feast_of_the_table_has_a_name_and_every_day_of_a_state_a_day() -> None:
    used = {value for lang in LANGUAGES for kind in ("feast", "own") for value in named(lang, kind)}
    of_states = {day for days in feasts.state_days().values() for day in days.values()}
    assert set(feasts.names()) <= used | of_states
    for day in of_states:
        assert datetime.date(2024, *map(int, day.split("-"))) if day[0].isdigit() else feasts.days(day)
