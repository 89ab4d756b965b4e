"""Who hosts an exercise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import at, mention, seen, trigger

from dragoman import languages
from dragoman.coding import code
from dragoman.coding.confidence import Confidence
from dragoman.coding.hosting import hosted
from dragoman.model import Argument, Mention

SURE = Confidence({"bias": 3.0})
PLACES = {"Маскате": ("Muscat", "OMN"), "Muscat": ("Muscat", "OMN")}


def hosts(text: str, *names: tuple[str, str], lang: str = "ru", name: str = "") -> list[str]:
    """Whom an exercise of these in the first sentence has as host; the reader took the first of them for it."""
    mentions = [
        Mention("place", PLACES[words][1], PLACES[words][0], *at(text, words), words, "test", "place")
        if words in PLACES
        else mention(text, words, code)
        for words, code in names
    ]
    roles = [(n, "place" if words in PLACES else "actor") for n, (words, _) in enumerate(names)]
    word = next(word for word in ("учения", "exercise", "tatbikat", "учение", "навчання") if word in text)
    held = trigger(text, word, "COOPERATE", "hold-exercise-joint", *roles)
    if not any(words in PLACES for words, _ in names):
        held = replace(held, arguments=(*held.arguments, Argument(0, "host", 0.9)))
    titles = [Mention("name", None, name, *at(text, name), name, "title")] if name else []
    held = replace(held, things=tuple(Argument(n, "attribute", 0.9) for n in range(len(titles))))
    page = replace(seen(text, mentions, [held]), language=languages.load(lang), things=tuple(titles))
    return [p.code for e in code(page, SURE).events for p in hosted(e, page).actors if p.role == "host"]


@pytest.mark.parametrize(
    ("lang", "text", "first", "host"),
    [
        ("ru", "Непал вышел на учения, которые проводит Оман.", ("Непал", "NPL"), ("Оман", "OMN")),
        ("bg", "Малта се включи в учение с домакин Кипър.", ("Малта", "MLT"), ("Кипър", "CYP")),
        ("en", "Nepal joined an exercise hosted by Oman.", ("Nepal", "NPL"), ("Oman", "OMN")),
        ("en", "Nepal is in an exercise that Oman hosts.", ("Nepal", "NPL"), ("Oman", "OMN")),
        ("uk", "Непал вийшов на навчання, які проводить Оман.", ("Непал", "NPL"), ("Оман", "OMN")),
        ("tr", "Nepal, Umman'ın ev sahipliğinde tatbikat yaptı.", ("Nepal", "NPL"), ("Umman", "OMN")),
    ],
)
def test_whom_a_page_says_to_host_it_is_the_host(lang: str, text: str, first: tuple[str, str], host: tuple[str, str]) -> None:
    assert hosts(text, first, host, lang=lang) == [host[1]]


def test_who_only_takes_part_is_said_to_host_nothing() -> None:
    assert hosts("Непал проводит с Оманом учения.", ("Непал", "NPL"), ("Оманом", "OMN")) == ["NPL"]  # as the reader saw


@pytest.mark.parametrize(
    ("text", "names", "name", "host"),
    [
        ("В Маскате идут учения «Муссон» Индии и Непала.", "Индии Непала", "Муссон", ["OMN"]),
        ("В Маскате идут учения Индии и Непала.", "Индии Непала", "", []),  # perhaps the town is another act's
    ],
)
def test_guests_are_let_in_by_the_state_of_the_town(text: str, names: str, name: str, host: list[str]) -> None:
    named = [(words, {"Индии": "IND", "Непала": "NPL"}[words]) for words in names.split()]
    assert hosts(text, ("Маскате", "OMN"), *named, name=name) == host
