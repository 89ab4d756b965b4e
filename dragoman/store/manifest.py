"""Which shards are live. One small file, replaced in one step: a reader sees one state of the corpus or the next.

A shard's directory that the manifest does not name is what a killed write left: readers never look at it and the next
writer removes it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dragoman.store.errors import DamagedCorpus, NoCorpus
from dragoman.store.schemas import TABLES

FORMAT = 2
NAME = "manifest.json"
SHARDS = "shards"


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file of a shard as it was written: size in bytes, number of rows, hash of its bytes."""

    bytes: int
    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Shard:
    """One live directory. `versions` are those of the coder that its documents were read with."""

    name: str
    versions: tuple[str, ...]
    files: Mapping[str, File]

    @property
    def documents(self) -> int:
        """Returns how many documents it holds."""
        return self.files["documents"].rows

    @property
    def bytes(self) -> int:
        """Returns its size on disk."""
        return sum(file.bytes for file in self.files.values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The live shards, in no order that means anything, and the number of the last run that wrote one."""

    generation: int = 0
    shards: tuple[Shard, ...] = ()


def load(root: Path) -> Manifest:
    """Returns the manifest of the corpus at `root`.

    Raises NoCorpus where nothing was read into the folder yet, DamagedCorpus where the manifest cannot be trusted.
    """
    try:
        raw = json.loads((root / NAME).read_bytes())
    except FileNotFoundError as error:
        if (root / SHARDS).exists():  # the manifest is written before the first shard, so it was lost
            raise DamagedCorpus(f"{NAME} is missing from {root}") from error
        raise NoCorpus(f"there is no corpus at {root}") from error
    except (OSError, ValueError) as error:
        raise DamagedCorpus(f"{root / NAME} cannot be read: {error}") from error
    return _checked(raw, root)


def save(root: Path, manifest: Manifest) -> None:
    """Replaces the manifest in one step; it is on the disk when this returns."""
    body = _body(manifest)
    replacement = root / f".{NAME}.tmp"
    with replacement.open("w", encoding="utf8") as out:
        json.dump({**body, "hash": _hash(body)}, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    replacement.replace(root / NAME)
    sync_folder(root)


def stamp(root: Path) -> tuple[int, int, int] | None:
    """Returns what changes whenever the manifest is replaced, None where there is none."""
    try:
        seen = (root / NAME).stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def sync_folder(folder: Path) -> None:
    """Puts a folder's entries on the disk, where the system can: a rename must survive a power cut."""
    if os.name != "posix":
        return
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def _body(manifest: Manifest) -> dict[str, Any]:
    shards = [asdict(shard) for shard in manifest.shards]
    return {"format": FORMAT, "generation": manifest.generation, "shards": shards}


def _hash(body: Mapping[str, Any]) -> str:
    plain = json.dumps(body, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest()


def _checked(raw: Any, root: Path) -> Manifest:
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise DamagedCorpus(f"{root / NAME} is not of format {FORMAT}, which this version reads")
    told = raw.pop("hash", None)
    if told != _hash(raw):
        raise DamagedCorpus(f"{root / NAME} was altered")
    return Manifest(raw["generation"], tuple(_shard(shard) for shard in raw["shards"]))


def _shard(raw: Mapping[str, Any]) -> Shard:
    files = {name: File(**raw["files"][name]) for name in TABLES}
    return Shard(raw["name"], tuple(raw["versions"]), files)
