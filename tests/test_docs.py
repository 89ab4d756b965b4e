"""The documents say what is true: files that they name exist, commands that they show work, every concept stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.codebook import load

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf8"))
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"`((?:dragoman|evaluation|training|tests|examples|docs)/[\w/.-]+)`", page.read_text("utf8"))
    assert not [name for name in named if not (ROOT / name).exists()]


def test_every_concept_and_type_is_in_the_codebook() -> None:
    page = (ROOT / "docs" / "codebook.md").read_text("utf8")
    book = load()
    assert not [name for name in book.types if f"### {name}\n" not in page]
    assert not [concept.name for concept in book.concepts.values() if f"`{concept.name}`" not in page]


def test_commands_of_the_readme_exist() -> None:
    page = (ROOT / "README.md").read_text("utf8")
    shown = set(re.findall(r"`dragoman (\w+)", page))
    told = subprocess.run(
        [sys.executable, "-m", "dragoman.view.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert shown
    assert not [name for name in shown if name not in told]


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))
    named = {name for page in DOCS for name in re.findall(r"(?:`|\$ )make (\w+)", page.read_text("utf8"))}
    assert {"demo", "test", "reader"} <= named <= targets


def test_the_exporter_that_is_shown_works() -> None:
    page = (ROOT / "docs" / "adding.md").read_text("utf8")
    found = re.search(r"```python\n(.+?)```", page, re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)
    assert list(names["lines"]([{"doc": "a", "type": "AID"}])) == ["1\ta\tAID\n"]


def test_nothing_speaks_of_the_workshop() -> None:
    barred = re.compile(r"/(?:work|tmp|root)/|\bissue \d+\b", re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT))
        for folder in ("dragoman", "training", "evaluation", "docs", "examples")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".toml"} and barred.search(path.read_text("utf8"))
    ]
    assert not found
