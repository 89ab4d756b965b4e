"""Pages in a zip."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.ingest.kind import kind_of
from dragoman.model import Document, Rejected

STAGE = "ingest"
UTF8_NAME = 0x800  # flag of a member whose name is UTF-8
ENCRYPTED = 0x1
# Members that only office documents, programs and books have: those are zips too, but not of pages.
OTHER_FORMATS = ("[Content_Types].xml", "META-INF/MANIFEST.MF", "META-INF/container.xml", "mimetype")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)


def is_zip(head: bytes) -> bool:
    """Tells whether a file that begins so is a zip."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields the members of a zip as documents `doc#name`, sorted by name; each that cannot be one is Rejected."""
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
                yield _member(f"{doc}#{_name(member)}", archive, member, limit)


def _member(doc: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> Document | Rejected:
    if member.flag_bits & ENCRYPTED:
        return Rejected(doc, STAGE, "encrypted")
    if member.file_size > limit:
        return Rejected(doc, STAGE, "too-large", f"{member.file_size} bytes, more than {limit}")
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except DAMAGED as error:
        return Rejected(doc, STAGE, "damaged-archive", str(error))
    if len(data) > limit:  # the archive's own word of the size was false
        return Rejected(doc, STAGE, "too-large", f"more than {limit} bytes")
    if is_zip(data):
        return Rejected(doc, STAGE, "nested-archive", "an archive in an archive")
    return Document(doc, data, kind=kind_of(data))


def _hidden(member: zipfile.ZipInfo) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in member.filename.split("/"))


def _name(member: zipfile.ZipInfo) -> str:
    """Returns the member's name. Without the UTF-8 flag zipfile reads cp437, where Windows wrote UTF-8 or cp866."""
    if member.flag_bits & UTF8_NAME or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")
