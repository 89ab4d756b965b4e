"""Putting shards away: one writer at a time, each shard a directory renamed into place before the manifest names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import filelock
import pyarrow as pa

from dragoman.store import manifest as manifests
from dragoman.store.batch import Batch
from dragoman.store.catalog import Catalog
from dragoman.store.compaction import groups, merged
from dragoman.store.errors import BusyCorpus, NoCorpus
from dragoman.store.manifest import Manifest, Shard
from dragoman.store.schemas import STAMPS, TABLES, stored_schema
from dragoman.store.shards import Folder, name_of, versions_of

LOCK = ".lock"
SMALL = 64  # so many small shards are merged while reading goes on


def now() -> str:
    """Returns the time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Writer:
    """The one that may change a corpus, for one run. Every shard it adds has the run's number as its generation."""

    folder: Folder
    manifest: Manifest
    clock: Callable[[], str] = now
    generation: int = field(init=False)
    _small: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.generation = self.manifest.generation + 1

    def add(self, batch: Batch) -> None:
        """Makes a batch part of the corpus; it is there for good when this returns."""
        if not any(batch.rows(name) for name in TABLES):
            return
        tables = {name: self._stamped(name, batch.tables[name]) for name in TABLES}
        name = name_of(tables["documents"], tables["rejected"])
        shard = self.folder.write(name, versions_of(tables["documents"]), tables.__getitem__)
        kept = tuple(one for one in self.manifest.shards if one.name != name)
        self._replace((*kept, shard), self.generation)
        self._small += 1
        if self._small >= SMALL:
            self.compact()

    def compact(self) -> None:
        """Merges small shards and drops rows that later runs replaced; what is listed stays the same."""
        catalog = Catalog(self.folder, self.manifest)
        try:
            dead = catalog.dead()
        finally:
            catalog.close()
        for group in groups(self.manifest.shards, self.folder, dead):
            gone = {shard.name for shard in group}
            whole = merged(self.folder, group, dead)
            kept = [shard for shard in self.manifest.shards if shard.name not in gone]
            self._replace((*kept, *whole), self.manifest.generation)
        self.folder.clean(self._live())
        self._small = 0

    def _stamped(self, name: str, table: pa.Table) -> pa.Table:
        values = {"read_at": self.clock(), "generation": self.generation}
        for column, kind in STAMPS[name].items():
            table = table.append_column(column, pa.repeat(pa.scalar(values[column], kind), table.num_rows))
        return table.cast(stored_schema(name))

    def _replace(self, shards: tuple[Shard, ...], generation: int) -> None:
        changed = Manifest(generation, shards)
        manifests.save(self.folder.root, changed)
        self.manifest = changed

    def _live(self) -> frozenset[str]:
        return frozenset(shard.name for shard in self.manifest.shards)


@contextmanager
def writing(root: Path, timeout: float, clock: Callable[[], str] = now) -> Iterator[Writer]:
    """Yields the writer of the corpus at `root`, which is made where there is none; leftovers are removed first.

    `timeout` is in seconds. Raises BusyCorpus where another process goes on writing, DamagedCorpus.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(root / LOCK, timeout=timeout)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise BusyCorpus(f"another process is writing to {root}") from error
    try:
        writer = Writer(Folder(root), _started(root), clock)
        writer.folder.clean(writer._live())
        yield writer
    finally:
        lock.release()


def _started(root: Path) -> Manifest:
    try:
        return manifests.load(root)
    except NoCorpus:
        manifests.save(root, Manifest())  # before the first shard: a folder of shards without it is damage
        return Manifest()
