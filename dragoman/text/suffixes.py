"""Suffixes taken off layer by layer, for languages that string them: «министр-лер-і-нің», "bakan-lar-ı-ndan".

A word is read from its end: at most one suffix of each layer, in the order of the layers (case first, then whose, then
how many), the longest that fits. It must agree with the last vowel of what stays, as vowel harmony asks, and leave three
letters. What the last suffix softened is hardened again: «қыркүйегі» is of «қыркүйек». The layers are the language's data.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.languages import Suffixes

SHORTEST = 3  # letters that stay


def stripped(word: str, suffixes: Suffixes) -> str:
    """Returns a folded word without its suffixes."""
    stem = word
    for number in range(len(suffixes.layers)):
        stem = _without(stem, suffixes.layers[number:], suffixes)
    hard = suffixes.hardened.get(stem[-1:])
    return stem[:-1] + hard if hard and stem != word else stem


def _without(word: str, layers: tuple[tuple[str, ...], ...], suffixes: Suffixes) -> str:
    """Returns the word without a suffix of the first layer, unless one of a later layer leaves a word that is known."""
    if word.endswith(suffixes.stems):
        return word
    first, *later = (_stems(word, layer, suffixes) for layer in layers)
    known = next((stem for stem in first if stem.endswith(suffixes.stems)), None)
    if known is None and any(stem.endswith(suffixes.stems) for stems in later for stem in stems):
        return word
    return known or (first[0] if first else word)


def _stems(word: str, layer: tuple[str, ...], suffixes: Suffixes) -> list[str]:
    return [word[: -len(suffix)] for suffix in layer if word.endswith(suffix) and _fits(word[: -len(suffix)], suffix, suffixes)]


def _fits(stem: str, suffix: str, suffixes: Suffixes) -> bool:
    """Tells whether a suffix may stand behind a stem: enough stays, the letter before it is right, and so are the vowels."""
    right = stem[-1:] in suffixes.after.get(suffix, stem[-1:])
    return len(stem) >= SHORTEST and right and _harmonious(stem, suffix, suffixes)


def _harmonious(stem: str, suffix: str, suffixes: Suffixes) -> bool:
    """Tells whether a suffix has the vowels that the stem asks for: «-да» after «Астана», «-де» after «Бішкек»."""
    last, first = _kind(reversed(stem), suffixes), _kind(iter(suffix), suffixes)
    free = suffix in suffixes.invariable or stem.endswith(suffixes.either)
    return free or last is None or first is None or last == first


def _kind(letters: Iterator[str], suffixes: Suffixes) -> int | None:
    """Returns which of the two kinds the first vowel is of that is of one; None where there is none."""
    for letter in letters:
        for kind, vowels in enumerate(suffixes.harmony):
            if letter in vowels:
                return kind
    return None
