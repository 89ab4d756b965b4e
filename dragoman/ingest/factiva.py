"""Factiva's exports: with labelled fields («HD», «LP», «TD»), and as they are printed («512 words», «5 May 2024», …)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.ingest.moment import moment
from dragoman.ingest.press_lines import BYLINE, COPYRIGHT, Printed, chunks, paragraphs, wrapped

LABELS = "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|DE|RIC|CX"
LABEL = re.compile(rf"\s*(?P<label>{LABELS})(?:[ \u00a0]*[\t|][ \u00a0\t|]*|[ \u00a0]{{2,}}|\s*\Z)(?P<rest>.*)\Z")
FIRST = re.compile(r"\s*(?:SE|HD)(?:[ \u00a0]*[\t|]|[ \u00a0]{2,}|\s*\Z)")
IDENTITY = re.compile(r"\s*(?:AN[\s|:]+)?Document\s+(?P<id>[A-Za-z]{2,12}[0-9][0-9A-Za-z]{8,40})\s*\|?\s*\Z")
NEVER = re.compile(r"(?!)")
WORDS = re.compile(r"\s*[\d., \u00a0]{1,9}\s*words\s*\Z", re.IGNORECASE)
TIME = re.compile(r"\s*\d{1,2}:\d{2}(?::\d\d)?(?:\s*(?:GMT|UTC))?\s*\Z", re.IGNORECASE)
LANGUAGE = re.compile(r"(?:English|Russian|Bulgarian|Ukrainian|Turkish|Kazakh|German|French|Spanish|Italian|Arabic|Chinese.*)\Z")
CODE = re.compile(r"[A-Z0-9]{2,10}\Z")
END = re.compile(r"\(END\)", re.IGNORECASE)
BY = re.compile(r"(?:by|от)\s+\S", re.IGNORECASE)
PERSON = re.compile(r"(?:[A-ZА-ЯІЇЄҐ][\w.'’-]*+\s++){1,3}[A-ZА-ЯІЇЄҐ][\w.'’-]*+\Z")
NEAR = 10  # lines after the count of words within which the rights stand


def is_labelled(lines: Sequence[str]) -> bool:
    """Tells whether lines are those of an export with labelled fields."""
    seen = {found["label"] for line in lines if (found := LABEL.match(line))}
    return {"HD", "PD"} <= seen and bool(seen & {"LP", "TD"})


def is_printed(lines: Sequence[str]) -> bool:
    """Tells whether lines are those of an export as it is printed."""
    full = [line.strip() for line in lines if line.strip()]
    return any(_counts(full, at) and any(map(COPYRIGHT.match, full[at : at + NEAR])) for at in range(len(full)))


def _counts(lines: Sequence[str], at: int) -> bool:
    """Tells whether a line is the count of words: the day stands below it."""
    return WORDS.match(lines[at]) is not None and any(moment(line) for line in lines[at + 1 : at + 3])


def labelled(lines: Iterable[str], limit: int) -> Iterator[Printed | None]:
    """Yields the articles of an export with labelled fields; None for one that is too large."""
    waiting: dict[str, list[str]] = {}
    for part in chunks(_in_columns(lines), FIRST, IDENTITY, limit):
        if part is None:
            yield None
            continue
        found = _fields(part)
        if "HD" not in found and "LP" not in found and "TD" not in found:
            waiting = found  # «SE» comes before «HD»: both open an article
            continue
        yield _labelled({**waiting, **found})
        waiting = {}


def _in_columns(lines: Iterable[str]) -> Iterator[str]:
    """Yields the lines without the ends of cells."""
    return (line.rstrip().removesuffix("|") if len(line) > 3 else line for line in lines)


def _fields(part: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    label = ""
    for line in part:
        start = LABEL.match(line)
        if start:
            label = start["label"]
        rest = start["rest"] if start else line
        if rest or not start:
            found.setdefault(label, []).append(rest)
    return found


def _labelled(found: dict[str, list[str]]) -> Printed:
    def words(label: str) -> str:
        return " ".join(" ".join(found.get(label, ())).split()).strip("| ")

    body = [found.get(label, []) for label in ("LP", "TD")]
    broken = wrapped([*body[0], *body[1]])
    identity = IDENTITY.match(words("AN")) or next(filter(None, map(IDENTITY.match, found.get("TD", ()))), None)
    kept = ([line for line in lines if not IDENTITY.match(line)] for lines in body)
    return Printed(
        identity["id"] if identity else "",
        words("HD"),
        words("SN"),
        f"{words('PD')} {words('ET')}".strip(),
        words("BY"),
        tuple(paragraph for lines in kept for paragraph in _body(lines, broken)),
    )


def printed(lines: Iterable[str], limit: int) -> Iterator[Printed | None]:
    """Yields the articles of an export as it is printed; None for one that is too large.

    Each closes with «Document REUT000020240505ek5500001»; what stands before the count of words is its head.
    """
    for part in chunks(lines, NEVER, IDENTITY, limit):
        if part is None:
            yield None
            continue
        full = [line for line in part if line.strip()]
        at = next((at for at in range(len(full)) if _counts(full, at)), None)
        if at is not None:
            yield _printed(part, full, at)
        elif IDENTITY.match(full[-1]):
            yield Printed(_identity(full))


def _identity(full: Sequence[str]) -> str:
    found = IDENTITY.match(full[-1])
    return found["id"] if found else ""


def _printed(part: Sequence[str], full: Sequence[str], at: int) -> Printed:
    title, byline = _head([line.strip() for line in full[:at]])
    day = next(place for place in (at + 1, at + 2) if moment(full[place]))
    clock = full[day + 1].strip() if day + 1 < len(full) and TIME.match(full[day + 1]) else ""
    below = day + 1 + bool(clock)
    start = _start(full, below)
    rest = part[_place(part, start) :]
    outlet = full[below].strip() if below < start else ""
    kept = [line for line in rest if not IDENTITY.match(line)]
    return Printed(_identity(full), title, outlet, f"{full[day].strip()} {clock}".strip(), byline, _body(kept, wrapped(kept)))


def _place(part: Sequence[str], start: int) -> int:
    """Returns where the line stands that is the `start`-th of those that are not empty."""
    return [*(at for at, line in enumerate(part) if line.strip()), len(part)][start]


def _head(lines: Sequence[str]) -> tuple[str, str]:
    """Returns headline and byline. A name alone below a headline is a byline."""
    if not lines:
        return "", ""
    last = lines[-1]
    person = len(lines) > 1 and PERSON.match(last) and len(lines[-2].split()) > len(last.split())
    if last.startswith(BYLINE) or BY.match(last) or person:
        return (lines[-2] if len(lines) > 1 else ""), last
    return last, ""


def _start(full: Sequence[str], below: int) -> int:
    """Returns where the text begins: after the rights, else after the language, else after the outlet and its code."""
    near = range(below, min(below + NEAR, len(full)))
    rights = next((at for at in near if COPYRIGHT.match(full[at])), None)
    if rights is not None:
        return next(at for at in range(rights, len(full) + 1) if at == len(full) or not COPYRIGHT.match(full[at]))
    named = [at for at in near if LANGUAGE.match(full[at].strip()) or CODE.match(full[at].strip())]
    return named[-1] + 1 if named else min(below + 1, len(full))  # where the day is the last line there is no outlet


def _body(lines: Sequence[str], broken: bool) -> tuple[str, ...]:
    end = next((at for at, line in enumerate(lines) if END.match(line.strip())), len(lines))
    return paragraphs(lines[:end], broken)
