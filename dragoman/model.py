"""Every record that passes between the parts of Dragoman.

Frozen dataclasses and the ids derived from them; nothing here reads a file, a clock or another module of ours.
Offsets are code points of `Article.text`, half-open.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

SCHEMA = 1  # stands in every exported row

# Kinds of block. Only the coded ones are read for events and claims.
CODED = ("title", "body", "caption", "quote")
LEFT_OUT = ("teaser", "navigation", "advert", "form", "byline", "credit", "other")

STATUSES = (
    "occurred", "ongoing", "planned", "proposed", "predicted", "hypothetical", "counterfactual", "denied", "negated",
)  # fmt: skip
FUTURE = ("planned", "proposed", "predicted")  # not (yet) done: PLOVER's own record folds some types by them

CLAIM_KINDS = ("quote", "reported", "denial", "opinion", "prediction", "counterfactual", "question", "no_comment")


def content_id(*parts: object) -> str:
    """Returns 16 hex digits that depend on the parts alone, so that an id never depends on order or time of reading."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Returns the words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tells whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Tells whether this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Given:
    """An actor that the caller already knows: offsets in the article's text, and a code."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came. `doc` is the path below the one that was given, or the address, or `file#member`."""

    doc: str
    data: bytes
    given: tuple[Given, ...] = ()
    kind: str = "text"  # "text" or "html"; what the bytes are once unpacked from their container

    @property
    def document_id(self) -> str:
        """Returns the hash of address, bytes and given actors."""
        digest = hashlib.blake2b(self.data, digest_size=16).hexdigest()
        return content_id(self.doc, digest, *((g.start, g.end, g.code) for g in self.given))


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was dropped, where, and why. `stage` is the part that dropped it, `reason` a short fixed name."""

    doc: str
    stage: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article with a kind. `line` counts from 1; `rule` names what decided, `reason` says it in words."""

    kind: str
    start: int
    end: int
    line: int
    rule: str
    reason: str = ""

    @property
    def coded(self) -> bool:
        """Tells whether events and claims are read from this block."""
        return self.kind in CODED


@dataclass(frozen=True, slots=True)
class Published:
    """When the article appeared. `date` is ISO, possibly partial; `basis` names where it was found."""

    date: str
    basis: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One link of an attribution chain. `type`: credit, link, verb, translation, forwarded, evidential."""

    name: str
    code: str | None
    type: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """The visible text of one document, in blocks that partition it."""

    doc: str
    lang: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: Published | None = None
    bounds_after: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    sources: tuple[Step, ...] = ()
    translated: bool = False
    encoding: str = "utf-8"

    @property
    def article_id(self) -> str:
        """Returns the hash of the text: the same words at two addresses are one article."""
        return content_id("article", unicodedata.normalize("NFC", self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a coded block."""

    start: int
    end: int
    block: int  # index into Article.blocks


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
