"""What every format starts from: a row of the contract, its schema's number first."""

from __future__ import annotations

import base64
from typing import Any

from dragoman.model import SCHEMA

Row = dict[str, Any]


def contract(row: Row) -> Row:
    """Returns the row with `"schema"` first; bytes, which text cannot hold, in base 64."""
    plain = {name: _text(value) for name, value in row.items() if name != "schema"}
    return {"schema": SCHEMA, **plain}


def _text(value: Any) -> Any:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
