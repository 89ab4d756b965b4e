"""What annotation finds in a sentence: words, code and use; and what it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import actors, languages
from dragoman.annotate import annotate
from dragoman.model import Article, Block, Mention, Sentence

SENTENCES = Path(__file__).parent / "sentences"
LANGUAGES = languages.codes()
Expected = tuple[str, str, str]


def mentions(language: str, text: str) -> tuple[Mention, ...]:
    """Returns what annotation finds in one sentence."""
    article = Article("page", language, text, (Block("body", 0, len(text), 1, "test"),))
    return annotate(article, (Sentence(0, len(text), 0),), languages.load(language), actors.load())


def seen(language: str, text: str) -> list[Expected]:
    """Returns words, code and use of each mention, as the files of sentences have them."""
    return [(m.text, m.code or "-", m.use) for m in mentions(language, text)]


def cases(language: str) -> Iterator[tuple[str, list[Expected]]]:
    """Yields the sentences of a file with what is expected of them."""
    sentence, expected = "", list[Expected]()
    for line in (SENTENCES / f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            words, code, use = (part.strip() for part in line.split(" | "))
            expected.append((words, code, use))
        elif line and not line.startswith("#"):
            if sentence:
                yield sentence, expected
            sentence, expected = line, []
    yield sentence, expected


ALL = [(language, *case) for language in LANGUAGES for case in cases(language)]


@pytest.mark.parametrize(("language", "sentence", "expected"), ALL, ids=[f"{c[0]}-{c[1][:40]}" for c in ALL])
def test_a_sentence(language: str, sentence: str, expected: Sequence[Expected]) -> None:
    assert seen(language, sentence) == list(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_sentences_for_and_against(language: str) -> None:
    found = list(cases(language))
    assert sum(bool(expected) for _, expected in found) >= 40
    assert sum(not expected for _, expected in found) >= 15


@pytest.mark.parametrize(("language", "sentence", "expected"), ALL, ids=[f"{c[0]}-{c[1][:40]}" for c in ALL])
def test_marks_that_pages_add_change_nothing(language: str, sentence: str, expected: Sequence[Expected]) -> None:
    """Soft hyphens neither hide a name nor shift its words."""
    marked = "".join(f"{letter}\u00ad" if letter.isalpha() and at % 5 == 4 else letter for at, letter in enumerate(sentence))
    for found, (words, code, use) in zip(mentions(language, marked), expected, strict=True):
        assert (found.text.replace("\u00ad", ""), found.code or "-", found.use) == (words, code, use)
        assert marked[found.start : found.end] == found.text


@pytest.mark.parametrize("quotes", ["«»", "„“", "“”", '""', "„”"])
def test_a_name_that_is_also_a_word_counts_in_quotation_marks_of_any_kind(quotes: str) -> None:
    quoted = f"{quotes[0]}Град{quotes[1]}"
    assert seen("ru", f"По городу били {quoted} и минометы.") == [(quoted, "RUS", "actor")]
    assert seen("ru", "По городу бил Град и минометы.") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We spoke to Michael Jordan about it.", False),
        ("We spoke to Jordan Peterson about it.", False),
        ("We spoke to Jordan about it.", True),
        ("The king of Jordan Abdullah spoke.", True),
    ],
)
def test_a_state_beside_a_strange_name_is_a_surname(sentence: str, found: bool) -> None:
    assert any(m.code == "JOR" for m in mentions("en", sentence)) == found


def test_a_word_of_two_question_marks_does_not_begin_a_sentence() -> None:
    assert seen("ru", "Того нет.") == []
    assert seen("ru", "Президент Того прибыл.") == [("Президент Того", "TGO", "actor")]


@pytest.mark.parametrize(
    ("language", "sentence", "sector"),
    [
        ("ru", "Генсек НАТО прибыл.", "IGO"),
        ("ru", "Президент Казахстана прибыл.", "GOV"),
        ("ru", "Войска НАТО прибыли.", "MIL"),
        ("ru", "Об этом пишет ТАСС.", "JRN"),
        ("ru", "Завод строит «Росатом».", "BUS"),
        ("bg", "Българската полиция ги задържа.", "COP"),
        ("en", "The CIA knew.", "SPY"),
    ],
)
def test_sectors(language: str, sentence: str, sector: str) -> None:
    assert [m.sector for m in mentions(language, sentence)] == [sector]


def test_a_seat_belongs_to_one_state() -> None:
    assert [c for _, c, _ in seen("en", "The Polish Kremlin is a joke.")] == ["POL", "RUS"]
    assert seen("en", "Russia's FSB knew.") == [("Russia's FSB", "RUS", "actor")]


def test_a_page_that_names_nobody_in_every_language() -> None:
    assert all(seen(language, "... 12 — 15, !?") == [] for language in LANGUAGES)


def test_mentions_are_the_same_whoever_reads_the_tables() -> None:
    """A copy of the tables gives what the shipped ones give: nothing is kept between them."""
    text = "Кремль и Акорда молчат."
    article = Article("page", "ru", text, (Block("body", 0, len(text), 1, "test"),))
    again = annotate(article, (Sentence(0, len(text), 0),), languages.load("ru"), replace(actors.load()))
    assert again == mentions("ru", text)
