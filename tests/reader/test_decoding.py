"""From probabilities of words to stretches of them."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.reader.decoding import stretches

OUT, BEGINS, GOES_ON = (0.98, 0.01, 0.01), (0.1, 0.8, 0.1), (0.05, 0.05, 0.9)
BOTH = (0.01, 0.2, 0.79)  # may begin one, but goes on more likely
EITHER = (0.01, 0.6, 0.39)


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ([OUT, BEGINS, GOES_ON, OUT], [(1, 2)]),
        ([BEGINS, GOES_ON, BEGINS, GOES_ON], [(0, 1), (2, 3)]),
        ([BEGINS, BOTH, GOES_ON], [(0, 2)]),  # one content, not two halves
        ([BEGINS, EITHER, GOES_ON], [(0, 0), (1, 2)]),
        ([OUT, BOTH, GOES_ON], [(1, 2)]),
        ([OUT, OUT], []),
    ],
)
def test_stretches(edges: list[tuple[float, float, float]], found: list[tuple[int, int]]) -> None:
    assert list(stretches(np.array(edges))) == found
