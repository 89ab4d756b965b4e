"""One file packed by gzip: a page of a saved site, a table. A packed web archive is `warc`'s."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from dragoman.model import Document, Rejected

STAGE = "ingest"
MAGIC = b"\x1f\x8b\x08"


def is_packed(head: bytes) -> bool:
    """Tells whether a file that begins so is packed by gzip."""
    return head.startswith(MAGIC)


def unpacked(
    doc: str, stream: BinaryIO, limit: int, read: Callable[[BinaryIO], Iterator[Document | Rejected]]
) -> Iterator[Document | Rejected]:
    """Yields what `read` gives of the unpacked bytes, or Rejected: damaged-archive, too-large, nested-archive."""
    try:
        with gzip.GzipFile(fileobj=stream) as file:
            data = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        yield Rejected(doc, STAGE, "damaged-archive", str(error))
        return
    if len(data) > limit:
        yield Rejected(doc, STAGE, "too-large", f"more than {limit} bytes unpacked: unpack it first")
    elif is_packed(data):
        yield Rejected(doc, STAGE, "nested-archive", "packed twice")
    else:
        yield from read(BytesIO(data))
