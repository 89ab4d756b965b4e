"""Nexis's exports: the old layout («1 of 50 DOCUMENTS», «LENGTH: 512 words»), the new one («Body», «End of Document»)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.ingest.moment import moment
from dragoman.ingest.press_lines import COPYRIGHT, Printed, chunks, paragraphs, wrapped

OPENS = re.compile(r"\s*(?P<number>\d{1,6}) of \d{1,6} DOCUMENTS?\s*\Z")
CLOSES = re.compile(r"\s*End of Document\s*\Z", re.IGNORECASE)
LENGTH = re.compile(r"\s*(?:LENGTH|Length):\s*[\d.,]+\s*words", re.IGNORECASE)
LOADED = re.compile(r"\s*(?:LOAD-DATE|Load-Date):")
ABOVE = ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "HEADLINE", "SOURCE", "AUTHOR", "SERIES", "BODY")
BELOW = (
    *("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "GRAPHIC", "DISTRIBUTION", "JOURNAL-CODE", "SUBJECT", "COUNTRY", "TYPE"),
    *(
        "GEOGRAPHIC",
        "ORGANIZATION",
        "PERSON",
        "COMPANY",
        "CITY",
        "STATE",
        "CORRECTION-DATE",
        "TICKER",
        "INDUSTRY",
        "DOCUMENT-TYPE",
    ),
    *("ACC-NO", "NOTES", "URL", "UPDATE", "CORRECTION"),
)
# Words that a paragraph may begin with too: labels only below another label of the end.
ORDINARY = ("NOTES", "UPDATE", "CORRECTION")
# As the new layout writes them; «Country: …» in small letters may be a line of the text.
TITLED = ("Byline", "Section", "Length", "Dateline", "Highlight", "Load-Date", "Language", "Publication-Type")
LABEL = re.compile(rf"\s*(?P<label>{'|'.join((*ABOVE, *BELOW, *TITLED))}):\s*(?P<rest>.*)\Z")
BODY = re.compile(r"\s*(?:Body|BODY)\s*\Z")
BARE = re.compile(r"\s*(?:Graphic|Classification|Notes)\s*\Z")
CLOCK = re.compile(r"\s*\d{1,2}:\d{2}")
EDITION = re.compile(r"\bedition\b|\bcorrection appended\b", re.IGNORECASE)
SHORT = 80  # characters of a line that is a day


@dataclass(slots=True)
class _Parts:
    """The lines of one article, sorted: above the first label, labelled, the text."""

    head: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)


def is_nexis(lines: Sequence[str]) -> bool:
    """Tells whether lines are those of an export."""
    numbered = any(map(OPENS.match, lines))
    length = any(map(LENGTH.match, lines))
    ends = any(map(BODY.match, lines)) or any(map(CLOSES.match, lines)) or any(map(LOADED.match, lines))
    return length and (numbered or ends)


def articles(lines: Iterable[str], limit: int) -> Iterator[Printed | None]:
    """Yields the articles of an export, named by their number in it; None for one that is too large."""
    for number, part in enumerate(_with_length(chunks(lines, OPENS, CLOSES, limit)), 1):
        if part is None:
            yield None
            continue
        opening = next(filter(None, map(OPENS.match, part)), None)
        yield _article(part, opening["number"] if opening else str(number))


def _with_length(parts: Iterable[list[str] | None]) -> Iterator[list[str] | None]:
    """Yields the chunks without a cover sheet, which says who searched what, and without empty ends."""
    for part in parts:
        if part is None or any(LENGTH.match(line) or OPENS.match(line) or CLOSES.match(line) for line in part):
            yield part


def _article(part: Sequence[str], number: str) -> Printed:
    broken = wrapped(part)
    parts = _sorted([line for line in part if not OPENS.match(line) and not CLOSES.match(line)], broken)
    head = [line.strip() for line in parts.head if not COPYRIGHT.match(line)]
    title, outlet, published = _above(head)
    said = parts.said
    lead = [said[label] for label in ("DATELINE", "HIGHLIGHT") if said.get(label)]
    byline = said.get("BYLINE", said.get("AUTHOR", ""))
    return Printed(number, said.get("HEADLINE", title), outlet, published, byline, (*lead, *paragraphs(parts.body, broken)))


def _sorted(lines: Sequence[str], broken: bool) -> _Parts:
    parts = _Parts()
    label = ""
    for line in lines:
        found = _label(line, label)
        if found or BARE.match(line):
            label = found["label"].upper() if found else "NOTES"
            if found and label != "BODY":
                parts.said.setdefault(label, found["rest"].strip())
            elif label == "BODY" and found:
                parts.body = [found["rest"]]
        elif BODY.match(line):
            label, parts.body = "BODY", []
        elif label in BELOW:
            continue
        elif not line.strip():
            label = label if label == "BODY" or not broken else ""
            (parts.body if parts.said or label else parts.head).append("")
        elif broken and label and label != "BODY":
            parts.said[label] += " " + line.strip()
        else:
            (parts.body if "LENGTH" in parts.said or label == "BODY" else parts.head).append(line)
    return parts


def _label(line: str, above: str) -> re.Match[str] | None:
    """Returns the match of a line that begins with a label, below the label `above`."""
    found = LABEL.match(line)
    return None if found and found["label"] in ORDINARY and above not in BELOW else found


def _above(head: Sequence[str]) -> tuple[str, str, str]:
    """Returns headline, outlet and day of the lines above the labels.

    The old layout has outlet, day, headline; the new one headline, outlet, day.
    """
    at = next((at for at, line in enumerate(head) if line and len(line) <= SHORT and moment(line)), None)
    if at is None:
        return next((line for line in head if line), ""), "", ""
    before = [line for line in head[:at] if line]
    after = [*_without_editions(head[at + 1 :])]
    clock = after.pop(0) if after and CLOCK.match(after[0]) else ""
    while after and not after[0]:
        after.pop(0)
    end = after.index("") if "" in after else len(after)
    title = " ".join(after[:end]) or (before[-2] if len(before) > 1 else "")
    return title, before[-1] if before else "", f"{head[at]} {clock}".strip()


def _without_editions(lines: Sequence[str]) -> list[str]:
    kept = [line for line in lines if not EDITION.search(line) or len(line) > SHORT // 2]
    while kept and not kept[0]:
        kept.pop(0)
    return kept
