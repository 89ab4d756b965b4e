"""What is said of an exercise in sentences that name nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import at, mention, seen, trigger

from dragoman import languages
from dragoman.coding import code
from dragoman.coding.confidence import Confidence
from dragoman.model import Event, Mention

SURE = Confidence({"bias": 3.0})
BEFORE = "Армии Омана и Индии учатся вместе.\n"
NAMES = ("«Муссон-2024»", "«Гранит»", "«Базальт»")
NUMBERS = {"900 военных": "personnel/900.0/exact", "40 танков": "tanks/40.0/exact"}


def rows(
    text: str, *more: tuple[str, str, str], lang: str = "ru", concept: str = "cooperate-military", name: str = ""
) -> list[Event]:
    """Rows of a page whose first sentence has an act of Oman and India; `more` are mentions: words, code, use."""
    mentions = [mention(text, "Омана", "OMN"), mention(text, "Индии", "IND")]
    mentions += [mention(text, words, code_, "place" if use == "place" else "state", use) for words, code_, use in more]
    held = trigger(text, "учатся", "COOPERATE", concept, (0, "actor"), (1, "actor"))
    names = [Mention("name", None, w.strip("«»"), *at(text, w), w, "title") for w in NAMES if w in text]
    amounts = [Mention("amount", None, v, *at(text, w), w, "amount", value=v) for w, v in NUMBERS.items() if w in text]
    things = tuple(sorted([*names, *amounts], key=lambda m: m.start))
    if name:
        number = next(n for n, thing in enumerate(things) if thing.text == name)
        held = replace(held, things=(replace(held.arguments[0], mention=number, role="attribute"),))
    page = replace(seen(text, mentions, [held]), language=languages.load(lang), things=things)
    return list(code(page, SURE).events)


def told(text: str, *more: tuple[str, str, str], **how: str) -> list[tuple[str | None, set[str], dict[str, float]]]:
    return [
        (row.name, {p.code for p in row.actors}, {q.what: q.value for q in row.quantities}) for row in rows(text, *more, **how)
    ]


BOTH = {"OMN", "IND"}


def test_an_exercise_with_a_name_is_of_those_told_of_right_before() -> None:
    found = told(BEFORE + "Осенью прошли учения «Муссон-2024».\nЗатем начались манёвры «Гранит».")
    assert found == [(None, BOTH, {}), ("Муссон-2024", BOTH, {}), ("Гранит", BOTH, {})]


@pytest.mark.parametrize(
    ("then", "more"),
    [
        ("Осенью вышла книга «Гранит».", ()),  # no exercise
        ("Осенью учения назвали успехом газеты «Гранит».", ()),  # the name of something else
        ("Осенью Непал начал учения «Гранит».", (("Непал", "NPL", "actor"),)),  # the reader's to say
        ("Осенью прошли непальские учения «Гранит».", (("непальские", "NPL", "adjective"),)),
        ("Осенью в Непале прошли учения «Гранит».", (("Непале", "NPL", "place"),)),
        ("Погода портится.\nДождь идёт.\nСнег тает.\nПрошли учения «Гранит».", ()),  # too far
    ],
)
def test_of_whom_else_an_exercise_is_is_not_guessed(then: str, more: tuple[tuple[str, str, str], ...]) -> None:
    assert told(BEFORE + then, *more) == [(None, BOTH, {})]


def test_how_many_take_part_is_of_the_exercise_told_before() -> None:
    numbers = {"personnel": 900.0, "tanks": 40.0}
    then = "В манёврах заняты 900 военных, 40 танков."
    assert told(BEFORE + then, concept="hold-exercise-joint") == [(None, BOTH, numbers)]
    assert told(BEFORE + then) == [(None, BOTH, {})]  # of no exercise
    assert told(BEFORE + then.replace("манёврах", "колонне"), concept="hold-exercise-joint") == [(None, BOTH, {})]


def test_numbers_beside_two_names_are_of_neither() -> None:
    found = told(BEFORE + "Прошли учения «Гранит» и «Базальт»: 900 военных.")
    assert [(name, numbers) for name, _, numbers in found] == [(None, {}), ("Гранит", {}), ("Базальт", {})]


@pytest.mark.parametrize(
    ("lang", "then"),
    [
        ("ru", "Осенью прошли учения под кодовым названием «Гранит»."),
        ("bg", "През есента се проведоха учения, наречени «Гранит»."),
        ("en", "In autumn they held a drill called «Гранит»."),
        ("en", "In autumn came the «Гранит» exercise."),
        ("uk", "Восени пройшли навчання під назвою «Гранит»."),
        ("tr", "Sonbaharda «Гранит» adlı tatbikat yapıldı."),
        ("kk", "Күзде «Гранит» атты жаттығу өтті."),
    ],
)
def test_every_language_names_its_exercises(lang: str, then: str) -> None:
    assert told(BEFORE + then, lang=lang)[1:] == [("Гранит", BOTH, {})]


def test_the_name_of_an_exercise_may_stand_in_the_sentence_before_those_who_take_part() -> None:
    text = "Начались манёвры «Гранит».\nТам армии Омана и Индии учатся вместе."
    assert [name for name, *_ in told(text, concept="hold-exercise-joint")] == [None]  # of another paragraph
    mentions = [mention(text, "Омана", "OMN"), mention(text, "Индии", "IND")]
    held = trigger(text, "учатся", "COOPERATE", "hold-exercise-joint", (0, "actor"), (1, "actor"))
    page = seen(text, mentions, [held])
    first, second = page.readings
    page = replace(
        page,
        readings=(first, replace(second, sentence=replace(second.sentence, block=first.sentence.block))),
        things=(Mention("name", None, "Гранит", *at(text, "«Гранит»"), "«Гранит»", "title"),),
    )
    assert [row.name for row in code(page, SURE).events] == ["Гранит"]


@pytest.mark.parametrize(
    ("second", "kind", "parties"),
    [
        ("На полигон вышли солдаты Чили.", "force", [("PER", "host"), ("CHL", None)]),
        ("О них молчит Чили.", "state", []),  # no forces: Chile may only speak of it
    ],
)
def test_whose_forces_come_to_whose_ground(second: str, kind: str, parties: list[tuple[str, str | None]]) -> None:
    text = f"Начались манёвры «Гранит» в Перу.\n{second}"
    words = "солдаты Чили" if kind == "force" else "Чили"
    mentions = [mention(text, "Перу", "PER", use="place"), mention(text, words, "CHL", kind)]
    page = seen(text, mentions)
    first, last = page.readings
    name = Mention("name", None, "Гранит", *at(text, "«Гранит»"), "«Гранит»", "title")
    last = replace(last, sentence=replace(last.sentence, block=first.sentence.block))
    found = code(replace(page, readings=(first, last), things=(name,)), SURE).events
    assert [(p.code, p.role) for row in found for p in row.actors] == parties
