"""Whose war it is, where a page need not say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import mention, seen, trigger

from dragoman import actors, languages
from dragoman.coding import Seen, code
from dragoman.coding.confidence import Confidence
from dragoman.model import Published

SURE = Confidence({"bias": 3.0})


def page_of(
    text: str,
    names: dict[str, str],
    act: tuple[str, str, str],
    *roles: tuple[int, str],
    date: str | None = None,
    lang: str = "ru",
) -> Seen:
    mentions = [mention(text, name, code_) for name, code_ in names.items()]
    page = seen(text, mentions, [trigger(text, *act, *roles)])
    published = Published(date, "head", "", 0, 0) if date else None
    return replace(page, article=replace(page.article, published=published), language=languages.load(lang))


def told(page: Seen) -> list[tuple[list[str], list[str]]]:
    return [([p.code for p in e.actors], [p.code for p in e.recipients]) for e in code(page, SURE).events]


WAR = ("войны", "ASSAULT", "invade")


@pytest.mark.parametrize(
    ("text", "names", "act", "lang"),
    [
        ("С начала войны на Украине прошло три года.", {"Украине": "UKR"}, WAR, "ru"),
        ("Ястия нет из-за украинской войны.", {"украинской": "UKR"}, WAR, "ru"),
        ("След нахлуването в Украйна цените растат.", {"Украйна": "UKR"}, ("нахлуването", "ASSAULT", "invade"), "bg"),
        ("Prices rose after the war against Ukraine began.", {"Ukraine": "UKR"}, ("war", "ASSAULT", "attack"), "en"),
        ("The Ukraine war drags on.", {"Ukraine": "UKR"}, ("war", "ASSAULT", "attack"), "en"),
        ("Війна в Україні триває.", {"Україні": "UKR"}, ("Війна", "ASSAULT", "attack"), "uk"),
        ("Ukrayna savaşı sürüyor.", {"Ukrayna": "UKR"}, ("savaşı", "ASSAULT", "attack"), "tr"),
    ],
)
def test_the_war_is_of_who_attacked(text: str, names: dict[str, str], act: tuple[str, str, str], lang: str) -> None:
    page = page_of(text, names, act, (0, "recipient"), lang=lang, date="2024-05-01")
    assert told(page) == [(["RUS"], ["UKR"])]
    (event,) = code(page, SURE).events
    (attacker,) = event.actors
    assert text[attacker.start : attacker.end] == attacker.text != ""
    assert "attackers" in event.rule


def test_whoever_else_the_reader_took_for_the_attacker_gives_way() -> None:
    text = "Из-за войны на Украине, заявил Китай, растут цены."
    assert told(page_of(text, {"Украине": "UKR", "Китай": "CHN"}, WAR, (0, "recipient"), (1, "actor"))) == [(["RUS"], ["UKR"])]


@pytest.mark.parametrize(
    ("text", "names", "act", "date"),
    [
        ("С начала войны на Украине прошло три года.", {"Украине": "UKR"}, WAR, "2015-01-01"),
        ("С начала войны в Грузии прошло три года.", {"Грузии": "GEO"}, WAR, "2024-01-01"),
        ("Обстрел Украины стих.", {"Украины": "UKR"}, ("Обстрел", "ASSAULT", "shell"), "2024-01-01"),
        (
            "Американская война на Украине.",
            {"Украине": "UKR", "Американская": "USA"},
            ("война", "ASSAULT", "attack"),
            "2024-01-01",
        ),
    ],
)
def test_no_war_is_given_to_whom_it_is_not_known_to_be(
    text: str, names: dict[str, str], act: tuple[str, str, str], date: str
) -> None:
    roles = ((0, "recipient"), (1, "actor"))[: len(names)]
    assert all("RUS" not in doers for doers, _ in told(page_of(text, names, act, *roles, date=date)))


@pytest.mark.parametrize(
    ("text", "act", "wanted"),
    [
        ("Запад ввёл санкции из-за войны на Украине.", ("санкции", "SANCTION", "impose-sanctions"), (["WEST"], ["RUS"])),
        ("Запад осудил вторжение в Украине.", ("осудил", "ACCUSE", "condemn"), (["WEST"], ["RUS"])),
        ("Запад осудил тех, кто нажился на войне на Украине.", ("осудил", "ACCUSE", "condemn"), (["WEST"], [])),
        ("Запад поддержал санкции из-за войны на Украине.", ("поддержал", "SUPPORT", "endorse"), (["WEST"], [])),
    ],
)
def test_against_whom_one_acts_over_a_war(text: str, act: tuple[str, str, str], wanted: tuple[list[str], list[str]]) -> None:
    page = page_of(text, {"Запад": "WEST", "Украине": "UKR"}, act, (0, "actor"), date="2024-05-01")
    assert told(page) == [wanted]


def test_who_is_sanctioned_over_a_war_is_not_who_is_attacked() -> None:
    text = "Запад ввёл санкции из-за войны на Украине."
    page = page_of(
        text, {"Запад": "WEST", "Украине": "UKR"}, ("санкции", "SANCTION", "impose-sanctions"), (0, "actor"), (1, "recipient")
    )
    assert told(page) == [(["WEST"], ["RUS"])]


def test_a_war_has_an_attacker_from_its_day_on() -> None:
    table = actors.load()
    assert (table.attacker("UKR", "2022-02-24"), table.attacker("UKR", "2022-02-23"), table.attacker("UKR", None)) == (
        "RUS",
        None,
        "RUS",
    )
    assert (table.attacker("KWT", "1990-09-01"), table.attacker("KWT", None), table.attacker("GEO", None)) == ("IRQ", None, None)
