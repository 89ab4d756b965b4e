"""From the triggers that the reader saw to events: who takes part, what is consistent, how sure it is.

Checks are named functions in CHECKS; the name of each that speaks stays with the row and weighs in its confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook import Type
from dragoman.coding import claims as speech
from dragoman.coding import confidence
from dragoman.coding.seen import Seen, parties
from dragoman.languages import fold, phrases_pattern
from dragoman.model import Argument, Claim, Event, Evidence, Mention, Participant, Reading, Step, Trigger, When, Where, codes

LEAST = 0.48  # confidence below which a draft is no event
ASKED = 0.25  # the same for one between actors that a caller gave: who gives them asks what is between them
TAKES_PART = 0.5  # from which a mention is an actor or a recipient
PERHAPS = 0.2  # from which the likeliest one is, where none reaches that: its confidence says how sure that is
SIDES = ("actor", "recipient")
IS_ITS = 0.4  # from which a time, a weapon is an act's
PLACES = ("host", "place")
# What an act that somebody will not do is, by its type.
REFUSED = {
    "AGREE": "refuse-demand", "CONSULT": "refuse-meeting", "SUPPORT": "refuse-demand", "CONCEDE": "refuse-yield",
    "COOPERATE": "refuse-help", "AID": "refuse-help", "RETREAT": "refuse-yield",
}  # fmt: skip
# Types that need nobody to be done to: forces moved, withdrawn; people who demonstrate; an attack on who is not named.
UNDIRECTED = frozenset({"MOBILIZE", "RETREAT", "PROTEST", "ASSAULT"})
VERBAL_CONFLICT = 3  # PLOVER's quad; those below it are cooperation
SOON = r"(?:\s+\w+){0,2}\s*$"  # at most two words up to the end
LONGEST = 240  # letters of a sentence that is evidence as a whole


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger with its participants. `notes` are the checks that spoke."""

    seen: Seen
    reading: Reading
    trigger: Trigger
    claim: Claim | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    notes: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def kind(self) -> Type:
        """Returns the type's entry in the codebook."""
        return self.seen.codebook.types[self.trigger.type]

    @property
    def everyone(self) -> frozenset[str]:
        """Returns the codes of both sides."""
        return frozenset({*codes(self.actors), *codes(self.recipients)})

    @property
    def least(self) -> float:
        """Returns the confidence from which it is an event."""
        sides = [a for a in self.trigger.arguments if a.role in SIDES and a.mention is not None and a.score >= TAKES_PART]
        return ASKED if any(self.seen.mentions[int(a.mention or 0)].kind == "given" for a in sides) else LEAST

    @property
    def enough(self) -> bool:
        """Tells whether it is sure enough to be an event."""
        return self.confidence >= self.least

    @property
    def features(self) -> list[float]:
        """Returns what its confidence is made of."""
        return confidence.features(self.trigger, self.notes)


def drafts(seen: Seen, claims: Sequence[Claim], weights: Mapping[str, float]) -> Iterator[Draft]:
    """Yields a draft for every trigger of the article that has somebody in it, sure or not, after all checks."""
    for reading in seen.readings:
        found: list[Draft] = []
        for trigger in reading.triggers:
            draft = checked(_draft(seen, reading, trigger, speech.inside(claims, trigger.start)))
            sure = confidence.confidence(draft.features, weights) if draft.everyone else 0.0
            found.append(replace(draft, confidence=round(sure, 3)))
        yield from (_refused(draft, found) for draft in found)


def _refused(draft: Draft, sentence: Sequence[Draft]) -> Draft:
    """«отменил визит», "refused to meet": what is refused is no event beside the refusal between the same."""
    if draft.trigger.status in ("occurred", "ongoing") or draft.kind.quad >= VERBAL_CONFLICT:
        return draft
    refusals = [d for d in sentence if d.kind.name == "REJECT" and d.enough and draft.everyone <= d.everyone]
    return replace(_noted(draft, "refused"), confidence=0.0) if refusals else draft


def checked(draft: Draft) -> Draft:
    """Returns the draft after every check."""
    for check in CHECKS:
        draft = check(draft) or draft
    return draft


def _draft(seen: Seen, reading: Reading, trigger: Trigger, claim: Claim | None) -> Draft:
    actors = _side(seen, trigger, "actor", claim)
    recipients = _side(seen, trigger, "recipient", claim, frozenset(codes(actors)))
    return Draft(seen, reading, trigger, claim, actors, recipients)


def _side(
    seen: Seen, trigger: Trigger, role: str, claim: Claim | None, others: frozenset[str] = frozenset()
) -> tuple[Participant, ...]:
    """Returns the participants of one side.

    A mention that fits both is on the side that fits better. Where none fits well, the likeliest that fits at all is taken.
    """
    likely = [a for a in trigger.arguments if a.role == role and a.score >= PERHAPS and not _better_elsewhere(trigger, a)]
    found: dict[str, Participant] = {}
    for argument in sorted(likely, key=lambda a: -a.score):
        if argument.score < TAKES_PART and found:
            break
        for party in _parties(seen, trigger, argument, claim, others):
            found.setdefault(party.code, party)
    return tuple(sorted(found.values(), key=lambda p: p.start))


