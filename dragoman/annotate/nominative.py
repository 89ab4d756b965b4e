"""The nominative of a name that no table has: «Яшаром Гюлером» is «Яшар Гюлер».

The endings of paradigms.toml read backwards: every nominative whose paradigm, guessed by its last letters, gives the form
that the page has. Of several that remain («Климкина»: his genitive or her nominative) the first name, the case of the words
beside it and what else the page calls the person decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.annotate.folding import fold_word
from dragoman.annotate.paradigms import Paradigms

SHORTEST = 2  # letters of a stem


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a form: the nominative, whose name it is then (m, f), and its cases (empty: any)."""

    nominative: str
    sex: str
    cases: frozenset[str]


@lru_cache(maxsize=65_536)
def readings(word: str, kind: str, paradigms: Paradigms) -> tuple[Reading, ...]:
    """Returns the ways to read a form of a name. `kind` is "given" or "surname"; those that are a nominative first."""
    found = [one for sex in "mf" for one in _read(word, f"{kind}_{sex}", sex, paradigms)]
    return tuple(sorted(dict.fromkeys(found), key=lambda r: (r.nominative != word, len(r.nominative), r.nominative)))


def _read(word: str, guess: str, sex: str, paradigms: Paradigms) -> Iterator[Reading]:
    for nominative in {word, *_sources(word, guess, paradigms)}:
        forms = [form for form in paradigms.forms(nominative, guess) if fold_word(form.text) == fold_word(word)]
        if forms:
            yield Reading(nominative, sex, frozenset().union(*(form.cases for form in forms)))


def _sources(word: str, guess: str, paradigms: Paradigms) -> Iterator[str]:
    """Yields what the form may come of, whether or not the language would decline it so."""
    for label in {label for _, label in paradigms.guesses.get(guess, ())}:
        slots = paradigms.endings[label]
        for ending in {ending for slot in slots for ending in slot}:
            written = _written(ending, paradigms)
            for spelt in written:
                if word.endswith(spelt) and len(word) - len(spelt) >= SHORTEST:
                    yield word[: len(word) - len(spelt)] + slots[0][0]


def _written(ending: str, paradigms: Paradigms) -> Iterable[str]:
    """Returns an ending as it may be written after some stem: «-ы» is «-и» after к."""
    changed = {right[1:] + ending[1:] for wrong, right in paradigms.spelling.items() if ending[:1] == wrong[1:]}
    return {ending, *changed} if ending else {""}
