"""From what was seen in an article to its rows: claims first, then events, which may be told inside a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.coding import claims as speech
from dragoman.coding import events as acts
from dragoman.coding.attributes import hosted
from dragoman.coding.drafts import Draft
from dragoman.coding.same import filled, merged, of_the_one_before, together
from dragoman.coding.seen import Seen
from dragoman.model import Claim, Event

__all__ = ["Coded", "Draft", "Seen", "code"]


FAINT = 0.2  # confidence from which a draft that falls short may still say when and where what is told elsewhere was
NAMELESS = 0.25  # how sure an act is that names nobody, and says how many took part in the one told before


@dataclass(frozen=True, slots=True)
class Coded:
    """An article's rows, and every draft that they were made of or that fell short."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    drafts: tuple[Draft, ...]


def code(seen: Seen, weights: Mapping[str, float]) -> Coded:
    """Returns the rows of an article. `weights` are those of confidences, see `confidence.load`."""
    claims = speech.claims(seen)
    drafts = tuple(acts.drafts(seen, claims, weights))
    events = merged([acts.event(draft) for draft in drafts if draft.enough], seen.codebook.mutual)
    faint = [acts.event(draft) for draft in drafts if draft.everyone and not draft.enough and draft.confidence >= FAINT]
    events = together(filled(events, faint, seen.codebook.mutual))
    nameless = [acts.event(draft) for draft in drafts if not draft.everyone and draft.trigger.type_score >= NAMELESS]
    events = [hosted(event) for event in of_the_one_before(events, nameless, seen.near)]
    return Coded(tuple(events), denials(claims, drafts, events), drafts)


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
