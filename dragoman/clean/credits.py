"""Lines and ends of lines that say who made or passed on something: «Източник: ...», «Фото: ...», "By ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.clean.kit import Kit
from dragoman.clean.phrases import AND, UPPER, key
from dragoman.languages import fold

MANY = 14  # words: a longer line is no credit
AFTER_COLON = 10  # words of the name after a label with a colon
AFTER_SPACE = 6  # words of the name after a label without one: «Источник Новый вестник»
FAR_FROM_END = 160  # characters of the longest credit at the end of a line
SHORTEST_BEFORE = 3  # characters that must stand before it
COLON = re.compile(r"\s*[:：|–—]\s*|\s+-\s+")
NAME_START = re.compile(rf"[«„“\"'@#]?[{UPPER}©]")
# At the end of a line, after the end of a sentence or in brackets: «... на границе. Фото: агентство».
TAIL = re.compile(rf"(?:(?<=[.!?…»”“)])|(?<=\s))\s*[(\[]?\s*(?=[{UPPER}(])")


@dataclass(frozen=True, slots=True)
class Credit:
    """A label, the list it stands in, and the name after it with its offsets in the text."""

    list_name: str
    label: str
    name: str
    start: int
    end: int


def credit_of(text: str, kit: Kit) -> Credit | None:
    """Returns the credit that a whole line is, None where it is something else."""
    if len(text.split()) > MANY:
        return None
    folded = fold(text)
    lead = len(folded) - len(folded.lstrip(" \t\u00a0([*•–—-"))
    for list_name, label in kit.phrases.heads.get(folded[lead : lead + 2], ()):
        if folded.startswith(label, lead):
            found = _after(text, lead + len(label), list_name, label)
            if found:
                return found
    return None


def _after(text: str, at: int, list_name: str, label: str) -> Credit | None:
    colon = COLON.match(text, at)
    start = colon.end() if colon else at
    if not colon and not text[at : at + 1].isspace():
        return None
    name = text[start:].strip(" \t\u00a0)]")
    if not name or not _is_name(name, colon is not None, list_name):
        return None
    begin = text.index(name, start)
    return Credit(list_name, label, name, begin, begin + len(name))


def _is_name(name: str, colon: bool, list_name: str) -> bool:
    """«Източник: БТА» and «Източник БТА» are credits; «Источник в ведомстве сообщил о визите.» is a sentence."""
    count = len(name.split())
    if colon:
        return count <= AFTER_COLON and not (count > 5 and re.search(r"[^.][.!?]$", name))
    if not NAME_START.match(name) or count > AFTER_SPACE or re.search(r"[!?:]$|[^\W\d_]{4,}\.$", name):
        return False
    small = sum(word[0].islower() and word not in AND for word in name.split())
    return small <= (0 if list_name == "byline" else count // 2)


def tail_credit(text: str, kit: Kit) -> int | None:
    """Returns where the credit of a picture begins that ends a line with other words before it; None without one."""
    begin = max(0, len(text) - FAR_FROM_END)
    if ":" not in text[begin:]:
        return None
    for found in TAIL.finditer(text, begin):
        rest = text[found.end() :]
        if found.end() >= SHORTEST_BEFORE and _opens_with_photo(rest, kit) and credit_of(rest, kit):
            return found.start() + (len(found[0]) - len(found[0].lstrip()))
    return None


def _opens_with_photo(rest: str, kit: Kit) -> bool:
    label = key(rest.split(":", 1)[0])
    return ":" in rest and label in kit.phrases.words["photo"]
