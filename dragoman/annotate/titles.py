"""Names that an exercise, a treaty, a summit may bear: in quotation marks, or capitalised with a year behind.

«Зима-2025», „Тарлан“, "Steadfast Defender 2024". Whether such a name is an act's is the reader's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.languages import Language, fold
from dragoman.model import Article, Mention, Sentence

WORDS = 6  # of a name at most
LETTERS = 60
CAPITAL = "[A-ZÇĞİÖŞÜА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][\\w’']*"
DATED = re.compile(rf"(?<!\w){CAPITAL}(?:[ -]{CAPITAL}){{0,3}}[- –](?:19|20)\d\d(?!\w)")


def titles_of(
    article: Article, sentences: Sequence[Sentence], language: Language, mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Returns the names in an article's sentences that no mention shares a letter with, in order."""
    covered = bytearray(len(article.text))
    for mention in mentions:
        covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    found = (span for sentence in sentences for span in _of(article.text, sentence, language))
    return tuple(
        Mention("name", None, _bare(article.text[start:end]), start, end, article.text[start:end], "title")
        for start, end in found
        if not any(covered[start:end])
    )


def _of(text: str, sentence: Sentence, language: Language) -> Iterator[tuple[int, int]]:
    for match in _pattern(language).finditer(text, sentence.start, sentence.end):
        words = _bare(match[0]).split()
        named = bool(words) and len(words) <= WORDS and words[0][0].isupper()
        if named and not (match["dated"] and _a_date(words, language)):
            yield match.span()


def _a_date(words: Sequence[str], language: Language) -> bool:
    """«Май 2024» is no name, nor is what begins a sentence: «В 2024»."""
    named = re.split(r"[ -]", " ".join(words))
    return any(fold(word) in language.months or fold(word) in language.openers for word in named)


def _bare(words: str) -> str:
    return words.strip('«»„“”"‘’ ')


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    pairs = [(re.escape(opens), re.escape(closes)) for opens, closes in language.quotes]
    quoted = "|".join(rf"{opens}[^\n{opens}{closes}]{{2,{LETTERS}}}{closes}" for opens, closes in pairs)
    return re.compile(rf"(?P<quoted>{quoted})|(?P<dated>{DATED.pattern})")
