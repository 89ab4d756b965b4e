"""Which rows of an address are replaced, which are older versions, and which a listing shows.

An address that is read again with another text has two versions, and both stay. The text is what is coded from: where
only a menu or an advert around it has changed, the later bytes replace the earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dragoman.store.rows import Row

# The number of the run by which the order of an address's versions goes. Coding again by another version of the
# program leaves it as it is, so that an old text does not become the latest by that.
TURN = "readings[-1].run"

# Replaced for good: earlier codings of the same document, and documents with a text that its address gave again in
# other bytes. Of those of one run the least id counts, so that the order of coming does not.
DEAD_DOCUMENTS = f"""
    CREATE TABLE dead AS
    WITH coded AS (
        SELECT unit, doc, text_id, article_id, generation, {TURN} AS turn,
               row_number() OVER (PARTITION BY unit ORDER BY generation DESC) AS coding
        FROM all_documents
    ), texts AS (
        SELECT unit, generation,
               row_number() OVER (PARTITION BY doc, text_id ORDER BY turn DESC, generation DESC, unit) AS text,
               row_number() OVER (PARTITION BY doc, article_id ORDER BY turn DESC, generation DESC, unit) AS article
        FROM coded WHERE coding = 1
    )
    SELECT unit, generation FROM coded WHERE coding > 1
    UNION ALL
    SELECT unit, generation FROM texts WHERE text > 1 OR article > 1
"""
DEAD_REJECTIONS = """
    INSERT INTO dead
    SELECT DISTINCT lost.unit, lost.generation
    FROM (SELECT unit, doc, generation, max(generation) OVER (PARTITION BY unit) AS last
          FROM all_rejected WHERE document_id IS NULL) AS lost
    LEFT JOIN (SELECT doc, max(generation) AS good FROM all_documents GROUP BY doc) AS read
    ON read.doc = lost.doc
    WHERE lost.generation < lost.last OR lost.generation < read.good
"""
# Live, but not shown. A reading that gave no text is no version: its rejection is listed until a text comes.
OLD = """
    CREATE TABLE old AS
    SELECT unit, generation FROM (
        SELECT unit, generation, text_id, turn, max(turn) FILTER (text_id IS NOT NULL) OVER (PARTITION BY doc) AS text_turn,
               row_number() OVER (PARTITION BY doc, text_id IS NULL ORDER BY turn DESC NULLS LAST, unit) AS place
        FROM (SELECT unit, generation, doc, text_id, {turn} AS turn FROM live_documents)
    ) WHERE {hidden}
"""
NOT_LATEST = "turn IS NULL OR place > 1 OR (text_id IS NULL AND turn < text_turn)"
AS_READ = "list_max([one.run FOR one IN readings IF left(one.at, {length}) <= '{day}'])"


@dataclass(frozen=True, slots=True)
class Shown:
    """Which versions of an address a listing shows: the latest one, all, or the latest of those read until a day.

    `until` is an ISO date, possibly partial, inclusive, in UTC.
    """

    all: bool = False
    until: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where `until` is none of figures and hyphens: it becomes part of a question."""
        if self.until and not set(self.until) <= set("0123456789-"):
            raise ValueError(f"{self.until!r} is no date")

    def old(self) -> str:
        """Returns the SQL that makes the table of what is not shown."""
        until = AS_READ.format(length=len(self.until), day=self.until) if self.until else TURN
        hidden = "turn IS NULL" if self.all else NOT_LATEST
        return OLD.format(turn=until, hidden=hidden)


LATEST = Shown()


class Past:
    """What the corpus held as a run began: since when its addresses give their texts."""

    def __init__(self, keys: pa.Table) -> None:
        """Takes unit, doc, text_id and readings of all documents."""
        self.keys = keys

    def stamps(self, documents: pa.Table, now: Row, renewed: bool) -> list[list[Row]]:
        """Returns the readings of each document: those known, and the present one where it brings the text anew.

        A known document that is coded again brings nothing new, unless it was `renewed`: read again after other texts.
        """
        own, same = self._of(documents["doc"])
        found = []
        for unit, doc, text in zip(*(documents[name].to_pylist() for name in ("unit", "doc", "text_id")), strict=True):
            before = own.get(unit) or same.get((doc, text), [])
            found.append(before if unit in own and not renewed else [*before, now])
        return found

    def _of(self, docs: Any) -> tuple[dict[str, list[Row]], dict[tuple[str, str | None], list[Row]]]:
        rows = self.keys.filter(pc.is_in(self.keys["doc"], value_set=docs.combine_chunks())).to_pylist()
        own = {row["unit"]: row["readings"] for row in rows}
        same = {(row["doc"], row["text_id"]): row["readings"] for row in rows if row["text_id"]}
        return own, same
