"""Rows as files for other programs, one format a file. Each has `lines(rows)`: rows in, pieces of text out.

A format is added by a file with such a function and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dragoman.export import csv, json, jsonl
from dragoman.export.rows import Row, contract

Lines = Callable[[Iterable[Row]], Iterator[str]]

FORMATS: dict[str, Lines] = {"json": json.lines, "jsonl": jsonl.lines, "csv": csv.lines}

__all__ = ["FORMATS", "Lines", "Row", "contract"]
