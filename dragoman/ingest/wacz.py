"""Pages in a packed web archive (WACZ): a zip that holds WARC files in archive/ beside indexes of them."""

from __future__ import annotations

import lzma
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from typing import IO, BinaryIO

from dragoman.ingest import warc
from dragoman.ingest.archive import DAMAGED, ENCRYPTED
from dragoman.model import Document, Rejected

STAGE = "ingest"
MANIFEST = "datapackage.json"
HEAD = 4_096  # bytes that tell a WARC file
UNREADABLE = (*DAMAGED, lzma.LZMAError, OSError)


def is_wacz(stream: BinaryIO) -> bool:
    """Tells whether a zip is a packed web archive, by its members; the stream stands at its beginning again."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return _is_wacz(archive.namelist())
    except DAMAGED:
        return False
    finally:
        stream.seek(0)


def captures(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields the pages of its WARC files, in the order of their names, as `doc#address`; nothing is unpacked beforehand.

    What `warc.records` rejects is Rejected here, without an address as `doc#archive/name@offset`; a WARC file that
    cannot be read is `doc#archive/name`: encrypted, damaged-archive, unsupported (no WARC).
    """
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGED as error:
        yield Rejected(doc, STAGE, "damaged-archive", str(error))
        return
    with archive:
        names = warc.Names(doc)
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            if _is_archive(member.filename):
                names.within = member.filename
                yield from _member(f"{doc}#{member.filename}", archive, member, limit, names)


def _member(
    doc: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, names: warc.Names
) -> Iterator[Document | Rejected]:
    if member.flag_bits & ENCRYPTED:
        yield Rejected(doc, STAGE, "encrypted")
        return
    with closing(_Unpacked(archive, member)) as stream:
        head = stream.read(HEAD)
        if stream.fault is None and not warc.is_warc(member.filename, head):
            yield Rejected(doc, STAGE, "unsupported", "no WARC")
            return
        stream.back(head)
        yield from warc.captures(stream, limit, names)
        if stream.fault is not None:
            yield Rejected(doc, STAGE, "damaged-archive", stream.fault)


class _Unpacked:
    """The bytes of a member, forward only. Where they break off they end, and `fault` says why."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        self.fault: str | None = None
        self._head = b""
        self._stream: IO[bytes] | None = None
        try:
            self._stream = archive.open(member)
        except UNREADABLE as error:
            self.fault = str(error)

    def read(self, size: int) -> bytes:
        """Returns so many bytes, or fewer; none at the end."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        if self._stream is None or self.fault is not None:
            return b""
        try:
            return self._stream.read(size)
        except UNREADABLE as error:
            self.fault = str(error)
            return b""

    def back(self, head: bytes) -> None:
        """Puts back what was read."""
        self._head = head

    def close(self) -> None:
        """Lets the member go."""
        if self._stream is not None:
            self._stream.close()


def _is_wacz(names: Collection[str]) -> bool:
    return MANIFEST in names and any(_is_archive(name) for name in names)


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))
