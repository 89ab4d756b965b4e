"""What became of a page: its words, its events and claims, as dicts, in the terminal and in the browser."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dragoman import run
from dragoman.model import Article, Block, Claim, Coding, Document, Event, Evidence, Participant, Speaker
from dragoman.store import Corpus
from dragoman.view import diff, queries
from dragoman.view.article import article_view
from dragoman.view.cli import app
from dragoman.view.queries import NotFoundError, Row
from dragoman.view.versions import difference, versions
from dragoman.view.web import create_app

WORDS = {"recalled": "recall-envoy", "met": "meet", "accused": "accuse"}
TYPES = {"recall-envoy": "REJECT", "meet": "CONSULT", "accuse": "ACCUSE"}
FIRST = "Ankara recalls its envoy\nTUR recalled its envoy from GEO.\nKAZ met UZB in Tashkent.\nKAZ says: it was useful.\n"
SECOND = (
    "Ankara recalls its envoy\n\nTUR recalled its envoy from GEO on Monday.\nKAZ says: it was very useful.\n"
    "TUR accused GEO of delays.\nAdvert: shoes\n"
)


class LineCoder:
    """A line «A met B» is an event, a line «A says: …» a claim, a line «Advert …» is left out; «would» is planned."""

    def code(self, document: Document) -> Coding:
        text = document.data.decode()
        lines = list(_lines(text))
        blocks = tuple(Block("advert" if line.startswith("Advert") else "body", at, end, n, "line") for n, at, end, line in lines)
        article = Article(document.doc, "en", text, blocks, title=text.split("\n")[0])
        events = [event for _, at, _, line in lines for event in _events(article, at, line)]
        claims = [_claim(article, at, line) for _, at, _, line in lines if " says: " in line]
        return Coding(article, (), tuple(events), tuple(claims))


def _lines(text: str) -> Iterator[tuple[int, int, int, str]]:
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        yield number, start, start + len(line), line
        start += len(line)


def _events(article: Article, at: int, line: str) -> Iterator[Event]:
    found = [name for name in ("TUR", "GEO", "KAZ", "UZB") if name in line]
    concept = next((WORDS[word] for word in WORDS if word in line), None)
    if concept and len(found) == 2:
        one, other = (Participant(name, None, name, None, None, name, at, at + 3) for name in found)
        words = Evidence(at, at + len(line.strip()), line.strip())
        status = "planned" if "would" in line else "occurred"
        yield Event(article.article_id, article.doc, "en", TYPES[concept], TYPES[concept], None, (), concept, status, False,
                    None, None, (one,), (other,), words, words, "line", 0.9)  # fmt: skip


def _claim(article: Article, at: int, line: str) -> Claim:
    speaker = Speaker(line[:3], None, line[:3], line[:3])
    words = Evidence(at, at + len(line.strip()), line.strip())
    return Claim(article.article_id, article.doc, "en", "reported", speaker, "says", (), (), words, "line", 0.8)


def read(corpus: Corpus, *texts: str, doc: str = "news/a.txt", version: str = "1") -> Corpus:
    for text in texts:
        run.read([Document(doc, text.encode())], LineCoder, corpus, version)
    return corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A page with two versions; nothing is read into it later."""
    return read(Corpus(tmp_path_factory.mktemp("diff") / "corpus"), FIRST, SECOND)


def joined(words: list[Row], *kinds: str) -> str:
    return "".join(piece["text"] for piece in words if piece["what"] in kinds)


# --- versions


def test_versions_are_numbered_with_their_times(changed: Corpus) -> None:
    one, other = versions(changed, "a.txt")
    assert [(row["number"], row["events"], row["claims"], len(row["read"])) for row in (one, other)] == [
        (1, 2, 1, 1),
        (2, 2, 1, 1),
    ]
    assert one["article_id"] != other["article_id"]
    assert one["read"][0].endswith("Z")
    assert other["article_id"] == changed.rows("articles")[0]["article_id"]


def test_a_page_with_one_version_differs_in_nothing(corpus: Corpus) -> None:
    found = difference(read(corpus, FIRST), "a.txt")
    assert (found["from"], found["to"], found["text"]) == (None, 1, [])
    assert found["events"] == {"appeared": [], "vanished": [], "changed": [], "kept": 0}


