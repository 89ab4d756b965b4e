"""Where a page says its words come from: authors, outlet, and the chain of those who passed them on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.clean.agencies import agency_alone, agency_at_end, code_of
from dragoman.clean.credits import Credit, credit_of
from dragoman.clean.kit import Kit
from dragoman.clean.lines import Line, Mark
from dragoman.clean.page import Page
from dragoman.clean.people import beside_date, titled
from dragoman.clean.phrases import BETWEEN_NAMES
from dragoman.clean.pieces import OUTLET
from dragoman.clean.web import host_of
from dragoman.languages import fold
from dragoman.model import Block, Step

LONGEST = 8  # words of a name
NOTICE = "other"  # rule of lines about rights and the like: "This article was originally published by ..."
# «…, пишет [в своём] телеграм-канале «Дюна».» at the end of a sentence; «…, сообщает газета «Дюна» со ссылкой на …» is no end.
LEAD = re.compile(
    r",\s+(?P<verb>\w+)(?:\s+\w+){0,2}?\s+(?P<kind>[\w-]+(?:\s\w+)?)\s+[«„“\"](?P<name>[^»“”\"\n]{2,60})[»“”\"](?=\s*(?:[.!]|$))"
)
SENTENCE = re.compile(r"[.!?…]\s")  # the end of one
GAP = " … "  # stands in a label for the name
MASTHEAD = 4  # words of a page's own name at its head
NAME = re.compile(r"[^.;!?\n]+(?:\.[^\s.;!?]+)*")
TAIL = re.compile(r"(?<!\s)\s*+(?:[#|]|,?\s*+\d{1,2}[:.]\d{2}).*$")
OWN_YEAR = re.compile(r"^\W*(?:©|\(c\)|\(с\)|copyright)?\W*(?:(?:19|20)\d\d)?\W*(?:(?:19|20)\d\d)?\W*", re.IGNORECASE)
QUOTED = re.compile(r"[«„“\"]([^»“”\"]+)[»“”\"]")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a page says of its makers. `guess`: the agency that its text opens with, or what may be its masthead; whose page it is
    where nothing says so.
    """

    outlet: str | None
    guess: str | None
    authors: tuple[str, ...]
    sources: tuple[Step, ...]
    translated: bool


def origin(text: str, page: Page, verdicts: Sequence[tuple[Line, Mark]], blocks: Sequence[Block], kit: Kit) -> Origin:
    """Returns outlet, authors, the steps in the order of the page, and whether it is a translation."""
    told = [*_from_credits(verdicts, kit), *_from_text(text, blocks, kit)]
    steps = sorted([*told, *_alone(page, verdicts, told, kit)], key=lambda step: step.start)
    agency = next((step.name for step in steps if step.type == "credit" and _opens(step, verdicts)), None)
    guess = agency or _masthead(page, verdicts)
    translated = any(step.type == "translation" for step in steps)
    return Origin(_site(verdicts), guess, tuple(_authors(verdicts, kit)), tuple(steps), translated)


def _site(verdicts: Sequence[tuple[Line, Mark]]) -> str | None:
    """Returns the name after a headline: «Учения начались | Вестник»."""
    found = next((line.text for line, mark in verdicts if mark.rule == "site-name"), "")
    return found.strip(" |:»—–-") or None


def _masthead(page: Page, verdicts: Sequence[tuple[Line, Mark]]) -> str | None:
    """Returns the name at the head of a page: its first line, a few words in capital letters, above menu and headline.

    «Чуйский листок», «Араратский обозреватель — новости региона»; not a menu's «Лента | В мире» nor the headline itself.
    """
    line, mark = verdicts[0]
    name = re.split(r"(?<!\s)\s+[—–|-]\s+", line.text.strip())[0].strip("«»„“” ")
    above = page.title is not None and page.title > 1 and mark.kind != "title"
    words = name.split()
    plain = bool(words) and len(words) <= MASTHEAD and words[0][0].isupper() and not re.search(r"[\d.,:!?…|]", name)
    return name if above and plain and line.mark is None else None


