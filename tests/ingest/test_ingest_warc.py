"""Web archives, written by two libraries and by hand, whole and broken."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.ingest import wacz
from dragoman.ingest.warc import is_warc, records
from dragoman.model import Document, Rejected, Told

LIMIT = 1_000_000
HARBOUR = "<!DOCTYPE html><html><body><h1>Порт открыт</h1><p>Послы осмотрели причалы.</p></body></html>".encode()
BRIDGE = "<!DOCTYPE html><html><body><h1>Мостът е готов</h1><p>Министрите го откриха.</p></body></html>".encode()
NOTE = b"The two ministers met in the old customs house.\n"
A, B, C = "https://coast.example/a", "https://coast.example/b", "https://coast.example/c"


def answer(body: bytes, *fields: str, status: str = "200 OK", media: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *fields]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(
    address: str,
    block: bytes,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    version: str = "1.0",
    length: object = None,
    date: str = "2024-05-01T10:00:00Z",
    more: Iterable[str] = (),
) -> bytes:
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {address}",
        "WARC-Record-ID: <urn:uuid:6c2d3c1e-0000-4000-8000-000000000001>",
        f"Content-Type: {media}",
        f"Content-Length: {len(block) if length is None else length}",
        *more,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def page(address: str, body: bytes = HARBOUR) -> bytes:
    return record(address, answer(body))


def plain(*parts: bytes) -> bytes:
    return b"".join(parts)


def packed(*parts: bytes) -> bytes:
    return b"".join(gzip.compress(part) for part in parts)


def read(tmp_path: Path, data: bytes, limit: int = LIMIT) -> list[Document | Rejected]:
    """Reads the archive from a file, and again from a stream that cannot go back, where the same must come out."""
    (tmp_path / "news.warc").write_bytes(data)
    with (tmp_path / "news.warc").open("rb") as stream:
        found = list(records("news.warc", stream, limit))
    assert [(one.doc, type(one)) for one in records("news.warc", io.BytesIO(data), limit)] == [
        (one.doc, type(one)) for one in found
    ]
    return found


def pages(found: Iterable[Document | Rejected]) -> dict[str, bytes]:
    return {one.doc.partition("#")[2]: one.data for one in found if isinstance(one, Document)}


def reasons(found: Iterable[Document | Rejected]) -> list[tuple[str, str]]:
    return [(one.doc.partition("#")[2], one.reason) for one in found if isinstance(one, Rejected)]


def by_warcio(packing: bool, version: str) -> bytes:
    """An archive as crawlers write it: what the archive is, a question, an answer, facts about it, an image, a repeat, a text."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packing, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("news.warc", {"software": "a crawler"}))
    question = StatusAndHeaders("GET /a HTTP/1.1", [("Host", "coast.example")], is_http_request=True)
    html = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    image = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(A, "request", payload=io.BytesIO(), http_headers=question))
    writer.write_record(writer.create_warc_record(A, "response", payload=io.BytesIO(HARBOUR), http_headers=html))
    writer.write_record(
        writer.create_warc_record(A, "metadata", payload=io.BytesIO(b"via: x"), warc_content_type="application/warc-fields")
    )
    writer.write_record(writer.create_warc_record(A + ".png", "response", payload=io.BytesIO(b"\x89PNG"), http_headers=image))
    writer.write_record(writer.create_revisit_record(A, "sha1:AAAA", A, "2024-05-01T10:00:00Z", http_headers=html))
    writer.write_record(writer.create_warc_record(C, "resource", payload=io.BytesIO(NOTE), warc_content_type="text/plain"))
    return out.getvalue()


def by_fastwarc(packing: bool, version: str) -> bytes:
    """The same, without the image; this library writes 1.1 only."""
    out = io.BytesIO()
    stream = GzipWriter(out) if packing else out
    for kind, address, media, block in (
        ("warcinfo", "", "application/warc-fields", b"software: another crawler\r\n"),
        ("request", A, "application/http; msgtype=request", b"GET /a HTTP/1.1\r\nHost: coast.example\r\n\r\n"),
        ("response", A, "application/http; msgtype=response", answer(HARBOUR)),
        ("revisit", A, "application/http; msgtype=response", answer(b"")),
        ("resource", C, "text/plain", NOTE),
    ):
        row = WarcRecord()
        row.init_headers(getattr(WarcRecordType, kind))
        row.headers["WARC-Target-URI"] = address
        row.headers["Content-Type"] = media
        row.set_bytes_content(block)
        row.write(stream)
        if isinstance(stream, GzipWriter):
            stream.finish()
    return out.getvalue()


