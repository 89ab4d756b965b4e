"""Outlets of the table where a page gives a name and nothing else: «АНКАРА (АА) - …», «(ТАСС)», «/БТА/», "— Reuters"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.clean.phrases import UPPER
from dragoman.clean.web import host_of
from dragoman.languages import fold

LONGEST = 45  # characters of a name with the marks around it
QUOTES = " \t\u00a0«»„“”\"'"
MARKS = f"{QUOTES}/()[].,:–—-"
# What parts a name from the text after it. A hyphen needs white space before it: «Интерфакс-Украина».
END = re.compile(rf"\s*+(?:[/)\]]\s*+[.:]?(?:\s*+[–—-]{{1,2}})?\s*+|(?:\.|[–—]|(?<=\s)-{{1,2}})\s++)(?=[{UPPER}«„“\"])")
DASHED = re.compile(r"[–—.:-]\s*+$")  # so ends a name in brackets after a place: «Агентство (ТАСС) сообщило» is a sentence
BEGIN = re.compile(r"[^\s/(\[]+")
# Where a text begins: «АНКАРА », "ANKARA, Turkey ", «Анкара. ».
NAMES = rf"[{UPPER}][\w-]++(?:[ -][{UPPER}][\w-]++)?"
PLACE = re.compile(rf"\s*+(?:[{UPPER}]{{3,}}+(?:[ -][{UPPER}]+)*+(?:,\s[{UPPER}][\w-]++)?|{NAMES})\s*+(?P<stop>[.,/]?)\s*+")
NAME = r"[^/()\[\]]+"
ALONE = re.compile(rf"(?:{NAMES}\s*)?[/(\[](?P<named>{NAME})[/)\]]\.?|[–—-]{{1,2}}\s*(?P<dashed>{NAME})|(?P<bare>{NAME})")
SHORT = 6  # letters of the longest name in capitals that is no word: «ТАСС», "AA", not «СЕГОДНЯ»


def code_of(name: str, outlets: Mapping[str, str]) -> str | None:
    """Returns the code of an outlet by its name, its domain, or an address of its site; None for one that is not known."""
    known = outlets.get(fold(name))
    domain = host_of(name) or ("" if " " in name else fold(name))
    while known is None and "." in domain:
        known, domain = outlets.get(domain), domain.partition(".")[2]
    return known


def opening_agency(text: str, outlets: Mapping[str, str]) -> int:
    """Returns where the text of a line begins after the name of an outlet, with a place before it or in brackets; else 0."""
    if text.lstrip()[:1] in ("(", "[", "/"):
        return after_agency(text, 0, outlets)
    place = PLACE.match(text[:LONGEST])
    if place is None:
        return 0
    end = after_agency(text, place.end(), outlets)
    bracketed = text[place.end() : place.end() + 1] in ("(", "[", "/")
    apart = bracketed and DASHED.search(text[:end]) is not None
    return end if apart or place["stop"] in (".", "/") else 0


def after_agency(text: str, at: int, outlets: Mapping[str, str]) -> int:
    """Returns where the text begins after the name of an outlet that stands there; 0 where none does."""
    window = text[at : at + LONGEST]
    ends = (found for found in END.finditer(window) if outlets.get(fold(window[: found.start()].strip(MARKS))))
    return next((at + found.end() for found in ends), 0)


def agency_at_end(words: str, outlets: Mapping[str, str]) -> tuple[int, int] | None:
    """Returns where the name of an outlet stands that ends an opening: «Москва. 14 мая. Интерфакс - »; None without one."""
    end = len(words.rstrip(MARKS))
    starts = (found.start() for found in BEGIN.finditer(words, max(0, end - LONGEST), end))
    return next(((at, end) for at in starts if outlets.get(fold(words[at:end].strip(QUOTES)))), None)


def agency_alone(text: str, outlets: Mapping[str, str]) -> str | None:
    """Returns the name of an outlet that is all that a line says, but for a place; None for any other line.

    A single word without marks around it counts only in capitals: «Страна» and "Focus" are rubrics of other papers.
    """
    found = ALONE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    name = (found["named"] or found["dashed"] or found["bare"]).strip(QUOTES) if found else ""
    marked = found is not None and not found["bare"]
    sure = name[:1].isupper() and (marked or " " in name or (name.isupper() and len(name) <= SHORT))
    return name if sure and outlets.get(fold(name)) else None