def _opens(step: Step, verdicts: Sequence[tuple[Line, Mark]]) -> bool:
    """Tells whether a step stands in the opening of a line, where a page names itself: «/Вестник/ Учения ...»."""
    return any(mark.rule == "opening" and line.start <= step.start < line.end for line, mark in verdicts)


def _from_credits(verdicts: Sequence[tuple[Line, Mark]], kit: Kit) -> Iterator[Step]:
    for line, mark in verdicts:
        if mark.rule == "opening":
            found = OUTLET.search(line.text)
            if found:
                name = found["name"].strip()
                at = line.start + line.lead + found.start("name")
                yield step(name, "credit", name, at, kit)
            elif named := agency_at_end(line.text, kit.outlets):
                name = line.text[named[0] : named[1]]
                yield step(name, "credit", name, line.start + line.lead + named[0], kit)
        elif mark.rule in ("source", "translation"):
            credit = credit_of(line.text, kit)
            if credit:
                kind = "translation" if mark.rule == "translation" else "credit"
                yield step(bare(credit.name, kit), kind, line.text, line.start + line.lead, kit)


def _alone(page: Page, verdicts: Sequence[tuple[Line, Mark]], told: Sequence[Step], kit: Kit) -> Iterator[Step]:
    """«(ТАСС)», "AA": outlets under the headline or right below the story; inside of it such a line is an item of a list.

    Each counts once, and not where another credit names it.
    """
    seen = {step.code for step in told if step.code}
    for index, (line, mark) in enumerate(verdicts):
        near = not page.first < index <= page.last
        name = agency_alone(line.text, kit.outlets) if mark.rule == "outlet" and near else None
        if name and (code := code_of(name, kit.outlets)) not in seen:
            seen.add(code or "")
            yield step(name, "credit", line.text, line.start + line.lead, kit)


def step(name: str, kind: str, words: str, start: int, kit: Kit) -> Step:
    """Returns the link of that name, of an address the name of its site where that is an outlet's; `words` stand at `start`."""
    code = code_of(name, kit.outlets)
    host = host_of(name)
    short = name.partition("://")[2].rstrip("/") if host else name  # "t.me/channel": the site alone would say nothing
    return Step(host if host and code else short, code, kind, words, start, start + len(words))


def _from_text(text: str, blocks: Sequence[Block], kit: Kit) -> Iterator[Step]:
    """«Об этом пишет телеграм-канал «Вестник» со ссылкой на министерство.»: a sentence that only passes on."""
    yield from _lead(text, blocks, kit)
    last = max((at for at, block in enumerate(blocks) if block.coded), default=-1)
    for at, block in enumerate(blocks):
        below = at == last + 1  # such a line right below the story often has no full stop
        if block.coded or block.rule == NOTICE or below:
            yield from _passed_on(text[block.start : block.end], block.start, kit)


def _lead(text: str, blocks: Sequence[Block], kit: Kit) -> Iterator[Step]:
    """«Рабат меняет курс, пишет в своём телеграм-канале «Дюна».»: the first sentence ends with the channel that it is from.

    Only with a word for what the source is: «…, пишет «Дюна»» of a first sentence may quote a paper on one thing alone.
    """
    first = next((block for block in blocks if block.coded and block.kind != "title"), None)
    words = text[first.start : first.end] if first else ""
    folded = fold(words) if len(fold(words)) == len(words) else words.lower()
    verbs = {label.split()[-1] for label in kit.phrases.labels["passed_on"] if GAP not in label}
    for found in LEAD.finditer(folded) if first else ():
        kind = found["kind"]
        if found["verb"] in verbs and any(kind.startswith(word) for word in kit.phrases.words["source_kind"]):
            name, start = words[found.start("name") : found.end("name")].strip(), found.start("verb")
            if not SENTENCE.search(words[:start]):
                yield step(name, "verb", words[start : found.end("name") + 1], first.start + start if first else start, kit)
        return


