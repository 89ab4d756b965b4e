"""Times of an article, reckoned from its day or from none."""

from __future__ import annotations

import pytest

from dragoman import languages
from dragoman.annotate import times_of
from dragoman.model import Article, Block, Published, Sentence


@pytest.mark.parametrize(
    ("published", "values"),
    [
        ("2024-05-15", ["2024-05-06/2024-05-12/week", "2023-03-02/2023-03-02/day"]),
        (None, ["//week", "2023-03-02/2023-03-02/day"]),
        ("2024", ["//week", "2023-03-02/2023-03-02/day"]),
    ],
)
def test_what_is_relative_needs_a_day(published: str | None, values: list[str]) -> None:
    text = "На прошлой неделе он прилетел, а 2 марта 2023 года улетел."
    day = None if published is None else Published(published, "line", published, 0, 0)
    article = Article("x", "ru", text, (Block("body", 0, len(text), 1, "test"),), None, day)
    found = times_of(article, [Sentence(0, len(text), 0)], languages.load("ru"))
    assert [m.value for m in found] == values
    assert [m.text.split()[-1] for m in found] == ["неделе", "года"]
