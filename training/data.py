"""Cases as numbers: what each head should answer for each word, mention and pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.codebook import load as load_codebook
from dragoman.languages.cases import THINGS, Case, Mark, Told
from dragoman.model import CLAIM_KINDS, STATUSES
from dragoman.reader import schema
from dragoman.reader.tokenizer import Tokenizer

IGNORE = -100  # a class that does not count


THINGS_OF_EVENTS = (*THINGS.values(), "loc")
Words = tuple[int, int]  # first and last word of a mention


@dataclass
class Example:
    """One case for the heads. Arrays over words W, candidate mentions M: see the names of `schema`."""

    case: Case
    units: schema.Units
    given: np.ndarray  # [pieces + 2] 1 inside a candidate
    spans: list[Words]  # first and last word of each candidate
    marks: list[Mark | None]  # what each candidate is in the case; None: found by the tables, not marked
    mention: np.ndarray  # [W] tag
    trigger: np.ndarray  # [W] type
    concept: np.ndarray  # [W]
    status: np.ndarray  # [W]
    commentary: np.ndarray  # [W] 0, 1, IGNORE
    edges: np.ndarray  # [3, W]
    said: np.ndarray  # [W] kind of claim at the first word of its cue and content
    heads: list[int]  # words that stand for triggers
    roles: np.ndarray  # [len(heads), M, roles] 0, 1, IGNORE
    links: list[tuple[int, int, int]]  # content's first word, other word, link
    starts: list[int]


def example(case: Case, tokenizer: Tokenizer, found: Sequence[tuple[int, int]] | None = None) -> Example:
    """Returns a case as numbers.

    `found` are the offsets of the mentions that the tables find in its text: with them the candidates are those, as
    they will be when pages are read, and not the case's own marks.
    """
    units = schema.cut(tokenizer, case.text)
    size = len(units.words)
    marks = [m for m in case.marks if m.bracket == "[" and schema.over(units.words, m.start, m.end)]
    own: list[tuple[Words, Mark | None]] = [(_ends(units, m.start, m.end), m) for m in marks if known(m)]
    told = own if found is None else _matched(units, marks, found)
    # Times, sums, weapons can be parts of an event too; tables do not find them as actors, so the reader is not told of them.
    things: list[tuple[Words, Mark | None]] = [(_ends(units, m.start, m.end), m) for m in marks if kind(m) in THINGS_OF_EVENTS]
    candidates = sorted([*told, *things], key=lambda pair: pair[0])
    spans = [span for span, _ in candidates]
    made = Example(
        case, units, _given(units, [span for span, _ in told]), spans, [m for _, m in candidates],
        np.zeros(size, np.int64), np.zeros(size, np.int64),
        np.full(size, IGNORE), np.full(size, IGNORE), np.full(size, IGNORE), np.zeros((3, size), np.int64),
        np.full(size, IGNORE), [], np.zeros((0, len(spans) + 1, len(schema.ROLES))), [], [],
    )  # fmt: skip
    _tag_mentions(made, marks)
    _tag_events(made)
    _tag_claims(made)
    return made


def _matched(units: schema.Units, marks: Sequence[Mark], found: Sequence[tuple[int, int]]) -> list[tuple[Words, Mark | None]]:
    """Returns the found mentions with the case's mark that each overlaps most; two of one mark: the longer has it."""
    pairs: list[tuple[Words, Mark | None]] = []
    taken: dict[int, int] = {}
    for start, end in sorted(found, key=lambda span: span[0] - span[1]):
        if not schema.over(units.words, start, end):
            continue
        shared = [
            (min(end, m.end) - max(start, m.start), -len(range(m.start, m.end)), i) for i, m in enumerate(marks) if known(m)
        ]
        best = max((s for s in shared if s[0] > 0), default=None)
        mark = None if best is None or best[2] in taken else marks[best[2]]
        if best is not None:
            taken.setdefault(best[2], start)
        pairs.append((_ends(units, start, end), mark))
    return sorted(pairs, key=lambda pair: pair[0])


