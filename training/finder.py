"""What the tables find in a case's text, as they do when pages are read."""

from __future__ import annotations

from dragoman import actors, languages
from dragoman.annotate import annotate
from dragoman.languages.cases import Case
from dragoman.model import Article, Block, Mention, Sentence
from dragoman.reader import candidate


def article_of(case: Case) -> Article:
    """Returns a case as an article of one block."""
    return Article("case", case.lang, case.text, (Block("body", 0, len(case.text), 1, "case"),))


class Finder:
    """Finds the candidates for events in cases."""

    def __init__(self) -> None:
        """Loads the tables."""
        self._actors = actors.load()
        self._known = frozenset(languages.codes())

    def mentions(self, case: Case) -> tuple[Mention, ...]:
        """Returns the mentions in a case's text."""
        if case.lang not in self._known:
            return ()
        return annotate(article_of(case), [Sentence(0, len(case.text), 0)], languages.load(case.lang), self._actors)

    def __call__(self, case: Case) -> list[tuple[int, int]]:
        """Returns the offsets of the mentions that can be somebody in an event."""
        return [(m.start, m.end) for m in self.mentions(case) if candidate(m)]
