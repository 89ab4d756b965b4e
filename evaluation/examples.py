"""The whole way of a page measured on examples/: gold of our own, read by hand."""

from __future__ import annotations

from pathlib import Path

from dragoman.measure import agreement
from evaluation.reading import rows

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "examples.jsonl"
PAGES = HERE.parent / "examples"


def figures() -> dict[str, float]:
    """Returns precision, recall and F1 of events and claims, lenient and full."""
    found = rows([PAGES])
    scores = agreement.evaluate(agreement.load(GOLD), found["events"], found["claims"])
    return {
        f"{what} {level} {name}": round(scores[what][level][name] or 0.0, 3)
        for what in ("events", "claims")
        for level in ("lenient", "full")
        for name in ("precision", "recall", "f1")
    }
