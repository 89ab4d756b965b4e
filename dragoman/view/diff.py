"""What differs between two versions of a page: its paragraphs and words, its events and claims. Plain dicts.

Longest common runs are found by `difflib`, whose time grows with the product of lengths; so what two versions begin and
end with alike is set aside first, and what is longer than a page can be is told without its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from dragoman.model import CODED
from dragoman.view.queries import Row

PARAGRAPHS = 600  # that differ, of either version; of more only the number is told
WORDS = 600  # of a paragraph that are compared one by one
ALL_WORDS = 10_000  # of all paragraphs together
ALIKE = 0.4  # paragraphs of which so many words are the same are one paragraph, changed
WORD = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line with words in it of a block that is coded from, with its place in the article's text."""

    kind: str
    line: int
    start: int
    end: int
    text: str
    bag: frozenset[str] = field(repr=False)

    @property
    def key(self) -> str:
        """Returns its words without the spacing between them."""
        return " ".join(self.text.split())


@dataclass(slots=True)
class Purse:
    """How many words may still be compared."""

    left: int = ALL_WORDS

    def pays(self, words: int) -> bool:
        """Tells whether so many may be, and takes them off."""
        if words > self.left:
            return False
        self.left -= words
        return True


def paragraphs(article: Row) -> list[Paragraph]:
    """Returns the paragraphs of an article's row that events and claims are read from, in order."""
    return [part for block in article["blocks"] if block["kind"] in CODED for part in _lines(article["text"], block)]


def _lines(text: str, block: Row) -> Iterator[Paragraph]:
    start, words = block["start"], text[block["start"] : block["end"]]
    for number, line in enumerate(words.split("\n")):
        if shown := line.strip():
            first, bag = start + line.index(shown), frozenset(re.findall(r"\w+", line.casefold()))
            yield Paragraph(block["kind"], block["line"] + number, first, first + len(shown), shown, bag)
        start += len(line) + 1


# --- paragraphs and words


def changes(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Row]:
    """Returns what became of paragraphs: {what: changed | added | removed, old, new, words}, in the new version's order.

    `old` and `new` are paragraphs or None; `words` are {what: same | removed | added, text} for a changed one, None where
    it is too long to be compared.
    """
    first, last = _ends([one.key for one in old], [one.key for one in new])
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(old), len(new)) > PARAGRAPHS:
        return [_change(one, None) for one in old] + [_change(None, one) for one in new]
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    purse, found = Purse(), []
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal":
            found += [_change(before, after, purse) for before, after in _paired(old[i:j], new[k:m])]
    return found


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Returns how many are the same at the beginning and, of the rest, at the end."""
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    last = next((i for i in range(shorter - first) if old[-1 - i] != new[-1 - i]), shorter - first)
    return first, last


def _paired(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    """Yields each paragraph with what it became: the next one that shares words enough, or none."""
    at = 0
    for before in old:
        alike = next((i for i in range(at, len(new)) if _alike(before.bag, new[i].bag) >= ALIKE), None)
        if alike is None:
            yield before, None
            continue
        yield from ((None, one) for one in new[at:alike])
        yield before, new[alike]
        at = alike + 1
    yield from ((None, one) for one in new[at:])


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Returns the share of words that two have in common, of the shorter's and the longer's mean; 0 to 1."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _change(old: Paragraph | None, new: Paragraph | None, purse: Purse | None = None) -> Row:
    what = "changed" if old and new else "removed" if old else "added"
    words = compared(old.text, new.text, purse) if old and new and purse else None
    return {"what": what, "old": _side(old), "new": _side(new), "words": words}


def _side(one: Paragraph | None) -> Row | None:
    if one is None:
        return None
    return {"kind": one.kind, "line": one.line, "start": one.start, "end": one.end, "text": one.text}


def compared(old: str, new: str, purse: Purse) -> list[Row] | None:
    """Returns the words of two texts as {what: same | removed | added, text}; None where they are too many.

    What is the same has the new text's spacing: all that is the same or added, joined, is the new text.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) > WORDS or not purse.pays(len(before) + len(after)):
        return None
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    found: list[Row] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            found.append({"what": "same", "text": "".join(after[k:m])})
            continue
        found += [{"what": "removed", "text": "".join(before[i:j])}] if j > i else []
        found += [{"what": "added", "text": "".join(after[k:m])}] if m > k else []
    return found


# --- events and claims