def known(mark: Mark) -> bool:
    """Tells whether a mention is one that tables would find, and so a candidate for a role."""
    return kind(mark) in ("actor", "place", "adjective")


def kind(mark: Mark) -> str:
    """Returns the mention's class: actor, place, adjective, or what sort of name or thing it is."""
    plain = re.sub(r"\d+$", "", mark.code)
    if plain in THINGS:
        return THINGS[plain]
    return plain if plain in ("per", "org", "loc") else mark.use


def _ends(units: schema.Units, start: int, end: int) -> Words:
    inside = schema.over(units.words, start, end)
    return inside[0], inside[-1]


def _given(units: schema.Units, spans: Sequence[Words]) -> np.ndarray:
    given = np.zeros(len(units.ids), np.float32)
    for first, last in spans:
        for word in range(first, last + 1):
            given[units.pool[word] > 0] = 1.0
    return given


def _tag_mentions(made: Example, marks: Sequence[Mark]) -> None:
    # Outer marks first, so that a name marked inside a longer one is seen as its own.
    for mark in marks:
        first, last = _ends(made.units, mark.start, mark.end)
        tag = schema.MENTION_TAGS.index(f"B-{kind(mark)}")
        made.mention[first] = tag
        made.mention[first + 1 : last + 1] = tag + 1


def _tag_events(made: Example) -> None:
    case, units = made.case, made.units
    rows: list[np.ndarray] = []
    book = load_codebook()
    for event in case.events:
        (trigger,) = case.mark(event.number, "{")
        words = schema.over(units.words, trigger.start, trigger.end)
        if not words or made.trigger[words[0]]:
            continue  # past the limit, or a second act on the same word
        concept = book.concepts[event.concept]
        made.trigger[words] = schema.TYPES.index(concept.type)
        made.concept[words] = schema.CONCEPTS.index(event.concept)
        made.status[words] = STATUSES.index(event.status)
        made.commentary[words] = int(event.commentary)
        made.heads.append(words[0])
        rows.append(_roles(made, event, words[0]))
    if rows:
        made.roles = np.stack(rows)


def _roles(made: Example, event: Told, trigger: int) -> np.ndarray:
    """Returns what each mention is to the event. Index 0 is the speaker, who needs no words."""
    table = np.zeros((len(made.marks) + 1, len(schema.ROLES)), np.float32)
    wanted = [("actor", ref) for ref in event.actors] + [("recipient", ref) for ref in event.recipients]
    wanted += [(role if role in schema.ROLES else "attribute", ref) for role, ref in event.roles]
    for role, ref in wanted:
        column = schema.ROLES.index(role)
        if ref == "speaker":
            table[0, column] = 1
            continue
        found = [made.marks.index(m) for m in made.case.mark(ref) if m in made.marks]
        found.sort(key=lambda i: abs(made.spans[i][0] - trigger))
        for i in found[1:]:
            table[i + 1, column] = IGNORE if table[i + 1, column] == 0 else table[i + 1, column]
        if found:
            table[found[0] + 1, column] = 1
    return table


def _tag_claims(made: Example) -> None:
    case, words = made.case, made.units.words
    first: dict[str, int] = {}
    for mark in sorted((m for m in case.marks if m.bracket == "<"), key=lambda m: m.start - m.end):
        inside = schema.over(words, mark.start, mark.end)
        if not inside:
            continue
        row = "scq".index(mark.label[0])
        made.edges[row, inside[0]] = 1
        made.edges[row, inside[1:]] = 2
        first[mark.label] = inside[0]
    for claim in case.claims:
        label = CLAIM_KINDS.index(claim.kind)
        for sign in "cq":
            if f"{sign}{claim.number}" in first:
                made.said[first[f"{sign}{claim.number}"]] = label
        start = first.get(f"q{claim.number}")
        if start is None:
            continue
        made.starts.append(start)
        for link, sign in enumerate("sc"):
            if f"{sign}{claim.number}" in first:
                made.links.append((start, first[f"{sign}{claim.number}"], link))
