"""Pages: documents as they came, articles with their blocks, sentences; ids and stretches of text."""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from dataclasses import astuple, dataclass

# Kinds of block. Only the coded ones are read for events and claims.
CODED = ("title", "body", "caption", "quote")
WHOLE = len("2025-01-31")
LEFT_OUT = ("teaser", "navigation", "advert", "form", "byline", "credit", "other")


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
class Told:
    """What a container says of a document: a feed of its entries, an export of its messages, a table of its rows.

    `basis` names the container: feed, telegram, archive, mail, table, export, web. Times are ISO, with a zone where it is known.
    """

    basis: str
    address: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    forwarded: tuple[str, ...] = ()  # those who had it before, outermost first


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came. `doc` is the path below the one that was given, or the address, or `file#member`."""

    doc: str
    data: bytes
    given: tuple[Given, ...] = ()
    kind: str = "text"  # "text" or "html"; what the bytes are once unpacked from their container
    told: Told | None = None

    @property
    def document_id(self) -> str:
        """Returns the hash of address, bytes, given actors and what the container says."""
        digest = hashlib.blake2b(self.data, digest_size=16).hexdigest()
        told = () if self.told is None else (astuple(self.told),)
        return content_id(self.doc, digest, *((g.start, g.end, g.code) for g in self.given), *told)


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
    """When the article appeared. `date` is ISO, possibly partial; `basis` names where it was found.

    What the page's head or its container says stands in no words of the text: then `text` is empty, and so is its stretch.
    """

    date: str
    basis: str
    text: str
    start: int
    end: int

    @property
    def day(self) -> datetime.date | None:
        """Returns the day that the date names, None where it names only a month or a year."""
        return datetime.date.fromisoformat(self.date[:WHOLE]) if len(self.date) >= WHOLE else None


@dataclass(frozen=True, slots=True)
class Step:
    """One link of an attribution chain. `type`: credit, link, verb, translation, forwarded, evidential.

    One that only the container tells of («forwarded from») has no words in the text: `text` is empty.
    """

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
    address: str | None = None  # canonical, where the page or its container tells it
    updated: Published | None = None

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
