"""A document's way to its rows, in order. The only place that orders document stages.

    bytes ─clean→ Article ─text→ sentences ─annotate→ mentions ─read→ what is seen in each ─coding→ claims, events

A pure function of one document: the same bytes give the same rows on every machine, in any order.
"""

from __future__ import annotations

import functools
import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman import actors as tables
from dragoman import clean, codebook, languages, text
from dragoman.actors import Actors
from dragoman.annotate import certain, counted, look, times_of, titles_of
from dragoman.coding import Coded, Seen, code, confidence
from dragoman.languages import Language
from dragoman.model import Article, Coding, Document, Given, Mention, Reading, Rejected, Sentence
from dragoman.reader import Reader

PACKAGE = Path(__file__).parent
MARKED = frozenset("~?!")  # in a name of the tables: how it is declined, that it is in doubt, that it is not meant
CODED_FROM = (".py", ".toml", ".csv", ".txt", ".json", ".onnx", ".f32")  # files that a row may depend on


class Coder:
    """All resources, loaded once. `code` depends on its argument alone."""

    def __init__(self, reader: Reader, actors: Actors, known: Sequence[Language]) -> None:
        """Takes the reader's weights, the actor tables, and the languages that pages may be in."""
        self.reader, self.actors, self.codebook = reader, actors, codebook.load()
        self.languages = {language.code: language for language in known}
        self.outlets = outlet_codes(actors, known)
        self.sureness = confidence.load()

    def code(self, document: Document) -> Coding | Rejected:
        """Returns all that one document gives, or why it gives nothing."""
        article = self.clean(document)
        if isinstance(article, Rejected):
            return article
        seen, names = self.see(article, document.given)
        coded = code(seen, self.sureness)
        mentions = sorted([*seen.mentions, *names], key=lambda m: (m.start, m.end))
        return Coding(article, tuple(mentions), coded.events, coded.claims, tuple(unplaced(document, seen.mentions)))

    def clean(self, document: Document) -> Article | Rejected:
        """Returns the document's article, or why it gives none."""
        return clean.clean(document, tuple(self.languages.values()), self.outlets)

    def see(self, article: Article, given: Sequence[Given] = ()) -> tuple[Seen, list[Mention]]:
        """Returns what is seen in an article, and the names that only the reader knows."""
        language = self.languages[article.lang]
        sentences = text.sentences(article, language)
        page = look(article, sentences, language, self.actors)
        mentions = with_given(page.mentions, given, sentences, article.text)
        things = things_of(article, sentences, language, mentions)
        parts = [part for sentence in sentences for part in self.reader.windows(article.text, sentence, mentions)]
        readings = [self.read(article, part, mentions, things) for part in parts]
        used = dict(use for reading in readings for use in reading.uses)
        mentions = tuple(m if certain(m) else replace(m, use=used.get(i, m.use)) for i, m in enumerate(mentions))
        names = page.names([name for reading in readings for name in reading.names], mentions)
        seen = Seen(
            article, article.article_id, language, mentions, tuple(readings), self.actors, self.codebook, things, tuple(names)
        )  # fmt: skip
        return seen, names

    def read(
        self, article: Article, sentence: Sentence, mentions: Sequence[Mention], things: Sequence[Mention] = ()
    ) -> Reading:  # fmt: skip
        """Returns what the reader sees in one sentence of the article."""
        first, after = _inside(mentions, sentence)
        first_thing, after_thing = _inside(things, sentence)
        inside = things[first_thing:after_thing]
        return self.reader.read(article.text, sentence, mentions[first:after], first, inside, first_thing)

    def explain(self, document: Document) -> dict[str, Any]:
        """Returns what was seen in each sentence of the page, below thresholds too; see `explain`."""
        from dragoman.coding.explaining import explanation

        article = self.clean(document)
        if isinstance(article, Rejected):
            return {"sentences": []}
        seen, _ = self.see(article, document.given)
        coded: Coded = code(seen, self.sureness)
        return explanation(self.reader, seen, coded)


def things_of(
    article: Article, sentences: Sequence[Sentence], language: Language, mentions: Sequence[Mention]
) -> tuple[Mention, ...]:  # fmt: skip
    """Returns what can be an act's without taking part in it, in order: times, sums, amounts, weapons, names of an exercise."""
    weapons = [m for m in mentions if m.kind == "weapon"]
    found = [*times_of(article, sentences, language), *counted(article, sentences, language), *weapons]
    titles = titles_of(article, sentences, language, [*mentions, *found])
    return tuple(sorted([*found, *titles], key=lambda m: m.start))


def _inside(mentions: Sequence[Mention], sentence: Sentence) -> tuple[int, int]:
    """Returns the numbers of the mentions that begin in a sentence, half-open."""
    first, after = (bisect_left(mentions, at, key=lambda m: m.start) for at in (sentence.start, sentence.end))
    return first, after


def with_given(
    found: Sequence[Mention], given: Sequence[Given], sentences: Sequence[Sentence], words: str
) -> tuple[Mention, ...]:
    """Returns the mentions with those that the caller knows; what overlaps them gives way.

    A given actor counts where it lies inside one sentence that is read, and of two that overlap the first does.
    """
    told: list[Mention] = []
    for g in sorted(given, key=lambda g: (g.start, -g.end)):
        inside = any(s.start <= g.start < g.end <= s.end for s in sentences)
        if inside and (not told or told[-1].end <= g.start):
            told.append(Mention("given", g.code, g.code, g.start, g.end, words[g.start : g.end], "given"))
    kept = [m for m in found if not any(m.start < t.end and t.start < m.end for t in told)]
    return tuple(sorted([*kept, *told], key=lambda m: (m.start, m.end)))


def unplaced(document: Document, mentions: Sequence[Mention]) -> list[Rejected]:
    """Returns a row for each given actor that could not be used: it crosses a sentence, or stands in what is left out."""
    placed = {(m.start, m.end, m.code) for m in mentions if m.kind == "given"}
    lost = dict.fromkeys(g for g in document.given if (g.start, g.end, g.code) not in placed)
    return [Rejected(document.doc, "annotate", "given-unplaced", f"{g.code} at {g.start} to {g.end}") for g in lost]


def outlet_codes(actors: Actors, known: Sequence[Language]) -> Mapping[str, str]:
    """Returns the codes of outlets by what pages call them, folded: by domain, by the common names, by those of a language."""
    common = {languages.fold(name): code for name, code in actors.outlet_codes.items()}
    return dict(_own_names(known)) | common


def _own_names(known: Sequence[Language]) -> Iterator[tuple[str, str]]:
    """Yields the languages' own names of outlets with their codes; those with marks of forms or of doubt stand for mentions."""
    tables_of = (one.folder / "outlets.csv" for one in known)
    for row in (row for file in tables_of if file.exists() for row in tables.rows(file)):
        for name in tables.cell(row["names"]):
            if not set(name) & MARKED:
                yield languages.fold(name).strip(' «»„“”"'), row["id"]


def load() -> Coder:
    """Returns the coder with everything that ships with the package.

    Raises FileNotFoundError where weights are missing, and the errors of the tables and languages where they are broken.
    """
    known = tuple(languages.load(one) for one in languages.codes())
    return Coder(Reader(), tables.load(), known)


@functools.cache
def version() -> str:
    """Returns a hash of code, data and weights: rows of another version are coded again."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(PACKAGE.rglob("*")):
        parts = path.relative_to(PACKAGE).parts
        if path.suffix in CODED_FROM and "view" not in parts and "cases" not in parts:
            digest.update("/".join(parts).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