def _parties(seen: Seen, trigger: Trigger, argument: Argument, claim: Claim | None, others: frozenset[str]) -> list[Participant]:
    if argument.mention is None:
        return _speaking(claim) if argument.score >= TAKES_PART else []
    named = _named(seen, trigger, seen.mentions[argument.mention], argument.role, others)
    return named if argument.score >= TAKES_PART else [party for party in named if party.code not in others]


def _better_elsewhere(trigger: Trigger, argument: Argument) -> bool:
    return any(
        other.mention == argument.mention and other.role in SIDES and other.score > argument.score for other in trigger.arguments
    )


def _named(seen: Seen, trigger: Trigger, mention: Mention, role: str, others: frozenset[str]) -> list[Participant]:
    concept = seen.codebook.concepts[trigger.concept]
    host = any(a.role == "host" and a.mention is not None and seen.mentions[a.mention] is mention for a in trigger.arguments)
    part = "host" if host else concept.actor_role if role == "actor" else concept.recipient_role
    return parties(mention, part, seen.actors, others)


def _speaking(claim: Claim | None) -> list[Participant]:
    """«Мы закроем границу»: the one whose words these are."""
    if claim is None or claim.speaker.code in (None, "author") or claim.speaker.start is None or claim.speaker.end is None:
        return []
    who = claim.speaker
    return [Participant(str(who.code), who.id, who.name, None, None, who.text, int(claim.speaker.start), int(claim.speaker.end))]


# --- checks


def nobody(draft: Draft) -> Draft | None:
    """An act of nobody known is no event."""
    return None if draft.everyone else _noted(draft, "nobody")


def only_itself(draft: Draft) -> Draft | None:
    """«Россия обвинила российского министра»: within one state; what is left is an act without a recipient."""
    kept = tuple(p for p in draft.recipients if p.code not in codes(draft.actors))
    return None if kept == draft.recipients else replace(_noted(draft, "only_itself"), recipients=kept)


def not_recognised(draft: Draft) -> Draft | None:
    """«не признал ЛНР»: whoever reads «признал» as recognition is corrected by the word before it."""
    if draft.trigger.concept != "recognise" or not _denied_word(draft):
        return None
    trigger = replace(draft.trigger, type="REJECT", concept="not-recognise", status="occurred")
    return replace(draft, trigger=trigger, notes=(*draft.notes, "not_recognised"))


def not_conceded(draft: Draft) -> Draft | None:
    """ "Will not lift the ban": a concession that is not made is a refusal to make it."""
    if draft.kind.name != "CONCEDE" or draft.trigger.status != "negated":
        return None
    trigger = replace(draft.trigger, type="REJECT", concept="refuse-yield", status="occurred")
    return replace(draft, trigger=trigger, notes=(*draft.notes, "not_conceded"))


def will_not(draft: Draft) -> Draft | None:
    """ "Will not release the prisoners", «не будет поставлять», "failed to agree": what somebody will not do is refused."""
    refused = REFUSED.get(draft.kind.name)
    unagreed = draft.kind.name == "AGREE" and draft.trigger.status == "negated"
    if refused is None or not (unagreed or _will_not(draft)):
        return None
    trigger = replace(draft.trigger, type="REJECT", concept=refused, status="occurred")
    actors, recipients = draft.actors, draft.recipients
    if draft.kind.mutual and not recipients:
        actors, recipients = actors[:1], actors[1:]
    return replace(draft, trigger=trigger, actors=actors, recipients=recipients, notes=(*draft.notes, "will_not"))


def _will_not(draft: Draft) -> bool:
    """Tells whether one of the language's phrases of refusal stands before the act, with at most two words between."""
    before = fold(draft.seen.words(draft.reading.sentence.start, draft.trigger.start))
    return phrases_pattern(draft.seen.language.refusals, SOON).search(before) is not None


def with_whom(draft: Draft) -> Draft | None:
    """«Подписал договор с Китаем», "restored ties with Gondor": of an act with a direction the second is the recipient."""
    if draft.kind.mutual or draft.recipients or len(draft.actors) < 2:
        return None
    others = tuple(party for party in draft.actors[1:] if _behind_with(draft, party))
    if not others:
        return None
    actors = tuple(party for party in draft.actors if party not in others)
    return replace(draft, actors=actors, recipients=others, notes=(*draft.notes, "with_whom"))


def _behind_with(draft: Draft, party: Participant) -> bool:
    """Tells whether a word such as "with" stands right before a participant, or before one more word."""
    before = fold(draft.seen.words(draft.reading.sentence.start, party.start)).split()[-2:]
    return not draft.seen.language.together.isdisjoint(before)


def status_against_word(draft: Draft) -> Draft | None:
    """«не поставлял» with the status occurred: the status contradicts the word before the act."""
    wrong = draft.trigger.status in ("occurred", "ongoing") and draft.kind.name != "REJECT" and _denied_word(draft)
    return _noted(draft, "status_against_word") if wrong else None


