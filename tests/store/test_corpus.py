from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import duckdb
import fake_coder
import pytest

from dragoman.model import Document, Given, Rejected
from dragoman.store import BusyCorpus, Corpus, DamagedCorpus, NoCorpus
from dragoman.store.batch import Batch, Result, batch
from dragoman.store.schemas import TABLES, shown_schema


def coded(documents: list[Document], rule: str = "first") -> list[Result | Rejected]:
    coder = fake_coder.FakeCoder(rule)
    return [(document, coder.code(document)) for document in documents]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


def files(corpus: Corpus) -> list[Path]:
    return sorted((corpus.path / "shards").glob("*/*.parquet"))


def test_what_was_written_is_read(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    (event, *_) = corpus.rows("events", "actors[1].code = ?", ("KAZ",))
    assert event["recipients"][0]["code"] == "TUR"
    assert event["quantities"]["envoys"] == {"value": 3.0, "bound": "exact", "text": "three"}
    assert event["quantities"]["envoys#2"]["value"] == 5.0
    (article,) = corpus.rows("articles")
    words = event["evidence"]
    assert article["text"][words["start"] : words["end"]] == words["text"] == "Astana receives Ankara"
    assert article["bounds"] == {"after": None}
    assert {len(corpus.rows(name)) for name in ("documents", "articles", "claims")} == {1}
    assert "generation" not in article
    assert "unit" not in article


def test_rows_come_in_the_order_of_pages_and_words(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(2), fake_coder.page(1)]), "v1")
    places = [(row["doc"], row["start"]) for row in corpus.rows("mentions")]
    assert places == sorted(places)
    assert len(places) == 8


