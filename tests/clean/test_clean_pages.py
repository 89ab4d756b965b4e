"""Whole pages: what is kept, what is left out, headline, date, makers."""

from __future__ import annotations

import pytest
from page_files import PAGES, TestPage

from dragoman.clean import clean
from dragoman.languages import codes, load
from dragoman.model import Article, Document

LANGUAGES = [load(code) for code in codes()]


def article(page: TestPage) -> Article:
    found = clean(Document(page.name, page.text.encode("utf-8")), LANGUAGES)
    assert isinstance(found, Article), found
    return found


def coded(found: Article, start: int, end: int) -> float:
    """Returns the share of text[start:end] that stands in coded blocks."""
    inside = sum(max(0, min(block.end, end) - max(block.start, start)) for block in found.blocks if block.coded)
    return inside / (end - start)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_line_is_kept_or_left_out(page: TestPage) -> None:
    found = article(page)
    wrong = []
    for part in page.parts:
        share = coded(found, part.start, part.end)
        if (part.sign in "=+" and share < 0.9) or (part.sign == "-" and share > 0.1):
            rules = [f"{b.kind}/{b.rule}" for b in found.blocks if b.start < part.end and part.start < b.end]
            wrong.append(f"{part.sign} {page.text[part.start : part.end]!r} {rules}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_language_headline_and_date(page: TestPage) -> None:
    found = article(page)
    assert found.lang == page.facts["lang"]
    assert (found.title or "-") == page.facts["title"]
    assert (found.published.date if found.published else "-") == page.facts["published"]
    for part in page.parts:
        if part.sign == "=":
            assert any(b.kind == "title" and b.start <= part.start < b.end for b in found.blocks)


@pytest.mark.parametrize("page", [page for page in PAGES if "basis" in page.facts], ids=lambda page: page.name)
def test_basis_of_the_date(page: TestPage) -> None:
    found = article(page).published
    assert (found.basis if found else "-") == page.facts["basis"]


@pytest.mark.parametrize("page", [page for page in PAGES if "sources" in page.facts], ids=lambda page: page.name)
def test_sources(page: TestPage) -> None:
    assert "; ".join(step.name for step in article(page).sources) == page.facts["sources"]


@pytest.mark.parametrize("page", [page for page in PAGES if "authors" in page.facts], ids=lambda page: page.name)
def test_authors(page: TestPage) -> None:
    assert "; ".join(article(page).authors) == page.facts["authors"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_outlet_and_translation(page: TestPage) -> None:
    found = article(page)
    assert found.translated == (page.facts.get("translated") == "yes")
    if "outlet" in page.facts:
        assert found.outlet == page.facts["outlet"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_blocks_partition_the_text_and_never_cross_a_line(page: TestPage) -> None:
    found = article(page)
    assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text
    for block in found.blocks:
        assert "\n" not in found.text[block.start : block.end].strip()
        assert block.line == 1 + found.text.count("\n", 0, block.start)
        assert block.rule
        assert block.reason
