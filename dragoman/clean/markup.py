"""HTML to lines of visible text, with what the markup says of each. A thin reading: no scripts, no style sheets.

Our own cutting into tags, for its time grows with the page's length whatever the page: the standard library's parser
takes minutes for a megabyte of unclosed comments.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.clean.lines import Hint

BLOCKS = frozenset(
    """
    address article aside blockquote body br button center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select summary table tbody td textarea
    tfoot th thead title tr ul
    """.split()  # noqa: SIM905
)
DROPPED = frozenset(("noscript", "template", "svg", "head", "iframe", "object", "canvas", "math"))
RAW = ("script", "style")  # hold no markup: only their own end ends them
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
AREAS = {"nav": "nav", "footer": "footer", "aside": "aside", "form": "form", "button": "button", "select": "form"}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NEAR = 40  # open elements that an end looks back over: pages leave many open
DEEP = 2000  # open elements kept; a hostile page opens a million
SPACE = re.compile(r"\s+")
# A tag, a comment's beginning, or a declaration. What stands in quotation marks may hold ">", but not for long.
# Nothing in it goes back (`*+`): with several ways to read a quotation mark, going back would take for ever.
TAG = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)"
    r"""(?P<rest>(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+'|"[^"]{0,300}+"|'[^']{0,300}+')*+)>"""
    r"|<[!?][^<>]*+>"
)
ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
WANTED = ("hidden", "style", "content", "property", "name", "itemprop")
CLOSING = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible text of a page, a hint for each of its lines, and what its head says."""

    text: str
    hints: tuple[Hint, ...]
    title: str
    site: str | None
    published: str | None


def visible(markup: str) -> Visible:
    """Returns the visible text of an HTML page: a line for each block element, white space within it single."""
    reader = _Reader()
    for text, tag in cut(markup):
        reader.words(text)
        if tag is not None:
            reader.tag(tag["name"].lower(), bool(tag["end"]), tag["rest"])
    reader.line()
    head = reader.head
    return Visible(
        "\n".join(text for text, _ in reader.lines),
        tuple(hint for _, hint in reader.lines),
        head.get("og:title") or SPACE.sub(" ", "".join(reader.title)).strip(),
        head.get("og:site_name"),
        head.get("article:published_time") or head.get("datepublished"),
    )


def cut(markup: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yields each stretch of text with the tag after it, None after a comment, a declaration or the page's end."""
    at = 0
    while found := TAG.search(markup, at):
        named = found["name"] is not None
        yield markup[at : found.start()], found if named else None
        at = found.end()
        if named and found["name"].lower() in RAW and not found["end"]:
            closing = CLOSING[found["name"].lower()].search(markup, at)
            at = closing.start() if closing else len(markup)
        elif found[0] == "<!--":
            end = markup.find("-->", at)
            at = end + 3 if end >= 0 else len(markup)
    yield markup[at:], None


class _Reader:
    """Keeps the open elements, each with whether it is seen, and gathers the words of the current line."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, Hint]] = []
        self.head: dict[str, str] = {}
        self.title: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._unseen = 0  # open elements that are not seen
        self._links = 0  # open links
        self._words: list[str] = []
        self._linked = 0
        self._in_title = False

    def tag(self, name: str, end: bool, rest: str) -> None:
        """Opens or closes an element; a block element ends the line."""
        self._in_title = name == "title" and not end and all(one != "svg" for one, _ in self._open)
        if name in BLOCKS:
            self.line()
        if end:
            self._close(name)
        elif name not in RAW:
            self._start(name, rest)

    def _start(self, name: str, rest: str) -> None:
        values = _attributes(rest) if any(word in rest for word in WANTED) else {}
        if name == "meta":
            said = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.head.setdefault(said.lower(), values.get("content", "").strip())
        if name not in VOID and not rest.endswith("/") and len(self._open) < DEEP:
            hidden = name in DROPPED or "hidden" in values or bool(HIDDEN.search(values.get("style", "")))
            seen = not hidden or name in ("html", "body")
            self._open.append((name, seen))
            self._unseen += not seen
            self._links += name == "a"

    def _close(self, name: str) -> None:
        """Closes the element and what was left open in it; an end without a beginning is passed over."""
        for at in range(len(self._open) - 1, max(-1, len(self._open) - NEAR), -1):
            if self._open[at][0] == name:
                self._unseen -= sum(not seen for _, seen in self._open[at:])
                self._links -= sum(one == "a" for one, _ in self._open[at:])
                del self._open[at:]
                return

    def words(self, text: str) -> None:
        """Takes words to the current line, or to the page's title."""
        if not text:
            return
        if self._in_title:
            self.title.append(html.unescape(text))
        elif not self._unseen:
            text = html.unescape(text)
            self._words.append(text)
            self._linked += len(text.strip()) if self._links else 0

    def line(self) -> None:
        """Ends the current line."""
        text = SPACE.sub(" ", "".join(self._words)).strip()
        if text:
            self.lines.append((text, self._hint(len(text))))
        self._words, self._linked = [], 0

    def _hint(self, length: int) -> Hint:
        tags = [name for name, _ in self._open]
        area = next((AREAS[name] for name in tags if name in AREAS), "")
        level = next((int(name[1]) for name in reversed(tags) if name in HEADINGS), 0)
        return Hint(area, min(1.0, self._linked / length), level, "blockquote" in tags)


def _attributes(rest: str) -> dict[str, str]:
    found = (match.groups("") for match in ATTRIBUTE.finditer(rest[:20_000]))
    return {name.lower(): html.unescape(one or other or bare) for name, one, other, bare in found}
