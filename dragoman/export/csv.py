"""CSV for spreadsheets: one row a line, what is nested in columns of its own.

A field with parts has a column a part (`date.start`, `evidence.text`); actors and recipients are their codes, joined
by `;`, as are lists of words; what is left (blocks, chains, quantities) is JSON in its cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from json import dumps
from typing import Any

from dragoman.export.rows import Row, contract

JSON_CELLS = ("quantities",)  # its parts are named by the page («envoys», «tanks»): no columns


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yields a header and a line for each row; nothing where there are no rows.

    All rows are flattened before the first line comes, because the columns are those of all of them.
    """
    flat = [dict(_flat(contract(row))) for row in rows]
    names = dict.fromkeys(name for row in flat for name in row)
    # a field that is empty in one row and has parts in another (`date`) is only its parts
    columns = [name for name in names if not any(other.startswith(f"{name}.") for other in names)]
    if columns:
        yield _line(columns)
    for row in flat:
        yield _line([row.get(column, "") for column in columns])


def _flat(row: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict) and value and name not in JSON_CELLS:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return dumps(value, ensure_ascii=False) if value else ""
    return _listed(value) if isinstance(value, list | tuple) else value


def _listed(values: Sequence[Any]) -> str:
    if all(isinstance(value, str) for value in values):
        return ";".join(values)
    if all(isinstance(value, dict) and "role" in value for value in values):
        return ";".join(value["code"] for value in values)
    return dumps(values, ensure_ascii=False)


def _line(cells: Sequence[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
