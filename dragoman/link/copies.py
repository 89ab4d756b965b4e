"""Copies: which articles repeat another's words, so that a reprint is not a second witness.

Compared are the words of what is coded (title, body, captions, quotes), without case and signs. Two articles that have
at least half of all their runs of five words in common are near copies (resemblance after Broder, "On the resemblance
and containment of documents", 1997). Pairs worth comparing are found by agreeing minima of fixed hash functions: 42
bands of 3, so of pairs at the limit 99.6% are found, of those above 0.7 all but one in ten million. Whether a pair is
linked depends on that pair alone.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.model import CODED

Row = Mapping[str, Any]
Hashes = NDArray[np.uint64]

RUN = 5  # words
LIMIT = 0.5  # of all runs of both, those in common
FEWEST = 12  # words; shorter texts («Читайте также») are alike by chance
BANDS, PER_BAND = 42, 3
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is compared."""

    doc: str
    article_id: str
    words: int
    runs: frozenset[int]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement on two articles, the lesser address first.

    `verdict` is copy, or revision where much is the same but each has numbers of its own: yesterday's report and
    today's. `similarity` is the share of runs of words in common, 0 to 1.
    """

    one: str
    other: str
    verdict: str
    rule: str
    similarity: float
    reason: str


def links(articles: Iterable[Row]) -> list[Link]:
    """Returns the judgements on all pairs that have one, by address.

    `articles` are rows of the table of that name. Of n articles with equal text, n-1 are linked to the one with the
    least address, which alone is compared with others.
    """
    by_id: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, Row] = {}
    for article in sorted(articles, key=lambda row: str(row["doc"])):
        by_id[article["article_id"]].append(article["doc"])
        texts.setdefault(article["article_id"], article)
    same = [_same(docs[0], doc) for docs in by_id.values() for doc in docs[1:]]
    near = (judge(one, other) for one, other in _candidates([text_of(row) for row in texts.values()]))
    return sorted([*same, *filter(None, near)], key=lambda link: (link.one, link.other))


def clusters(found: Iterable[Link]) -> dict[str, str]:
    """Returns for each linked copy the least address of those that links connect it with. Revisions do not connect."""
    least: dict[str, str] = {}

    def root(doc: str) -> str:
        while least.setdefault(doc, doc) != doc:
            doc = least[doc]
        return doc

    for link in found:
        if link.verdict == "copy":
            low, high = sorted((root(link.one), root(link.other)))
            least[high] = low
    return {doc: root(doc) for doc in sorted(least)}


# --- a pair


def text_of(article: Row) -> Text:
    """Returns what of an article is compared."""
    coded = " \n ".join(article["text"][b["start"] : b["end"]] for b in article["blocks"] if b["kind"] in CODED)
    words = WORD.findall(coded.casefold())
    numbers = frozenset(word for word in words if word.isdigit())
    return Text(article["doc"], article["article_id"], len(words), _runs(tuple(words)), numbers)


def judge(one: Text, other: Text) -> Link | None:
    """Returns the first rule's judgement, None where the two are different articles."""
    one, other = sorted((one, other), key=lambda text: text.doc)
    similarity = resemblance(one, other)
    for rule in RULES:
        if answer := rule(one, other, similarity):
            verdict, reason = answer
            return Link(one.doc, other.doc, verdict, rule.__name__, round(similarity, 4), reason)
    return None


def resemblance(one: Text, other: Text) -> float:
    """Returns the share of the runs of words of both that they have in common, 0 to 1."""
    return len(one.runs & other.runs) / (len(one.runs | other.runs) or 1)


Answer = tuple[str, str] | None


def unlike(one: Text, other: Text, similarity: float) -> Answer:
    """Texts too short to tell, or with too little in common, have no link."""
    return ("", "") if min(one.words, other.words) < FEWEST or similarity < LIMIT else None


def other_numbers(one: Text, other: Text, similarity: float) -> Answer:
    """«3 марта … 14 беспилотников» and «4 марта … 9 беспилотников» in the same words are two reports, not one."""
    mine, theirs = one.numbers - other.numbers, other.numbers - one.numbers
    if not (mine and theirs):
        return None
    return "revision", f"the same words with other numbers: {_some(mine)} there, {_some(theirs)} here"


def same_words(one: Text, other: Text, similarity: float) -> Answer:
    """What is left has its words and its numbers in common."""
    return "copy", f"{similarity:.0%} of runs of {RUN} words in common"


RULES: tuple[Callable[[Text, Text, float], Answer], ...] = (unlike, other_numbers, same_words)


def _same(one: str, other: str) -> Link:
    return Link(one, other, "copy", "same_text", 1.0, "the same text")


def _some(numbers: Iterable[str]) -> str:
    return ", ".join(sorted(numbers)[:3])


# --- which pairs to look at


def _candidates(texts: list[Text]) -> Iterator[tuple[Text, Text]]:
    shelves: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for shelf in _shelves(text):
            shelves[shelf].append(number)
    pairs = {pair for held in shelves.values() for pair in itertools.combinations(held, 2)}
    for one, other in sorted(pairs):
        yield texts[one], texts[other]


def _shelves(text: Text) -> Iterator[tuple[int, bytes]]:
    if text.words < FEWEST:
        return
    runs = np.fromiter(text.runs, dtype=np.uint64, count=len(text.runs))
    factors, offsets = _functions()
    minima = ((runs[None, :] * factors[:, None] + offsets[:, None]) >> np.uint64(16)).min(axis=1)
    for band, values in enumerate(minima.reshape(BANDS, PER_BAND)):
        yield band, values.tobytes()


@functools.cache
def _functions() -> tuple[Hashes, Hashes]:
    """Hash functions, the same for ever: odd factors and offsets out of the hashes of their own numbers."""
    drawn = np.array([_hash(f"function {number}") for number in range(2 * BANDS * PER_BAND)], dtype=np.uint64)
    factors, offsets = drawn.reshape(2, -1)
    return factors | np.uint64(1), offsets


def _runs(words: tuple[str, ...]) -> frozenset[int]:
    """Returns the hashes of all runs of words; a text shorter than one run is one."""
    if not words:
        return frozenset()
    hashed = np.array([_hash(word) for word in words], dtype=np.uint64)
    width = min(RUN, len(words))
    total = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for place in range(width):
        total = total * np.uint64(0x9E3779B97F4A7C15) + hashed[place : place + len(total)]
    return frozenset(total.tolist())


@functools.lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf8"), digest_size=8).digest(), "little")
