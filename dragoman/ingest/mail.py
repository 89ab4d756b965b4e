"""Mail as it is saved: one message (EML) or a box of many (mbox). A newsletter's issue is a document.

Browsers save a page with its pictures in the same form (MHTML); that is a page, and none sent it on any day.
"""

from __future__ import annotations

import binascii
import codecs
import html
import re
from collections.abc import Iterator
from email import message_from_string
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO

from dragoman.ingest.kind import kind_of
from dragoman.ingest.moment import moment
from dragoman.model import Document, Rejected, Told

STAGE = "ingest"
HEADER = re.compile(rb"[!-9;-~]{1,100}:(?:[ \t]|\r?$)")
KNOWN = frozenset(
    b"""from to subject date received message-id mime-version return-path delivered-to content-type reply-to list-id
    list-unsubscribe dkim-signature sender""".split()
)
ENOUGH = 3  # known headers that make a message
BOX = re.compile(rb"From \S.{0,300}\d\d:\d\d.{0,100}\d{4}\s*\Z")  # what stands before each message of a box
STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
# A message that has more was made to fill memory: a newsletter has some dozens of parts and some thousands of lines.
LINES, PARTS, NESTED = 400_000, 5_000, 100
TYPE = 10_000  # bytes of one Content-Type; cutting it into parameters takes time by the square of it
CONTENT_TYPE = re.compile(rb"^content-type:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)
MAILING = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID")
SHARED = re.compile(r"(?P<author>[^,|]{3,60}?)\s+(?:at|from|via|@|\|)\s+(?P<outlet>.{2,60})\Z")
AGAIN = re.compile(r"(?:(?:re|fwd?|fw|отв|пер|aw)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
CHARSET = re.compile(
    r"(?:utf|iso|windows|cp|koi|mac|kz|ptcp|big5|gb|euc|shift|ks_c|latin|us-ascii|ascii)[\w.:-]*\Z", re.IGNORECASE
)
GUESSED = frozenset(("ascii", "iso8859-1"))  # what programs declare that do not know
QUOTED = re.compile(r"(?:>\s?)+")
SAVED = re.compile(r"\W*saved by\b", re.IGNORECASE)  # «<Saved by Blink>»: a page that a browser keeps with its pictures
WEB = re.compile(r"https?://\S+\Z")
SIGNATURE = "-- "
WRAPPED = 60  # characters; a line that ends beyond goes on in the next one
LONG = 500
BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, binascii.Error)


def is_mail(name: str, head: bytes) -> bool:
    """Tells whether a file that begins so is a message or a box of them: a header, line by line."""
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines and BOX.match(lines[0]):
        lines = lines[1:]
    seen: set[bytes] = set()
    for line in lines:
        if line[:1] in (b" ", b"\t") and seen:
            continue
        if not HEADER.match(line):
            break
        seen.add(line.split(b":", 1)[0].lower())
    return len(seen & KNOWN) >= ENOUGH


def messages(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields the message of a file as `doc`, those of a box as `doc#id`, the id being the message's own or its number."""
    first = stream.readline(1000)
    stream.seek(0)
    if not BOX.match(first.removeprefix(b"\xef\xbb\xbf")):
        data = stream.read(limit + 1)
        yield _message(doc, data, limit, None)
        return
    for number, data in enumerate(_box(stream, limit), 1):
        yield _message(doc, data, limit, number)


def _box(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yields the messages of a box; one that is too large is cut after limit + 1 bytes."""
    parts: list[bytes] = []
    size, blank = 0, True
    stream.readline(1000)
    while line := stream.readline(65_536):
        if blank and line.startswith(b"From ") and BOX.match(line):
            yield b"".join(parts)
            parts, size = [], 0
        elif size <= limit:
            parts.append(line)
            size += len(line)
        blank = not line.strip()
    yield b"".join(parts)


def _message(doc: str, data: bytes, limit: int, number: int | None) -> Document | Rejected:
    name = doc if number is None else f"{doc}#{number}"
    if len(data) > limit:
        return Rejected(name, STAGE, "too-large", f"more than {limit} bytes")
    if _hostile(data):
        return Rejected(name, STAGE, "bad-mail", "more lines, parts or parameters than a message has")
    try:
        # One code point a byte: what is not ASCII in a header, or undeclared in a part, is kept for the decoding below.
        bare = data if number is None else STUFFED.sub(rb"\1", data)
        message = message_from_string(bare.removeprefix(b"\xef\xbb\xbf").decode("latin-1"))
        name = name if number is None else f"{doc}#{_identity(message) or number}"
        found = _body(message)
        if found is None:
            return Rejected(name, STAGE, "no-text", "no part that is text")
        return Document(name, found, kind=kind_of(found), told=_told(message))
    except BROKEN as error:
        return Rejected(name, STAGE, "bad-mail", f"{type(error).__name__}: {error}"[:200])


def _hostile(data: bytes) -> bool:
    parts = data.count(b"\n--") > PARTS or data.lower().count(b"boundary=") > NESTED
    return data.count(b"\n") > LINES or parts or any(len(found[0]) > TYPE for found in CONTENT_TYPE.finditer(data))


def _identity(message: Message) -> str:
    return re.sub(r"[^!-;=?-~]", "", str(message.get("Message-ID", "")))[:200]


def _body(message: Message) -> bytes | None:
    """Returns the HTML part, else the text; the first of each that has words. Attachments are passed over."""
    plain = None
    for part in _parts(message):
        data = _payload(part)
        if data.strip():
            if part.get_content_type() == "text/html":
                return data
            plain = plain or _plain(data, part)
    return plain


def _parts(message: Message) -> Iterator[Message]:
    """Yields the parts that are text, those of a message within the message left out: it is an attachment."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        attached = str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")
        if attached or part.get_content_type() == "message/rfc822":
            continue
        if part.is_multipart():
            waiting[:0] = [one for one in part.get_payload() if isinstance(one, Message)]
        elif part.get_content_type() in ("text/html", "text/plain"):
            yield part


def _payload(part: Message) -> bytes:
    """Returns the part's bytes, in UTF-8 where its encoding is sure; else as they came, for the words will tell."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    charset = str(part.get_param("charset") or "")
    try:
        data.decode("utf-8")
        if b"\x1b$" not in data:
            return data
    except UnicodeDecodeError:
        pass
    return data.decode(charset).encode("utf-8") if _sure(charset, data) else data


def _sure(charset: str, data: bytes) -> bool:
    """Tells whether the bytes are text in the encoding that is declared, and it is one that says something."""
    try:
        if _says(charset):
            data.decode(charset)
            return True
    except (LookupError, ValueError):
        pass
    return False


def _says(charset: str) -> bool:
    """Tells whether that is an encoding, and none that programs declare that do not know."""
    try:
        return CHARSET.match(charset) is not None and codecs.lookup(charset).name not in GUESSED
    except (LookupError, ValueError):
        return False


def _plain(data: bytes, part: Message) -> bytes:
    """Returns a text part with a paragraph a line; as HTML where it quotes somebody."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data  # its own encoding is not known yet: nothing can be joined
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    found = list(_paragraphs(text.replace("\r\n", "\n").split("\n"), flowed))
    if not any(quoted for quoted, _ in found):
        return "\n".join(words for _, words in found).encode("utf-8")
    kinds = {True: "blockquote", False: "p"}
    return "\n".join(f"<{kinds[quoted]}>{html.escape(words)}</{kinds[quoted]}>" for quoted, words in found).encode("utf-8")


def _paragraphs(lines: list[str], flowed: bool) -> Iterator[tuple[bool, str]]:
    """Yields each paragraph and whether it is quoted. The signature and what follows it are left out.

    A flowed line goes on in the next where it ends with a space; any other where it is so long that it was broken there.
    """
    words: list[str] = []
    was_quoted, goes_on = False, False
    for line in lines:
        if line == SIGNATURE:
            break
        mark = QUOTED.match(line)
        quoted, rest = mark is not None, line[mark.end() :] if mark else line
        if words and (not goes_on or quoted != was_quoted or not rest.strip()):
            yield was_quoted, " ".join(words)
            words = []
        if rest.strip():
            words.append(rest.strip())
        was_quoted = quoted
        goes_on = rest.endswith(" ") if flowed else len(rest) >= WRAPPED
    if words:
        yield was_quoted, " ".join(words)


def _told(message: Message) -> Told:
    if SAVED.match(_header(message, "From")):
        return _told_of_page(message)
    outlet, authors = _sender(message)
    archived = _header(message, "Archived-At").strip("<> ")
    return Told(
        "mail",
        address=archived if WEB.match(archived) else None,
        title=AGAIN.sub("", _header(message, "Subject"), count=1).strip() or None,
        published=moment(_header(message, "Date")),
        outlet=outlet,
        authors=authors,
    )


def _told_of_page(message: Message) -> Told:
    """Returns what a page says that a browser saved in the form of a mail: its address. The date is the day of saving."""
    places = (part.get(name) for part in message.walk() for name in ("Snapshot-Content-Location", "Content-Location"))
    address = next((str(place).strip() for place in places if place), "")
    return Told("archive", address=address if WEB.match(address) else None)


def _sender(message: Message) -> tuple[str | None, tuple[str, ...]]:
    """Returns outlet and authors: an outlet sends mailings, a person letters; «Jane Roe from The Courier» names both."""
    name, _ = parseaddr(str(message.get("From", ""))[:2000])
    name = _words(name, _charset(message)).strip("'\" ")
    if not name:
        return None, ()
    mailing = any(message.get(header) for header in MAILING) or str(message.get("Precedence", "")).lower() in ("bulk", "list")
    both = SHARED.match(name)
    if both:
        return both["outlet"], (both["author"],)
    return (name, ()) if mailing else (None, (name,))


def _header(message: Message, name: str) -> str:
    return _words(str(message.get(name, "")), _charset(message))


def _charset(message: Message) -> str:
    """Returns the encoding that the first of the parts names that names one, "" where none does: headers are in it too."""
    named = (str(part.get_param("charset") or "") for part in message.walk())
    return next((name for name in named if name and _says(name)), "")


def _words(raw: str, body: str = "") -> str:
    """Returns a header's words: encoded ones decoded, bytes that nobody declared read as UTF-8 where they are that,
    else as the body is."""
    line = raw[:4000].replace("\r", "").replace("\n", "")
    try:
        pieces = decode_header(line)
    except (MessageError, ValueError):
        pieces = [(line, None)]
    text = "".join(_piece(piece, charset, body) for piece, charset in pieces)
    return " ".join(text.replace("\0", "").split())[:LONG]


def _piece(piece: bytes | str, charset: str | None, body: str) -> str:
    data = piece.encode("latin-1", "replace") if isinstance(piece, str) else piece
    for name in (charset or "utf-8", "utf-8", body, "cp1251"):
        if CHARSET.match(name):
            try:
                return data.decode(name)
            except (LookupError, ValueError):
                continue
    return data.decode("latin-1")
