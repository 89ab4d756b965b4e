"""Putting shards away: one writer at a time, each shard a directory renamed into place before the manifest names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import filelock
import pyarrow as pa

from dragoman.store import manifest as manifests
from dragoman.store.batch import Batch
from dragoman.store.catalog import Catalog
from dragoman.store.compaction import Dead, groups, merged
from dragoman.store.errors import BusyCorpus, NoCorpus
from dragoman.store.manifest import Manifest, Shard
from dragoman.store.schemas import READINGS, TABLES, stored_schema
from dragoman.store.shards import Folder, Tables, name_of, versions_of
from dragoman.store.versions import Past

LOCK = ".lock"
SMALL = 64  # so many small shards are merged while reading goes on
AT_ONCE = 64  # documents whose rows are in memory at once


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
    _past: Past | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.generation = self.manifest.generation + 1

    def add(self, batch: Batch) -> None:
        """Makes a batch part of the corpus; it is there for good when this returns."""
        self._add(batch.tables)
        if self._small >= SMALL:
            self._merge(frozenset())  # what was replaced stays until the run ends: it may be renewed

    def renew(self, units: Iterable[str]) -> None:
        """Makes documents that the corpus held before the latest texts of their addresses, which gave them again.

        Their rows are written once more, as those of a further run: what a page gives does not depend on when it came.
        """
        held = sorted(units)
        if not held:
            return
        self.generation += 1
        catalog = Catalog(self.folder, self.manifest)
        try:
            for start in range(0, len(held), AT_ONCE):
                some = held[start : start + AT_ONCE]
                self._add({name: catalog.unstamped(name, some) for name in TABLES}, renewed=True)
        finally:
            catalog.close()

    def _add(self, batch: Tables, renewed: bool = False) -> None:
        if not any(batch[name].num_rows for name in TABLES):
            return
        tables = {name: self._stamped(name, batch[name], renewed) for name in TABLES}
        name = name_of(tables["documents"], tables["rejected"])
        shard = self.folder.write(name, versions_of(tables["documents"]), tables.__getitem__)
        kept = tuple(one for one in self.manifest.shards if one.name != name)
        self._replace((*kept, shard), self.generation)
        self._small += 1

    def compact(self) -> None:
        """Merges small shards and drops rows that later runs replaced; what is listed stays the same."""
        catalog = Catalog(self.folder, self.manifest)
        try:
            dead = catalog.dead()
        finally:
            catalog.close()
        self._merge(dead)

    def _merge(self, dead: Dead) -> None:
        for group in groups(self.manifest.shards, self.folder, dead):
            gone = {shard.name for shard in group}
            whole = merged(self.folder, group, dead)
            kept = [shard for shard in self.manifest.shards if shard.name not in gone]
            self._replace((*kept, *whole), self.manifest.generation)
        self.folder.clean(self._live())
        self._small = 0

    def _stamped(self, name: str, table: pa.Table, renewed: bool) -> pa.Table:
        if name == "documents":
            readings = self._known().stamps(table, {"run": self.generation, "at": self.clock()}, renewed)
            table = table.append_column("read_at", pa.array([one[-1]["at"] for one in readings], pa.string()))
            table = table.append_column("readings", pa.array(readings, READINGS))
        table = table.append_column("generation", pa.repeat(pa.scalar(self.generation, pa.int64()), table.num_rows))
        return table.cast(stored_schema(name))

    def _known(self) -> Past:
        """What was held as the run began; asked before its first document is added."""
        if self._past is None:
            catalog = Catalog(self.folder, self.manifest)
            try:
                self._past = Past(catalog.arrow("SELECT unit, doc, text_id, readings FROM live_documents"))
            finally:
                catalog.close()
        return self._past

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
