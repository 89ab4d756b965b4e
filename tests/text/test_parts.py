"""Parts of what was ordered, for and against."""

from __future__ import annotations

import pytest

from dragoman import languages
from dragoman.text.parts import parts


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ru", "Пришли первые две из шести гаубиц.", [("первые две из шести", 2, 6)]),
        ("ru", "Сдан первый из заказанных 12 катеров.", [("первый из заказанных 12", 1, 12)]),
        ("ru", "Прибыли 4 из 10 танков.", [("4 из 10", 4, 10)]),
        ("ru", "Он первый из наших дошёл до моря.", []),
        ("ru", "Двое из троих ушли в 2020 году.", [("двое из троих", 2, 3)]),
        ("ru", "Из трёх катеров первый утонул.", []),
        ("bg", "Получиха първите две от шестте гаубици.", [("първите две от шестте", 2, 6)]),
        ("bg", "Пристигна първият от поръчаните пет кораба.", [("първият от поръчаните пет", 1, 5)]),
        ("bg", "Първият от тях замина.", []),
        ("en", "It received the first of four jets and left.", [("first of four", 1, 4)]),
        ("en", "The first two of its six guns came.", [("first two of its six", 2, 6)]),
        ("en", "First of all, four came.", []),
        ("uk", "Прибув перший із трьох катерів.", [("перший із трьох", 1, 3)]),
        ("tr", "Üç gemi geldi.", []),
    ],
)
def test_how_many_of_how_many(lang: str, text: str, wanted: list[tuple[str, int, int]]) -> None:
    found = parts(text, languages.load(lang))
    assert [(text[p.start : p.end].lower(), p.part, p.whole) for p in found] == wanted