def struck_place(draft: Draft) -> Draft | None:
    """«нахлуването в Курск», "strikes on Kyiv": what is struck is the state of the place, where nobody else is named."""
    if draft.kind.name != "ASSAULT" or not draft.actors or draft.recipients:
        return None
    places = [a for a in draft.trigger.arguments if a.role == "place" and a.mention is not None and a.score >= TAKES_PART]
    struck = [p for a in places for p in parties(draft.seen.mentions[int(a.mention or 0)], None, draft.seen.actors)]
    struck = [p for p in struck if p.code not in codes(draft.actors)]
    return replace(draft, recipients=tuple(struck[:1]), notes=(*draft.notes, "struck_place")) if struck else None


def makers_state(draft: Draft) -> Draft | None:
    """A company trades and builds for its state too: «Казахстан купил дроны у Turkish Aerospace» is with Turkey."""
    if draft.kind.name != "COOPERATE":
        return None
    found = [(p, draft.seen.actors.companies.get(p.code)) for p in (*draft.actors, *draft.recipients)]
    states = {c.state: replace(p, code=c.state, id=None, name=draft.seen.actors.name(c.state)) for p, c in found if c and c.state}
    new = tuple(party for code, party in states.items() if code not in draft.everyone)
    if len(draft.everyone) == sum(company is not None for _, company in found):  # nobody on the other side but companies
        return None
    return replace(draft, recipients=(*draft.recipients, *new), notes=(*draft.notes, "makers_state")) if new else None


def no_recipient(draft: Draft) -> Draft | None:
    """Somebody is accused, asked, helped or banned, and nobody on the page is: «выступил с обвинениями»."""
    directed = not draft.kind.mutual and draft.kind.name not in UNDIRECTED
    return _noted(draft, "no_recipient") if directed and draft.actors and not draft.recipients else None


def no_actor(draft: Draft) -> Draft | None:
    """Somebody unknown did it to a known one: «в Турции арестованы россияне»."""
    return _noted(draft, "no_actor") if not draft.actors and draft.recipients and not draft.kind.mutual else None


def alone(draft: Draft) -> Draft | None:
    """A meeting, an agreement, an exchange with nobody on the other side."""
    return _noted(draft, "alone") if draft.kind.mutual and len(draft.everyone) == 1 else None


CHECKS: tuple[Callable[[Draft], Draft | None], ...] = (
    nobody, not_recognised, not_conceded, will_not, with_whom, struck_place, makers_state,
    only_itself, no_recipient, no_actor, alone, status_against_word,
)  # fmt: skip


def _denied_word(draft: Draft) -> bool:
    """Tells whether the word right before the trigger denies it."""
    before = draft.seen.words(draft.reading.sentence.start, draft.trigger.start).split()
    return bool(before) and fold(before[-1]) in draft.seen.language.negations


def _noted(draft: Draft, note: str) -> Draft:
    return replace(draft, notes=(*draft.notes, note))


# --- rows


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
        name=None,
        actors=draft.actors,
        recipients=draft.recipients,
        evidence=evidence(draft),
        trigger=Evidence(trigger.start, trigger.end, seen.words(trigger.start, trigger.end)),
        rule="+".join(("reader", *draft.notes)),
        confidence=draft.confidence,
        date=when(draft),
        place=where(draft),
        items=items(draft),
        stage=concept.stage,
        via=via(draft.claim),
    )


def things(draft: Draft, kind: str) -> list[Mention]:
    """Returns the times, the weapons that are an act's, the likeliest first."""
    likely = sorted((a for a in draft.trigger.things if a.score >= IS_ITS), key=lambda a: -a.score)
    found = [draft.seen.things[int(a.mention or 0)] for a in likely]
    return [thing for thing in found if thing.kind == kind]


def when(draft: Draft) -> When | None:
    """Returns when it happened: the time that fits the act best."""
    found = things(draft, "time")
    if not found:
        return None
    first, last, grain = (found[0].value or "//").split("/")
    return When(first, last, grain, found[0].text)


def items(draft: Draft) -> tuple[str, ...]:
    """Returns the names of the weapons that an act is about, in the order of the text."""
    found = sorted(things(draft, "weapon"), key=lambda thing: thing.start)
    return tuple(dict.fromkeys(thing.name for thing in found))


def where(draft: Draft) -> Where | None:
    """Returns the town or region where it happened, the likeliest one; a whole state is no place of an act."""
    likely = [a for a in draft.trigger.arguments if a.role in PLACES and a.mention is not None and a.score >= TAKES_PART]
    named = [draft.seen.mentions[int(a.mention or 0)] for a in sorted(likely, key=lambda a: -a.score)]
    # «По Киеву»: a capital is a place too where it has its own name and not its state's.
    states = draft.seen.actors.states
    town = next((m for m in named if m.kind == "place" or (m.code in states and m.name == states[str(m.code)].capital)), None)
    if town is None:
        return None
    return Where(town.name, town.code, None, None, town.text)


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