# The first library's writer leaves its temporary files to the garbage collector, which warns.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning")
@pytest.mark.parametrize("packing", [False, True])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("write", [by_warcio, by_fastwarc])
def test_two_libraries_write_and_the_pages_are_read(
    tmp_path: Path, write: Callable[[bool, str], bytes], version: str, packing: bool
) -> None:
    data = write(packing, version)
    assert is_warc("without-a-name", data[:65_536])
    found = read(tmp_path, data)
    assert pages(found) == {A: HARBOUR, C: NOTE}
    assert not reasons(found)
    assert [one.kind for one in found if isinstance(one, Document)] == ["html", "text"]


def test_the_address_is_told_and_the_date_of_capture_is_not_the_pages(tmp_path: Path) -> None:
    (found,) = read(tmp_path, page(f"<{A}>"))  # the angles are how 1.0 defines an address
    assert isinstance(found, Document)
    assert found.doc == f"news.warc#{A}"
    assert found.told == Told("archive", address=A)


def test_what_is_a_web_archive() -> None:
    assert is_warc("", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
    assert is_warc("", packed(b"", page(A))[:600])
    assert not is_warc("a.warc", b"WARC/2.0\r\n")
    assert not is_warc("a.warc.gz", gzip.compress(HARBOUR))
    assert not is_warc("a.warc.gz", b"\x1f\x8b\x08 and no more")
    assert not is_warc("a.warc", b"")


def test_a_second_capture_has_its_date(tmp_path: Path) -> None:
    later = record(A, answer(BRIDGE), date="2024-05-02T08:30:00.123456Z", version="1.1")
    assert pages(read(tmp_path, packed(page(A), page(B), later))) == {
        A: HARBOUR,
        B: HARBOUR,
        f"{A}@2024-05-02T08:30:00.123456Z": BRIDGE,
    }


def chunked(body: bytes, size: int = 40, last: bytes = b"0\r\n\r\n") -> bytes:
    pieces = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x;note=x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + last


def raw_deflate(body: bytes) -> bytes:
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(body) + coder.flush()


CHUNKS, GZIP = "Transfer-Encoding: chunked", "Content-Encoding: gzip"


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ([CHUNKS], chunked(HARBOUR)),
        (["transfer-encoding:Chunked"], chunked(HARBOUR, last=b"0\r\nX-Sum: 1\r\n\r\n")),
        ([GZIP], gzip.compress(HARBOUR)),
        (["Content-Encoding: x-gzip"], gzip.compress(HARBOUR[:30]) + gzip.compress(HARBOUR[30:])),
        (["Content-Encoding: deflate"], zlib.compress(HARBOUR)),
        (["Content-Encoding: deflate"], raw_deflate(HARBOUR)),
        (["Content-Encoding: br"], brotli.compress(HARBOUR)),
        (["Content-Encoding: gzip, br"], brotli.compress(gzip.compress(HARBOUR))),
        (["Content-Encoding: identity"], HARBOUR),
        ([CHUNKS, GZIP], chunked(gzip.compress(HARBOUR), 7)),
        # As the news archive wrote until May 2019: the body unpacked, the head as the server sent it.
        ([CHUNKS, GZIP, "Content-Length: 61"], HARBOUR),
        (["Content-Encoding: br"], HARBOUR),
        # And since: the server's own fields under other names.
        (["X-Crawler-Transfer-Encoding: chunked", "X-Crawler-Content-Encoding: gzip", "Content-Length: 133"], HARBOUR),
    ],
)
def test_the_body_is_what_the_reader_saw(tmp_path: Path, fields: list[str], body: bytes) -> None:
    assert pages(read(tmp_path, packed(record(A, answer(body, *fields))))) == {A: HARBOUR}


