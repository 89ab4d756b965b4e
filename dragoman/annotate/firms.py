"""Firms that no table has, known by their legal form: «ООО "Северный ветер"», "Altın Yol AŞ", "Nord Gate Ltd"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

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
    before, behind = uses.get("legal_before", frozenset()), uses.get("legal_after", frozenset())
    for row in rows:
        for at, token in enumerate(row):
            word = fold_word(token.text)
            if word in before:
                span = _quoted(row, at + 1, 1) or _capitals(row, at + 1, 1)
            elif word in behind and token.text[:1].isupper():
                span = _capitals(row, at - 1, -1) or _quoted(row, at - 1, -1)
            else:
                continue
            if span:
                start, end = row[min(at, span[0])].start, row[max(at, span[1])].end
                if not taken.meet(start, end):
                    name = text[row[span[0]].start : row[span[1]].end].strip(OPENING + CLOSING)
                    yield Mention("company", None, name, start, end, text[start:end], "name-legal-form", sector="BUS")


def _from(row: Sequence[Token], at: int, step: int) -> range:
    """Returns the places from one on, forwards (1) or backwards (-1)."""
    return range(at, len(row) if step > 0 else -1, step)


def _quoted(row: Sequence[Token], at: int, step: int) -> tuple[int, int] | None:
    """Returns the first and last of the words in quotation marks that begin at a place, or end there; marks and all."""
    marks = (OPENING, CLOSING)[::step]
    places = _from(row, at, step)[: LONGEST + 2]
    if not places or row[at].text not in marks[0]:
        return None
    other = next((i for i in places[1:] if row[i].text in marks[1]), at)
    return (min(at, other), max(at, other)) if abs(other - at) > 1 else None


def _capitals(row: Sequence[Token], at: int, step: int) -> tuple[int, int] | None:
    """Returns the first and last of the capitalised words from a place on."""
    inside = list(takewhile(lambda i: row[i].tag in NAMES, _from(row, at, step)[:LONGEST]))
    return (min(inside), max(inside)) if any(row[i].tag != "NUMBER" for i in inside) else None
