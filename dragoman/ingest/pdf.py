"""The text of a PDF: pages one after another, broken lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import re
import statistics
import struct
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from dragoman.model import Document, Rejected, Told

STAGE = "ingest"
MARK = b"%PDF-"
BEFORE = 1024  # bytes that may stand before the mark
PAGES = 300  # more is a book
SECONDS = 30.0  # of work for one file
LARGER = 5  # a PDF may be so many times as large as a page: most of it is pictures
UNPACKED = 10_000_000  # bytes of one stream: a page's text is a thousandth of that
UNPACKERS = tuple(
    f"{what}_maximum_output_length" for what in ("array_based_stream", "lzw", "run_length", "zlib", "brotli", "jbig2")
)
PIECES = 200_000  # operators and operands of one page; each takes some hundred bytes of memory
NUMBER = re.compile(
    r"[\s\W]*(?:(?:page|стр\.?|с\.|sayfa|бет)\s*)?\d{1,4}(?:\s*(?:/|of|из|от|з)\s*\d{1,4})?[\s\W]*\Z", re.IGNORECASE
)
DIGITS = re.compile(r"\d+")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\Z")
END = re.compile(r"[.!?…:;][»”\"')\]]*\Z")
ITEM = re.compile(r"(?:[•▪●■–—*-]|\d{1,2}[.)])\s")
CONTROL = re.compile("[\0-\b\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
COMPOUND = re.compile(r"(?<!\w)[^\W\d_]{1,40}+-[^\W\d_]{1,40}+")
LONGEST = 2000  # characters that hyphens can have joined
FULL, SHORT = 0.85, 0.6  # shares of a full line's length
EDGE = 2  # lines at the top and at the bottom of a page that may be the same on all
SAME = 3  # pages
MADE_UP = re.compile(
    r"(?:microsoft word|untitled|без названия|документ\d*|document\d*)\b|\.(?:docx?|pdf|indd|rtf|odt)\Z", re.IGNORECASE
)


class Unusable(Exception):
    """A file that is no document as a whole; `reason` is the short name for it."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


def is_pdf(name: str, head: bytes) -> bool:
    """Tells whether a file that begins so is a PDF."""
    return MARK in head[: BEFORE + len(MARK)] and head.lstrip()[:1] != b"<"


def pages(doc: str, stream: BinaryIO, limit: int, clock: Callable[[], float] = time.thread_time) -> Iterator[Document | Rejected]:
    """Yields the text of a PDF as one document, and a Rejected `doc#page-N` for each page that cannot be read.

    Rejected as a whole: encrypted (with a password of its own), no-text (pictures of pages), too-large (in bytes or
    pages), too-slow, damaged-pdf. The date and the author that a PDF declares are those of the file, not of the article.
    """
    data = stream.read(limit * LARGER + 1)
    if len(data) > limit * LARGER:
        yield Rejected(doc, STAGE, "too-large", f"more than {limit * LARGER} bytes")
    else:
        yield from _read(doc, data, limit, clock)


def _read(doc: str, data: bytes, limit: int, clock: Callable[[], float]) -> list[Document | Rejected]:
    from pypdf import apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is a row, not a line on the terminal
    bounds: dict[str, Any] = dict.fromkeys(UNPACKERS, UNPACKED)
    try:
        with apply_configuration(stream_parsing_work_maximum_count=PIECES, **bounds):
            reader = _open(data)
            read = list(_texts(reader, limit, clock, clock() + SECONDS))
            title = _title(reader)
    except Unusable as error:
        return [Rejected(doc, STAGE, error.reason, str(error))]
    except _broken() as error:
        return [Rejected(doc, STAGE, "damaged-pdf", _short(error))]
    damaged = [
        Rejected(f"{doc}#page-{number}", STAGE, "damaged-page", _short(one))
        for number, one in enumerate(read, 1)
        if isinstance(one, Exception)
    ]
    return [*damaged, _document(doc, [one for one in read if isinstance(one, list)], title, limit)]


def _broken() -> tuple[type[Exception], ...]:
    """Returns what a damaged file raises: pypdf's own, and what its reading of wrong values runs into."""
    from pypdf.errors import DependencyError, PyPdfError

    wrong = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError)
    return (PyPdfError, DependencyError, *wrong, NotImplementedError, MemoryError, EOFError, OSError, struct.error, zlib.error)


