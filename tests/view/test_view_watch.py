"""`dragoman watch`: sources are looked at, what is new is read once, the report says how each stands, a stop loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import filelock
import pytest
import typer

from dragoman import run
from dragoman.ingest import watching
from dragoman.ingest.fetch import Fetched
from dragoman.ingest.watching import DAY, Expectation, Source
from dragoman.model import Article, Block, Coding, Document, Rejected
from dragoman.store import Corpus
from dragoman.view import watch
from dragoman.view.options import Format
from dragoman.view.watch import Watch

START = 1_700_000_000  # 14 November 2023
FEED = "https://wire.example/rss"
RU, EN = "Стороны встретились в Астане", "The parties met in Astana"


class FakeCoder:
    """Gives every page as an article in the language of its letters; a page of the word "noise" is dropped."""

    def code(self, document: Document) -> Coding | Rejected:
        text = document.data.decode()
        if "noise" in text:
            return Rejected(document.doc, "clean", "no-text")
        lang = "ru" if "с" in text else "en"
        return Coding(Article(document.doc, lang, text, (Block("body", 0, len(text), 1, "prose"),)), (), (), ())


class FakeFetcher:
    """Answers out of a table that a test may change."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table, self.asked = dict(table), list[str]()

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched | Rejected:
        self.asked.append(address)
        found = self.table.get(address, "http-503")
        if found.startswith(("http-", "robots")):
            return Rejected(address, "fetch", found)
        return Fetched(address, 200, found.encode(), "text/html", None, None, None, address)


class FakeClock:
    """Time passes only while somebody sleeps; so many sleeps are given, then the user presses Ctrl+C."""

    def __init__(self, sleeps: int = 10_000) -> None:
        self.time, self.sleeps = float(START), sleeps

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        if not self.sleeps:
            raise KeyboardInterrupt
        self.sleeps -= 1
        self.time += seconds


def rss(*numbers: int) -> str:
    items = "".join(f"<item><link>https://wire.example/{number}</link></item>" for number in numbers)
    return f"<rss><channel><title>Wire</title>{items}</channel></rss>"


def pages(**texts: str) -> dict[str, str]:
    return {f"https://wire.example/{name[1:]}": text for name, text in texts.items()}


def watcher(folder: Path, fetcher: FakeFetcher, clock: FakeClock, at_least: int = 7) -> Watch:
    corpus = Corpus(folder / "corpus")
    corpus.path.mkdir(parents=True, exist_ok=True)
    state = watching.load(corpus.path / watching.FILE)
    wire = Source("Wire", "feed", (FEED,), "Wire", Expectation(at_least, ("ru",)), every=1800)

    def read(documents: Sequence[Document | Rejected]) -> run.Summary:
        return run.read(documents, FakeCoder, corpus, "version 1")

    return Watch((wire,), corpus, fetcher, read, state, clock, clock.sleep)


def docs(found: Watch) -> list[str]:
    return [row["doc"] for row in found.corpus.rows("articles")]


def test_what_is_new_is_read_once_and_counted(tmp_path: Path) -> None:
    fetcher, clock = FakeFetcher({FEED: rss(1, 2, 3), **pages(p1=RU, p2=EN, p3="noise")}), FakeClock()
    found = watcher(tmp_path, fetcher, clock)
    (row,) = found.round()
    assert docs(found) == ["https://wire.example/1", "https://wire.example/2"]
    assert (row["new"], row["week"], row["languages"], row["foreign"]) == (2, 2, {"en": 1, "ru": 1}, ["en"])
    assert (row["rejected"], row["error"]) == (1, "https://wire.example/3: no-text")
    fetcher.table |= {FEED: rss(1, 2, 3, 4), **pages(p4=RU)}
    assert found.round()[0]["new"] == 0  # not due yet
    clock.sleep(1800)
    assert found.round()[0]["new"] == 1
    assert fetcher.asked.count("https://wire.example/1") == 1
    told = found.corpus.rows("documents", "doc = ?", ("https://wire.example/4",))[0]["told"]
    assert (told["basis"], told["outlet"]) == ("feed", "Wire")


def test_a_page_that_is_late_is_tried_again_and_its_row_goes(tmp_path: Path) -> None:
    fetcher, clock = FakeFetcher({FEED: rss(1)}), FakeClock()
    found = watcher(tmp_path, fetcher, clock)
    (row,) = found.round()
    assert (row["waiting"], row["error"]) == (1, "https://wire.example/1: http-503")
    assert [one["reason"] for one in found.corpus.rows("rejected")] == ["http-503"]
    fetcher.table |= pages(p1=RU)
    clock.sleep(watching.pause(1))
    (row,) = found.round()
    assert (row["new"], row["waiting"], row["error"]) == (1, 0, "")


def test_a_stop_between_reading_and_noting_costs_no_article(tmp_path: Path) -> None:
    fetcher, clock = FakeFetcher({FEED: rss(1, 2), **pages(p1=RU, p2=RU)}), FakeClock()
    found = watcher(tmp_path, fetcher, clock)

    def stopped(documents: Sequence[Document | Rejected]) -> run.Summary:
        raise KeyboardInterrupt

    found.read = stopped
    with pytest.raises(KeyboardInterrupt):
        found.round()
    later = watcher(tmp_path, fetcher, clock)
    assert later.round()[0]["new"] == 2
    assert watcher(tmp_path, fetcher, clock).round()[0]["week"] == 2


