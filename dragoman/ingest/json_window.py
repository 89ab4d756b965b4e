"""A JSON file of any size, one value at a time: what is not asked for is passed over and never held."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 65_536  # bytes read at once
KEY = 1000  # bytes of the longest key that is of interest
SPACE = re.compile(rb"[ \t\r\n]*")
# Nothing in these goes back (`*+`), so that their time grows with the length alone.
INSIDE = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)  # of a string: up to its end, or to a backslash that a chunk ends with
BETWEEN = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)  # up to a bracket, or a string with no end yet
BARE = re.compile(rb'[^\s,:"{}\[\]]*+')  # a number, true, false, null


class Broken(ValueError):
    """A file that goes no further; `reason` is the short name for it: truncated, bad-json."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


class Window:
    """What of a JSON stream is in memory: a chunk of it. Objects and arrays are walked, their values taken or skipped.

    Whoever walks an object or an array takes or skips each value before asking for the next. Walking raises Broken.
    """

    def __init__(self, stream: BinaryIO, head: bytes = b"") -> None:
        """Takes a stream of UTF-8, and what was already read of it."""
        self._stream = stream
        self._held = (head or stream.read(CHUNK)).removeprefix(b"\xef\xbb\xbf")
        self._at = 0
        self._before = 0  # bytes that the window has passed

    def mark(self) -> bytes:
        """Returns the next byte that is no space, without taking it; nothing at the end of the stream."""
        while True:
            self._at = _end(SPACE, self._held, self._at)
            if self._at < len(self._held):
                return self._held[self._at : self._at + 1]
            if not self._more():
                return b""

    def members(self) -> Iterator[str]:
        """Yields the keys of the object that begins here; the window then stands at the key's value."""
        for _ in self._run(b"{", b"}"):
            key = self._key()
            self._take(b":")
            yield key

    def items(self) -> Iterator[int]:
        """Yields 0, 1, 2 for the items of the array that begins here; the window then stands at the item."""
        return self._run(b"[", b"]")

    def value(self, bound: int) -> bytes | None:
        """Returns the bytes of the value that begins here, None where they are more than `bound`.

        It is a value by its brackets and quotation marks; whether it is JSON shows when it is read.
        """
        kept, size = [], 0
        for piece in self._pieces():
            size += len(piece)
            if size <= bound:
                kept.append(piece)
        return b"".join(kept) if size <= bound else None

    def skip(self) -> None:
        """Passes over the value that begins here, of whatever length and depth."""
        self.value(0)

    def _run(self, opening: bytes, closing: bytes) -> Iterator[int]:
        self._take(opening)
        if self.mark() == closing:
            self._take(closing)
            return
        number = 0
        while True:
            yield number
            number += 1
            if self.mark() == closing:
                self._take(closing)
                return
            self._take(b",")

    def _key(self) -> str:
        if self.mark() != b'"':
            raise self._amiss('"')
        raw = self.value(KEY)
        try:
            return "" if raw is None else str(json.loads(raw.decode("utf-8", "replace"), strict=False))
        except ValueError as error:
            raise self._amiss("a key") from error

    def _take(self, wanted: bytes) -> None:
        if self.mark() != wanted:
            raise self._amiss(wanted.decode())
        self._at += 1

    def _amiss(self, wanted: str) -> Broken:
        if not self.mark():
            return Broken("truncated", f"ends after {self._before + self._at} bytes, before {wanted}")
        return Broken("bad-json", f"byte {self._before + self._at} is not {wanted}")

    def _pieces(self) -> Iterator[bytes]:
        """Yields the value that begins here in stretches, as the window moves over it."""
        if self.mark() in (b"", b",", b":", b"]", b"}"):
            raise self._amiss("a value")
        value = _Value()
        while True:
            start = self._at
            self._at = value.advance(self._held, start)
            yield self._held[start : self._at]
            if value.whole:
                return
            if not self._more():
                raise Broken("truncated", f"ends after {self._before + len(self._held)} bytes, inside a value")

    def _more(self) -> bool:
        """Moves the window on; what was not taken of it (at most a byte, where it is large) stays."""
        chunk = self._stream.read(CHUNK)
        if chunk:
            self._before += self._at
            self._held = self._held[self._at :] + chunk
            self._at = 0
        return bool(chunk)


class _Value:
    """How far into a value a window is: open brackets, and whether inside a string."""

    def __init__(self) -> None:
        self.whole = False
        self._depth = 0
        self._quoted = False
        self._bare = False

    def advance(self, held: bytes, at: int) -> int:
        """Returns where the value ends in `held`, or how far it goes there: then `whole` is still false."""
        while not self.whole:
            if self._quoted:
                at = _end(INSIDE, held, at)
            elif self._depth:
                at = _end(BETWEEN, held, at)
            elif self._bare or held[at : at + 1] not in (b'"', b"{", b"["):
                self._bare = True
                at = _end(BARE, held, at)
                self.whole = at < len(held)
                return at
            mark = held[at : at + 1]
            if mark in (b"", b"\\"):  # the next chunk has the rest
                return at
            self._pass(mark)
            at += 1
        return at

    def _pass(self, mark: bytes) -> None:
        if mark == b'"':
            self._quoted = not self._quoted
        else:
            self._depth += 1 if mark in (b"{", b"[") else -1
        self.whole = not self._quoted and self._depth == 0


def _end(pattern: re.Pattern[bytes], held: bytes, at: int) -> int:
    found = pattern.match(held, at)
    return found.end() if found else at
