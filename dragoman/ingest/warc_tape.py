"""The bytes of a web archive, forward with a look ahead, in bounded memory: a plain file, or its gzip members one by one.

What breaks off one member leaves the others whole: the next is looked for after it. No library that reads such archives
goes on after damage, so the cutting is our own, over zlib.
"""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

GZIP = b"\x1f\x8b\x08"
MARK = re.compile(rb"WARC/1\.[01]\r?\n")
# Where a record may begin after damage: the mark and a first field. The words "WARC/1.0" alone stand in pages too.
BEGINNING = re.compile(rb"WARC/1\.[01]\r?\n[A-Za-z][A-Za-z-]{0,40}:")
NEWLINE = ord("\n")
NEWLINES = re.compile(rb"\A[\r\n]+")
ZEROS = re.compile(rb"\A\0+")
# A head ends with a blank line; one that was cut off, where another record begins.
HEAD_END = re.compile(rb"\n\r?\n|" + BEGINNING.pattern)
READ = 65_536  # bytes read at once
SLICE = 16_384  # compressed bytes unpacked at once
TAIL = 32  # bytes that tell whether a record ends where it says
FAR = 4_000_000  # bytes that are kept in memory to go back to, should a length prove false
NEAR = 4_096  # bytes in which most heads end
KEPT = 4_000_000  # compressed bytes of a member that may be looked through again when it is broken
# Compressed bytes of one file looked through a second time. A hostile file has a million members that break one by one.
AGAIN = 1_000_000_000
PROBE = 512  # compressed bytes that show whether a member begins with a record


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int, /) -> bytes:
        """Returns so many bytes, or fewer; none at the end."""


class Damaged(ValueError):
    """The bytes break off; `reason` is the short name for how."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


class Tape:
    """Bytes that are read once, forward. `fault` says what broke them off."""

    def __init__(self, pieces: Iterator[bytes], member: int | None = None) -> None:
        """Takes non-empty pieces, which may end with Damaged, and where in the file their gzip member begins, if it is one."""
        self.fault: Damaged | None = None
        self._pieces = pieces
        self._member = member
        self._passed = 0
        self._ahead = bytearray()

    @property
    def offset(self) -> int:
        """Returns where in the file we are, in bytes; in a gzip archive, where the member begins."""
        return self._passed if self._member is None else self._member

    def peek(self, start: int, end: int) -> bytes:
        """Returns the bytes from `start` to `end`, counted from here; fewer where the tape ends."""
        self._fill(end)
        with memoryview(self._ahead) as ahead:
            return bytes(ahead[start:end])

    def skip(self, size: int) -> int:
        """Passes over that many bytes and returns how many there were."""
        left = size
        while left and self._fill(1):
            step = min(left, len(self._ahead))
            self._drop(step)
            left -= step
        return size - left

    def head(self, most: int) -> bytes:
        """Returns what stands before the first blank line, with it; nothing where none comes within `most` bytes.

        Nor where another record begins before it.
        """
        for size in (NEAR, most):
            self._fill(size)
            if found := _span(HEAD_END, self._ahead, 1, size):
                return self.peek(0, found[1]) if self._ahead[found[1] - 1] == NEWLINE else b""
        return b""

    def skip_newlines(self) -> bool:
        """Passes over line ends and tells whether anything follows."""
        while self._fill(1):
            blank = _span(NEWLINES, self._ahead)
            if blank is None:
                return True
            self._drop(blank[1])
        return False

    def skip_all(self) -> None:
        """Passes over everything that is left."""
        while self.skip(READ):
            pass

    def skip_to_record(self, least: int) -> None:
        """Passes over at least that many bytes, to where the next record begins, or to the end."""
        self.skip(least)
        while self._fill(READ):
            if found := _span(BEGINNING, self._ahead):
                self._drop(found[0])
                return
            self._drop(len(self._ahead) - (NEAR if len(self._ahead) >= READ else 0))

    def holds(self, size: int) -> bool:
        """Tells whether the tape goes so far; keeps it all in memory."""
        return self._fill(size) >= size

    def wrong(self, size: int) -> Damaged | None:
        """Returns why the next `size` bytes are no whole record; nothing where another record or the end follows them."""
        if not self.holds(size):
            return self.fault or Damaged("truncated", f"fewer than its {size} bytes are there")
        tail = self.peek(size, size + TAIL)
        if self.fault and not tail.strip(b"\r\n"):
            return self.fault  # the checksum of a gzip member covers its last record
        return None if ends_well(tail) else Damaged("bad-length", f"no record follows after its {size} bytes")

    def leap(self, size: int) -> Damaged | None:
        """Passes over that many bytes, however many, if they are a whole record; else returns why not.

        Then it stands where it stood, or if it went farther than a look ahead may, somewhere behind.
        """
        if size > FAR and self.skip(size) < size:
            return self.fault or Damaged("truncated", f"fewer than its {size} bytes are there")
        left = 0 if size > FAR else size
        wrong = self.wrong(left)
        if wrong is None:
            self.skip(left)
        return wrong

    def _fill(self, size: int) -> int:
        while len(self._ahead) < size and (piece := self._next()):
            self._ahead += piece
        return len(self._ahead)

    def _next(self) -> bytes:
        try:
            return next(self._pieces, b"")
        except Damaged as fault:
            self.fault = fault
            return b""

    def _drop(self, size: int) -> None:
        del self._ahead[:size]
        self._passed += size


class FileTape(Tape):
    """The bytes of a plain file in which one can move, so that a false length loses nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        """Reads from the file's beginning."""
        super().__init__(iter(lambda: stream.read(READ), b""))
        self._stream = stream
        self._size = stream.seek(0, io.SEEK_END)
        stream.seek(0)

    def leap(self, size: int) -> Damaged | None:
        """Passes over that many bytes if they are a whole record; else stays where it is and returns why not."""
        if size <= len(self._ahead):
            return super().leap(size)
        here = self._stream.tell()
        there = here - len(self._ahead) + size
        if there > self._size:
            return Damaged("truncated", f"fewer than its {size} bytes are there")
        self._stream.seek(there)
        well = ends_well(self._stream.read(TAIL))
        self._stream.seek(there if well else here)
        if not well:
            return Damaged("bad-length", f"no record follows after its {size} bytes")
        self._ahead.clear()
        self._passed += size
        return None


