"""A weekday that chooses the year, months and quarters in figures, small months, eras. From Wednesday the 15th of May 2024."""

from __future__ import annotations

import datetime

import pytest

from dragoman import languages
from dragoman.text.times import times

TODAY = datetime.date(2024, 5, 15)

# language, text, the time's words, first day, last day
TOLD = [
    # a weekday with a day and a month
    ("en", "They meet on Mon, Sept 22 in Baku.", "Mon, Sept 22", "2025-09-22", "2025-09-22"),
    ("en", "Sept 22, Monday: they meet.", "Sept 22, Monday", "2025-09-22", "2025-09-22"),
    ("en", "They met on Friday, 22 September, he said.", "Friday, 22 September", "2023-09-22", "2023-09-22"),
    ("en", "On Sept 22, Monday prayers were held.", "Sept 22", "2024-09-22", "2024-09-22"),
    ("en", "On Monday, May 14, they met.", "Monday, May 14", "2024-05-14", "2024-05-14"),  # a slip: it was a Tuesday
    ("en", "Thu 29th", "Thu 29th", "2024-08-29", "2024-08-29"),
    ("ru", "Встреча прошла в пятницу, 22 сентября.", "пятницу, 22 сентября", "2023-09-22", "2023-09-22"),
    ("ru", "Встреча 22 сентября (понедельник) в Баку.", "22 сентября (понедельник)", "2025-09-22", "2025-09-22"),
    ("ru", "Пн, 22.09, встреча в Баку.", "Пн, 22.09", "2025-09-22", "2025-09-22"),
    ("ru", "Встреча 22 сентября, в понедельник, в Баку.", "22 сентября, в понедельник", "2025-09-22", "2025-09-22"),
    ("uk", "У п'ятницю, 22 вересня, зустріч.", "п'ятницю, 22 вересня", "2023-09-22", "2023-09-22"),
    ("bg", "Срещата беше в петък, 22 септември.", "петък, 22 септември", "2023-09-22", "2023-09-22"),
    ("tr", "Görüşme 22 Eylül Pazartesi başlıyor.", "22 Eylül Pazartesi", "2025-09-22", "2025-09-22"),
    ("tr", "Görüşme 22 Eylül Cuma günü yapıldı.", "22 Eylül Cuma günü", "2023-09-22", "2023-09-22"),
    ("kk", "Кездесу 22 қыркүйек, жұма күні өтті.", "22 қыркүйек, жұма күні", "2023-09-22", "2023-09-22"),
    # months in figures
    ("en", "Exports for 04/2019 were up.", "04/2019", "2019-04-01", "2019-04-30"),
    ("en", "It fell in 4/2019.", "4/2019", "2019-04-01", "2019-04-30"),
    ("en", "Coal (11/2019) rose.", "11/2019", "2019-11-01", "2019-11-30"),
    ("en", "04/2019", "04/2019", "2019-04-01", "2019-04-30"),
    ("ru", "Вывоз за 04.2019 вырос.", "04.2019", "2019-04-01", "2019-04-30"),
    ("ru", "Вывоз с 11.2019 г. растёт.", "11.2019 г.", "2019-11-01", "2019-11-30"),
    ("uk", "Експорт за 04.2019 зріс.", "04.2019", "2019-04-01", "2019-04-30"),
    ("bg", "Износът за 04.2019 г. расте.", "04.2019 г.", "2019-04-01", "2019-04-30"),
    ("tr", "İhracat (04/2019) arttı.", "04/2019", "2019-04-01", "2019-04-30"),
    # months in small letters
    ("en", "They met on march 7, he said.", "march 7", "2024-03-07", "2024-03-07"),
    ("en", "march 7", "march 7", "2024-03-07", "2024-03-07"),
    ("en", "The law of march seventh 2019 fell.", "march seventh 2019", "2019-03-07", "2019-03-07"),
    ("en", "They left on march twenty-second.", "march twenty-second", "2024-03-22", "2024-03-22"),
    ("en", "It fell on the ides of march.", "ides of march", "2024-03-15", "2024-03-15"),
    # the one behind the next; so many years from now
    ("en", "They vote the June after next.", "June after next", "2025-06-01", "2025-06-30"),
    ("en", "They meet the week after next.", "week after next", "2024-05-27", "2024-06-02"),
    ("en", "They meet on Friday after next.", "Friday after next", "2024-05-24", "2024-05-24"),
    ("en", "After next week's talks he left.", "next week's", "2024-05-20", "2024-05-26"),
    ("en", "June in two years", "June in two years", "2026-06-01", "2026-06-30"),
    ("en", "They vote in June next year.", "June next year", "2025-06-01", "2025-06-30"),
    ("en", "In June three years ago it fell.", "June three years ago", "2021-06-01", "2021-06-30"),
    ("en", "It was the wettest April in five years.", "April", "2024-04-01", "2024-04-30"),
    ("ru", "Выборы в июне через два года.", "июне через два года", "2026-06-01", "2026-06-30"),
    ("uk", "Вибори в червні через рік.", "червні через рік", "2025-06-01", "2025-06-30"),
    # quarters and halves in figures
    ("en", "Sales fell in 19Q2.", "19Q2", "2019-04-01", "2019-06-30"),
    ("en", "Sales fell in 2Q19.", "2Q19", "2019-04-01", "2019-06-30"),
    ("en", "Sales fell in 2Q 2019.", "2Q 2019", "2019-04-01", "2019-06-30"),
    ("en", "Sales fell in Q2'19 and rose.", "Q2'19", "2019-04-01", "2019-06-30"),
    ("en", "Sales fell in H2 2019.", "H2 2019", "2019-07-01", "2019-12-31"),
    ("ru", "Продажи за 2 кв. 2019 г. упали.", "2 кв. 2019 г.", "2019-04-01", "2019-06-30"),
    ("uk", "Продажі за 2 кв. 2019 р. впали.", "2 кв. 2019 р.", "2019-04-01", "2019-06-30"),
    ("bg", "Продажбите за 2 трим. 2019 г. паднаха.", "2 трим. 2019 г.", "2019-04-01", "2019-06-30"),
    # years of the era
    ("bg", "Градът паднал в 66 г. сл. Хр. и изчезнал.", "66 г. сл. Хр", "0066-01-01", "0066-12-31"),
    ("en", "The town fell in 66 A.D. to them.", "66 A.D.", "0066-01-01", "0066-12-31"),
    ("en", "The town fell in AD 66.", "AD 66", "0066-01-01", "0066-12-31"),
    ("ru", "Город пал в 66 году нашей эры.", "66 году нашей эры", "0066-01-01", "0066-12-31"),
    ("uk", "Місто впало в 66 р. н. е. й зникло.", "66 р. н. е.", "0066-01-01", "0066-12-31"),
    ("tr", "Kent MS 66 yılında düştü.", "MS 66 yılında", "0066-01-01", "0066-12-31"),
    ("en", "On May 6 BC Lions won.", "May 6", "2024-05-06", "2024-05-06"),
    ("en", "On May 6 AD Ports said so.", "May 6", "2024-05-06", "2024-05-06"),
    ("en", "In April, B.C. Lions lost.", "April", "2024-04-01", "2024-04-30"),
    ("en", "Tomorrow's talks are off.", "Tomorrow's", "2024-05-16", "2024-05-16"),
    ("en", "The 7th", "The 7th", "2024-06-07", "2024-06-07"),
]  # fmt: skip

