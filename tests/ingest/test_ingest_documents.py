"""Documents out of files, folders, zips and JSON lines."""

from __future__ import annotations

import gzip
import json
import os
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from dragoman.ingest import documents
from dragoman.ingest.fetch import Fetched
from dragoman.model import Document, Given, Rejected


def docs(*paths: Path, limit: int = 20_000_000) -> list[Document | Rejected]:
    return list(documents([str(path) for path in paths], limit))


def names(found: Iterable[Document | Rejected]) -> list[str]:
    return [one.doc for one in found]


def reasons(found: Iterable[Document | Rejected]) -> dict[str, str]:
    return {one.doc: one.reason for one in found if isinstance(one, Rejected)}


def write(path: Path, data: str | bytes = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.html", "Ж.txt", "a-b.txt"):
        write(tmp_path / name)
    found = names(docs(tmp_path))
    assert found == sorted(found) == ["a-b.txt", "a.txt", "a/b/c.html", "a/z.txt", "b.txt", "Ж.txt"]


def test_a_single_file_goes_by_its_name_and_paths_keep_their_order(tmp_path: Path) -> None:
    first, second = write(tmp_path / "z" / "one.txt"), write(tmp_path / "a" / "two.txt")
    assert names(docs(first, second.parent, first)) == ["one.txt", "two.txt", "one.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", ".git/config", "seen.txt"):
        write(tmp_path / name)
    assert names(docs(tmp_path)) == ["seen.txt"]


def test_a_folder_reached_through_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a" / "page.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = docs(tmp_path)
    assert names(found) == ["a/page.txt", "self"]
    assert reasons(found) == {"self": "unreadable"}


def test_folders_go_deeper_than_python_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = sys.getrecursionlimit()
    monkeypatch.chdir(tmp_path)
    for _ in range(deep):
        os.mkdir("a")
        os.chdir("a")
    Path("page.txt").write_text("words")
    found = docs(tmp_path)
    os.remove("page.txt")
    for _ in range(deep):  # what clears up after tests does not go so deep
        os.chdir("..")
        os.rmdir("a")
    assert names(found) == ["a/" * deep + "page.txt"]


def test_a_link_to_a_file_is_read_and_a_broken_one_is_a_row(tmp_path: Path) -> None:
    write(tmp_path / "page.txt", "words")
    (tmp_path / "again.txt").symlink_to(tmp_path / "page.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    found = docs(tmp_path)
    assert reasons(found) == {"broken.txt": "unreadable"}
    assert [one.data for one in found if isinstance(one, Document)] == [b"words", b"words"]


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reasons(docs(tmp_path)) == {"pipe": "not-a-file"}


def test_a_name_that_is_not_utf8_can_be_stored(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xe0.txt"))).write_text("words")
    assert names(docs(tmp_path)) == ["\\xff\\xe0.txt"]


def test_too_large_is_a_row_and_the_limit_itself_is_not(tmp_path: Path) -> None:
    write(tmp_path / "at.txt", b"x" * 100)
    write(tmp_path / "over.txt", b"x" * 101)
    assert reasons(docs(tmp_path, limit=100)) == {"over.txt": "too-large"}


def test_fifty_megabytes_are_too_large(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    assert reasons(docs(tmp_path)) == {"huge.txt": "too-large"}


def test_a_missing_path_is_wrong_usage_before_anything_is_read(tmp_path: Path) -> None:
    there = write(tmp_path / "there.txt")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        documents([str(there), str(tmp_path / "nowhere")])


class Web:
    """A fetcher of pages that a test has written."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched | Rejected:
        self.asked.append(address)
        data = self.pages.get(address)
        return Rejected(address, "fetch", "http-404") if data is None else Fetched(address, 200, data, asked=address)


FEED = b"""<rss version="2.0"><channel><title>Steppe Courier</title>
<item><title>One</title><link>https://a.example/1</link><pubDate>Tue, 14 May 2024 10:30:00 +0500</pubDate></item>
<item><title>Two</title><link>https://a.example/2</link></item></channel></rss>"""


def test_an_address_is_fetched_and_read_by_what_it_holds() -> None:
    web = Web({
        "https://a.example/": b"<html><body><p>One.</p></body></html>",
        "https://a.example/all.jsonl": b'{"id": "1", "text": "One."}\n',
        "https://a.example/feed": FEED,
        "https://a.example/1": b"<html><body><p>First.</p></body></html>",
    })  # fmt: skip
    found = list(documents(["https://a.example/", "https://a.example/all.jsonl", "https://a.example/feed"], fetcher=web))
    assert names(found) == [
        "https://a.example/",
        "https://a.example/all.jsonl#1",
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert reasons(found) == {"https://a.example/2": "http-404"}
    first = found[2]
    assert isinstance(first, Document)
    assert first.told is not None
    assert (first.told.basis, first.told.published, first.told.outlet) == ("feed", "2024-05-14T10:30:00+05:00", "Steppe Courier")


LONG = "Стороны встретились. " * 20
ALL = "<rss version='2.0'><channel><title>Courier</title>"


def test_a_list_at_an_address_gives_pages_or_says_why_not() -> None:
    whole = f"<item><title>One</title><link>https://a.example/gone</link><description>{LONG * 2}</description></item>"
    web = Web({
        "https://a.example/whole": f"{ALL}{whole}<item><title>No address</title></item></channel></rss>".encode(),
        "https://a.example/none": f"{ALL}</channel></rss>".encode(),
        "https://a.example/bomb": b"<rss>" + b"<a>" * 700_000,
        "https://a.example/index": b"<sitemapindex><sitemap><loc>https://a.example/map</loc></sitemap></sitemapindex>",
    })  # fmt: skip
    found = list(documents(list(web.pages), fetcher=web))
    assert reasons(found) == {
        "https://a.example/whole#2": "no-content",
        "https://a.example/none": "no-entries",
        "https://a.example/bomb": "too-large",
        "https://a.example/map": "another-list",
    }
    page = found[0]
    assert isinstance(page, Document)
    assert page.doc == "https://a.example/gone"
    assert LONG.strip() in page.data.decode()


def test_a_packed_page_is_unpacked(tmp_path: Path) -> None:
    page = b"<html><body><p>One.</p></body></html>"
    write(tmp_path / "a.html.gz", gzip.compress(page))
    write(tmp_path / "b.gz", gzip.compress(page)[:-9])
    write(tmp_path / "c.gz", gzip.compress(gzip.compress(page)))
    write(tmp_path / "d.gz", gzip.compress(bytes(2_000_000)))
    write(tmp_path / "e.jsonl.gz", gzip.compress(b'{"id": "1", "text": "One."}\n'))
    found = docs(tmp_path, limit=1_000_000)
    assert names(found) == ["a.html.gz", "b.gz", "c.gz", "d.gz", "e.jsonl.gz#1"]
    assert reasons(found) == {"b.gz": "damaged-archive", "c.gz": "nested-archive", "d.gz": "too-large"}
    assert isinstance(found[0], Document)
    assert (found[0].data, found[0].kind) == (page, "html")


def test_archives_in_one_another_come_to_an_end(tmp_path: Path) -> None:
    page = b"<html><body><p>One.</p></body></html>"
    data = make_zip(tmp_path / "a.zip", {"a.html.gz": gzip.compress(page)}).read_bytes()
    for _ in range(300):
        data = make_zip(tmp_path / "b.zip", {"a.gz": gzip.compress(data)}).read_bytes()
    found = docs(tmp_path)
    assert names(found) == ["a.zip#a.html.gz", "b.zip#a.gz"]
    assert reasons(found) == {"b.zip#a.gz": "nested-archive"}


def test_what_is_in_a_zip_is_read_by_what_it_holds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("feed.xml", FEED)
        archive.writestr("rows.jsonl", '{"id": "1", "text": "One."}\n')
    found = docs(tmp_path)
    assert names(found) == ["a.zip#feed.xml#https://a.example/1", "a.zip#feed.xml#https://a.example/2", "a.zip#rows.jsonl#1"]


def test_documents_stream(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    second = write(tmp_path / "b.txt")
    stream = documents([str(tmp_path)])
    assert next(stream).doc == "a.txt"
    second.unlink()
    assert reasons(stream) == {"b.txt": "unreadable"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf  <html lang=ru>", "html"),
        ("<!doctype html><p>x</p>".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<HTML>", "html"),
        (b"<div class='a'><p>x</p></div>", "html"),
        (b"A text that says <b>bold</b> and <p>x</p>", "text"),
        (b"5 < 6 and 7 > 3", "text"),
        (b"<<Quoted>> words", "text"),
        (b"", "text"),
    ],
)
def test_html_is_known_by_its_content(tmp_path: Path, data: bytes, kind: str) -> None:
    found = docs(write(tmp_path / "page.txt", data))
    assert [one.kind for one in found if isinstance(one, Document)] == [kind]


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_members_of_a_zip(tmp_path: Path) -> None:
    members = {"b.txt": b"two", "a/страница.html": b"<html>", ".DS_Store": b"x", "__MACOSX/a": b"x", "a/": b""}
    found = docs(make_zip(tmp_path / "pages.bin", members))
    assert names(found) == ["pages.bin#a/страница.html", "pages.bin#b.txt"]
    assert [one.kind for one in found if isinstance(one, Document)] == ["html", "text"]


@pytest.mark.parametrize("packed", ["lines.zip", "lines.jsonl.gz"])
def test_what_holds_documents_may_be_larger_than_one(tmp_path: Path, packed: str) -> None:
    lines = b"".join(b'{"id": "%d", "text": "One of many lines."}\n' % number for number in range(200))
    if packed.endswith(".zip"):
        make_zip(tmp_path / packed, {"lines.jsonl": lines})
    else:
        write(tmp_path / packed, gzip.compress(lines))
    found = docs(tmp_path, limit=1000)
    assert len(lines) > 8000
    assert len(names(found)) == 200
    assert not reasons(found)


@pytest.mark.parametrize("packed", ["bomb.zip", "bomb.gz"])
def test_what_grows_too_much_is_not_unpacked(tmp_path: Path, packed: str) -> None:
    zeros = bytes(90_000_000)
    if packed.endswith(".zip"):
        make_zip(tmp_path / packed, {"a.txt": zeros})
    else:
        write(tmp_path / packed, gzip.compress(zeros))
    (found,) = docs(tmp_path, limit=1_000_000)
    assert isinstance(found, Rejected)
    assert (found.reason, "unpack it first" in found.detail) == ("too-large", True)


def test_what_is_wrong_in_a_zip_is_a_row(tmp_path: Path) -> None:
    inner = make_zip(tmp_path / "inner.zip", {"a.txt": b"x"}).read_bytes()
    make_zip(tmp_path / "outer.zip", {"bomb.txt": b"0" * 5000, "in.zip": inner, "ok.txt": b"fine"})
    make_zip(tmp_path / "letter.docx", {"[Content_Types].xml": b"x", "word/document.xml": b"x"})
    write(tmp_path / "cut.zip", inner[:40])
    (tmp_path / "inner.zip").unlink()
    found = docs(tmp_path, limit=2000)
    assert reasons(found) == {
        "cut.zip": "damaged-archive",
        "letter.docx": "unsupported",
        "outer.zip#bomb.txt": "too-large",
        "outer.zip#in.zip": "nested-archive",
    }
    assert "outer.zip#ok.txt" in names(found)


def test_a_member_whose_bytes_are_damaged(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "bad.zip", {"a.txt": b"words " * 100, "b.txt": b"fine"})
    data = bytearray(path.read_bytes())
    data[40:45] = b"\xff\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    assert reasons(docs(path)) == {"bad.zip#a.txt": "damaged-archive"}


def test_a_windows_name_in_a_zip(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "old.zip", {"aaaa.txt": b"x"})
    path.write_bytes(path.read_bytes().replace(b"aaaa", "мост".encode("cp866")))
    assert names(docs(path)) == ["old.zip#мост.txt"]


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def test_a_page_a_line(tmp_path: Path) -> None:
    given = [{"start": 0, "end": 6, "code": "TUR"}]
    rows = lines(
        {"doc": "a", "text": "Турция"},
        {"id": 7, "text": "x", "given": given[:0]},
        "",
        {"text": "Турция", "given": given},
    )
    found = docs(write(tmp_path / "pages.jsonl", rows))
    assert names(found) == ["pages.jsonl#a", "pages.jsonl#7", "pages.jsonl#4"]
    assert [one.given for one in found if isinstance(one, Document)] == [(), (), (Given(0, 6, "TUR"),)]


def test_json_lines_are_known_by_content_too(tmp_path: Path) -> None:
    assert names(docs(write(tmp_path / "pages", lines({"id": "a", "text": "x"})))) == ["pages#a"]
    assert names(docs(write(tmp_path / "code.txt", "{ text: this is no JSON }"))) == ["code.txt"]


def test_json_lines_are_known_by_a_line_longer_than_what_is_looked_at(tmp_path: Path) -> None:
    rows = lines({"id": "a", "tags": ["x"], "text": "x" * 100_000}, {"id": "b", "text": "y"})
    assert names(docs(write(tmp_path / "pages.json", rows))) == ["pages.json#a", "pages.json#b"]


def test_other_json_is_no_page_and_a_page_is_none_by_its_name(tmp_path: Path) -> None:
    write(tmp_path / "a.json", json.dumps([{"id": "a", "text": "x"}], indent=1))
    write(tmp_path / "b.json", lines({"nr": 1, "story": "x"}))
    write(tmp_path / "c.jsonl", "<html><body><p>x</p></body></html>")
    write(tmp_path / "d.txt", "[{Photo}] The minister arrived.")
    found = docs(tmp_path)
    assert reasons(found) == {"a.json": "unsupported", "b.json": "unsupported"}
    assert names(found) == ["a.json", "b.json", "c.jsonl", "d.txt"]


def test_scripts_and_style_sheets_beside_a_page_are_no_pages(tmp_path: Path) -> None:
    write(tmp_path / "page.html", "<html><body><p>One.</p></body></html>")
    write(tmp_path / "page_files" / "a.js", "/* This script shows the words that are hidden. */")
    write(tmp_path / "page_files" / "b.css", "body { color: red }")
    write(tmp_path / "page_files" / "c.js", "<html><body><p>Two.</p></body></html>")
    found = docs(tmp_path)
    assert reasons(found) == {"page_files/a.js": "unsupported", "page_files/b.css": "unsupported"}
    assert names(found) == ["page.html", "page_files/a.js", "page_files/b.css", "page_files/c.js"]


def test_given_offsets_count_in_the_text_with_newlines_normalised(tmp_path: Path) -> None:
    text = "\ufeffone\r\ntwo\rТурция 🇹🇷"
    start = text.index("Турция")
    row = {"id": "a", "text": text, "given": [{"start": start, "end": start + 6, "code": "TUR"}]}
    (found,) = docs(write(tmp_path / "pages.jsonl", lines(row)))
    assert isinstance(found, Document)
    (actor,) = found.given
    assert found.data.decode()[actor.start : actor.end] == "Турция"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{broken", "bad-json"),
        ("[1, 2]", "bad-json"),
        ('"text"', "bad-json"),
        ("[" * 100_000, "bad-json"),
        ({"id": "a"}, "no-text"),
        ({"id": "a", "text": None}, "no-text"),
        ({"id": "a", "text": "abc", "given": {}}, "bad-given"),
        ({"id": "a", "text": "abc", "given": [1]}, "bad-given"),
        ({"id": "a", "text": "abc", "given": [{"start": 0, "end": 9, "code": "TUR"}]}, "bad-given"),
        ({"id": "a", "text": "abc", "given": [{"start": 2, "end": 2, "code": "TUR"}]}, "bad-given"),
        ({"id": "a", "text": "abc", "given": [{"start": True, "end": 2, "code": "TUR"}]}, "bad-given"),
        ({"id": "a", "text": "abc", "given": [{"start": 0, "end": 2, "code": ""}]}, "bad-given"),
    ],
)
def test_a_line_that_is_no_page_is_a_row(tmp_path: Path, row: object, reason: str) -> None:
    found = docs(write(tmp_path / "pages.jsonl", lines(row, {"id": "next", "text": "fine"})))
    assert list(reasons(found).values()) == [reason]
    assert names(found)[-1] == "pages.jsonl#next"


def test_a_line_too_long_is_a_row_and_the_next_is_read(tmp_path: Path) -> None:
    rows = lines({"id": "long", "text": "x" * 500}, {"id": "next", "text": "y"})
    found = docs(write(tmp_path / "pages.jsonl", rows), limit=100)
    assert reasons(found) == {"pages.jsonl#1": "too-large"}
    assert names(found) == ["pages.jsonl#1", "pages.jsonl#next"]


def test_half_a_surrogate_in_json_can_be_stored(tmp_path: Path) -> None:
    (found,) = docs(write(tmp_path / "pages.jsonl", '{"id": "a\\ud800", "text": "b\\udfff"}\n'))
    assert isinstance(found, Document)
    assert (found.doc, found.data.decode()) == ("pages.jsonl#a\ufffd", "b\ufffd")
