from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fake_coder
import pytest

from dragoman import run
from dragoman.model import Document, Rejected
from dragoman.store import BusyCorpus, Corpus

LOST = Rejected("lost.txt", "ingest", "unreadable", "permission denied")
READ_PAGES = Path(__file__).with_name("read_pages.py")
needs_ray = pytest.mark.skipif(not importlib.util.find_spec("ray"), reason="the extra dragoman[ray] is not installed")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of thirty pages read at once, in one shard."""
    corpus = Corpus(tmp_path_factory.mktemp("whole"))
    run.read([*fake_coder.pages(30), LOST], fake_coder.first, corpus, "v1")
    return corpus.digest()


def test_summary_counts_what_was_done(corpus: Corpus) -> None:
    documents = fake_coder.pages(10)
    told: list[run.Summary] = []
    summary = run.read([*documents, LOST], fake_coder.first, corpus, "v1", shard_size=4, progress=told.append)
    assert summary.read == len(documents) == told[-1].read
    assert len(told) == 4
    assert summary.events == len(corpus.rows("events")) + sum(
        len(corpus.rows("events", "doc = ?", (one.doc,))) for one in documents if one.doc.startswith("copies/")
    )
    assert {(one.stage, one.reason) for one in summary.rejected} == {
        ("clean", "empty"), ("code", "crash"), ("ingest", "unreadable"),
    }  # fmt: skip


def test_reading_again_changes_nothing(corpus: Corpus) -> None:
    incoming = [*fake_coder.pages(10), LOST]
    first = run.read(incoming, fake_coder.first, corpus, "v1")
    manifest, digest = (corpus.path / "manifest.json").read_bytes(), corpus.digest()
    again = run.read(incoming, fake_coder.failing, corpus, "v1")  # it is not even loaded
    assert (again.read, again.known) == (0, first.read)
    assert again.rejected == first.rejected
    assert (corpus.path / "manifest.json").read_bytes() == manifest
    assert corpus.digest() == digest


def test_another_version_codes_again(corpus: Corpus) -> None:
    documents = fake_coder.pages(10)
    run.read(documents, fake_coder.first, corpus, "v1")
    summary = run.read(documents[:6], fake_coder.second, corpus, "v2")
    assert (summary.read, summary.known) == (6, 0)
    assert {row["rule"] for row in corpus.rows("events", "doc = 'news/003.txt'")} == {"second"}
    assert {row["rule"] for row in corpus.rows("events", "doc = 'news/008.txt'")} == {"first"}
    again = run.read(corpus.originals(), fake_coder.second, corpus, "v2")
    assert (again.read, again.known) == (len(documents) - 6, 6)
    assert {row["rule"] for row in corpus.rows("mentions")} == {"second"}


def test_a_crash_is_a_row_and_costs_no_other_page(corpus: Corpus) -> None:
    run.read([fake_coder.page(1, "CRASH"), fake_coder.page(2)], fake_coder.first, corpus, "v1")
    (row,) = corpus.rows("rejected")
    assert (row["stage"], row["reason"]) == ("code", "crash")
    assert row["detail"] == "ZeroDivisionError: in <object object at 0x…>"  # no address: it would differ in every run
    assert len(corpus.rows("articles")) == 1
    assert len(corpus.documents()) == 2


def test_a_coder_that_does_not_load_ends_the_run(corpus: Corpus) -> None:
    for runner in ("local", "processes"):
        with pytest.raises(LookupError, match="weights"):
            run.read([fake_coder.page(1)], fake_coder.failing, corpus, "v1", runner=runner)
    assert corpus.documents() == {}


def test_workers_that_die_on_loading_end_the_run(corpus: Corpus) -> None:
    with pytest.raises(run.DyingWorkers):
        run.read([fake_coder.page(1)], fake_coder.dying, corpus, "v1", runner="processes")


def test_an_unknown_runner_is_said(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="local, processes, ray"):
        run.read([], fake_coder.first, corpus, "v1", runner="hadoop")


def test_a_busy_corpus_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = "import sys, dragoman.store as s\nwith s.Corpus(sys.argv[1]).writing():\n print('held', flush=True); input()"
    command = [sys.executable, "-c", holder, str(corpus.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BusyCorpus), corpus.writing(timeout=0.2):
            pass
        other.kill()  # and its lock goes with it
    run.read([fake_coder.page(1)], fake_coder.first, corpus, "v1")


def test_documents_are_taken_as_they_are_needed(corpus: Corpus) -> None:
    taken: list[str] = []

    def incoming() -> Iterator[Document]:
        for number in range(12):
            taken.append(f"{number}")
            yield fake_coder.page(number)

    ahead: list[int] = []
    run.read(incoming(), fake_coder.first, corpus, "v1", shard_size=2, progress=lambda s: ahead.append(len(taken) - s.read))
    assert max(ahead) <= 2


def test_shards_are_cut_by_number_and_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SHARD_BYTES", 10)
    documents = [Document(str(size), b"x" * size) for size in (4, 4, 4, 30, 1, 1, 1, 1)]
    assert [[len(one.data) for one in shard] for shard in run.shards(documents, 3)] == [
        [4, 4],
        [4],
        [30],
        [1, 1, 1],
        [1],
    ]


def test_one_address_given_twice_is_read_once_in_any_order(tmp_path: Path) -> None:
    one, other = Document("a.txt", b"Astana and Baku"), Document("a.txt", b"Ankara and Baku")
    digests, texts = set(), set()
    for number, order in enumerate([(one, other), (other, one), (one, one, other), (other, one, other)]):
        for size in (1, 5):
            corpus = Corpus(tmp_path / f"{number}-{size}")
            for _ in range(2):
                summary = run.read(order, fake_coder.first, corpus, "v1", shard_size=size)
                assert [row.reason for row in summary.rejected] == ["same_address"]
                digests.add(corpus.digest())
            texts.add(corpus.rows("articles")[0]["text"])
    assert len(texts) == len(digests) == 1


def test_one_address_after_an_interruption_is_the_same_page(tmp_path: Path) -> None:
    one, other = Document("a.txt", b"Astana and Baku"), Document("a.txt", b"Ankara and Baku")
    digests = set()
    for number, before in enumerate([[], [one], [other]]):
        for order in ([one, other], [other, one]):
            corpus = Corpus(tmp_path / f"{number}-{order[0] is one}")
            run.read(before, fake_coder.first, corpus, "v1")  # all that a killed run had put away
            run.read(order, fake_coder.first, corpus, "v1")
            digests.add(corpus.digest())
    assert len(digests) == 1


def test_a_name_in_another_encoding_is_spelled_out(corpus: Corpus) -> None:
    run.read([Document("\udccf.txt", b"Astana")], fake_coder.first, corpus, "v1")
    assert [row["doc"] for row in corpus.rows("articles")] == ["\\udccf.txt"]
    assert run.read([Document("\udccf.txt", b"Astana")], fake_coder.first, corpus, "v1").known == 1


def test_a_page_that_can_be_opened_again_is_no_longer_listed_as_lost(corpus: Corpus) -> None:
    good, lost = Document("a.txt", b"Astana and Baku"), Rejected("a.txt", "ingest", "unreadable")
    run.read([good], fake_coder.first, corpus, "v1")
    digest = corpus.digest()
    assert run.read([lost], fake_coder.first, corpus, "v1").rejected == (lost,)
    assert len(corpus.rows("rejected")) == len(corpus.rows("articles")) == 1
    run.read([good], fake_coder.first, corpus, "v1")
    assert corpus.rows("rejected") == []
    assert corpus.digest() == digest


# --- the same corpus


@pytest.mark.parametrize("seed", range(4))
def test_order_and_size_of_shards_do_not_matter(corpus: Corpus, whole: str, seed: int) -> None:
    incoming = [*fake_coder.pages(30), LOST]
    random.Random(seed).shuffle(incoming)
    for part in (incoming[: 9 * seed], incoming):
        run.read(part, fake_coder.first, corpus, "v1", shard_size=1 + 4 * seed)
    assert corpus.digest() == whole


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_the_same(corpus: Corpus, whole: str, workers: int) -> None:
    incoming = [*fake_coder.pages(30), LOST]
    summary = run.read(incoming, fake_coder.first, corpus, "v1", runner="processes", workers=workers, shard_size=5)
    assert summary.read == len(incoming) - 1
    assert corpus.digest() == whole


def test_a_page_that_kills_its_process_is_found_and_told(corpus: Corpus) -> None:
    documents = [fake_coder.page(number, "KILL" if number == 3 else "Baku") for number in range(6)]
    summary = run.read(documents, fake_coder.first, corpus, "v1", runner="processes", workers=2, shard_size=3)
    assert [(one.doc, one.reason) for one in summary.rejected] == [("news/003.txt", "killed")]
    assert summary.read == 6
    assert len(corpus.rows("articles")) == 5
    # that may have been for want of memory: it is tried again, the others are not
    again = run.read(documents, fake_coder.first, corpus, "v1", runner="processes")
    assert (again.read, again.known) == (1, 5)


@pytest.mark.slow
@needs_ray
def test_ray_gives_the_same(corpus: Corpus, whole: str) -> None:
    import ray

    incoming = [*fake_coder.pages(30), LOST]
    try:
        run.read(incoming, fake_coder.first, corpus, "v1", runner="ray", workers=2, shard_size=5)
        assert corpus.digest() == whole
        with pytest.raises(LookupError, match="weights"):
            run.read([fake_coder.page(50)], fake_coder.failing, corpus, "v1", runner="ray")
        killers = [fake_coder.page(number, "KILL") for number in (50,)]
        summary = run.read([*killers, fake_coder.page(51)], fake_coder.first, corpus, "v1", runner="ray", shard_size=2)
        assert [one.reason for one in summary.rejected] == ["killed"]
    finally:
        ray.shutdown()


def test_a_missing_ray_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(run.MissingRunner, match=r"dragoman\[ray\]"):
        run.read([fake_coder.page(1)], fake_coder.first, corpus, "v1", runner="ray")


# --- kill -9


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def reading(corpus: Corpus, runner: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(READ_PAGES), str(corpus.path), "30", runner, "2"]
    marked = {**environment(), "READING": str(corpus.path)}  # its workers inherit it
    return subprocess.Popen(command, env=marked, stderr=subprocess.DEVNULL)


def killed_after(corpus: Corpus, runner: str, shards: int, seconds: float) -> None:
    """Starts reading and kills it so many seconds after so many shards were put away."""
    process = reading(corpus, runner)
    while process.poll() is None and len(list(corpus.path.glob("shards/*"))) < shards:
        time.sleep(0.002)
    time.sleep(seconds)
    process.kill()
    process.wait()


def check_resumed(corpus: Corpus, whole: str) -> None:
    held = len(corpus.documents())
    summary = run.read(
        [*fake_coder.pages(30), LOST], fake_coder.first, corpus, "v1",
    )  # fmt: skip
    assert summary.known == held  # nothing that was put away is coded again
    assert corpus.digest() == whole
    live = {entry.name for entry in (corpus.path / "shards").iterdir()}
    assert len(live) * 6 == len(list(corpus.path.glob("shards/*/*.parquet")))
    assert not [name for name in live if name.startswith(".")]


@pytest.mark.parametrize(("shards", "seconds"), [(0, 0.0), (1, 0.0), (4, 0.003), (8, 0.0)])
def test_killed_and_read_again_gives_the_same(corpus: Corpus, whole: str, shards: int, seconds: float) -> None:
    killed_after(corpus, "local", shards, seconds)
    check_resumed(corpus, whole)


def test_killed_with_workers_leaves_none_behind(corpus: Corpus, whole: str) -> None:
    killed_after(corpus, "processes", 2, 0.0)
    until = time.monotonic() + 20
    while (left := children_of(corpus)) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []
    check_resumed(corpus, whole)


def children_of(corpus: Corpus) -> list[str]:
    """Returns the processes that a reading of this corpus left behind; none on systems without /proc."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(corpus.path).encode() in place.read_bytes() and place.parent.name != str(os.getpid()):
                found.append(place.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(20))
def test_killed_at_any_moment_gives_the_same(corpus: Corpus, whole: str, moment: int) -> None:
    chosen = random.Random(moment)
    for _ in range(3):
        runner = chosen.choice(["local", "local", "processes"])
        killed_after(corpus, runner, chosen.randrange(1, 14), chosen.random() * 0.02)
    check_resumed(corpus, whole)
