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


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder, what the names of its documents begin with, and the numbers by which the system knows it."""

    path: Path
    prefix: str
    identity: tuple[int, int]


def walk(root: Path) -> Iterator[Found | Rejected]:
    """Yields the files at or below `root`, sorted by their path; hidden ones are passed over.

    A folder reached through itself by a symbolic link is passed over; one that cannot be listed, a link that leads
    nowhere, and what is no file (a pipe, a device) is Rejected.
    """
    first = _folder(root, "") if root.is_dir() else _file(root, _printable(root.name))
    if isinstance(first, _Folder):
        yield from _below(first)
    else:
        yield first


def _below(root: _Folder) -> Iterator[Found | Rejected]:
    """Yields what is below a folder. Folders in folders are on a list of ours: there are more than Python calls go deep."""
    above = {root.identity}
    opened = [(root, _entries(root))]
    while opened:
        folder, entries = opened[-1]
        one = next(entries, None)
        if one is None:
            opened.pop()
            above.discard(folder.identity)
        elif not isinstance(one, _Folder):
            yield one
        elif one.identity not in above:
            above.add(one.identity)
            opened.append((one, _entries(one)))


def _entries(folder: _Folder) -> Iterator[_Folder | Found | Rejected]:
    try:
        entries = sorted(os.scandir(folder.path), key=_order)
    except OSError as error:
        yield _unreadable(folder.prefix, error)
        return
    for entry in entries:
        if not entry.name.startswith("."):
            doc = folder.prefix + _printable(entry.name)
            yield _folder(Path(entry.path), doc + "/") if _is_folder(entry) else _file(Path(entry.path), doc)


def _folder(path: Path, prefix: str) -> _Folder | Rejected:
    try:
        status = path.stat()
    except OSError as error:
        return _unreadable(prefix, error)
    return _Folder(path, prefix, (status.st_dev, status.st_ino))


def _unreadable(prefix: str, error: OSError) -> Rejected:
    return Rejected(prefix.rstrip("/") or ".", "ingest", "unreadable", error.strerror or str(error))


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
