"""Messages of a Telegram Desktop export in HTML: messages.html, messages2.html."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from dragoman.ingest.telegram_text import MESSAGE, STAGE, BadMessage, Run, link, markup, plain
from dragoman.model import Document, Rejected, Told

if TYPE_CHECKING:
    from lxml.etree import _Element

CHUNK = 65_536  # bytes read at once
# Whatever people wrote is escaped, so such an element begins a message and nothing else.
START = re.compile(rb'<div(?: id="[^"<>]{0,40}")? class="message (?:default|service)\b[^"<>]{0,100}"')
LONGEST = 250  # bytes of the longest beginning, and more
HEADER = re.compile(rb'<div class="text bold">([^<]{0,5000})</div>')
EXPORT = (b"<title>Exported Data</title>", b'class="page_wrap"')
HISTORY = (b'class="history"', b'class="page_wrap"', b'id="message')
TAG = re.compile(rb"<(/?)div\b")
ID = re.compile(rb'<div[^<>]{0,200} id="message(-?\d{1,20})"')
TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-]\d\d:\d\d)?)?")
VIA = re.compile(r" via @\w+$")
SPACE = re.compile(r"[ \t\r\n]+")
NOBODY = ("Deleted Account", "Deleted")
END = b"</html>"


@dataclass(frozen=True, slots=True)
class _Before:
    """What a message leaves unsaid because the one before it said it: who posts, who had it first."""

    sender: str | None = None
    source: str | None = None


def is_page(head: bytes) -> bool:
    """Tells whether an HTML file that begins so is a page of an export: messages, or a list of chats or sessions."""
    return all(sign in head for sign in EXPORT) or (START.search(head) is not None and any(sign in head for sign in HISTORY))


def messages(doc: str, stream: BinaryIO, limit: int, head: bytes = b"") -> Iterator[Document | Rejected]:
    """Yields the messages with text as documents `doc#id`; what cannot be read, and a file that breaks off, is Rejected.

    `head` is what was already read of the stream. The page's header names the channel.
    """
    bound = min(limit, MESSAGE)
    sections = _sections(stream, bound, head)
    last = next(sections)
    channel = _channel(last or b"")
    before, found = _Before(), None
    for number, section in enumerate(sections):
        last = section
        found, before = _message(f"{doc}#messages[{number}]", doc, section, channel, before, bound)
        if found is not None:
            yield found
    cut = isinstance(found, Rejected) and found.reason == "truncated"  # the last message says so already
    if last is not None and END not in last.lower() and not cut:
        yield Rejected(doc, STAGE, "truncated", "the page has no end")


def _sections(stream: BinaryIO, bound: int, head: bytes) -> Iterator[bytes | None]:
    """Yields what stands before the first message, then each message; None for one of more than `bound` bytes."""
    held, lost = b"\n", False
    chunk = head or stream.read(CHUNK)
    while chunk:
        fresh = max(1, len(held) - LONGEST)  # a beginning may lie across two chunks
        held += chunk
        cuts = [0, *(found.start() for found in START.finditer(held, fresh))]
        for start, end in pairwise(cuts):
            yield None if lost or end - start > bound else held[start:end]
            lost = False
        held = held[cuts[-1] :]
        if len(held) > bound:
            held, lost = held[-LONGEST:], True
        chunk = stream.read(CHUNK)
    yield None if lost or len(held) > bound else held


def _channel(prologue: bytes) -> str | None:
    found = HEADER.search(prologue)
    return _single(html.unescape(found[1].decode("utf-8", "replace"))) if found else None


def _message(
    name: str, doc: str, section: bytes | None, channel: str | None, before: _Before, bound: int
) -> tuple[Document | Rejected | None, _Before]:
    """Returns the document of a message, None where it has no text; and what the next one may leave unsaid."""
    try:
        if section is None:
            raise BadMessage("too-large", f"more than {bound} bytes")
        number = ID.match(section)
        name = f"{doc}#{number[1].decode()}" if number else name
        if b'class="message service' in section[:LONGEST]:
            return None, _Before()
        body, said = _body(section, before)
        return _document(name, body, channel, said), said
    except BadMessage as error:
        return Rejected(name, STAGE, error.reason, str(error)), _Before()


def _body(section: bytes, before: _Before) -> tuple[_Element, _Before]:
    """Returns the element that holds the message, and who posts it. Raises BadMessage."""
    body = _child(_element(_whole(section)), "body")
    if body is None:
        raise BadMessage("bad-message", "it has no body")
    forwarded = _child(body, "forwarded")
    sender = _name(_child(body, "from_name")) or before.sender
    source = None if forwarded is None else _name(_child(forwarded, "from_name")) or before.source
    return body, _Before(sender, source)


def _whole(section: bytes) -> bytes:
    """Returns the message's own element, without what follows it at the page's end. Raises BadMessage."""
    depth = 0
    for found in TAG.finditer(section):
        depth += -1 if found[1] else 1
        if depth == 0:
            return section[: found.end()] + b">"
    raise BadMessage("truncated", "the message has no end")


def _element(section: bytes) -> _Element:
    from lxml import etree

    parser = etree.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(plain(section.decode("utf-8", "replace")), parser)
    except etree.LxmlError as error:
        raise BadMessage("bad-html", str(error)) from error
    fatal = parser.error_log.filter_from_fatals()
    found = None if root is None else root.find(".//div")
    if fatal or found is None:
        raise BadMessage("bad-html", str(fatal[0].message) if fatal else "no element")
    return found


def _document(name: str, body: _Element, channel: str | None, said: _Before) -> Document | None:
    forwarded = _child(body, "forwarded")
    holder = body if forwarded is None else forwarded
    text = _child(holder, "text")
    data = b"" if text is None else markup(_runs(text))
    if not data:
        return None
    writer = None if channel is None or said.sender == channel else said.sender  # in a group
    author = _name(_child(holder, "signature")) or writer
    told = Told(
        basis="telegram",
        published=_time(_child(body, "date")),
        outlet=channel or said.sender,
        authors=_known(author),
        forwarded=_known(said.source),
    )
    return Document(name, data, kind="html", told=told)


def _known(name: str | None) -> tuple[str, ...]:
    return (name,) if name and name not in NOBODY else ()


def _child(element: _Element, kind: str) -> _Element | None:
    """Returns the first element right below that one with a class of that name."""
    return next((one for one in element if kind in (one.get("class") or "").split()), None)


def _name(element: _Element | None) -> str | None:
    """Returns the name that an element begins with; a forwarded message's date stands after it, in an element of its own."""
    return None if element is None else _single(VIA.sub("", _single(element.text or "") or ""))


