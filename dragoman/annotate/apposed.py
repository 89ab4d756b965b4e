"""«Али Велаяти, советник лидера Ирана, пригрозил …», "Kirill Petrov, the foreign minister of Armenia, said": the name before an
office is its bearer's, who acts.

The name has two words at least, of which no table says that they are something else, and a comma closes the office.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.annotate.lexicon import base
from dragoman.annotate.tokens import Token, covered
from dragoman.model import Mention

RULE = "apposed"
NAMES = frozenset({"CAP", "FIRST", "GIVEN", "SURNAME", "INITIAL", "PARTICLE"})
FAMILY = frozenset({"CAP", "SURNAME"})
LONGEST = 5  # words of a name
CLOSES = frozenset(",;.—–")
LEADS = frozenset({"THE", "WORD", "QUAL", "OFFICE", "IN", "OF"})  # what may stand between the comma and the office
FAR = 6  # words


def with_apposed(mentions: Sequence[Mention], row: Sequence[Token], text: str) -> list[Mention]:
    """Returns a sentence's mentions and the people whose office stands behind their name, in order of place."""
    starts = [token.start for token in row]
    taken = covered(row, mentions)
    found = [
        _bearer(m, row, bisect_left(starts, m.start), bisect_left(starts, m.end), taken, text)
        for m in mentions
        if m.kind == "office" and m.code and not m.who and m.use != "adjective"
    ]
    return sorted([*mentions, *(m for m in found if m)], key=lambda m: m.start)


def _bearer(
    office: Mention, row: Sequence[Token], first: int, after: int, taken: set[int], text: str
) -> Mention | None:  # fmt: skip
    closes = after >= len(row) or row[after].text in CLOSES
    comma = _comma(row, first)
    if not closes or comma is None:
        return None
    at = comma - 1
    while at >= 0 and row[at].tag in NAMES and at not in taken and comma - at <= LONGEST:
        at -= 1
    name = row[at + 1 : comma]
    if len(name) < 2 or name[-1].tag not in FAMILY:
        return None
    start, end = name[0].start, name[-1].end
    words = text[start:end]
    return Mention("person", office.code, words, start, end, words, RULE, sector=office.sector, office=office.office)


def _comma(row: Sequence[Token], first: int) -> int | None:
    """Returns the comma before an office: right before it or its article, or before another's office with him: "an aide to"."""
    at = first - 1
    while at >= 1 and first - at <= FAR and row[at].tag in LEADS:
        at -= 1
    between = row[at + 1 : first]
    served = any(base(token.tag) == "OFFICE" for token in between)
    alone = all(token.tag == "THE" for token in between)
    return at if at >= 1 and row[at].text == "," and (served or alone) else None
