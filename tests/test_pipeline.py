"""A page's whole way with the real reader: spans, purity, hostile input, exit statuses, the same rows however they are read."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import ingest, languages, pipeline, run
from dragoman.model import Coding, Document, Given, Rejected
from dragoman.store import Corpus
from dragoman.store.rows import coding_rows

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGES = sorted(EXAMPLES.glob("*.txt"))


@pytest.fixture(scope="module")
def coder() -> pipeline.Coder:
    return pipeline.load()


def spans(row: Any, text: str) -> Iterator[tuple[str, str]]:
    """Yields every (text, text[start:end]) pair anywhere in a row."""
    if isinstance(row, dict):
        if {"start", "end", "text"} <= row.keys() and isinstance(row["start"], int):
            yield row["text"], text[row["start"] : row["end"]]
        for value in row.values():
            yield from spans(value, text)
    elif isinstance(row, list):
        for value in row:
            yield from spans(value, text)


def checked(coder: pipeline.Coder, data: bytes) -> Coding | None:
    coding = coder.code(Document("page.txt", data))
    if isinstance(coding, Rejected):
        return None
    text = coding.article.text
    assert "".join(text[b.start : b.end] for b in coding.article.blocks) == text
    rows = coding_rows(coding)
    for name in ("articles", "mentions", "events", "claims"):
        for told, stands in spans(rows[name], text):
            assert told == stands
    coded = [b for b in coding.article.blocks if b.coded]
    for event in coding.events:
        assert any(b.start <= event.trigger.start and event.trigger.end <= b.end for b in coded)
        assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end
        assert 0 < event.confidence <= 1
        assert event.actors or event.recipients
    return coding


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_span_is_the_pages_own_words(coder: pipeline.Coder, path: Path) -> None:
    coding = checked(coder, path.read_bytes())
    assert coding is not None
    assert coding.events
    assert coding.claims


# What breaks offsets: beyond the basic plane, combining marks, soft hyphens, joiners, flags, directions, odd newlines.
ODD = [
    "🇰🇿",
    "👨‍👩‍👧",
    "й",
    "й",
    "\u00ad",
    "\u200d",
    "\u202e",
    "\ufeff",
    "\r\n",
    "\u2028",
    "ﬁ",
    "½",
    "  ",
    "İ",
    "ẞ",
    "𝔸",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PAGES), st.randoms(use_true_random=False))
def test_odd_letters_anywhere(coder: pipeline.Coder, path: Path, chance: random.Random) -> None:
    letters = list(path.read_text("utf8"))[:1500]
    for _ in range(40):
        letters.insert(chance.randrange(len(letters)), chance.choice(ODD))
    checked(coder, "".join(letters).encode())


def test_the_same_bytes_give_the_same_rows(coder: pipeline.Coder) -> None:
    documents = [Document(path.name, path.read_bytes()) for path in PAGES]
    forth = [coder.code(document) for document in documents]
    back = [coder.code(document) for document in reversed(documents)]
    assert forth == back[::-1]


def test_actors_that_the_caller_knows(coder: pipeline.Coder) -> None:
    text = "The Blue League condemned the Council of Elders for closing the school."
    spans_ = [(text.index(words), text.index(words) + len(words)) for words in ("The Blue League", "the Council of Elders")]
    known = tuple(Given(start, end, code) for (start, end), code in zip(spans_, ("AAA", "BBB"), strict=True))
    coding = coder.code(Document("one.txt", text.encode(), known))
    assert isinstance(coding, Coding)
    assert {m.code for m in coding.mentions} >= {"AAA", "BBB"}
    # Who gives the actors asks what is between them, so fainter acts are told too: the surest is meant.
    surest = max(coding.events, key=lambda event: event.confidence)
    assert (surest.type, surest.actors[0].code, surest.recipients[0].code) == ("ACCUSE", "AAA", "BBB")


@pytest.mark.parametrize("name", ["ТАСС", "AA", "İHA", "Anadolu Ajansı", "Қазақпарат", "УНІАН", "tass.ru"])
def test_outlets_are_known_by_the_names_of_every_language(coder: pipeline.Coder, name: str) -> None:
    assert languages.fold(name) in coder.outlets


def test_given_actors_that_cannot_be_placed_are_told(coder: pipeline.Coder) -> None:
    text = "Kazakhstan blamed Turkey. It was late."
    given_ = (Given(0, 10, "KAZ"), Given(0, 10, "KAZ"), Given(5, 12, "X"), Given(20, 30, "Y"), Given(900, 910, "Z"))
    coding = coder.code(Document("one.txt", text.encode(), given_))
    assert isinstance(coding, Coding)
    assert [(m.text, m.code) for m in coding.mentions if m.kind == "given"] == [("Kazakhstan", "KAZ")]
    assert [(r.reason, r.detail) for r in coding.rejected] == [
        ("given-unplaced", "X at 5 to 12"), ("given-unplaced", "Y at 20 to 30"), ("given-unplaced", "Z at 900 to 910"),
    ]  # fmt: skip


@pytest.mark.parametrize("marks", [55, 80, 500])
def test_letters_under_hundreds_of_marks(coder: pipeline.Coder, marks: int) -> None:
    text = "Казахстан обвинил Турцию в нападении на границу. e" + "\u0301\u0316\u0327\u0330" * marks + " Россия."
    coding = coder.code(Document("one.txt", text.encode()))
    assert isinstance(coding, Coding)
    assert coding.events[0].type == "ACCUSE"


def test_explaining_tells_of_every_sentence(coder: pipeline.Coder) -> None:
    document = Document("page.txt", PAGES[-1].read_bytes())
    sentences = coder.explain(document)["sentences"]
    assert len(sentences) > 5
    assert any(s["nearest"] for s in sentences)
    assert all(s["rules"] for s in sentences if s["triggers"])


NOTHING = [
    "Сборная Казахстана по хоккею обыграла Швецию со счётом 4:2.",
    "Экономика Турции в прошлом году выросла на три процента.",
    "България граничи с Румъния, Гърция и Турция.",
    "Времето в Гърция ще бъде слънчево през целия уикенд.",
    "The novel is set in Iran and won a prize in France.",
    "Министр обороны Армении рассказал, что отношения с соседями остаются сложными.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_where_nobody_does_anything_to_anybody(coder: pipeline.Coder, text: str) -> None:
    coding = coder.code(Document("one.txt", text.encode()))
    assert isinstance(coding, Coding)
    assert not coding.events


# --- the command line on pages as they come

WORDS = "Президент Казахстана прибыл с визитом в Анкару и провёл переговоры с президентом Турции. Стороны подписали меморандум."


def hostile(folder: Path) -> None:
    """Writes what no reader of pages likes, and two pages that it does."""
    folder.mkdir()
    (folder / "good.txt").write_text(WORDS, "utf8")
    for encoding in ("cp1251", "koi8-r", "utf-16"):
        (folder / f"{encoding}.txt").write_bytes(f"{WORDS} ({encoding})".encode(encoding))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "large.txt").write_bytes(WORDS.encode() * 300_000)
    (folder / "finnish.txt").write_text("Suomen hallitus päätti eilen uudesta tukiohjelmasta maataloudelle. " * 5, "utf8")
    (folder / "twice.txt").write_text(WORDS, "utf8")


def dragoman(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dragoman.view.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def test_bad_pages_are_rows_with_a_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    hostile(tmp_path / "pages")
    done = dragoman("read", str(tmp_path / "pages"), "--corpus", str(tmp_path / "corpus"))
    assert done.returncode == 1, done.stderr
    held = Corpus(tmp_path / "corpus")
    reasons = {row["doc"]: row["reason"] for row in held.rows("rejected")}
    assert reasons == {
        "empty.txt": "empty", "binary.txt": "binary", "large.txt": "too-large", "finnish.txt": "unknown-language",
    }  # fmt: skip
    articles = {row["doc"]: row for row in held.rows("articles")}
    assert set(articles) == {"good.txt", "twice.txt", "cp1251.txt", "koi8-r.txt", "utf-16.txt"}
    assert articles["good.txt"]["article_id"] == articles["twice.txt"]["article_id"]
    assert all("Анкару" in row["text"] for row in articles.values())


def test_exit_statuses(tmp_path: Path) -> None:
    corpus = str(tmp_path / "corpus")
    (tmp_path / "good.txt").write_text(WORDS, "utf8")
    assert dragoman("read", str(tmp_path / "good.txt"), "--corpus", corpus).returncode == 0
    assert dragoman("read", str(tmp_path / "none.txt"), "--corpus", corpus).returncode == 2
    assert dragoman("events", "--corpus", str(tmp_path / "nowhere")).returncode == 2
    (tmp_path / "corpus" / "manifest.json").write_text("{", "utf8")
    assert dragoman("events", "--corpus", corpus).returncode == 3


def read(folder: Path, paths: list[Path], runner: str = "local", workers: int = 1) -> str:
    corpus = Corpus(folder)
    run.read(
        ingest.documents([str(p) for p in paths]),
        pipeline.load,
        corpus,
        pipeline.version(),
        runner=runner,
        workers=workers,
    )
    return corpus.digest()


@pytest.mark.slow
def test_order_processes_and_ray_give_the_same_digest(tmp_path: Path) -> None:
    whole = read(tmp_path / "one", PAGES)
    shuffled = PAGES[:]
    random.Random(3).shuffle(shuffled)
    assert read(tmp_path / "two", shuffled) == whole
    assert read(tmp_path / "three", PAGES, "processes", 2) == whole
    assert read(tmp_path / "four", PAGES, "ray", 2) == whole
    shutil.rmtree(tmp_path / "four")


@pytest.mark.slow
def test_killed_at_twenty_moments_and_read_again_gives_the_same_digest(tmp_path: Path) -> None:
    whole = read(tmp_path / "whole", PAGES)
    corpus = tmp_path / "killed"
    chance = random.Random(7)
    command = [sys.executable, "-m", "dragoman.view.cli", "read", str(EXAMPLES), "--corpus", str(corpus)]
    for _ in range(20):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.3, 3.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if chance.random() < 0.3:
            shutil.rmtree(corpus, ignore_errors=True)
    assert dragoman("read", str(EXAMPLES), "--corpus", str(corpus)).returncode == 0
    assert Corpus(corpus).digest() == whole
