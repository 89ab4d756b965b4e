"""Merging small shards into large ones, without the rows that later runs replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from dragoman.store.manifest import Shard
from dragoman.store.shards import Folder, name_of, versions_of

DOCUMENTS = 4096  # of a shard that is large enough to be left alone
BYTES = 256 * 2**20

Dead = frozenset[tuple[str, int]]
Group = tuple[Shard, ...]


def groups(shards: Iterable[Shard], folder: Folder, dead: Dead) -> Iterator[Group]:
    """Yields shards to be merged, in order: neighbours among the small, and any that hold a dead row."""
    held: list[Shard] = []
    for shard in [one for one in shards if _small(one) or (dead and _has_dead(folder, one, dead))]:
        if held and _full([*held, shard]):
            yield from _worth(held, folder, dead)
            held = []
        held.append(shard)
    yield from _worth(held, folder, dead)


def merged(folder: Folder, group: Group, dead: Dead) -> tuple[Shard, ...]:
    """Writes one shard of a group's live rows and returns it; nothing where no row is live."""

    def load(name: str) -> pa.Table:
        return pa.concat_tables(without(folder.read(shard, name), dead) for shard in group).combine_chunks()

    documents, rejected = load("documents").drop_columns("data"), load("rejected")
    if not documents.num_rows and not rejected.num_rows:
        return ()
    return (folder.write(name_of(documents, rejected), versions_of(documents), load),)


def without(table: pa.Table, dead: Dead) -> pa.Table:
    """Returns a table without its dead rows."""
    if not dead or not table.num_rows:
        return table
    keys = zip(table["unit"].to_pylist(), table["generation"].to_pylist(), strict=True)
    return table.filter(pa.array([key not in dead for key in keys], pa.bool_()))


def _worth(held: Sequence[Shard], folder: Folder, dead: Dead) -> Iterator[Group]:
    """A lone shard is rewritten only to be rid of something."""
    if len(held) > 1 or (held and _has_dead(folder, held[0], dead)):
        yield tuple(held)


def _small(shard: Shard) -> bool:
    return shard.documents < DOCUMENTS // 2 and shard.bytes < BYTES // 2


def _full(held: Sequence[Shard]) -> bool:
    return sum(one.documents for one in held) > DOCUMENTS or sum(one.bytes for one in held) > BYTES


def _has_dead(folder: Folder, shard: Shard, dead: Dead) -> bool:
    if not dead:
        return False
    return any(
        without(folder.read(shard, name).select(["unit", "generation"]), dead).num_rows < shard.files[name].rows
        for name in ("documents", "rejected")
    )
