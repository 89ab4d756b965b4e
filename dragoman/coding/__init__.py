"""From what was seen in an article to its rows: claims first, then events, which may be told inside a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.coding import claims as speech
from dragoman.coding import events as acts
from dragoman.coding.events import Draft
from dragoman.coding.same import merged
from dragoman.coding.seen import Seen
from dragoman.model import Claim, Event

__all__ = ["Coded", "Draft", "Seen", "code"]


@dataclass(frozen=True, slots=True)
class Coded:
    """An article's rows, and every draft that they were made of or that fell short."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    drafts: tuple[Draft, ...]


def code(seen: Seen, calibrated: Sequence[tuple[float, float]] = ()) -> Coded:
    """Returns the rows of an article. `calibrated`: scores with the share of rows of that score that are right."""
    claims = speech.claims(seen)
    drafts = tuple(acts.drafts(seen, claims))
    rows = [acts.event(draft) for draft in drafts if draft.confidence >= acts.LEAST]
    events = merged(rows, seen.codebook.mutual)
    return Coded(tuple(replace(e, confidence=calibrate(e.confidence, calibrated)) for e in events), denials(claims, drafts, events), drafts)


def calibrate(score: float, table: Sequence[tuple[float, float]]) -> float:
    """Returns the share of right rows among those of that score, between the table's points; the score without a table."""
    if not table:
        return round(score, 3)
    below = max((row for row in table if row[0] <= score), default=table[0])
    above = min((row for row in table if row[0] >= score), default=table[-1])
    if above[0] == below[0]:
        return round(below[1], 3)
    return round(below[1] + (above[1] - below[1]) * (score - below[0]) / (above[0] - below[0]), 3)


def denials(claims: Sequence[Claim], drafts: Sequence[Draft], events: Sequence[Event]) -> tuple[Claim, ...]:
    """Returns the claims, those that deny something with the event that they deny: one told in them, else one of its kind."""
    return tuple(replace(claim, denies=denied(claim, drafts, events)) if claim.kind == "denial" else claim for claim in claims)


def denied(claim: Claim, drafts: Sequence[Draft], events: Sequence[Event]) -> str | None:
    """Returns the id of the event that a denial is about.

    «Анкара не поставляла дроны» tells its event itself; «никакой это не центр НАТО» speaks of one told elsewhere on the
    page, between actors that the denial names.
    """
    span = claim.evidence
    inside = [e for e in events if span.start <= e.trigger.start < span.end and e.status in ("denied", "negated")]
    if inside:
        return inside[0].event_id
    types = [d.trigger.type for d in drafts if span.start <= d.trigger.start < span.end]
    named = set(claim.about) | ({claim.speaker.code} if claim.speaker.code else set())
    before = [e for e in events if e.trigger.start < span.start and {p.code for p in (*e.actors, *e.recipients)} <= named]
    fitting = [e for e in before if e.type in types] or ([] if types else before)
    return fitting[-1].event_id if fitting else None
