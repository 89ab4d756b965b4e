"""Feeds: RSS 0.9 to 2.0, RDF, Atom, news sitemaps and indexes of sitemaps. What they say of each page, and pages that they
hold whole."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from dragoman.ingest.moment import moment
from dragoman.ingest.xmltext import BadXml, beginning, serialised, tree
from dragoman.model import Document, Rejected, Told

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STAGE = "ingest"
FEEDS, SITEMAPS = ("rss", "feed"), ("urlset", "sitemapindex")
RDF = ("purl.org/rss/", "my.netscape.com/rdf/")  # other RDF is no feed
LIMIT = 10_000_000  # bytes of a feed; of a sitemap five times that is allowed, and a fifth is usual
MOST_ENTRIES = 5_000  # of a feed; the longest that are in use have two thousand
MOST_ADDRESSES = 50_000  # of a sitemap, by its protocol
# The words of pictures and sounds: taken for the entry's own by readers of feeds.
MEDIA = ("{http://search.yahoo.com/mrss/}*", "{http://search.yahoo.com/mrss}*", "{http://www.itunes.com/dtds/podcast-1.0.dtd}*")
FULL_TEXT = ("yandex_full-text", "turbo_content")  # elements of Russian feeds that hold the page whole
TEXT_TYPES = ("text/plain", "text/html", "application/xhtml+xml")
WHOLE = 200  # characters of an entry's content, below which it is a teaser whatever it is called
WHOLE_SUMMARY = 500  # the same of a summary
TAG = re.compile(r"<[^<>]*>")
ELEMENT = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|ul|ol|li|img|span|blockquote|h[1-6]|table|figure)\b[^<>]*>", re.I)
CUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]|(?:…|\.{3})\s*(?:\n|$)")
SPACE = re.compile(r"\s+")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NEWS = "{*}news"
FIRST_YEAR = "1990"  # the web is no older
FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)  # what a library stumbles with


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of a page: `content` is HTML, the page itself where `whole`, else a teaser or nothing.

    Times are ISO, with a zone where it is known. `listing` tells that the address is of another sitemap, not of a page.
    """

    address: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    content: str = ""
    whole: bool = False
    listing: bool = False

    @property
    def told(self) -> Told:
        """Returns what the feed says, in the words of a document."""
        return Told("feed", self.address, self.title, self.published, self.updated, self.outlet, self.authors)


def is_feed(name: str, head: bytes) -> bool:
    """Tells whether a file that begins so is a feed or a sitemap, packed by gzip or not; its name tells nothing."""
    root, words = beginning(head)
    return root in FEEDS or root in SITEMAPS or (root == "rdf" and any(mark in words for mark in RDF))


def entries(data: bytes, address: str = "", charset: str | None = None, limit: int = LIMIT) -> list[Entry]:
    """Returns what a feed or sitemap lists, in its order. `address` is where it came from: links may be relative to it;
    `charset` is what the server called it.

    Raises BadXml: too-large (more than `limit` bytes, or too many entries), damaged-xml, not-a-feed.
    """
    root = tree(data, limit, charset)
    name = _local(root)
    if name in SITEMAPS:
        return _places(root, address)
    if name not in (*FEEDS, "rdf"):
        raise BadXml("not-a-feed", f"its first element is {name}")
    _count(sum(1 for one in root.iter("{*}item", "{*}entry")), MOST_ENTRIES)
    return _articles(root, address)


