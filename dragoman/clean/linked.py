"""Structured data of a page (JSON-LD): which of all it describes is the page's own story, and what it says of that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.clean.entities import unescape
from dragoman.languages import fold

STORIES = re.compile(r"(?:Article|Posting|LiveBlog\w*|Report)$")
PAGES = re.compile(r"(?:WebPage|ItemPage)$")
SHORT = 10  # characters of a headline that tells nothing
COMPARED = 60  # characters of a headline that are compared: some are cut
MOST_NODES = 20_000  # looked at in one script
# What stands under these is another page's: lists of stories, mentions, comments.
OTHERS = frozenset(
    """
    itemlistelement mentions citation haspart review comment relatedlink isrelatedto significantlink subjectof
    potentialaction video image about isbasedon breadcrumb
    """.split()  # noqa: SIM905
)
# None of these looks far ahead: a hostile script opens a comment a hundred thousand times.
COMMENT = re.compile(r"/\*[^*]{0,2000}+\*/|<!--|-->|<!\[CDATA\[|\]\]>|^[ \t]*+//[^\n]*$", re.MULTILINE)
TRAILING = re.compile(r",(?=\s{0,200}+[}\]])")
# One member whose value is a string: what is left to read where the whole cannot be.
MEMBER = re.compile(r'"(datePublished|dateModified|headline|inLanguage)"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,300}+)"')
AUTHOR = re.compile(
    r'"(author|publisher)"\s{0,20}:\s{0,20}(?:\[\s{0,20})?\{[^{}]{0,300}?"name"\s{0,20}:\s{0,20}"([^"\\]{1,120})"'
)


@dataclass(frozen=True, slots=True)
class Story:
    """What structured data says of the page's own story; times as they are written."""

    title: str = ""
    published: str = ""
    updated: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    address: str = ""
    lang: str = ""


Node = Mapping[str, Any]


def story_of(scripts: Sequence[str], address: str | None = None, titles: Sequence[str] = ()) -> Story | None:
    """Returns the story that the scripts describe, None where they describe none.

    Of several it is the one with the page's address or one of its titles, else one that stands in no list of others, else of a
    type that says it is an article; then the first.
    """
    nodes = [found for script in scripts for found in _nodes(_read(script))]
    known = {str(node["@id"]): node for node, _ in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = [(_rank(node, other, address, titles), node) for node, other in nodes if _told(node)]
    best = max(ranked, key=lambda one: one[0], default=None)
    return None if best is None else _story(best[1], known)


def _read(script: str) -> Any:
    """Returns the data of a script, repaired where it is broken in the usual ways; of a hopeless one what can be made out."""
    for words in (script, TRAILING.sub("", COMMENT.sub("", script)), unescape(script)):
        try:
            return json.loads(words.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    members: dict[str, Any] = {"@type": "Article"}
    for name, value in MEMBER.findall(script):
        members.setdefault(name, value)
    for name, value in AUTHOR.findall(script):
        members.setdefault(name, {"name": value})
    return members if len(members) > 1 else None


def _nodes(data: Any) -> Iterator[tuple[Node, bool]]:
    """Yields every object in the data, in its order, with whether it is another page's."""
    waiting = [(data, False)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        one, other = waiting.pop()
        if isinstance(one, dict):
            yield one, other
            inner = [(value, other or str(key).lower() in OTHERS) for key, value in one.items()]
        else:
            inner = [(value, other) for value in one] if isinstance(one, list) else []
        waiting += reversed([pair for pair in inner if isinstance(pair[0], dict | list)])


def _told(node: Node) -> bool:
    """Tells whether a node is a story, or a page that says when it was published."""
    return _typed(node, STORIES) or (_typed(node, PAGES) and bool(_text(node.get("datePublished"))))


def _typed(node: Node, wanted: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(isinstance(one, str) and wanted.search(one) for one in (types if isinstance(types, list) else [types]))


def _rank(node: Node, other: bool, address: str | None, titles: Sequence[str]) -> tuple[bool, bool, bool, bool]:
    named = bool(address) and _addressed(node).rstrip("/") == (address or "").rstrip("/")
    headline = fold(_headline(node))
    titled = len(headline) > SHORT and any(fold(title).startswith(headline[:COMPARED]) for title in titles)
    return named or titled, not other, _typed(node, STORIES), bool(_text(node.get("datePublished")))


def _story(node: Node, known: Mapping[str, Node]) -> Story:
    publisher = list(_names(node.get("publisher") or node.get("sourceOrganization"), known))
    return Story(
        title=_headline(node),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        updated=_text(node.get("dateModified")),
        outlet=publisher[0] if publisher else "",
        authors=tuple(_names(node.get("author") or node.get("creator"), known)),
        address=_addressed(node),
        lang=next((one for one in _strings(node.get("inLanguage")) if one), ""),
    )


def _headline(node: Node) -> str:
    return unescape(_text(node.get("headline")) or _text(node.get("name")))


def _addressed(node: Node) -> str:
    page = node.get("mainEntityOfPage")
    inner = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return _text(node.get("url")) or _text(inner)


def _names(value: Any, known: Mapping[str, Node]) -> Iterator[str]:
    """Yields the names in an author or publisher: a string, a person, a list of either, a reference to one."""
    for one in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(one, dict):
            told = one if "name" in one else known.get(_text(one.get("@id")), one)
            yield from (unescape(name) for name in _strings(told.get("name")))
        elif isinstance(one, str):
            yield unescape(one)


def _strings(value: Any) -> list[str]:
    return [one.strip() for one in (value if isinstance(value, list) else [value])[:20] if isinstance(one, str) and one.strip()]


def _text(value: Any) -> str:
    """Returns a string or the first of a list of them; a number, as of seconds, as it is written."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, int) and not isinstance(first, bool) and 0 < first < 10**14:
        return str(first)
    return first.strip()[:2_000] if isinstance(first, str) else ""
