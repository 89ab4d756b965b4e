"""When a page says it was published: named places in order of trust, the first that has a date wins."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dragoman.clean.clock import moment
from dragoman.clean.dates import DIGIT, Day
from dragoman.clean.head import Head, Said
from dragoman.clean.kit import Kit
from dragoman.clean.lines import Line, Mark
from dragoman.clean.page import Page
from dragoman.clean.phrases import key
from dragoman.clean.pieces import OUTLET
from dragoman.clean.web import day_in
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
HEADS = ("json-ld", "meta", "time")
ADDRESS, UPDATE = "address", "update"
FIRST = "1990"  # no page of the web is older: an earlier date is a machine's zero
WHOLE, MINUTE = len("2024-05-01"), len("2024-05-01T10:30")
SLACK = 2  # days by which a date may be later than others for no other reason than zones and a draft
ENOUGH = 2  # other dates that together are surer than the page's head
LONGEST = 100  # characters read of a time in the head
BESIDE = 80  # characters after a date in which its time, or the date of a change, stands

Verdicts = Sequence[tuple[Line, Mark]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's text, its lines, what each of them was found to be, and the order of 03/04/2025 in its language."""

    text: str
    page: Page
    verdicts: Verdicts
    kit: Kit
    order: str


def published(seen: Seen, head: Head, address: str | None) -> Published | None:
    """Returns the date of publication, None where the page does not say it. Its own clock and events' dates are not it.

    Only dates whose year is known count; `date` is ISO: "2024-05-01T10:30:00+03:00", "2024-05-01T10:30" where the zone is not
    known, "2024-05-01" where the time is not, partial where the page's is. `address` is where the page was, where that is known.
    """
    found = list(_found(seen, head, address))
    changed = [one for one in (_read(seen, said) for said in head.updated) if one]
    for at, one in enumerate(found):
        if _trusted(one, [*found[:at], *found[at + 1 :], *changed]):
            return _finer(one, found)
    return None


def updated(seen: Seen, head: Head, first: Published | None) -> Published | None:
    """Returns when the page says it was changed last; None where it does not, or not after `first`, its publication."""
    told = [one for one in (_read(seen, said) for said in head.updated) if one]
    told += [*_changed_beside(seen, first), *_in_places(seen, CHANGES)]
    late = (one for one in told if first is None or one.basis == first.basis == UPDATE or _after(one.date, first.date))
    return next((one for one in late if one.date >= FIRST), None)


def _found(seen: Seen, head: Head, address: str | None) -> Iterator[Published]:
    """Yields the dates that the page gives, the surest first."""
    yield from (one for one in (_read(seen, said) for said in head.published) if one)
    yield from _in_places(seen, PLACES[:1])
    inside = next((day for day in map(day_in, (head.address, address)) if day), None)
    own = [Published(inside[0], ADDRESS, "", 0, 0)] if inside else []
    yield from (one for one in own if len(one.date) == WHOLE)
    yield from _in_places(seen, PLACES[1:])
    yield from (one for one in own if len(one.date) < WHOLE)
    yield from _in_places(seen, CHANGES)


def _in_places(seen: Seen, places: Sequence[Place]) -> Iterator[Published]:
    """Yields the first date of each of the places of the text that has one."""
    for basis, lines in places:
        dated = (_in_line(seen, seen.page.lines[index], basis) for index in lines(seen.page, seen.verdicts, seen.kit))
        yield from list(islice((one for one in dated if one), 1))


def _in_line(seen: Seen, line: Line, basis: str) -> Published | None:
    days = seen.kit.calendar.find(line.text, seen.order)
    day = next((day for day in days if day.dated), None)
    if day is None:
        return None
    start = line.start + line.lead
    return _published(seen.kit.clock.beside(_rest(seen, start, len(line.text)), day, days), seen, start, basis)


def _rest(seen: Seen, start: int, length: int) -> str:
    """Returns the text from there, with what follows on the line: a line is cut after a date, and before its "6:12 pm"."""
    end = seen.text.find("\n", start, start + length + BESIDE)
    return seen.text[start : end if end >= 0 else start + length + BESIDE]


def _published(day: Day, seen: Seen, start: int, basis: str) -> Published:
    first, last = start + day.start, start + day.end
    return Published(day.date, basis, seen.text[first:last], first, last)


def _changed_beside(seen: Seen, first: Published | None) -> Iterator[Published]:
    """«12.09.2025 14:05 | Обновлено: 13.09.2025 10:00»: a date on the line of the first, right after a label for changes."""
    words = _rest(seen, first.end, BESIDE) if first and first.text else ""
    days = seen.kit.calendar.find(words, seen.order)
    for at, day in enumerate(days):
        timed = seen.kit.clock.beside(words, day, days)  # «(обновлено: 11:00 14.05.2024)»: the label stands before the time
        label = key(words[days[at - 1].end if at else 0 : timed.start])
        if day.dated and label.endswith(tuple(seen.kit.phrases.words["updated"])):
            yield _published(timed, seen, first.end if first else 0, UPDATE)


def _read(seen: Seen, said: Said) -> Published | None:
    """Returns a time of the page's head, which need not be as ISO writes it; a year alone says too little."""
    date = moment(said.words) or _worded(seen, said.words[:LONGEST])
    return Published(date, said.basis, "", 0, 0) if date and len(date) > 4 else None


def _worded(seen: Seen, words: str) -> str | None:
    days = seen.kit.calendar.find(words, seen.order)
    return next((seen.kit.clock.beside(words, day, days).date for day in days if day.dated), None)


def _trusted(one: Published, others: Sequence[Published]) -> bool:
    """Tells whether a date can be that of publication: not before there were pages, and of the page's head not after all that
    the page says elsewhere, as the day is on which it was made or fetched. The address has the day of the first version.
    """
    if one.date < FIRST:
        return False
    elsewhere = [other for other in others if other.basis != one.basis and other.date >= FIRST]
    if one.basis not in HEADS:
        return True
    inside = [other for other in elsewhere if other.basis == ADDRESS]
    if any(_after(one.date[:WHOLE], other.date, SLACK) for other in inside):
        return False
    return len(elsewhere) < ENOUGH or not all(_after(one.date[:WHOLE], other.date, SLACK) for other in elsewhere)


def _after(date: str, other: str, days: int = 0) -> bool:
    """Tells whether a date is later than another, as far as both go; by more than so many days where both have one."""
    if days and len(date) >= WHOLE <= len(other):
        return _day(date) - _day(other) > datetime.timedelta(days=days)
    if len(date) > MINUTE and len(other) > MINUTE:
        return datetime.datetime.fromisoformat(date) > datetime.datetime.fromisoformat(other)
    length = min(len(date), len(other), MINUTE)
    return date[:length] > other[:length]


def _day(date: str) -> datetime.date:
    return datetime.date.fromisoformat(date[:WHOLE])


def _finer(one: Published, found: Sequence[Published]) -> Published:
    """Returns what says the time too where the surest says the day alone, and the day where that says the month alone."""
    finer = [other for other in found if len(other.date) > len(one.date) and other.date.startswith(one.date)]
    return finer[0] if finer and len(one.date) <= WHOLE else one


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


Place = tuple[str, Callable[[Page, Verdicts, Kit], Iterator[int]]]
PLACES: tuple[Place, ...] = (
    ("label", _by_label),
    ("opening", _by_opening),
    ("byline", _by_byline),
    ("header", _by_header),
    ("line-above", _by_line_above),
    ("footer", _by_footer),
)
CHANGES: tuple[Place, ...] = ((UPDATE, _by_update),)