def documents_of_feed(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields a document `doc#address` for each entry that holds its page whole; the others are Rejected (no-content)."""
    for number, entry in enumerate(listed(doc, stream.read(limit + 1), limit=limit), start=1):
        yield entry if isinstance(entry, Rejected) else document(f"{doc}#{entry.address or number}", entry)


def listed(
    doc: str, data: bytes, address: str = "", charset: str | None = None, limit: int = LIMIT
) -> Sequence[Entry | Rejected]:
    """Returns what `entries` does, or one Rejected where that cannot be read, or lists nothing (no-entries)."""
    try:
        found = entries(data, address, charset, limit)
    except BadXml as error:
        return [Rejected(doc, STAGE, error.reason, str(error))]
    return found or [Rejected(doc, STAGE, "no-entries", "a feed that lists nothing")]


def document(doc: str, entry: Entry) -> Document | Rejected:
    """Returns the page that an entry holds as a document of that name, Rejected (no-content) where it holds a teaser."""
    if not entry.whole:
        return Rejected(doc, STAGE, "no-content", "the feed has only a title or a teaser; the page itself is at its address")
    title = html.escape(entry.title or "", quote=False)
    page = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><article>'
    page += (f"<h1>{title}</h1>\n" if title else "") + entry.content + "\n</article></body></html>"
    return Document(doc, page.encode("utf-8", "replace"), kind="html", told=entry.told)


def _count(number: int, most: int) -> None:
    if number > most:
        raise BadXml("too-large", f"{number} entries, more than {most}")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


# --- feeds


def _articles(root: Element, address: str) -> list[Entry]:
    import feedparser
    from lxml import etree

    etree.strip_elements(root, *MEDIA, with_tail=False)
    data = serialised(root)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except FAULTS as error:
        raise BadXml("damaged-xml", f"{type(error).__name__}: {error}") from error
    outlet = _line(dict.get(found.feed, "title"))
    return [_article(one, outlet) for one in found.entries]


def _article(one: dict[str, Any], outlet: str | None) -> Entry:
    first, last = _time(one, "published", "created"), _time(one, "updated")
    source = dict.get(one, "source") or {}
    content, whole = _content(one)
    return Entry(
        address=_web(dict.get(one, "link")),
        title=_line(dict.get(one, "title")),
        published=first or last,
        updated=last if first and last != first else None,
        outlet=_line(dict.get(source, "title")) or outlet,
        authors=tuple(_authors(one)),
        content=content,
        whole=whole,
    )


def _time(one: dict[str, Any], *names: str) -> str | None:
    """Returns the time under the first name that has one, with its own zone; else in UTC, as the library read it."""
    for name in names:
        if raw := dict.get(one, name):
            known = dict.get(one, f"{name}_parsed")
            return iso(str(raw)) or (iso("{}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*known[:6])) if known else None)
    return None


def iso(raw: str) -> str | None:
    """Returns a time as ISO; None where it cannot be read, or is of a clock that was never set: 1 January 1970."""
    found = moment(raw)
    return found if found and found >= FIRST_YEAR else None


def _authors(one: dict[str, Any]) -> Iterator[str]:
    named = [dict.get(author, "name") for author in dict.get(one, "authors") or ()]
    for name in dict.fromkeys(_line(name) for name in named or [dict.get(one, "author")]):
        if name and "@" not in name and "://" not in name:
            yield name


def _content(one: dict[str, Any]) -> tuple[str, bool]:
    """Returns the longest that the entry has to say, as HTML, and whether that is the page whole."""
    bodies = [part for part in dict.get(one, "content") or () if dict.get(part, "type", "text/html") in TEXT_TYPES]
    parts = [(_markup(str(part["value"]), part.get("type") == "text/plain"), WHOLE) for part in bodies]
    parts += [(_markup(str(dict.get(one, name))), WHOLE) for name in FULL_TEXT if dict.get(one, name)]
    parts += [(_markup(str(dict.get(one, "summary") or "")), WHOLE_SUMMARY)]
    body, least = max(parts, key=lambda part: len(_words(part[0])))
    seen = _words(body)
    return body, len(SPACE.sub(" ", seen).strip()) >= least and not CUT.search(seen[-300:])


def _markup(value: str, plain: bool = False) -> str:
    """Returns HTML as it is; plain text as paragraphs, one a line."""
    value = CONTROL.sub("", value)
    if not plain and ELEMENT.search(value):
        return value
    text = value if plain else html.unescape(value)
    return "\n".join(f"<p>{html.escape(line.strip(), quote=False)}</p>" for line in text.splitlines() if line.strip())


def _words(markup: str) -> str:
    return html.unescape(TAG.sub("\n", markup)).rstrip()


def _line(value: Any) -> str | None:
    """Returns the words on one line, without markup; None where there are none."""
    text = SPACE.sub(" ", CONTROL.sub("", html.unescape(TAG.sub(" ", str(value or ""))))).strip()
    return text or None


def _web(value: Any, base: str = "") -> str | None:
    """Returns an address of the web without its fragment; None for any other («javascript:», «file:»)."""
    try:
        found = urlsplit(urljoin(base, str(value or "").strip()))
        fits = found.scheme in ("http", "https") and bool(found.hostname)
    except ValueError:
        return None
    return found._replace(fragment="").geturl() if fits else None


# --- sitemaps


def _places(root: Element, address: str) -> list[Entry]:
    found = list(root.iterchildren("{*}url", "{*}sitemap"))
    _count(len(found), MOST_ADDRESSES)
    return [place for one in found if (place := _place(one, address)).address]


def _place(one: Element, base: str) -> Entry:
    news = one.find(NEWS)
    told = {} if news is None else _fields(news.iter())
    own = _fields(one.iterchildren())
    first, last = iso(told.get("publication_date", "")), iso(own.get("lastmod", ""))
    return Entry(
        address=_web(own.get("loc"), base),
        title=_line(told.get("title")),
        published=first,
        updated=last,
        outlet=_line(told.get("name")),
        listing=_local(one) == "sitemap",
    )


def _fields(elements: Iterable[Element]) -> dict[str, str]:
    """Returns the text of each element by its local name, of several the first."""
    found: dict[str, str] = {}
    for one in elements:
        if isinstance(one.tag, str):
            found.setdefault(_local(one), (one.text or "").strip())
    return found
