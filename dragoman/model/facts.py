"""What a page gives: events and claims, with all that stands in their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model.pages import Article, Rejected, Step, content_id
from dragoman.model.readings import Mention

STATUSES = (
    "occurred", "ongoing", "planned", "proposed", "predicted", "hypothetical", "counterfactual", "denied", "negated",
)  # fmt: skip
FUTURE = ("planned", "proposed", "predicted")  # not (yet) done: PLOVER's own record folds some types by them
CLAIM_KINDS = ("quote", "reported", "denial", "opinion", "prediction", "counterfactual", "question", "no_comment")


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or recipient of an event, with the words that name it here."""

    code: str
    id: str | None
    name: str
    sector: str | None
    role: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The page's own words for a row."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval, ISO, with its grain (day, month, season, year)."""

    start: str | None
    end: str | None
    grain: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place of an event."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what. `bound` is one of exact, about, over, under."""

    what: str
    value: float
    bound: str
    text: str


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in units of its currency (ISO 4217)."""

    amount: float
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """An act, PLOVER-typed, as one article tells it."""

    article_id: str
    doc: str
    lang: str
    type: str
    plover: str
    mode: str | None
    contexts: tuple[str, ...]
    concept: str
    status: str
    commentary: bool
    register: str | None
    name: str | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    evidence: Evidence
    trigger: Evidence
    rule: str
    confidence: float
    date: When | None = None
    place: Where | None = None
    items: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    money: Money | None = None
    stage: str | None = None
    via: tuple[Step, ...] = ()
    also_at: tuple[Evidence, ...] = ()  # later tellings of the same event in the article

    @property
    def event_id(self) -> str:
        """Returns the hash of article, type, status, participants and trigger."""
        return content_id(
            "event", self.article_id, self.type, self.concept, self.status,
            sorted(p.code for p in self.actors), sorted(p.code for p in self.recipients),
            self.trigger.start, self.trigger.end,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a claim. `code` is None where the words name nobody that the tables know; "author" for the page itself."""

    code: str | None
    id: str | None
    name: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said, with who says it and the chain that it came down."""

    article_id: str
    doc: str
    lang: str
    kind: str
    speaker: Speaker
    cue: str | None
    chain: tuple[Step, ...]
    about: tuple[str, ...]
    evidence: Evidence
    rule: str
    confidence: float
    denies: str | None = None  # event_id of the denied event

    @property
    def claim_id(self) -> str:
        """Returns the hash of article, kind, speaker and place of the words."""
        return content_id("claim", self.article_id, self.kind, self.speaker.name, self.evidence.start, self.evidence.end)


@dataclass(frozen=True, slots=True)
class Coding:
    """All that one document gives."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def codes(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Returns the participants' codes, in order."""
    return tuple(p.code for p in participants)
