"""Names that an exercise, a treaty may bear, and words in marks that are none."""

from __future__ import annotations

import pytest

from dragoman import languages
from dragoman.annotate import titles_of
from dragoman.model import Article, Block, Mention, Sentence


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ru", "Начались учения «Зима-2025» и манёвры «Щит».", ["Зима-2025", "Щит"]),
        ("ru", "Начались учения Тарлан-2025 у моря.", ["Тарлан-2025"]),
        ("ru", "«Мы ничего не знаем», — сказал он. Это «друзья».", ["Мы ничего не знаем"]),
        ("ru", "Май 2024 прошёл. В 2024 году ничего не было.", []),
        ("ru", "Он сказал: «Никогда больше мы не пойдём на такой шаг ради соседей».", []),
        ("bg", "Учението „Безкрайна братска ръка – IV“ приключи.", ["Безкрайна братска ръка – IV"]),
        ("en", "Troops came for Winter Shield 2024 in May 2024.", ["Winter Shield 2024"]),
        ("tr", "“Kış Kalkanı” tatbikatı başladı.", ["Kış Kalkanı"]),
    ],
)
def test_names_in_marks_or_with_a_year(lang: str, text: str, names: list[str]) -> None:
    article = Article("x", lang, text, (Block("body", 0, len(text), 1, "test"),))
    found = titles_of(article, [Sentence(0, len(text), 0)], languages.load(lang), [])
    assert [m.name for m in found] == names
    assert all(text[m.start : m.end] == m.text for m in found)


def test_what_is_a_mention_already_is_no_name() -> None:
    text = "Об этом пишет «Степной вестник»."
    article = Article("x", "ru", text, (Block("body", 0, len(text), 1, "test"),))
    outlet = Mention("outlet", None, "Степной вестник", 15, 30, "Степной вестник", "test")
    assert titles_of(article, [Sentence(0, len(text), 0)], languages.load("ru"), [outlet]) == ()
