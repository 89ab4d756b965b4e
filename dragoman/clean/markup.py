"""HTML to lines of visible text, with what the markup says of each. A thin reading: no scripts, no style sheets.

Our own cutting into tags, for its time grows with the page's length whatever the page: the standard library's parser
takes minutes for a megabyte of unclosed comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.clean.areas import area_of
from dragoman.clean.entities import unescape
from dragoman.clean.head import LONGEST_SCRIPT, MOST_HEADLINES, NO_HEAD, PARAGRAPH, Gathered, Head, Headline, Place, head_of
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
# What stands in a page's head; any other element ends it, for many pages leave its own end out.
OF_HEAD = frozenset("base basefont bgsound head link meta noscript script style template title".split())  # noqa: SIM905
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements with which a story begins, and those that are no part of the page where they hold one: the form around the whole of
# it in pages of ASP.NET, a menu without its end.
HOLDS = {"h1": ("form",), "article": ("form",), "main": ("form", "nav", "aside", "footer")}
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
# Elements whose attributes are read where this word stands among them.
SAID = {"html": "lang", "link": "canonical", "time": "datetime", "abbr": "publish", "a": "author"}
TIMED = ("time", "abbr")
TITLE = 2_000  # characters kept of a page's title
MOST_WORDS = 20  # stretches of text in an author's name
CLOSING = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible text of a page, a hint for each of its lines, and what its head says."""

    text: str
    hints: tuple[Hint, ...] = ()
    head: Head = NO_HEAD


def visible(markup: str) -> Visible:
    """Returns the visible text of an HTML page: a line for each block element, white space within it single."""
    reader = _Reader()
    for text, tag in cut(markup):
        reader.words(text)
        if tag is not None:
            name = tag["name"].lower()
            reader.tag(name, bool(tag["end"]), tag["rest"])
            if name == "script" and "ld+json" in tag["rest"].lower():
                reader.head.script(_raw(markup, tag.end()))
    reader.line()
    return Visible(
        "\n".join(text for text, _ in reader.lines),
        tuple(hint for _, hint in reader.lines),
        head_of(reader.head, SPACE.sub(" ", "".join(reader.title)[:TITLE]).strip(), list(reader.headlines())),
    )


