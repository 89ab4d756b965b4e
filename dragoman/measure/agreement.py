"""How far a corpus agrees with gold: precision, recall and F1 of events and claims.

Gold is JSON lines in our own format, a row an event or a claim (a row with `speaker` is a claim):

    {"doc": "a.txt", "type": "CONSULT", "status": "occurred", "actors": ["KAZ"], "recipients": ["TUR"]}
    {"doc": "a.txt", "kind": "denial", "speaker": {"code": "KAZ"}, "evidence": {"text": "..."}}

Parties are codes or objects with a `code`. `"optional": true` in a gold event is one that a reader may fairly leave
out: finding it is neither right nor wrong. Pages are told by the last part of `doc`; only pages that the gold names are
compared, and {"doc": "b.txt"} alone names a page on which nothing is to be found.

An event found and a gold event of one page agree, best pairs first, one to one:
    lenient   same type, the parties in their roles overlap by half or more (Jaccard), each gold side met
    full      same type, the same parties in the same roles, the same group of status: real (occurred, ongoing), future
              (planned, proposed, predicted), unreal (hypothetical, counterfactual), denied (denied, negated)
The roles of AGREE, CONSULT and COOPERATE count as one set. A code counts by its part before a colon where that is in
capitals (KAZ:ministry as KAZ). A future CONSULT, SUPPORT, COOPERATE, AID may also be given as AGREE and a future
RETREAT as CONCEDE, as PLOVER records them.
A claim agrees leniently where its words share half of those of the shorter of both, fully where also its kind is the
same and its speaker too (code, or a word of the name in common).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman import codebook
from dragoman.model import FUTURE

Row = dict[str, Any]
LENIENT, FULL = 1, 2
LEVELS = {"lenient": LENIENT, "full": FULL}


class GoldError(ValueError):
    """A gold file that cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What should be found, by page."""

    docs: frozenset[str]
    events: tuple[Row, ...]
    claims: tuple[Row, ...]


def load(path: Path) -> Gold:
    """Returns the gold in a file of JSON lines. Raises GoldError, which names the line."""
    rows = []
    for number, line in enumerate(path.read_text("utf8").splitlines(), start=1):
        if line.strip():
            rows.append(_checked(line, number))
    events = tuple(row for row in rows if "type" in row)
    claims = tuple(row for row in rows if "speaker" in row and "type" not in row)
    return Gold(frozenset(_page(row) for row in rows), events, claims)


def _checked(line: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise GoldError(f"line {number} is not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("doc"), str):
        raise GoldError(f"line {number}: a row is an object with a doc")
    if "type" in row and row["type"] not in codebook.load().types:
        raise GoldError(f"line {number}: no type {row['type']!r} in the codebook")
    if "type" in row and row.get("status", "occurred") not in codebook.STATUS_GROUP:
        raise GoldError(f"line {number}: no status {row['status']!r}")
    return row


def evaluate(gold: Gold, events: Iterable[Row], claims: Iterable[Row]) -> Row:
    """Returns {docs, events, claims}, the latter two {gold, found, lenient, full}: {precision, recall, f1}, 0 to 1.

    Event scores also come by_type; shares of nothing are None.
    """
    found = [row for row in events if _page(row) in gold.docs]
    wanted = [row for row in gold.events if not row.get("optional")]
    pairs = _matched(gold.events, found, event_level)
    by_type = {
        name: _scores(
            [pair for pair in pairs if pair[0]["type"] == name],
            [row for row in wanted if row["type"] == name],
            [row for row in found if row["type"] == name],
        )
        for name in sorted({row["type"] for row in wanted})
    }
    said = [row for row in claims if _page(row) in gold.docs]
    return {
        "docs": len(gold.docs),
        "events": {**_scores(pairs, wanted, found), "by_type": by_type},
        "claims": _scores(_matched(gold.claims, said, claim_level), list(gold.claims), said),
    }


Pair = tuple[Row, Row, int]


def _scores(pairs: Sequence[Pair], wanted: Sequence[Row], found: Sequence[Row]) -> Row:
    scores: Row = {"gold": len(wanted), "found": len(found)}
    for name, least in LEVELS.items():
        right = sum(level >= least for gold, _, level in pairs if not gold.get("optional"))
        excused = sum(level >= least for gold, _, level in pairs if gold.get("optional"))
        scores[name] = _prf(right, len(found) - excused, len(wanted))
    return scores


def _prf(right: int, found: int, wanted: int) -> Row:
    return {
        "precision": right / found if found else None,
        "recall": right / wanted if wanted else None,
        "f1": 2 * right / (found + wanted) if found + wanted else None,
    }


def _matched(gold: Sequence[Row], found: Sequence[Row], level: Callable[[Row, Row], tuple[int, float]]) -> list[Pair]:
    """Pairs rows of the same page one to one, the closest first; ties go to rows whose words are nearer."""
    pages: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(found):
        pages[_page(row)].append(index)
    edges = []
    for i, want in enumerate(gold):
        for j in pages[_page(want)]:
            reached, overlap = level(want, found[j])
            if reached:
                edges.append((reached, overlap, shared(_words(want), _words(found[j])), not want.get("optional"), -i, -j))
    pairs: list[Pair] = []
    used: set[tuple[str, int]] = set()
    for reached, _, _, _, i, j in sorted(edges, reverse=True):
        if ("gold", i) not in used and ("found", j) not in used:
            used |= {("gold", i), ("found", j)}
            pairs.append((gold[-i], found[-j], reached))
    return pairs


def event_level(gold: Row, found: Row) -> tuple[int, float]:
    """Returns the level at which two events agree (0 not at all) and the Jaccard overlap of their parties."""
    if not (same_type(gold, found) or same_type(found, gold)):
        return 0, 0.0
    book = codebook.load()
    bond = any(row.get("concept") in codebook.TOGETHER for row in (gold, found))  # who signs first says nothing
    mutual = bond or book.mutual(gold["type"]) or book.mutual(found["type"])
    want, have = _parties(gold, mutual), _parties(found, mutual)
    overlap = len(want & have) / len(want | have) if want | have else 1.0
    sides = ({code for side, code in want if side == which} for which in (0, 1))
    met = all(not side or any((which, code) in have for code in side) for which, side in enumerate(sides))
    both = not mutual or len(want) < 2 or len(want & have) >= 2
    if overlap < 0.5 or not met or not both:
        return 0, overlap
    return (FULL if want == have and _group(gold) == _group(found) else LENIENT), overlap


def same_type(one: Row, other: Row) -> bool:
    """Tells whether the types are the same, or `other` is PLOVER's record of the future act `one`."""
    fold = codebook.FOLD.get(one["type"])
    future = one.get("status") in FUTURE and other.get("status") in FUTURE
    return bool(one["type"] == other["type"] or (future and fold == other["type"]))


