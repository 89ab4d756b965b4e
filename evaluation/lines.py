"""Cleaning measured line by line: of the lines that gold calls noise, how many are kept out; of the others, how many in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dragoman.model import CODED

DAY = len("2024-05-01")


def figures(gold: Path, articles: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Returns the shares of noise lines out, of article lines in, and of right languages, titles and dates."""
    import yaml

    pages = {page["doc"]: page for page in yaml.safe_load(gold.read_text("utf8"))}
    noise, text, facts = [], [], []
    for article in articles:
        page = pages[article["doc"]]
        lines = article["text"].split("\n")
        kept = kept_lines(article)
        told = [n for n, line in enumerate(lines, 1) if line.strip() and n not in page.get("neutral", ())]
        noise += [n not in kept for n in told if n in page["noise"]]
        text += [n in kept for n in told if n not in page["noise"]]
        date = article["published"] and article["published"]["date"][:DAY]
        facts += [
            article["lang"] == page["language"],
            article["title"] == page["title"],
            str(date) == str(page["published"]),
        ]
    return {"noise lines out": share(noise), "article lines in": share(text), "language, title, date": share(facts)}


def kept_lines(article: Mapping[str, Any]) -> set[int]:
    """Returns the numbers of the lines that events and claims may be read from."""
    kept: set[int] = set()
    for block in article["blocks"]:
        if block["kind"] in CODED:
            words = article["text"][block["start"] : block["end"]].rstrip("\n")
            kept.update(range(block["line"], block["line"] + words.count("\n") + 1))
    return kept


def share(told: Iterable[Any]) -> float:
    """Returns the share that is true."""
    listed = [bool(one) for one in told]
    return round(sum(listed) / max(1, len(listed)), 3)
