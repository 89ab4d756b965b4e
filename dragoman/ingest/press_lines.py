"""An export of a press database to lines: plain text, RTF, HTML. What its articles are made of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.ingest import letters
from dragoman.ingest.kind import kind_of

RTF = b"{\\rtf"
FONT_LINE = 2000  # characters of one font's entry
HEX = re.compile(r"[0-9a-fA-F\r\n]{64,}+")  # a picture
TAG = re.compile(r"""<!--|<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)(?P<rest>(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+)>|<[!?][^<>]*+>""")
BLOCKS = frozenset("address article blockquote body br center div h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split())  # noqa: SIM905
RAW = ("script", "style", "title")
AUTHOR = re.compile(r"""class\s*=\s*["']?author\b""", re.IGNORECASE)
BYLINE = "By "
HALF = 0.5  # of a full line; a shorter one ends its paragraph
WRAPPED = 100  # characters; a text whose lines are no longer was broken into lines
COPYRIGHT = re.compile(r"\s*(?:\(c\)|©|copyright\b|all rights reserved)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of an export. `identity` is the database's own name for it, empty where there is none."""

    identity: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    byline: str = ""
    paragraphs: tuple[str, ...] = ()


class Unreadable(ValueError):
    """An export that cannot be read; `reason` is the short name for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


def is_rtf(head: bytes) -> bool:
    """Tells whether a file that begins so is RTF."""
    return head.lstrip().startswith(RTF)


def lines_of(stream: BinaryIO, head: bytes, limit: int) -> Iterator[str]:
    """Yields the lines of an export without their ends. Text is read line by line; HTML and RTF of more than `limit`
    bytes, and RTF that is broken, raise Unreadable."""
    if not is_rtf(head) and kind_of(head) != "html":
        yield from (line.strip(" \r\n\ufeff") for line in letters.lines(stream, letters.encoding_of(head), limit))
        return
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unreadable("too-large", f"more than {limit} bytes")
    yield from rtf_lines(data) if is_rtf(head) else html_lines(data.decode(letters.encoding_of(head), "replace"))


def rtf_lines(data: bytes) -> Iterator[str]:
    """Yields the lines of an RTF text, the cells of a row with "|" after each. Raises Unreadable."""
    from striprtf import striprtf

    library: Any = striprtf  # its functions are not typed
    # Fields without their instructions (addresses of links) and pictures are taken out first: the library looks for them
    # in time that grows with the square of a line's length. A raw newline means nothing in RTF.
    text = HEX.sub("\n", data.decode("latin-1").replace("\\fldinst", "\\fldinst\n"))
    fonts = library.font_table_group(text)
    short = fonts.replace("{", "\n{")
    if any(len(line) > FONT_LINE for line in short.split("\n")):
        raise Unreadable("bad-rtf", "a font's entry without an end")
    try:
        found: str = library.rtf_to_text(text.replace(fonts, short, 1) if fonts else text, errors="replace")
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise Unreadable("bad-rtf", f"{type(error).__name__}: {error}"[:200]) from error
    whole = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # a sign in two halves is one sign
    yield from (line.rstrip() for line in whole.split("\n") if line.strip())


def html_lines(markup: str) -> Iterator[str]:
    """Yields a line for each block of a page, a tab after each cell of a table; an author's line begins with «By»."""
    words: list[str] = []
    at, last = 0, markup.rfind("-->")  # a comment that nothing closes is none
    while found := TAG.search(markup, at):
        words.append(_words(markup[at : found.start()]))
        at, name = found.end(), (found["name"] or "").lower()
        if found[0] == "<!--":
            at = markup.index("-->", at) + 3 if at <= last else at
        elif name in RAW and not found["end"]:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(markup, at)
            at = closing.start() if closing else len(markup)
        elif name in ("td", "th") and found["end"]:
            words.append("\t")
        elif name in BLOCKS:
            yield from _line(words)
            words = [BYLINE] if not found["end"] and AUTHOR.search(found["rest"]) else []
    yield from _line([*words, _words(markup[at:])])


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text))


def _line(words: Sequence[str]) -> Iterator[str]:
    line = re.sub(r"^By (?=\s*(?:By|От|От:)\b)", "", "".join(words)).strip(" ")
    if line.strip() and line != BYLINE.strip():
        yield re.sub(" {2,}", " ", line)


def chunks(lines: Iterable[str], opens: re.Pattern[str], closes: re.Pattern[str], limit: int) -> Iterator[list[str] | None]:
    """Yields the lines of each article with the line that opens or closes it; None for one of more than `limit` characters."""
    part: list[str] = []
    size = 0
    for line in lines:
        if opens.match(line) and any(part):
            yield part if size <= limit else None
            part, size = [], 0
        size += len(line) + 1
        if size <= limit:
            part.append(line)
        if closes.match(line):
            yield part if size <= limit else None
            part, size = [], 0
    if any(line.strip() for line in part):
        yield part if size <= limit else None


def wrapped(lines: Sequence[str]) -> bool:
    """Tells whether lines were broken to a width, with empty lines between paragraphs."""
    return "" in [line.strip() for line in lines] and max(map(len, lines), default=0) <= WRAPPED


def paragraphs(lines: Sequence[str], broken: bool) -> tuple[str, ...]:
    """Returns the paragraphs: what stands between empty lines where the lines are `broken`, else each line.

    Those at the end that say whose rights they are are left off.
    """
    found: list[list[str]] = []
    full = max(map(len, lines), default=0)
    goes_on = False
    for line in lines:
        words = " ".join(line.split())
        if words and goes_on:
            found[-1].append(words)
        elif words:
            found.append([words])
        goes_on = broken and len(line) > full * HALF
    whole = [" ".join(parts) for parts in found]
    while whole and COPYRIGHT.match(whole[-1]):
        whole.pop()
    return tuple(whole)
