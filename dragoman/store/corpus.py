"""A corpus as the rest of the house sees it: rows by question, what is known, writing, compaction, digest, checks.

corpus = Corpus(Path("corpus"))
corpus.rows("events", "type = ? AND confidence > ?", ("CONSULT", 0.5))
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from dragoman.model import Document, Given, Rejected, Told
from dragoman.store import manifest as manifests
from dragoman.store.batch import Result, batch, rejections
from dragoman.store.catalog import AGAIN, Catalog
from dragoman.store.errors import DamagedCorpus, NoCorpus
from dragoman.store.rows import Row
from dragoman.store.schemas import ORDER, TABLES
from dragoman.store.shards import Folder
from dragoman.store.versions import LATEST, TURN, Shown
from dragoman.store.writer import Writer, writing

Answer = TypeVar("Answer")
UNHASHED = "data, read_at, readings, generation"  # bytes are in document_id; when and in which run is not what was read
# The texts of an address, the latest last; all documents, with whether their addresses gave no other text since.
TEXTS = f"SELECT document_id, article_id, version, readings FROM live_documents WHERE doc = ? ORDER BY {TURN}, unit DESC"
KNOWN = f"""
    SELECT document_id, doc, version, article_id,
           row_number() OVER (PARTITION BY doc ORDER BY {TURN} DESC, unit) = 1 AS latest
    FROM live_documents
"""
TRIES = 5
AT_ONCE = 64  # documents whose bytes are in memory at once


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the corpus holds. `article_id` is None where nothing could be read from it.

    `latest` where no later reading of its address gave another text.
    """

    doc: str
    version: str
    article_id: str | None
    latest: bool = True
    again: bool = False  # to be read again, though by the same version: its process died, or a later reading failed


