"""Where the story of a page begins and ends: the heaviest run of running text, and what belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.clean.lines import PROSE
from dragoman.clean.page import Page, overlap

GAP = 4  # lines that are not running text after which a new run begins
ENOUGH = 40  # words of running text before a heading of comments for it to end the story
BELONGS = 0.2  # coherence of another run with the heaviest one for both to be one story
STRAY = 0.08  # coherence below which a last line apart from the others is another story's
NEAR = 0.12  # coherence of a short line next to the story for it to belong


INTERLEAVED = 8  # words that each line between those of a run takes from its weight: teasers alternate with headlines
READERS = 0.3  # what a run below a heading of comments weighs
LONE = 0.3  # cohesion of a run of one line
FAR = 8  # lines between two runs beyond which the other must be dense to belong


BETWEEN = ("advert", "photo", "no-words")  # rules of marks that a story goes on after


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of running text that stand together: indexes into the page's lines."""

    lines: tuple[int, ...]
    words: int
    after_comments: bool = False  # stands below the heading of the readers' comments

    @property
    def between(self) -> int:
        """Returns how many lines that are not running text stand among them."""
        return self.lines[-1] - self.lines[0] + 1 - len(self.lines)


def extent(page: Page, declared: frozenset[str] = frozenset()) -> Page:
    """Returns the page with `first`, `last` and `core` set. A page without running text is a story from end to end.

    `declared` is what the page's declared title is about, where there is one.
    """
    found = runs(page)
    if not found:
        return _whole(page)
    main = max(found, key=lambda run: weight(page, run, declared))
    members = _joined(page, found, main)
    members = _without_strays(page, members)
    core = about(page, members)
    first, last = _grown(page, members[0], members[-1], core)
    return replace(page, first=first, last=last, core=core)


def weight(page: Page, run: Run, declared: frozenset[str]) -> float:
    """Returns how likely a run is the story: its words, less what interrupts it, times how much its lines have in
    common and how much of the headline above it, or of the declared title, it speaks of.
    """
    solid = max(1.0, run.words - INTERLEAVED * run.between)
    stems = about(page, run.lines)
    above = range(max(0, run.lines[0] - 6), run.lines[0])
    headline = max((overlap(page.stems[index], stems) for index in above if _headline(page, index)), default=0.0)
    known = 1 + max(headline, 4 * overlap(declared, stems))
    return solid * (0.1 + cohesion(page, run.lines)) * known * (READERS if run.after_comments else 1)


def _headline(page: Page, index: int) -> bool:
    line = page.lines[index]
    return line.mark is None and line.words >= 4 and not line.prose and not line.cut


def cohesion(page: Page, lines: tuple[int, ...]) -> float:
    """Returns the mean share, over the lines, of what each is about that the others are about too."""
    if len(lines) == 1:
        return LONE
    counts = Counter(stem for index in lines for stem in page.stems[index])
    shares = [sum(counts[stem] > 1 for stem in page.stems[at]) / max(1, len(page.stems[at])) for at in lines]
    return sum(shares) / len(shares)


def runs(page: Page) -> list[Run]:
    """Returns the runs of running text in order; a heading of comments or of other stories ends one."""
    found: list[Run] = []
    current: list[int] = []
    gap, comments = 0, False
    for index, line in enumerate(page.lines):
        ends = line.mark is not None and line.mark.rule in ("comments", "related") and line.words <= GAP
        if line.prose:
            if gap > GAP and current:
                found.append(_run(page, current, comments))
                current = []
            current.append(index)
            gap = 0
            continue
        gap += 1
        if ends and current:
            found.append(_run(page, current, comments))
            current = []
        heads = ends and line.mark is not None and line.mark.rule == "comments"
        comments = comments or (heads and bool(found) and found[-1].words >= ENOUGH and index - found[-1].lines[-1] <= FAR)
    return [*found, _run(page, current, comments)] if current else found


def _run(page: Page, lines: list[int], comments: bool) -> Run:
    return Run(tuple(lines), sum(page.lines[index].words for index in lines), comments)


def about(page: Page, lines: Iterable[int]) -> frozenset[str]:
    """Returns the stems of these lines together."""
    return frozenset[str]().union(*(page.stems[index] for index in lines))


def _joined(page: Page, found: list[Run], main: Run) -> list[int]:
    """Adds the runs around the heaviest that speak of the same, from it outwards, until one does not."""
    at = found.index(main)
    members = list(main.lines)
    for run in found[at + 1 :]:
        if run.after_comments or not _belongs(page, run, members, run.lines[0] - members[-1]):
            break
        members += run.lines
    for run in reversed(found[:at]):
        if not _belongs(page, run, members, members[0] - run.lines[-1]):
            break
        members = [*run.lines, *members]
    return members


def _belongs(page: Page, run: Run, members: list[int], distance: int) -> bool:
    if 2 * run.between > len(run.lines) or (distance > FAR and len(run.lines) < 3):
        return False
    core = about(page, members)
    shares = [overlap(page.stems[index], core) for index in run.lines]
    return sum(shares) / len(shares) >= BELONGS or overlap(core, about(page, run.lines)) >= 2 * BELONGS


def _without_strays(page: Page, members: list[int]) -> list[int]:
    """Takes off last lines that stand apart, after something that is no story, and share nothing with it."""
    while len(members) > 2:
        last, rest = members[-1], members[:-1]
        apart = any(page.lines[index].mark for index in range(rest[-1] + 1, last))
        if not apart or overlap(page.stems[last], about(page, rest)) >= STRAY:
            break
        members = rest
    return members


def _grown(page: Page, first: int, last: int, core: frozenset[str]) -> tuple[int, int]:
    """Takes in short sentences that touch the story, past adverts and pictures: «И это всё.»"""
    while (found := _next(page, first, -1)) is not None and _sentence(page, found, core):
        first = found
    while (found := _next(page, last, 1)) is not None and (_sentence(page, found, core) or _ending(page, found, core)):
        last = found
    return first, last


def _next(page: Page, index: int, step: int) -> int | None:
    """Returns the next line in that direction, past at most two adverts or pictures; None at the page's edge."""
    for at in range(index + step, index + 4 * step, step):
        if not 0 <= at < len(page.lines):
            return None
        mark = page.lines[at].mark
        if mark is None or not (mark.rule in BETWEEN or mark.kind == "caption"):
            return at
    return None


def _sentence(page: Page, index: int, core: frozenset[str]) -> bool:
    line = page.lines[index]
    if not line.closed or line.cut or line.mark or line.words < 3 or line.hint.linked >= 0.5:
        return False
    return line.text[-1] in '.»”"' or overlap(page.stems[index], core) >= NEAR


def _ending(page: Page, index: int, core: frozenset[str]) -> bool:
    """A last paragraph without a full stop, or one that trails off: alone, and of what the story is of."""
    line = page.lines[index]
    following = page.lines[index + 1] if index + 1 < len(page.lines) else None
    if line.mark or line.hint.linked >= 0.5 or (following and (not following.mark or following.mark.rule == "related")):
        return False
    trails_off = following is None and line.cut and 3 <= line.words <= PROSE + 2 and line.capitals <= 1
    return trails_off or (line.words >= PROSE and overlap(page.stems[index], core) >= 2 * BELONGS)


def _whole(page: Page) -> Page:
    """A page without running text: a headline, a sentence, a list of short lines. All that has no mark is its story."""
    unmarked = [index for index, line in enumerate(page.lines) if line.mark is None and not line.cut]
    if not unmarked:
        return page
    return replace(page, first=unmarked[0], last=unmarked[-1], core=about(page, unmarked))
