"""What is unpacked, as a file to read from: in memory while it is as small as a document, on the disk beyond."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from dragoman.ingest.warc_tape import Readable

READ = 65_536  # bytes unpacked at once
LARGEST = 2_000_000_000  # bytes unpacked of one file: a channel's whole export has one
# A packed file that grows more than so many times beyond BIG was made to fill the disk; pages and JSON shrink to a tenth.
BOMB, BIG = 200, 64_000_000


class TooLarge(ValueError):
    """More bytes came than a file of its packed size holds."""


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
