"""One file packed by gzip: a page of a saved site, a table. A packed web archive is `warc`'s."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from io import SEEK_END
from typing import BinaryIO

from dragoman.ingest.spool import read_unpacked
from dragoman.model import Document, Rejected

MAGIC = b"\x1f\x8b\x08"
DAMAGED = (OSError, EOFError, zlib.error)


def is_packed(head: bytes) -> bool:
    """Tells whether a file that begins so is packed by gzip."""
    return head.startswith(MAGIC)


def unpacked(
    doc: str, stream: BinaryIO, limit: int, read: Callable[[BinaryIO], Iterator[Document | Rejected]]
) -> Iterator[Document | Rejected]:
    """Yields what `read` gives of the unpacked bytes, or Rejected: damaged-archive, too-large, nested-archive."""
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    again = (is_packed, "packed twice")
    yield from read_unpacked(doc, lambda: gzip.GzipFile(fileobj=stream, mode="rb"), size, limit, DAMAGED, again, read)
