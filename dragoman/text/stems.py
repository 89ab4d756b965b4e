"""A cheap stem: good for asking whether two stretches speak of the same things, not for grammar."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.languages import Language, fold, lowered
from dragoman.text.suffixes import stripped
from dragoman.text.words import WORD

SHORTEST = 3  # letters that a stem keeps


@lru_cache(maxsize=65_536)
def stem(word: str, language: Language) -> str:
    """Returns the folded word without the longest ending of the language that leaves three letters, or without suffixes."""
    folded = fold(word)
    if language.suffixes:
        return fold(stripped(_separated(lowered(word), language), language.suffixes))
    for length in range(min(_longest(language), len(folded) - SHORTEST), 0, -1):
        if folded[-length:] in _endings(language):
            return folded[:-length]
    return folded


def content_stems(text: str, language: Language) -> list[str]:
    """Returns the stems of the words of `text` that say what it is about, in order, repeated ones too."""
    found = WORD.findall(text)
    return [stem(word, language) for word in found if len(word) > 2 and fold(word) not in language.function_words]


def _separated(word: str, language: Language) -> str:
    """Returns a word without what hangs on it behind an apostrophe or hyphen: "türkiye'nin", «ақш-тың»."""
    hanging = re.search(rf"(?<=\w)(?:{language.suffix})$", word) if language.suffix else None
    return word[: hanging.start()] if hanging else word


@cache
def _endings(language: Language) -> frozenset[str]:
    return frozenset(language.endings)


@cache
def _longest(language: Language) -> int:
    return max(map(len, language.endings), default=0)
