"""Pages in a web archive (WARC 1.0 and 1.1), plain or in gzip members: captures of pages, with the address of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from dragoman.ingest.kind import kind_of
from dragoman.ingest.warc_reply import BadReply, Reply, body_of, fields_of, media_of, reply_of
from dragoman.ingest.warc_tape import BEGINNING, GZIP, MARK, Damaged, Readable, Tape, begins_record, tapes
from dragoman.model import Document, Rejected, Told

STAGE = "ingest"
HEAD = 65_536  # bytes of a record's head, and of a server's
HTML = ("text/html", "application/xhtml+xml")
PAGES = (*HTML, "text/plain")
UNSAID = ("", "application/octet-stream", "application/x-unknown", "unk")  # media types that say nothing: HTML is known by itself
LENGTH = re.compile(r"[0-9]{1,15}")
SENT = (200, 203)  # a page, whole
WEB = re.compile(r"https?://\S+", re.IGNORECASE)
DATE = re.compile(r"[0-9TZ:.+-]{4,40}")
CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
# Files of a site for programs. They are text, but no pages.
FOR_PROGRAMS = re.compile(r"https?://[^/]+/(?:\.well-known/.*|(?:robots|ads|app-ads|humans|security|llms)\.txt)", re.IGNORECASE)
MANY = 1_000_000  # addresses remembered, to know a second capture; past them every name has its date


def is_warc(name: str, head: bytes) -> bool:
    """Tells whether a file that begins so is a web archive, plain or in gzip members. Its name does not matter."""
    return begins_record(head) if head.startswith(GZIP) else MARK.match(head.lstrip(b"\r\n")) is not None


def records(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields the HTML and text of an archive's `response` and `resource` records, each as `doc#address`.

    A second capture of an address is `doc#address@date`. The date of capture is not the page's: nothing is told of when it
    was published. Requests, repeats (`revisit`), metadata, images, redirects and errors of the server are passed over. A
    record that is broken is Rejected, by its address or as `doc#@offset` in bytes of the file, and reading goes on at the
    next that can be found: truncated, damaged-archive (gzip), bad-length, bad-record, bad-http, damaged-payload,
    unsupported-encoding, segmented (in several records), too-large (a page of more than `limit` bytes).
    """
    yield from captures(stream, limit, Names(doc))


def captures(stream: Readable, limit: int, names: Names) -> Iterator[Document | Rejected]:
    """Yields what `records` does, under names that several archives may share."""
    for tape in tapes(stream):
        found: Document | Rejected | None = None
        while tape.skip_newlines():
            found = _Record(tape, limit, names).read()
            if found is not None:
                yield found
        if tape.fault and not isinstance(found, Rejected):  # else that row tells of the damage already
            yield Rejected(names.of("", tape.offset), STAGE, tape.fault.reason, str(tape.fault))