def _open(data: bytes) -> Any:
    """Returns a reader. Raises Unusable for a file with a password or of too many pages."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    reader = PdfReader(io.BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unusable("encrypted", "it needs a password")
    except (DependencyError, FileNotDecryptedError, NotImplementedError) as error:
        raise Unusable("encrypted", _short(error)) from error
    if len(reader.pages) > PAGES:
        raise Unusable("too-large", f"{len(reader.pages)} pages, more than {PAGES}")
    return reader


def _texts(reader: Any, limit: int, clock: Callable[[], float], end: float) -> Iterator[list[str] | Exception]:
    """Yields the lines of each page, or what its damage raised. Raises Unusable when the time or the size is over."""
    broken, size = _broken(), 0

    def watch(*_: object) -> None:
        if clock() > end:
            raise Unusable("too-slow", f"more than {SECONDS:.0f} seconds")

    for number in range(len(reader.pages)):
        watch()
        try:
            text = reader.pages[number].extract_text(visitor_operand_before=watch)
        except broken as error:
            yield error
            continue
        size += len(text)
        if size > limit:
            raise Unusable("too-large", f"more than {limit} characters of text")
        yield [" ".join(line.split()) for line in CONTROL.sub("", text).splitlines()]


def _document(doc: str, read: Sequence[list[str]], title: str | None, limit: int) -> Document | Rejected:
    text = "\n".join(paragraphs(without_frame(read)))
    if not any(character.isalpha() for character in text):
        return Rejected(doc, STAGE, "no-text", f"no words on {len(read)} pages: pictures of them, perhaps")
    data = text.encode("utf-8")
    if len(data) > limit:
        return Rejected(doc, STAGE, "too-large", f"more than {limit} bytes of text")
    return Document(doc, data, told=Told("pdf", title=title) if title else None)


def _title(reader: Any) -> str | None:
    """Returns the title that the file declares, None where a program made it up («Microsoft Word - text.doc»)."""
    found = reader.metadata.title if reader.metadata else None
    words = " ".join(CONTROL.sub("", str(found)).split()) if found else ""
    return words[:500] if " " in words and not MADE_UP.search(words) else None


def without_frame(read: Sequence[list[str]]) -> list[str]:
    """Returns the lines of all pages without their numbers and without what stands at the edge of most pages."""
    edges = Counter(line for page in read for line in {_shape(line) for line in _edge(page)})
    often = {line for line, count in edges.items() if count >= max(SAME, len(read) / 2)}
    kept = []
    for page in read:
        framed = {at for at, line in enumerate(page) if line} & _edge_places(page)
        kept += [line for at, line in enumerate(page) if not (at in framed and (_shape(line) in often or NUMBER.match(line)))]
    return kept


def _shape(line: str) -> str:
    return DIGITS.sub("0", line)


def _edge_places(page: Sequence[str]) -> set[int]:
    places = [at for at, line in enumerate(page) if line]
    return {*places[:EDGE], *places[-EDGE:]}


def _edge(page: Sequence[str]) -> list[str]:
    return [page[at] for at in _edge_places(page)]


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Returns the paragraphs that the lines make: one ends at an empty line, or at a line that is plainly not full."""
    lengths = sorted(len(line) for line in lines if line)
    full = statistics.quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0.0
    compounds = {word.lower() for line in lines for word in COMPOUND.findall(line)}
    done: list[list[str]] = [[]]
    for line in lines:
        if not line or ITEM.match(line):
            done.append([])
        if line:
            _add(done[-1], line, compounds)
        if line and _ends(line, full):
            done.append([])
    return [" ".join(parts) for parts in done if parts]


def _ends(line: str, full: float) -> bool:
    if HYPHEN.search(line):
        return False
    return len(line) < full * SHORT or (len(line) < full * FULL and END.search(line) is not None)


def _add(parts: list[str], line: str, compounds: set[str]) -> None:
    """Adds a line to a paragraph; a hyphen that only the line's end asked for goes: «коопера-» + «ция»."""
    if not parts or len(parts[-1]) > LONGEST or not HYPHEN.search(parts[-1]):
        parts.append(line)
        return
    before = parts[-1]
    first, second = before.rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
    real = not second[0].islower() or f"{first[:-1]}-{second}".lower().rstrip(".,;:!?») ") in compounds
    parts[-1] = before + line if real and before[-1] == "-" else before[:-1] + line


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:200]
