"""PDF: text by pages, lines joined to paragraphs, files that cannot be read."""

from __future__ import annotations

import io
import itertools
import time
import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from dragoman.ingest.pdf import is_pdf, pages, paragraphs, without_frame
from dragoman.model import Document, Rejected

LIMIT = 100_000


def read(data: bytes, limit: int = LIMIT) -> list[Document | Rejected]:
    return list(pages("p.pdf", io.BytesIO(data), limit))


def text(data: bytes) -> str:
    (found,) = read(data)
    assert isinstance(found, Document)
    return found.data.decode()


def reasons(found: Sequence[Document | Rejected]) -> dict[str, str]:
    return {one.doc: one.reason for one in found if isinstance(one, Rejected)}


def content(lines: Sequence[str]) -> bytes:
    """Returns what prints the lines one below another."""
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    return f"BT /F1 11 Tf 14 TL 50 800 Td\n{shown}ET".encode("latin-1")


def made(*contents: bytes, title: str = "", filter: str = "") -> bytes:
    """Returns a PDF with a page for each content, written by hand."""
    count = len(contents)
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>".encode(),
    ]
    for at, stream in enumerate(contents):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents {6 + 2 * at} 0 R "
        objects.append((page + "/Resources << /Font << /F1 3 0 R >> >> >>").encode())
        objects.append(f"<< /Length {len(stream)} {filter} >>\nstream\n".encode() + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


STORY = [
    "Ministers agree on a pipeline",
    "The ministers of the two countries met on Monday in the capital and agreed on the cooper-",
    "ation of their gas companies, which will build a line of four hundred kilometres by the",
    "end of the year.",
    "A second line, the minister said, is not planned, and nobody has asked for one so far, but",
    "it is not ruled out.",
]


def test_pages_are_one_text_in_paragraphs() -> None:
    found = text(made(content(STORY), content(["The talks go on."])))
    assert found.split("\n") == [
        STORY[0],
        f"{STORY[1][:-1]}{STORY[2]} {STORY[3]}",
        f"{STORY[4]} {STORY[5]}",
        "The talks go on.",
    ]


def test_the_title_is_told_where_it_is_one() -> None:
    (found,) = read(made(content(STORY), title="Ministers agree on a pipeline"))
    assert isinstance(found, Document)
    assert found.told is not None
    assert found.told.title == "Ministers agree on a pipeline"
    assert found.told.published is None
    for made_up in ("", "Microsoft Word - text.doc", "untitled 3", "report final.pdf", "x"):
        (found,) = read(made(content(STORY), title=made_up))
        assert isinstance(found, Document)
        assert found.told is None


def test_what_stands_on_every_page_is_left_out() -> None:
    words = ("Grain goes south.", "Talks go on.", "A bridge is open.", "Nobody came.")
    found = text(made(*(content(["The Courier, issue 7", one, f"{at} / 4"]) for at, one in enumerate(words, 1))))
    assert "Courier" not in found
    assert "/ 4" not in found
    assert found.split() == " ".join(words).split()


def test_years_within_a_page_are_no_page_numbers() -> None:
    assert without_frame([["a", "b", "c", "2024", "d", "e", "7"]]) == ["a", "b", "c", "2024", "d", "e"]


def test_hyphens_that_belong_to_the_word_stay() -> None:
    full = "Это длинная строка, которая занимает всю ширину страницы и кончается на слове "
    lines = [
        f"{full}русско-",
        f"турецкие переговоры; {full}Нью-",
        f"Йорк и {full}сотруд\u00ad",
        "ничество. Русско-турецкие отношения.",
    ]
    (found,) = paragraphs(lines)
    assert "русско-турецкие переговоры" in found
    assert "Нью-Йорк" in found
    assert "сотрудничество" in found


def test_a_list_keeps_its_items() -> None:
    full = "words of a line that is as long as all the others are on this page, more or less"
    assert paragraphs([full, "• one thing", "• another", "", full]) == [full, "• one thing", "• another", full]


def locked(password: str, data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_a_row_and_an_empty_one_is_none() -> None:
    data = made(content(STORY))
    assert reasons(read(locked("secret", data))) == {"p.pdf": "encrypted"}
    assert STORY[0] in text(locked("", data))


def test_pages_without_words_are_a_row() -> None:
    assert reasons(read(made(b"0 0 100 100 re f"))) == {"p.pdf": "no-text"}
    assert reasons(read(made(content(["12 345", "---"])))) == {"p.pdf": "no-text"}


def test_too_many_pages_or_bytes_are_a_row() -> None:
    assert reasons(read(made(*[b""] * 301))) == {"p.pdf": "too-large"}
    assert reasons(read(made(content(STORY)), limit=200)) == {"p.pdf": "too-large"}
    many = zlib.compress(content(["some words"] * 500))
    assert reasons(read(made(many, filter="/Filter /FlateDecode"), limit=3000)) == {"p.pdf": "too-large"}


def test_too_slow_is_a_row_within_a_page_too() -> None:
    ticks = itertools.count(0, 10)
    found = list(pages("p.pdf", io.BytesIO(made(content(STORY))), LIMIT, clock=lambda: next(ticks)))
    assert reasons(found) == {"p.pdf": "too-slow"}


def test_a_damaged_page_leaves_the_others() -> None:
    data = made(content(STORY), b"not zlib at all", filter="/Filter /FlateDecode")
    data = data.replace(
        f"/Length {len(content(STORY))} /Filter /FlateDecode".encode(),
        f"/Length {len(content(STORY))}                     ".encode(),
    )
    found = read(data)
    assert any(isinstance(one, Document) and STORY[0] in one.data.decode() for one in found)
    assert set(reasons(found).values()) <= {"damaged-page"}


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\n%%EOF",
        made(content(STORY))[:300],
        made(content(STORY)).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        made(content(STORY)).replace(b"/Root 1 0 R", b"/Root 9 0 R"),
        made(content(STORY)).replace(b"/Count 1", b"/Count x"),
        b"%PDF-1.4\n" + b"[" * 50_000,
        made(b"BT " + b"[" * 20_000 + b" ET"),
        made(b"BT /F1 x Tf (a) Tj ET Q Q Q"),
    ],
)
def test_damaged_files_are_rows(data: bytes) -> None:
    for one in read(data):
        assert isinstance(one, Document | Rejected)
        assert isinstance(one, Rejected) or one.data


def test_a_page_that_unpacks_without_end_is_survived() -> None:
    start = time.process_time()
    for one in (b"(a) Tj " * 1_200_000, b"(a) Tj " * 2_000_000):
        data = made(zlib.compress(one, 9), filter="/Filter /FlateDecode")
        assert set(reasons(read(data)).values()) == {"damaged-page", "no-text"}
    assert time.process_time() - start < 30


@given(st.integers(0, 900), st.binary(min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_no_bytes_make_a_traceback(at: int, noise: bytes) -> None:
    data = bytearray(made(content(STORY)))
    data[at : at + len(noise)] = noise
    for one in read(bytes(data)):
        assert isinstance(one, Document | Rejected)


def test_long_words_take_no_long_time() -> None:
    start = time.process_time()
    assert paragraphs(["a" * 300_000, "b-" * 100_000, *["words of a full line that goes on in the next one-"] * 20_000])
    assert time.process_time() - start < 5


def test_what_is_a_pdf() -> None:
    assert is_pdf("x", b"%PDF-1.7\n")
    assert is_pdf("x", b"\xef\xbb\xbf\r\n%PDF-1.7\n")
    assert not is_pdf("x.pdf", b"<html>%PDF-1.7</html>")
    assert not is_pdf("x.pdf", b"words")