def test_a_wrong_question_is_not_damage(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    with pytest.raises(duckdb.Error):
        corpus.rows("events", "no_such_column = 1")
    with pytest.raises(KeyError):
        corpus.rows("secrets")


def test_values_never_become_sql(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    assert corpus.rows("events", "doc = ?", ("' OR 1=1 --",)) == []


def test_a_folder_with_signs_of_patterns_and_quotes(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "it's [1] *new*?")
    corpus.write(coded([fake_coder.page(1)]), "v1")
    assert len(corpus.rows("articles")) == 1


def test_no_corpus_is_said(corpus: Corpus) -> None:
    assert not corpus.exists()
    assert corpus.documents() == {}
    for question in (lambda: corpus.rows("events"), corpus.digest, corpus.check, corpus.compact):
        with pytest.raises(NoCorpus):
            question()


def test_an_empty_corpus_answers(corpus: Corpus) -> None:
    corpus.write([], "v1")
    assert corpus.exists()
    assert corpus.rows("events", "place.country = 'AZE'") == []
    assert all(corpus.table(name).schema == shown_schema(name) for name in TABLES)
    assert len(corpus.digest()) == 32


def test_bytes_and_given_actors_come_back(corpus: Corpus) -> None:
    document = Document("a.html", "<p>Astana — Анкара</p>".encode(), (Given(0, 6, "KAZ"),), "html")
    corpus.write(coded([document]), "v1")
    assert corpus.document(document.document_id) == document
    assert list(corpus.originals()) == [document]
    with pytest.raises(KeyError):
        corpus.document("0" * 16)


def test_same_bytes_at_two_addresses(corpus: Corpus) -> None:
    one = fake_coder.page(1)
    copy = Document("z.txt", one.data)
    corpus.write(coded([copy]), "v1")
    alone = len(corpus.rows("events"))
    corpus.write(coded([one]), "v1")
    assert len(corpus.documents()) == 2
    assert len({row["article_id"] for row in corpus.rows("articles")}) == 1
    assert {row["doc"] for row in corpus.rows("events")} == {one.doc}
    assert len(corpus.rows("events")) == alone == corpus.table("events").num_rows
    # who asks for the copy sees what stands in it
    assert len(corpus.rows("events", "doc = ?", ("z.txt",))) == alone


def test_the_same_text_with_other_given_actors_is_another_coding(corpus: Corpus) -> None:
    one = fake_coder.page(1)
    other = Document("z.txt", one.data, (Given(0, 4, "KAZ"),))
    corpus.write(coded([one, other]), "v1")
    assert {row["doc"] for row in corpus.rows("events")} == {one.doc, "z.txt"}


def test_another_version_replaces_rows(corpus: Corpus) -> None:
    documents = [fake_coder.page(number) for number in range(4)]
    corpus.write(coded(documents), "v1")
    corpus.write(coded(documents[:2], "second"), "v2")
    assert {row["doc"]: row["rule"] for row in corpus.rows("events")} == {
        documents[0].doc: "second", documents[1].doc: "second", documents[2].doc: "first", documents[3].doc: "first",
    }  # fmt: skip
    assert sorted(known.version for known in corpus.documents().values()) == ["v1", "v1", "v2", "v2"]
    assert len(corpus.rows("articles")) == 4


def test_a_changed_page_replaces_the_old_one(corpus: Corpus) -> None:
    corpus.write(coded([Document("a.txt", b"Astana and Baku")]), "v1")
    corpus.write(coded([Document("a.txt", b"Ankara and Baku")]), "v1")
    assert [row["text"] for row in corpus.rows("articles")] == ["Ankara and Baku"]
    assert {row["code"] for row in corpus.rows("mentions")} == {"TUR", "AZE"}


def test_what_could_not_be_opened_is_listed_until_it_can(corpus: Corpus) -> None:
    lost = Rejected("a.txt", "ingest", "unreadable", "permission denied")
    corpus.write([lost, lost], "v1")
    assert [row["reason"] for row in corpus.rows("rejected")] == ["unreadable"]
    corpus.write([Rejected("a.txt", "ingest", "too_large", "2 GB")], "v1")
    assert [row["reason"] for row in corpus.rows("rejected")] == ["too_large"]
    corpus.write(coded([Document("a.txt", b"Astana")]), "v1")
    assert corpus.rows("rejected") == []


def test_a_page_once_read_stays_when_it_cannot_be_fetched_again(corpus: Corpus) -> None:
    corpus.write(coded([Document("a.txt", b"Astana")]), "v1")
    corpus.write([Rejected("a.txt", "ingest", "gone", "404")], "v1")
    assert len(corpus.rows("articles")) == len(corpus.rows("rejected")) == 1


def test_what_cannot_be_stored_is_rejected_alone(corpus: Corpus) -> None:
    article = fake_coder.article_of("b.txt", "half a letter \ud83d")
    bad = (Document("b\udcff.txt", b"x"), fake_coder.Coding(article))
    corpus.write([*coded([fake_coder.page(1)]), bad], "v1")
    (row,) = corpus.rows("rejected", "stage = 'store'")
    assert (row["doc"], row["reason"]) == ("b\\udcff.txt", "unwritable")
    assert len(corpus.rows("articles")) == 1


def test_compaction_keeps_the_rows_and_drops_the_replaced(corpus: Corpus) -> None:
    for document in fake_coder.pages(12):
        if b"CRASH" not in document.data:
            corpus.write(coded([document]), "v1")
    corpus.write(coded([fake_coder.page(1, "Анкара says no?")], "second"), "v2")
    corpus.write([Rejected("lost.txt", "ingest", "unreadable")], "v1")
    corpus.write([Rejected("lost.txt", "ingest", "too_large")], "v1")
    before, rows = corpus.digest(), corpus.rows("events")
    corpus.compact()
    assert corpus.digest() == before
    assert corpus.rows("events") == rows
    assert len(files(corpus)) == 6
    with duckdb.connect() as base:
        stored = str(files(corpus)[0].with_name("documents.parquet"))
        (kept,) = base.execute("SELECT count(*) FROM read_parquet(?)", [stored]).fetchall()
    assert kept == (len(corpus.documents()),)
    corpus.compact()
    assert corpus.digest() == before


def test_the_digest_is_of_rows_and_not_of_times(tmp_path: Path) -> None:
    documents = [fake_coder.page(number) for number in range(6)]
    one, other = Corpus(tmp_path / "one"), Corpus(tmp_path / "other")
    one.write(coded(documents), "v1")
    for document in reversed(documents):
        with other.writing() as writer:
            writer.clock = lambda: "2001-01-01T00:00:00Z"
            writer.add(fake_batch([document]))
    assert one.digest() == other.digest()
    assert {row["read_at"] for row in other.rows("documents")} == {"2001-01-01T00:00:00Z"}
    other.write(coded(documents[:1], "second"), "v1")
    assert one.digest() != other.digest()


def fake_batch(documents: list[Document]) -> Batch:
    return batch([one for one in coded(documents) if not isinstance(one, Rejected)], "v1")


# --- damage


def damaged_ways() -> dict[str, object]:
    def lose(path: Path) -> None:
        path.unlink()

    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-7])

    def empty(path: Path) -> None:
        path.write_bytes(b"")

    return {"lost": lose, "cut short": cut, "empty": empty}