def test_a_stop_before_a_feed_that_holds_its_pages_whole_was_read_costs_none(tmp_path: Path) -> None:
    feed = rss(1, 2).replace("</item>", f"<description>{f'&lt;p&gt;{RU}.&lt;/p&gt;' * 30}</description></item>")
    fetcher, clock = FakeFetcher({FEED: feed, **pages(p1="robots", p2="robots")}), FakeClock()
    found = watcher(tmp_path, fetcher, clock)
    found.sleep = FakeClock(sleeps=0).sleep  # the user stops it between the first page and the second
    with pytest.raises(KeyboardInterrupt):
        found.round()
    later = watcher(tmp_path, fetcher, clock)
    assert later.round()[0]["new"] == 2
    assert docs(later) == ["https://wire.example/1", "https://wire.example/2"]
    assert later.whole == {"Wire": {}}
    assert fetcher.asked.count(FEED) == 2
    watcher(tmp_path, fetcher, clock).round()
    assert fetcher.asked.count(FEED) == 2


def test_a_round_that_is_too_long_goes_on_in_the_next_with_what_the_feed_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "AT_ONCE", 1)
    feed = rss(1, 2).replace("</item>", f"<description>{f'&lt;p&gt;{RU}.&lt;/p&gt;' * 30}</description></item>")
    found = watcher(tmp_path, FakeFetcher({FEED: feed, **pages(p1="robots", p2="robots")}), FakeClock())
    assert [found.round()[0]["new"] for _ in range(3)] == [1, 1, 0]


def test_a_source_that_went_quiet_and_one_that_is_down(tmp_path: Path) -> None:
    fetcher, clock = FakeFetcher({FEED: rss(1), **pages(p1=RU)}), FakeClock()
    found = watcher(tmp_path, fetcher, clock)
    assert found.round()[0]["quiet_since"] is None
    fetcher.table[FEED] = "http-500"
    clock.sleep(8 * DAY)
    (row,) = found.round()
    assert (row["quiet_since"], row["error"], row["failures"]) == ("2023-11-14T22:13:20Z", "http-500", 1)
    assert row["next"] == watch.moment(found.now + watching.pause(1))


def test_it_goes_round_until_it_is_stopped(tmp_path: Path) -> None:
    clock, told = FakeClock(sleeps=35), list[int]()
    found = watcher(tmp_path, FakeFetcher({FEED: rss(1), **pages(p1=RU)}), clock)
    with pytest.raises(KeyboardInterrupt):
        watch.rounds_of(found, False, lambda rows: told.append(rows[0]["new"]))
    assert told == [1, 0]


SOURCES = f'[[source]]\nname = "Wire"\nfeed = "{FEED}"\nlanguages = ["ru"]\nat_least_a_week = 7\n'


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(SOURCES, "utf8")
    return path


def test_once_prints_a_report(listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = Corpus(tmp_path / "corpus")
    assert watch.watch(listed, corpus, True, Format.table, FakeFetcher({FEED: rss()}))
    shown = capsys.readouterr().out
    assert "Wire" in shown
    assert "0 of 7" in shown
    assert not watch.watch(listed, Corpus(tmp_path / "other"), True, Format.jsonl, FakeFetcher({}))
    row = json.loads(capsys.readouterr().out)
    assert (row["schema"], row["source"], row["error"]) == (1, "Wire", "http-503")


def test_wrong_usage_is_said(listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, fetcher = Corpus(tmp_path / "corpus"), FakeFetcher({})
    corpus.path.mkdir()
    ends = []
    with filelock.FileLock(corpus.path / watch.LOCK), pytest.raises(typer.Exit) as ended:
        watch.watch(listed, corpus, True, Format.table, fetcher)
    ends.append(ended.value.exit_code)
    with pytest.raises(typer.Exit) as ended:
        watch.watch(tmp_path / "nowhere.toml", corpus, True, Format.table, fetcher)
    ends.append(ended.value.exit_code)
    (corpus.path / watching.FILE).write_text("{broken\n", "utf8")
    with pytest.raises(typer.Exit) as ended:
        watch.watch(listed, corpus, True, Format.table, fetcher)
    ends.append(ended.value.exit_code)
    assert ends == [2, 2, 3]
    assert "another process" in capsys.readouterr().err


def test_the_list_that_the_docs_show_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "watch.md").read_text("utf8")
    path = tmp_path / "shown.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], "utf8")
    assert {one.kind for one in watching.sources(path)} == {"feed", "sitemap", "pages"}
    assert not [key for key in watching.KEYS if f"| `{key}` |" not in page]


def test_a_dropped_page_is_in_the_exit_status(tmp_path: Path) -> None:
    for text, well in ((RU, True), ("noise", False), ("http-503", False)):
        found = watcher(tmp_path / text[:4], FakeFetcher({FEED: rss(1), **pages(p1=text)}), FakeClock())
        assert watch.rounds_of(found, True, lambda rows: None) is well
