"""Names of people that stand beside a page's date, and what a page says about its authors under the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.clean.credits import credit_of
from dragoman.clean.dates import Day
from dragoman.clean.kit import Kit
from dragoman.clean.lines import Line, Mark
from dragoman.clean.phrases import BETWEEN_NAMES, LONGEST_LINE, key
from dragoman.languages import fold

DAYTIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?|\b(?:a\.?m|p\.?m|мск|msk|utc|gmt|est|edt|cet|г|год|года|в|at|on|ч|час|часа)\b\.?",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*[|/·•,;–—]+\s*|\s{2,}")
MOST = 12  # words of a line with a date and an author
NAMES = (2, 3)  # words of a person's name that no label announces
DASH = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Beside:
    """A name beside a date, and whether a label says that it is an author's."""

    name: str
    labelled: bool


def beside_date(text: str, kit: Kit, days: Sequence[Day] | None = None) -> Beside | None:
    """Returns the name beside the date of a line: «9 мая 2021, Анна Сидорова», "Posted on May 9, 2021 by anna"."""
    short = len(text) <= LONGEST_LINE and len(text.split()) <= MOST
    parts = list(_parts(text, kit, kit.calendar.find(text) if days is None else days)) if short else []
    for part in parts:
        label = next((label for label in kit.phrases.labels["byline"] if fold(part).startswith(label + " ")), "")
        name = part[len(label) :].strip(" :")
        if label and len(name.split()) <= NAMES[1]:
            return Beside(name, labelled=True)
    plain = [part for part in parts if kit.phrases.furniture(part) is None and fold(part) not in kit.calendar.weekdays]
    return Beside(plain[0], labelled=False) if len(plain) == 1 and is_name(plain[0]) else None


def _parts(text: str, kit: Kit, days: Sequence[Day]) -> Iterator[str]:
    """The parts of a line between marks and dates; none where it has no date."""
    at, pieces = 0, []
    for day in days:
        pieces.append(text[at : day.start])
        at = day.end
    rest = " | ".join([*pieces, text[at:]]) if days else ""
    for part in PARTS.split(DAYTIME.sub(" ", rest)):
        if re.search(r"[^\W\d_]{2}", part) and part.strip(" :.").casefold() not in kit.phrases.words["published"]:
            yield part.strip(" :.")


def is_name(text: str) -> bool:
    """Tells whether a text is two or three words with capital letters and nothing else: «Анна Сидорова»."""
    words = text.split()
    letters = all(word.strip(".").replace("-", "").isalpha() and word[0].isupper() for word in words)
    return NAMES[0] <= len(words) <= NAMES[1] and letters


def titled(text: str, kit: Kit) -> str | None:
    """Returns the name before a comma and a reporter's title: "Jane Horvath, Staff Reporter"."""
    name, comma, title = text.strip().partition(",")
    known = (
        comma
        and len(title.split()) <= NAMES[1]
        and key(title) in kit.phrases.words["generic_author"] | kit.phrases.words["byline"]
    )
    return name if known and is_name(name) else None


def with_cards(lines: Sequence[Line], kit: Kit) -> tuple[Line, ...]:
    """Marks what a page says of its author below running text: «Анна Сидорова — журналист, пишет о воде.»"""
    names: set[str] = set()
    found, text = [], False
    for line in lines:
        if line.prose and text and _about(line.text, names, kit):
            found.append(replace(line, mark=Mark("other", "author-card", "says who the author is")))
            continue
        text = text or line.prose
        names.update(_names(line, kit))
        found.append(line)
    return tuple(found)


def _names(line: Line, kit: Kit) -> Iterator[str]:
    """The names in a line that names the page's authors, or that is a name alone."""
    for name in BETWEEN_NAMES.split(_written_by(line, kit)) if line.words <= MOST else ():
        if is_name(name):
            yield name.casefold()


def _written_by(line: Line, kit: Kit) -> str:
    if line.mark is None:
        return line.text if is_name(line.text) else ""
    if line.mark.rule.startswith("dated-"):
        return beside.name if (beside := beside_date(line.text, kit)) else ""
    if line.mark.kind != "byline":
        return ""
    credit = credit_of(line.text, kit)
    return titled(line.text, kit) or (credit.name if credit else "")


def _about(text: str, names: set[str], kit: Kit) -> bool:
    """Tells whether a text begins with one of the names and goes on to say who that is."""
    words = text.split()
    for count in NAMES:
        if " ".join(words[:count]).casefold() in names and len(words) > count:
            following = words[count].casefold()
            return following in DASH or following in kit.phrases.words["author_is"]
    return False
