"""Draws docs/show.svg, the picture in the README: `python docs/picture.py CORPUS PAGE`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console

from dragoman.store import Corpus
from dragoman.view import drawing
from dragoman.view.article import article_view

WIDTH = 112


def main(corpus: str, page: str) -> None:
    """Writes the picture of one article as `dragoman show` draws it."""
    console = Console(record=True, width=WIDTH, force_terminal=True, color_system="truecolor", file=io.StringIO())
    console.print(drawing.article(article_view(Corpus(Path(corpus)), page)))
    console.save_svg(str(Path(__file__).parent / "show.svg"), title=f"dragoman show {page}")


if __name__ == "__main__":
    main(*sys.argv[1:])
