"""The codebook: PLOVER as published, our choices where it contradicts itself, and the concepts under it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dragoman.codebook import load

BOOK = load()
PUBLISHED = Path(__file__).parents[3] / "shared" / "gold" / "codebook" / "plover_v2.json"


def test_sixteen_types_in_four_quads() -> None:
    assert len(BOOK.types) == 16
    assert {t.quad for t in BOOK.types.values()} == {1, 2, 3, 4}
    assert all((t.score > 0) == (t.quad < 3) or t.name == "REQUEST" for t in BOOK.types.values())


def test_where_the_manual_contradicts_itself() -> None:
    assert BOOK.types["ACCUSE"].score == -3.0  # printed without its sign
    assert BOOK.types["SANCTION"].quad == 4  # the chapter, not the table
    assert BOOK.concepts["impose-sanctions"].type == "SANCTION"  # not COERCE, as the older table had it
    assert BOOK.types["PROTEST"].modes["vandalize"] == BOOK.types["PROTEST"].score


@pytest.mark.parametrize(
    ("kind", "status", "record"),
    [
        ("CONSULT", "planned", "AGREE"), ("COOPERATE", "proposed", "AGREE"), ("AID", "predicted", "AGREE"),
        ("SUPPORT", "planned", "AGREE"), ("RETREAT", "planned", "CONCEDE"), ("CONSULT", "occurred", "CONSULT"),
        ("AID", "hypothetical", "AID"), ("ASSAULT", "planned", "THREATEN"), ("SANCTION", "proposed", "THREATEN"),
        ("ASSAULT", "predicted", "ASSAULT"), ("PROTEST", "ongoing", "PROTEST"), ("RETREAT", "denied", "RETREAT"),
    ],
)  # fmt: skip
def test_plovers_own_record_of_the_future(kind: str, status: str, record: str) -> None:
    assert BOOK.plover(kind, status) == record


def test_every_type_has_concepts_and_every_concept_a_meaning() -> None:
    assert all(BOOK.concepts_of(name) for name in BOOK.types)
    assert all(concept.meaning and concept.type in BOOK.types for concept in BOOK.concepts.values())
    assert {t for t in BOOK.types if BOOK.mutual(t)} == {"AGREE", "CONSULT", "COOPERATE"}


@pytest.mark.gold
@pytest.mark.skipif(not PUBLISHED.is_file(), reason="PLOVER's published codebook is not beside this checkout")
def test_types_and_modes_are_plovers() -> None:
    published = json.loads(PUBLISHED.read_text("utf8"))
    names = set(re.findall(r'"([A-Z]{3,})"', json.dumps(published)))
    assert set(BOOK.types) <= names
    modes = set(re.findall(r'"([a-zA-Z-]+)"', json.dumps(published)))
    assert {mode for t in BOOK.types.values() for mode in t.modes} <= modes
