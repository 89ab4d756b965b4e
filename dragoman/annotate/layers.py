"""The layers of annotation, in order, and how their mentions are made one row without overlaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.actors import Actors
from dragoman.annotate import tongue as tongues
from dragoman.annotate.again import Named
from dragoman.annotate.apposed import with_apposed
from dragoman.annotate.compose import composed
from dragoman.annotate.firms import firms
from dragoman.annotate.folding import fold
from dragoman.annotate.lexicon import Hit
from dragoman.annotate.names import Spans, part, people
from dragoman.annotate.offices import by_office, held, led
from dragoman.annotate.single import singles
from dragoman.annotate.tokens import Token, chosen, tokens
from dragoman.annotate.tongue import Tongue
from dragoman.annotate.uses import with_uses
from dragoman.languages import Language
from dragoman.model import Article, Mention, Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What tables know of an article: its mentions, and what names are looked for in.

    `parts` are mentions inside of others that name something else: the town where an ambassador sits.
    """

    text: str
    mentions: tuple[Mention, ...]
    parts: tuple[Mention, ...]
    rows: tuple[Sequence[Token], ...]
    tongue: Tongue

    def names(self, seen: Sequence[Mention], known: Sequence[Mention] | None = None) -> list[Mention]:
        """Returns the people whom no table has, the other names that the reader saw, and the names inside of mentions.

        `known`: the mentions, where a caller has changed them.
        """
        mentions = self.mentions if known is None else known
        inside = [named for m in mentions if (named := part(m, self.text))]
        business = list(firms(self.rows, Spans(m.span for m in mentions), self.text, self.tongue.uses))
        held, others = Spans(m.span for m in business), [*mentions, *business]
        seen = [m for m in seen if not held.meet(m.start, m.end)]
        persons = people(self.rows, others, seen, self.text, self.tongue)
        return sorted([*persons, *business, *inside, *self.parts], key=lambda m: m.start)


def annotate(article: Article, sentences: Sequence[Sentence], language: Language, actors: Actors) -> tuple[Mention, ...]:
    """Returns the mentions of the sentences in order of their place.

    None overlaps another, each lies inside one sentence, and `mention.text` is the article's text there. Raises
    TableError where one of the language's tables cannot be read.
    """
    return look(article, sentences, language, actors).mentions


def look(article: Article, sentences: Sequence[Sentence], language: Language, actors: Actors) -> Page:
    """Returns the mentions with all that was seen on the way to them; raises what `annotate` does."""
    tongue = tongues.load(language, actors)
    hits = hits_of(article.text, sentences, tongue)
    longest = [chosen(inside) for inside in hits]
    rows = rows_of(article.text, sentences, longest, tongue)
    seen = frozenset(k.entry.entity for row in rows for t in row if t.tag == "PERSON" for k in t.known if k.entry.entity)
    date = article.published.date if article.published else None
    named = Named(tongue.language, tongue.uses, actors, date)
    found: list[Mention] = []
    parts: list[Mention] = [m for pair in zip(hits, longest, strict=True) for m in _inner(*pair, article.text)]
    for row in rows:
        whole, inside = row_mentions(row, article.text, tongue, seen)
        found += named.read(row, whole, article.text)
        parts += inside
    mentions = led(as_of(found, date, actors), date, actors)
    return Page(article.text, mentions, as_of(parts, date, actors), tuple(rows), tongue)


def as_of(mentions: Sequence[Mention], date: str | None, actors: Actors) -> tuple[Mention, ...]:
    """Returns the mentions, a person's bare name with the code of the office held on that day: Stoltenberg in 2020 is NATO.

    An office without a name gets whoever held it then. Without a date a name keeps the code that it mostly stands for.
    """
    return tuple(_as_of(mention, date, actors) for mention in mentions)


def _as_of(mention: Mention, date: str | None, actors: Actors) -> Mention:
    person = actors.people.get(mention.entity or "") if mention.kind in ("person", "pronoun") else None
    if person is None or date is None:
        return by_office(held(mention, date, actors), actors)
    return replace(mention, code=actors.code_of(person, date))


def row_mentions(
    row: Sequence[Token], text: str, tongue: Tongue, seen: frozenset[str]
) -> tuple[list[Mention], list[Mention]]:  # fmt: skip
    """Returns the mentions of one sentence, the longest of those that overlap; and those inside that name another."""
    head_last = "last" in tongue.uses.get("head", ())
    several = tongue.patterns.find(row, lambda match: composed(match, row, text, seen, head_last))
    single = singles(row, text, seen)
    whole = resolved([*several, *single])
    inside = [s for s in single for w in whole if w.span != s.span and w.start <= s.start and s.end <= w.end and _other(s, w)]
    return with_apposed(with_uses(whole, row, tongue.uses), row, text), [replace(s, use="part") for s in inside]


def _other(inside: Mention, whole: Mention) -> bool:
    """Tells whether a mention names something else than the one that it is part of: «посол США в [Украине]»."""
    return inside.use != "adjective" and bool(inside.code) and inside.code != whole.code and inside.kind != "person"


def hits_of(text: str, sentences: Sequence[Sentence], tongue: Tongue) -> list[list[Hit]]:
    """Returns all known forms in each sentence, overlapping ones too."""
    starts = [sentence.start for sentence in sentences]
    inside: list[list[Hit]] = [[] for _ in sentences]
    for hit in tongue.lexicon.hits(fold(text), text):
        index = bisect_right(starts, hit.start) - 1
        if index >= 0 and hit.end <= sentences[index].end:
            inside[index].append(hit)
    return inside


def rows_of(text: str, sentences: Sequence[Sentence], hits: Sequence[Sequence[Hit]], tongue: Tongue) -> list[list[Token]]:
    """Returns the tokens of each sentence. Its `hits` do not overlap."""
    suffix = tongue.language.suffix
    return [tokens(text, s.start, s.end, inside, tongue.words, suffix) for s, inside in zip(sentences, hits, strict=True)]


def _inner(hits: Sequence[Hit], longest: Sequence[Hit], text: str) -> Iterator[Mention]:
    """Yields states that are part of another's name: «Нафтогаз [України]»."""
    for hit in hits:
        state = hit.meanings[0].entry
        if state.tag != "STATE":
            continue
        whole = next((w for w in longest if w.start <= hit.start and hit.end <= w.end and w is not hit), None)
        if whole and whole.meanings[0].entry.code not in (None, state.code):
            words = text[hit.start : hit.end]
            yield Mention("state", state.code, state.name, hit.start, hit.end, words, "inside", "part")


def resolved(mentions: Iterable[Mention]) -> list[Mention]:
    """Returns the mentions without overlaps, in order of place: the longer wins, of two as long the earlier listed."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
