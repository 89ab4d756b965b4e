"""People whom no table has: by what they are known, in which form their names are given, who is the same."""

from __future__ import annotations

import pytest
from one_block import page_of

from dragoman import actors, languages
from dragoman.annotate.latin import slug
from dragoman.annotate.nominative import readings
from dragoman.annotate.tongue import load
from dragoman.model import Mention

ACTORS = actors.load()


def names(words: str, lang: str = "ru", seen: tuple[Mention, ...] = ()) -> list[Mention]:
    return [m for m in page_of(words, lang).names(seen) if m.kind == "person"]


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ("Об этом рассказал Прохор Вальдман.", "ru", [("Прохор Вальдман", "Прохор Вальдман", "name-first-name")]),
        ("Встречу вёл эксперт Тань Ли.", "ru", [("Тань Ли", "Тань Ли", "name-called")]),
        ("Слово дали П. И. Гречихину.", "ru", [("П. И. Гречихину", "П. И. Гречихин", "name-initials")]),
        ("С ним говорил Гурбан Сулейманович Хыдыров.", "ru",
         [("Гурбан Сулейманович Хыдыров", "Гурбан Сулейманович Хыдыров", "name-patronymic")]),
        ("В зал вошла Хулькар Дадабаева.", "ru", [("Хулькар Дадабаева", "Хулькар Дадабаева", "name-surname-ending")]),
        ("Това съобщи Добромир Щерев.", "bg", [("Добромир Щерев", "Добромир Щерев", "name-surname-ending")]),
        ("The report was written by Peter Ashdown-Grey.", "en",
         [("Peter Ashdown-Grey", "Peter Ashdown-Grey", "name-first-name")]),
    ],
)  # fmt: skip
def test_by_what_a_person_is_known(words: str, lang: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(m.text, m.name, m.rule) for m in names(words, lang)] == expected


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("Глава Всемирной продовольственной программы приехал.", "ru"),  # an office, then an organisation
        ("Завод «Красный Октябрь» остановлен.", "ru"),
        ("Отель открыли в Нижнем Новгороде у Волги.", "ru"),
        ("Компания Pipeline Company B.V. подала иск.", "ru"),
        ("Вчера Вестник Региона закрылся.", "ru"),
        ("Фирмата открива офис в Стара Загора.", "bg"),
        ("The New York Stock Exchange fell.", "en"),
    ],
)
def test_what_is_nobody(words: str, lang: str) -> None:
    assert names(words, lang) == []


def test_one_person_under_several_forms() -> None:
    found = names("Делегацию возглавил Прохор Вальдман. С Вальдманом приехали двое. О Прохоре Вальдмане писали. Вальдману верят.")
    assert [m.name for m in found] == ["Прохор Вальдман"] * 4
    assert len({m.entity for m in found}) == 1


def test_a_surname_before_the_full_name_is_known_too() -> None:
    found = names("Вальдман сменил тон. Так считает Прохор Вальдман.")
    assert [(m.text, m.name) for m in found] == [("Вальдман", "Прохор Вальдман"), ("Прохор Вальдман", "Прохор Вальдман")]


def test_a_woman_and_a_man_of_one_name_are_two() -> None:
    found = names("Вчера вечером приехала Прасковья Вальдманова. Её встретил в порту Прохор Вальдманов.")
    assert [m.name for m in found] == ["Прасковья Вальдманова", "Прохор Вальдманов"]
    assert len({m.entity for m in found}) == 2


def test_a_name_beside_an_office_is_a_part_of_its_mention() -> None:
    words = "Глава Министерства обороны Казахстана Даурен Жанпеисов посетил Анкару."
    page = page_of(words, "ru", "2026-01-01")
    whole = page.mentions[0]
    assert (whole.text, whole.kind, whole.code) == ("Глава Министерства обороны Казахстана Даурен Жанпеисов", "office", "KAZ")
    assert (whole.name, whole.office) == ("Даурен Жанпеисов", "defence-minister")
    parts = [(m.text, m.code, m.use) for m in page.names(())]
    assert parts == [("Даурен Жанпеисов", "KAZ", "part")]


