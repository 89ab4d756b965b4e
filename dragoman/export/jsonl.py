"""JSON lines: one row a line, letters of all scripts as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import dumps

from dragoman.export.rows import Row, contract


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yields one line for each row, as the rows come."""
    for row in rows:
        yield dumps(contract(row), ensure_ascii=False) + "\n"
