"""Who says what in English articles that others marked (PolNeAR, in brat's format): F1 over words, from 0 to 1.

A word counts for a role (source, cue, content) where any attribution has it there; pages that are rejected count as read
without any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dragoman.coding import cues
from dragoman.coding.claims import LEAST
from dragoman.model import Article, Attribution, Document, Rejected
from dragoman.pipeline import Coder

ROLES = ("source", "cue", "content")
WORD = re.compile(r"\w+")
MARK = re.compile(r"T\d+\t(Source|Cue|Content) ([\d ;]+)\t")
Words = set[int]  # where words begin


def figures(coder: Coder, folder: Path) -> dict[str, float]:
    """Returns F1 of source, cue and content over the articles in `folder`."""
    right, ours, gold = dict.fromkeys(ROLES, 0), dict.fromkeys(ROLES, 0), dict.fromkeys(ROLES, 0)
    for page in sorted(folder.glob("*.txt")):
        text = page.read_text("utf8")
        found = read(coder, page.name, text)
        for notes in sorted(folder.glob(f"{page.stem}_*.ann")):  # a few pages were marked by several readers
            wanted = marked(notes.read_text("utf8"), text)
            for role in ROLES:
                right[role] += len(wanted[role] & found[role])
                ours[role] += len(found[role])
                gold[role] += len(wanted[role])
    return {f"quotes {role}": round(2 * right[role] / max(1, ours[role] + gold[role]), 3) for role in ROLES}


def marked(notes: str, text: str) -> Mapping[str, Words]:
    """Returns the words of each role that brat's notes mark in a text."""
    spans: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    for mark in MARK.finditer(notes):
        pieces = (piece.split() for piece in mark[2].split(";"))
        spans[mark[1].lower()] += [(int(start), int(end)) for start, end in pieces]
    return {role: words(text, inside) for role, inside in spans.items()}


def read(coder: Coder, doc: str, text: str) -> Mapping[str, Words]:
    """Returns the words of each role that the reader sees in a page."""
    article = coder.clean(Document(doc, text.encode()))
    if isinstance(article, Rejected):
        return {role: set() for role in ROLES}
    seen = coder.see(article)[0]
    heard = [replace(h, cue=cues.whole(seen, h)) for reading in seen.readings for h in reading.attributions if h.score >= LEAST]
    return {role: words(_as_given(article, text), _spans(heard, role)) for role in ROLES}


def _as_given(article: Article, text: str) -> str:
    """Returns the article's text, which must be the page's: offsets are compared."""
    if article.text != text:
        raise ValueError(f"{article.doc}: the article's text is not the page's")
    return text


def _spans(heard: Iterable[Attribution], role: str) -> list[tuple[int, int]]:
    found = (getattr(one, role) for one in heard)
    return [(span.start, span.end) for span in found if span is not None]


def words(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    """Returns where the words in the spans begin."""
    return {m.start() + start for start, end in spans for m in WORD.finditer(text[start:end])}