def test_an_article_says_which_of_the_versions_it_is(changed: Corpus, corpus: Corpus) -> None:
    one, _ = versions(changed, "a.txt")
    assert article_view(changed, "a.txt")["version"] == {"number": 2, "of": 2}
    old = article_view(changed, one["article_id"])
    assert (old["article_id"], old["version"]) == (one["article_id"], {"number": 1, "of": 2})
    assert article_view(read(corpus, FIRST), "a.txt")["version"] == {"number": 1, "of": 1}
    several, single = (
        TestClient(create_app(one.path), base_url="http://127.0.0.1").get("/articles/news/a.txt").text
        for one in (changed, corpus)
    )
    assert '<a href="/diff?doc=news/a.txt">what changed</a>' in several
    assert "what changed" not in single


@pytest.mark.parametrize(("old", "new"), [(0, 2), (1, 3), (-1, None), (None, 9)])
def test_a_version_that_is_not_there_is_said(changed: Corpus, old: int | None, new: int | None) -> None:
    with pytest.raises(NotFoundError, match="there are 2 versions"):
        difference(changed, "a.txt", old, new)


def test_any_two_versions_are_compared_either_way(corpus: Corpus) -> None:
    read(corpus, FIRST, SECOND, "KAZ met UZB.\n")
    forth, back = difference(corpus, "a.txt", 1, 3), difference(corpus, "a.txt", 3, 1)
    assert [row["event_id"] for row in forth["events"]["vanished"]] == [row["event_id"] for row in back["events"]["appeared"]]
    assert difference(corpus, "a.txt")["from"] == 2


# --- words


def test_paragraphs_and_words_that_changed(changed: Corpus) -> None:
    found = difference(changed, "news/a.txt")
    recalled, met, says, accused = found["text"]
    assert [row["what"] for row in found["text"]] == ["changed", "removed", "changed", "added"]
    assert joined(recalled["words"], "added") == "on Monday"
    assert joined(recalled["words"], "same", "added") == "TUR recalled its envoy from GEO on Monday."
    assert joined(recalled["words"], "removed") == ""
    assert (met["new"], met["old"]["text"], met["old"]["line"]) == (None, "KAZ met UZB in Tashkent.", 3)
    assert joined(says["words"], "added") == "very "
    assert accused["old"] is None
    for side, text in (("old", FIRST), ("new", SECOND)):
        assert all(row[side] is None or text[row[side]["start"] : row[side]["end"]] == row[side]["text"] for row in found["text"])


def test_a_changed_paragraph_names_its_rows(changed: Corpus) -> None:
    found = difference(changed, "a.txt")
    recalled, met, says, _ = found["text"]
    assert [len(side["events"]) for side in (recalled["old"], recalled["new"], met["old"], says["old"])] == [1, 1, 1, 0]
    assert says["new"]["claims"] == [row["claim_id"] for row in changed.rows("claims")]


def paragraph(text: str) -> list[diff.Paragraph]:
    return diff.paragraphs({"text": text, "blocks": [{"kind": "body", "start": 0, "end": len(text), "line": 1}]})


def test_what_is_left_out_is_not_compared() -> None:
    text = "Menu\nNews"
    blocks = [{"kind": "navigation", "start": 0, "end": 5, "line": 1}, {"kind": "body", "start": 5, "end": 9, "line": 2}]
    assert [one.text for one in diff.paragraphs({"text": text, "blocks": blocks})] == ["News"]


def test_spacing_is_no_change() -> None:
    assert diff.changes(paragraph("a  b\n\nc"), paragraph("a b\nc ")) == []


