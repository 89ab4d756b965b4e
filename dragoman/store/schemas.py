"""The columns of every table, as Arrow writes them to Parquet.

Two columns of each table are the store's own and never shown: `unit`, the document that a row came from (its
document_id), and `generation`, the number of the run that wrote it. Documents have two more: `text_id`, a hash of the
words that are coded from, and `readings`, the runs in which the address came to give that text.
"""

from __future__ import annotations

import pyarrow as pa

TEXT, INT, FLOAT, BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()

GIVEN = pa.struct({"start": INT, "end": INT, "code": TEXT})
PUBLISHED = pa.struct({"date": TEXT, "basis": TEXT, "text": TEXT, "start": INT, "end": INT})
STEP = pa.struct({"name": TEXT, "code": TEXT, "type": TEXT, "text": TEXT, "start": INT, "end": INT})
BLOCK = pa.struct({"kind": TEXT, "start": INT, "end": INT, "line": INT, "rule": TEXT, "reason": TEXT})
PARTY = pa.struct({"code": TEXT, "id": TEXT, "name": TEXT, "sector": TEXT, "role": TEXT, "text": TEXT, "start": INT, "end": INT})
EVIDENCE = pa.struct({"start": INT, "end": INT, "text": TEXT})
WHEN = pa.struct({"start": TEXT, "end": TEXT, "grain": TEXT, "text": TEXT})
WHERE = pa.struct({"name": TEXT, "country": TEXT, "lat": FLOAT, "lon": FLOAT, "text": TEXT})
QUANTITY = pa.struct({"what": TEXT, "value": FLOAT, "bound": TEXT, "text": TEXT})
MONEY = pa.struct({"amount": FLOAT, "currency": TEXT, "text": TEXT})
SPEAKER = pa.struct({"code": TEXT, "id": TEXT, "name": TEXT, "text": TEXT, "start": INT, "end": INT})
TOLD = pa.struct({
    "basis": TEXT, "address": TEXT, "title": TEXT, "published": TEXT, "updated": TEXT, "outlet": TEXT,
    "authors": pa.list_(TEXT), "forwarded": pa.list_(TEXT),
})  # fmt: skip
READINGS = pa.list_(pa.struct({"run": INT, "at": TEXT}))
UNIT = {"unit": TEXT}

# fmt: off
SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema({
        "doc": TEXT, "document_id": TEXT, "article_id": TEXT, "kind": TEXT, "bytes": INT, "given": pa.list_(GIVEN),
        "told": TOLD, "version": TEXT, "data": pa.large_binary(), "text_id": TEXT, **UNIT,
    }),
    "articles": pa.schema({
        "doc": TEXT, "article_id": TEXT, "lang": TEXT, "title": TEXT, "published": PUBLISHED,
        "bounds": pa.struct({"after": TEXT}), "outlet": TEXT, "authors": pa.list_(TEXT),
        "sources": pa.list_(STEP), "text": TEXT, "blocks": pa.list_(BLOCK), "translated": BOOL, "encoding": TEXT,
        "address": TEXT, "updated": PUBLISHED, **UNIT,
    }),
    "mentions": pa.schema({
        "doc": TEXT, "article_id": TEXT, "mention_id": TEXT, "kind": TEXT, "code": TEXT, "name": TEXT, "use": TEXT,
        "sector": TEXT, "value": TEXT, "entity": TEXT, "office": TEXT, "who": EVIDENCE, "members": pa.list_(TEXT), "text": TEXT,
        "start": INT, "end": INT, "rule": TEXT, **UNIT,
    }),
    "events": pa.schema({
        "doc": TEXT, "event_id": TEXT, "article_id": TEXT, "type": TEXT, "plover": TEXT, "mode": TEXT,
        "contexts": pa.list_(TEXT), "concept": TEXT, "status": TEXT, "commentary": BOOL, "register": TEXT,
        "name": TEXT, "actors": pa.list_(PARTY), "recipients": pa.list_(PARTY), "date": WHEN, "place": WHERE,
        "items": pa.list_(TEXT), "quantities": pa.list_(QUANTITY), "money": MONEY, "stage": TEXT,
        "evidence": EVIDENCE, "trigger": EVIDENCE, "also_at": pa.list_(EVIDENCE), "via": pa.list_(STEP),
        "rule": TEXT, "confidence": FLOAT, "lang": TEXT, **UNIT,
    }),
    "claims": pa.schema({
        "doc": TEXT, "claim_id": TEXT, "article_id": TEXT, "kind": TEXT, "speaker": SPEAKER, "cue": TEXT,
        "chain": pa.list_(STEP), "about": pa.list_(TEXT), "evidence": EVIDENCE, "denies": TEXT, "rule": TEXT,
        "confidence": FLOAT, "lang": TEXT, **UNIT,
    }),
    "rejected": pa.schema(
        {"doc": TEXT, "stage": TEXT, "reason": TEXT, "detail": TEXT, "document_id": TEXT, **UNIT}
    ),
}
# fmt: on

TABLES = tuple(SCHEMAS)

# What the writer adds to a batch when it is put away, so that coding itself never looks at a clock.
STAMPS: dict[str, dict[str, pa.DataType]] = {
    name: ({"read_at": TEXT, "readings": READINGS} if name == "documents" else {}) | {"generation": INT} for name in TABLES
}

HIDDEN = ("unit", "generation", "text_id", "readings")  # columns that no listing shows

# The order of a listing. Rows that agree in all of it are equal or anchored at the same words.
ORDER = {
    "documents": "doc, document_id",
    "articles": "doc, article_id",
    "mentions": 'doc, article_id, start, "end", mention_id',
    "events": 'doc, article_id, evidence.start, evidence."end", event_id',
    "claims": 'doc, article_id, evidence.start, evidence."end", claim_id',
    "rejected": "doc, stage, reason, detail",
}


def shown_schema(name: str) -> pa.Schema:
    """Returns a table's columns as they are asked for."""
    return pa.schema([field for field in stored_schema(name) if field.name not in HIDDEN])


def stored_schema(name: str) -> pa.Schema:
    """Returns a table's columns as they stand on disk, stamps included."""
    schema = SCHEMAS[name]
    for column, kind in STAMPS[name].items():
        schema = schema.append(pa.field(column, kind))
    return schema
