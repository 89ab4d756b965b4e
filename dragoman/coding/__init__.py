"""From what was seen in an article to its rows: claims first, then events, which may be told inside a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.coding import attributes
from dragoman.coding import claims as speech
from dragoman.coding import events as acts
from dragoman.coding.confidence import Confidence
from dragoman.coding.drafts import Draft
from dragoman.coding.hosting import hosted
from dragoman.coding.same import filled, merged, of_the_one_before, together
from dragoman.coding.seen import Seen, placed_by_words
from dragoman.coding.stated import stated
from dragoman.model import Attribution, Claim, Event, Span

__all__ = ["Coded", "Draft", "Seen", "code"]


FAINT = 0.2  # confidence from which a draft that falls short may still say when and where what is told elsewhere was
DEALS = ("arms", "agreement")  # registers of what has a price
UNREAL = ("denied", "negated", "counterfactual")  # statuses of what nobody needs to deny
NAMELESS = 0.25  # how sure an act is that names nobody, and says how many took part in the one told before


@dataclass(frozen=True, slots=True)
class Coded:
    """An article's rows, and every draft that they were made of or that fell short."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    drafts: tuple[Draft, ...]


def code(seen: Seen, sureness: Confidence) -> Coded:
    """Returns the rows of an article. `sureness` gives the confidences, see `confidence.load`."""
    claims = speech.claims(seen)
    drafts = tuple(acts.drafts(seen, claims, sureness))
    events = merged([acts.event(draft) for draft in drafts if draft.enough], seen.codebook.mutual)
    short = [(draft.confidence, acts.event(draft)) for draft in drafts if draft.everyone and not draft.enough]
    faint = [event for sure, event in short if sure >= FAINT or event.name]
    events = together(filled(events, faint, seen.codebook.mutual))
    events = stated(events, claims, seen)
    nameless = [acts.event(draft) for draft in drafts if not draft.everyone and draft.trigger.type_score >= NAMELESS]
    events = [hosted(event, seen) for event in of_the_one_before(events, nameless, seen.near)]
    claims = [*denials(claims, drafts, events, seen), *foretold(events, claims, seen)]
    events = [priced(event, claims, seen) for event in events]
    return Coded(tuple(events), tuple(sorted(claims, key=lambda claim: claim.evidence.start)), drafts)


def foretold(events: Sequence[Event], claims: Sequence[Claim], seen: Seen) -> Iterator[Claim]:
    """Yields the page's own predictions: what it says will happen, and nobody else does: «выход из союза видится вероятным»."""
    told = placed_by_words(claims)
    said: set[int] = set()
    for event in (event for event in events if event.status == "predicted"):
        sentence = seen.sentence(event.trigger.start)
        if sentence is None or sentence.start in said or told.over(event.trigger.start, event.trigger.end):
            continue
        said.add(sentence.start)
        heard = Attribution(Span(sentence.start, sentence.end), None, None, "prediction", event.confidence)
        yield speech.claim_of(seen, heard, speech.AUTHOR, "predicted")


def priced(event: Event, claims: Sequence[Claim], seen: Seen) -> Event:
    """Returns a deal with the one sum in the sentence of a denial of it: «опровергло слухи о сделке на 40 миллионов евро»."""
    if event.money is not None or event.register not in DEALS:
        return event
    denied_in = [seen.sentence(claim.evidence.start) for claim in claims if claim.denies == event.event_id]
    words = [sentence for sentence in denied_in if sentence]
    sums = [t for t in seen.things if t.kind == "money" and any(w.start <= t.start < w.end for w in words)]
    return replace(event, money=attributes.sum_of(sums[0])) if len(sums) == 1 else event


def denials(claims: Sequence[Claim], drafts: Sequence[Draft], events: Sequence[Event], seen: Seen) -> tuple[Claim, ...]:
    """Returns the claims, those that deny something with the event that they deny: one told in them, else one of its kind,
    else what the speaker's side has just been said to do.
    """
    return tuple(
        replace(claim, denies=denied(claim, drafts, events) or _just_told(claim, events, seen))
        if claim.kind == "denial"
        else claim
        for claim in claims
    )


def _just_told(claim: Claim, events: Sequence[Event], seen: Seen) -> str | None:
    """«Рабат купит танки у Праги. Министерство опровергло слухи о сделке»: what the denying side was said to do right before.

    None where the denial names somebody who takes no part in that, or speaks of another kind of act.
    """
    near = [e for e in events if e.trigger.start < claim.evidence.start and seen.near(e.trigger.start, claim.evidence.start)]
    for event in sorted(near, key=lambda e: -e.trigger.start):
        parties = {p.code for p in (*event.actors, *event.recipients)}
        if claim.speaker.code in parties and parties.issuperset(claim.about) and event.status not in UNREAL:
            return event.event_id
    return None


def denied(claim: Claim, drafts: Sequence[Draft], events: Sequence[Event]) -> str | None:
    """Returns the id of the event that a denial is about.

    «Анкара не поставляла дроны» tells its event itself; «никакой это не центр НАТО» speaks of one told elsewhere on the
    page, between actors that the denial names.
    """
    span = claim.evidence
    inside = [e for e in events if span.start <= e.trigger.start < span.end and e.status in ("denied", "negated")]
    if inside:
        return inside[0].event_id
    types = [d.trigger.type for d in drafts if span.start <= d.trigger.start < span.end and d.confidence >= FAINT]
    named = set(claim.about) | ({claim.speaker.code} if claim.speaker.code else set())
    before = [e for e in events if e.trigger.start < span.start and {p.code for p in (*e.actors, *e.recipients)} <= named]
    fitting = [e for e in before if e.type in types] or ([] if types else before)
    return fitting[-1].event_id if fitting else None
