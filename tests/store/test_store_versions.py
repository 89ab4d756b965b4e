"""An address read again: what is a new version, what replaces, what is shown, and that no order of reading decides."""

from __future__ import annotations

import itertools
from pathlib import Path

import fake_coder
import pytest

from dragoman import run
from dragoman.model import Article, Block, Coding, Document, Rejected
from dragoman.store import Corpus, Shown

ALL = Shown(all=True)
FIRST, SECOND = b"Astana receives Ankara.", b"Astana receives Baku."
ADVERT = b"\nAdvert: "


class WithAdverts:
    """The fake coder, but lines that begin with «Advert» are left out."""

    def code(self, document: Document) -> Coding | Rejected:
        coding = fake_coder.FakeCoder().code(document)
        if isinstance(coding, Rejected):
            return coding
        blocks = tuple(_told(block, coding.article) for block in coding.article.blocks)
        article = Article(document.doc, "en", coding.article.text, blocks)
        return Coding(article, coding.mentions, fake_coder.events(article, coding.mentions, "first"))


def _told(block: Block, article: Article) -> Block:
    kind = "advert" if article.text[block.start :].startswith("Advert") else block.kind
    return Block(kind, block.start, block.end, block.line, "first")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


def page(data: bytes, doc: str = "a.txt") -> Document:
    return Document(doc, data)


def read(
    corpus: Corpus, *incoming: Document | Rejected, factory: run.Factory = fake_coder.first, version: str = "v1"
) -> run.Summary:
    return run.read(incoming, factory, corpus, version, shard_size=1)


def texts(corpus: Corpus) -> list[str]:
    return [row["text"] for row in corpus.rows("articles")]


def of_all(corpus: Corpus) -> list[str]:
    return sorted(texts(corpus.showing(ALL)))


def dated(corpus: Corpus, day: str, *incoming: Document) -> None:
    """Reads on a day: what a run does, with its clock set."""
    from dragoman.store.intake import Intake

    with corpus.writing() as writer:
        writer.clock = lambda: f"{day}T08:00:00Z"
        intake, coder = Intake(corpus.documents(), "v1"), fake_coder.FakeCoder()
        for document in intake.fresh(incoming):
            writer.add(run.code_shard(coder, (document,), "v1"))
        writer.renew(intake.renewed())


# --- what is a version


def test_another_text_is_a_new_version_and_both_stay(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(SECOND))
    assert texts(corpus) == [SECOND.decode()]
    assert of_all(corpus) == [FIRST.decode(), SECOND.decode()]
    assert {row["recipients"][0]["code"] for row in corpus.rows("events")} == {"AZE"}
    assert {row["recipients"][0]["code"] for row in corpus.showing(ALL).rows("events")} == {"AZE", "TUR"}
    assert len(corpus.documents()) == len(list(corpus.originals())) == 2
    assert [known.latest for known in corpus.documents().values()].count(True) == 1
    assert corpus.document(page(FIRST).document_id) == page(FIRST)


def test_an_arrow_table_has_the_latest_alone(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(SECOND))
    assert corpus.table("events").num_rows == 1
    assert corpus.showing(ALL).table("events").num_rows == 2


def test_another_advert_is_no_new_version(corpus: Corpus) -> None:
    earlier, later = page(FIRST + ADVERT + b"shoes"), page(FIRST + ADVERT + b"hats")
    for one in (earlier, later):
        read(corpus, one, factory=WithAdverts)
    assert texts(corpus) == of_all(corpus) == [later.data.decode()]
    assert [row["document_id"] for row in corpus.versions("a.txt")] == [later.document_id]
    assert len(corpus.versions("a.txt")[0]["read"]) == 2  # the text is as old as its first reading


def test_reading_again_changes_nothing_whatever_versions_there_are(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(SECOND), page(b"Tbilisi", "b.txt"))
    before = (corpus.path / "manifest.json").read_bytes()
    again = read(corpus, page(SECOND), page(b"Tbilisi", "b.txt"), factory=fake_coder.failing)
    assert (again.read, again.known) == (0, 2)
    assert (corpus.path / "manifest.json").read_bytes() == before


def test_an_old_text_that_comes_again_is_the_latest_again(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(SECOND))
    digest, events = corpus.digest(), corpus.showing(ALL).rows("events")
    done = read(corpus, page(FIRST), factory=fake_coder.failing)  # its rows are known: nothing is coded
    assert (done.read, done.known) == (0, 1)
    assert texts(corpus) == [FIRST.decode()]
    assert corpus.digest() == digest
    assert corpus.showing(ALL).rows("events") == events
    before = (corpus.path / "manifest.json").read_bytes()
    read(corpus, page(FIRST), factory=fake_coder.failing)
    assert (corpus.path / "manifest.json").read_bytes() == before


def test_another_version_of_the_program_replaces_and_moves_no_text(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(SECOND))
    run.read(corpus.originals(), fake_coder.second, corpus, "v2")
    assert texts(corpus) == [SECOND.decode()]
    assert {row["rule"] for row in corpus.showing(ALL).rows("events")} == {"second"}
    assert {known.version for known in corpus.documents().values()} == {"v2"}
    assert len(corpus.showing(ALL).rows("articles")) == 2


def test_an_old_text_coded_anew_and_come_again_is_the_latest(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(SECOND))
    read(corpus, page(FIRST), factory=fake_coder.second, version="v2")
    assert texts(corpus) == [FIRST.decode()]
    rules = {row["recipients"][0]["code"]: row["rule"] for row in corpus.showing(ALL).rows("events")}
    assert rules == {"TUR": "second", "AZE": "first"}


