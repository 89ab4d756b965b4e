"""What was seen in a page: mentions, and what the reader says of each sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.pages import Sentence, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, place, thing, time or amount.

    `kind`: state, organisation, office (a person in one, or an organ), person, pronoun (for a person), force, company,
    outlet, people, place, weapon, name, time, amount, money.
    `use` says how the words stand in their sentence: actor (may act), place (where, not who), adjective (describes only),
    part (a name inside of a longer mention, which has the code that acts).
    `code` is None where no table knows the name. `value` holds what exact rules read (an ISO date, a number).
    """

    kind: str
    code: str | None
    name: str
    start: int
    end: int
    text: str
    rule: str
    use: str = "actor"
    sector: str | None = None
    value: str | None = None
    entity: str | None = None  # id in the actor tables, where one entry is meant
    members: tuple[str, ...] = ()  # a collective's member codes («страны Центральной Азии»)
    office: str | None = None  # of a person in office: foreign-minister, head-of-state ...
    who: Span | None = None  # where in the words a person's name stands: «президент Казахстана [Токаев]»

    @property
    def span(self) -> Span:
        """Returns where the words stand."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Argument:
    """What a mention is to a trigger. `mention` is an index into the article's mentions, None for the one speaking.

    `role`: actor, recipient, host, place, attribute. `score` is a probability.
    """

    mention: int | None
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says an act, as the reader saw it. Scores are probabilities.

    `type_score` is that of an act at all, `kind_score` that of this type if it is one.
    """

    start: int
    end: int
    type: str
    type_score: float
    concept: str
    concept_score: float
    status: str
    status_score: float
    commentary: float
    arguments: tuple[Argument, ...]
    kind_score: float = 1.0
    things: tuple[Argument, ...] = ()  # times and weapons that are the act's, numbered among the article's


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words in a sentence, as the reader saw them: who (source), by what word (cue), what (content)."""

    content: Span
    source: Span | None
    cue: Span | None
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader sees in one sentence. `uses` maps mentions to actor, place or adjective."""

    sentence: Sentence
    triggers: tuple[Trigger, ...]
    attributions: tuple[Attribution, ...]
    uses: tuple[tuple[int, str], ...] = ()
    names: tuple[Mention, ...] = ()  # names that no table has
