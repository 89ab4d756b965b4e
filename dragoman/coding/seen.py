"""What coding works on: an article with its mentions and readings, and the tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.actors import Actors
from dragoman.codebook import Codebook
from dragoman.languages import Language
from dragoman.model import Article, Claim, Mention, Participant, Reading, Sentence, Speaker

NEAR = 2  # sentences
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One article, read. `mentions` are numbered as the readings' arguments are."""

    article: Article
    article_id: str
    language: Language
    mentions: tuple[Mention, ...]
    readings: tuple[Reading, ...]
    actors: Actors
    codebook: Codebook
    things: tuple[Mention, ...] = ()  # times, weapons: numbered as the triggers' things are
    names: tuple[Mention, ...] = ()  # people and firms whom no table has, in order of place

    def words(self, start: int, end: int) -> str:
        """Returns the article's words there."""
        return self.article.text[start:end]

    def named(self, start: int, end: int) -> tuple[Mention, ...]:
        """Returns the mentions that begin in [start, end), in order, without looking at all."""
        first, after = (bisect_left(self.mentions, at, key=lambda m: m.start) for at in (start, end))
        return self.mentions[first:after]

    def sentence(self, at: int) -> Sentence | None:
        """Returns the sentence that a place is in; None where it is between two."""
        after = bisect_right(self.readings, at, key=lambda r: r.sentence.start)
        found = self.readings[after - 1].sentence if after else None
        return found if found and at < found.end else None

    def near(self, one: int, other: int) -> bool:
        """Tells whether two places are in one sentence or have at most another between them."""
        first, last = (bisect_right(self.readings, at, key=lambda r: r.sentence.start) for at in sorted((one, other)))
        return last - first <= NEAR


class Spans(Generic[T]):
    """Things with a stretch each, of which those that share a letter with another stretch are found without looking at all."""

    def __init__(self, things: Iterable[T], span: Callable[[T], tuple[int, int]]) -> None:
        """Sorts the things by where they begin."""
        self._placed = sorted(((*span(thing), thing) for thing in things), key=lambda placed: placed[:2])
        self._starts = [start for start, _, _ in self._placed]
        self._longest = max((end - start for start, end, _ in self._placed), default=0)

    def over(self, start: int, end: int) -> list[T]:
        """Returns the things that share a letter with [start, end), in order of their beginnings."""
        first, after = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [thing for _, last, thing in self._placed[first:after] if last > start]


def placed_by_words(claims: Iterable[Claim]) -> Spans[Claim]:
    """Returns claims by where their words stand."""
    return Spans(claims, lambda claim: (claim.evidence.start, claim.evidence.end))


def parties(mention: Mention, role: str | None, actors: Actors, without: frozenset[str] = frozenset()) -> list[Participant]:
    """Returns the participants that a mention stands for: itself, or a collective's members without the others named.

    None where the mention has no code: «страны региона» of nobody known.
    """
    found = [mention.code] if mention.code else [code for code in mention.members if code not in without]
    return [
        Participant(
            code, mention.entity, mention.name if mention.code else actors.name(code), mention.sector, role,
            mention.text, mention.start, mention.end,
        )
        for code in found
    ]  # fmt: skip


def speaker_of(mention: Mention) -> Speaker:
    """Returns a mention as the one who speaks, as written."""
    return Speaker(mention.code, mention.entity, mention.name, mention.text, mention.start, mention.end)


def speaking_as(mention: Mention, words: str, start: int, end: int) -> Speaker:
    """Returns a mention as the one who speaks, under the words that a page has for them there: «издание», «министр: …»."""
    return Speaker(mention.code, mention.entity, mention.name, words, start, end)


def overlapping(mentions: Sequence[Mention], start: int, end: int) -> list[int]:
    """Returns the numbers of the mentions that share a letter with [start, end)."""
    return [number for number, m in enumerate(mentions) if m.start < end and start < m.end]
