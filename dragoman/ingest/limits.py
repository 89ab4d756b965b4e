"""Bounds of a fetch: how long, how much, how far unpacked; and the failure that names the bound that was passed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

PIECE = 65_536  # bytes that an unpacker gives at once, whatever it was fed
SLICE = 4_096  # bytes fed to an unpacker at once: thousands of empty members in one slice would each copy what is left of it
GZIP, ZLIB, RAW = 31, 15, -15  # zlib's numbers for the three envelopes
AS_IT_IS = ("", "identity", "none", "utf-8")  # the last two are no encodings, but servers say so
DETAIL = 300  # characters


class Failure(Exception):
    """Why nothing was fetched; `reason` is a short fixed name: too-large, too-slow, private-address, http-404."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words, which a server may have chosen: one line of them, printable."""
        super().__init__("".join(mark if mark.isprintable() else " " for mark in detail[:DETAIL]))
        self.reason = reason


class Deadline:
    """The moment by which everything must be done, on a clock in seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        """Starts now."""
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds

    def left(self) -> float:
        """Returns the seconds left, more than none. Raises Failure (too-slow)."""
        left = self._end - self._clock()
        if left <= 0:
            raise Failure("too-slow", f"more than {self._seconds:g} seconds")
        return left

    def within(self, seconds: float | None) -> float:
        """Returns these seconds, or what is left where that is less. Raises Failure (too-slow)."""
        return self.left() if seconds is None else min(seconds, self.left())

    def put_off(self, seconds: float) -> None:
        """Moves the end: a pause that we make ourselves is not the server's slowness."""
        self._end += seconds


def gathered(parts: Iterable[bytes], encoding: str, most: int, deadline: Deadline, cut: bool = False) -> bytes:
    """Returns the bytes of a body, unpacked from its Content-Encoding.

    Never more than `most` of them are kept, nor read in packed form: what is longer raises Failure (too-large), or is
    cut there if `cut`. Raises Failure (too-slow, bad-encoding) too.
    """
    data = bytearray()
    for piece in unpacked(_counted(parts, most, deadline, cut), encoding):
        deadline.left()
        data += piece
        if len(data) >= most and cut:
            break
        if len(data) > most:
            raise Failure("too-large", f"more than {most} bytes")
    return bytes(data[:most])


def _counted(parts: Iterable[bytes], most: int, deadline: Deadline, cut: bool) -> Iterator[bytes]:
    """Yields the parts as they came. Bytes that unpack to nothing count too."""
    seen = 0
    for part in parts:
        deadline.left()
        seen += len(part)
        if seen > most and not cut:
            raise Failure("too-large", f"more than {most} bytes")
        yield part


def unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Returns an iterator over pieces of the unpacked bytes, each small. Raises Failure (bad-encoding)."""
    name = encoding.strip().lower()
    if name in AS_IT_IS:
        return iter(parts)
    if name in ("gzip", "x-gzip"):
        return _gunzipped(_sliced(parts))
    if name == "deflate":
        return _inflated(_sliced(parts))
    if name == "br":
        return _unbrotlied(_sliced(parts))
    raise Failure("bad-encoding", f"unknown encoding {name}")


def _sliced(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        for at in range(0, len(part), SLICE):
            yield part[at : at + SLICE]


def _gunzipped(slices: Iterable[bytes]) -> Iterator[bytes]:
    """Unpacks one gzip member after another; what follows the last and is none is padding."""
    coder = zlib.decompressobj(GZIP)
    ended = False
    for data in slices:
        while data:
            if ended and not data.startswith(b"\x1f"):
                return
            coder, ended = (zlib.decompressobj(GZIP), False) if ended else (coder, ended)
            yield _step(coder, data)
            ended = coder.eof
            data = coder.unused_data if ended else coder.unconsumed_tail
    yield from _rest(coder)


def _inflated(slices: Iterable[bytes]) -> Iterator[bytes]:
    """Unpacks «deflate», which servers send with zlib's envelope, as they should, or without."""
    coder: zlib._Decompress | None = None
    first = b""
    for part in slices:
        first, data = first + part, part
        if coder is None:
            if len(first) < 2:
                continue
            enveloped = first[0] & 15 == 8 and int.from_bytes(first[:2]) % 31 == 0
            coder, data, first = zlib.decompressobj(ZLIB if enveloped else RAW), first, b""
        while data:
            yield _step(coder, data)
            data = coder.unconsumed_tail
        first = b""
    if coder is None:
        raise Failure("bad-encoding", "nothing to unpack")
    yield from _rest(coder)


def _step(coder: zlib._Decompress, data: bytes) -> bytes:
    try:
        return coder.decompress(data, PIECE)
    except zlib.error as error:
        raise Failure("bad-encoding", str(error)) from error


def _rest(coder: zlib._Decompress) -> Iterator[bytes]:
    yield coder.flush()
    if not coder.eof:
        raise Failure("bad-encoding", "the packed bytes break off")


def _unbrotlied(slices: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    coder = brotli.Decompressor()
    try:
        for data in slices:
            yield coder.process(data, output_buffer_limit=PIECE)
            while not coder.can_accept_more_data():
                yield coder.process(b"", output_buffer_limit=PIECE)
    except brotli.error as error:
        raise Failure("bad-encoding", str(error)) from error
    if not coder.is_finished():
        raise Failure("bad-encoding", "the packed bytes break off")