def matched(old: Sequence[Row], new: Sequence[Row], what: str) -> Row:
    """Returns {appeared, vanished, changed: [{old, new, fields}], kept: number} of the rows of two versions.

    `what` is events or claims. An event is the same by concept, parties and words; else by concept and parties; else by
    its words. A claim is by kind, speaker and words; else by speaker and some of the words; else by its words. `fields`
    are those that differ, each {old, new}.
    """
    pairs: list[tuple[Row, Row]] = []
    gone, come = list(old), list(new)
    for key, least in LEVELS[what]:
        for one, other in _pairs(gone, come, key, least):
            pairs.append((one, other))
            gone, come = _without(gone, one), _without(come, other)
    altered = [{"old": one, "new": other, "fields": found} for one, other in pairs if (found := _fields(one, other, what))]
    altered.sort(key=lambda row: _place(row["new"]))
    return {"appeared": come, "vanished": gone, "changed": altered, "kept": len(pairs) - len(altered)}


def _without(rows: list[Row], one: Row) -> list[Row]:
    return [row for row in rows if row is not one]


def _pairs(old: Sequence[Row], new: Sequence[Row], key: Any, least: float) -> list[tuple[Row, Row]]:
    """Returns pairs of equal keys whose words are alike enough, the most alike first; no row twice."""
    groups: dict[Any, list[tuple[int, Row, frozenset[str]]]] = {}
    for number, row in enumerate(new):
        groups.setdefault(key(row), []).append((number, row, _bag(row)))
    ranked = []
    for place, row in enumerate(old):
        bag = _bag(row)
        likes = ((_alike(bag, other), number, one) for number, one, other in groups.get(key(row), ())[:PARAGRAPHS])
        ranked += [(-like, place, number, row, one) for like, number, one in likes if like >= least]
    ranked.sort(key=lambda rank: rank[:3])
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, place, number, row, one in ranked:
        if place not in taken[0] and number not in taken[1]:
            taken[0].add(place)
            taken[1].add(number)
            found.append((row, one))
    return found


def _words(row: Row) -> str:
    return " ".join(row["evidence"]["text"].split()).casefold()


def _bag(row: Row) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _words(row)))


def _parties(row: Row) -> tuple[Any, ...]:
    return row["concept"], *(tuple(sorted(party["code"] for party in row[name])) for name in ("actors", "recipients"))


def _speaker(row: Row) -> str:
    speaker = row["speaker"]
    return str(speaker["code"] or speaker["name"] or speaker["text"] or "").casefold()


# How rows are matched, the surest way first: what must be equal, and the least share of words in common.
LEVELS: dict[str, tuple[tuple[Any, float], ...]] = {
    "events": (
        (lambda row: (*_parties(row), row["status"], _words(row)), 0.0),
        (lambda row: (*_parties(row), _words(row)), 0.0),
        (_parties, 0.0),
        (_words, 0.0),
    ),
    "claims": (
        (lambda row: (row["kind"], _speaker(row), _words(row)), 0.0),
        (lambda row: (row["kind"], _speaker(row)), ALIKE),
        (_speaker, ALIKE),
        (_words, 0.0),
    ),
}
# What is compared of matched rows; their places in the text and ids differ in any case.
FIELDS = {
    "events": (
        "type", "concept", "status", "commentary", "name", "actors", "recipients", "date", "place", "items", "quantities",
        "money", "stage", "evidence",
    ),
    "claims": ("kind", "speaker", "cue", "about", "evidence"),
}  # fmt: skip


def _fields(old: Row, new: Row, what: str) -> Row:
    shown = ((name, _shown(name, old[name]), _shown(name, new[name])) for name in FIELDS[what])
    return {name: {"old": before, "new": after} for name, before, after in shown if before != after}


def _shown(name: str, value: Any) -> Any:
    """Returns a field without places in the text and without the page's wording of what is reckoned from it."""
    if name in ("actors", "recipients"):
        return sorted(party["code"] for party in value)
    if name == "evidence":
        return " ".join(value["text"].split())
    if name == "speaker":
        return value["code"] or value["name"] or value["text"]
    if name == "quantities":
        return {what: {"value": one["value"], "bound": one["bound"]} for what, one in (value or {}).items()}
    if name in ("date", "place", "money") and value:
        return {part: one for part, one in value.items() if part != "text"}
    return value


def _place(row: Row) -> tuple[int, int]:
    return row["evidence"]["start"], row["evidence"]["end"]
