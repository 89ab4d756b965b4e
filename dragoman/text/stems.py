"""A cheap stem: good for asking whether two stretches speak of the same things, not for grammar."""

from __future__ import annotations

from functools import cache, lru_cache

from dragoman.languages import Language, fold
from dragoman.text.words import WORD

SHORTEST = 3  # letters that a stem keeps


@lru_cache(maxsize=65_536)
def stem(word: str, language: Language) -> str:
    """Returns the folded word without the longest ending of the language that leaves three letters."""
    folded = fold(word)
    for length in range(min(_longest(language), len(folded) - SHORTEST), 0, -1):
        if folded[-length:] in _endings(language):
            return folded[:-length]
    return folded


def content_stems(text: str, language: Language) -> list[str]:
    """Returns the stems of the words of `text` that say what it is about, in order, repeated ones too."""
    found = WORD.findall(text)
    return [stem(word, language) for word in found if len(word) > 2 and fold(word) not in language.function_words]


@cache
def _endings(language: Language) -> frozenset[str]:
    return frozenset(language.endings)


@cache
def _longest(language: Language) -> int:
    return max(map(len, language.endings), default=0)