@pytest.mark.parametrize("way", damaged_ways())
@pytest.mark.parametrize("table", ["documents", "events", "rejected"])
def test_a_damaged_table_is_said_by_name(corpus: Corpus, way: str, table: str) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    (path,) = (corpus.path / "shards").glob(f"*/{table}.parquet")
    damaged_ways()[way](path)  # type: ignore[operator]
    for question in (corpus.check, corpus.digest, lambda: Corpus(corpus.path).rows("articles")):
        with pytest.raises(DamagedCorpus, match=f"{table}.parquet"):
            question()


def test_a_turned_bit_is_found(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    (path,) = (corpus.path / "shards").glob("*/articles.parquet")
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3] ^= 1
    path.write_bytes(raw)
    with pytest.raises(DamagedCorpus, match="altered"):
        corpus.digest()


def test_a_shredded_file_of_the_same_size_is_damage(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    (path,) = (corpus.path / "shards").glob("*/events.parquet")
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(DamagedCorpus, match=r"events\.parquet"):
        corpus.rows("events")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"format": 99}', b"\xff\xfe", None])
def test_a_damaged_manifest_is_said(corpus: Corpus, raw: bytes | None) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    manifest = corpus.path / "manifest.json"
    if raw is None:
        manifest.unlink()
    else:
        manifest.write_bytes(raw)
    for question in (corpus.documents, corpus.check, lambda: corpus.write([], "v1"), lambda: corpus.rows("events")):
        with pytest.raises(DamagedCorpus, match=r"manifest\.json"):
            question()


def test_an_altered_manifest_is_said(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    manifest = corpus.path / "manifest.json"
    told = json.loads(manifest.read_text("utf8"))
    manifest.write_text(json.dumps(told | {"shards": []}), "utf8")
    with pytest.raises(DamagedCorpus, match="altered"):
        corpus.rows("events")


# --- writers and readers at once


def test_leftovers_are_ignored_and_cleaned(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(1)]), "v1")
    before = corpus.digest()
    live = next((corpus.path / "shards").iterdir())
    shutil.copytree(live, live.with_name(".half.tmp"))
    shutil.copytree(live, live.with_name("renamed-but-not-named"))
    (live.with_name(".half.tmp") / "events.parquet").write_bytes(b"PAR1")
    assert corpus.digest() == before
    corpus.write([], "v1")
    assert [entry.name for entry in live.parent.iterdir()] == [live.name]
    assert corpus.digest() == before


def test_one_writer_at_a_time(corpus: Corpus) -> None:
    with corpus.writing():
        refused: list[BaseException] = []

        def second() -> None:
            try:
                with Corpus(corpus.path).writing(timeout=0.1):
                    pass
            except BusyCorpus as error:
                refused.append(error)

        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1
    corpus.write([], "v1")


def test_readers_see_whole_states_while_one_writes_and_compacts(corpus: Corpus) -> None:
    corpus.write(coded([fake_coder.page(0)]), "v1")
    per_page, seen, problems, done = len(corpus.rows("events")), [], [], threading.Event()

    def look() -> None:
        reader = Corpus(corpus.path)
        try:
            while not done.is_set():
                seen.append(len(reader.rows("events")))
        except Exception as error:  # noqa: BLE001
            problems.append(error)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for thread in readers:
        thread.start()
    with corpus.writing() as writer:
        for number in range(1, 16):
            writer.add(fake_batch([fake_coder.page(number)]))
            if number % 5 == 0:
                writer.compact()
    done.set()
    for thread in readers:
        thread.join()
    assert problems == []
    assert all(count % per_page == 0 for count in seen)
    assert len(corpus.rows("events")) == 16 * per_page
