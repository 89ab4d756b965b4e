"""Shards on disk: one directory of six Parquet files, written aside and renamed into place."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dragoman.model import content_id
from dragoman.store.errors import DamagedCorpus
from dragoman.store.manifest import SHARDS, File, Shard, sync_folder
from dragoman.store.schemas import TABLES

Tables = Mapping[str, pa.Table]
LoadTable = Callable[[str], pa.Table]


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the shards of one corpus are."""

    root: Path

    def file(self, shard: str, table: str) -> Path:
        """Returns the path of one table of a shard."""
        return self.root / SHARDS / shard / f"{table}.parquet"

    def write(self, name: str, versions: tuple[str, ...], load: LoadTable) -> Shard:
        """Writes a shard whose tables `load` gives, one at a time, and returns its entry for the manifest."""
        place = self.root / SHARDS / name
        aside = place.with_name(f".{name}.tmp")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        files = {table: _write(aside / f"{table}.parquet", load(table)) for table in TABLES}
        sync_folder(aside)
        shutil.rmtree(place, ignore_errors=True)  # of the same name, so of the same rows, and not live
        aside.rename(place)
        sync_folder(place.parent)
        return Shard(name, versions, files)

    def read(self, shard: Shard, table: str) -> pa.Table:
        """Returns one table of a shard. Raises DamagedCorpus."""
        path = self.file(shard.name, table)
        try:
            return pq.read_table(path)
        except (OSError, pa.ArrowException) as error:
            raise DamagedCorpus(f"{path} cannot be read: {error}") from error

    def clean(self, live: frozenset[str]) -> None:
        """Removes what is not live: leftovers of killed writes and shards that compaction replaced."""
        folder = self.root / SHARDS
        for entry in folder.iterdir() if folder.is_dir() else ():
            if entry.name not in live:
                shutil.rmtree(entry, ignore_errors=True)

    def check_sizes(self, shard: Shard) -> None:
        """Raises DamagedCorpus where a file of the shard is missing or is not as long as it was written."""
        for table, file in shard.files.items():
            path = self.file(shard.name, table)
            try:
                found = path.stat().st_size
            except OSError as error:
                raise DamagedCorpus(f"{path} is missing") from error
            if found != file.bytes:
                raise DamagedCorpus(f"{path} has {found} bytes, was written with {file.bytes}")

    def check_bytes(self, shard: Shard) -> None:
        """Raises DamagedCorpus where a file of the shard is missing or differs from what was written."""
        self.check_sizes(shard)
        for table, file in shard.files.items():
            path = self.file(shard.name, table)
            if _hash(path) != file.hash:
                raise DamagedCorpus(f"{path} was altered")


def name_of(documents: pa.Table, rejected: pa.Table) -> str:
    """Returns a shard's name: a hash of which documents it holds, by which version, from which run."""
    parts: list[str] = []
    for table, columns in (
        (documents, ("unit", "version", "generation")),
        (rejected, ("unit", "generation", "detail")),
    ):
        parts += sorted("\x1e".join(map(str, row)) for row in zip(*(table[c].to_pylist() for c in columns), strict=True))
    return content_id("shard", *parts)


def versions_of(documents: pa.Table) -> tuple[str, ...]:
    """Returns the versions that the documents of a table were read with, sorted."""
    return tuple(sorted(pc.unique(documents["version"]).to_pylist()))


def _write(path: Path, table: pa.Table) -> File:
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)
    with path.open("rb") as written:
        os.fsync(written.fileno())
        digest = hashlib.file_digest(written, _blake2b).hexdigest()
    return File(path.stat().st_size, table.num_rows, digest)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, _blake2b).hexdigest()
    except OSError as error:
        raise DamagedCorpus(f"{path} cannot be read: {error}") from error


def _blake2b() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=16)