def _single(text: str) -> str | None:
    return " ".join(plain(text).split()) or None


def _time(element: _Element | None) -> str | None:
    """Returns the time in the element's title («01.05.2024 10:00:00 UTC+03:00») in ISO; older exports say no zone."""
    title = "" if element is None else element.get("title") or ""
    found = TIME.fullmatch(title.strip())
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(part) for part in found.groups()[:6])
    try:
        clock = datetime(year, month, day, hour, minute, second).isoformat()
    except ValueError as error:
        raise BadMessage("bad-message", f"no such time: {title[:40]}") from error
    return clock + (found[7] or ("+00:00" if title.endswith("UTC") else ""))


def _runs(text: _Element) -> Iterator[Run]:
    """Yields the text's runs in order. Line breaks are elements; the newlines between elements are the page's own."""
    from lxml import etree

    links: list[str | None] = []
    quotes = 0
    for event, element in etree.iterwalk(text, events=("start", "end")):
        ends, tag = event == "end", element.tag
        words = (element.tail if element is not text else "") if ends else element.text
        if tag == "a":
            links = links[:-1] if ends else [*links, link((element.get("href") or "").strip())]
        quotes += (tag == "blockquote") * (-1 if ends else 1)
        if tag == "br" and not ends:
            yield Run("\n", None, quotes > 0)
        if words and isinstance(tag, str):
            yield Run(SPACE.sub(" ", words), links[-1] if links else None, quotes > 0)
