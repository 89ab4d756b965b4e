"""Exports of press databases: Factiva and Nexis as RTF, HTML and text. Each article is a document."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from dragoman.ingest import factiva, letters, nexis
from dragoman.ingest.fields import people
from dragoman.ingest.kind import kind_of
from dragoman.ingest.moment import moment
from dragoman.ingest.press_lines import Printed, Unreadable, html_lines, is_rtf, lines_of
from dragoman.model import Document, Rejected, Told

STAGE = "ingest"
HEAD = 65_536  # bytes that tell an export from a page
LOOK = 2000  # lines likewise
BYLINE = 300  # characters
MAYBE = re.compile(r"\d\s*words\b|\d of \d+ DOCUMENTS?\b|^[ \t]*HD\b|>\s{0,50}HD\b", re.IGNORECASE | re.MULTILINE)
WHERE = re.compile(r"\s+(?:in|at)\s+[A-Z].*|[,;]\s.*(?:correspondent|editor|writer|bureau).*", re.IGNORECASE)
Layout = Callable[[Iterable[str], int], Iterator[Printed | None]]


def is_press(name: str, head: bytes) -> bool:
    """Tells whether a file that begins so is RTF, or an export of a press database as HTML or text."""
    if is_rtf(head):
        return True
    if b"\0" in head[:16] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text = head.decode(letters.encoding_of(head), "replace")
    if not MAYBE.search(text):
        return False
    return layout(list(html_lines(text)) if kind_of(head) == "html" else text.splitlines()) is not None


def layout(lines: Sequence[str]) -> Layout | None:
    """Returns what cuts lines that begin so into articles, None where they are no export."""
    if nexis.is_nexis(lines):
        return nexis.articles
    if factiva.is_labelled(lines):
        return factiva.labelled
    return factiva.printed if factiva.is_printed(lines) else None


def articles(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields the articles of an export as `doc#id`, the id being the database's or the article's number.

    Any other RTF text is one document `doc`.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    lines = lines_of(stream, head, limit)
    try:
        first = _first(lines)
        found = layout(first)
        if found is None:
            yield _other(doc, chain(first, lines), is_rtf(head))
            return
        for number, one in enumerate(found(chain(first, lines), limit), 1):
            yield _article(doc, number, one, limit)
    except Unreadable as error:
        yield Rejected(doc, STAGE, error.reason, str(error))


def _first(lines: Iterator[str]) -> list[str]:
    """Returns as many lines as tell the layout, taken off `lines`."""
    first: list[str] = []
    size = 0
    for line in islice(lines, LOOK):
        first.append(line)
        size += len(line)
        if size > HEAD:
            break
    return first


def _other(doc: str, lines: Iterable[str], rtf: bool) -> Document | Rejected:
    if not rtf:
        return Rejected(doc, STAGE, "no-articles", "an export in which no article begins")
    text = "\n".join(line for line in lines if line.strip())
    return (
        Document(doc, text.encode("utf-8", "replace")) if text.strip() else Rejected(doc, STAGE, "no-text", "RTF without words")
    )


def _article(doc: str, number: int, one: Printed | None, limit: int) -> Document | Rejected:
    if one is None:
        return Rejected(f"{doc}#{number}", STAGE, "too-large", f"more than {limit} characters")
    name = f"{doc}#{one.identity or number}"
    if not one.paragraphs:
        return Rejected(name, STAGE, "no-text", "an article without a text")
    return Document(name, _markup(one).encode("utf-8", "replace"), kind="html", told=_told(one))


def _markup(one: Printed) -> str:
    title = html.escape(one.title, quote=False)
    head = f"<title>{title}</title><h1>{title}</h1>\n" if title else ""
    body = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in one.paragraphs)
    return f'<!DOCTYPE html><meta charset="utf-8">{head}{body}\n'


def _told(one: Printed) -> Told:
    return Told(
        "export",
        title=one.title or None,
        published=moment(one.published),
        outlet=one.outlet or None,
        authors=people(WHERE.sub("", one.byline[:BYLINE])),
    )
