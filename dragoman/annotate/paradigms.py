"""Inflected forms out of compact cells: «Росси~я», «Северн~ая Коре~я; КНДР». languages/ru/paradigms.toml shows the notation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from itertools import product
from pathlib import Path
from typing import NamedTuple

from dragoman.actors import TableError, cell

MARK = "~"
MARKED = re.compile(r"([^~]*)~([\w+-]*)(.*)")  # stem, paradigm, what follows: «Хезболл~а»
JOINTS = re.compile(r"([ =])")  # «стран~ы-0=член~ы»: both parts of «страны-члены» change
EXPRESSION = re.compile(r"[\[(]")  # an ending with one of these is a regular expression: "[aı][lmnr]"
NONE: frozenset[str] = frozenset()
UNCERTAIN = "?"  # before an alternative: also a surname or a word; two of them: a word that may begin a sentence
QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]+)[»“”\"]")  # an alternative that counts only in quotation marks: «Град»


class Form(NamedTuple):  # made by the ten thousand, so not a dataclass
    """One written form. `cases` is empty where it may be any; `guarded`: not beside another capitalised word.

    `inside`: not as the first word of a sentence; `quoted`: only in quotation marks, of whatever kind.
    """

    text: str
    cases: frozenset[str] = frozenset()
    guarded: bool = False
    inside: bool = False
    quoted: bool = False


@dataclass(frozen=True, eq=False)
class Paradigms:
    """The endings of one language. A paradigm whose length is a multiple of the cases' is read case by case."""

    cases: tuple[str, ...]
    dependent: frozenset[str]
    endings: Mapping[str, tuple[tuple[str, ...], ...]]
    guesses: Mapping[str, tuple[tuple[str | re.Pattern[str], str], ...]]
    spelling: Mapping[str, str]  # last letter of the stem with the first of the ending, and how they are written

    @lru_cache(maxsize=4_096)  # noqa: B019 (there is one for each language, for good)
    def forms(self, text: str, guess: str = "name") -> tuple[Form, ...]:
        """Returns every form of every alternative of a cell. Raises TableError where a paradigm is not known."""
        return tuple(self.each(text, guess))

    def each(self, text: str, guess: str = "name") -> Iterator[Form]:
        """Yields what `forms` returns, without keeping it."""
        for word, guarded, inside, quoted in alternatives(text):
            for written, cases in self.declined(word, guess):
                yield Form(written, cases, guarded, inside, quoted)

    def depends(self, cases: frozenset[str]) -> bool:
        """Tells whether another noun can govern a form of these cases: «Турции» in «министр обороны Турции»."""
        return bool(self.dependent) and (not cases or not self.dependent.isdisjoint(cases))

    def declined(self, phrase: str, guess: str) -> Iterable[tuple[str, frozenset[str]]]:
        """Returns every form of one alternative with its cases. Raises TableError where a paradigm is not known."""
        if MARK not in phrase and guess != "office" and " " in phrase:  # a name of several words that does not change
            return ((phrase.replace("=", "-"), NONE),)
        if not JOINTS.search(phrase):
            return self._single(phrase, guess)
        return self._phrase(phrase, guess)

    def beginning(self, phrase: str, guess: str) -> str:
        """Returns what every form of one alternative begins with: «Назарбаев» of «Назарбаев~».

        Raises TableError where a paradigm is not known.
        """
        if MARK not in phrase and guess != "office" and " " in phrase:
            return phrase.replace("=", "-")
        made, pieces = "", JOINTS.split(phrase)
        for place in range(0, len(pieces), 2):
            stem, label, _ = self._stem(pieces[place], guess if place == 0 and _guessed(phrase, guess) else None)
            made += stem
            if label is not None:
                break
            made += "".join(pieces[place + 1 : place + 2]).replace("=", "-")
        return made

    def _single(self, word: str, guess: str) -> Iterable[tuple[str, frozenset[str]]]:
        """Returns the forms of one word with their cases: what `_phrase` gives, sooner."""
        stem, label, tail = self._stem(word, guess)
        if label is None:
            return ((word, NONE),)
        if stem[-1:] not in self._touchy:
            return [(stem + ending + tail, cases) for ending, cases in self._by_ending(label)]
        found = [(stem + self._spelled(stem, ending) + tail, cases) for ending, cases in self._by_ending(label)]
        together: dict[str, frozenset[str]] = {}
        for text, cases in found:  # «Америки» is both «-ы» as spelt after к and «-и»
            together[text] = together[text] | cases if text in together else cases
        return together.items()

    @lru_cache(maxsize=1_024)  # noqa: B019 (there is one for each language, for good)
    def _by_ending(self, label: str) -> tuple[tuple[str, frozenset[str]], ...]:
        slots = self.endings[label]
        found: dict[str, set[str]] = {}
        for place, slot in enumerate(slots):
            for ending in slot:
                found.setdefault(ending, set()).add(self._case(place, len(slots)))
        return tuple((ending, frozenset(cases - {""})) for ending, cases in found.items())

    def _phrase(self, phrase: str, guess: str) -> Iterator[tuple[str, frozenset[str]]]:
        pieces = JOINTS.split(phrase)  # words and what joins them, in turn
        parts = [self._slots(word, guess if place == 0 and _guessed(phrase, guess) else None)
                 for place, word in enumerate(pieces[::2])]  # fmt: skip
        joints = ["-" if joint == "=" else joint for joint in pieces[1::2]]
        length = max(map(len, parts))
        found: dict[str, set[str]] = {}
        for slot in range(length):
            for text in _joined([part[slot % len(part)] for part in parts], joints):
                found.setdefault(text, set()).add(self._case(slot, length))
        for text, cases in found.items():
            yield text, frozenset(cases - {""})

    def _stem(self, word: str, guess: str | None) -> tuple[str, str | None, str]:
        """Returns a word's stem, its paradigm (None: it does not change) and what follows the endings."""
        if MARK in word:
            stem, label, tail = MARKED.fullmatch(word).groups()  # type: ignore[union-attr]
            if label not in self.endings:
                raise TableError(f"no paradigm {label!r} for {word!r}")
            return stem, label, tail
        if guess and not (word.isupper() and len(word) > 1):
            lower = word.lower()
            for ending, label in self._likely(guess, word[-1:]):
                if word.endswith(ending) if isinstance(ending, str) else ending.search(lower):
                    return word[: len(word) - len(self.endings[label][0][0])], label, ""
        return word, None, ""

    @cached_property
    def _touchy(self) -> frozenset[str]:
        """Returns the last letters of stems after which spelling changes an ending."""
        return frozenset(pair[:1] for pair in self.spelling)

    @lru_cache(maxsize=4_096)  # noqa: B019 (there is one for each language, for good)
    def _likely(self, guess: str, last: str) -> tuple[tuple[str | re.Pattern[str], str], ...]:
        """Returns the guesses that a word with this last letter can fit."""
        return tuple(g for g in self.guesses.get(guess, ()) if not isinstance(g[0], str) or g[0].endswith(last))

    def _slots(self, word: str, guess: str | None) -> tuple[tuple[str, ...], ...]:
        stem, label, tail = self._stem(word, guess)
        if label is None:
            return ((word,),)
        return tuple(tuple(stem + self._spelled(stem, end) + tail for end in slot) for slot in self.endings[label])

    def _spelled(self, stem: str, ending: str) -> str:
        right = self.spelling.get(stem[-1:] + ending[:1])
        return ending if right is None else right[1:] + ending[1:]

    def _case(self, slot: int, length: int) -> str:
        declined = self.cases and length >= len(self.cases) and length % len(self.cases) == 0
        return self.cases[slot % len(self.cases)] if declined else ""


