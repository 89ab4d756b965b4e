"""All that a language calls the actors of the tables: inflected forms, found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

from ahocorasick_rs import AhoCorasick, Implementation

from dragoman.annotate.folding import TABLE, Folded

SHORT = 4  # letters of a form whose marks tell it from other words
MARKED = re.compile("[\u00c0-\u024f]")
ADDED = re.compile("\u00ad|(\u0301)")  # soft hyphens, stress marks
DEPENDENT = "_GEN"  # added to the tag of a form that another noun can govern: «министр обороны Турции»
OPENING = '«„“”"‹'
CLOSING = '»“”"›'


def base(tag: str) -> str:
    """Returns a tag without what marks a dependent form."""
    return tag.removesuffix(DEPENDENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form means. `tag` is what patterns see of it."""

    tag: str
    kind: str = ""
    code: str | None = None
    name: str = ""
    sector: str | None = None
    entity: str | None = None
    members: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()  # of a person: all that they have spoken for
    given: frozenset[str] = frozenset()  # of a person: every form of the first names, folded
    alone: bool = False  # of a person: the surname is enough
    role: str = ""  # of office words: whose office they are; of an organ: which office leads it
    sex: str = ""  # of a first name
    not_before: str = ""  # a word before one that fits this only describes it: «турецкие военные [стандарты]»


class Known(NamedTuple):  # made by the ten thousand, so not a dataclass
    """One meaning of one written form. `capitals`: where the text must have capital letters; `Form` says the rest."""

    entry: Entry
    tag: str
    capitals: tuple[int, ...]
    guarded: bool = False
    cases: frozenset[str] = frozenset()
    inside: bool = False
    quoted: bool = False
    exact: str = ""  # how a short form must be written, marks and all: «Şam» is Damascus, "Sam" is none


class Waiting(NamedTuple):
    """Forms that are made only once a text has a word that begins as they do: few pages name a given village or rifle."""

    rank: int  # where they stand in the order of preference
    beginning: str  # folded; every one of the forms that are looked for begins with it
    forms: Callable[[], Iterable[tuple[str, Known]]]


Ranked = tuple[int, Known]  # a meaning with its place in the order of preference


@dataclass(frozen=True, slots=True)
class Hit:
    """A known form in a text; offsets are the original's."""

    start: int
    end: int
    meanings: tuple[Known, ...]

    @property
    def tag(self) -> str:
        """Returns the tag of the first meaning."""
        return self.meanings[0].tag


def gathered(known: Iterable[tuple[int, str, Known]]) -> dict[str, list[Ranked]]:
    """Returns the meanings of every form, folded, in the order they come in; none that another says already."""
    meanings: dict[str, list[Ranked]] = {}
    for rank, text, meaning in known:
        form = text.translate(TABLE)
        if len(text) <= SHORT and not text.isascii():
            meaning = meaning._replace(exact=exactly(text, form))
        found = meanings.get(form)
        if found is None:
            meanings[form] = [(rank, meaning)]
        elif not any(_covers(m, meaning) for _, m in found):
            found.append((rank, meaning))
    return meanings


def _merged(ranked: list[Ranked]) -> tuple[Known, ...]:
    """Returns the meanings of one form from several tables, in order of preference; none that another says already."""
    if len(ranked) == 1:
        return (ranked[0][1],)
    kept: list[Known] = []
    for _, meaning in sorted(ranked, key=itemgetter(0)):
        if not any(_covers(m, meaning) for m in kept):
            kept.append(meaning)
    return tuple(kept)


