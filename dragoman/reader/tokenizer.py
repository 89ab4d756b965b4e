"""Word pieces of the base model (SentencePiece's unigram model), with the place of each piece in the text.

The field's own library builds a table of 250,000 pieces in 1.4 seconds, which is our whole budget for starting up; a
dictionary of them loads in a twelfth of that, and most words of a page have been seen before, so a cache does the rest.
Method: the most probable segmentation of each blank-separated word (Kudo 2018, "Subword regularization"). A test holds
it equal to the library's.
"""

from __future__ import annotations

import functools
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BLANK = "\u2581"  # stands for the blank before a word
LONGEST = 16  # letters of the longest piece of the table
UNKNOWN_PENALTY = 10.0  # below the least probable piece, as the library has it


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece numbers and where each stands in the text."""

    ids: Sequence[int]
    spans: Sequence[tuple[int, int]]


class Tokenizer:
    """Cuts text into pieces. `encode` depends on its argument alone."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int) -> None:
        self._number = {piece: i for i, piece in enumerate(pieces)}
        self._scores = scores
        self._unknown = unknown
        self._least = min(scores) - UNKNOWN_PENALTY
        self._word = functools.lru_cache(maxsize=50_000)(self._segment)

    @classmethod
    def load(cls, folder: Path) -> Tokenizer:
        """Returns the tokenizer whose pieces and scores stand in `folder`. Raises OSError where they are missing."""
        pieces = (folder / "pieces.txt").read_text("utf8").split("\n")
        scores = array("f")
        scores.frombytes((folder / "pieces.f32").read_bytes())
        return cls(pieces, scores, pieces.index("<unk>"))

    def encode(self, text: str) -> Pieces:
        """Returns the pieces of `text`, without the marks of beginning and end."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for start, end in _words(text):
            plain, places = _normal(text, start, end)
            for cut in plain.split():
                offset = plain.index(cut)
                at = offset
                for number, size in self._word(cut):
                    ids.append(number)
                    spans.append((places[at], places[at + size]))
                    at += size
                plain, places = plain[offset + len(cut) :], places[offset + len(cut) :]
        return Pieces(ids, spans)

    def _segment(self, word: str) -> tuple[tuple[int, int], ...]:
        """Returns (piece, letters of the word that it covers): the best path through the word."""
        marked = BLANK + word
        size = len(marked)
        best = [0.0] + [-1e30] * size
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            reached = best[start]
            if reached <= -1e29:
                continue
            for end in range(start + 1, min(size, start + LONGEST) + 1):
                number = self._number.get(marked[start:end])
                if number is None:
                    if end > start + 1:
                        continue
                    number, score = self._unknown, reached + self._least
                else:
                    score = reached + self._scores[number]
                if score > best[end]:
                    best[end], back[end] = score, (start, number)
        return _path(back, size, self._unknown)


def _path(back: Sequence[tuple[int, int]], size: int, unknown: int) -> tuple[tuple[int, int], ...]:
    """Returns the pieces of the best path; neighbouring unknown letters are one piece, the blank covers no letter."""
    found: list[tuple[int, int]] = []
    end = size
    while end:
        start, number = back[end]
        letters = end - max(start, 1) if end > 1 else 0
        if found and number == unknown == found[-1][0]:
            found[-1] = (unknown, found[-1][1] + letters)
        else:
            found.append((number, letters))
        end = start
    return tuple(reversed(found))


def _words(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = -1
    for at, letter in enumerate(text):
        if letter.isspace():
            if start >= 0:
                found.append((start, at))
            start = -1
        elif start < 0:
            start = at
    if start >= 0:
        found.append((start, len(text)))
    return found


def _normal(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Returns a word in compatibility form (NFKC) and, for each of its letters and its end, the place in the text."""
    word = text[start:end]
    if unicodedata.is_normalized("NFKC", word):
        return word, list(range(start, end + 1))
    letters: list[str] = []
    places: list[int] = []
    at = start
    while at < end:
        stop = at + 1
        while stop < end and unicodedata.combining(text[stop]):
            stop += 1
        normal = unicodedata.normalize("NFKC", text[at:stop])
        letters.append(normal)
        places += [at] * len(normal)
        at = stop
    return "".join(letters), [*places, end]
