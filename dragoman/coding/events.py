"""From the triggers that the reader saw to events: drafts, checked, with a confidence; then rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.coding import claims as speech
from dragoman.coding import confidence
from dragoman.coding.checks import checked
from dragoman.coding.drafts import TAKES_PART, Draft, draft
from dragoman.coding.seen import Seen
from dragoman.model import Claim, Event, Evidence, Mention, Money, Quantity, Step, When, Where

IS_ITS = 0.4  # from which a time, a weapon is an act's
PLACES = ("host", "place")
NAMED = frozenset({"exercise", "training", "agreement", "meeting", "membership"})  # registers whose entries bear names
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
VERBAL_CONFLICT = 3  # PLOVER's quad; those below it are cooperation
LONGEST = 240  # letters of a sentence that is evidence as a whole
FILLED = {"speakers_own": 0.75, "carried_on": 0.75}  # how often the one whom the check found is the right one


def drafts(seen: Seen, claims: Sequence[Claim], weights: Mapping[str, float]) -> Iterator[Draft]:
    """Yields a draft for every trigger of the article that has somebody in it, sure or not, after all checks."""
    for reading in seen.readings:
        found: list[Draft] = []
        for trigger in reading.triggers:
            made = checked(draft(seen, reading, trigger, speech.inside(claims, trigger.start)))
            sure = confidence.confidence(made.features, weights) if made.everyone else 0.0
            for note in made.notes:
                sure *= FILLED.get(note, 1.0)
            found.append(replace(made, confidence=round(sure, 3)))
        yield from (_refused(one, found) for one in found)


def _refused(draft: Draft, sentence: Sequence[Draft]) -> Draft:
    """«отменил визит», "refused to meet": what is refused is no event beside the refusal between the same."""
    if draft.trigger.status in ("occurred", "ongoing") or draft.kind.quad >= VERBAL_CONFLICT:
        return draft
    refusals = [d for d in sentence if d.kind.name == "REJECT" and d.enough and draft.everyone <= d.everyone]
    return replace(draft, notes=(*draft.notes, "refused"), confidence=0.0) if refusals else draft


def event(draft: Draft) -> Event:
    """Returns the row of a draft."""
    seen, trigger = draft.seen, draft.trigger
    concept = seen.codebook.concepts[trigger.concept]
    commentary = trigger.commentary >= 0.5
    return Event(
        article_id=seen.article_id,
        doc=seen.article.doc,
        lang=seen.article.lang,
        type=trigger.type,
        plover=seen.codebook.plover(trigger.type, trigger.status),
        mode=concept.mode,
        contexts=concept.contexts,
        concept=trigger.concept,
        status=trigger.status,
        commentary=commentary,
        register=None if commentary else concept.register,
        name=name(draft),
        actors=draft.actors,
        recipients=draft.recipients,
        evidence=evidence(draft),
        trigger=Evidence(trigger.start, trigger.end, seen.words(trigger.start, trigger.end)),
        rule="+".join(("reader", *draft.notes)),
        confidence=draft.confidence,
        date=when(draft),
        place=where(draft),
        items=items(draft),
        quantities=quantities(draft),
        money=money(draft),
        stage=concept.stage,
        via=via(draft.claim),
    )


def things(draft: Draft, kind: str) -> list[Mention]:
    """Returns the times, the weapons that are an act's, the likeliest first."""
    likely = sorted((a for a in draft.trigger.things if a.score >= IS_ITS), key=lambda a: -a.score)
    found = [draft.seen.things[int(a.mention or 0)] for a in likely]
    return [thing for thing in found if thing.kind == kind]


def when(draft: Draft) -> When | None:
    """Returns when it happened: the time that fits the act best, else the year in its own name: «Зима-2025»."""
    found = things(draft, "time")
    if not found:
        year = YEAR.search(name(draft) or "")
        return When(f"{year[0]}-01-01", f"{year[0]}-12-31", "year", year[0]) if year else None
    first, last, grain = (found[0].value or "//").split("/")
    return When(first, last, grain, found[0].text)


def name(draft: Draft) -> str | None:
    """Returns the name of the exercise, the treaty, the meeting that an act is or is about."""
    if draft.seen.codebook.concepts[draft.trigger.concept].register not in NAMED:
        return None
    return next((thing.name for thing in things(draft, "name")), None)


def items(draft: Draft) -> tuple[str, ...]:
    """Returns the names of the weapons that an act is about, in the order of the text."""
    found = sorted(things(draft, "weapon"), key=lambda thing: thing.start)
    return tuple(dict.fromkeys(thing.name for thing in found))


def quantities(draft: Draft) -> tuple[Quantity, ...]:
    """Returns how many of what an act is about, in the order of the text, the likeliest of each kind."""
    found: dict[str, tuple[int, Quantity]] = {}
    for thing in things(draft, "amount"):
        what, value, bound = str(thing.value).split("/")
        found.setdefault(what, (thing.start, Quantity(what, float(value), bound, thing.text)))
    return tuple(quantity for _, quantity in sorted(found.values(), key=lambda row: row[0]))


def money(draft: Draft) -> Money | None:
    """Returns the sum that fits the act best."""
    found = things(draft, "money")
    if not found:
        return None
    amount, currency = str(found[0].value).split("/")
    return Money(float(amount), currency, found[0].text)


def where(draft: Draft) -> Where | None:
    """Returns the town or region where it happened, the likeliest one; a whole state is no place of an act."""
    likely = [a for a in draft.trigger.arguments if a.role in PLACES and a.mention is not None and a.score >= TAKES_PART]
    named = [draft.seen.mentions[int(a.mention or 0)] for a in sorted(likely, key=lambda a: -a.score)]
    # «По Киеву»: a capital is a place too where it has its own name and not its state's.
    states = draft.seen.actors.states
    town = next((m for m in named if m.kind == "place" or (m.code in states and m.name == states[str(m.code)].capital)), None)
    if town is None:
        return None
    lat, lon = draft.seen.actors.places.get((town.name, town.code or ""), (None, None))
    return Where(town.name, town.code, lat, lon, town.text)


def via(claim: Claim | None) -> tuple[Step, ...]:
    """Returns whose word an event is: the chain of the claim that it is told in, none where the page tells it."""
    if claim is None or claim.speaker.code == "author":
        return ()
    return claim.chain


def evidence(draft: Draft) -> Evidence:
    """Returns the words for a row: the sentence, or of a long one the stretch from the first to the last that matters."""
    text, sentence = draft.seen.article.text, draft.reading.sentence
    start, end = sentence.start, sentence.end
    if end - start > LONGEST:
        inside = [p for p in (*draft.actors, *draft.recipients) if start <= p.start and p.end <= end]
        start = min(draft.trigger.start, *(p.start for p in inside), draft.trigger.start)
        end = max(draft.trigger.end, *(p.end for p in inside), draft.trigger.end)
    return Evidence(start, end, text[start:end])