# --- no order decides


def test_the_digest_is_the_same_in_whatever_order_versions_come(tmp_path: Path) -> None:
    pages = [page(FIRST), page(SECOND), page(b"Tbilisi waits."), page(FIRST, "b.txt")]
    digests = set()
    for number, order in enumerate(itertools.permutations(pages)):
        corpus = Corpus(tmp_path / str(number))
        for one in order:
            read(corpus, one)
        digests.add(corpus.digest())
    assert len(digests) == 1


def test_of_several_in_one_run_all_stay_and_the_least_is_shown(tmp_path: Path) -> None:
    one, other = sorted([page(FIRST), page(SECOND)], key=lambda document: document.document_id)
    seen = set()
    for number, (before, order) in enumerate(itertools.product([(), (one,), (other,)], [(one, other), (other, one, other)])):
        corpus = Corpus(tmp_path / str(number))
        if before:
            read(corpus, *before)  # all that an interrupted run had put away
        for _ in range(2):
            assert [row.reason for row in read(corpus, *order).rejected] == ["same_address"]
            seen.add((corpus.digest(), *texts(corpus), *of_all(corpus)))
        assert read(corpus, *order, factory=fake_coder.failing).known == 2
    assert len(seen) == 1
    assert seen.pop()[1] == one.data.decode()


def test_of_several_with_the_same_text_one_stays_interrupted_or_not(tmp_path: Path) -> None:
    pages = [page(FIRST + ADVERT + name) for name in (b"shoes", b"hats")]
    digests = set()
    for number, before in enumerate([[], pages[:1], pages[1:]]):
        for order in (pages, pages[::-1]):
            corpus = Corpus(tmp_path / f"{number}-{order[0] is pages[0]}")
            read(corpus, *before, factory=WithAdverts)
            read(corpus, *order, factory=WithAdverts)
            digests.add(corpus.digest())
    assert len(digests) == 1


# --- readings that gave no text


def test_a_reading_without_a_text_hides_no_version(corpus: Corpus) -> None:
    read(corpus, page(FIRST))
    read(corpus, page(b"EMPTY"))
    assert texts(corpus) == [FIRST.decode()]
    assert [row["reason"] for row in corpus.rows("rejected")] == ["empty"]
    read(corpus, page(FIRST), factory=fake_coder.failing)
    assert corpus.rows("rejected") == []
    assert [one.reason for one in read(corpus, page(b"EMPTY")).rejected] == ["empty"]
    assert [row["reason"] for row in corpus.rows("rejected")] == ["empty"]
    read(corpus, page(SECOND))
    assert corpus.rows("rejected") == []
    assert texts(corpus) == [SECOND.decode()]


# --- copies, compaction, days


def test_an_old_text_that_stands_elsewhere_is_listed_there(corpus: Corpus) -> None:
    read(corpus, page(FIRST), page(FIRST, "z.txt"))
    assert {row["doc"] for row in corpus.rows("events")} == {"a.txt"}
    read(corpus, page(SECOND))
    assert {(row["doc"], row["recipients"][0]["code"]) for row in corpus.rows("events")} == {("a.txt", "AZE"), ("z.txt", "TUR")}
    assert len(corpus.rows("articles")) == 2
    assert {row["doc"] for row in corpus.showing(ALL).rows("events")} == {"a.txt"}


def test_compaction_keeps_all_versions(corpus: Corpus) -> None:
    for data in (FIRST, SECOND, FIRST, b"Tbilisi waits."):
        read(corpus, page(data))
    before = corpus.digest(), texts(corpus), of_all(corpus), corpus.versions("a.txt")
    corpus.compact()
    assert (corpus.digest(), texts(corpus), of_all(corpus), corpus.versions("a.txt")) == before
    assert len(list((corpus.path / "shards").iterdir())) == 1
    read(corpus, page(SECOND), factory=fake_coder.failing)
    assert texts(corpus) == [SECOND.decode()]


def test_merging_during_a_run_keeps_what_is_renewed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.writer.SMALL", 2)
    monkeypatch.setattr("dragoman.store.writer.AT_ONCE", 2)
    for data in (FIRST, SECOND, FIRST):
        read(corpus, *(page(data, f"{number}.txt") for number in range(7)))
    assert texts(corpus) == [FIRST.decode()] * 7
    assert len(of_all(corpus)) == 14


def test_versions_know_their_days(corpus: Corpus) -> None:
    for day, data in (("2024-05-01", FIRST), ("2024-05-03", SECOND), ("2024-06-01", FIRST), ("2024-06-02", FIRST)):
        dated(corpus, day, page(data))
    assert [(row["article_id"] is not None, row["read"]) for row in corpus.versions("a.txt")] == [
        (True, ["2024-05-03T08:00:00Z"]),
        (True, ["2024-05-01T08:00:00Z", "2024-06-01T08:00:00Z"]),
    ]
    shown = {
        day: texts(corpus.showing(Shown(until=day)))
        for day in ("2024-04", "2024-05-01", "2024-05-02", "2024-05-03", "2024-05", "2024-06")
    }
    assert shown == {
        "2024-04": [],
        "2024-05-01": [FIRST.decode()],
        "2024-05-02": [FIRST.decode()],
        "2024-05-03": [SECOND.decode()],
        "2024-05": [SECOND.decode()],
        "2024-06": [FIRST.decode()],
    }
    assert corpus.showing(Shown(until="2024-04")).rows("events") == []


def test_a_day_never_becomes_sql() -> None:
    with pytest.raises(ValueError, match="no date"):
        Shown(until="2024'; DROP TABLE dead; --")
