"""One JSON array, indented for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import dumps

from dragoman.export.rows import Row, contract


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yields the array piece by piece, as the rows come; `[]` where there are none."""
    between = "[\n"
    for row in rows:
        yield between + dumps(contract(row), ensure_ascii=False, indent=2)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"
