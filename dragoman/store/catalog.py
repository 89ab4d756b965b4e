"""DuckDB, in memory, over the Parquet files of one state of the manifest.

Which rows are live is worked out here, once, from the documents' keys alone (`versions` has the questions):
- of the documents with one address and one text the last read counts, and within one run the least id; documents of
  one address with several texts are its versions, all of them live, of which the latest is shown;
- of what never became a document (a file that could not be opened) the last run's rows count, until the address
  gives a document.
Of each table there are so three views: all_, what is on disk; live_, without the replaced; shown_, without older versions.
Two documents with the same text are copies: their articles are all listed, their other rows once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from dragoman.store.manifest import Manifest
from dragoman.store.rows import Row, contract_rows
from dragoman.store.schemas import HIDDEN, ORDER, SCHEMAS, TABLES, shown_schema, stored_schema
from dragoman.store.shards import Folder
from dragoman.store.versions import DEAD_DOCUMENTS, DEAD_REJECTIONS, LATEST, Shown

# Nothing is fetched: what is not built in is not used.
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
FOLDED = ("mentions", "events", "claims")  # listed once for an article that stands at several addresses

COPIES = """
    CREATE TABLE copies AS
    SELECT unit, doc, least FROM (
        SELECT unit, doc, min(doc) OVER (PARTITION BY article_id, given) AS least,
               count(*) OVER (PARTITION BY article_id, given) AS times
        FROM shown_documents WHERE article_id IS NOT NULL
    ) WHERE times > 1
"""
# Documents that the same version reads again: their process was killed, which may have been no fault of theirs, or a
# later run could not open the address, so that a reading must overrule it.
AGAIN = """
    SELECT document_id FROM live_rejected WHERE stage = 'code' AND reason = 'killed'
    UNION
    SELECT read.document_id FROM live_documents AS read JOIN live_rejected AS lost USING (doc)
    WHERE lost.document_id IS NULL AND lost.stage <> 'read' AND lost.generation > read.generation
"""


class Catalog:
    """Questions to one state of the corpus. Safe to ask from several threads."""

    def __init__(self, folder: Folder, manifest: Manifest, shown: Shown = LATEST) -> None:
        """Raises DamagedCorpus where a file is missing or cut short."""
        for shard in manifest.shards:
            folder.check_sizes(shard)
        self.base = duckdb.connect(":memory:", config=OFFLINE)  # type: ignore[arg-type]
        self._lock = threading.Lock()
        for name in TABLES:
            self._over_files(name, [str(folder.file(shard.name, name)) for shard in manifest.shards])
        self.base.execute(DEAD_DOCUMENTS)
        self.base.execute(DEAD_REJECTIONS)
        for name in TABLES:
            self._without("live", "all", name, "dead")
        self.base.execute(shown.old())
        for name in TABLES:
            self._without("shown", "live", name, "old")
        self.base.execute(COPIES)
        self._copies: dict[str, str] = dict(self.base.execute("SELECT unit, least FROM copies").fetchall())

    def close(self) -> None:
        """Lets go of the files."""
        self.base.close()

    def rows(self, name: str, where_sql: str, params: Sequence[Any]) -> list[Row]:
        """Returns the shown rows of a table that fulfil the condition, in the order of pages and words.

        Rows of an article that stands at several addresses come once, from the least of the addresses asked for.
        """
        condition = f"WHERE ({where_sql})" if where_sql else ""
        found = list(self.stream(f'FROM "shown_{name}" {condition} ORDER BY {ORDER[name]}', params))
        if name in FOLDED and self._copies:
            found = self._once(found)
        return contract_rows(name, found, HIDDEN)

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """Yields the rows of any question, with the store's own columns."""
        cursor = self._cursor()
        try:
            cursor.execute(sql, list(params))
            columns = [column[0] for column in cursor.description or ()]
            while block := cursor.fetchmany(5000):
                for values in block:
                    yield dict(zip(columns, values, strict=True))
        finally:
            cursor.close()

    def table(self, name: str) -> pa.Table:
        """Returns all shown rows of a table as Arrow, copies once."""
        folded = "WHERE unit NOT IN (SELECT unit FROM copies WHERE doc <> least)" if name in FOLDED else ""
        schema = shown_schema(name)
        return self.arrow(f'SELECT {_listed(schema)} FROM "shown_{name}" {folded} ORDER BY {ORDER[name]}').cast(schema)

    def arrow(self, sql: str, params: Sequence[Any] = ()) -> pa.Table:
        """Returns the rows of any question as Arrow."""
        cursor = self._cursor()
        try:
            return cursor.sql(sql, params=list(params)).to_arrow_table()
        finally:
            cursor.close()

    def unstamped(self, name: str, units: Sequence[str]) -> pa.Table:
        """Returns the rows of a table that the last coding of some documents gave, without the writer's stamps."""
        last = "SELECT unit, max(generation) AS generation FROM all_documents WHERE list_contains(?, unit) GROUP BY unit"
        sql = f'SELECT {_listed(SCHEMAS[name])} FROM "all_{name}" SEMI JOIN ({last}) USING (unit, generation)'
        return self.arrow(sql, [list(units)]).cast(SCHEMAS[name])

    def dead(self) -> frozenset[tuple[str, int]]:
        """Returns (unit, generation) of what later runs replaced."""
        return frozenset((row["unit"], row["generation"]) for row in self.stream("FROM dead"))

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            return self.base.cursor()

    def _over_files(self, name: str, paths: list[str]) -> None:
        if paths:
            listed = ", ".join("'" + _literal(path) + "'" for path in paths)
            self.base.execute(f'CREATE VIEW "all_{name}" AS FROM read_parquet([{listed}])')
            return
        empty = stored_schema(name).empty_table()
        self.base.register("nothing", empty)
        self.base.execute(f'CREATE TABLE "all_{name}" AS FROM nothing')
        self.base.unregister("nothing")

    def _without(self, fewer: str, more: str, name: str, gone: str) -> None:
        counted = self.base.execute(f"SELECT count(*) FROM {gone}").fetchone()
        without = f"ANTI JOIN {gone} USING (unit, generation)" if counted and counted[0] else ""
        self.base.execute(f'CREATE VIEW "{fewer}_{name}" AS FROM "{more}_{name}" {without}')

    def _once(self, rows: list[Row]) -> list[Row]:
        """Returns the rows without those that a copy among them, of a lesser address, has as well."""
        asked: dict[str, str] = {}
        for row in rows:
            if (group := self._copies.get(row["unit"])) is not None:
                asked[group] = min(row["doc"], asked.get(group, row["doc"]))
        return [row for row in rows if asked.get(self._copies.get(row["unit"], ""), row["doc"]) == row["doc"]]


def _listed(schema: pa.Schema) -> str:
    return ", ".join(f'"{column}"' for column in schema.names)


def _literal(path: str) -> str:
    """Returns a path for SQL; DuckDB would take [, * and ? in a folder's name for patterns."""
    plain = "".join(f"[{letter}]" if letter in "[*?" else letter for letter in path)
    return plain.replace("'", "''")