def _span(pattern: re.Pattern[bytes], data: bytearray, start: int = 0, end: int = sys.maxsize) -> tuple[int, int] | None:
    """Returns where the pattern stands. Not the match itself: as long as that is held, the bytes cannot be moved."""
    found = pattern.search(data, start, end)
    return found.span() if found else None


def ends_well(tail: bytes) -> bool:
    """Tells whether what follows a record is what should: two line ends, or the next record, or nothing.

    Some writers put one line end or none before the next record; a file may be cut anywhere.
    """
    rest = tail.lstrip(b"\r\n")
    return tail.startswith(b"\r\n\r\n") or MARK.match(rest + b"WARC/1.0\r\n"[len(rest) :]) is not None


def begins_record(compressed: bytes) -> bool:
    """Tells whether gzip members that begin so unpack to a record."""
    for _ in range(8):  # the first ones may be empty
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            plain = inflate.decompress(compressed, TAIL)
        except zlib.error:
            return False
        if plain or not inflate.eof:
            return MARK.match(plain.lstrip(b"\r\n")) is not None
        compressed = inflate.unused_data
    return False


def tapes(stream: Readable) -> Iterator[Tape]:
    """Yields a tape for a plain archive, one for each member of a gzip archive. Each must be read to its end."""
    head = stream.read(len(GZIP))
    if head == GZIP:
        yield from _Members(stream, head).tapes()
    elif isinstance(stream, io.BufferedReader) and stream.seekable():
        yield FileTape(stream)
    else:
        yield Tape(_plain(stream, head))


def _plain(stream: Readable, head: bytes) -> Iterator[bytes]:
    yield head
    yield from iter(lambda: stream.read(READ), b"")


class _Members:
    """The gzip members of a stream."""

    def __init__(self, stream: Readable, head: bytes) -> None:
        """Takes the stream and what was read from it already."""
        self._stream = stream
        self._kept = bytearray(head)  # from the beginning of the member in hand, or from as far back as may be kept
        self._used = 0  # how many of them it has taken
        self._offset = 0  # where in the file they begin
        self._ended = False
        self._again = AGAIN

    def tapes(self) -> Iterator[Tape]:
        """Yields the members."""
        while self._padding_passed():
            tape = Tape(self._pieces(), self._offset)
            yield tape
            if self._ended:
                self._advance(self._used)
            else:
                self._recover()

    def _padding_passed(self) -> bool:
        """Passes over zeros and tells whether anything follows."""
        while self._kept or self._read():
            zeros = _span(ZEROS, self._kept)
            if zeros is None:
                return True
            self._advance(zeros[1])
        return False

    def _pieces(self) -> Iterator[bytes]:
        """Yields the unpacked bytes of the member that begins here. Raises Damaged."""
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._ended = False
        while not inflate.eof:
            data = inflate.unconsumed_tail or self._slice()
            before = inflate.copy()
            try:
                piece = inflate.decompress(data, READ)
            except zlib.error as error:
                yield from _before_fault(before, data)
                raise Damaged("damaged-archive", f"gzip: {error}") from error
            if piece:
                yield piece
            elif not data:
                raise Damaged("truncated", "the file ends within a gzip member")
        self._used -= len(inflate.unused_data)
        self._ended = True

    def _slice(self) -> bytes:
        if self._used == len(self._kept):
            self._read()
        data = bytes(self._kept[self._used : self._used + SLICE])
        self._used += len(data)
        return data

    def _read(self) -> int:
        """Reads on and returns how many bytes came. What lies too far back is let go."""
        data = self._stream.read(READ)
        self._kept += data
        if len(self._kept) > 2 * KEPT:
            self._advance(len(self._kept) - KEPT)
        return len(data)

    def _advance(self, size: int) -> None:
        del self._kept[:size]
        self._offset += size
        self._used = max(0, self._used - size)

    def _recover(self) -> None:
        """Passes on to the next member that begins with a record, which may lie in what the broken one has taken."""
        look_back = self._again >= self._used
        self._again -= self._used if look_back else 0
        self._advance(1 if look_back else max(1, self._used))
        self._used = 0
        while len(self._kept) >= PROBE or self._read() or self._kept:
            at = self._kept.find(GZIP)
            self._advance(at if at >= 0 else max(1, len(self._kept) - len(GZIP) + 1))
            if at < 0:
                continue
            while len(self._kept) < PROBE and self._read():
                pass
            if begins_record(bytes(self._kept[:PROBE])):
                return
            self._advance(1)


def _before_fault(inflate: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """Yields what the data unpack to before the fault in them, which is found by halving."""
    while len(data) > 1:
        part = data[: len(data) // 2]
        trial = inflate.copy()
        try:
            piece = trial.decompress(part)
        except zlib.error:
            data = part
            continue
        inflate, data = trial, data[len(part) :]
        if piece:
            yield piece
