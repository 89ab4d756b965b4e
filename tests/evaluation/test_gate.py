"""The gate: what it lets through and what it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import gate
from evaluation.gate import SLACK, Measured, compare
from evaluation.lines import kept_lines


def floor(**figures: float) -> dict[str, object]:
    return {"gold": "g", "figures": figures}


def test_a_figure_at_its_floor_passes() -> None:
    assert compare(Measured("g", {"f1": 0.5}), floor(f1=0.5)) == []
    assert compare(Measured("g", {"f1": 0.5 - SLACK / 2}), floor(f1=0.5)) == []


def test_a_figure_below_its_floor_is_named() -> None:
    assert compare(Measured("g", {"f1": 0.4}), floor(f1=0.5)) == ["f1 is 0.400, below its floor 0.500"]


def test_a_figure_that_is_gone_is_named() -> None:
    assert compare(Measured("g", {}), floor(f1=0.5)) == ["f1 is no longer measured"]


@pytest.mark.parametrize("there", [None, {"gold": "other", "figures": {}}])
def test_gold_that_changed_is_stopped(there: dict[str, object] | None) -> None:
    (problem,) = compare(Measured("g", {"f1": 0.9}), there)
    assert "--pin" in problem


def test_the_hash_is_of_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").write_text("2")
    before = gate.digest([tmp_path / "a", tmp_path / "b"])
    assert before == gate.digest([tmp_path / "b", tmp_path / "a"])
    (tmp_path / "b").write_text("3")
    assert before != gate.digest([tmp_path / "a", tmp_path / "b"])


def test_lines_that_are_kept() -> None:
    text = "menu\nTitle\n\nBody one\nBody two\n"
    blocks = [
        {"kind": "navigation", "start": 0, "end": 5, "line": 1},
        {"kind": "title", "start": 5, "end": 12, "line": 2},
        {"kind": "body", "start": 12, "end": len(text), "line": 4},
    ]
    assert kept_lines({"text": text, "blocks": blocks}) == {2, 4, 5}


def test_a_figure_over_few_rows_may_be_a_row_or_two_lower_on_another_processor() -> None:
    assert compare(Measured("g", {"articles events uk lenient f1": 0.5}), floor(**{"articles events uk lenient f1": 0.7})) == []
    assert compare(Measured("g", {"articles events ru lenient f1": 0.6}), floor(**{"articles events ru lenient f1": 0.615})) == []
    assert compare(Measured("g", {"articles events ru lenient f1": 0.6}), floor(**{"articles events ru lenient f1": 0.63})) != []
    assert gate.slack("event ru") == SLACK
