"""Pages in a table, one a row: CSV and TSV of any encoding and dialect, Parquet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.ingest import letters
from dragoman.ingest.fields import NONE, Fields, columns, plain, told
from dragoman.ingest.kind import kind_of
from dragoman.model import Document, Rejected

STAGE = "ingest"
NAMES = (".csv", ".tsv", ".tab")
PARQUET = b"PAR1"
HEAD = 65_536  # bytes that tell a table's encoding and dialect
DELIMITERS = (",", ";", "\t", "|")
SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a line that spreadsheets write before the header
QUOTED_TAB = re.compile(r'(?:^|\t)"', re.MULTILINE)
LONG = 60  # characters of a column's name; a longer one is a sentence with commas
NAMED = 500  # characters of a row's own name
WIDE = 4  # a row may be so many times as long as a document may: it holds more than the text
BATCH = 16  # rows of Parquet in memory
BOMB = 200  # times that a column may grow when unpacked, beyond BIG
BIG = 64_000_000  # bytes
NEWLINES = re.compile("\r\n|\r")
ESCAPED = re.compile(r'\\(["\\])')  # a mark and a backslash, as they are written where marks are not doubled


class TooLong(ValueError):
    """A row that has no end: a quotation mark that nothing closes."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is written. `escaped`: a quotation mark in a cell is written \\" and not doubled."""

    encoding: str
    delimiter: str
    quote: str = '"'
    escaped: bool = False
    bare: bool = False  # no cell is quoted, a newline in a cell is written \\n: databases write TSV so
    skip: int = 0  # lines before the header


def is_table(name: str, head: bytes, mapping: Fields = NONE) -> bool:
    """Tells whether a file of that name, that begins so, is a table of pages: its header names a column of texts and
    something else that is known, and a row of cells stands below. «Text | Photo | Video» above a page is no header."""
    if head.startswith(PARQUET):
        return True
    if b"\0" in head and letters.encoding_of(head)[:6] not in ("utf-16", "utf-32"):
        return False
    if kind_of(head) == "html":
        return False
    if name.lower().endswith(NAMES):
        return True
    dialect = dialect_of(head, mapping)
    text = _text(head, dialect.encoding)
    header = _header(text, dialect)
    places = _places(header, mapping)
    known = "text" in places and (len(places) > 1 or mapping.text is not None)
    return known and len(header) > 1 and all(0 < len(one) <= LONG for one in header) and _has_rows(text, dialect)


def _has_rows(text: str, dialect: Dialect) -> bool:
    """Tells whether a delimiter stands below the header; a row can be longer than what is looked at."""
    below = text.strip().split("\n", dialect.skip + 1)[dialect.skip + 1 :]
    return not below or dialect.delimiter in below[0]


def rows(doc: str, stream: BinaryIO, limit: int, mapping: Fields = NONE) -> Iterator[Document | Rejected]:
    """Yields the rows of a table as `doc#id` (`doc#number` without one, the first row being 1); a row that is no page
    is Rejected. `mapping` says which column holds what where their names do not tell."""
    head = stream.read(HEAD)
    stream.seek(0)
    yield from (_parquet if head.startswith(PARQUET) else _text_table)(doc, stream, head, limit, mapping)


def dialect_of(head: bytes, mapping: Fields = NONE) -> Dialect:
    """Returns how a text table that begins so is written; of several readings the one whose header is known best."""
    encoding = letters.encoding_of(head)
    text = _text(head, encoding)
    told = SEP.match(text)
    text = text[told.end() :] if told else text
    quote = "'" if text.startswith("'") else '"'
    skip = 1 if told else 0
    choices = [Dialect(encoding, one, quote, skip=skip) for one in ((told[1],) if told else DELIMITERS)]
    best = max(choices, key=lambda one: _known(_header(text, one), mapping))
    escaped = text.count('\\"') > text.replace(',""', "").count('""')
    bare = best.delimiter == "\t" and not QUOTED_TAB.search(text)
    return Dialect(encoding, best.delimiter, quote, escaped, bare, skip)


def _text(head: bytes, encoding: str) -> str:
    return head.decode(encoding, "replace").removeprefix("\ufeff")


def _header(text: str, dialect: Dialect) -> list[str]:
    """Returns the names of the columns; a header that runs over lines is none."""
    told = SEP.match(text)
    first = (text[told.end() :] if told else text).lstrip("\r\n").split("\n", 1)[0]
    try:
        return next(csv.reader([first.rstrip("\r")], delimiter=dialect.delimiter, quotechar=dialect.quote), [])
    except csv.Error:
        return []


def _places(header: Sequence[str], mapping: Fields) -> dict[str, int]:
    try:
        return columns(header, mapping)
    except ValueError:
        return {}


def _known(header: Sequence[str], mapping: Fields) -> tuple[bool, int, int]:
    places = _places(header, mapping)
    return "text" in places, len(places), len(header)


class _Rows:
    """The lines of one table, counted so that no row grows without end."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, longest: int) -> None:
        self.lines = letters.lines(stream, dialect.encoding, longest + 1)
        self.dialect, self.longest, self.size = dialect, longest, 0
        self.open = False  # whether the file ended within a row

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines, "").removeprefix("\ufeff")
        if not line:
            self.open = self.size > 0
            raise StopIteration
        self.size += len(line)
        if self.size > self.longest:
            while line and not line.endswith(("\n", "\r")):
                line = next(self.lines, "")
            raise TooLong(f"a row of more than {self.longest} characters")
        return ESCAPED.sub(_unescaped, line) if self.dialect.escaped else line

    def cells(self) -> Iterator[list[str] | csv.Error | TooLong]:
        """Yields each row that is not empty, or why it cannot be read."""
        dialect = self.dialect
        # One setting for all readers of this process: it may only grow.
        csv.field_size_limit(max(csv.field_size_limit(), self.longest))
        quoting: Any = csv.QUOTE_NONE if dialect.bare else csv.QUOTE_MINIMAL
        reader = csv.reader(self, delimiter=dialect.delimiter, quotechar=dialect.quote, quoting=quoting)
        while True:
            self.size = 0
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, TooLong) as error:
                yield error
                continue
            if self.open:  # whatever came below the mark is in this one row
                yield csv.Error("a quotation mark that nothing closes, up to the file's end")
            elif any(row):
                yield row


