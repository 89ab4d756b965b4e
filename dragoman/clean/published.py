"""When a page says it was published: named places in order of trust, the first that has a date wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.clean.dates import DIGIT, Day
from dragoman.clean.kit import Kit
from dragoman.clean.lines import Line, Mark
from dragoman.clean.page import Page
from dragoman.clean.pieces import OUTLET
from dragoman.languages import Language
from dragoman.model import Published

HEADER_WORDS = 14  # of the longest line between headline and text whose date is the page's
FOOTER = 4  # lines after the story among which its date may stand
SERVICE = (
    "no-words",
    "hashtags",
    "navigation",
    "form",
    "invitation",
    "menu-words",
    "breadcrumbs",
    "player",
    "to-the-reader",
)  # rules of lines not counted so
LEAD = 2  # lines of the story before the one that begins with a date and an outlet
NAMED = ("published", "updated")

Verdicts = Sequence[tuple[Line, Mark]]


def published(page: Page, verdicts: Verdicts, kit: Kit, language: Language) -> Published | None:
    """Returns the date of publication, None where the page does not say it. Its own clock and events' dates are not it.

    Only dates whose year is known count; `date` is ISO, partial where the page's is.
    """
    for basis, places in PLACES:
        for index in places(page, verdicts, kit):
            line = page.lines[index]
            order = language.numeric_dates
            for day in kit.calendar.find(line.text, order):
                if day.dated:
                    return _published(line, day, basis)
    return None


def _published(line: Line, day: Day, basis: str) -> Published:
    start = line.start + line.lead
    words = line.text[day.start : day.end]
    return Published(day.date, basis, words, start + day.start, start + day.end)


def _labelled(page: Page, kit: Kit, name: str) -> Iterator[int]:
    """Lines that begin so, those above the headline last and none in a list of other stories or among comments."""
    anchor = (page.title if page.title is not None else page.first) - 1
    end = next((at for at in range(page.last + 1, len(page.lines)) if _heads(page.lines[at])), len(page.lines))
    for index in (*range(max(0, anchor), end), *range(max(0, anchor))):
        line = page.lines[index]
        short = line.words <= HEADER_WORDS or (line.mark is not None and line.mark.rule == "opening")
        if short and DIGIT.search(line.text) and _begins_with(line, kit, name):
            yield index


def _heads(line: Line) -> bool:
    return line.mark is not None and line.mark.rule in ("related", "comments")


def _begins_with(line: Line, kit: Kit, name: str) -> bool:
    """Tells whether a line begins with a label of that list: «Дата изменения» is no «Дата», the longest label counts."""
    longest = {one: _label(line, kit, one) for one in NAMED}
    return longest[name] > 0 and longest[name] == max(longest.values())


def _label(line: Line, kit: Kit, name: str) -> int:
    labels = kit.phrases.labels[name]
    return max((len(label) for label in labels if line.key.startswith((label + " ", label + ":"))), default=0)


def _by_label(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """«Опубликовано: 12.09.2025», «date 2025-09-12 ...»."""
    return _labelled(page, kit, "published")


def _by_opening(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """A date before the text of the first line of the story; with an outlet beside it, of one of the next lines too."""
    for index, line in enumerate(page.lines[: page.last + 1]):
        near = index <= page.first or (index <= page.first + LEAD and OUTLET.search(line.text))
        if near and line.mark and line.mark.rule == "opening":
            yield index


def _by_byline(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """«By Admin Авг11,2024»."""
    for index, (_, mark) in enumerate(verdicts):
        if mark.kind == "byline":
            yield index


def _by_header(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """A short line with a date between headline and text."""
    if page.title is None:
        return
    for index in range(page.title + 1, min(page.first, len(page.lines))):
        line = page.lines[index]
        short = line.words <= HEADER_WORDS and verdicts[index][1].kind != "teaser" and DIGIT.search(line.text)
        if short and not _begins_with(line, kit, "updated"):
            yield index


def _by_line_above(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """A date alone right above the headline, or the text where there is none; with a weekday it is a clock."""
    at = (page.title if page.title is not None else page.first) - 1
    if at >= 0 and _date_alone(page.lines[at]) and not kit.calendar.weekday(page.lines[at].text):
        yield at


def _by_footer(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """A date alone, or a credit with a date, right after the text."""
    left = FOOTER
    for index in range(page.last + 1, len(page.lines)):
        mark = page.lines[index].mark
        if left <= 0 or _heads(page.lines[index]):
            return
        left -= mark is None or mark.rule not in SERVICE
        if _date_alone(page.lines[index]) or verdicts[index][1].kind == "credit":
            yield index


def _by_update(page: Page, verdicts: Verdicts, kit: Kit) -> Iterator[int]:
    """«Обновлено 13.09.2025», where no date of publication stands."""
    return _labelled(page, kit, "updated")


def _date_alone(line: Line) -> bool:
    return line.mark is not None and line.mark.rule == "date-line"


PLACES: tuple[tuple[str, Callable[[Page, Verdicts, Kit], Iterator[int]]], ...] = (
    ("label", _by_label),
    ("opening", _by_opening),
    ("byline", _by_byline),
    ("header", _by_header),
    ("line-above", _by_line_above),
    ("footer", _by_footer),
    ("update", _by_update),
)
