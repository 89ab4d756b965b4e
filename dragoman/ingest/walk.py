"""Files below a path, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Rejected


@dataclass(frozen=True, slots=True)
class Found:
    """A file and the name that its document has."""

    path: Path
    doc: str


def walk(root: Path) -> Iterator[Found | Rejected]:
    """Yields the files at or below `root`, sorted by their path; hidden ones are passed over.

    A folder reached through itself by a symbolic link is passed over; one that cannot be listed, a link that leads
    nowhere, and what is no file (a pipe, a device) is Rejected.
    """
    if root.is_dir():
        yield from _folder(root, "", frozenset())
    else:
        yield _file(root, _printable(root.name))


def _folder(folder: Path, prefix: str, above: frozenset[tuple[int, int]]) -> Iterator[Found | Rejected]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=_order)
    except OSError as error:
        yield Rejected(prefix.rstrip("/") or ".", "ingest", "unreadable", error.strerror or str(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        doc = prefix + _printable(entry.name)
        if _is_folder(entry):
            yield from _folder(Path(entry.path), doc + "/", above | {here})
        else:
            yield _file(Path(entry.path), doc)


def _order(entry: os.DirEntry[str]) -> str:
    """Sorts a folder as the paths in it would sort: «a.txt» before «a/b.txt»."""
    return entry.name + "/" if _is_folder(entry) else entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _file(path: Path, doc: str) -> Found | Rejected:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Rejected(doc, "ingest", "unreadable", error.strerror or str(error))
    if not stat.S_ISREG(mode):
        return Rejected(doc, "ingest", "not-a-file", "a pipe, a socket or a device")
    return Found(path, doc)


def _printable(name: str) -> str:
    """Returns the name without the lone surrogates that stand for bytes that are not UTF-8: tables cannot hold them."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
