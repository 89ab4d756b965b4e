"""What the reader's heads answer: names of classes in the order of the weights, and the cutting of a sentence into units.

Training and reading both build on this file; a change here needs new weights (the model card keeps the hash).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.codebook import load as load_codebook
from dragoman.reader.tokenizer import Tokenizer

NONE = "none"
TYPES = (NONE, *load_codebook().types)
CONCEPTS = tuple(load_codebook().concepts)
MENTION_KINDS = (
    "actor", "place", "adjective", "per", "org", "loc", "weapon", "name", "time", "amount", "money",
)  # fmt: skip
# Each sequence head tells outside, first word, later word; mentions tell the latter two for each kind.
MENTION_TAGS = ("O", *(f"{edge}-{kind}" for kind in MENTION_KINDS for edge in "BI"))
EDGES = ("O", "B", "I")
ATTRIBUTION = ("source", "cue", "content")
ROLES = ("actor", "recipient", "host", "place", "attribute")
LINKS = ("source", "cue")  # of a content's first word: where its source, its cue begins

UNIT = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")
LIMIT = 220  # pieces that are encoded at once; longer sentences are cut at a word
DISTANCES = 12  # classes of distance between a trigger and a mention
STEPS, INSIDE = (1, 3, 6, 12), 6  # words at which a class ends, before and after the mention; the class of being in it


@dataclass(frozen=True, slots=True)
class Units:
    """A sentence as the reader sees it: pieces, and the words that they make up.

    `pool` [words, pieces + 2] averages the pieces of each word; the two are the marks of beginning and end.
    """

    ids: np.ndarray
    words: tuple[tuple[int, int], ...]
    pool: np.ndarray


def cut(tokenizer: Tokenizer, text: str) -> Units:
    """Returns the units of `text`. Words past the limit of pieces are left off: `words` ends with the last that fits."""
    pieces = tokenizer.encode(text)
    words = [(m.start(), m.end()) for m in UNIT.finditer(text)]
    ids = list(pieces.ids[:LIMIT])
    spans = pieces.spans[: len(ids)]
    if len(pieces.ids) > LIMIT:
        words = [w for w in words if w[1] <= spans[-1][1]]
    pool = np.zeros((len(words), len(ids) + 2), np.float32)
    at = 0
    for row, (start, end) in enumerate(words):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        piece = at
        while piece < len(spans) and spans[piece][0] < end:
            pool[row, piece + 1] = 1.0
            piece += 1
    pool /= np.maximum(pool.sum(1, keepdims=True), 1.0)
    return Units(np.array([0, *ids, 2], np.int64), tuple(words), pool)


def over(words: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Returns the numbers of the words that share a letter with [start, end)."""
    return [i for i, (first, last) in enumerate(words) if first < end and start < last]


def distance(trigger: int, first: int, last: int) -> int:
    """Returns the class of the distance, in words, from a trigger to a mention: before it 0-5, inside or after it 6-11."""
    if first <= trigger <= last:
        return INSIDE
    steps = trigger - last if trigger > last else first - trigger
    size = bisect_left(STEPS, steps)
    return size if trigger > last else size + INSIDE + 1
