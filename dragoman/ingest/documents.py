"""The stream of documents that a list of paths gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from dragoman.ingest import archive, jsonl
from dragoman.ingest.kind import kind_of
from dragoman.ingest.walk import Found, walk
from dragoman.model import Document, Rejected

LIMIT = 20_000_000  # bytes of one document; a page is a hundredth of that
STAGE = "ingest"
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
HEAD = 65_536  # bytes that tell a container from a page


def documents(paths: Sequence[str], limit: int = LIMIT) -> Iterator[Document | Rejected]:
    """Returns an iterator over the documents under `paths`, and a Rejected for each that cannot be one.

    Paths are read in the order given, folders in the order of the names in them, one document in memory at a time.
    `doc` is the path below the one given, a single file's name, or `file#member` in a container. `limit` is the
    largest document in bytes. Raises, before reading anything, FileNotFoundError for a path that does not exist and
    ValueError for a web address: fetching is not built yet.
    """
    for path in paths:
        if ADDRESS.match(path):
            raise ValueError(f"fetching is not built yet: save the page and give its file instead of {path}")
        if not Path(path).exists():
            raise FileNotFoundError(f"no such file or folder: {path}")
    return (one for path in paths for found in walk(Path(path)) for one in _documents_of(found, limit))


def _documents_of(found: Found | Rejected, limit: int) -> Iterator[Document | Rejected]:
    if isinstance(found, Rejected):
        yield found
        return
    try:
        with found.path.open("rb") as stream:
            yield from _read(found, stream, limit)
    except OSError as error:
        yield Rejected(found.doc, STAGE, "unreadable", error.strerror or str(error))


def _read(found: Found, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    head = stream.read(HEAD)
    stream.seek(0)
    if archive.is_zip(head):
        yield from archive.members(found.doc, stream, limit)
    elif jsonl.is_json_lines(found.path.name, head):
        yield from jsonl.records(found.doc, stream, limit)
    else:
        yield page(found.doc, stream.read(limit + 1), limit)


def page(doc: str, data: bytes, limit: int) -> Document | Rejected:
    """Returns the document of these bytes, or Rejected where they are too many. `data` may be cut after limit + 1."""
    if len(data) > limit:
        return Rejected(doc, STAGE, "too-large", f"more than {limit} bytes")
    return Document(doc, data, kind=kind_of(data))
