"""Lines in which a site speaks to its reader of itself: «Больше новостей в нашем канале», "You can support our newsroom"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.clean.kit import Kit
from dragoman.clean.lines import Line, Mark
from dragoman.clean.page import Page, overlap
from dragoman.clean.phrases import QUOTES
from dragoman.languages import Language
from dragoman.text import content_stems
from dragoman.text.words import WORD

LONGEST = 30  # words
TALK = 3  # other paragraphs with such words from which the story itself is a talk or a letter
FOREIGN = 0.1  # share of what else such a line is about that the running text may be about too
SPOKEN = (*QUOTES, "—", "–", "-")  # begin what somebody says


def with_addresses(page: Page, kit: Kit, language: Language) -> Page:
    """Returns the page with those lines marked that speak to the reader, name something of the site, and share nothing
    with the running text: in a story about a newspaper its editors may speak of their newsroom. A page whose paragraphs
    say «мы» and «вы» all along, as a conversation does, is left as it is.
    """
    found = [index for index, line in enumerate(page.lines) if _speaks_to_reader(line, kit)]
    if not found or sum(line.prose and _addresses(line, kit) for line in page.lines) - len(found) >= TALK:
        return page
    rest = frozenset[str]().union(*(page.stems[at] for at, line in enumerate(page.lines) if line.prose and at not in found))
    lines = list(page.lines)
    for index in found:
        others = [word for word in WORD.findall(lines[index].key) if not _forms(word) & _own(kit)]
        if rest and overlap(frozenset(content_stems(" ".join(others), language)), rest) <= FOREIGN:
            mark = Mark("advert", "to-the-reader", "speaks to the reader of the site itself")
            lines[index] = replace(lines[index], mark=mark)
    return replace(page, lines=tuple(lines))


def _speaks_to_reader(line: Line, kit: Kit) -> bool:
    if line.mark or not 3 <= line.words <= LONGEST or line.text.startswith(SPOKEN):
        return False
    return _addresses(line, kit) and not _own(kit).isdisjoint(form for word in WORD.findall(line.key) for form in _forms(word))


def _addresses(line: Line, kit: Kit) -> bool:
    return not kit.phrases.words["reader"].isdisjoint(word.strip(",.:!?") for word in line.key.split(" "))


def _forms(word: str) -> frozenset[str]:
    """A word and its parts: «telegram-канале»."""
    return frozenset((word, *word.split("-")))


def _own(kit: Kit) -> frozenset[str]:
    """What a site has of its own: channels, readers, subscriptions."""
    return kit.phrases.words["medium"] | kit.phrases.words["site"]
