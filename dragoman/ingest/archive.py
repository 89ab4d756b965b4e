"""Pages in a zip."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from dragoman.ingest.spool import read_unpacked
from dragoman.model import Document, Rejected

Read = Callable[[str, BinaryIO], Iterator[Document | Rejected]]  # a member's name and bytes to its documents

STAGE = "ingest"
UTF8_NAME = 0x800  # flag of a member whose name is UTF-8
ENCRYPTED = 0x1
# Members that only office documents, programs and books have: those are zips too, but not of pages.
OTHER_FORMATS = ("[Content_Types].xml", "META-INF/MANIFEST.MF", "META-INF/container.xml", "mimetype")
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


def is_zip(head: bytes) -> bool:
    """Tells whether a file that begins so is a zip."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(doc: str, stream: BinaryIO, limit: int, read: Read) -> Iterator[Document | Rejected]:
    """Yields what `read` gives of each member `doc#name` of a zip, sorted by name; each that cannot be read is Rejected."""
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGED as error:
        yield Rejected(doc, STAGE, "damaged-archive", str(error))
        return
    with archive:
        names = set(archive.namelist())
        if names.intersection(OTHER_FORMATS):
            yield Rejected(doc, STAGE, "unsupported", "an office document, a program or a book, not pages")
            return
        for member in sorted(archive.infolist(), key=_name):
            if not member.is_dir() and not _hidden(member):
                yield from _member(f"{doc}#{_name(member)}", archive, member, limit, read)


def _member(
    doc: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, read: Read
) -> Iterator[Document | Rejected]:  # fmt: skip
    """Yields what `read` gives of a member's bytes, unpacked, or why it has none."""
    if member.flag_bits & ENCRYPTED:
        yield Rejected(doc, STAGE, "encrypted")
        return
    again = (is_zip, "an archive in an archive")
    yield from read_unpacked(
        doc, lambda: archive.open(member), member.compress_size, limit, DAMAGED, again, lambda file: read(doc, file)
    )


def _hidden(member: zipfile.ZipInfo) -> bool:
    """Tells whether a member or a folder above it is hidden; «../page.html» is only named oddly: nothing is unpacked."""
    return any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in member.filename.split("/"))


def _name(member: zipfile.ZipInfo) -> str:
    """Returns the member's name. Without the UTF-8 flag zipfile reads cp437, where Windows wrote UTF-8 or cp866."""
    if member.flag_bits & UTF8_NAME or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")
