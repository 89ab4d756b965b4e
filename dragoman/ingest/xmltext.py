"""XML as sites send it, read safely: nothing is fetched, no entity is expanded, small faults are mended, size is bounded."""

from __future__ import annotations

import html
import re
import zlib
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

GZIP = b"\x1f\x8b"
MOST_TAGS = 600_000  # beginnings and ends; a sitemap may list 50,000 addresses
MOST_ATTRIBUTES = 400_000
MOST_REFERENCES = 1_000_000
MOST_OF_ONE = 100  # attributes of an element, prefixes of a document: readers take the square of them in time
LOOK = 65_536  # bytes that must hold the beginning of the first element
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# Only encodings that news is written in: Python knows others that take long or are no text ("punycode", "zlib").
KNOWN = re.compile(
    r"utf-?(8|16)|(windows-|cp)125\d|koi8-[ru]|iso-?8859-\d+|cp866|x-mac-cyrillic|mac-?cyrillic|gb(k|2312|18030)", re.I
)
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
FAULTY = 100  # a text with a bad byte in so many is of another encoding; fewer are letters that the site cut in half
BEFORE_ROOT = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.S | re.I)
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
# What XML may not hold, as itself or as a reference: &#0; &#x1f;
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:x0*(?:1?[0-8bcef]|1[0-9adf])|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.I,
)
LITERAL = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)([A-Za-z]\w{0,30};)?")
PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
ATTRIBUTE = re.compile(r"=\s*[\"']")
NAMESPACE = re.compile(r"xmlns:([\w.-]+)")
FIRST_TAG = re.compile(r"<[A-Za-z_][\w.:-]*")


class BadXml(ValueError):
    """Bytes that are no XML, or more of it than is read; `reason` is the short name for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


def unpacked(data: bytes, limit: int) -> bytes:
    """Returns what is in the gzip, at most `limit` + 1 bytes; other data as it is, and of a damaged one what there is."""
    if not data.startswith(GZIP):
        return data
    try:
        return zlib.decompressobj(31).decompress(data, limit + 1)
    except zlib.error:
        return b""


def beginning(head: bytes) -> tuple[str, str]:
    """Returns the name of the first element in lower case without prefix, "" where there is none, and the words from it on.

    `head` is the beginning of a file, which may be packed by gzip.
    """
    text = _decoded(unpacked(head[:LOOK], LOOK)[:LOOK], None)
    at = _root_at(text)
    found = ROOT.match(text, at)
    return (found[1].lower(), text[at:]) if found else ("", "")


def tree(data: bytes, limit: int, charset: str | None = None) -> Element:
    """Returns the root element. `charset` is what the server said; what the bytes say of themselves is surer.

    Raises BadXml (too-large, damaged-xml). Undeclared prefixes, HTML's entities, bare ampersands, control characters and an
    end that is missing are mended.
    """
    from lxml import etree

    raw = unpacked(data, limit)
    if len(raw) > limit:
        raise BadXml("too-large", f"more than {limit} bytes")
    text = _bounded(_decoded(raw, charset))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True, encoding="utf-8")  # fmt: skip
    try:
        found = etree.fromstring(_mended(text).encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadXml("damaged-xml", str(error)) from error
    if found is None:
        raise BadXml("damaged-xml", "no element in it")
    if any(len(one.attrib) > MOST_OF_ONE for one in found.iter(etree.Element)):
        raise BadXml("too-large", f"an element with more than {MOST_OF_ONE} attributes")
    return found


def serialised(root: Element) -> bytes:
    """Returns the tree as well-formed XML in UTF-8. Raises BadXml (damaged-xml) where that cannot be."""
    from xml.parsers import expat

    from lxml import etree

    data: bytes = etree.tostring(root, encoding="utf-8")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except expat.ExpatError as error:
        raise BadXml("damaged-xml", str(error)) from error
    return data


def _decoded(data: bytes, charset: str | None) -> str:
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * FAULTY <= len(text):
        return text
    found = DECLARED.search(data[:LOOK])
    for name in (found[1].decode("ascii") if found else "", charset or ""):
        if KNOWN.fullmatch(name) and not name.lower().startswith("utf"):
            return data.decode(name.lower().replace("x-mac-cyrillic", "mac-cyrillic"), "replace")
    return data.decode("utf-16-le" if data[1:2] == b"\0" else "windows-1251", "replace")


def _bounded(text: str) -> str:
    _few(text.count("<"), MOST_TAGS, "tags")
    _few(text.count("&"), MOST_REFERENCES, "references")
    _few(sum(1 for _ in ATTRIBUTE.finditer(text)), MOST_ATTRIBUTES, "attributes")
    _few(len(set(NAMESPACE.findall(text)) | set(PREFIX.findall(text))), MOST_OF_ONE, "prefixes")
    return text


def _few(number: int, most: int, what: str) -> None:
    if number > most:
        raise BadXml("too-large", f"{number} {what}, more than {most}")


def _root_at(text: str) -> int:
    at = 0
    while found := BEFORE_ROOT.match(text, at):
        at = found.end()
    return at


def _mended(text: str) -> str:
    """Returns the text from the first element on, without what XML does not allow."""
    parts = LITERAL.split(FORBIDDEN.sub("", text[_root_at(text) :]))
    plain = [LOOSE.sub(_reference, part) for part in parts[::2]]
    used = sorted({name for part in plain for name in PREFIX.findall(part)})
    parts[::2] = plain
    whole = "".join(parts)
    first = FIRST_TAG.match(whole)
    if first is None:
        return whole
    declared = whole[first.end() : first.end() + LOOK].split(">", 1)[0]
    missing = "".join(f' xmlns:{name}="urn:x-{name}"' for name in used if f"xmlns:{name}" not in declared and name != "xml")
    return first[0] + missing + whole[first.end() :]


def _reference(found: re.Match[str]) -> str:
    """Returns the letter for one of HTML's names, else the ampersand as XML has it: "R&D", "&laquo;"."""
    name = found[1] or ""
    return html.escape(html5[name], quote=False) if name in html5 else f"&amp;{name}"
