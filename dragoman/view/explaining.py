"""Why a row is there, and why none is: what the reader saw in a sentence, from coding the page again.

Sentences and scores are not kept in a corpus; the original bytes are, and coding is a pure function of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.model import CODED, Document
from dragoman.view.queries import NotFoundError, Row, article_named, claim_named, event_named, reaching

if TYPE_CHECKING:
    from dragoman.store import Corpus

# What `explain` gives for a page: {"sentences": [{"start", "end", "text", "line", "mentions", "triggers",
# "attribution", "rules", "nearest": [{"text", "file", "line", "similarity"}]}]}
Seen = dict[str, Any]


class Explainer(Protocol):
    """The part of `pipeline.Coder` that is needed here."""

    def explain(self, document: Document) -> Any:
        """Returns what was seen in each sentence of the page."""
        ...


def document_of(corpus: Corpus, article: Row) -> Document:
    """Returns the original bytes of an article as they were read. Raises NotFoundError."""
    rows = corpus.rows("documents", "doc = ? AND article_id = ?", (article["doc"], article["article_id"]))
    if not rows:
        raise NotFoundError(f"the corpus holds no original of {article['doc']!r}")
    return corpus.document(rows[0]["document_id"])


def explain_event(corpus: Corpus, key: str, coder: Explainer) -> Row:
    """Returns {event, block, sentences}: the row, where it stands, and what was seen in its sentences.

    Raises NotFoundError.
    """
    return _explained("event", *reaching(corpus, event_named, key), coder)


def explain_claim(corpus: Corpus, key: str, coder: Explainer) -> Row:
    """Returns {claim, block, sentences}, as `explain_event` does. Raises NotFoundError."""
    return _explained("claim", *reaching(corpus, claim_named, key), coder)


def _explained(what: str, corpus: Corpus, row: Row, coder: Explainer) -> Row:
    article = corpus.rows("articles", "doc = ? AND article_id = ?", (row["doc"], row["article_id"]))[0]
    words = row["evidence"]
    seen = _sentences(coder.explain(document_of(corpus, article)))
    return {
        what: row,
        "block": _block_at(article["blocks"], words["start"]),
        "sentences": [s for s in seen if s["start"] < words["end"] and words["start"] < s["end"]],
    }


def why(corpus: Corpus, key: str, line: int, coder: Explainer) -> Row:
    """Returns {doc, line, text, blocks, sentences, events, claims}: everything about one line of a page, rows or none.

    `blocks` are the line's, each with `coded`, rule and reason: a block left out says there why nothing was read from
    it. `sentences` hold all that was seen, below thresholds too. Raises NotFoundError where there is no such line.
    """
    corpus, article = reaching(corpus, article_named, key)
    lines = article["text"].split("\n")
    if not 1 <= line <= len(lines):
        raise NotFoundError(f"{article['doc']} has lines 1 to {len(lines)}, not {line}")
    start = sum(len(before) + 1 for before in lines[: line - 1])
    end = start + len(lines[line - 1])
    blocks = [_told(b) for b in article["blocks"] if b["start"] < max(end, start + 1) and start < b["end"]]
    seen = _sentences(coder.explain(document_of(corpus, article))) if any(b["coded"] for b in blocks) else []
    inside = ("doc = ? AND article_id = ?", (article["doc"], article["article_id"]))
    return {
        "doc": article["doc"],
        "line": line,
        "text": lines[line - 1],
        "blocks": blocks,
        "sentences": [s for s in seen if s["start"] < end and start < s["end"]],
        "events": _within(corpus.rows("events", *inside), start, end),
        "claims": _within(corpus.rows("claims", *inside), start, end),
    }


def _sentences(explanation: Any) -> list[Seen]:
    """Takes a dict with "sentences" or an object with `.sentences`, of dicts."""
    found = explanation["sentences"] if isinstance(explanation, dict) else explanation.sentences
    return list(found)


def _told(block: Row) -> Row:
    return {**block, "coded": block["kind"] in CODED}


def _block_at(blocks: Iterable[Row], start: int) -> Row | None:
    return next((_told(block) for block in blocks if block["start"] <= start < block["end"]), None)


def _within(rows: list[Row], start: int, end: int) -> list[Row]:
    kept = [row for row in rows if row["evidence"]["start"] < end and start < row["evidence"]["end"]]
    return sorted(kept, key=lambda row: (row["evidence"]["start"], row["evidence"]["end"]))