# language, text without a time
UNTOLD = [
    ("en", "It works 24/7, and 5/2000 people, in 12/2000 cases and 2/3 of them."),
    ("en", "Case 12/2015, No. 11/2016, Resolution 04/2019 and rule (EC) 12/2015."),
    ("en", "Rule 12/2015/EC; T-12/2015; in 13/2015; in 4/1850."),
    ("en", "The euro fell from 1.2013 to 1.1999, in 1.2045, in 10.2013."),
    ("ru", "Закон № 12/2015, дело 04/2019, приказ 4.2019 и 2 кв. м жилья."),
    ("tr", "12/2015 sayılı karar, 04/2019 sayılı genelge."),
    ("en", "march 3 miles"),
    ("en", "They will march first, march third in line, and may 5 people join?"),
    ("en", "march first, talk later"),
    ("en", "It fell in 300 BC, in 1900 BC, from 2000 to 1850 BC, on March 15, 44 B.C."),
    ("en", "They ran in 14 ad campaigns and in 12 CE labels."),
    ("ru", "Город 1900 года до н. э. и 300 года до нашей эры."),
    ("uk", "Місто 1900 року до н. е. знайшли."),
    ("bg", "Градът е от 1900 г. пр.н.е. насам."),
    ("tr", "Kent MÖ 1900 yılında, milattan önce 1850 yılında kuruldu."),
    ("kk", "Қала б.з.д. 1900 жылы салынды."),
    ("en", "Virus H1N1 and 4K screens."),
    ("en", "We hear more about better tomorrows."),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "words", "first", "last"), TOLD)
def test_a_time_in_a_form_of_its_own_is_an_interval(lang: str, text: str, words: str, first: str, last: str) -> None:
    found = [(text[t.start : t.end], t.first, t.last) for t in times(text, languages.load(lang), TODAY)]
    assert found[0] == (words, first, last)


@pytest.mark.parametrize(("lang", "text"), UNTOLD)
def test_what_has_no_such_form(lang: str, text: str) -> None:
    assert [text[t.start : t.end] for t in times(text, languages.load(lang), TODAY)] == []


def test_a_weekday_chooses_among_the_years_in_what_was_and_is_to_come() -> None:
    english = languages.load("en")
    found = [times("They meet on Monday, January 15.", english, TODAY, ahead)[0].first for ahead in (None, True, False)]
    assert found == ["2024-01-15", "2024-01-15", "2024-01-15"]
    found = [times("They meet on Tuesday, May 14.", english, TODAY, ahead)[0].first for ahead in (None, True, False)]
    assert found == ["2024-05-14", "2024-05-14", "2024-05-14"]


def test_a_bare_day_that_is_all_that_is_said_is_to_come_unless_the_text_tells_what_was() -> None:
    english = languages.load("en")
    found = [times("The 7th", english, TODAY, ahead)[0].first for ahead in (None, True, False)]
    assert found == ["2024-06-07", "2024-06-07", "2024-05-07"]


def test_without_a_day_of_publication_a_weekday_tells_no_year() -> None:
    (found,) = times("They meet on Monday, Sept 22.", languages.load("en"))
    assert found.first == "--09-22"
