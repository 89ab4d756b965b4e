"""Records as plain rows, with the names and order of the contract. Tables, listings and exports all show these."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from dragoman.model import Article, Claim, Coding, Document, Event, Evidence, Mention, Rejected, Span, Step, content_id

Row = dict[str, Any]


def document_row(document: Document, article: Article | None, version: str) -> Row:
    """Returns one document's row, its bytes under `data`; `article_id` is None where nothing could be read from it."""
    return {
        "doc": document.doc,
        "document_id": document.document_id,
        "article_id": article.article_id if article else None,
        "kind": document.kind,
        "bytes": len(document.data),
        "given": [_flat(given) for given in document.given],
        "told": _flat(document.told) if document.told else None,
        "version": version,
        "data": document.data,
        "text_id": text_id(article) if article else None,
    }


def text_id(article: Article) -> str:
    """Returns the hash of the words that are coded from: another menu, advert or spacing around them is no other text."""
    coded = [article.text[block.start : block.end] for block in article.blocks if block.coded] or [article.text]
    words = [word for part in coded for word in part.split()]
    return content_id("text", unicodedata.normalize("NFC", " ".join(words)))


def article_row(article: Article) -> Row:
    """Returns an article's row."""
    return {
        "doc": article.doc,
        "article_id": article.article_id,
        "lang": article.lang,
        "title": article.title,
        "published": _flat(article.published) if article.published else None,
        "bounds": {"after": article.bounds_after},
        "outlet": article.outlet,
        "authors": list(article.authors),
        "sources": _steps(article.sources),
        "text": article.text,
        "blocks": [_flat(block) for block in article.blocks],
        "translated": article.translated,
        "encoding": article.encoding,
        "address": article.address,
        "updated": _flat(article.updated) if article.updated else None,
    }


def mention_row(mention: Mention, article: Article, article_id: str) -> Row:
    """Returns a mention's row; its id depends on article, place, kind and code. `article_id` is hashed once a page."""
    return {
        "doc": article.doc,
        "article_id": article_id,
        "mention_id": content_id("mention", article_id, mention.start, mention.end, mention.kind, mention.code),
        "kind": mention.kind,
        "code": mention.code,
        "name": mention.name,
        "use": mention.use,
        "sector": mention.sector,
        "value": mention.value,
        "entity": mention.entity,
        "office": mention.office,
        "who": _spoken(article.text, mention.who),
        "members": list(mention.members),
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "rule": mention.rule,
    }


def _spoken(text: str, span: Span | None) -> Row | None:
    """Returns a stretch of the text as {start, end, text}."""
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]} if span else None


def event_row(event: Event) -> Row:
    """Returns an event's row as tables hold it: `quantities` is a list; `contract_rows` makes it a dict by `what`."""
    return {
        "doc": event.doc,
        "event_id": event.event_id,
        "article_id": event.article_id,
        "type": event.type,
        "plover": event.plover,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "concept": event.concept,
        "status": event.status,
        "commentary": event.commentary,
        "register": event.register,
        "name": event.name,
        "actors": [_flat(party) for party in event.actors],
        "recipients": [_flat(party) for party in event.recipients],
        "date": _flat(event.date) if event.date else None,
        "place": _flat(event.place) if event.place else None,
        "items": list(event.items),
        "quantities": [_flat(quantity) for quantity in event.quantities],
        "money": _flat(event.money) if event.money else None,
        "stage": event.stage,
        "evidence": _evidence(event.evidence),
        "trigger": _evidence(event.trigger),
        "also_at": [_evidence(telling) for telling in event.also_at],
        "via": _steps(event.via),
        "rule": event.rule,
        "confidence": event.confidence,
        "lang": event.lang,
    }


def claim_row(claim: Claim) -> Row:
    """Returns a claim's row."""
    return {
        "doc": claim.doc,
        "claim_id": claim.claim_id,
        "article_id": claim.article_id,
        "kind": claim.kind,
        "speaker": _flat(claim.speaker),
        "cue": claim.cue,
        "chain": _steps(claim.chain),
        "about": list(claim.about),
        "evidence": _evidence(claim.evidence),
        "denies": claim.denies,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "lang": claim.lang,
    }


def rejected_row(rejected: Rejected) -> Row:
    """Returns the row of something dropped."""
    return {"doc": rejected.doc, "stage": rejected.stage, "reason": rejected.reason, "detail": rejected.detail}


def coding_rows(coding: Coding) -> dict[str, list[Row]]:
    """Returns all rows of one coded document by table: articles, mentions, events, claims, rejected."""
    article, article_id = coding.article, coding.article.article_id
    return {
        "articles": [article_row(article)],
        "mentions": [mention_row(mention, article, article_id) for mention in coding.mentions],
        "events": [event_row(event) for event in coding.events],
        "claims": [claim_row(claim) for claim in coding.claims],
        "rejected": [rejected_row(rejected) for rejected in coding.rejected],
    }


def contract_rows(name: str, rows: Iterable[Row], hidden: Iterable[str] = ()) -> list[Row]:
    """Returns a table's rows as the contract shows them: without hidden columns, an event's quantities by `what`."""
    shown = [{key: value for key, value in row.items() if key not in hidden} for row in rows]
    if name == "events":
        for row in shown:
            row["quantities"] = by_what(row["quantities"] or ())
    return shown


def by_what(quantities: Iterable[Row]) -> dict[str, Row]:
    """Returns quantities by what they count. A second one of the same («300 солдат … 500 солдат») is `soldiers#2`."""
    named: dict[str, Row] = {}
    for quantity in quantities:
        what, rest = quantity["what"], {key: value for key, value in quantity.items() if key != "what"}
        times = 1
        while (key := what if times == 1 else f"{what}#{times}") in named:
            times += 1
        named[key] = rest
    return named


def _flat(record: Any) -> Row:
    """Returns a record without records inside; `dataclasses.asdict`, which looks for them, takes four times as long."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _steps(steps: Iterable[Step]) -> list[Row]:
    return [_flat(step) for step in steps]


def _evidence(evidence: Evidence) -> Row:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}
