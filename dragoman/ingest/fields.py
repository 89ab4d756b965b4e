"""Rows of a table to documents: which column holds the text, the title, the date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dragoman.ingest.moment import moment
from dragoman.model import Told

# Names of columns that are known for what they hold, the surest first; in lower case, words joined by "_".
KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "article_text", "maintext"),
    "doc": ("doc", "id", "url", "link", "address"),
    "title": ("title", "headline"),
    "published": ("published", "published_at", "pubdate", "pub_date", "date_publish", "publish_date", "date"),
    "updated": ("updated", "updated_at", "date_modify", "modified"),
    "outlet": ("outlet", "source", "publisher"),
    "authors": ("authors", "author", "byline"),
    "address": ("url", "link", "address"),
}
LINKS = frozenset(("url", "link"))
ADDRESS = re.compile(r"https?://\S{1,2000}\Z", re.IGNORECASE)
SURROGATE = re.compile("[\ud800-\udfff]")
SEPARATOR = re.compile(r"\s*[;|]\s*|\s*,\s+|\s+(?:and|и|та|і|ve|және)\s+")
BY = re.compile(r"by\s+", re.IGNORECASE)
LONG = 500  # characters of a name or a title; more is no name
MANY = 20  # authors


@dataclass(frozen=True, slots=True)
class Fields:
    """Which column holds what, where its name does not tell; None leaves it to the known names."""

    text: str | None = None
    doc: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    authors: str | None = None
    address: str | None = None


NONE = Fields()


def fields_of(words: str) -> Fields:
    """Returns the mapping that «text=body,date=day» says. Raises ValueError for what cannot be mapped."""
    chosen: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in words.split(","))):
        what, _, column = (part.strip() for part in pair.partition("="))
        role = _role(what.lower())
        if role is None or not column:
            raise ValueError(f"{pair!r}: write WHAT=COLUMN, WHAT one of {', '.join(one.name for one in fields(Fields))}")
        chosen[role] = column
        if what.lower() in LINKS:  # a column of that name names the row and is its address
            chosen.setdefault("address", column)
    return Fields(**chosen)


def _role(what: str) -> str | None:
    """Returns the field that a word means: «date» is the time of publishing."""
    return what if what in KNOWN else next((role for role, names in KNOWN.items() if what in names), None)


def key(name: object) -> str:
    """Returns a column's name as the known names are written: «Published At» is published_at."""
    return re.sub(r"[\s-]+", "_", str(name).strip("\ufeff \t\"'").lower())


def columns(names: Iterable[object], mapping: Fields = NONE, need: bool = True) -> dict[str, int]:
    """Returns the place of each field among the columns; what there is not is left out.

    Raises ValueError for a column that was asked for and is not there, if there is `need` of it.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(key(name), place)
    found = {}
    for role, known in KNOWN.items():
        asked = getattr(mapping, role)
        if need and asked is not None and key(asked) not in places:
            raise ValueError(f"no column {asked!r} among {', '.join(list(places)[:MANY])}")
        wanted = known if asked is None else (key(asked),)
        there = [places[name] for name in wanted if name in places]
        if there:
            found[role] = there[0]
    return found


def plain(value: object) -> str:
    """Returns a cell as words: white space single, nothing that a table cannot hold; empty for what is no word."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value != value:
        return ""
    words = " ".join(SURROGATE.sub("\ufffd", str(value)).replace("\0", "").split())
    return "" if words.lower() in ("null", "none", "nan", "n/a", "\\n") else words


def name(value: object) -> str | None:
    """Returns a cell as a name, None where it is empty or too long for one; of {"name": …} the name."""
    words = plain(value.get("name") if isinstance(value, Mapping) else value)
    return words if 0 < len(words) <= LONG else None


def people(value: object) -> tuple[str, ...]:
    """Returns the authors in a cell: a list, «A. B. and C. D.», «['A. B.']» as some programs write lists."""
    if isinstance(value, str):
        inner = value.strip()
        bare = inner.strip("[]").replace("'", "").replace('"', "") if inner.startswith("[") and inner.endswith("]") else inner
        value = SEPARATOR.split(BY.sub("", plain(bare), count=1)) if len(bare) <= LONG else ()
    found = (name(one) for one in (value if isinstance(value, list | tuple) else (value,))[:MANY])
    return tuple(dict.fromkeys(one for one in found if one))


def told(row: Mapping[str, Any], basis: str = "table") -> Told | None:
    """Returns what a row says beside its text, None where it says nothing. Keys are the names of `Fields`."""
    address = plain(row.get("address"))
    said = Told(
        basis,
        address=address if ADDRESS.match(address) else None,
        title=name(row.get("title")),
        published=moment(row.get("published")),
        updated=moment(row.get("updated")),
        outlet=name(row.get("outlet")),
        authors=people(row.get("authors")),
    )
    return None if said == Told(basis) else said