def test_where_an_ambassador_sits_is_a_part() -> None:
    words = "Посол США в Украине вручил ноту."
    page = page_of(words, "ru")
    assert [(m.text, m.code) for m in page.mentions] == [("Посол США в Украине", "USA")]
    assert [(m.text, m.code, m.use) for m in page.names(())] == [("Украине", "UKR", "part")]


def test_the_reader_s_word_is_enough() -> None:
    words = "Потом выступил Тимлон Гурз и ушёл."
    at = words.index("Тимлон")
    seen = (Mention("person", None, "Тимлон", at, at + 6, "Тимлон", "reader"),)
    assert [(m.text, m.rule) for m in names(words, "ru", seen)] == [("Тимлон Гурз", "name-reader-says")]
    assert names(words, "ru") == []


@pytest.mark.parametrize(
    ("lang", "kind", "form", "nominative", "sex"),
    [
        ("ru", "surname", "Гюлером", "Гюлер", "m"), ("ru", "given", "Яшаром", "Яшар", "m"),
        ("ru", "surname", "Токаевым", "Токаев", "m"), ("ru", "surname", "Захаровой", "Захарова", "f"),
        ("ru", "surname", "Зеленского", "Зеленский", "m"), ("ru", "surname", "Столтенбергу", "Столтенберг", "m"),
        ("ru", "given", "Марии", "Мария", "f"), ("ru", "surname", "Меркель", "Меркель", "f"),
        ("ru", "surname", "Пашиняне", "Пашинян", "m"), ("ru", "surname", "Орбана", "Орбан", "m"),
        ("uk", "surname", "Зеленського", "Зеленський", "m"), ("uk", "surname", "Ґюлером", "Ґюлер", "m"),
        ("kk", "surname", "Тоқаевтың", "Тоқаев", "m"), ("kk", "surname", "Нұртілеумен", "Нұртілеу", "m"),
        ("bg", "surname", "Запрянов", "Запрянов", "m"), ("en", "surname", "Cameron", "Cameron", "m"),
    ],
)  # fmt: skip
def test_a_form_can_be_of_this_nominative(lang: str, kind: str, form: str, nominative: str, sex: str) -> None:
    endings = load(languages.load(lang), ACTORS).paradigms
    assert (nominative, sex) in {(r.nominative, r.sex) for r in readings(form, kind, endings)}


@pytest.mark.parametrize(
    "same",
    [
        [("Яшар Гюлер", "ru"), ("Яшар Гюлер", "bg"), ("Yaşar Güler", "tr"), ("Yashar Guler", "en"), ("Яшар Гюлер", "uk")],
        [("Касым-Жомарт Токаев", "ru"), ("Қасым-Жомарт Тоқаев", "kk"), ("Kassym-Jomart Tokayev", "en")],
        [("Мевлют Чавушоглу", "ru"), ("Mevlüt Çavuşoğlu", "tr"), ("Мевлют Чавушоглу", "bg")],
        [("Зеленский", "ru"), ("Зеленський", "uk"), ("Zelenskyy", "en"), ("Зеленски", "bg")],
        [("Горбачёв", "ru"), ("Горбачев", "ru")],
        [("В'ячеслав", "uk"), ("Вячеслав", "ru")],
    ],
)
def test_one_key_for_one_name_in_several_scripts(same: list[tuple[str, str]]) -> None:
    assert len({slug(name, languages.load(lang).sounds) for name, lang in same}) == 1


@pytest.mark.parametrize(("one", "other"), [("Иванов", "Иванова"), ("Гюлер", "Гюль"), ("Орлов", "Карлов"), ("Ли", "Лин")])
def test_names_that_only_sound_alike_have_two_keys(one: str, other: str) -> None:
    assert slug(one, {}) != slug(other, {})
