"""A web server's answer as archives keep it: status and fields, and the body unpacked under a bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.ingest.kind import kind_of
from dragoman.ingest.limits import AS_IT_IS, Failure, unpacked

STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
BLANK = re.compile(rb"\n\r?\n")
FOLDED = re.compile(rb"\r?\n[ \t]+")
CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
LAYERS = 3  # encodings one over another; more is an attack


class BadReply(ValueError):
    """An answer that gives no page; `reason` is the short name for why."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer. `size` counts its bytes with the blank line after it."""

    status: int
    media: str  # "text/html", "" where it is not said
    chunked: bool
    encodings: tuple[str, ...]  # in the order in which they were laid over the body
    size: int


def fields_of(lines: bytes) -> dict[str, str]:
    """Returns the fields of a head by their names in lower case; of several with one name, the first."""
    found: dict[str, str] = {}
    for line in FOLDED.sub(b" ", lines).split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(name.strip().decode("latin-1").lower(), value.strip().decode("utf-8", "replace"))
    return found


def media_of(value: str) -> str:
    """Returns the media type that a Content-Type field names, without its parameters."""
    return value.partition(";")[0].strip().lower()


def reply_of(block: bytes) -> Reply:
    """Returns the head that a block begins with. Raises BadReply (bad-http) where it begins with none."""
    status = STATUS.match(block)
    end = BLANK.search(block)
    if status is None or end is None:
        raise BadReply("bad-http", "no status line" if status is None else "the fields do not end")
    fields = fields_of(block[status.end() : end.end()])
    encodings = [part.strip().lower() for part in fields.get("content-encoding", "").split(",")]
    return Reply(
        status=int(status[1]),
        media=media_of(fields.get("content-type", "")),
        chunked="chunked" in fields.get("transfer-encoding", "").lower(),
        encodings=tuple(part for part in encodings if part not in AS_IT_IS),
        size=end.end(),
    )


def body_of(reply: Reply, block: bytes, limit: int, cut: bool = False) -> bytes:
    """Returns the body without the chunks and the encodings that its head names.

    News archives of years past keep bodies unpacked under a head that still says "gzip, chunked": what is plainly no such
    thing is taken as it is. `cut` says that the archive itself names the body as cut: then what there is of it is returned.
    Raises BadReply: damaged-payload, unsupported-encoding, too-large (more than `limit` bytes).
    """
    body = block[reply.size :]
    if reply.chunked and CHUNK.match(body):
        body = _joined(_chunks(body), limit, cut)
    if len(reply.encodings) > LAYERS:
        raise BadReply("unsupported-encoding", f"{len(reply.encodings)} encodings one over another")
    for encoding in reversed(reply.encodings):
        if not _laid_over(encoding, body):
            continue
        body = _joined(_unpacked(body, encoding), limit, cut)
    return body


def _laid_over(encoding: str, body: bytes) -> bool:
    if encoding in ("gzip", "x-gzip"):
        return body.startswith(b"\x1f\x8b")
    return bool(body) and kind_of(body) != "html"


def _joined(pieces: Iterator[bytes], limit: int, cut: bool) -> bytes:
    found = bytearray()
    try:
        for piece in pieces:
            found += piece
            if len(found) > limit:
                raise BadReply("too-large", f"more than {limit} bytes when unpacked")
    except BadReply as error:
        if error.reason != "damaged-payload" or not cut or not found:
            raise
    return bytes(found)


def _unpacked(body: bytes, encoding: str) -> Iterator[bytes]:
    try:
        yield from unpacked([body], encoding)
    except Failure as error:
        known = encoding in ("gzip", "x-gzip", "deflate", "br")
        reason = "damaged-payload" if known else "unsupported-encoding"
        raise BadReply(reason, f"{encoding}: {error}" if known else encoding[:40]) from error


def _chunks(body: bytes) -> Iterator[bytes]:
    """Yields the chunks of a body."""
    at = 0
    while size := CHUNK.match(body, at):
        at = size.end() + int(size[1], 16)
        if at == size.end():
            return  # the last one; fields may follow
        yield body[size.end() : at]
        if at > len(body):
            break
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
    raise BadReply("damaged-payload", "the chunks break off" if at >= len(body) else f"no chunk begins at byte {at}")
