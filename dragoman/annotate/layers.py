"""The layers of annotation, in order, and how their mentions are made one row without overlaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.actors import Actors
from dragoman.annotate import tongue as tongues
from dragoman.annotate.again import Named
from dragoman.annotate.compose import composed
from dragoman.annotate.folding import fold
from dragoman.annotate.lexicon import Hit
from dragoman.annotate.single import singles
from dragoman.annotate.tokens import Token, chosen, tokens
from dragoman.annotate.tongue import Tongue
from dragoman.annotate.uses import with_uses
from dragoman.model import Article, Mention, Sentence


def annotate(article: Article, sentences: Sequence[Sentence], language: str, actors: Actors) -> tuple[Mention, ...]:
    """Returns the mentions of the sentences in order of their place.

    None overlaps another, each lies inside one sentence, and `mention.text` is the article's text there. Raises
    LanguageError or TableError where the language's tables cannot be read.
    """
    tongue = tongues.load(language, actors)
    rows = rows_of(article.text, sentences, tongue)
    seen = frozenset(k.entry.entity for row in rows for t in row if t.tag == "PERSON" for k in t.known if k.entry.entity)
    named = Named(tongue.language, tongue.uses, actors.people)
    found: list[Mention] = []
    for row in rows:
        found += named.read(row, row_mentions(row, article.text, tongue, seen), article.text)
    return as_of(found, article.published.date if article.published else None, actors)


def as_of(mentions: Sequence[Mention], date: str | None, actors: Actors) -> tuple[Mention, ...]:
    """Returns the mentions, a person's bare name with the code of the office held on that day: Stoltenberg in 2020 is NATO.

    Without a date a name keeps the code that it mostly stands for. Beside an office the office says whose it is.
    """
    return tuple(_as_of(mention, date, actors) for mention in mentions)


def _as_of(mention: Mention, date: str | None, actors: Actors) -> Mention:
    person = actors.people.get(mention.entity or "") if mention.kind == "person" else None
    return mention if person is None or date is None else replace(mention, code=actors.code_of(person, date))


def row_mentions(row: Sequence[Token], text: str, tongue: Tongue, seen: frozenset[str]) -> list[Mention]:
    """Returns the mentions of one sentence, the longest of those that overlap."""
    several = tongue.patterns.find(row, lambda match: composed(match, row, text, seen))
    return with_uses(resolved([*several, *singles(row, text, seen)]), row, tongue.uses)


def rows_of(text: str, sentences: Sequence[Sentence], tongue: Tongue) -> list[list[Token]]:
    """Returns the tokens of each sentence."""
    starts = [sentence.start for sentence in sentences]
    inside: list[list[Hit]] = [[] for _ in sentences]
    for hit in tongue.lexicon.hits(fold(text), text):
        index = bisect_right(starts, hit.start) - 1
        if index >= 0 and hit.end <= sentences[index].end:
            inside[index].append(hit)
    return [tokens(text, s.start, s.end, chosen(hits), tongue.words) for s, hits in zip(sentences, inside, strict=True)]


def resolved(mentions: Iterable[Mention]) -> list[Mention]:
    """Returns the mentions without overlaps, in order of place: the longer wins, of two as long the earlier listed."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
