"""The same case about others: mentions changed for others that stand in the same form.

What a state does must not be learned from its name. A mention is changed for one from another case of the language that
stands in the same manner (actor, place, adjective), has as many words, and ends alike, so that the grammar holds:
«Турции» for «Грузии», «турецкими военными» for «польскими военными».
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from dragoman.languages.cases import Case, Mark
from training.data import known

CHANGED = 0.6  # share of a case's mentions that are changed, where another is at hand
ALIKE = 2  # letters in which the first and the last words of both end

Form = tuple[str, str, bool, int, str, str]


class Swapper:
    """Changes the mentions of cases for others of the same language and form."""

    def __init__(self, cases: Iterable[Case]) -> None:
        """Gathers the mentions of `cases`."""
        pools: dict[Form, set[str]] = defaultdict(set)
        for case in cases:
            for mark in _free(case):
                said = case.text[mark.start : mark.end]
                pools[_form(case.lang, mark, said)].add(said)
        self._pools = {form: sorted(texts) for form, texts in pools.items()}

    def __call__(self, case: Case, chance: random.Random) -> Case:
        """Returns the case with some of its mentions changed; its events and claims are as they were."""
        text, marks = case.text, list(case.marks)
        for mark in sorted(_free(case), key=lambda m: -m.start):  # from the end, so that what is before keeps its place
            said = case.text[mark.start : mark.end]
            others = self._pools.get(_form(case.lang, mark, said), [])
            if chance.random() >= CHANGED or len(others) < 2:
                continue
            new = chance.choice(others)
            text = text[: mark.start] + new + text[mark.end :]
            more = len(new) - len(said)
            marks = [
                replace(m, start=m.start + more * (m.start >= mark.end), end=m.end + more * (m.end >= mark.end)) for m in marks
            ]
        return replace(case, text=text, marks=tuple(marks))


def _free(case: Case) -> list[Mark]:
    """Returns the mentions that have no other mark inside; a source's, which is as long, may stand around it."""
    named = [m for m in case.marks if m.bracket == "[" and known(m)]
    return [m for m in named if not any((m.start, m.end) != (o.start, o.end) and m.start <= o.start < m.end for o in case.marks)]


def _form(lang: str, mark: Mark, said: str) -> Form:
    words = said.split()
    return lang, mark.use, said[0].islower(), len(words), words[0][-ALIKE:], words[-1][-ALIKE:]
