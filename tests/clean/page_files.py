"""The table of test pages: `pages/*.page`, each a page of an invented outlet with what a careful reader makes of it.

After the facts and `---`, each line of the page stands after a sign: `=` the headline, `+` of the story, `-` not of it,
`?` either. ` | ` before a sign inside a line parts what the line holds two of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "pages"
SIGN = re.compile(r"(?:^| \| )([=+?-]) ")


@dataclass(frozen=True)
class Part:
    """A stretch of the page and its sign."""

    sign: str
    start: int
    end: int


@dataclass(frozen=True)
class TestPage:
    """A page: its facts, its text, its parts."""

    __test__ = False

    name: str
    facts: dict[str, str]
    text: str
    parts: tuple[Part, ...]


def read(path: Path) -> TestPage:
    """Returns the page of a file."""
    return parse(path.stem, path.read_text("utf-8"))


def parse(name: str, written: str) -> TestPage:
    """Returns the page that is written so."""
    head, _, body = written.partition("---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    text, parts = "", []
    for line in body.removesuffix("\n").split("\n"):
        pieces = SIGN.split(line)
        for at, (sign, words) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
            text += " " if at else ""
            parts.append(Part(sign, len(text), len(text) + len(words)))
            text += words
        text += "\n"
    return TestPage(name, facts, text, tuple(parts))


PAGES = [read(path) for path in sorted(FOLDER.glob("*.page"))]
