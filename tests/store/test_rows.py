from __future__ import annotations

import dataclasses

import fake_coder
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Article, Coding, Document, Event, Mention
from dragoman.store.batch import batch, plain, rejections
from dragoman.store.rows import by_what, coding_rows, contract_rows
from dragoman.store.schemas import SCHEMAS, TABLES


def coded(document: Document) -> Coding:
    coding = fake_coder.FakeCoder().code(document)
    assert isinstance(coding, Coding)
    return coding


def test_rows_have_the_columns_of_their_tables_in_order() -> None:
    for name, rows in coding_rows(coded(fake_coder.page(1))).items():
        columns = [column for column in SCHEMAS[name].names if column not in ("unit", "document_id")]
        assert all(list(row) == columns for row in rows)


@pytest.mark.parametrize(("record", "name"), [(Event, "events"), (Mention, "mentions")])
def test_no_field_of_a_record_is_forgotten(record: type, name: str) -> None:
    assert {field.name for field in dataclasses.fields(record)} <= set(SCHEMAS[name].names)


def test_no_field_of_an_article_is_forgotten() -> None:
    kept = {*SCHEMAS["articles"].names, "bounds_after"}  # which is `after` in `bounds`
    assert {field.name for field in dataclasses.fields(Article)} <= kept


def test_every_span_has_the_words_that_stand_there() -> None:
    coding = coded(fake_coder.page(1))
    for mention in coding_rows(coding)["mentions"]:
        assert coding.article.text[mention["start"] : mention["end"]] == mention["text"]


def test_a_second_quantity_of_the_same_is_kept() -> None:
    counted = by_what([{"what": "tanks", "value": n} for n in (1.0, 2.0, 3.0)])
    assert counted == {"tanks": {"value": 1.0}, "tanks#2": {"value": 2.0}, "tanks#3": {"value": 3.0}}


def test_only_events_change_for_the_contract() -> None:
    assert contract_rows("claims", [{"a": 1, "unit": "x"}], ("unit",)) == [{"a": 1}]
    assert contract_rows("events", [{"quantities": None}]) == [{"quantities": {}}]


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "C", "Z"]), max_size=40))
def test_any_text_can_be_stored_or_is_rejected(text: str) -> None:
    article = Article("a", "en", text, ())
    made = batch([(Document("a", b"x"), Coding(article))], "v1")
    (back,) = [*made.tables["articles"]["text"].to_pylist(), *(row.reason for row in made.rejected)]
    assert back == (text if plain(text) == text else "unwritable")


def test_rejections_are_sorted_and_each_once() -> None:
    lost = [fake_coder.Rejected(doc, "ingest", "unreadable") for doc in ("b", "a", "b")]
    made = rejections(lost)
    assert made.tables["rejected"]["doc"].to_pylist() == ["a", "b"]
    assert made.documents == 0
    assert all(isinstance(made.tables[name], pa.Table) for name in TABLES)