@dataclass(slots=True)
class Names:
    """The names of an archive's documents. `within` says, before the place of a broken record, which of several files it is."""

    doc: str
    within: str = ""
    seen: set[bytes] = field(default_factory=set)

    def of(self, address: str, offset: int) -> str:
        """Returns the name of a record: its address, or where it begins."""
        return f"{self.doc}#{address or f'{self.within}@{offset}'}"

    def capture(self, address: str, date: str, offset: int) -> str:
        """Returns the name of a page, and remembers its address."""
        mark = hashlib.blake2b(address.encode(), digest_size=8).digest()
        again = mark in self.seen or len(self.seen) >= MANY
        if not again:
            self.seen.add(mark)
        return self.of(address, offset) + (f"@{date}" if again and date and address else "")


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a record: its size in bytes with the blank line after it, and its fields."""

    size: int
    fields: dict[str, str]

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "").lower()

    @property
    def media(self) -> str:
        return media_of(self.fields.get("content-type", ""))

    @property
    def length(self) -> int | None:
        value = self.fields.get("content-length", "")
        return int(value) if LENGTH.fullmatch(value) else None

    @property
    def address(self) -> str:
        """Returns the address, in which nothing breaks a line. Version 1.0 has it in <>."""
        return CONTROL.sub(_escaped, self.fields.get("warc-target-uri", "").strip("<>"))

    @property
    def date(self) -> str:
        date = self.fields.get("warc-date", "")
        return date if DATE.fullmatch(date) else ""


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


class _Record:
    """The record at which a tape stands."""

    def __init__(self, tape: Tape, limit: int, names: Names) -> None:
        self.tape = tape
        self.limit = limit
        self.names = names
        self.offset = tape.offset
        self.head = _Head(0, {})

    def read(self) -> Document | Rejected | None:
        """Returns the page that the record gives, or what is wrong, or nothing where it is none; the tape is past it then."""
        lines = self.tape.head(HEAD)
        if not MARK.match(lines):
            return self._headless(lines)
        self.head = _Head(len(lines), fields_of(lines))
        if self.head.length is None:
            length = self.head.fields.get("content-length", "")[:40]
            return self._broken(Damaged("bad-length", f"Content-Length: {length or 'missing'}"))
        return self._block(self.head.length)

    def _block(self, length: int) -> Document | Rejected | None:
        """Reads what follows the head."""
        begin, end = self.head.size, self.head.size + length
        try:
            reply = _wanted(self.head, self.tape.peek(begin, begin + min(length, HEAD)))
        except BadReply as error:
            return self._passed(end) or self._rejected(error.reason, str(error))
        if reply is None:
            return self._passed(end)
        if length > self.limit:
            return self._passed(end) or self._rejected("too-large", f"{length} bytes, more than {self.limit}")
        if wrong := self.tape.wrong(end):
            return self._broken(wrong)
        block = self.tape.peek(begin, end)
        self.tape.skip(end)
        return self._page(reply, block)

    def _page(self, reply: Reply, block: bytes) -> Document | Rejected | None:
        try:
            # An archive may itself have cut a body at a length or a time, and says so: what it has of the page is a page.
            body = body_of(reply, block, self.limit, cut="warc-truncated" in self.head.fields)
        except BadReply as error:
            return self._rejected(error.reason, str(error))
        kind = "html" if reply.media in HTML and b"<" in body else kind_of(body)
        if not body.strip() or (reply.media in UNSAID and kind != "html"):
            return None
        address = self.head.address
        told = Told("archive", address=address if WEB.fullmatch(address) else None)
        return Document(self.names.capture(address, self.head.date, self.offset), body, kind=kind, told=told)

    def _passed(self, size: int) -> Rejected | None:
        """Passes over the record, and returns a row where it does not end where it says."""
        wrong = self.tape.leap(size)
        return self._broken(wrong) if wrong else None

    def _broken(self, wrong: Damaged) -> Rejected:
        """Returns the row of a record that is not whole; the tape is at the next.

        Of a damaged gzip member nothing more is believed: it may have swallowed the ones behind it, which are read again.
        """
        if self.tape.fault:
            self.tape.skip_all()
            wrong = self.tape.fault
        else:
            self.tape.skip_to_record(1)
        return self._rejected(wrong.reason, str(wrong))

    def _headless(self, lines: bytes) -> Rejected:
        """Returns the row of what is no head of a record; the tape is at the next."""
        begin = self.tape.peek(0, HEAD)
        short = not lines and len(begin) < HEAD
        if short and self.tape.fault:
            return self._broken(self.tape.fault)
        if MARK.match(begin) and (short or BEGINNING.search(begin, 1)):
            return self._broken(Damaged("truncated", "the head of a record breaks off"))
        return self._broken(Damaged("bad-record", "no head of a record"))

    def _rejected(self, reason: str, detail: str) -> Rejected:
        return Rejected(self.names.of(self.head.address, self.offset), STAGE, reason, detail)


def _wanted(head: _Head, begin: bytes) -> Reply | None:
    """Returns what the server answered where it may be a page; `begin` is the beginning of the record's block.

    Raises BadReply: bad-http, segmented.
    """
    if head.kind == "resource":
        reply = Reply(200, head.media, chunked=False, encodings=(), size=0)
    elif head.kind == "response" and (head.media == "application/http" or WEB.match(head.address)):
        reply = reply_of(begin)
    else:
        return None
    if reply.status not in SENT or reply.media not in (*PAGES, *UNSAID) or FOR_PROGRAMS.fullmatch(head.address):
        return None
    if "warc-segment-number" in head.fields:
        raise BadReply("segmented", "a capture in several records")
    return reply
