"""Overlapping marks on a text, cut into segments that lie side by side; and hostile characters made visible.

A mention lies in a claim, a claim in an event's evidence, all of them in a block, and none needs to respect the other's
borders. Terminals and HTML both want a flat row of pieces, each knowing all marks that cover it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Kinds of mark, outermost first: where two cover the same words, the earlier one encloses the later one.
KINDS = ("block", "claim", "event", "speaker", "cue", "trigger", "mention")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with a kind and `ref`, which says what it belongs to (an id, a number, a code)."""

    start: int
    end: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that no mark begins or ends within. `marks` are those that cover it, outermost first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]

    def refs(self, kind: str) -> tuple[str, ...]:
        """Returns what the marks of one kind belong to, outermost first."""
        return tuple(mark.ref for mark in self.marks if mark.kind == kind)

    def ends(self, kind: str) -> tuple[Mark, ...]:
        """Returns the marks of one kind whose last piece this is."""
        return tuple(mark for mark in self.marks if mark.kind == kind and mark.end == self.end)


def segments(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """Returns text[start:end] as segments in order; their texts joined are that stretch, whatever the marks.

    Offsets are code points of `text`. Marks may reach outside of the stretch; those that do not meet it are dropped.
    """
    end = len(text) if end is None else min(end, len(text))
    start = min(max(start, 0), end)
    kept = sorted((mark for mark in marks if max(mark.start, start) < min(mark.end, end)), key=_outermost)
    borders = sorted({start, end, *(max(mark.start, start) for mark in kept), *(min(mark.end, end) for mark in kept)})
    found: list[Segment] = []
    active: list[Mark] = []
    waiting = 0
    for left, right in pairwise(borders):
        while waiting < len(kept) and kept[waiting].start <= left:
            active.append(kept[waiting])
            waiting += 1
        active = [mark for mark in active if mark.end > left]
        found.append(Segment(left, right, text[left:right], tuple(sorted(active, key=_outermost))))
    return tuple(found)


def _outermost(mark: Mark) -> tuple[int, int, int, str]:
    rank = KINDS.index(mark.kind) if mark.kind in KINDS else len(KINDS)
    return mark.start, -mark.end, rank, mark.ref


# Control and format characters that change how neighbours are shown: terminal escapes (ESC [ 2 J wipes a screen) and
# the bidirectional overrides and isolates that make a page read otherwise than its letters stand (U+202E).
_KEPT = frozenset("\n\t\u200c\u200d\u00ad")  # joiners and soft hyphens are ordinary spelling


def hidden(char: str) -> bool:
    """Tells whether a character would act on a terminal or browser instead of being seen."""
    return char not in _KEPT and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def inert(text: str) -> str:
    """Returns the text with every hidden character written out, such as ⟨U+202E⟩; all others are as they were."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"⟨U+{ord(char):04X}⟩" if hidden(char) else char for char in text)


def joined(pieces: Sequence[Segment]) -> str:
    """Returns the words of segments put together again."""
    return "".join(piece.text for piece in pieces)
