from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.store import DamagedCorpus, NoCorpus
from dragoman.store.manifest import File, Manifest, Shard, load, save, stamp
from dragoman.store.schemas import TABLES

SHARD = Shard("0f", ("v1", "v2"), {name: File(10, number, "ab") for number, name in enumerate(TABLES)})


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    save(tmp_path, Manifest(3, (SHARD,)))
    assert load(tmp_path) == Manifest(3, (SHARD,))
    assert SHARD.bytes == 60
    assert [entry.name for entry in tmp_path.iterdir()] == ["manifest.json"]


def test_the_stamp_changes_with_every_manifest(tmp_path: Path) -> None:
    assert stamp(tmp_path) is None
    seen = set()
    for generation in range(5):
        save(tmp_path, Manifest(generation))
        seen.add(stamp(tmp_path))
    assert len(seen) == 5


def test_nothing_read_yet_is_not_damage_but_a_lost_manifest_is(tmp_path: Path) -> None:
    with pytest.raises(NoCorpus):
        load(tmp_path / "never")
    (tmp_path / "shards").mkdir()
    with pytest.raises(DamagedCorpus, match="missing"):
        load(tmp_path)


def test_a_half_written_replacement_is_never_looked_at(tmp_path: Path) -> None:
    save(tmp_path, Manifest(1))
    (tmp_path / ".manifest.json.tmp").write_text('{"format": 1, "gener')
    assert load(tmp_path) == Manifest(1)
    save(tmp_path, Manifest(2))
    assert load(tmp_path) == Manifest(2)
