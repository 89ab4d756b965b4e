"""Firms that no table has, known by their legal form: «ООО "Северный ветер"», "Altın Yol AŞ", "Nord Gate Ltd"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import CLOSING, OPENING
from dragoman.annotate.names import Spans
from dragoman.annotate.tokens import Token
from dragoman.model import Mention

LONGEST = 6  # words of a name
NAMES = frozenset({"CAP", "GIVEN", "SURNAME", "TOWN", "NUMBER"})  # not the first word of a sentence, which may be any


def firms(
    rows: Sequence[Sequence[Token]], taken: Spans, text: str, uses: Mapping[str, frozenset[str]]
) -> Iterator[Mention]:  # fmt: skip
    """Yields firms in order; `uses` gives the legal forms that stand before a name and those behind it.

    What a mention of `taken` holds is left to it.
    """
    for row in rows:
        for at, token in enumerate(row):
            word = fold_word(token.text)
            if word in uses.get("legal_before", ()):
                span = _quoted(row, at + 1) or _capitals(row, at + 1, 1)
                first, last = (at, span[1]) if span else (at, at)
            elif word in uses.get("legal_after", ()) and token.text[:1].isupper():
                span = _capitals(row, at - 1, -1) or _quoted_before(row, at - 1)
                first, last = (span[0], at) if span else (at, at)
            else:
                continue
            if span and not taken.meet(row[first].start, row[last].end):
                start, end = row[first].start, row[last].end
                name = text[row[span[0]].start : row[span[1]].end].strip(OPENING + CLOSING)
                yield Mention("company", None, name, start, end, text[start:end], "name-legal-form", sector="BUS")


def _quoted(row: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Returns the words in quotation marks that begin at a place, marks and all."""
    if at >= len(row) or row[at].text not in OPENING:
        return None
    last = next((i for i in range(at + 1, min(len(row), at + LONGEST + 2)) if row[i].text in CLOSING), None)
    return (at, last) if last is not None and last > at + 1 else None


def _quoted_before(row: Sequence[Token], at: int) -> tuple[int, int] | None:
    if at < 0 or row[at].text not in CLOSING:
        return None
    first = next((i for i in range(at - 1, max(-1, at - LONGEST - 2), -1) if row[i].text in OPENING), None)
    return (first, at) if first is not None and first < at - 1 else None


def _capitals(row: Sequence[Token], at: int, step: int) -> tuple[int, int] | None:
    """Returns the capitalised words from a place on, forwards or backwards."""
    last = at
    while 0 <= last < len(row) and abs(last - at) < LONGEST and row[last].tag in NAMES:
        last += step
    last -= step
    found = (min(at, last), max(at, last))
    inside = row[found[0] : found[1] + 1] if (last - at) * step >= 0 and 0 <= at < len(row) else ()
    return found if any(token.tag != "NUMBER" for token in inside) and row[at].tag in NAMES else None