class Lexicon:
    """The forms of one language, in one automaton."""

    def __init__(
        self, known: Iterable[tuple[int, str, Known]], waiting: Iterable[Waiting] = (), apostrophe_inside: bool = False
    ) -> None:
        """Builds the automaton of forms, with their rank and meaning, and of the beginnings of those that wait.

        `apostrophe_inside`: «Лук» is no word of «Лук'янов».
        """
        self._apostrophe_inside = apostrophe_inside
        meanings = gathered(known)
        behind: dict[str, list[Waiting]] = {}
        for one in waiting:
            behind.setdefault(one.beginning, []).append(one)
        patterns = [*meanings, *(beginning for beginning in behind if beginning not in meanings)]
        self._meanings = [meanings.get(pattern, []) for pattern in patterns]
        self._behind = [behind.get(pattern) for pattern in patterns]
        self._opened: dict[int, tuple[dict[str, list[Ranked]], list[int]]] = {}
        # The plainest automaton is built sooner than the others, and finds as fast.
        self._automaton = AhoCorasick(patterns, store_patterns=False, implementation=Implementation.NoncontiguousNFA)

    def __len__(self) -> int:
        """Returns how many written forms and beginnings of forms it looks for."""
        return len(self._meanings)

    def hits(self, folded: Folded, text: str) -> Iterator[Hit]:
        """Yields every form at word boundaries, in order of its end, overlapping ones too.

        The hit of a form that counts only in quotation marks has them in it.
        """
        found = self._found(folded.text)
        for end, start in sorted(found):
            fitting = tuple(m for m in _merged(found[end, start]) if _capitals(m, folded, text, start))
            bare = _nearest(tuple(m for m in fitting if not m.quoted))
            if bare:
                yield Hit(folded.at(start), folded.at(end - 1) + 1, bare)
            if len(bare) < len(fitting) and _in_quotes(folded.text, start, end):
                yield Hit(folded.at(start - 1), folded.at(end) + 1, tuple(m for m in fitting if m.quoted))

    def _found(self, text: str) -> dict[tuple[int, int], list[Ranked]]:
        """Returns what the forms in a text mean, by their end and start."""
        found: dict[tuple[int, int], list[Ranked]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and self._inner(text, start - 1, start - 2):
                continue
            if self._meanings[index] and self._ends(text, end):
                found.setdefault((end, start), []).extend(self._meanings[index])
            if self._behind[index]:
                forms, lengths = self._opened.get(index) or self._open(index)
                for length in lengths:
                    end = start + length
                    form = text[start:end]
                    if form in forms and end <= len(text) and self._ends(text, end):
                        found.setdefault((end, start), []).extend(forms[form])
        return found

    def _open(self, index: int) -> tuple[dict[str, list[Ranked]], list[int]]:
        """Returns the forms behind a beginning with their meanings, and how long they are."""
        forms = gathered((one.rank, text, known) for one in self._behind[index] or () for text, known in one.forms())
        self._opened[index] = forms, sorted({len(form) for form in forms})
        return self._opened[index]

    def _ends(self, text: str, end: int) -> bool:
        """Tells whether a word can end there."""
        return end >= len(text) or not self._inner(text, end, end + 1)

    def _inner(self, text: str, at: int, beyond: int) -> bool:
        """Tells whether the letter beside a form belongs to its word; so does an apostrophe before another letter."""
        if text[at] == "'" and self._apostrophe_inside:
            return 0 <= beyond < len(text) and text[beyond].isalpha()
        return text[at].isalnum() or text[at] == "_"


def _covers(one: Known, other: Known) -> bool:
    """Tells whether a form's meaning says all that another does: «минобороны» stands for «Минобороны» too."""
    same = (one.entry, one.tag, one.quoted) == (other.entry, other.tag, other.quoted) and one.exact in ("", other.exact)
    return same and set(one.capitals) <= set(other.capitals)


def _nearest(meanings: tuple[Known, ...]) -> tuple[Known, ...]:
    """Returns the meanings that are written as the page has it first: «МИД» is a ministry before it is Mr Мид."""
    if len(meanings) < 2:
        return meanings
    most = max(len(m.capitals) for m in meanings)
    return meanings if most < 2 else tuple(sorted(meanings, key=lambda m: len(m.capitals) < most))


def _in_quotes(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING


def exactly(form: str, folded: str) -> str:
    """Returns how a form must be written where it is short and has marks that folding takes off, else an empty string."""
    written = _small(form)
    return written if len(form) <= SHORT and written != folded and MARKED.search(written) else ""


def _small(text: str) -> str:
    return normalize("NFC", text).replace("İ", "i").lower()


def _capitals(meaning: Known, folded: Folded, text: str, start: int) -> bool:
    if meaning.exact:
        written = text[folded.at(start) : folded.at(start + len(meaning.exact) - 1) + 1]
        if meaning.exact not in {_small(ADDED.sub(kept, written)) for kept in ("", r"\1")}:
            return False
    return all(text[folded.at(start + place)].isupper() for place in meaning.capitals)
