"""Sentences: hard cases of each language, and what holds of any text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages import codes, load
from dragoman.model import Article, Block
from dragoman.text import sentence_spans, sentences
from dragoman.text.sentences import LONGEST, lowered_stems

HARD = Path(__file__).parent / "hard"
PARAGRAPHS = [
    (path.stem, line)
    for path in sorted(HARD.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
MARKS = [
    ". ",
    "! ",
    "… ",
    "? ",
    "...",
    "«",
    "»",
    "“",
    "”",
    '"',
    "— ",
    "(",
    ")",
    "\t",
    " ",
    "\u00a0",
    "\u200f",
    "\u00ad",
]
WORDS = ["слово ", "Слово ", "word", "Word ", "А. ", "г. ", "U.S. ", "т.е. ", "млн ", "5", "4,5", "1. ", ".“Дом "]
SIGNS = ["e\u0301", "👩🏽\u200d🚀 ", "🇰🇿"]
PIECES = st.sampled_from([*MARKS, *WORDS, *SIGNS])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


def split(text: str, code: str) -> list[str]:
    language = load(code)
    return [span.of(text) for span in sentence_spans(text, 0, len(text), language, lowered_stems(text, language))]


@pytest.mark.parametrize(("code", "line"), PARAGRAPHS)
def test_hard_cases(code: str, line: str) -> None:
    expected = line.replace(" ‖ ", "‖").replace("¦", "‖").split("‖")
    assert split(line.replace(" ‖ ", " ").replace("¦", ""), code) == expected


def test_every_language_has_hard_cases() -> None:
    assert {code for code, _ in PARAGRAPHS} == set(codes())


def test_a_name_after_a_year_is_no_beginning_but_a_common_word_is() -> None:
    text = "Обе стороны довольны, их поддержали союзники в 2019 г. Стороны обещали продолжить."
    assert split(text, "ru")[-1] == "Стороны обещали продолжить."
    assert len(split("Об этом союзники договорились в 2019 г. Варшава обещала продолжить.", "ru")) == 1


def article(text: str, kinds: list[tuple[str, int, int]]) -> Article:
    blocks = tuple(Block(kind, start, end, 1 + text.count("\n", 0, start), "test") for kind, start, end in kinds)
    return Article("doc", "ru", text, blocks)


def test_only_coded_blocks_are_read_and_none_is_crossed() -> None:
    text = "Заголовок без точки\nРеклама\nПервое. Второе\nбез конца.\n"
    found = article(text, [("title", 0, 20), ("advert", 20, 28), ("body", 28, 43), ("body", 43, len(text))])
    assert [(text[s.start : s.end], s.block) for s in sentences(found, load("ru"))] == [
        ("Заголовок без точки", 0),
        ("Первое.", 2),
        ("Второе", 2),
        ("без конца.", 3),
    ]


@given(TEXTS, st.sampled_from(codes()))
def test_sentences_hold_every_mark_in_order(text: str, code: str) -> None:
    language = load(code)
    spans = list(sentence_spans(text, 0, len(text), language, lowered_stems(text, language)))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_stretch_is_never_left(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for span in sentence_spans(text, start, end, load("ru"), frozenset()):
        assert start <= span.start < span.end <= end


@pytest.mark.parametrize("text", ["мост " * 9_000, "мост" * 9_000, "мост " * 3_000 + "мост" * 6_000 + ". Да."])
def test_a_sentence_without_an_end_is_cut_and_loses_no_word(text: str) -> None:
    found = list(sentence_spans(text, 0, len(text), load("ru"), frozenset()))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert max(span.end - span.start for span in found) <= LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a.b;", "Mr. "])
def test_a_line_of_a_megabyte_ends_soon(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    before = time.perf_counter()
    found = list(sentence_spans(text, 0, len(text), load("en"), frozenset()))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert time.perf_counter() - before < 60  # some seconds on a quiet machine
