"""A trigger with those who take part in it, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.codebook import Concept, Type
from dragoman.coding.confidence import SIDES, TAKES_PART, Look
from dragoman.coding.seen import Seen, parties
from dragoman.model import Argument, Claim, Mention, Participant, Reading, Trigger, codes

LEAST = 0.47  # confidence below which a draft is no event
ASKED = 0.12  # the same for one between actors that a caller gave: who gives them asks what is between them
PERHAPS = 0.1  # from which the likeliest one is, where none reaches that: its confidence says how sure that is


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
    features: tuple[float, ...] = ()  # what the confidence was made of

    @property
    def kind(self) -> Type:
        """Returns the type's entry in the codebook."""
        return self.seen.codebook.types[self.trigger.type]

    @property
    def concept(self) -> Concept:
        """Returns the concept's entry in the codebook."""
        return self.seen.codebook.concepts[self.trigger.concept]

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

    def noted(self, note: str) -> Draft:
        """Returns the draft with one note more."""
        return replace(self, notes=(*self.notes, note))

    @property
    def look(self) -> Look:
        """Returns what its confidence is made of."""
        return Look(self.trigger, self.notes, codes(self.actors), codes(self.recipients))


def draft(seen: Seen, reading: Reading, trigger: Trigger, claim: Claim | None) -> Draft:
    """Returns the draft of a trigger. `claim` is the one in whose words it stands."""
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
        return speaking(claim) if argument.score >= TAKES_PART else []
    named = _named(seen, trigger, seen.mentions[argument.mention], argument.role, others)
    return named if argument.score >= TAKES_PART else [party for party in named if party.code not in others]


def _better_elsewhere(trigger: Trigger, argument: Argument) -> bool:
    return any(
        other.mention == argument.mention and other.role in SIDES and other.score > argument.score for other in trigger.arguments
    )


def _named(seen: Seen, trigger: Trigger, mention: Mention, role: str, others: frozenset[str]) -> list[Participant]:
    concept = seen.codebook.concepts[trigger.concept]
    hosts = (a.mention for a in trigger.arguments if a.role == "host" and a.mention is not None and a.score >= TAKES_PART)
    host = any(seen.mentions[number] is mention for number in hosts)
    part = "host" if host else concept.actor_role if role == "actor" else concept.recipient_role
    return parties(mention, part, seen.actors, others)


def speaking(claim: Claim | None) -> list[Participant]:
    """«Мы закроем границу»: the one whose words these are."""
    if claim is None or claim.speaker.code in (None, "author") or claim.speaker.start is None or claim.speaker.end is None:
        return []
    who = claim.speaker
    return [Participant(str(who.code), who.id, who.name, None, None, who.text, int(claim.speaker.start), int(claim.speaker.end))]
