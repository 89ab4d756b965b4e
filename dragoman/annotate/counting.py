"""Sums and amounts of an article as mentions: what arms cost, how many soldiers came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.languages import Language
from dragoman.model import Article, Mention, Sentence
from dragoman.text.sums import sums_and_amounts


def counted(article: Article, sentences: Sequence[Sentence], language: Language) -> tuple[Mention, ...]:
    """Returns the sums and amounts that an article's sentences name.

    `value` is amount and currency of a sum, "4400000000.0/USD"; what is counted, how many and the bound of an amount,
    "personnel/1758.0/exact".
    """
    return tuple(mention for sentence in sentences for mention in _of(article.text, sentence, language))


def _of(text: str, sentence: Sentence, language: Language) -> Iterator[Mention]:
    words = text[sentence.start : sentence.end]
    money, things = sums_and_amounts(words, language)
    for sum_ in money:
        start, end = sentence.start + sum_.start, sentence.start + sum_.end
        value = f"{sum_.amount}/{sum_.currency}"
        yield Mention("money", None, value, start, end, text[start:end], "sum", value=value)
    for amount in things:
        start, end = sentence.start + amount.start, sentence.start + amount.end
        value = f"{amount.what}/{amount.value}/{amount.bound}"
        yield Mention("amount", None, value, start, end, text[start:end], "amount", value=value)
