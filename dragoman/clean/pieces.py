"""Lines that hold two things are taken apart: a date and an outlet before the text, a picture's credit after it."""

from __future__ import annotations

import re

from dragoman.clean.agencies import after_agency, opening_agency
from dragoman.clean.credits import tail_credit
from dragoman.clean.kit import Kit
from dragoman.clean.lines import Mark, Piece
from dragoman.clean.people import beside_date
from dragoman.clean.phrases import UPPER, key
from dragoman.text.words import WORD

OUTLET = re.compile(rf"\s*[/(|\[]\s*(?P<name>[{UPPER}«„\"][^/()|\[\]\n]{{1,40}}?)\s*[/)|\]]\s*[.:–—-]?\s*")
CLOCK = re.compile(r"\s*(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*\|)?\s+(?=[^\W\d_]|[«„“\"])")
PLACE = re.compile(rf"\s*[{UPPER}][\w-]+(?:[ -][{UPPER}][\w-]+)?\s*[,.]?\s*")
LABEL = re.compile(r"\s*[^\W\d_]+(?:\s[^\W\d_]+)?\s*[:：]?\s*")
JOINT = re.compile(r"(?:\s*(?:г\b|года\b|год\b))?[\s|,;.:–—-]*")
# Only where the white space begins: a line of a megabyte of spaces would be looked through from each of them.
SITE = re.compile(r"(?<!\s)\s+(?:\||::|»|—|–|-)\s+(?=\S[^|»]{1,40}$)")
SITE_LEAD = re.compile(r"\s*+(?P<name>[^\s|][^|\n]{0,38}?[^\s|])\s+(?P<mark>\||::|—|–|-)\s+")
# After a place and a date: «Алматы. 20 июля. Агентство - Министр ...», «БАКУ, 3 мая — Агентство. Министр ...».
DATELINE = re.compile(
    rf"\s*+(?:г\.|года)?\s*+[.,]?\s*+(?:[—–-]\s*+)?/?(?:[{UPPER}][\w-]*(?:\s[{UPPER}][\w-]*){{0,2}}/?\s*\.|[{UPPER}][\w-]*(?:\s[\w-]+){{0,2}}/?\s+[—–-])\s+(?=[{UPPER}«„])"
)
# «БАКУ, Азербайджан, 15 октября. ...»: the place in capital letters, the date, then a stop or a dash.
CAPITALS = re.compile(rf"\s*[{UPPER}]{{3,}}(?:[ -][{UPPER}]+)*(?:,\s[{UPPER}][\w-]+)?\s*,?\s*")
STOP = re.compile(rf"\s*+(?:г\.|года)?\s*+[.—–-]++\s++(?=[{UPPER}«„“\"])")
DEGREES = re.compile(r"\d\s*°")  # a town and its weather are no site's name
ENOUGH = 3  # words that must be left for a text to follow what was taken off
MANY_BESIDE = 3  # words more with which a date and a label or a name are still no opening of a text
DATE_AND_CLOCK = 8  # words of a line that is a time and a date
MANY_BEFORE_CREDIT = 40  # words: more than a caption has


def pieces(text: str, kit: Kit, known: frozenset[str], sites: frozenset[str] = frozenset()) -> tuple[Piece, ...]:
    """Returns the parts of a line in order; they partition it. `known` holds the stripped texts of all lines, `sites` the
    page's own names of its site, as keys.
    """
    opening = opening_end(text, kit)
    closing = tail_credit(text[opening:], kit) if opening < len(text) else None
    closing = len(text) if closing is None else opening + closing
    site = _site_name(text, opening, closing, known, sites, kit)
    lead = _site_before(text, opening, site, known, sites) if site == closing else opening
    parts = []
    if opening:
        parts.append(Piece(0, opening, Mark("credit", "opening", "a date, an outlet or a time before the text")))
    words = len(text[opening:closing].split())
    if lead > opening:
        parts.append(Piece(opening, lead, Mark("credit", "site-name", "the site's name before its headline")))
    caption = Mark("caption", "caption", "stands before a picture's credit") if words <= MANY_BEFORE_CREDIT else None
    parts.append(Piece(lead, site, caption if closing < len(text) else None))
    if site < closing:
        parts.append(Piece(site, closing, Mark("credit", "site-name", "the site's name after its headline")))
    if closing < len(text):
        parts.append(Piece(closing, len(text), Mark("credit", "photo", "a picture's credit at the end of the line")))
    return tuple(parts)


