"""Results of coding as Arrow tables: what a worker hands back, what a shard is made of. No clock and no files here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from dragoman.model import Coding, Document, Rejected, content_id
from dragoman.store.rows import Row, coding_rows, document_row, rejected_row
from dragoman.store.schemas import SCHEMAS, TABLES

Result = tuple[Document, Coding | Rejected]


@dataclass(frozen=True, slots=True)
class Batch:
    """Tables of one shard without the writer's stamps, and which documents gave no article."""

    tables: Mapping[str, pa.Table]
    documents: int
    rejected: tuple[Rejected, ...]

    def rows(self, name: str) -> int:
        """Returns how many rows a table has."""
        return int(self.tables[name].num_rows)


def batch(results: Iterable[Result], version: str) -> Batch:
    """Returns the results as tables. One that cannot be stored (a lone surrogate in a name) is rejected by `store`."""
    held = list(results)
    try:
        return _batch(held, version)
    except (ValueError, TypeError, pa.ArrowException):
        return _batch([_storable(result, version) for result in held], version)


def rejections(dropped: Iterable[Rejected]) -> Batch:
    """Returns a batch of what never became a document: a file that could not be opened, a page that did not come."""
    rows = _empty()
    held = tuple(sorted(set(dropped), key=lambda one: (one.doc, one.stage, one.reason, one.detail)))
    rows["rejected"] = [{**rejected_row(one), "document_id": None, "unit": unit_of(one.doc)} for one in held]
    return Batch(_tables(rows), 0, held)


def unit_of(doc: str) -> str:
    """Returns what stands for a document that never was, in place of its id."""
    return content_id("rejected", doc)


def _batch(results: list[Result], version: str) -> Batch:
    rows = _empty()
    for document, outcome in results:
        for name, found in _rows(document, outcome, version).items():
            rows[name] += found
    dropped = tuple(outcome for _, outcome in results if isinstance(outcome, Rejected))
    return Batch(_tables(rows), len(results), dropped)


def _rows(document: Document, outcome: Coding | Rejected, version: str) -> dict[str, list[Row]]:
    unit = document.document_id
    article = outcome.article if isinstance(outcome, Coding) else None
    found = coding_rows(outcome) if isinstance(outcome, Coding) else {"rejected": [rejected_row(outcome)]}
    found["documents"] = [document_row(document, article, version)]
    found["rejected"] = [{**row, "document_id": unit} for row in found["rejected"]]
    # a stage need not know the address: what it gave belongs to this document
    return {name: [{**row, "doc": document.doc, "unit": unit} for row in rows] for name, rows in found.items()}


def _storable(result: Result, version: str) -> Result:
    document, outcome = result
    try:
        _batch([result], version)
    except (ValueError, TypeError, pa.ArrowException) as error:
        named = replace(document, doc=plain(document.doc))
        return named, Rejected(named.doc, "store", "unwritable", plain(f"{type(error).__name__}: {error}"))
    return document, outcome


def plain(text: str) -> str:
    """Returns text that any table can hold: lone surrogates, as in names of files of another encoding, spelled out."""
    return text.encode("utf8", "backslashreplace").decode("utf8")


def _empty() -> dict[str, list[Row]]:
    return {name: [] for name in TABLES}


def _tables(rows: Mapping[str, list[Row]]) -> dict[str, pa.Table]:
    return {name: pa.Table.from_pylist(rows[name], schema=SCHEMAS[name]) for name in TABLES}
