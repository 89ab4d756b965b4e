"""Words and stems."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages import codes, load
from dragoman.text import content_stems, stem, words


def split(text: str) -> list[str]:
    return [span.of(text) for span in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Су-24 сбили в 4,5 км.", ["Су-24", "сбили", "в", "4,5", "км"]),
        ("al-Abadi's U.S. visit", ["al-Abadi's", "U", "S", "visit"]),
        ("пре\u00adзидент и Йе\u0301мен", ["пре\u00adзидент", "и", "Йе\u0301мен"]),
        ("«Анка»—три дрона (из 800)", ["Анка", "три", "дрона", "из", "800"]),
        ("учения-2023 и 12:30", ["учения-2023", "и", "12:30"]),
        ("🇰🇿 Астана 👩🏽‍🚀", ["Астана"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(max_size=120))
def test_words_are_in_order_and_hold_no_white_space(text: str) -> None:
    found = words(text)
    for span in found:
        assert span.start < span.end
        assert not any(character.isspace() for character in span.of(text))
    for before, after in pairwise(found):
        assert before.end <= after.start


@pytest.mark.parametrize(
    ("code", "same"),
    [
        ("ru", ["учения", "учений", "учениями", "учениях"]),
        ("ru", ["турецкий", "турецкая", "турецкими"]),
        ("ru", ["Казахстан", "Казахстана", "Казахстаном"]),
        ("bg", ["учение", "ученията", "учения"]),
        ("bg", ["Казахстан", "казахстан"]),
        ("bg", ["министър", "министърът"]),
        ("en", ["attack", "attacks", "attacked", "attacking"]),
        ("en", ["Russia's", "Russia’s"]),
    ],
)
def test_forms_of_a_word_have_one_stem(code: str, same: list[str]) -> None:
    assert len({stem(word, load(code)) for word in same}) == 1


@pytest.mark.parametrize("code", codes())
def test_short_words_keep_three_letters(code: str) -> None:
    assert all(len(stem(word, load(code))) >= min(3, len(word)) for word in ("ia", "as", "оси", "ями", "ings", "ът"))


def test_content_leaves_out_words_that_say_nothing() -> None:
    assert content_stems("Он заявил, что Турция и Армения об этом не знали", load("ru")) == [
        stem(word, load("ru")) for word in ("Турция", "Армения", "знали")
    ]
