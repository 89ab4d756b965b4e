"""What is unpacked, as a file to read from: in memory while it is as small as a document, on the disk beyond."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from dragoman.ingest.warc_tape import Readable
from dragoman.model import Document, Rejected

Errors = tuple[type[Exception], ...]
Nested = tuple[Callable[[bytes], bool], str]
Reads = Callable[[BinaryIO], Iterator[Document | Rejected]]

STAGE = "ingest"
MAGIC = 4  # bytes that tell what is packed
READ = 65_536  # bytes unpacked at once
LARGEST = 2_000_000_000  # bytes unpacked of one file: a channel's whole export has one
# A packed file that grows more than so many times beyond BIG was made to fill the disk; pages and JSON shrink to a tenth.
BOMB, BIG = 200, 64_000_000


class TooLarge(ValueError):
    """More bytes came than a file of its packed size holds."""


def read_unpacked(
    doc: str, opened: Callable[[], AbstractContextManager[Readable]], packed: int, limit: int, damaged: Errors, nested: Nested,
    read: Reads,
) -> Iterator[Document | Rejected]:  # fmt: skip
    """Yields what `read` gives of the file that `opened` unpacks, or Rejected: too-large, damaged-archive, nested-archive.

    `packed` is its size before, `damaged` what unpacking raises where it is broken, `nested` tells by the first bytes that
    it is packed again, and in which words that is said.
    """
    tells, detail = nested
    with ExitStack() as open_until_read:
        try:
            source = open_until_read.enter_context(opened())
            file = open_until_read.enter_context(spooled(source, packed, limit))
        except TooLarge as error:
            yield Rejected(doc, STAGE, "too-large", f"{error}: unpack it first")
            return
        except damaged as error:
            yield Rejected(doc, STAGE, "damaged-archive", str(error))
            return
        again = tells(file.read(MAGIC))
        file.seek(0)
        if again:
            yield Rejected(doc, STAGE, "nested-archive", detail)
        else:
            yield from read(file)


@contextmanager
def spooled(source: Readable, packed: int, in_memory: int) -> Iterator[BinaryIO]:
    """Yields a file with the bytes of `source`, at its beginning; it is gone afterwards.

    `packed` is how many bytes they were before they were unpacked. Raises TooLarge, and what reading `source` raises.
    """
    most = min(LARGEST, BIG + BOMB * packed)
    with SpooledTemporaryFile(max_size=in_memory) as file:
        while data := source.read(READ):
            if file.tell() + len(data) > most:
                raise TooLarge(f"more than {most} bytes unpacked")
            file.write(data)
        file.seek(0)
        yield cast(BinaryIO, file)