@pytest.mark.parametrize(
    ("fields", "body", "reason"),
    [
        ([CHUNKS], chunked(HARBOUR)[:-30], "damaged-payload"),
        ([CHUNKS], chunked(HARBOUR, last=b""), "damaged-payload"),
        ([CHUNKS], b"5\r\nPorts\r\nno chunk\r\n", "damaged-payload"),
        ([CHUNKS], b"ffffffff\r\nPorts", "damaged-payload"),
        ([GZIP], gzip.compress(HARBOUR)[:-12], "damaged-payload"),
        ([GZIP], gzip.compress(HARBOUR)[:-8] + b"\0" * 8, "damaged-payload"),
        (["Content-Encoding: br"], brotli.compress(HARBOUR)[:-5], "damaged-payload"),
        (["Content-Encoding: deflate"], b"neither this nor that", "damaged-payload"),
        (["Content-Encoding: zstd"], b"\x28\xb5\x2f\xfd", "unsupported-encoding"),
        (["Content-Encoding: " + "gzip, " * 9 + "gzip"], gzip.compress(HARBOUR), "unsupported-encoding"),
        ([GZIP], gzip.compress(b" " * 50_000_000), "too-large"),
        (["Content-Encoding: br"], brotli.compress(b" " * 50_000_000, quality=1), "too-large"),
        ([GZIP], b"", None),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_a_row(tmp_path: Path, fields: list[str], body: bytes, reason: str | None) -> None:
    found = read(tmp_path, packed(record(A, answer(body, *fields)), page(B)))
    assert reasons(found) == ([(A, reason)] if reason else [])
    assert pages(found) == {B: HARBOUR}


def test_what_the_archive_itself_cut_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    block = answer(chunked(gzip.compress(HARBOUR * 50, 0))[:-600], CHUNKS, GZIP)
    (found,) = read(tmp_path, packed(record(A, block, more=["WARC-Truncated: length"])))
    assert isinstance(found, Document)
    assert found.data.startswith(HARBOUR)


@pytest.mark.parametrize(
    "other",
    [
        record(A, b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
        record(A, answer(HARBOUR), kind="revisit"),
        record(A, b"via: x", kind="metadata", media="application/warc-fields"),
        record(A, NOTE, kind="conversion", media="text/plain"),
        record(A, HARBOUR, kind="a-kind-to-come", media="text/html"),
        record("dns:coast.example", b"20240501\ncoast.example. 60 IN A 192.0.2.1", media="text/dns"),
        record(A, answer(b"\x89PNG", media="image/png")),
        record(A, answer(b'{"a": 1}', media="application/json")),
        record(A, answer(b"\x00\x01\x02", media="application/octet-stream")),
        record(A, answer(NOTE, media="")),
        record(A, answer(b"", status="301 Moved", media="text/html")),
        record(A, answer(HARBOUR, status="404 Not Found")),
        record(A, answer(HARBOUR, status="503 Service Unavailable")),
        record(A, answer(HARBOUR, status="206 Partial Content")),
        record(A, answer(b"\r\n")),
        record("https://coast.example/robots.txt", answer(b"User-agent: *\n", media="text/plain")),
        record(A, b"\x89PNG", kind="resource", media="image/png"),
        record(A + ".mp4", answer(b"\0" * 1_500_000, media="video/mp4")),
    ],
)
@pytest.mark.parametrize("pack", [plain, packed])
def test_what_is_no_page_is_passed_over(tmp_path: Path, other: bytes, pack: Callable[..., bytes]) -> None:
    found = read(tmp_path, pack(other, page(B), other))
    assert (list(pages(found)), reasons(found)) == ([B], [])


def test_a_page_without_a_media_type_is_known_by_its_content(tmp_path: Path) -> None:
    unsaid = record(A, answer(HARBOUR, media=""))
    fragment = record(B, answer(b"Ports <b>open</b>"))
    assert [(one.doc[-1], getattr(one, "kind", None)) for one in read(tmp_path, plain(unsaid, fragment))] == [
        ("a", "html"),
        ("b", "html"),
    ]


def test_a_page_too_large_is_a_row_and_the_limit_itself_is_not(tmp_path: Path) -> None:
    data = packed(page(A), page(B, HARBOUR + b" "))
    assert pages(read(tmp_path, data, limit=len(answer(HARBOUR)))) == {A: HARBOUR}
    assert reasons(read(tmp_path, data, limit=len(answer(HARBOUR)))) == [(B, "too-large")]


@pytest.mark.parametrize(
    ("block", "more", "reason"),
    [
        (b"", (), "bad-http"),
        (b"ICY 200 OK\r\n\r\nx", (), "bad-http"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", (), "bad-http"),
        (b"HTTP/1.1 2000 OK\r\n\r\nx", (), "bad-http"),
        (answer(HARBOUR), ("WARC-Segment-Number: 1",), "segmented"),
    ],
)
def test_an_answer_that_is_none(tmp_path: Path, block: bytes, more: tuple[str, ...], reason: str) -> None:
    found = read(tmp_path, plain(record(A, block, more=more), page(B)))
    assert (reasons(found), list(pages(found))) == ([(A, reason)], [B])


def cut_member(data: bytes) -> bytes:
    return gzip.compress(data)[: len(gzip.compress(data)) // 2]


def wrong_crc(data: bytes) -> bytes:
    compressed = bytearray(gzip.compress(data))
    compressed[-6] ^= 0xFF
    return bytes(compressed)


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (plain(page(A), page(C), page(B)[:-30]), (B, "truncated")),
        (plain(page(A), page(C), page(B)[:80]), ("@", "truncated")),
        (plain(page(A), page(B)[:80], page(C)), ("@", "truncated")),
        (plain(page(A), page(B)[:-30], page(C)), (B, "bad-length")),
        (plain(page(A), record(B, answer(HARBOUR), length=90), page(C)), (B, "bad-length")),
        (plain(page(A), record(B, answer(HARBOUR), length=300), page(C)), (B, "bad-length")),
        (plain(page(A), record(B, answer(HARBOUR), length=5000), page(C)), (B, "truncated")),
        (plain(page(A), record(B, answer(HARBOUR), length=-4), page(C)), (B, "bad-length")),
        (plain(page(A), record(B, answer(HARBOUR), length="٣٠٠"), page(C)), (B, "bad-length")),
        (plain(page(A), record(B, answer(HARBOUR), length="9" * 30), page(C)), (B, "bad-length")),
        (plain(page(A), record(B, answer(HARBOUR), length=""), page(C)), (B, "bad-length")),
        (plain(page(A), b"<p>left behind</p>\r\n\r\n", page(C)), ("@", "bad-record")),
        (plain(page(A), b"WARC/1.0\r\nX: " + b"x" * 70_000, page(C)), ("@", "bad-record")),
        (plain(page(A), record(B, b"\x89PNG", "resource", "image/png", length=300), page(C)), (B, "bad-length")),
        (packed(page(A), page(C), page(B))[:-20], (B, "truncated")),
        (packed(page(A), page(C)) + cut_member(page(B)), ("@", "truncated")),
        (packed(page(A)) + cut_member(page(B)) + packed(page(C)), ("@", "damaged-archive")),
        (packed(page(A)) + wrong_crc(page(B)) + packed(page(C)), (B, "damaged-archive")),
        (packed(page(A)) + b"left behind" + packed(page(C)), ("@", "damaged-archive")),
        (packed(page(A), record(B, answer(HARBOUR), length=90), page(C)), (B, "bad-length")),
        (packed(page(A), record(B, answer(HARBOUR), length=300), page(C)), (B, "truncated")),
        (packed(page(A), record(B, answer(HARBOUR), length=9_000_000), page(C)), (B, "truncated")),
        (packed(page(A), NOTE, page(C)), ("@", "bad-record")),
        (gzip.compress(plain(page(A), page(B)[:-30], page(C))), (B, "bad-length")),
    ],
)
def test_a_broken_record_is_a_row_and_the_others_are_read(tmp_path: Path, data: bytes, row: tuple[str, str]) -> None:
    found = read(tmp_path, data)
    assert pages(found) == {A: HARBOUR, C: HARBOUR}
    assert [(doc.rstrip("0123456789"), reason) for doc, reason in reasons(found)] == [row]


def test_a_broken_record_without_an_address_goes_by_its_place(tmp_path: Path) -> None:
    first, second = page(A), page(B)
    assert reasons(read(tmp_path, first + second[:80])) == [(f"@{len(first)}", "truncated")]
    assert reasons(read(tmp_path, packed(first) + b"left behind")) == [(f"@{len(packed(first))}", "damaged-archive")]


def test_a_false_length_of_gigabytes_loses_nothing_of_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(plain(page(A), record(B, answer(HARBOUR), length=10**12), page(C)))
    with (tmp_path / "a.warc").open("rb") as stream:
        found = list(records("a.warc", stream, LIMIT))
    assert (list(pages(found)), reasons(found)) == ([A, C], [(B, "truncated")])


def test_a_gigabyte_of_film_in_a_plain_file_is_leapt_over(tmp_path: Path) -> None:
    block = answer(b"", media="video/mp4")
    with (tmp_path / "a.warc").open("wb") as stream:
        head = record(A, block, length=len(block) + 10**9).removesuffix(b"\r\n\r\n")
        stream.write(page(B) + head)
        stream.seek(10**9, io.SEEK_CUR)  # a hole in the file
        stream.write(b"\r\n\r\n" + page(C))
    with (tmp_path / "a.warc").open("rb") as stream:
        found = list(records("a.warc", stream, LIMIT))
    assert (list(pages(found)), reasons(found)) == ([B, C], [])


def test_a_member_that_is_cut_off_does_not_speak_for_what_it_swallows(tmp_path: Path) -> None:
    """Bytes that do not compress are stored as they are: the cut one goes on into the next, and its words can be read in it."""
    noise = random.Random(5).randbytes(40_000)
    first, second = (gzip.compress(page(address, HARBOUR + noise), 0) for address in (B, C))
    found = read(tmp_path, packed(page(A)) + first[:20_000] + second + packed(page(A + "2")))
    assert (list(pages(found)), reasons(found)) == ([A, C, A + "2"], [(B, "damaged-archive")])


def test_one_gzip_member_may_hold_the_whole_archive(tmp_path: Path) -> None:
    whole = gzip.compress(plain(page(A), page(B, BRIDGE), page(C)))
    assert pages(read(tmp_path, whole)) == {A: HARBOUR, B: BRIDGE, C: HARBOUR}


def test_what_lies_before_the_damage_in_one_member_is_read(tmp_path: Path) -> None:
    noise = random.Random(7)
    filler = [page(f"{A}{n}", HARBOUR + noise.randbytes(2_000)) for n in range(200)]
    data = bytearray(gzip.compress(plain(*filler)))
    middle = len(data) // 2
    data[middle : middle + 400] = noise.randbytes(400)
    found = read(tmp_path, bytes(data))
    assert len(pages(found)) > 90
    assert all(data.startswith(HARBOUR) for data in pages(found).values())
    assert reasons(found)


def test_empty_members_and_zeros_behind_the_last_are_no_damage(tmp_path: Path) -> None:
    found = read(tmp_path, packed(b"", page(A), b"", page(B)) + b"\0" * 70_000)
    assert (list(pages(found)), reasons(found)) == ([A, B], [])


def test_line_ends_between_records_are_taken_as_they_come(tmp_path: Path) -> None:
    first, third = (page(address).removesuffix(b"\r\n\r\n") for address in (A, C))
    head, body = page(B).split(b"HTTP/", 1)
    second = head.replace(b"\r\n", b"\n") + b"HTTP/" + body
    assert list(pages(read(tmp_path, first + b"\r\n" + second + third + page(A)))) == [A, B, C, f"{A}@2024-05-01T10:00:00Z"]


def test_an_archive_kept_inside_an_archive_is_no_page_of_it(tmp_path: Path) -> None:
    inner = record(A, answer(plain(page(B), page(C)), media="application/warc"))
    found = read(tmp_path, plain(inner, page(A)))
    assert (list(pages(found)), reasons(found)) == ([A], [])


def test_an_address_cannot_break_a_line(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record("https://coast.example/\x1b[31mпорт two\u2028", answer(HARBOUR)))
    assert found.doc == "news.warc#https://coast.example/%1B[31mпорт%20two%E2%80%A8"
    (bare,) = read(tmp_path, record("", answer(HARBOUR)))
    assert isinstance(bare, Document)
    assert (bare.doc, bare.told) == ("news.warc#@0", Told("archive"))


def test_bombs_are_passed_over_in_little_memory(tmp_path: Path) -> None:
    coder = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(coder.compress(part) for part in (b"WARC/1.0\r\nX: ", *([b"x" * 1_000_000] * 30))) + coder.flush()
    found = read(tmp_path, bomb + packed(page(A)) + gzip.compress(b"\n" * 30_000_000) + packed(page(B)))
    assert (list(pages(found)), reasons(found)) == ([A, B], [("@0", "bad-record")])


def broken(noise: random.Random) -> Iterator[bytes]:
    """Archives with bytes changed, taken out, put in, and repeated."""
    whole = (plain(page(A), page(B), page(C)), packed(page(A), page(B), page(C)), gzip.compress(plain(page(A), page(B))))
    while True:
        data = bytearray(noise.choice(whole))
        for _ in range(noise.randint(1, 8)):
            at = noise.randrange(len(data))
            data[at : at + noise.choice((0, 1, 30))] = noise.choice(
                (b"", noise.randbytes(1), noise.randbytes(20), data[at - 60 : at])
            )
        yield bytes(data)


def test_no_damage_is_a_surprise() -> None:
    noise = random.Random(11)
    for data, _ in zip(broken(noise), range(300), strict=False):
        found = list(records("news.warc", io.BytesIO(data), LIMIT))
        assert all(isinstance(one, Document) or (one.stage == "ingest" and one.reason) for one in found)


def make_wacz(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, data in {"datapackage.json": b"{}", "pages/pages.jsonl": b'{"id": "1"}\n', **members}.items():
            archive.writestr(name, data)
    return path


def unpacked(path: Path) -> list[Document | Rejected]:
    with path.open("rb") as stream:
        assert wacz.is_wacz(stream)
        assert stream.tell() == 0
        return list(wacz.captures(path.name, stream, LIMIT))


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_packed_web_archive(tmp_path: Path, how: int) -> None:
    later = record(A, answer(BRIDGE), date="2024-05-02T08:30:00Z")
    members = {"archive/b.warc": later, "archive/a.warc.gz": packed(page(A), page(B)), "indexes/index.cdx": b"x"}
    found = unpacked(make_wacz(tmp_path / "site.wacz", members, how))
    assert [one.doc for one in found] == [f"site.wacz#{A}", f"site.wacz#{B}", f"site.wacz#{A}@2024-05-02T08:30:00Z"]
    assert all(
        isinstance(one, Document) and one.told == Told("archive", address=one.doc.split("#")[1].split("@")[0]) for one in found
    )


def test_what_is_broken_in_a_packed_web_archive_is_a_row(tmp_path: Path) -> None:
    members = {
        "archive/a.warc.gz": packed(page(A)) + b"left behind",
        "archive/b.warc.gz": b"no archive",
        "archive/c.warc.gz": packed(page(C)),
    }
    found = unpacked(make_wacz(tmp_path / "site.wacz", members))
    assert list(pages(found)) == [A, C]
    assert reasons(found) == [
        (f"archive/a.warc.gz@{len(packed(page(A)))}", "damaged-archive"),
        ("archive/b.warc.gz", "unsupported"),
    ]


def test_a_packed_web_archive_whose_bytes_are_damaged(tmp_path: Path) -> None:
    path = make_wacz(tmp_path / "site.wacz", {"archive/a.warc.gz": packed(page(A)), "archive/b.warc.gz": packed(page(B))})
    path.write_bytes(path.read_bytes().replace(packed(page(A)), packed(page(A))[:-9] + b"\xff" * 9))
    found = unpacked(path)
    assert list(pages(found)) == [B]
    assert ("archive/a.warc.gz", "damaged-archive") in reasons(found)


def test_another_zip_is_no_packed_web_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("archive/a.warc.gz", packed(page(A)))
    for data in ((tmp_path / "a.zip").read_bytes(), b"PK\x03\x04", b""):
        assert not wacz.is_wacz(io.BytesIO(data))
    assert [getattr(one, "reason", "") for one in wacz.captures("a", io.BytesIO(b"PK\x03\x04"), LIMIT)] == ["damaged-archive"]


def test_places_in_order(tmp_path: Path) -> None:
    """The rows of a plain archive are in the order of the file."""
    found = reasons(read(tmp_path, plain(b"x\r\n\r\n", page(A), b"y\r\n\r\n", page(B), b"z\r\n\r\n")))
    places = [int(doc[1:]) for doc, _ in found]
    assert len(places) == 3
    assert all(before < after for before, after in pairwise(places))