def test_a_paragraph_written_anew_is_another_one() -> None:
    found = diff.changes(paragraph("one two three\nlast"), paragraph("wholly other words\nlast"))
    assert [row["what"] for row in found] == ["removed", "added"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 20_000 + "b", "a\n" * 19_000 + "c\n" + "a\n" * 900),
        ("\n".join(f"x {n}" for n in range(5000)), "\n".join(f"x {n}" for n in range(5000, 0, -1))),
        ("a " * 100_000, "a " * 99_999 + "b"),
        ("a b " * 290 + "c", "b a " * 290 + "d"),
        (
            "\n".join("a b c d e " * 50 + str(n) for n in range(500)),
            "\n".join("e d c b a " * 50 + str(n) for n in range(500, 1000)),
        ),
    ],
)
def test_hostile_lengths_end_soon(old: str, new: str) -> None:
    before = time.perf_counter()
    assert diff.changes(paragraph(old), paragraph(new))
    assert time.perf_counter() - before < 20  # a tenth of that on a quiet machine


# --- events and claims


def test_what_appeared_vanished_and_changed(changed: Corpus) -> None:
    found = difference(changed, "a.txt")
    events, claims = found["events"], found["claims"]
    assert [row["concept"] for row in events["appeared"]] == ["accuse"]
    assert [row["concept"] for row in events["vanished"]] == ["meet"]
    (recalled,) = events["changed"]
    assert set(recalled["fields"]) == {"evidence"}
    assert recalled["new"]["event_id"] == changed.rows("events")[0]["event_id"]
    assert (claims["appeared"], claims["vanished"], len(claims["changed"])) == ([], [], 1)


def test_rows_that_only_moved_are_kept(corpus: Corpus) -> None:
    found = difference(read(corpus, FIRST, "A new first line.\n" + FIRST), "a.txt")
    assert (found["events"]["kept"], found["claims"]["kept"]) == (2, 1)
    assert not any(found[what][part] for what in ("events", "claims") for part in ("appeared", "vanished", "changed"))


def test_a_status_that_changed_is_told(corpus: Corpus) -> None:
    found = difference(read(corpus, "KAZ would have met UZB.\n", "KAZ met UZB.\n"), "a.txt")
    (change,) = found["events"]["changed"]
    assert change["fields"]["status"] == {"old": "planned", "new": "occurred"}


def test_the_most_alike_are_matched_first(corpus: Corpus) -> None:
    first = "KAZ met UZB in Tashkent.\nKAZ met UZB over water of the rivers.\n"
    second = "KAZ met UZB over water of two rivers.\nKAZ met UZB in Tashkent.\n"
    found = difference(read(corpus, first, second), "a.txt")["events"]
    assert (found["kept"], [set(row["fields"]) for row in found["changed"]]) == (1, [{"evidence"}])


def test_another_party_for_the_same_words_is_a_change() -> None:
    words = {"start": 0, "end": 4, "text": "They met."}
    base: Row = dict.fromkeys(diff.FIELDS["events"]) | {"concept": "meet", "status": "occurred", "evidence": words, "actors": []}
    one, other = ({**base, "recipients": [{"code": code}]} for code in ("KAZ", "UZB"))
    (change,) = diff.matched([one], [other], "events")["changed"]
    assert change["fields"] == {"recipients": {"old": ["KAZ"], "new": ["UZB"]}}


def test_versions_coded_by_two_programs_are_said(corpus: Corpus) -> None:
    read(corpus, FIRST)
    assert not difference(read(corpus, SECOND, version="2"), "a.txt")["coded_alike"]


# --- the command line


