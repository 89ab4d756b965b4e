"""Two cases as one: clauses beside each other, each with acts and parties of its own.

What a reader gets wrong most in a long sentence is to give an act the parties of the act beside it. Of two cases of a
language the second follows the first, after its full stop or after a comma, a semicolon in its place: the heads' answers
stand beside each other, and nobody of the one takes part in what the other tells.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dragoman.reader import schema
from dragoman.reader.tokenizer import Tokenizer
from training.data import Example

JOINED = 0.35  # share of cases that are joined to another
LONGEST = 55  # pieces of a case that may be
OPEN = 0.5  # share of pairs whose first one's full stop is changed
STOP, SIGNS = ".", ";,"


class Joiner:
    """Joins short cases of one language in pairs."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Looks up the pieces of the signs."""
        self._stop, *self._signs = (int(tokenizer.encode(f"a{sign}").ids[-1]) for sign in STOP + SIGNS)

    def __call__(self, examples: Sequence[Example], chance: random.Random) -> list[Example]:
        """Returns the examples, some of them joined; each is in one of those returned."""
        made: list[Example] = []
        waiting: dict[str, Example] = {}
        for e in examples:
            if chance.random() >= JOINED or len(e.units.ids) > LONGEST:
                made.append(e)
            elif e.case.lang not in waiting:
                waiting[e.case.lang] = e
            else:
                made.append(self._pair(waiting.pop(e.case.lang), e, chance))
        return [*made, *waiting.values()]

    def _pair(self, first: Example, second: Example, chance: random.Random) -> Example:
        joined = join(first, second)
        last = len(first.units.ids) - 2
        if joined.units.ids[last] == self._stop and chance.random() < OPEN:
            joined.units.ids[last] = chance.choice(self._signs)
        return joined


def join(a: Example, b: Example) -> Example:
    """Returns one example of two: the pieces, words, candidates of `b` after those of `a`."""
    words = len(a.units.words)
    together = np.concatenate
    return Example(
        case=replace(a.case, text=f"{a.case.text} {b.case.text}"),
        units=_units(a, b),
        given=together([a.given[:-1], b.given[1:]]),
        spans=[*a.spans, *((first + words, last + words) for first, last in b.spans)],
        marks=[*a.marks, *b.marks],
        mention=together([a.mention, b.mention]),
        trigger=together([a.trigger, b.trigger]),
        concept=together([a.concept, b.concept]),
        status=together([a.status, b.status]),
        commentary=together([a.commentary, b.commentary]),
        edges=together([a.edges, b.edges], 1),
        said=together([a.said, b.said]),
        heads=[*a.heads, *(head + words for head in b.heads)],
        roles=_roles(a, b),
        links=[*a.links, *((start + words, word + words, link) for start, word, link in b.links)],
        starts=[*a.starts, *(start + words for start in b.starts)],
    )


def _units(a: Example, b: Example) -> schema.Units:
    """The mark of the end of `a` and that of the beginning of `b` fall away."""
    before, words = len(a.units.ids) - 1, len(a.units.words)
    ids = np.concatenate([a.units.ids[:-1], b.units.ids[1:]])
    pool = np.zeros((words + len(b.units.words), len(ids)), np.float32)
    pool[:words, :before] = a.units.pool[:, :-1]
    pool[words:, before:] = b.units.pool[:, 1:]
    moved = len(a.case.text) + 1
    return schema.Units(ids, (*a.units.words, *((s + moved, e + moved) for s, e in b.units.words)), pool)


def _roles(a: Example, b: Example) -> np.ndarray:
    """Index 0 is the speaker; then come the candidates of `a`, then those of `b`."""
    acts, others = len(a.heads), len(a.spans) + 1
    roles = np.zeros((acts + len(b.heads), others + len(b.spans), len(schema.ROLES)))
    if a.heads:
        roles[:acts, :others] = a.roles
    if b.heads:
        roles[acts:, 0] = b.roles[:, 0]
        roles[acts:, others:] = b.roles[:, 1:]
    return roles
