"""Sentences of an article: one pass over the marks that may end one, and a list of named reasons why one does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from dragoman.languages import Language, fold
from dragoman.model import Article, Sentence, Span
from dragoman.text.stems import stem
from dragoman.text.words import WORD

CLOSING = "\"'”’»“)]›"
OPENING = "\"'“„«‘([‹"
DASHES = "-–—―"
# A run of ending marks with the quotation marks and brackets that close after it.
ENDING = re.compile(rf"[.!?…‽。！？]+[{re.escape(CLOSING)}]*")
# The word before a point, with inner points: "U.S", «т.е», «млн».
LAST_WORD = re.compile(r"(?:[^\W\d_](?:[^\W\d_]|[.'’‑-](?=[^\W\d_]))*)$")
NEXT = re.compile(rf"[\s{re.escape(OPENING + DASHES)}]*(\w?)")
ORDINAL = re.compile(r"(?:^|[^.\s][\s(«“\"])\d{1,3}$")
LOOK_BACK = 40  # code points; no abbreviation is longer
# Code points on either side of a mark that are looked at: a line of a megabyte has tens of thousands of marks.
NEAR = 400
LONGEST = 10_000  # code points; what goes on beyond is no sentence, and what reads sentences compares all words of one
SHORT_START = 3  # words: «В 2022 г. Турция ...» begins a sentence rather than ending one


@dataclass(frozen=True, slots=True)
class Edge:
    """A place where a sentence may end: the sentence so far, the marks, and what follows them."""

    text: str
    start: int  # of the sentence that may end here
    at: int  # of the ending marks
    end: int  # after the marks and what closes after them
    limit: int  # end of the block
    language: Language
    lowered: frozenset[str]  # stems that the text has in lower case

    @property
    def marks(self) -> str:
        """Returns the ending marks with the closing quotation marks."""
        return self.text[self.at : self.end]

    @property
    def last(self) -> str:
        """Returns the folded word before the marks, with its inner points: "u.s", «т.е»; empty after a digit."""
        found = LAST_WORD.search(self.text[max(self.start, self.at - LOOK_BACK) : self.at])
        return fold(found[0]) if found else ""

    @property
    def following(self) -> str:
        """Returns the text after the marks, as far as it is looked at, in the block."""
        return self.text[self.end : self.near]

    @property
    def near(self) -> int:
        """Returns how far ahead is looked."""
        return min(self.limit, self.end + NEAR)

    @property
    def before(self) -> str:
        """Returns the sentence before the marks, its end where it is long."""
        return self.text[max(self.start, self.at - NEAR) : self.at]

    @property
    def next_word(self) -> str:
        """Returns the first word after the marks, as written."""
        found = WORD.search(self.text, self.end, self.near)
        return found[0] if found else ""


def _glued(edge: Edge) -> bool:
    """A mark with no space after it: a decimal point, an address. «зимы.“Мы» is two sentences all the same."""
    if not edge.following or edge.following[0].isspace():
        return False
    before = LAST_WORD.search(edge.text[max(edge.start, edge.at - LOOK_BACK) : edge.at])
    after = re.match(rf"[{re.escape(OPENING)}]*([^\W\d_]+)(?=[\s,])", edge.following)
    if not before or not after or len(before[0]) < 3 or not before[0].islower():
        return True
    return not (after[1].istitle() or (after[1].isupper() and len(after[1]) == 1))


def _lower_follows(edge: Edge) -> bool:
    """«Да!» — сказал он: what follows the marks, past dashes and quotation marks, is a small letter."""
    found = NEXT.match(edge.text, edge.end, edge.near)
    return bool(found and found[1] and found[1].islower())


def _comma_follows(edge: Edge) -> bool:
    """«Мы готовы!», — сказал он."""
    return edge.following.lstrip()[:1] in (",", ";", ":")


def _initial(edge: Edge) -> bool:
    """«В. Орлов», "J. Smith", «А.С. Ли», "H.R. 12": single capital letters before a name or number."""
    word = LAST_WORD.search(edge.text[max(edge.start, edge.at - LOOK_BACK) : edge.at])
    if not word or not re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])*", word[0]) or not word[0][0].isupper():
        return False
    if len(word[0]) > 1 and (edge.last in edge.language.seldom_ends or edge.last in edge.language.may_end):
        return False
    following = edge.next_word
    if len(following) == 1 or (len(word[0]) > 1 and following[:1].isdigit()):
        return True
    return following[:1].isupper() and fold(following) not in edge.language.openers


def _never(edge: Edge) -> bool:
    """«им. Ленина», "Mr. Smith"."""
    return edge.last in edge.language.never_ends


def _seldom(edge: Edge) -> bool:
    """«В 2022 г. Турция начала»: no end, unless what follows begins like a sentence."""
    return edge.last in edge.language.seldom_ends and not _begins(edge)


def _ordinal(edge: Edge) -> bool:
    """ "NATO'nun 75. Yıl Zirvesi": a number with a point is an ordinal in such a language, unless a sentence begins after it."""
    if not edge.language.ordinal_point:
        return False
    return bool(ORDINAL.search(edge.before)) and fold(edge.next_word) not in edge.language.openers


def _number_of_list(edge: Edge) -> bool:
    """«1. Турция поставит»: nothing but a number stands before the point."""
    return bool(re.fullmatch(r"\W*(?:\d{1,3}|[IVXivx]{1,4})", edge.before))


def _bracketed(edge: Edge) -> bool:
    """«(НАТО, ред. )»: the marks stand inside a bracket that closes right after."""
    return edge.following.lstrip()[:1] in (")", "]")


NOT_AN_END: tuple[Callable[[Edge], bool], ...] = (
    _glued,
    _comma_follows,
    _bracketed,
    _lower_follows,
    _number_of_list,
)
# Only a single point is doubtful in these ways; «...», "!" and "?" are not.
NOT_AN_END_POINT: tuple[Callable[[Edge], bool], ...] = (_never, _initial, _seldom, _ordinal)


def _goes_on(edge: Edge) -> bool:
    """Tells whether a sentence goes on behind what would be its first word: "in the U.S. Officials said".

    In "told the U.S. Secretary of State", "the U.N. Security Council" a title does.
    """
    words = (found[0] for found in WORD.finditer(edge.text, edge.end, edge.near))
    second = next(islice(words, 1, None), "")
    return second.islower() and fold(second) not in edge.language.title_goes_on


def _begins(edge: Edge) -> bool:
    """Tells whether what follows a doubtful abbreviation looks like the beginning of a sentence."""
    word = edge.next_word
    if fold(word) in edge.language.openers:
        return len(WORD.findall(edge.before)) > SHORT_START or fold(word) not in ("в", "во")
    if "." in edge.last and not _goes_on(edge):
        return False
    return stem(word, edge.language) in edge.lowered and len(WORD.findall(edge.before)) > SHORT_START


def _ends(edge: Edge) -> bool:
    if any(reason(edge) for reason in NOT_AN_END):
        return False
    point = edge.marks.rstrip(CLOSING) == "." and edge.marks[-1] == "."
    return not (point and any(reason(edge) for reason in NOT_AN_END_POINT))


def lowered_stems(text: str, language: Language) -> frozenset[str]:
    """Returns the stems of the words that `text` has in lower case: what is written so somewhere is no name."""
    return frozenset(stem(word, language) for word in set(WORD.findall(text)) if word.islower())


def sentence_spans(text: str, start: int, end: int, language: Language, lowered: frozenset[str]) -> Iterator[Span]:
    """Yields the sentences of text[start:end] in order, without the white space around them; one that has no end is cut.

    `lowered` is what `lowered_stems` gives for the whole text. Every code point that is no white space is in one.
    """
    begin = start
    for found in ENDING.finditer(text, start, end):
        edge = Edge(text, begin, found.start(), _after_marks(found, text), end, language, lowered)
        if found.start() >= begin and _ends(edge):
            yield from _pieces(text, begin, edge.end)
            begin = edge.end
    yield from _pieces(text, begin, end)


def _pieces(text: str, begin: int, end: int) -> Iterator[Span]:
    """Yields the sentence; one of more than LONGEST code points is cut, between words where it has any."""
    while end - begin > LONGEST:
        cut = max(text.rfind(" ", begin + 1, begin + LONGEST), text.rfind("\n", begin + 1, begin + LONGEST))
        cut = cut if cut > 0 else begin + LONGEST
        yield from _trimmed(text, begin, cut)
        begin = cut
    yield from _trimmed(text, begin, end)


def _after_marks(found: re.Match[str], text: str) -> int:
    """Returns where the ending marks end; in «зимы.“Дом» the quotation mark opens what follows."""
    end = found.end()
    if text[end : end + 1].isalnum() and text[end - 1] in OPENING:
        return end - 1
    return end


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def sentences(article: Article, language: Language) -> tuple[Sentence, ...]:
    """Returns the sentences of the article's coded blocks in order; none crosses a block."""
    lowered = lowered_stems(article.text, language)
    return tuple(
        Sentence(span.start, span.end, index)
        for index, block in enumerate(article.blocks)
        if block.coded
        for span in sentence_spans(article.text, block.start, block.end, language, lowered)
    )
