"""What a corpus holds, in figures: the page that `read` ends with."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dragoman import actors, codebook
from dragoman.codebook import GROUPS, STATUS_GROUP
from dragoman.view.queries import Row, common, party_codes

if TYPE_CHECKING:
    from dragoman.store import Corpus

TOGETHER = 4  # more than so many at one meeting are no pairs


def summary(corpus: Corpus, top: int = 10, flag: str = "") -> Row:
    """Returns the corpus in figures.

    `pages` {articles, rejected, reasons}; `languages` and `outlets` {name: pages}; `events` {total, commentary,
    by_type: [{type, quad, total, real, future, unreal, denied}], by_register}; `claims` {total, by_kind}; `who`: the
    `top` most told [{actor, type, recipient, status, count, docs}]; `next`: commands worth trying here, each
    with `flag`, which names the corpus where it is not the usual one.
    """
    pages, events, claims = corpus.rows("articles"), corpus.rows("events"), corpus.rows("claims")
    dropped = corpus.rows("rejected")
    who = _who(events)[:top]
    return {
        "pages": {
            "articles": len(pages), "rejected": len({row["doc"] for row in dropped}), "reasons": reasons(dropped),
        },
        "languages": _counted(row["lang"] for row in pages),
        "outlets": _counted(row["outlet"] for row in pages if row.get("outlet")),
        "events": {
            "total": len(events), "commentary": sum(bool(row["commentary"]) for row in events),
            "by_type": _by_type(events), "by_register": _counted(row["register"] for row in events if row["register"]),
        },
        "claims": {"total": len(claims), "by_kind": _counted(row["kind"] for row in claims)},
        "who": who,
        "names": names(events),
        "next": [row | {"command": row["command"] + flag} for row in _next(pages, events, claims, dropped, who)],
    }  # fmt: skip


def reasons(dropped: Iterable[Row]) -> list[Row]:
    """Returns rejections by stage and reason, the most frequent first, each with a few of its documents."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in dropped:
        found[row["stage"], row["reason"]].append(row["doc"])
    rows = [
        {"stage": stage, "reason": reason, "count": len(docs), "docs": sorted(docs)[:5]}
        for (stage, reason), docs in found.items()
    ]
    return sorted(rows, key=lambda row: (-int(str(row["count"])), str(row["stage"]), str(row["reason"])))


def names(events: Iterable[Row]) -> dict[str, str]:
    """Returns the usual name for each code that takes part in events."""
    seen: dict[str, list[str]] = defaultdict(list)
    for row in events:
        for party in [*row["actors"], *row["recipients"]]:
            seen[party["code"]].append(party.get("name") or party["code"])
    known = actors.load()
    return {code: _table_name(known.name(code), code) or common(found) or code for code, found in sorted(seen.items())}


def _table_name(name: str, code: str) -> str | None:
    """Returns the table's name of a code: «Душанбе» and «Рахмон» are Tajikistan; None where no table has the code."""
    return None if name == code else name


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _by_type(events: Iterable[Row]) -> list[Row]:
    types = codebook.load().types
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in events:
        found[row["type"]][STATUS_GROUP.get(row["status"], "real")] += 1
    rows = [
        {"type": name, "quad": types[name].quad if name in types else None, "total": counter.total()}
        | {group: counter[group] for group in GROUPS}
        for name, counter in found.items()
    ]
    return sorted(rows, key=lambda row: (row["quad"] or 9, -row["total"], row["type"]))


def _who(events: Iterable[Row]) -> list[Row]:
    """Counts acts that happened or are going on, not commentary; a mutual type's pair counts in one order only.

    A summit of many says little of any two of them, so it counts for none of its pairs.
    """
    book = codebook.load()
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in events:
        if row["commentary"] or STATUS_GROUP.get(row["status"]) != "real":
            continue
        mutual = row["type"] in book.types and book.mutual(row["type"])
        for pair in _pairs(row, mutual):
            told[pair[0], row["type"], pair[1]].append(row["doc"])
    rows: list[dict[str, Any]] = [
        {"actor": actor, "type": kind, "recipient": other, "mutual": kind in book.types and book.mutual(kind)}
        | {"count": len(docs), "docs": len(set(docs))}
        for (actor, kind, other), docs in told.items()
    ]
    return sorted(rows, key=lambda row: (-row["count"], -row["docs"], row["actor"], row["type"], row["recipient"]))


def _pairs(row: Row, mutual: bool) -> set[tuple[str, str]]:
    actors, others = party_codes(row["actors"]), party_codes(row["recipients"])
    if not mutual:
        return {(actor, other) for actor in actors for other in others if actor != other}
    everyone = sorted({*actors, *others})
    if len(everyone) > TOGETHER:
        return set()
    return {(one, two) for i, one in enumerate(everyone) for two in everyone[i + 1 :]}


def _next(pages: list[Row], events: list[Row], claims: list[Row], dropped: list[Row], who: list[Row]) -> list[Row]:
    denials = any(row["kind"] == "denial" for row in claims)
    pair = f"--between {who[0]['actor']} {who[0]['recipient']}" if who else ""
    found = [
        (events, f"show {shlex.quote(_richest(events))}", "the page with most events, everything marked in it"),
        (who, f"events {pair}", "what these two did with each other"),
        (claims, "claims --kind denial" if denials else "claims", "who denies what" if denials else "who says what"),
        (dropped, "rejected", "what was dropped, and why"),
        (pages, "serve", "the same in a browser"),
    ]
    return [{"command": f"dragoman {command}", "shows": shows} for offered, command, shows in found if offered]


def _richest(events: list[Row]) -> str:
    counted = Counter(row["doc"] for row in events)
    return min(counted, key=lambda doc: (-counted[doc], doc), default="")