def _raw(markup: str, at: int) -> str:
    """Returns the words of a script that begins there, as far as they are read."""
    closing = CLOSING["script"].search(markup, at, at + LONGEST_SCRIPT)
    return markup[at : closing.start() if closing else at + LONGEST_SCRIPT]


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
        self.head = Gathered()
        self.title: list[str] = []
        self._areas: list[str] = []  # the part of the page that each open element makes
        self._open: list[tuple[str, bool]] = []
        self._unseen = 0  # open elements that are not seen
        self._links = 0  # open links
        self._words: list[str] = []
        self._linked = 0
        self._in_title = False
        self._headlines: list[Place] = []  # where headings of the first level begin
        self._paragraphs = 0  # lines of running text so far
        self._articles = 0  # opened so far
        self._within: list[int] = []  # which of them each open `article` is
        self._author: list[str] | None = None  # words of an author's name that is being read
        self._around = 0  # open elements around it

    def tag(self, name: str, end: bool, rest: str) -> None:
        """Opens or closes an element; a block element ends the line."""
        self._in_title = name == "title" and not end and all(one != "svg" for one, _ in self._open)
        if name in BLOCKS:
            self.line()
        if end:
            self._close(name)
        elif name not in RAW:
            if self._open and self._open[-1][0] == "head" and name not in OF_HEAD:
                self._close("head")
            self._start(name, rest)

    def _start(self, name: str, rest: str) -> None:
        known = any(word in rest for word in WANTED) or SAID.get(name, "\n") in rest
        values = _attributes(rest) if known else {}
        if values:
            self._say(name, values)
        for one in HOLDS.get(name, ()):
            self._around_story(one)
        if name == "h1" and len(self._headlines) < MOST_HEADLINES:
            self._headlines.append(self._place)
        if name not in VOID and not rest.endswith("/") and len(self._open) < DEEP:
            hidden = name in DROPPED or "hidden" in values or bool(HIDDEN.search(values.get("style", "")))
            seen = not hidden or name in ("html", "body")
            self._areas.append(area_of(name, rest))
            self._open.append((name, seen))
            self._unseen += not seen
            self._links += name == "a"
            if name == "article":
                self._articles += 1
                self._within.append(self._articles)

    def _around_story(self, name: str) -> None:
        """Takes it back that elements of that name that are open make a part of the page: the page's story begins in them."""
        for at, (one, _) in enumerate(self._open[-NEAR:], start=max(0, len(self._open) - NEAR)):
            if one == name:
                self._areas[at] = ""

    def _say(self, name: str, values: dict[str, str]) -> None:
        """Sets aside what an element says of the page."""
        if name == "meta":
            self.head.meta(values)
        elif name == "link":
            self.head.link(values)
        elif name == "html":
            self.head.lang = self.head.lang or values.get("lang", "")
        said = values.get("itemprop", "").lower()
        if name == "meta" and said == "name" and self._author == []:  # of an author, and not shown
            self.head.author(values.get("content", "")[:TITLE])
            self._author = None
        if name != "meta" and (name in TIMED or "date" in said) and self.head.open_to_times:
            self.head.time(values, [one for one, _ in self._open], self._areas, self._place)
        if name not in VOID and self._author is None and (said == "author" or "author" in values.get("rel", "").split()):
            self._author, self._around = [], len(self._open)

    def _name(self) -> None:
        """Ends an author's name where the element ends that holds it."""
        if self._author is not None and len(self._open) <= self._around:
            self.head.author(SPACE.sub(" ", "".join(self._author)).strip())
            self._author = None

    @property
    def _place(self) -> Place:
        return Place(len(self.lines), self._paragraphs, self._within[-1] if self._within else 0)

    def headlines(self) -> Iterator[Headline]:
        """Yields the headings of the first level, each with the line that it is."""
        for place in self._headlines:
            if place.lines < len(self.lines):
                yield Headline(self.lines[place.lines][0], place)

    def _close(self, name: str) -> None:
        """Closes the element and what was left open in it; an end without a beginning is passed over."""
        for at in range(len(self._open) - 1, max(-1, len(self._open) - NEAR), -1):
            if self._open[at][0] == name:
                self._unseen -= sum(not seen for _, seen in self._open[at:])
                self._links -= sum(one == "a" for one, _ in self._open[at:])
                ended = sum(one == "article" for one, _ in self._open[at:])
                del self._within[len(self._within) - ended :]
                del self._open[at:], self._areas[at:]
                self._name()
                return

    def words(self, text: str) -> None:
        """Takes words to the current line, or to the page's title."""
        if not text:
            return
        if self._in_title:
            self.title.append(unescape(text))
        elif not self._unseen:
            text = unescape(text)
            self._words.append(text)
            self._linked += len(text.strip()) if self._links else 0
            if self._author is not None and len(self._author) < MOST_WORDS:
                self._author.append(text[:TITLE])

    def line(self) -> None:
        """Ends the current line."""
        text = SPACE.sub(" ", "".join(self._words)).strip()
        if text:
            self.lines.append((text, self._hint(len(text))))
            self._paragraphs += len(text) >= PARAGRAPH
        self._words, self._linked = [], 0

    def _hint(self, length: int) -> Hint:
        tags = [name for name, _ in self._open]
        area = next(filter(None, self._areas), "")
        level = next((int(name[1]) for name in reversed(tags) if name in HEADINGS), 0)
        return Hint(area, min(1.0, self._linked / length), level, "blockquote" in tags)


def _attributes(rest: str) -> dict[str, str]:
    found = (match.groups("") for match in ATTRIBUTE.finditer(rest[:20_000]))
    return {name.lower(): unescape(one or other or bare) for name, one, other, bare in found}
