"""What a document's container says of it: a feed's date, a channel's name, whom a message was forwarded from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dragoman.languages import fold
from dragoman.model import Article, Document, Published, Step, Told

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def with_told(article: Article, document: Document, outlets: Mapping[str, str]) -> Article:
    """Returns the article with what its container says where the page does not: date, outlet, authors, address, title.

    The container's own times are surer than words of the page; whoever it was forwarded from had it before every source that
    the page names. `outlets` maps folded names to codes.
    """
    told = document.told or Told("web")
    passed_on = tuple(Step(name, outlets.get(fold(name)), "forwarded", "", 0, 0) for name in told.forwarded)
    return replace(
        article,
        title=article.title or told.title,
        published=_when(told.published, told.basis) or article.published,
        updated=_when(told.updated, told.basis) or article.updated,
        outlet=article.outlet or told.outlet,
        authors=article.authors or told.authors,
        address=article.address or told.address or (document.doc if ADDRESS.fullmatch(document.doc) else None),
        sources=(*passed_on, *article.sources),
    )


def _when(date: str | None, basis: str) -> Published | None:
    return Published(date, basis, "", 0, 0) if date else None
