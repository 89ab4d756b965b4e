"""The case notation: labelled sentences that a linguist reads and writes by hand. docs/cases.md shows it.

A case is one line of text with marks in it, then lines that say what the marks mean:

    = joint exercises
    [TUR Турция] и [KAZ Казахстан] {1 начали} под [@TUR Карсом] учения [x «Зима»], <c1 сообщает> <s1 [TUR ведомство]>.
    1 hold-exercise-joint ongoing TUR KAZ | host=TUR place=@TUR name=x
    say 1 reported

Parsing is pure and knows no vocabulary: `problems` is given the concepts that exist.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.model import CLAIM_KINDS, STATUSES

OPEN = {"[": "]", "{": "}", "<": ">"}
CLOSE = {closing: opening for opening, closing in OPEN.items()}
NAMES = ("per", "org", "loc")  # names that no table has
THINGS = {"w": "weapon", "x": "name", "t": "time", "n": "amount", "m": "money"}
ROLES = ("host", "place", "time", "amount", "money", "item", "name")
LABEL = re.compile(r"[~@]?[\w+]+(?::[\w+.-]+)?(?:\.\d+)?")
EVENT = re.compile(r"(\d+) ([a-z][a-z-]*) ([a-z]+)(?: ([^>|]+?))?(?: > ([^|]+?))?(?: \| (.+))?")
SAY = re.compile(r"say (\d+) ([a-z_]+)((?: \S+)*)")


class CaseError(ValueError):
    """A case that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a case's text. `bracket` is [ (mention), { (trigger) or < (attribution)."""

    bracket: str
    label: str
    start: int
    end: int

    @property
    def number(self) -> str:
        """Returns the digits at the end of the label: "2" of `t2`, `s2`, `2`."""
        found = re.search(r"\d+$", self.label)
        return found[0] if found else ""

    @property
    def use(self) -> str:
        """Returns adjective, place or actor: how a mention stands in its sentence."""
        return {"~": "adjective", "@": "place"}.get(self.label[0], "actor")

    @property
    def code(self) -> str:
        """Returns the label without its sign and its number of order: KAZ of `@KAZ.2`."""
        return re.sub(r"\.\d+$", "", self.label.lstrip("~@"))


@dataclass(frozen=True, slots=True)
class Told:
    """An event line: what the trigger with this number means."""

    number: str
    concept: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    roles: tuple[tuple[str, str], ...] = ()
    commentary: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A claim line: kind, and the speaker where no words name one ("author")."""

    number: str
    kind: str
    speaker: str | None = None
    denies: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled text."""

    lang: str
    file: str
    line: int
    group: str
    text: str
    marks: tuple[Mark, ...]
    events: tuple[Told, ...]
    claims: tuple[Said, ...]
    against: str | None

    @property
    def digest(self) -> str:
        """Returns the hash of the text, which names the case."""
        return hashlib.blake2b(self.text.encode("utf8"), digest_size=8).hexdigest()

    @property
    def held_out(self) -> bool:
        """Tells whether the case is one of the tenth that is put aside for ever as a test."""
        return int(self.digest, 16) % 10 == 0

    def mark(self, label: str, bracket: str = "[") -> tuple[Mark, ...]:
        """Returns the marks that a reference names: `KAZ` all of that label and KAZ.1, KAZ.2; `KAZ.2` that one.

        Where no actor has the label, a place or an adjective with it is meant: «американские задержанные» as USA.
        """
        same = [m for m in self.marks if m.bracket == bracket]
        exact = tuple(m for m in same if m.label == label)
        numbered = exact or tuple(m for m in same if re.sub(r"\.\d+$", "", m.label) == label)
        return numbered or tuple(m for m in same if label in (m.label[1:], m.code) and m.use != "actor")


def parse_text(line: str) -> tuple[str, tuple[Mark, ...]]:
    """Returns the plain text of a marked line and its marks, in order of their start.

    Raises ValueError where brackets do not match or a label is missing. A backslash makes a bracket plain.
    """
    text: list[str] = []
    stack: list[tuple[str, str, int]] = []
    marks: list[Mark] = []
    at, size = 0, 0
    while at < len(line):
        sign = line[at]
        if sign == "\\" and at + 1 < len(line):
            text.append(line[at + 1])
            at, size = at + 2, size + 1
        elif sign in OPEN:
            label = LABEL.match(line, at + 1)
            if not label or line[label.end() : label.end() + 1] != " ":
                raise ValueError(f"no label after {line[at : at + 12]!r}")
            stack.append((sign, label[0], size))
            at = label.end() + 1
        elif sign in CLOSE:
            if not stack or stack[-1][0] != CLOSE[sign]:
                raise ValueError(f"{sign!r} closes nothing at {line[max(0, at - 20) : at + 1]!r}")
            opening, name, start = stack.pop()
            marks.append(Mark(opening, name, start, size))
            at += 1
        else:
            text.append(sign)
            at, size = at + 1, size + 1
    if stack:
        raise ValueError(f"{stack[-1][0]}{stack[-1][1]} is not closed")
    return "".join(text), tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.label)))


def parse_event(line: str) -> Told:
    """Returns what an event line says. Raises ValueError where it does not have the form."""
    found = EVENT.fullmatch(line)
    if not found:
        raise ValueError(f"not an event line: {line!r}")
    number, concept, status, actors, recipients, rest = found.groups()
    words = (rest or "").split()
    roles = tuple((w.split("=", 1)[0], w.split("=", 1)[1]) for w in words if "=" in w)
    flags = {w for w in words if "=" not in w}
    if flags - {"commentary"}:
        raise ValueError(f"unknown flag {sorted(flags - {'commentary'})[0]!r}")
    return Told(number, concept, status, _refs(actors), _refs(recipients), roles, "commentary" in flags)


