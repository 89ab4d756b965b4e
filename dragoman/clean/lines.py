"""Lines of a page with what can be seen of each by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.clean.phrases import key
from dragoman.text.words import WORD

# A text that somebody cut: «Счет в…», "they will [...]".
CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.{2,3}\]|\(…\)|\(\.{3}\))[\s»”\"')\]→›>]*$")
CLOSED = re.compile(r"[.!?…][\"'”’»“)\]\s*\d]{0,4}$|[\"”»“)]$")
BULLET = re.compile(r"\s*(?:[•●▪■◦‣·*►▶➤✓✔]|>{1,2}|\d{1,2}[.)])\s+")
INNER = re.compile(r"[,.;:—–]\s")  # marks inside a sentence; a menu run together has none
PROSE = 8  # words of the shortest line that is running text by itself
LONG = 20  # words that make a line running text though no full stop ends it: it was broken in two
# What the markup itself says is no running text: see areas.py.
AREAS = ("nav", "footer", "aside", "form", "button", "caption", "cookies", "comments", "related", "infobox")


@dataclass(frozen=True, slots=True)
class Hint:
    """What the markup says of a line: the area it stands in, the share of it that is links, the level of a heading."""

    area: str = ""
    linked: float = 0.0
    heading: int = 0
    quoted: bool = False


NO_HINT = Hint()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line, or a part of one, was found to be: a kind of block, the rule that says so, and why in words."""

    kind: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: offsets in the line, and its mark where it was cut off for being something."""

    start: int
    end: int
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one where a line holds two things. `mark` is what it is by itself, where that shows."""

    number: int  # from 1
    start: int
    end: int  # without the newline
    text: str  # without white space around it
    key: str  # folded, without marks at the edges: equal keys are the same words
    words: int
    cut: bool  # breaks off
    closed: bool  # ends as a sentence does
    bullet: bool  # begins as an item of a list
    capitals: int = 0  # words with a capital: a menu run together has hardly others
    lead: int = 0  # white space before its text
    part: int = 0  # of its line, from 0
    hint: Hint = NO_HINT
    mark: Mark | None = None

    @property
    def prose(self) -> bool:
        """Tells whether it is running text: long enough, not cut, not known to be something else."""
        if self.mark or self.cut or self.hint.linked > 0.6 or self.hint.area in AREAS:
            return False
        broken = self.words >= LONG and self.capitals < self.words / 2 and bool(INNER.search(self.text))
        return self.words >= PROSE and (self.closed or broken)


def make(text: str, number: int, start: int, piece: Piece, hint: Hint, part: int = 0) -> Line:
    """Returns the Line of a piece of the line that begins at `start` and is the `number`th of `text`."""
    first, last = start + piece.start, start + piece.end
    words = text[first:last].strip()
    found = WORD.findall(words)
    return Line(
        number,
        first,
        last,
        words,
        key(words),
        len(found),
        bool(CUT.search(words)),
        bool(CLOSED.search(words)),
        bool(BULLET.match(words)),
        sum(word[0].isupper() for word in found),
        text[first:last].index(words),
        part,
        hint,
        piece.mark,
    )


def bounds(text: str) -> list[tuple[int, int]]:
    """Returns where each line of `text` begins and ends, its newline left out."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def repeats(lines: Iterable[Line]) -> Counter[str]:
    """Returns how many lines have each key."""
    return Counter(line.key for line in lines if line.key)
