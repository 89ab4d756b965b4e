from __future__ import annotations

from pathlib import Path

import fake_coder
import pytest

from dragoman.store import Corpus, compaction
from dragoman.store.batch import batch
from dragoman.store.manifest import load
from dragoman.store.shards import Folder


def filled(path: Path, pages: int) -> Corpus:
    corpus, coder = Corpus(path), fake_coder.FakeCoder()
    with corpus.writing() as writer:
        for number in range(pages):
            document = fake_coder.page(number)
            writer.add(batch([(document, coder.code(document))], "v1"))
    return corpus


def test_small_neighbours_are_merged_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "DOCUMENTS", 4)
    corpus = filled(tmp_path, 10)
    corpus.compact()
    assert [shard.documents for shard in load(tmp_path).shards] == [4, 4, 2]
    corpus.compact()
    assert [shard.documents for shard in load(tmp_path).shards] == [4, 4, 2]  # large enough, or alone


def test_many_small_shards_are_merged_while_reading_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.writer.SMALL", 5)
    corpus = filled(tmp_path, 12)
    assert len(load(tmp_path).shards) == 3  # ten in one, and two
    assert len(corpus.rows("articles")) == 12


def test_a_large_shard_is_rewritten_only_to_be_rid_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = filled(tmp_path, 6)
    corpus.compact()
    monkeypatch.setattr(compaction, "DOCUMENTS", 2)
    (before,) = load(tmp_path).shards
    corpus.compact()
    assert load(tmp_path).shards == (before,)
    coder = fake_coder.second()
    corpus.write([(one, coder.code(one)) for one in [fake_coder.page(2)]], "v2")
    corpus.compact()
    assert sorted(shard.documents for shard in load(tmp_path).shards) == [1, 5]
    assert {row["rule"] for row in corpus.rows("events", "doc = 'news/002.txt'")} == {"second"}


def test_a_shard_without_live_rows_goes(tmp_path: Path) -> None:
    corpus = filled(tmp_path, 1)
    coder, page = fake_coder.second(), fake_coder.page(0)
    corpus.write([(page, coder.code(page))], "v2")
    (old, new) = load(tmp_path).shards
    shards = list(compaction.groups((old,), Folder(tmp_path), frozenset({(page.document_id, 1)})))
    assert shards == [(old,)]
    corpus.compact()
    (only,) = load(tmp_path).shards
    assert only.versions == new.versions == ("v2",)
    assert len(list((tmp_path / "shards").iterdir())) == 1
