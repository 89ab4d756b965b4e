"""The latest dated act that a page reports as past: it cannot have appeared before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.clean.dates import DIGIT, Day
from dragoman.clean.kit import Kit
from dragoman.languages import Language, fold
from dragoman.model import Block
from dragoman.text import sentence_spans
from dragoman.text.words import WORD

YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)")


def bounds_after(text: str, blocks: Sequence[Block], kit: Kit, language: Language, until: str | None) -> str | None:
    """Returns the ISO date, possibly a month, of the latest act told as past; None where none is dated.

    Sentences about what is to come are passed over; a day without a year takes the one year that its sentence names
    («25 января ... учения-2023»). Nothing later than `until`, the date of publication, is taken.
    """
    dates = [date for sentence in _past(text, blocks, language) for date in _dates(sentence, kit, language)]
    return max((date for date in dates if not until or date <= until), default=None)


def _past(text: str, blocks: Sequence[Block], language: Language) -> Iterator[str]:
    for block in blocks:
        if block.coded and DIGIT.search(text, block.start, block.end):
            for span in sentence_spans(text, block.start, block.end, language, frozenset()):
                sentence = span.of(text)
                if DIGIT.search(sentence) and not any(fold(word) in language.future for word in WORD.findall(sentence)):
                    yield sentence


def _dates(sentence: str, kit: Kit, language: Language) -> Iterator[str]:
    years = set(YEAR.findall(sentence))
    for day in kit.calendar.find(sentence, language.numeric_dates):
        date = _full(day, years)
        if date and len(date) > 4:
            yield date


def _full(day: Day, years: set[str]) -> str | None:
    if day.dated:
        return day.date
    return next(iter(years)) + day.date[1:] if len(years) == 1 else None
