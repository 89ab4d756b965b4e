"""The stream of documents that paths and addresses give. What a file is, its first bytes say; a name only helps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.ingest import archive, feeds, jsonl, mail, packed, pdf, press, tables, telegram, wacz, warc
from dragoman.ingest.fields import NONE, Fields
from dragoman.ingest.kind import kind_of
from dragoman.ingest.walk import Found, walk
from dragoman.model import Document, Rejected

if TYPE_CHECKING:
    from dragoman.ingest.feeds import Entry
    from dragoman.ingest.fetch import Fetched
    from dragoman.ingest.rounds import Fetches

LIMIT = 20_000_000  # bytes of one document; a page is a hundredth of that
STAGE = "ingest"
# What browsers and Telegram save beside a page. It is text, and no content tells it from prose: here the name must.
FOR_BROWSERS = (".js", ".mjs", ".css", ".map")
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
HEAD = 65_536  # bytes that tell a container from a page
DEEPEST = 2  # archives, one in another: a zip of packed pages, a packed zip; more is an attack

Documents = Iterator[Document | Rejected]
Tells = Callable[[str, bytes], bool]
Reads = Callable[[str, BinaryIO, int], Documents]
# What holds pages, by its first bytes; the first that answers reads it. What none answers for is a page.
READERS: tuple[tuple[Tells, Reads], ...] = (
    (warc.is_warc, warc.records),
    (telegram.is_telegram, telegram.messages),
    (pdf.is_pdf, pdf.pages),
    (press.is_press, press.articles),
    (feeds.is_feed, feeds.documents_of_feed),
    (mail.is_mail, mail.messages),
)
# Those that a mapping of fields is for.
MAPPED = ((jsonl.is_json_lines, jsonl.records), (tables.is_table, tables.rows))


def documents(paths: Sequence[str], limit: int = LIMIT, fields: Fields = NONE, fetcher: Fetches | None = None) -> Documents:
    """Returns an iterator over the documents under `paths`, and a Rejected for each that cannot be one.

    Paths are read in the order given, folders in the order of the names in them, one document in memory at a time.
    `doc` is the path below the one given, a single file's name, `file#member` in a container, or the web address. `limit` is
    the largest document in bytes; `fields` says which column of a table, which field of a JSON object holds what. An address
    is fetched by `fetcher`, by one with the usual bounds where none is given; the pages of a feed's address are fetched too.
    Raises FileNotFoundError, before reading anything, for a path that does not exist.
    """
    for path in paths:
        if not is_address(path) and not Path(path).exists():
            raise FileNotFoundError(f"no such file or folder: {path}")
    return _documents(paths, limit, fields, fetcher)


def is_address(path: str) -> bool:
    """Tells whether a path is a web address."""
    return ADDRESS.match(path) is not None


def _documents(paths: Sequence[str], limit: int, fields: Fields, fetcher: Fetches | None) -> Documents:
    for path in paths:
        if is_address(path):
            fetcher = fetcher or _fetcher(limit)
            yield from at_address(path, fetcher, limit, fields)
        else:
            for found in walk(Path(path)):
                yield from _documents_of(found, limit, fields)


def _fetcher(limit: int) -> Fetches:
    from dragoman.ingest.fetch import Fetcher, Policy

    return Fetcher(Policy(most_bytes=limit))


def at_address(address: str, fetcher: Fetches, limit: int, fields: Fields = NONE) -> Documents:
    """Yields what a web address gives: its page, what is in the file that it is, the pages that a feed there names."""
    from dragoman.ingest.fetch import as_document

    got = fetcher.fetch(address)
    if isinstance(got, Rejected):
        yield got
        return
    name, head = got.address.partition("?")[0].rpartition("/")[2], got.data[:HEAD]
    if feeds.is_feed(name, head):
        yield from _of_feed(got, fetcher)
        return
    reads = reader_of(name, head, fields)
    yield from reads(address, BytesIO(got.data), limit) if reads else iter((as_document(got),))


def _of_feed(feed: Fetched, fetcher: Fetches) -> Documents:
    """Yields the pages of a feed's entries; the feed's own words on them are kept, its date before all.

    A page that is not to be had is read out of the feed where that holds it whole. What is no feed in the end, or lists
    nothing, is Rejected, and so is each sitemap of an index: a site's whole past is not fetched for one address.
    """
    doc = feed.asked or feed.address
    for number, entry in enumerate(feeds.listed(doc, feed.data, feed.address, feed.charset), start=1):
        yield entry if isinstance(entry, Rejected) else _of_entry(f"{doc}#{number}", entry, fetcher)


def _of_entry(name: str, entry: Entry, fetcher: Fetches) -> Document | Rejected:
    """Returns the page of an entry; `name` is for one without an address."""
    from dragoman.ingest.fetch import as_document
    from dragoman.ingest.rounds import of_both

    if entry.address is None:
        return feeds.document(name, entry)
    if entry.listing:
        return Rejected(entry.address, STAGE, "another-list", "a sitemap in an index of them: give its own address, or watch it")
    got = fetcher.fetch(entry.address)
    if isinstance(got, Rejected):
        return feeds.document(entry.address, entry) if entry.whole else got
    page = as_document(got)
    return replace(page, told=of_both(entry.told, page.told))


def _documents_of(found: Found | Rejected, limit: int, fields: Fields) -> Documents:
    if isinstance(found, Rejected):
        yield found
        return
    try:
        with found.path.open("rb") as stream:
            yield from read(found.doc, found.path.name, stream, limit, fields)
    except OSError as error:
        yield Rejected(found.doc, STAGE, "unreadable", error.strerror or str(error))


def read(doc: str, name: str, stream: BinaryIO, limit: int, fields: Fields = NONE, opened: int = 0) -> Documents:
    """Yields the documents of one file, whatever it is. `stream` stands at its beginning and can go back there; it was found
    in so many archives, one in another."""
    head = stream.read(HEAD)
    stream.seek(0)
    reads = reader_of(name, head, fields, opened)
    if reads is not None:
        yield from reads(doc, stream, limit)
    else:
        yield page(doc, stream.read(limit + 1), limit)


def reader_of(name: str, head: bytes, fields: Fields, opened: int = 0) -> Reads | None:
    """Returns what reads a file that begins so, None where it is a page itself."""

    def unzipped(doc: str, stream: BinaryIO, limit: int) -> Documents:
        if wacz.is_wacz(stream):
            return wacz.captures(doc, stream, limit)
        return archive.members(doc, stream, limit, lambda member, file: read(member, member, file, limit, fields, opened + 1))

    def unpacked(doc: str, stream: BinaryIO, limit: int) -> Documents:
        inner = name.removesuffix(".gz")
        return packed.unpacked(doc, stream, limit, lambda data: read(doc, inner, data, limit, fields, opened + 1))

    zipped = archive.is_zip(head)
    known = None if zipped else next((reads for tells, reads in READERS if tells(name, head)), None)
    if known is not None:
        return known
    if zipped or packed.is_packed(head):
        return _too_deep if opened >= DEEPEST else unzipped if zipped else unpacked
    mapped = next((reads for tells, reads in MAPPED if tells(name, head, fields)), None)
    if mapped is not None:
        return partial(mapped, mapping=fields)
    if jsonl.is_json(head):
        return _no_pages
    return _no_page if name.lower().endswith(FOR_BROWSERS) and kind_of(head) != "html" else None


def _no_pages(doc: str, stream: BinaryIO, limit: int) -> Documents:
    yield Rejected(doc, STAGE, "unsupported", "JSON, but no object a line with a text in it; --fields text=NAME names its field")


def _too_deep(doc: str, stream: BinaryIO, limit: int) -> Documents:
    yield Rejected(doc, STAGE, "nested-archive", f"an archive in {DEEPEST} archives, one in another")


def _no_page(doc: str, stream: BinaryIO, limit: int) -> Documents:
    yield Rejected(doc, STAGE, "unsupported", "a script or a style sheet, by its name, and no HTML")


def page(doc: str, data: bytes, limit: int) -> Document | Rejected:
    """Returns the document of these bytes, or Rejected where they are too many. `data` may be cut after limit + 1."""
    if len(data) > limit:
        return Rejected(doc, STAGE, "too-large", f"more than {limit} bytes")
    return Document(doc, data, kind=kind_of(data))