def opening_end(text: str, kit: Kit) -> int:
    """Returns where the text of a line begins after a date, an outlet in slashes or a clock; 0 without them.

    «date 2025-09-12 /Вестник/ Учения ...», «АСТАНА, 3 мая. /Агентство/. Министр ...», «23:55 Министр ...»; without a date only
    after an outlet of the table: «АНКАРА (АА) - Министр ...».
    """
    clock = CLOCK.match(text)
    if clock and len(text.split()) <= 30 and not text.rstrip().endswith(".") and not _beside_date(text, clock.end(), kit):
        return clock.end()
    at = _dated(text, kit)
    outlet = OUTLET.match(text, at) if at or text.lstrip()[:1] == "/" else None
    end = outlet.end() if outlet else at or opening_agency(text, kit.outlets)
    rest = sum(char.isalpha() for char in map(_first, text[end:].split())) if end else 0
    named = end and rest <= ENOUGH + MANY_BESIDE and (beside_date(text, kit) or _labelled(text, kit))
    return end if end and rest >= ENOUGH and not named else 0


def _beside_date(text: str, at: int, kit: Kit) -> bool:
    """ "10:30 AM, May 5, 2024": the clock belongs to a date, and nothing else follows."""
    return len(text.split()) <= DATE_AND_CLOCK and any(day.dated for day in kit.calendar.find(text[at:]))


def _first(word: str) -> str:
    return word.lstrip("«„“\"'(")[:1]


def _labelled(text: str, kit: Kit) -> bool:
    """«Опубликовано 10 июля 2020 в рубрике Политика»: what follows the date is no text."""
    return key(text).startswith(tuple(kit.phrases.words["published"])) and not text.rstrip().endswith((".", "!", "?", "…"))


def _dated(text: str, kit: Kit) -> int:
    """Returns the end of a date that opens the line with at most a label or a place before it; 0 without one."""
    head = text[:60]
    for day in kit.calendar.find(head)[:1]:
        before = head[: day.start]
        joint = JOINT.match(text, day.end)
        outlet = OUTLET.match(text, joint.end()) if joint else None
        if not before.strip():
            opens = outlet or (day.dated and _ended(text, day.end))
            return _after_date(text, day.end) if opens else 0
        if LABEL.fullmatch(before) and (before.strip(" :").casefold() in kit.phrases.words["published"]):
            return _after_date(text, day.end)
        agency = DATELINE.match(text, day.end)
        known = after_agency(text, joint.end(), kit.outlets) if joint else 0
        if CAPITALS.fullmatch(before) and (stop := STOP.match(text, day.end - (text[day.end - 1] == "."))):
            return known or stop.end()
        if PLACE.fullmatch(before) and (outlet or agency or known):
            return known or (agency.end() if agency and not outlet else _after_date(text, day.end))
    return 0


def _ended(text: str, at: int) -> bool:
    """After an opening date stands a bar, a dash or a time; «12 мая 2024 года Турция ...» is a sentence."""
    return bool(re.match(r"\s*(?:[|–—-]|/|\d{1,2}:\d{2})", text[at:]))


def _after_date(text: str, at: int) -> int:
    found = re.match(r"[\s,|]*(?:г\.|года\b)?[\s,|]*(?:(?:в|at)?\s*\d{1,2}:\d{2}(?::\d{2})?)?[\s|,;.:–—-]*", text[at:])
    return at + (found.end() if found else 0)


def _site_name(text: str, start: int, end: int, known: frozenset[str], sites: frozenset[str], kit: Kit) -> int:
    """Returns where « | Вестник» begins after a headline; `end` without it: «Топ: Кухня | Горы | Дети» is a menu."""
    found = max(SITE.finditer(text, start, end), key=lambda one: one.start(), default=None)
    if found is None or len(WORD.findall(text, start, found.start())) < ENOUGH or len(text[found.end() : end].split()) > 5:
        return end
    name = text[found.end() : end]
    if not any(char.isalpha() for char in name) or kit.phrases.furniture(name):
        return end
    if (found[0].strip() == "|" and "|" in text[start : found.start()]) or DEGREES.search(text, found.end(), end):
        return end
    sure = found[0].strip() in ("|", "::") or text[start : found.start()].strip() in known or key(name) in sites
    return found.start() if sure and not text[start:end].rstrip().endswith((".", "!", "…")) else end


def _site_before(text: str, start: int, end: int, known: frozenset[str], sites: frozenset[str]) -> int:
    """Returns where the headline begins after «Вестник | »; `start` where the page does not say that this is its name."""
    found = SITE_LEAD.match(text, start, end)
    if found is None or len(WORD.findall(text, found.end(), end)) < ENOUGH:
        return start
    named = key(found["name"]) in sites or (found["mark"] in ("|", "::") and text[found.end() : end].strip() in known)
    return found.end() if named else start
