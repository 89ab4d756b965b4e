"""Words as an article of one block, for tests of annotation."""

from __future__ import annotations

from dragoman import actors, languages, text
from dragoman.annotate import Page, look
from dragoman.model import Article, Block, Published


def page_of(words: str, lang: str, date: str | None = None) -> Page:
    """Returns what annotation sees in the words, published on a day."""
    published = Published(date, "test", "", 0, 0) if date else None
    article = Article("a", lang, words, (Block("body", 0, len(words), 1, "test"),), published=published)
    language = languages.load(lang)
    return look(article, text.sentences(article, language), language, actors.load())