def _passed_on(words: str, offset: int, kit: Kit) -> Iterator[Step]:
    folded = fold(words) if len(fold(words)) == len(words) else words.lower()
    for label in kit.phrases.labels["passed_on"]:
        opening, _, closing = label.partition(GAP)
        begin = folded.find(opening + " ")
        if begin < 0 or not _begins_sentence(words, begin):
            continue
        at = begin + len(opening)
        found = _between(words, folded, begin, at, closing, offset, kit) if closing else _chain(words, begin, at, offset, kit)
        if steps := list(found):
            yield from steps
            return


def _between(words: str, folded: str, begin: int, at: int, closing: str, offset: int, kit: Kit) -> Iterator[Step]:
    """«Бұл туралы Қазақпарат хабарлады», "Haberi Anadolu Ajansı duyurdu": the name is before the last word."""
    found = re.compile(rf"(?P<name>[^.;!?\n]+?)\s{re.escape(closing)}(?!\w)").match(folded, at)
    name = bare(words[at : found.end("name")], kit) if found else ""
    if found and name and len(name.split()) <= LONGEST:
        yield step(name, "verb", words[begin : found.end()], offset + begin, kit)


def _begins_sentence(words: str, at: int) -> bool:
    return not words[:at].strip() or words[:at].rstrip()[-1] in '.!?…»”")'


def _chain(words: str, start: int, at: int, offset: int, kit: Kit) -> Iterator[Step]:
    found = NAME.match(words, at)
    if not found:
        return
    relays = "|".join(map(re.escape, kit.phrases.labels["relayed"]))
    names = re.split(rf",?\s+(?:{relays})\s+", found[0], flags=re.IGNORECASE)
    for number, part in enumerate(names):
        name = bare(part.split(", ")[0], kit)
        begin = start if number == 0 else words.index(part, at)
        if name and len(name.split()) <= LONGEST:
            yield step(
                name,
                "verb" if number == 0 else "link",
                words[begin : words.index(part, at) + len(part)],
                offset + begin,
                kit,
            )


def bare(name: str, kit: Kit) -> str:
    """Returns a source's name without what it is called before it and without quotation marks around it."""
    name = name.strip(" \t\u00a0.,:;()[]")
    folded = fold(name)
    kinds = sorted(kit.phrases.words["source_kind"], key=len, reverse=True)
    kind = next((kind for kind in kinds if folded.startswith(kind + " ")), "")
    rest = name[len(kind) :].strip() or name
    quoted = QUOTED.search(rest)
    if quoted and (kind or quoted.start() == 0):
        return quoted[1].strip()
    return (rest if quoted is None and kind and rest[:1].isupper() else name).strip("«»„“”\"' ")


def _authors(verdicts: Sequence[tuple[Line, Mark]], kit: Kit) -> Iterator[str]:
    seen = set()
    for line, mark in verdicts:
        if mark.kind != "byline":
            continue
        beside = beside_date(line.text, kit) if mark.rule.startswith("dated-") else None
        words = beside.name if beside else titled(line.text, kit) or _without_date(credit_of(line.text, kit), line, kit)
        for name in _split(words):
            if name and fold(name) not in kit.phrases.words["generic_author"] and name not in seen:
                seen.add(name)
                yield name


def named(names: Sequence[str], kit: Kit) -> tuple[str, ...]:
    """Returns those of the names in a page's head that are somebody's, without the label before them: "By Anna Smith"."""
    found = (credit_of(name, kit) for name in names)
    bare_names = [credit.name if credit else name for credit, name in zip(found, names, strict=True)]
    return tuple(dict.fromkeys(name for name in bare_names if fold(name) not in kit.phrases.words["generic_author"]))


def _without_date(credit: Credit | None, line: Line, kit: Kit) -> str:
    name = credit.name if credit else line.text
    days = kit.calendar.find(name)
    return TAIL.sub("", name[: days[0].start] if days else name).strip(" ,|–—-")


def _split(names: str) -> list[str]:
    parts = BETWEEN_NAMES.split(names)
    return [part.strip() for part in parts if 1 < len(part.split()) <= 4 or (len(parts) == 1 and part)]
