"""One article with everything marked in it, as one dict that the terminal and the web both draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.model import CODED
from dragoman.view.filters import belongs
from dragoman.view.marking import Mark, Segment, segments
from dragoman.view.queries import Row, article_named, left_out, reaching

if TYPE_CHECKING:
    from dragoman.store import Corpus

KEPT = ("doc", "article_id", "lang", "title", "published", "bounds", "outlet", "authors", "sources")


def article_view(corpus: Corpus, key: str) -> Row:
    """Returns an article (by path, address, id or ending of a path) ready to be drawn; an older version by its id.

    Raises NotFoundError.

    Beside the article's own fields: `blocks`, each with `coded`, `blank` (no words in it) and `segments`; `events` and
    `claims`, numbered from 1 in the order of their words, otherwise rows of the contract; `actors` by how often they
    are named; `counts`; `version`, {number, of}: which of the texts that were read at this address it is.
    A segment is {text, mentions: [{code, kind, name, use}], triggers, events, claims: [numbers], ends: {triggers,
    claims, codes}}, where `ends` is what ends with this piece. Texts of all segments joined are the text.
    """
    corpus, row = reaching(corpus, article_named, key)
    mine = ("doc = ? AND article_id = ?", (row["doc"], row["article_id"]))
    events = _numbered(corpus.rows("events", *mine), "trigger")
    claims = _numbered(corpus.rows("claims", *mine), "evidence")
    mentions = sorted(corpus.rows("mentions", *mine), key=lambda m: (m["start"], m["end"]))
    marks = [*_event_marks(events), *_claim_marks(claims), *_mention_marks(mentions)]
    blocks = [_block(row["text"], block, marks, mentions) for block in row["blocks"]]
    counts = {"events": len(events), "claims": len(claims), "left_out": left_out(row)}
    return {
        **{name: row.get(name) for name in KEPT},
        "blocks": blocks,
        "events": events,
        "claims": claims,
        "actors": _actors(mentions),
        "counts": counts,
        "version": _version(corpus, row),
    }


def _version(corpus: Corpus, row: Row) -> Row:
    held = [version["article_id"] for version in corpus.all_versions().versions(row["doc"]) if version["article_id"]]
    return {"number": held.index(row["article_id"]) + 1, "of": len(held)}


def trigger_of(event: Row) -> Row:
    """Returns the words that say the act, where the row has them; else its evidence."""
    found: Row = event.get("trigger") or event["evidence"]
    return found


def _numbered(rows: list[Row], anchor: str) -> list[Row]:
    def place(row: Row) -> tuple[Any, ...]:
        words = row.get(anchor) or row["evidence"]
        return words["start"], words["end"], row.get("event_id") or row.get("claim_id")

    return [{"number": number, **row} for number, row in enumerate(sorted(rows, key=place), start=1)]


def _event_marks(events: Iterable[Row]) -> Iterator[Mark]:
    for event in events:
        number = str(event["number"])
        for words in (event["evidence"], *(event.get("also_at") or ())):
            yield Mark(words["start"], words["end"], "event", number)
        if event.get("trigger"):
            yield Mark(event["trigger"]["start"], event["trigger"]["end"], "trigger", number)


def _claim_marks(claims: Iterable[Row]) -> Iterator[Mark]:
    for claim in claims:
        yield Mark(claim["evidence"]["start"], claim["evidence"]["end"], "claim", str(claim["number"]))


def _mention_marks(mentions: Iterable[Row]) -> Iterator[Mark]:
    for index, mention in enumerate(mentions):
        yield Mark(mention["start"], mention["end"], "mention", str(index))


def _block(text: str, block: Row, marks: list[Mark], mentions: list[Row]) -> Row:
    near = [mark for mark in marks if mark.start < block["end"] and block["start"] < mark.end]
    pieces = segments(text, near, block["start"], block["end"])
    shown = {"coded": block["kind"] in CODED, "blank": not text[block["start"] : block["end"]].strip()}
    return {**block, **shown, "segments": [_piece(piece, mentions) for piece in pieces]}


def _piece(piece: Segment, mentions: list[Row]) -> Row:
    return {
        "text": piece.text,
        "mentions": [_mention(mentions[int(ref)]) for ref in piece.refs("mention")],
        "triggers": _numbers(piece.refs("trigger")),
        "events": _numbers(piece.refs("event")),
        "claims": _numbers(piece.refs("claim")),
        "ends": {
            "triggers": _numbers(mark.ref for mark in piece.ends("trigger")),
            "claims": _numbers(mark.ref for mark in piece.ends("claim")),
            "codes": _codes([mentions[int(mark.ref)] for mark in piece.ends("mention")]),
        },
    }


def _numbers(refs: Iterable[str]) -> list[int]:
    return [int(ref) for ref in refs]


def _mention(row: Row) -> Row:
    return {name: row.get(name) for name in ("code", "kind", "name", "use")}


def _codes(mentions: Iterable[Row]) -> list[str]:
    """The codes to show, outermost first; not a state's beside its own ministry's («министр обороны Казахстана»)."""
    kept: list[str] = []
    for code in dict.fromkeys(row["code"] for row in mentions if row.get("code")):
        if not any(belongs(outer, code) for outer in kept):
            kept.append(code)
    return kept


def _actors(mentions: Iterable[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in mentions:
        if row.get("code"):
            seen = found.setdefault(row["code"], {"code": row["code"], "name": row["name"], "mentions": 0})
            seen["mentions"] += 1
    return sorted(found.values(), key=lambda row: (-row["mentions"], row["code"]))