class Corpus:
    """The corpus in a folder. Any number may read it, from several threads too, while one writes.

    Of an address that gave several texts `rows` and `table` show the latest, or what `shown` says.
    """

    def __init__(self, path: Path | str, shown: Shown = LATEST) -> None:
        """Opens nothing yet: a folder without a corpus raises NoCorpus when asked."""
        self.path = Path(path)
        self.shown = shown
        self._folder = Folder(self.path)
        self._lock = threading.Lock()
        self._held: tuple[object, Catalog] | None = None

    # --- questions

    def exists(self) -> bool:
        """Tells whether something was ever read into the folder."""
        try:
            manifests.load(self.path)
        except NoCorpus:
            return False
        return True

    def rows(self, name: str, where_sql: str = "", params: Sequence[Any] = ()) -> list[Row]:
        """Returns the rows of a table (documents, articles, mentions, events, claims, rejected) as plain dicts.

        `where_sql` is a condition in DuckDB's SQL over the columns, nested ones by dots (`published.date > ?`), with
        `params` for its question marks. Rows come in the order of pages and their words. Articles are listed for every
        address; mentions, events and claims of the same text at several addresses once, from the least address asked
        for. Raises NoCorpus, DamagedCorpus, KeyError for an unknown table, duckdb.Error for a wrong condition.
        """
        ORDER[name]
        return self._asked(lambda catalog: catalog.rows(name, where_sql, params))

    def table(self, name: str) -> pa.Table:
        """Returns all rows of a table as Arrow, quantities as a list. Raises as `rows` does."""
        ORDER[name]
        return self._asked(lambda catalog: catalog.table(name))

    def showing(self, shown: Shown) -> Corpus:
        """Returns the same corpus with other versions of its addresses shown."""
        return Corpus(self.path, shown)

    def all_versions(self) -> Corpus:
        """Returns the same corpus with all versions of its addresses shown."""
        return self.showing(Shown(all=True))

    def versions(self, doc: str) -> list[Row]:
        """Returns the texts that an address gave, the latest last: {document_id, article_id, version, read: [times]}.

        A reading that gave no text has no article_id. Times are those of the runs in which the text came anew, UTC.
        """
        rows = self._asked(lambda catalog: list(catalog.stream(TEXTS, (doc,))))
        return [{**row, "read": [one["at"] for one in row.pop("readings")]} for row in rows]

    def documents(self) -> dict[str, Known]:
        """Returns every live document by its id, older versions too, with the version of the program that coded it.

        None where there is no corpus.
        """
        if not self.exists():
            return {}
        return self._asked(_known)

    def document(self, document_id: str) -> Document:
        """Returns a document as it was read, bytes included. Raises KeyError where there is none."""
        for document in self._documents([document_id]):
            return document
        raise KeyError(document_id)

    def originals(self) -> Iterator[Document]:
        """Yields every live document, of older versions too, as it was read, in the order of addresses: what recoding needs."""
        known = self.documents()
        order = sorted(known, key=lambda one: known[one].doc)
        for start in range(0, len(order), AT_ONCE):
            yield from self._documents(order[start : start + AT_ONCE])

    def _documents(self, ids: list[str]) -> list[Document]:
        wanted = "FROM live_documents WHERE document_id IN (SELECT unnest(?)) ORDER BY doc, document_id"
        return self._asked(lambda catalog: [_document(row) for row in catalog.stream(wanted, (ids,))])

    # --- changes

    @contextmanager
    def writing(self, timeout: float = 10.0) -> Iterator[Writer]:
        """Yields the writer, alone while it lasts. Raises BusyCorpus after `timeout` seconds, DamagedCorpus."""
        with writing(self.path, timeout) as writer:
            yield writer

    def write(self, results: Iterable[Result | Rejected], version: str) -> None:
        """Adds what documents gave; another text of a known address is its latest version."""
        held = list(results)
        with self.writing() as writer:
            writer.add(batch([one for one in held if not isinstance(one, Rejected)], version))
            writer.add(rejections(one for one in held if isinstance(one, Rejected)))

    def compact(self) -> None:
        """Merges small shards and drops replaced rows; listings and digest stay the same."""
        manifests.load(self.path)
        with self.writing() as writer:
            writer.compact()

    # --- soundness

    def digest(self) -> str:
        """Returns a hash of all rows but for times of reading: equal where the same was read, in whatever order.

        Raises NoCorpus, DamagedCorpus.
        """
        self.check()
        return self._asked(_digest)

    def check(self) -> None:
        """Raises DamagedCorpus where any file is missing or is not byte for byte what was written; NoCorpus."""
        for attempt in range(TRIES):
            seen = manifests.stamp(self.path)
            try:
                for shard in manifests.load(self.path).shards:
                    self._folder.check_bytes(shard)
                return
            except DamagedCorpus:
                # a writer may have merged the shard away meanwhile; then the new manifest tells the truth
                if manifests.stamp(self.path) == seen or attempt == TRIES - 1:
                    raise

    def _asked(self, ask: Callable[[Catalog], Answer]) -> Answer:
        for attempt in range(TRIES):
            seen = manifests.stamp(self.path)
            try:
                return ask(self._catalog())
            except (duckdb.Error, DamagedCorpus):
                if manifests.stamp(self.path) != seen and attempt < TRIES - 1:
                    continue
                self.check()  # says which file it is; where all are sound the question was wrong
                raise
        raise AssertionError("the last try returns or raises")

    def _catalog(self) -> Catalog:
        with self._lock:
            seen = manifests.stamp(self.path)
            if self._held is None or self._held[0] != seen or seen is None:
                self._held = (seen, Catalog(self._folder, manifests.load(self.path), self.shown))
            return self._held[1]


def _known(catalog: Catalog) -> dict[str, Known]:
    again = {row["document_id"] for row in catalog.stream(AGAIN)}
    rows = catalog.stream(KNOWN)
    return {
        row["document_id"]: Known(row["doc"], row["version"], row["article_id"], row["latest"], row["document_id"] in again)
        for row in rows
    }


def _document(row: Row) -> Document:
    given = tuple(Given(one["start"], one["end"], one["code"]) for one in row["given"] or ())
    return Document(row["doc"], row["data"], given, row["kind"], _told(row["told"]))


def _told(row: Row | None) -> Told | None:
    if row is None:
        return None
    lists = {name: tuple(row[name] or ()) for name in ("authors", "forwarded")}
    return Told(**{**row, **lists})


def _digest(catalog: Catalog) -> str:
    total = hashlib.blake2b(digest_size=16)
    for name in TABLES:
        hidden = UNHASHED if name == "documents" else "generation"
        rows = catalog.stream(f'SELECT * EXCLUDE ({hidden}) FROM "live_{name}"')
        total.update(name.encode())
        for line in sorted(_row_hash(row) for row in rows):
            total.update(line)
    return total.hexdigest()


def _row_hash(row: Row) -> bytes:
    plain = json.dumps(row, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(plain.encode(), digest_size=16).digest()
