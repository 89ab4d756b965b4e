"""A page: its lines with their marks, where the story begins and ends, and what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.clean.kit import Kit
from dragoman.clean.lines import NO_HINT, Hint, Line, bounds, make, repeats
from dragoman.clean.marks import mark
from dragoman.clean.people import with_cards
from dragoman.clean.pieces import pieces
from dragoman.languages import Language
from dragoman.text import content_stems

SMALL = ("cookies", "related", "infobox", "form")  # areas that are never most of a page
OPEN = ("nav", "aside")  # whose end may be missing: never all that a page says
PARAGRAPH = 150  # characters of a line that is taken for running text there


@dataclass(frozen=True, slots=True)
class Page:
    """Lines that are not blank, in order. `title`, `first` and `last` index them; the story is first to last."""

    lines: tuple[Line, ...]
    stems: tuple[frozenset[str], ...]  # what each line is about
    counts: Counter[str]  # how many lines have the same key
    core: frozenset[str]  # what the story is about
    title: int | None = None
    first: int = 0
    last: int = -1

    def coherence(self, index: int) -> float:
        """Returns the share from 0 to 1 of what a line is about that the rest of the story is about too."""
        return overlap(self.stems[index], self.core)


def overlap(stems: frozenset[str], core: frozenset[str]) -> float:
    """Returns the share of `stems` that are in `core`; 0 where there are none."""
    return len(stems & core) / len(stems) if stems else 0.0


def lines_of(text: str, kit: Kit, hints: Sequence[Hint] = (), sites: frozenset[str] = frozenset()) -> tuple[Line, ...]:
    """Returns the lines of `text` that are not blank, each with its mark; a line that holds two things gives two.

    `sites` are the names that the page gives its site, as keys.
    """
    spans = bounds(text)
    known = frozenset(text[start:end].strip() for start, end in spans)
    doubted = _doubted([end - start for start, end in spans], hints)
    found = []
    for number, (start, end) in enumerate(spans, 1):
        line = text[start:end]
        if not line.strip():
            continue
        hint = hints[number - 1] if hints else NO_HINT
        hint = replace(hint, area="") if hint.area in doubted else hint
        parts = pieces(line, kit, known, sites)
        found += [make(text, number, start, piece, hint, part) for part, piece in enumerate(parts)]
    return with_cards([replace(line, mark=mark(line, kit)) for line in found], kit)


def _doubted(lengths: Sequence[int], hints: Sequence[Hint]) -> frozenset[str]:
    """Returns the areas whose names cannot be true: a box of facts that holds most of the page's running text."""
    long = [(length, hint.area) for length, hint in zip(lengths, hints, strict=False) if length >= PARAGRAPH]
    whole = sum(length for length, _ in long)
    told = {area: sum(length for length, named in long if named == area) for area in (*SMALL, *OPEN)}
    return frozenset(area for area, length in told.items() if (2 * length > whole if area in SMALL else length == whole > 0))


def page_of(lines: tuple[Line, ...], language: Language) -> Page:
    """Returns the page of these lines before it is known where its story stands."""
    stems = tuple(frozenset(content_stems(line.text, language)) for line in lines)
    return Page(lines, stems, repeats(lines), frozenset())
