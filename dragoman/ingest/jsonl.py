"""Pages in a JSON-lines file: one object a line, {"doc" or "id", "text", optionally "given": [{start, end, code}]}.

Title, date, outlet, authors and address are taken from the fields that `fields.KNOWN` names. A declared language is passed
over: the words tell it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from dragoman.ingest.fields import KNOWN, NONE, SURROGATE, Fields, columns, told
from dragoman.ingest.json_window import Broken, Window
from dragoman.ingest.kind import kind_of
from dragoman.model import Document, Given, Rejected

STAGE = "ingest"
NAMES = (".jsonl", ".ndjson", ".jsonlines")
NEWLINES = re.compile("\r\n|\r")
OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"[^"\n]{1,200}"\s*:')


class BadRecord(ValueError):
    """A line that is no page; `reason` is the short name for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


def is_json_lines(name: str, head: bytes, mapping: Fields = NONE) -> bool:
    """Tells whether a file of that name, that begins so, holds a page a line: by its first one's fields or `mapping`'s."""
    if name.lower().endswith(NAMES):
        return kind_of(head) != "html"
    first, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        row = _object(first)
    except BadRecord:
        row = {} if newline else _begun(first)
    return "text" in row or mapping.text in row or any(isinstance(row.get(one), str) for one in KNOWN["text"])


def is_json(head: bytes) -> bool:
    """Tells whether a file that begins so is JSON, whatever it holds: an object or a list of them."""
    return OBJECT.match(head) is not None


def _begun(line: bytes) -> dict[str, Any]:
    """Returns the fields of an object that is longer than what was looked at, words as empty ones, anything else as None."""
    window = Window(BytesIO(line))
    found: dict[str, Any] = {}
    try:
        for name in window.members():
            found[name] = "" if window.mark() == b'"' else None
            window.skip()
    except Broken:  # at the end of what was looked at
        pass
    return found


def records(doc: str, stream: BinaryIO, limit: int, mapping: Fields = NONE) -> Iterator[Document | Rejected]:
    """Yields the pages of a JSON-lines stream as `doc#id` (`doc#line` without one); a line that is none is Rejected.

    `mapping` says which field holds what where their names do not tell.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            _skip_rest(stream, line, limit)
            yield Rejected(f"{doc}#{number}", STAGE, "too-large", f"more than {limit} bytes")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _record(doc, number, line, mapping)


def _skip_rest(stream: BinaryIO, line: bytes, limit: int) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(limit)


def _record(doc: str, number: int, line: bytes, mapping: Fields) -> Document | Rejected:
    name = f"{doc}#{number}"
    try:
        row = _object(line)
        cells = _cells(row, mapping)
        name = f"{doc}#{_identity(row, cells, number, mapping)}"
        text = _text(row if _promised(row, mapping) else cells)
        data = _plain(text).encode("utf-8")
        given = tuple(_given(text, row.get("given")))
        # Given offsets count in the text as it stands, and so it is what "text" promises.
        kind = "text" if given or _promised(row, mapping) else kind_of(data)
        return Document(name, data, given, kind, told(cells))
    except BadRecord as error:
        return Rejected(name, STAGE, error.reason, str(error))


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord("bad-json", str(error)) from error
    if not isinstance(row, dict):
        raise BadRecord("bad-json", "not an object")
    return row


def _promised(row: dict[str, Any], mapping: Fields) -> bool:
    """Tells whether the row's text stands under "text", whatever other fields it has."""
    return "text" in row and mapping.text is None


def _cells(row: dict[str, Any], mapping: Fields) -> dict[str, Any]:
    """Returns the values under the names of `Fields`; a row need not have every field that was asked for."""
    names = list(row)
    return {role: row[names[place]] for role, place in columns(names, mapping, need=False).items()}


def _identity(row: dict[str, Any], cells: dict[str, Any], number: int, mapping: Fields) -> str:
    found = cells.get("doc") if mapping.doc else row.get("doc", row.get("id"))
    if isinstance(found, str | int) and not isinstance(found, bool) and str(found):
        return SURROGATE.sub("\ufffd", str(found))
    return str(number)


def _text(row: dict[str, Any]) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise BadRecord("no-text", 'no string under "text"')
    return text


def _plain(text: str) -> str:
    """Returns the text as bytes can hold it and as offsets count it: one newline a line, no mark at the beginning."""
    return SURROGATE.sub("\ufffd", NEWLINES.sub("\n", text.removeprefix("\ufeff")))


def _given(text: str, rows: Any) -> Iterator[Given]:
    """Yields the given actors, their offsets counted in the text with newlines normalised."""
    if rows is None:
        return
    if not isinstance(rows, list):
        raise BadRecord("bad-given", "not a list")
    for row in rows:
        start, end, code = _triple(row)
        if not 0 <= start < end <= len(text) or not code:
            raise BadRecord("bad-given", f"{start}..{end} does not fit a text of {len(text)}")
        yield Given(len(_plain(text[:start])), len(_plain(text[:end])), code)


def _triple(row: Any) -> tuple[int, int, str]:
    if isinstance(row, dict):
        start, end, code = row.get("start"), row.get("end"), row.get("code")
        if type(start) is int and type(end) is int and isinstance(code, str):
            return start, end, code
    raise BadRecord("bad-given", "each needs start, end and code")
