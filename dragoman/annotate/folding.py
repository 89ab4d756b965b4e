"""Text as the tables write it: lower case, «ё» as «е», Latin letters without marks, one blank for white space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What makes a page's letters more or fewer than those of the tables: soft hyphens, stress marks, double blanks.
IRREGULAR = re.compile(r"\s\s+|.?[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]+", re.DOTALL)
CLUSTER = re.compile(r"\s+|.[\u0300-\u036f]*", re.DOTALL)
DROPPED = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
SAME = {
    "ё": "е",
    "ґ": "г",  # «Ґданськ», «Гданськ»: pages write both
    "’": "'",
    "ʼ": "'",
    "‘": "'",
    "`": "'",
    "\u2011": "-",
    "\u2010": "-",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
}


def _table() -> dict[int, str]:
    table = {}
    for point in [*range(0x00A0, 0x0250), *range(0x0400, 0x0530), *range(0x1E00, 0x1F00), *range(0x41, 0x5B)]:
        letter = chr(point)
        base = unicodedata.normalize("NFD", letter)[0] if point < 0x0400 or point >= 0x1E00 else letter
        lower = base.lower()[:1]
        table[point] = SAME.get(lower, lower)
    table.update({ord(letter): same for letter, same in SAME.items()})
    table.update({ord(blank): " " for blank in "\n\r\t\x0b\x0c\u00a0\u2007\u202f\u2009"})
    return table


TABLE = _table()


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `offsets` says where each of its code points stands in the original, None where at the same place."""

    text: str
    offsets: tuple[int, ...] | None = None

    def at(self, index: int) -> int:
        """Returns the place in the original of a place in the folded text; its end is the original's end."""
        return index if self.offsets is None else self.offsets[index]


def fold(text: str) -> Folded:
    """Returns the folded text with offsets into `text`."""
    if not IRREGULAR.search(text):
        return Folded(text.translate(TABLE))
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for odd in IRREGULAR.finditer(text):
        pieces.append(text[at : odd.start()].translate(TABLE))
        offsets += range(at, odd.start())
        for letter, offset in _clusters(odd[0]):
            pieces.append(letter)
            offsets.append(odd.start() + offset)
        at = odd.end()
    pieces.append(text[at:].translate(TABLE))
    offsets += range(at, len(text) + 1)
    return Folded("".join(pieces), tuple(offsets))


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Returns a word or phrase of the tables as `fold` gives it."""
    return fold(word).text


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    for found in CLUSTER.finditer(text):
        cluster = found[0]
        if cluster[0].isspace():
            yield " ", found.start()
            continue
        composed = unicodedata.normalize("NFC", cluster)[:1]
        if not DROPPED.match(composed):
            yield composed.translate(TABLE), found.start()