def alternatives(text: str) -> Iterator[tuple[str, bool, bool, bool]]:
    """Yields the alternatives of a cell without their marks, and whether each is guarded, inside only, quoted only."""
    for alternative in cell(text):
        phrase = alternative.lstrip(UNCERTAIN)
        doubts = len(alternative) - len(phrase)
        quoted = QUOTED.fullmatch(phrase)
        yield quoted[1] if quoted else phrase, doubts > 0, doubts > 1, quoted is not None


def _guessed(phrase: str, guess: str) -> bool:
    """Only a single word is guessed, and the first of a phrase of office words; never where a `~` stands."""
    return MARK not in phrase and (" " not in phrase or guess == "office")


def _joined(words: list[tuple[str, ...]], joints: list[str]) -> Iterator[str]:
    for options in product(*words):
        yield options[0] + "".join(joint + word for joint, word in zip(joints, options[1:], strict=True))


def read(path: Path | Traversable) -> Paradigms:
    """Returns the paradigms of a language's paradigms.toml. Raises TableError where a guess names none of them."""
    table = tomllib.loads(path.read_text("utf-8"))
    endings = {label: _slots_of(text) for label, text in table["paradigms"].items()}
    guesses = {name: _guesses(rules) for name, rules in table.get("guess", {}).items()}
    unknown = {label for rules in guesses.values() for _, label in rules} - endings.keys()
    if unknown:
        raise TableError(f"{path.name}: guesses name no paradigm: {sorted(unknown)}")
    cases, dependent = tuple(table["cases"]), frozenset(table["dependent"])
    return Paradigms(cases, dependent, endings, guesses, table.get("spelling", {}))


def _slots_of(text: str) -> tuple[tuple[str, ...], ...]:
    slots = [tuple("" if ending == "-" else ending for ending in slot.split("/")) for slot in text.split()]
    return tuple(slots)


def _guesses(rules: Mapping[str, str]) -> tuple[tuple[str | re.Pattern[str], str], ...]:
    """Endings, the longest first, then regular expressions of endings in their order, as vowel harmony needs them."""
    pairs = [(ending, label) for endings, label in rules.items() for ending in endings.split()]
    plain = sorted((pair for pair in pairs if not EXPRESSION.search(pair[0])), key=lambda pair: -len(pair[0]))
    harmony = [(re.compile(f"(?:{ending})$"), label) for ending, label in pairs if EXPRESSION.search(ending)]
    return (*plain, *harmony)