def claim_level(gold: Row, found: Row) -> tuple[int, float]:
    """Returns the level at which two claims agree (0 not at all) and the share of words that they have in common."""
    overlap = shared(_words(gold), _words(found))
    if overlap < 0.5:
        return 0, overlap
    same = gold.get("kind") == found.get("kind") and _same_speaker(gold.get("speaker"), found.get("speaker"))
    return (FULL if same else LENIENT), overlap


def _same_speaker(gold: Any, found: Any) -> bool:
    want, have = _as_speaker(gold), _as_speaker(found)
    if want["code"] and have["code"] and state_of(want["code"]) == state_of(have["code"]):
        return True
    return bool(_stems(want) & _stems(have))


def _as_speaker(value: Any) -> Row:
    """A speaker as an object, a bare name, or None, which is the page itself."""
    if isinstance(value, dict):
        return {"code": value.get("code"), "name": value.get("name"), "text": value.get("text")}
    name = value or "author"
    return {"code": name if name == "author" else None, "name": name, "text": name}


def _stems(speaker: Row) -> set[str]:
    # The first five letters: «министр», «министра», «министерство» are one to us.
    return {word[:5] for word in re.findall(r"\w{3,}", f"{speaker['name']} {speaker['text']}".lower())} - {"none"}


def _group(row: Row) -> str:
    return codebook.STATUS_GROUP[row.get("status") or "occurred"]


def _parties(row: Row, mutual: bool) -> set[tuple[int, str]]:
    sides = (row.get("actors") or (), row.get("recipients") or ())
    return {(0 if mutual else side, state_of(_code(party))) for side, parties in enumerate(sides) for party in parties}


def _code(party: Any) -> str:
    return str(party["code"] if isinstance(party, dict) else party)


def state_of(code: str) -> str:
    """Returns the state of a group of its own, "PSE" of "PSE:jihad": one group is called by several names."""
    head = code.split(":", maxsplit=1)[0]
    return head if head.isupper() else code.lower()


def _words(row: Row) -> frozenset[str]:
    told = row.get("evidence")
    text = told.get("text") if isinstance(told, dict) else told
    return frozenset(re.findall(r"\w+", str(text or "").lower()))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Returns the share of the smaller set's words that the other has, 0 where one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _page(row: Row) -> str:
    return str(row["doc"]).replace("\\", "/").rsplit("/", 1)[-1]
