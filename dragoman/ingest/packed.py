"""One file packed by gzip: a page of a saved site, a table. A packed web archive is `warc`'s."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import SEEK_END
from typing import BinaryIO

from dragoman.ingest.spool import TooLarge, spooled
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
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    with ExitStack() as open_until_read:
        try:
            source = open_until_read.enter_context(gzip.GzipFile(fileobj=stream, mode="rb"))
            file = open_until_read.enter_context(spooled(source, size, limit))
        except TooLarge as error:
            yield Rejected(doc, STAGE, "too-large", f"{error}: unpack it first")
            return
        except (OSError, EOFError, zlib.error) as error:
            yield Rejected(doc, STAGE, "damaged-archive", str(error))
            return
        twice = is_packed(file.read(len(MAGIC)))
        file.seek(0)
        if twice:
            yield Rejected(doc, STAGE, "nested-archive", "packed twice")
        else:
            yield from read(file)
