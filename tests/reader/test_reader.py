"""The reader on sentences that no case has: what it must see, what it must not, and that a row depends on its own sentence."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Mention, Reading, Sentence
from dragoman.reader import Reader, schema

READER = Reader()


@pytest.fixture
def reader() -> Reader:
    return READER


def mention(text: str, words: str, code: str) -> Mention:
    start = text.index(words)
    return Mention("state", code, code, start, start + len(words), words, "test")


def read(reader: Reader, text: str, **named: str) -> tuple[Reading, list[Mention]]:
    mentions = sorted((mention(text, words, code) for code, words in named.items()), key=lambda m: m.start)
    return reader.read(text, Sentence(0, len(text), 0), mentions), mentions


# Sentence, who is named in it, and (type, actors, recipients); mutual types have all as actors.
# fmt: off
SEEN: list[tuple[str, dict[str, str], tuple[str, set[str], set[str]]]] = [
    ("Узбекистан передал Афганистану сто тонн муки и медикаменты.",
     {"UZB": "Узбекистан", "AFG": "Афганистану"}, ("AID", {"UZB"}, {"AFG"})),
    ("МИД Франции осудил обстрел, за который отвечает Сирия.",
     {"FRA": "МИД Франции", "SYR": "Сирия"}, ("ACCUSE", {"FRA"}, {"SYR"})),
    ("Президенты Монголии и Казахстана провели переговоры в Улан-Баторе.",
     {"MNG": "Монголии", "KAZ": "Казахстана"}, ("CONSULT", {"KAZ", "MNG"}, set())),
    ("Япония ввела новые санкции против Северной Кореи.",
     {"JPN": "Япония", "PRK": "Северной Кореи"}, ("SANCTION", {"JPN"}, {"PRK"})),
    ("Гърция отказа да предостави танкове на Армения.",
     {"GRC": "Гърция", "ARM": "Армения"}, ("REJECT", {"GRC"}, {"ARM"})),
    ("Президентът на Сърбия посети Азербайджан и разговаря с Алиев.",
     {"SRB": "Президентът на Сърбия", "AZE": "Азербайджан"}, ("CONSULT", {"AZE", "SRB"}, set())),
    ("Норвегия обвини Иран в кибератака.",
     {"NOR": "Норвегия", "IRN": "Иран"}, ("ACCUSE", {"NOR"}, {"IRN"})),
    ("Denmark will give Moldova 40 armoured vehicles.",
     {"DNK": "Denmark", "MDA": "Moldova"}, ("AID", {"DNK"}, {"MDA"})),
    ("Pakistan refused to hand over the suspects to India.",
     {"PAK": "Pakistan", "IND": "India"}, ("REJECT", {"PAK"}, {"IND"})),
    ("Brazil urged Venezuela to free the detained journalists.",
     {"BRA": "Brazil", "VEN": "Venezuela"}, ("REQUEST", {"BRA"}, {"VEN"})),
]
# fmt: on


@pytest.mark.parametrize(("text", "named", "wanted"), SEEN, ids=[row[0][:30] for row in SEEN])
def test_what_must_be_seen(reader: Reader, text: str, named: dict[str, str], wanted: tuple[str, set[str], set[str]]) -> None:
    reading, mentions = read(reader, text, **named)
    sure = [t for t in reading.triggers if t.type_score > 0.5]
    assert wanted[0] in [t.type for t in sure]
    trigger = next(t for t in sure if t.type == wanted[0])
    sides: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    for argument in trigger.arguments:
        if argument.mention is not None and argument.role in sides and argument.score > 0.5:
            sides[argument.role].add(str(mentions[argument.mention].code))
    if wanted[0] in ("CONSULT", "AGREE", "COOPERATE"):
        assert sides["actor"] | sides["recipient"] == wanted[1]
    else:
        assert (sides["actor"], sides["recipient"]) == wanted[1:]


def test_who_says_what(reader: Reader) -> None:
    text = "«Мы не будем участвовать в этих учениях», — заявил министр обороны Таджикистана."
    reading, _ = read(reader, text, TJK="министр обороны Таджикистана")
    (heard,) = reading.attributions
    assert heard.source is not None
    assert heard.cue is not None
    assert heard.source.of(text) == "министр обороны Таджикистана"
    assert heard.cue.of(text) == "заявил"
    assert "участвовать в этих учениях" in heard.content.of(text)


def test_a_reading_depends_on_its_sentence_alone(reader: Reader) -> None:
    text = "Турция закрыла границу с Арменией. Ереван выразил протест."
    mentions = [mention(text, "Турция", "TUR"), mention(text, "Арменией", "ARM")]
    first = Sentence(0, 34, 0)
    before = reader.read(text, first, mentions)
    reader.read(text, Sentence(35, len(text), 0), [])
    assert reader.read(text, first, mentions) == before


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    reading = READER.read("x " + text, Sentence(2, 2 + len(text), 0), [])
    for trigger in reading.triggers:
        assert 2 <= trigger.start < trigger.end <= 2 + len(text)
        assert trigger.type in schema.TYPES


# A letter with two hundred marks on it: its pieces all begin at one place.
MARKS = "Казахстан обвинил Турцию. e" + "\u0301\u0316\u0327\u0330" * 80 + " Россия " * 200


def test_a_name_is_not_torn(reader: Reader) -> None:
    text = "и так далее, " * 60 + "министр обороны Турции " + "и так далее, " * 60
    name = mention(text, "министр обороны Турции", "TUR")
    for length in range(0, 400, 7):
        moved = Mention("state", "TUR", "TUR", name.start - length, name.end - length, name.text, "test")
        cut_text = text[length:]
        parts = reader.windows(cut_text, Sentence(0, len(cut_text), 0), [moved])
        assert not [part for part in parts if moved.start < part.end < moved.end]


def test_a_sentence_too_long_to_be_seen_at_once_is_read_in_parts(reader: Reader) -> None:
    text = "Казахстан и Турция договорились, " * 100 + "и Россия обвинила Украину."
    parts = reader.windows(text, Sentence(0, len(text), 3))
    assert len(parts) >= 3
    assert all(part.block == 3 for part in parts)
    assert "".join(text[part.start : part.end] for part in parts).replace(" ", "") == text.replace(" ", "")
    assert all(text[part.end - 1] in ",." for part in parts)
    assert parts[-1].end == len(text)
    for part in parts:
        assert len(schema.cut(reader._tokenizer, text[part.start : part.end]).ids) <= schema.LIMIT + 2


@pytest.mark.parametrize("text", ["x" * 5000, "а " * 900, "… " * 700, "Казахстан" * 400, MARKS])
def test_any_long_sentence_is_cut_without_losing_a_letter(reader: Reader, text: str) -> None:
    parts = reader.windows(text, Sentence(0, len(text), 0))
    assert "".join(text[part.start : part.end] for part in parts).replace(" ", "") == text.replace(" ", "")
    assert all(a.end <= b.start for a, b in itertools.pairwise(parts))


def test_a_short_sentence_is_left_whole(reader: Reader) -> None:
    assert reader.windows("Казахстан молчит.", Sentence(0, 17, 1)) == [Sentence(0, 17, 1)]


def test_a_sentence_without_end_is_read(reader: Reader) -> None:
    text = "Казахстан и Турция договорились " * 400
    reading = reader.read(text, Sentence(0, len(text), 0), [mention(text, "Казахстан", "KAZ")])
    assert all(t.end <= len(text) for t in reading.triggers)
