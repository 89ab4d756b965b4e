"""From probabilities of words to the stretches that somebody says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from dragoman.model import CLAIM_KINDS
from dragoman.reader.decoding import contents, nested, stretches
from dragoman.reader.network import Scores
from dragoman.reader.schema import ATTRIBUTION, LINKS

Edge = tuple[float, float, float]  # of nothing, of a beginning, of what goes on
OUT, BEGINS, GOES_ON = (0.98, 0.01, 0.01), (0.1, 0.8, 0.1), (0.05, 0.05, 0.9)
BOTH = (0.01, 0.2, 0.79)  # may begin one, but goes on more likely
EITHER = (0.01, 0.6, 0.39)


def scores(
    content: Sequence[Edge], cues: Mapping[int, int] | None = None, kinds: Mapping[int, str] | None = None,
    sources: Mapping[int, int] | None = None,
) -> Scores:  # fmt: skip
    """Returns what was seen in a sentence of contents: the first words of the cue and the source linked to each, its kind."""
    size, none = len(content), np.zeros((len(content), 1))
    edges, links = np.zeros((size, len(ATTRIBUTION), 3)), np.zeros((size, size, len(LINKS)))
    edges[:, ATTRIBUTION.index("content")] = np.array(content).reshape(-1, 3)
    for name, linked in (("cue", cues), ("source", sources)):
        for start, word in (linked or {}).items():
            edges[word, ATTRIBUTION.index(name)] = BEGINS
            links[start, word, LINKS.index(name)] = 0.9
    said = np.zeros((size, len(CLAIM_KINDS)))
    for word, kind in (kinds or {}).items():
        said[word, CLAIM_KINDS.index(kind)] = 1
    return Scores(none, none, none, none, none, edges, said, none, links, none)


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ([OUT, BEGINS, GOES_ON, OUT], [(1, 2)]),
        ([BEGINS, GOES_ON, BEGINS, GOES_ON], [(0, 1), (2, 3)]),
        ([BEGINS, BOTH, GOES_ON], [(0, 0), (1, 2)]),
        ([OUT, OUT], []),
    ],
)
def test_stretches(edges: list[Edge], found: list[tuple[int, int]]) -> None:
    assert list(stretches(np.array(edges))) == found


@pytest.mark.parametrize(
    ("edges", "cues", "found"),
    [
        ([BEGINS, BOTH, GOES_ON], {}, [(0, 2)]),  # one content, not two halves
        ([BEGINS, BOTH, GOES_ON, OUT], {0: 3, 1: 3}, [(0, 2)]),
        ([BEGINS, BOTH, GOES_ON, OUT], {0: 3}, [(0, 2)]),
        # against: it begins more likely, it has a cue of its own, words stand between
        ([BEGINS, EITHER, GOES_ON], {}, [(0, 0), (1, 2)]),
        ([BEGINS, BOTH, GOES_ON, OUT, OUT], {0: 3, 1: 4}, [(0, 0), (1, 2)]),
        ([BEGINS, OUT, BOTH], {}, [(0, 0), (2, 2)]),
        ([OUT, BOTH, GOES_ON], {}, [(1, 2)]),
        ([], {}, []),
    ],
)
def test_contents(edges: list[Edge], cues: dict[int, int], found: list[tuple[int, int]]) -> None:
    assert contents(scores(edges, cues)) == found


def test_another_kind_of_claim_is_another_content() -> None:
    assert contents(scores([BEGINS, BOTH, GOES_ON], kinds={0: "quote", 1: "denial"})) == [(0, 0), (1, 2)]
    assert contents(scores([BEGINS, BOTH, GOES_ON], kinds={0: "denial", 1: "denial"})) == [(0, 2)]


@pytest.mark.parametrize(
    ("sources", "cues", "found"),
    [
        ({3: 1}, {3: 2}, [(0, 4), (3, 4)]),  # «пишут: он [1] называл [2] это угрозой»: all of it is what they write
        ({3: 0}, {}, [(0, 2), (3, 4)]),  # against: nobody says how
        ({3: 4}, {3: 2}, [(0, 2), (3, 4)]),  # who says the next stands in it
    ],
)
def test_a_content_that_tells_who_says_the_next_holds_that_one_too(
    sources: dict[int, int], cues: dict[int, int], found: list[tuple[int, int]]
) -> None:
    seen = scores([BEGINS, GOES_ON, GOES_ON, EITHER, GOES_ON], cues, sources=sources)
    assert nested(seen, contents(seen)) == found