@pytest.fixture
def call(changed: Corpus, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(changed.path.parent)
    monkeypatch.setenv("COLUMNS", "150")
    return lambda *words: CliRunner().invoke(app, list(words))


def test_diff_as_a_table(call) -> None:
    shown = call("diff", "a.txt").stdout
    assert "From version 1 to version 2" in shown
    assert "TUR recalled its envoy from GEO {+on Monday+}." in shown
    assert "[−KAZ met UZB in Tashkent.−]" in shown
    assert "Events: 1 appeared, 1 vanished, 1 changed, 0 as before" in shown
    assert "evidence: TUR recalled its envoy from GEO. → TUR recalled its envoy from GEO on Monday." in shown


def test_diff_as_json_is_the_dict(call, changed: Corpus) -> None:
    asked = call("diff", "a.txt", "--from", "2", "--to", "1", "--format", "json")
    assert json.loads(asked.stdout) == json.loads(json.dumps(difference(changed, "a.txt", 2, 1)))


@pytest.mark.parametrize("words", [("diff", "b.txt"), ("diff", "a.txt", "--from", "7"), ("diff", "a.txt", "--format", "csv")])
def test_wrong_usage_of_diff_ends_with_2(call, words: tuple[str, ...]) -> None:
    ended = call(*words)
    assert ended.exit_code == 2
    assert ended.stderr.startswith("dragoman: ")


def test_one_version_is_said(call, corpus: Corpus) -> None:
    read(corpus, FIRST)
    assert "one version" in call("diff", "a.txt", "--corpus", str(corpus.path)).stdout


def test_a_hostile_page_is_disarmed(call, corpus: Corpus) -> None:
    read(corpus, "a \x1b[2J b c d\n", "a \x1b[2J b c \u202ee\n", doc="evil.txt")
    shown = call("diff", "evil.txt", "--corpus", str(corpus.path)).stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "⟨U+001B⟩" in shown


@pytest.mark.parametrize("what", ["articles", "events", "claims"])
def test_listings_show_the_latest_or_what_is_asked(call, changed: Corpus, what: str) -> None:
    def rows(*words: str) -> list[Row]:
        return [json.loads(line) for line in call(what, *words, "--format", "jsonl").stdout.splitlines()]

    latest = {row["article_id"] for row in changed.rows("articles")}
    assert {row["article_id"] for row in rows()} == {row["article_id"] for row in rows("--doc", "a.txt")} == latest
    assert len({row["article_id"] for row in rows("--all-versions")}) == 2
    assert len({row["article_id"] for row in rows("--all-versions", "--doc", "a.txt")}) == 2
    assert rows("--as-read", "2001-01-01") == []
    assert {row["article_id"] for row in rows("--as-read", "2999")} == latest


@pytest.mark.parametrize("words", [("--as-read", "yesterday"), ("--as-read", "2024", "--all-versions")])
def test_versions_that_cannot_be_meant_are_said(call, words: tuple[str, ...]) -> None:
    assert call("events", *words).exit_code == 2


def test_an_older_version_is_shown_by_its_id(call, changed: Corpus) -> None:
    old = versions(changed, "a.txt")[0]["article_id"]
    assert "KAZ met[2] UZB" in call("show", old).stdout or "Tashkent" in call("show", old).stdout
    assert "Tashkent" not in call("show", "a.txt").stdout
    assert call("show", old, "--as-read", "2001").exit_code == 2


def test_queries_count_versions_apart(changed: Corpus) -> None:
    rows = queries.articles(changed.all_versions())
    assert sorted(row["counts"]["events"] for row in rows) == [2, 2]


# --- the browser


def test_the_browser_shows_what_changed_and_gives_the_same_dict(changed: Corpus) -> None:
    client = TestClient(create_app(changed.path), base_url="http://localhost")
    page, twin = client.get("/diff?doc=a.txt"), client.get("/diff.json?doc=a.txt")
    assert page.status_code == twin.status_code == 200
    assert twin.json() == json.loads(json.dumps(difference(changed, "a.txt")))
    assert "<ins>on Monday</ins>" in page.text
    assert "<del>KAZ met UZB in Tashkent.</del>" in page.text
    assert 'href="/diff.json?doc=a.txt"' in page.text


@pytest.mark.parametrize(("asked", "status"), [("doc=b.txt", 404), ("", 400), ("doc=a.txt&from=x", 400), ("doc=a.txt&to=9", 404)])
def test_the_browser_says_what_is_not_there(changed: Corpus, asked: str, status: int) -> None:
    client = TestClient(create_app(changed.path), base_url="http://localhost")
    assert client.get(f"/diff?{asked}").status_code == client.get(f"/diff.json?{asked}").status_code == status


def test_the_browser_escapes_a_hostile_page(corpus: Corpus) -> None:
    read(corpus, "one two three <b>x</b>\n", "one two three <script>alert(1)</script>\n", doc="evil.txt")
    client = TestClient(create_app(corpus.path), base_url="http://localhost")
    assert "<script>alert" not in client.get("/diff?doc=evil.txt").text