def parse_say(line: str) -> Said:
    """Returns what a claim line says. Raises ValueError where it does not have the form."""
    found = SAY.fullmatch(line)
    if not found:
        raise ValueError(f"not a claim line: {line!r}")
    words = found[3].split()
    denies = next((w[7:] for w in words if w.startswith("denies=")), None)
    speaker = next((w for w in words if "=" not in w), None)
    return Said(found[1], found[2], speaker, denies)


def parse(source: str, lang: str, file: str) -> Iterator[Case]:
    """Yields the cases of a file's text. Raises CaseError with file and line where one cannot be read."""
    group, lines = "", source.split("\n")
    chunk: list[tuple[int, str]] = []
    for number, raw in enumerate([*lines, ""], 1):
        line = raw.strip()
        if line.startswith("#"):
            continue
        if line and not (line.startswith("= ") and not chunk):
            chunk.append((number, line))
            continue
        if chunk:
            yield _case(chunk, lang, file, group)
            chunk = []
        if line:
            group = line[2:].strip()


def problems(case: Case, concepts: Collection[str]) -> list[str]:
    """Returns what is wrong with a case: unknown words, references to marks that are not there, empty marks."""
    wrong = [f"mark {m.bracket}{m.label} is empty" for m in case.marks if m.start >= m.end]
    triggers = {m.label for m in case.marks if m.bracket == "{"}
    told = [e.number for e in case.events]
    wrong += [f"trigger {{{t}}} has no event line" for t in sorted(triggers - set(told))]
    wrong += [f"event {n} twice" for n in sorted({n for n in told if told.count(n) > 1})]
    for event in case.events:
        wrong += [f"event {event.number}: {problem}" for problem in _event_problems(case, event, triggers, concepts)]
    numbers = {m.number for m in case.marks if m.bracket == "<" and m.label[0] == "q"}
    wrong += [f"content q{n} has no say line" for n in sorted(numbers - {c.number for c in case.claims})]
    wrong += [p for claim in case.claims for p in _claim_problems(case, claim, numbers, triggers)]
    for mark in case.marks:
        if mark.bracket == "<" and not re.fullmatch(r"[scq]\d+", mark.label):
            wrong.append(f"attribution label {mark.label!r} is not s, c or q with a number")
        if mark.bracket == "[" and not known_label(mark):
            wrong.append(f"mention label {mark.label!r} is neither a code nor one of {', '.join((*NAMES, *THINGS))}")
    if not case.events and not case.claims and case.against is None:
        wrong.append("nothing is marked as happening or said: give the reason with a line '- why'")
    return wrong


def known_label(mark: Mark) -> bool:
    """Tells whether a mention's label is a code (KAZ, C5+1, SYR:isis, company:otokar) or a kind of name or thing."""
    code = mark.code
    plain = re.sub(r"\d+$", "", code)
    return bool(re.fullmatch(r"(?:[A-Z][A-Za-z0-9+]{1,9}|company)(?::[\w.+-]+)?", code)) or plain in (*NAMES, *THINGS)


def _event_problems(case: Case, event: Told, triggers: set[str], concepts: Collection[str]) -> Iterator[str]:
    if event.number not in triggers:
        yield "has no trigger in the text"
    if event.concept not in concepts:
        yield f"unknown concept {event.concept!r}"
    if event.status not in STATUSES:
        yield f"unknown status {event.status!r}"
    for ref in (*event.actors, *event.recipients, *(value for _, value in event.roles)):
        if ref != "speaker" and not case.mark(ref):
            yield f"{ref!r} is not marked in the text"
    for role, _ in event.roles:
        if role not in ROLES:
            yield f"unknown role {role!r}"


def _claim_problems(case: Case, claim: Said, numbers: set[str], triggers: set[str]) -> Iterator[str]:
    if claim.kind not in CLAIM_KINDS:
        yield f"say {claim.number}: unknown kind {claim.kind!r}"
    if claim.number not in numbers and claim.kind != "no_comment":
        yield f"say {claim.number}: no content <q{claim.number} …> in the text"
    if claim.denies and claim.denies not in triggers:
        yield f"say {claim.number}: denies {claim.denies}, which is no trigger"
    if claim.speaker is None and not case.mark(f"s{claim.number}", "<"):
        yield f"say {claim.number}: no source <s{claim.number} …>; name the speaker in the line (author, unknown)"


def _refs(words: str | None) -> tuple[str, ...]:
    return tuple(w for w in (words or "").split() if w != "-")


def _case(chunk: list[tuple[int, str]], lang: str, file: str, group: str) -> Case:
    number, first = chunk[0]
    events: list[Told] = []
    claims: list[Said] = []
    against = None
    try:
        text, marks = parse_text(first)
        for at, line in chunk[1:]:
            number = at
            if line.startswith("- "):
                against = line[2:].strip()
            elif line.startswith("say "):
                claims.append(parse_say(line))
            else:
                events.append(parse_event(line))
    except ValueError as error:
        raise CaseError(f"{file}:{number}: {error}") from None
    return Case(lang, file, chunk[0][0], group, text, marks, tuple(events), tuple(claims), against)