def _unescaped(found: re.Match[str]) -> str:
    return '""' if found[1] == '"' else "\\"


def _text_table(doc: str, stream: BinaryIO, head: bytes, limit: int, mapping: Fields) -> Iterator[Document | Rejected]:
    dialect = dialect_of(head, mapping)
    table = _Rows(stream, dialect, limit * WIDE)
    cells = table.cells()
    for _ in range(dialect.skip):
        next(cells, None)
    header = next(cells, [])
    if not isinstance(header, list):
        yield Rejected(doc, STAGE, "bad-table", str(header))
        return
    found = _columns(doc, header, mapping)
    if isinstance(found, Rejected):
        yield found
        return
    for number, row in enumerate(cells, 1):
        yield _row(doc, number, row, found, len(header), dialect.bare, limit)


def _columns(doc: str, header: Sequence[str], mapping: Fields) -> dict[str, int] | Rejected:
    try:
        found = columns(header, mapping)
    except ValueError as error:
        return Rejected(doc, STAGE, "no-text-column", str(error))
    if "text" not in found:
        seen = ", ".join(plain(one)[:LONG] for one in header[:20])
        return Rejected(doc, STAGE, "no-text-column", f"no column of texts among: {seen}")
    return found


def _row(
    doc: str, number: int, row: list[str] | ValueError | csv.Error, places: Mapping[str, int], width: int, bare: bool, limit: int
) -> Document | Rejected:
    if not isinstance(row, list):
        return Rejected(f"{doc}#{number}", STAGE, "too-large" if isinstance(row, TooLong) else "bad-row", str(row))
    if any(row[width:]):  # its text may hold delimiters that nobody quoted: then it would be cut
        return Rejected(f"{doc}#{number}", STAGE, "bad-row", f"{len(row)} cells under {width} columns")
    cells = {role: row[place] for role, place in places.items() if place < len(row)}
    if bare:
        cells["text"] = cells.get("text", "").replace("\\n", "\n").replace("\\t", "\t")
    return page_of(doc, number, cells, limit)


def page_of(doc: str, number: int, cells: Mapping[str, Any], limit: int) -> Document | Rejected:
    """Returns the document of a row, or Rejected. `cells` are under the names of `Fields`; `number` names it without an id."""
    name = f"{doc}#{plain(cells.get('doc'))[:NAMED] or number}"
    text = cells.get("text")
    if isinstance(text, bytes):
        data = text
    elif isinstance(text, str):
        data = NEWLINES.sub("\n", text.removeprefix("\ufeff")).encode("utf-8", "replace")
    else:
        data = b""
    if len(data) > limit:
        return Rejected(name, STAGE, "too-large", f"more than {limit} bytes")
    if not data.strip() or (isinstance(text, str) and not plain(text[:100].strip() or "x")):
        return Rejected(name, STAGE, "no-text", "an empty cell")
    return Document(name, data, kind=kind_of(data), told=told(cells))


def _parquet(doc: str, stream: BinaryIO, head: bytes, limit: int, mapping: Fields) -> Iterator[Document | Rejected]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    broken = (pa.ArrowException, OSError, ValueError, KeyError, TypeError, OverflowError, MemoryError)
    try:
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
        names = file.schema_arrow.names
    except broken as error:
        yield Rejected(doc, STAGE, "damaged-table", _short(error))
        return
    places = _columns(doc, names, mapping)
    if isinstance(places, Rejected):
        yield places
        return
    wanted = {role: names[place] for role, place in places.items()}
    number = 1
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        try:
            for at, cells in enumerate(_group(file, group, wanted), number):
                yield page_of(doc, at, cells, limit)
        except broken as error:  # the other groups of rows can be whole
            yield Rejected(f"{doc}#rows-{number}-{number + size - 1}", STAGE, "damaged-table", _short(error))
        number += size


def _group(file: Any, group: int, wanted: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yields the rows of one group. Raises ValueError for one that unpacks to what no texts unpack to."""
    meta = file.metadata.row_group(group)
    for at in range(meta.num_columns):
        column = meta.column(at)
        if column.total_uncompressed_size > max(BIG, BOMB * column.total_compressed_size):
            raise ValueError(f"a column that unpacks to {column.total_uncompressed_size} bytes")
    only = list(dict.fromkeys(wanted.values()))
    for batch in file.iter_batches(batch_size=BATCH, row_groups=[group], columns=only):
        cells = {name: _values(batch.column(batch.schema.get_field_index(name))) for name in only}
        for at in range(batch.num_rows):
            yield {role: cells[name][at] for role, name in wanted.items()}


def _values(column: Any) -> list[Any]:
    """Returns a column's values. Times of a billionth of a second are cut to a millionth: Python knows no finer ones."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
