"""Document to article: decoding, language, blocks, headline, date, outlet, authors, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dragoman.clean.address import with_addresses
from dragoman.clean.agencies import code_of
from dragoman.clean.bounds import bounds_after
from dragoman.clean.decode import Decoded, NotText, decode
from dragoman.clean.detect import detect
from dragoman.clean.extent import extent
from dragoman.clean.head import Head
from dragoman.clean.kit import Kit, kit
from dragoman.clean.lines import Line, Mark
from dragoman.clean.markup import Visible, visible
from dragoman.clean.page import lines_of, page_of
from dragoman.clean.published import Seen, published, updated
from dragoman.clean.rules import verdicts
from dragoman.clean.sources import Origin, named, origin
from dragoman.clean.title import with_title, without_site
from dragoman.clean.told import with_told
from dragoman.clean.web import host_of, page_address
from dragoman.languages import Language
from dragoman.model import Article, Block, Document, Rejected
from dragoman.text import content_stems

__all__ = ["clean"]

STAGE = "clean"
WHOLE = len("2024-05-01")
NO_OUTLETS: Mapping[str, str] = MappingProxyType({})


def clean(document: Document, languages: Sequence[Language], outlets: Mapping[str, str] = NO_OUTLETS) -> Article | Rejected:
    """Returns the article of a document, or Rejected (stage "clean") with one of the reasons: empty, binary,
    unknown-encoding, no-text (too few letters), unknown-language (the detail says which).

    Its blocks partition its text; none crosses a line, and a line's newline and the blank lines after it belong to its
    last block. `outlets` maps folded names of outlets to their codes.
    """
    tools = kit(tuple(languages), outlets)
    try:
        decoded = decode(document.data, languages)
    except NotText as error:
        return Rejected(document.doc, STAGE, error.reason, str(error))
    seen = visible(decoded.text) if document.kind == "html" else Visible(decoded.text)
    lines = lines_of(seen.text, tools, seen.hints, seen.head.sites)
    guess = detect(_body(lines), tools.codes, seen.head.lang)
    if guess is None:
        return Rejected(document.doc, STAGE, "no-text", "too few letters to tell a language")
    language = tools.language(guess.code)
    if language is None:
        return Rejected(document.doc, STAGE, "unknown-language", f"{guess.code} ({guess.confidence:.2f})")
    return with_told(_article(document, decoded, seen, lines, language, tools), document, outlets)


def _body(lines: Sequence[Line]) -> str:
    """Returns the words that tell a page's language: its running text, its headlines where it has none, else all."""
    prose = " ".join(line.text for line in lines if line.prose)
    unmarked = " ".join(line.text for line in lines if line.mark is None)
    return prose or unmarked or " ".join(line.text for line in lines)


def _article(
    document: Document, decoded: Decoded, seen: Visible, lines: tuple[Line, ...], language: Language, tools: Kit
) -> Article:
    declared_title = without_site(seen.head.title, seen.head.sites)
    declared = frozenset(content_stems(seen.head.title, language))
    page = with_title(extent(with_addresses(page_of(lines, language), tools, language), declared), seen.head.title)
    found = verdicts(page)
    parts = blocks(seen.text, found)
    times = Seen(seen.text, page, found, tools, language.numeric_dates)
    date = published(times, seen.head, _address(document))
    makers = origin(seen.text, page, found, parts, tools)
    return Article(
        doc=document.doc,
        lang=language.code,
        text=seen.text,
        blocks=parts,
        title=page.lines[page.title].text if page.title is not None else declared_title or None,
        published=date,
        bounds_after=bounds_after(seen.text, parts, tools, language, date.date[:WHOLE] if date else None),
        outlet=_outlet(document, seen.head, makers, tools.outlets),
        authors=makers.authors or named(seen.head.authors, tools),
        sources=makers.sources,
        translated=makers.translated,
        encoding=decoded.encoding,
        address=seen.head.address,
        updated=updated(times, seen.head, date),
    )


def _outlet(document: Document, head: Head, makers: Origin, outlets: Mapping[str, str]) -> str | None:
    """Returns whose page it is: by its head, its headline's tail, its container, its site where the table has that; else a guess.

    An agency that opens the text is a guess: most pages with «АНКАРА (АА) - …» pass its words on.
    """
    told = head.outlet or makers.outlet or (document.told.outlet if document.told else None)
    site = host_of(head.address or _address(document))
    return told or (site if site and code_of(site, outlets) else None) or makers.guess


def _address(document: Document) -> str | None:
    """Returns where the page was: by its container, or by its own name where that is an address; a file's name is none."""
    return (document.told.address if document.told else None) or page_address(document.doc)


def blocks(text: str, found: Sequence[tuple[Line, Mark]]) -> tuple[Block, ...]:
    """Returns a block for each line, or part of one, so that together they are `text`."""
    starts = [line.start for line, _ in found] + [len(text)]
    parts = [
        Block(mark.kind, line.start, end, line.number, mark.rule, mark.reason)
        for (line, mark), end in zip(found, starts[1:], strict=True)
    ]
    if starts[0] > 0:
        parts.insert(0, Block("other", 0, starts[0], 1, "blank", "nothing before the first line"))
    return tuple(parts)
