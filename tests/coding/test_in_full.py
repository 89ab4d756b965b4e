"""A person who speaks is pointed at where the page names that person in full."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import at, mention, said, seen

from dragoman.coding import code
from dragoman.coding.confidence import Confidence
from dragoman.model import Mention, Span, Speaker

SURE = Confidence({"bias": 3.0})
FIRST = "Об этом заявил министр обороны Казахстана Дархан Оразбеков в среду.\n"


def person(text: str, words: str, entity: str, kind: str = "person", code: str | None = "KAZ") -> Mention:
    return replace(mention(text, words, code, kind), entity=entity, name="Darkhan Orazbekov")


def speaker(text: str, source: str, *mentions: Mention, names: tuple[Mention, ...] = ()) -> Speaker:
    start = text.rindex(source)
    heard = replace(said(text, "мост закрыт на год", None, "добавил"), source=Span(start, start + len(source)))
    page = seen(text, mentions, (), [heard])
    (claim,) = code(replace(page, names=names), SURE).claims
    assert claim.chain[-1].text == source  # where the words were said stays
    return claim.speaker


@pytest.mark.parametrize("short", ["Оразбеков", "Министр", "Он"])
def test_who_is_named_in_short_is_shown_by_the_full_name(short: str) -> None:
    text = FIRST + f"{short} добавил, что мост закрыт на год."
    full = "министр обороны Казахстана Дархан Оразбеков"
    whole = person(text, full, "d-o", "office")
    whole = replace(whole, who=replace(whole, start=at(text, "Дархан Оразбеков")[0]).span)
    start = text.rindex(short)
    again = replace(person(text, full, "d-o"), start=start, end=start + len(short), text=short, rule="again-name")
    found = speaker(text, short, whole, again)
    assert (found.text, found.name, found.id) == (full, "Darkhan Orazbekov", "d-o")
    assert text[found.start : found.end] == full


def test_who_is_named_in_full_there_stays() -> None:
    text = FIRST + "Генерал Дархан Оразбеков добавил, что мост закрыт на год."
    source = "Генерал Дархан Оразбеков"
    first = person(text, "министр обороны Казахстана Дархан Оразбеков", "d-o", "office")
    first = replace(first, who=replace(first, start=at(text, "Дархан Оразбеков")[0]).span)
    assert speaker(text, source, first, person(text, source, "d-o")).text in (source, first.text)
    assert speaker(text, source, person(text, source, "d-o")).text == source


def test_a_stranger_too_by_the_names_of_the_page() -> None:
    text = "Так считает политолог Пламен Стоев из столицы.\nСтоев добавил, что мост закрыт на год."
    start = text.rindex("Стоев")
    names = (
        Mention("person", None, "Пламен Стоев", *at(text, "Пламен Стоев"), "Пламен Стоев", "name-called", entity="name:stoev"),
        Mention("person", None, "Пламен Стоев", start, start + 5, "Стоев", "name-named-before", entity="name:stoev"),
    )
    found = speaker(text, "Стоев", names=names)
    assert (found.code, found.name, found.text) == (None, "Пламен Стоев", "Пламен Стоев")


def test_who_is_never_named_in_full_stays_as_written() -> None:
    text = FIRST + "Рогов добавил, что мост закрыт на год."
    assert speaker(text, "Рогов", person(text, "Рогов", "rogov")).text == "Рогов"
    assert speaker(text, "Рогов").name == "Рогов"
