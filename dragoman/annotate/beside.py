"""What stands beside a word in a sentence's row of tags: whether a name goes on there, whose an office is said to be."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.lexicon import DEPENDENT, base
from dragoman.annotate.tokens import Token

NAMES = frozenset({"CAP", "GIVEN", "INITIAL", "PERSON", "SURNAME"})
DESCRIBED = frozenset({"ADJ", "ADJ_GEN", "NOUNADJ", "NOUNADJ_GEN", "COLLADJ", "COLLADJ_GEN"})
QUOTES = frozenset('«»„“”"')


def beside_a_name(row: Sequence[Token], at: int) -> bool:
    """«Илья Запрянов» is somebody else than the Запрянов who was named."""
    near = [row[place].tag for place in (at - 1, at + 1) if 0 <= place < len(row)]
    return any(tag in NAMES for tag in near)


def within(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tells whether words stand beside each other in a name, and are not all of it."""
    return len(words) < len(name) and any(name[i : i + len(words)] == words for i in range(len(name)))


def goes_on(row: Sequence[Token], last: int) -> bool:
    """Tells whether a name goes on behind a word: «Совет Европы»."""
    return last + 1 < len(row) and row[last + 1].tag in (*NAMES, "STATE", "ORG", "CITY", "SEAT")


def owned(row: Sequence[Token], at: int) -> bool:
    """Tells whether an office, an agency is said to be somebody's: «турецкий министр», «министр ведомства»."""
    before = at > 0 and row[at - 1].tag in DESCRIBED
    return before or (at + 1 < len(row) and row[at + 1].tag.endswith(DEPENDENT))


def capital_alone(row: Sequence[Token], at: int, kind: str) -> bool:
    """«центр Альянса»: a page may write the alliance with a capital; one that goes on is a name, «Альянс за перемены»."""
    ends = at + 1 == len(row) or not row[at + 1].text[0].isalnum()
    quoted = any(0 <= place < len(row) and row[place].text in QUOTES for place in (at - 1, at + 1))
    return kind == "alliance" and row[at].tag == "CAP" and ends and not quoted and not beside_a_name(row, at)


def named_next(row: Sequence[Token], at: int) -> bool:
    """«Министр Петров» is another than the minister who was named."""
    return base(row[at].tag) == "OFFICE" and at + 1 < len(row) and row[at + 1].tag in NAMES


def family(inside: Sequence[Token]) -> str:
    """Returns the name at the end of a mention, without the office."""
    name: list[str] = []
    for token in reversed(inside):
        if token.tag not in ("CAP", "SURNAME", "GIVEN", "INITIAL", "PERSON"):
            break
        name.append(token.text)
    return " ".join(reversed(name))
