"""What docs/add-a-source.md tells to do is done here: its reader is written, its line is added, its story is read."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from dragoman import actors, languages
from dragoman.clean import clean
from dragoman.model import Article, Document, Rejected

dispatcher = importlib.import_module("dragoman.ingest.documents")

PAGE = (Path(__file__).parent.parent / "docs" / "add-a-source.md").read_text("utf-8")
FILES = dict(re.findall(r"`([\w./]+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL))
LINE = re.search(r"```python\n +(\(nitf\..*?\)),\n```", PAGE)
LIMIT = 1_000_000


@pytest.fixture
def nitf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The page's reader, with its line in the list."""
    path = tmp_path / "nitf.py"
    path.write_text(FILES["ingest/nitf.py"], "utf-8")
    spec = importlib.util.spec_from_file_location("nitf", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "nitf", module)
    spec.loader.exec_module(module)
    assert LINE is not None
    line = eval(LINE[1], {"nitf": module})
    monkeypatch.setattr(dispatcher, "READERS", (line, *dispatcher.READERS))
    return module


def test_its_story_is_read_and_becomes_an_article(nitf: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "story.xml").write_text(FILES["story.xml"], "utf-8")
    (document,) = dispatcher.documents([str(tmp_path / "story.xml")])
    assert isinstance(document, Document)
    article = clean(document, [languages.load("ru")], actors.load().outlets)
    assert isinstance(article, Article)
    assert article.title == "Ташкент и Душанбе договорились о воде"
    assert article.outlet == "Степной вестник"
    assert article.published is not None
    assert (article.published.date, article.published.basis) == ("2024-05-14T10:30:00+05:00", "nitf")
    assert [block.kind for block in article.blocks] == ["title", "body", "body"]


def test_a_story_with_a_namespace_in_another_encoding_is_the_same(nitf: ModuleType, tmp_path: Path) -> None:
    named = FILES["story.xml"].replace("<nitf>", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">')
    (tmp_path / "a.xml").write_text(FILES["story.xml"], "utf-8")
    (tmp_path / "b.xml").write_bytes(named.replace("utf-8", "windows-1251").encode("cp1251"))
    one, other = dispatcher.documents([str(tmp_path / name) for name in ("a.xml", "b.xml")])
    assert (one.data, one.told) == (other.data, other.told)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<nitf><body><body.content/></body></nitf>", "no-content"),
        (b"<nitf>" + b"<p>a</p>" * 200_000, "too-large"),
        (b"no markup at all", "damaged-xml"),
    ],
)
def test_what_is_no_story_says_why(nitf: ModuleType, data: bytes, reason: str) -> None:
    (found,) = nitf.stories("a.xml", BytesIO(data), LIMIT)
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_other_pages_are_not_its_own(nitf: ModuleType) -> None:
    assert not nitf.is_nitf("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>")
    assert not nitf.is_nitf("a.html", b"<html><body><p>It begins with <nitf>.</p></body></html>")
