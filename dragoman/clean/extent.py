"""Where the story of a page begins and ends: the heaviest run of running text, and what belongs to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import dropwhile

from dragoman.clean.lines import PROSE, Line
from dragoman.clean.page import Page, overlap

GAP = 4  # lines that are not running text after which a new run begins
ENOUGH = 40  # words of running text before a heading of comments for it to end the story
FEW = 12  # the same where readers' comments are seen to follow
SHOWN = 10  # lines below the heading in which they are looked for
BELONGS = 0.2  # coherence of another run with the heaviest one for both to be one story
STRAY = 0.08  # coherence below which a last line apart from the others is another story's
NEAR = 0.12  # coherence of a short line next to the story for it to belong


INTERLEAVED = 8  # words that each line between those of a run takes from its weight: teasers alternate with headlines
READERS = 0.3  # what a run right below a heading of comments or of other stories weighs, or below the page's notice of rights
LONE = 0.3  # cohesion of a run of one line
FAR = 8  # lines between two runs beyond which the other must be dense to belong


BETWEEN = ("advert", "opened", "photo", "no-words")  # rules of marks that a story goes on after
ASIDES = (*BETWEEN, "invitation", "to-the-reader", "form")  # rules of single lines between two paragraphs
NICKNAME = 3  # words of the name of one who comments
CLOCK = re.compile(r"\d{1,2}:\d{2}")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BLURB = 25  # words of what a form says of itself
DASHES = ("—", "–", "-")
INSET = (*BETWEEN, "invitation", "to-the-reader", "related", "caption")  # rules of marks in what is set in a story


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of running text that stand together: indexes into the page's lines."""

    lines: tuple[int, ...]
    words: int
    after_comments: bool = False  # stands below the heading of the readers' comments
    short: int = 0  # short sentences and items of lists among them: «— А потом?»
    below_rights: bool = False  # stands below «© 2012, «Вестник»» and that below other running text: the page's foot

    @property
    def between(self) -> int:
        """Returns how many lines that are no sentences stand among them."""
        return self.lines[-1] - self.lines[0] + 1 - len(self.lines) - self.short


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
    above_all = page.lines[run.lines[0] - 1] if run.lines[0] else None
    listed = above_all is not None and _heading_of(above_all, "related")
    aside = run.after_comments or run.below_rights or listed
    return solid * (0.1 + cohesion(page, run.lines)) * known * (READERS if aside else 1)


def _heading_of(line: Line, *rules: str) -> bool:
    """Tells whether a line is a heading by one of these rules, with nothing after it on the line."""
    return line.mark is not None and line.mark.rule in rules and line.words <= GAP


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
    """Returns the runs of running text in order; a heading of comments or of other stories, a notice of rights ends one."""
    found: list[Run] = []
    current: list[int] = []
    gap, comments, rights = 0, False, False
    for index, line in enumerate(page.lines):
        notice = _rights(line)
        ends = notice or _heading_of(line, "comments", "related") or _reader(page, index)
        if line.prose and not _in_form(page, index):
            if gap > GAP and current:
                found.append(_run(page, current, comments, rights))
                current = []
            current.append(index)
            gap = 0
            continue
        gap += 1
        if ends and current:
            found.append(_run(page, current, comments, rights))
            current = []
        rights = rights or (notice and any(run.words >= FEW for run in found))
        heads = ends and not notice and not _heading_of(line, "related")
        near = bool(found) and index - found[-1].lines[-1] <= FAR
        comments = comments or (heads and near and found[-1].words >= (FEW if _readers_follow(page, index) else ENOUGH))
    return [*found, _run(page, current, comments, rights)] if current else found


def _reader(page: Page, index: int) -> bool:
    """Tells whether a reader's comment begins there: a name, a date with a clock, words."""
    three = page.lines[index : index + 3]
    if len(three) < 3 or three[0].mark or three[0].words > NICKNAME or three[0].closed:
        return False
    dated = three[1].mark is not None and three[1].mark.rule == "date-line" and bool(CLOCK.search(three[1].text))
    return dated and three[2].prose


def _readers_follow(page: Page, index: int) -> bool:
    """Tells whether below a heading stand at least two dates or buttons, as readers' comments have them."""
    below = page.lines[index + 1 : index + 1 + SHOWN]
    return sum(line.mark is not None and line.mark.rule in ("date-line", "form") for line in below) >= 2


def _rights(line: Line) -> bool:
    """Tells whether a line is a site's notice of rights: with a year, as a picture's credit seldom is."""
    return line.mark is not None and line.mark.rule == "copyright" and bool(YEAR.search(line.text))


def _run(page: Page, lines: list[int], comments: bool, rights: bool) -> Run:
    among = set(range(lines[0], lines[-1])).difference(lines)
    short = sum(page.lines[at].mark is None and (page.lines[at].text[-1] in ".!?…:;" or page.lines[at].bullet) for at in among)
    return Run(tuple(lines), sum(page.lines[index].words for index in lines), comments, short, rights)


def about(page: Page, lines: Iterable[int]) -> frozenset[str]:
    """Returns the stems of these lines together."""
    return frozenset[str]().union(*(page.stems[index] for index in lines))


def _joined(page: Page, found: list[Run], main: Run) -> list[int]:
    """Adds the runs around the heaviest that speak of the same, from it outwards, until one does not."""
    at = found.index(main)
    members = list(main.lines)
    for run in found[at + 1 :]:
        goes_on = _goes_on(page, members[-1], run) or _belongs(page, run, members, run.lines[0] - members[-1])
        if run.after_comments or not goes_on or _listed(page, members[-1], run):
            break
        members += run.lines
    for run in reversed(found[:at]):
        begins = _goes_on(page, run.lines[-1], replace(main, lines=tuple(members)), headed=True)
        if not begins and not _belongs(page, run, members, members[0] - run.lines[-1]):
            break
        members = [*run.lines, *members]
    return members


def _belongs(page: Page, run: Run, members: list[int], distance: int) -> bool:
    if 2 * run.between > len(run.lines) or (distance > FAR and len(run.lines) < 3):
        return False
    core = about(page, members)
    shares = [overlap(page.stems[index], core) for index in run.lines]
    return sum(shares) / len(shares) >= BELONGS or overlap(core, about(page, run.lines)) >= 2 * BELONGS


def _listed(page: Page, last: int, run: Run) -> bool:
    """Tells whether a single line right below a heading of other stories is one of them: the story's foot is passed."""
    foot = [line for line in page.lines[last + 1 : run.lines[0] - 1] if line.mark and line.mark.rule not in INSET]
    return len(run.lines) == 1 and bool(foot) and _heading_of(page.lines[run.lines[0] - 1], "related")


def _goes_on(page: Page, last: int, run: Run, headed: bool = False) -> bool:
    """Tells whether nothing but an inset parts a run from the story before it: headlines of other stories, a table.

    The lines of an inset are not sentences, so that what follows is of another kind; a teaser with its summary is one
    line, hence a run of one line needs two such lines before it, under a heading that says what they are. `headed` asks
    for such a heading, and for lines that say nothing of the run: a headline is no inset.
    """
    between = page.lines[last + 1 : run.lines[0]]
    if not between or len(between) > FAR or 2 * run.between > len(run.lines):
        return False
    inset = list(dropwhile(_short_sentence, reversed(list(dropwhile(_short_sentence, between)))))
    items = [line for line in inset if line.mark is None and not line.cut and line.text[-1] not in ".!?"]
    others = [line.mark.rule for line in inset if line.mark is not None]
    heads = others.count("related")
    if not items or len(items) + len(others) < len(inset) or heads > 1 or not all(rule in INSET for rule in others):
        return False
    if headed and (not heads or any(overlap(page.stems[at], about(page, run.lines)) >= NEAR for at in _items(page, items))):
        return False
    return inset[0].mark is None and (len(run.lines) > 1 or (heads == 1 and len(items) > 1))


def _items(page: Page, items: list[Line]) -> list[int]:
    starts = {line.start for line in items}
    return [index for index, line in enumerate(page.lines) if line.start in starts]


def _short_sentence(line: Line) -> bool:
    return line.mark is None and not line.cut and line.words >= 3 and line.text[-1] == "."


def _without_strays(page: Page, members: list[int]) -> list[int]:
    """Takes off last lines that stand apart, after something that is no story, and share nothing with it."""
    while len(members) > 2:
        last, rest = members[-1], members[:-1]
        apart = any(line.mark for line in page.lines[rest[-1] + 1 : last]) and not _one_inset(page, rest[-1], last)
        foreign = overlap(page.stems[last], about(page, rest)) < STRAY and not _spoken(page, last, rest)
        if not apart or not foreign or _goes_on(page, rest[-1], Run((last,), page.lines[last].words)):
            break
        members = rest
    return members


def _one_inset(page: Page, before: int, last: int) -> bool:
    """Tells whether nothing but a single line stands between, of those that pages set between two paragraphs of a story, or
    an advert of several before a line that speaks of what the story speaks of, and short sentences.
    """
    between = page.lines[before + 1 : last]
    marked = [line for line in between if line.mark]
    core = about(page, range(max(0, before - SHOWN), before + 1))
    plain = [at for at in range(before + 1, last) if not (page.lines[at].mark or page.lines[at].closed)]
    if not marked or any(overlap(page.stems[at], core) < 2 * BELONGS for at in plain):
        return False
    if len(marked) > 1:
        return bool(plain) and all(line.mark is not None and line.mark.rule in BETWEEN for line in marked)
    rule = marked[0].mark.rule if marked[0].mark else ""
    return rule in ASIDES or (rule == "related" and marked[0].words > GAP)


def _spoken(page: Page, last: int, rest: list[int]) -> bool:
    """Tells whether a line is a turn of a conversation that the story is: «— Да, но не завтра.»"""
    turns = [page.lines[index].text[0] in DASHES for index in (*rest[-2:], last)]
    return turns[-1] and any(turns[:-1])


def _in_form(page: Page, index: int) -> bool:
    """Tells whether a short line stands between two fields or buttons of a form: «Письма раз в неделю, без рекламы.»"""
    around = page.lines[index - 1 : index + 2 : 2] if index and page.lines[index].words <= BLURB else ()
    return len(around) == 2 and all(line.mark is not None and line.mark.rule == "form" for line in around)


def _grown(page: Page, first: int, last: int, core: frozenset[str]) -> tuple[int, int]:
    """Takes in short sentences that touch the story, past adverts and pictures: «И это всё.»"""
    while (found := _next(page, first, -1)) is not None and _sentence(page, found, core):
        first = found
    while (found := _next(page, last, 1)) is not None:
        end = _list_end(page, found)
        if _worded_advert(page, last, found) and overlap(page.stems[found], core) < NEAR:
            break
        if end == found and not (_sentence(page, found, core) or _ending(page, found, core) or _post(page, found, core)):
            break
        last = end
    found = _next(page, last, 1, (*BETWEEN, "invitation", "to-the-reader"))
    if found is not None and _sentence(page, found, core) and overlap(page.stems[found], core) >= NEAR:
        last = found
    if _answered(page, last + 1):
        last += 2
    return first, last


def _worded_advert(page: Page, last: int, found: int) -> bool:
    """Tells whether an advert with words of its own stands between: what follows may be as foreign."""
    return any(line.mark is not None and line.mark.rule == "opened" for line in page.lines[last + 1 : found])


def _next(page: Page, index: int, step: int, past: tuple[str, ...] = BETWEEN) -> int | None:
    """Returns the next line in that direction, past at most two adverts or pictures; None at the page's edge."""
    for at in range(index + step, index + 4 * step, step):
        if not 0 <= at < len(page.lines):
            return None
        mark = page.lines[at].mark
        if mark is None or not (mark.rule in past or mark.kind == "caption"):
            return at
    return None


def _sentence(page: Page, index: int, core: frozenset[str]) -> bool:
    line = page.lines[index]
    if not line.closed or line.cut or line.mark or line.words < 3 or line.hint.linked >= 0.5:
        return False
    return line.text[-1] in '.»”"' or overlap(page.stems[index], core) >= NEAR


def _post(page: Page, index: int, core: frozenset[str]) -> bool:
    """Tells whether a line is of a quotation or a post that is set in, and speaks of what the story speaks of."""
    line = page.lines[index]
    set_in = line.hint.quoted and not line.mark and line.words >= 3 and line.hint.linked < 0.5
    return set_in and overlap(page.stems[index], core) >= NEAR


def _list_end(page: Page, index: int) -> int:
    """Returns the last item of the list that a line with a colon announces, at least two items; else the line itself."""
    line, end = page.lines[index], index
    if line.mark is None and line.words >= 2 and line.text.endswith(":"):
        while end + 1 < len(page.lines) and _item(page.lines[end + 1]):
            end += 1
    return end if end > index + 1 else index


def _item(line: Line) -> bool:
    return line.mark is None and line.words > 0 and (line.bullet or line.text[0] in DASHES or line.text.endswith(";"))


def _answered(page: Page, index: int) -> bool:
    """Tells whether a short question stands there, and a short sentence right after it: «И что же? Ничего.»"""
    pair = page.lines[index : index + 2]
    plain = all(line.mark is None and line.words >= 2 and line.hint.linked < 0.5 and not line.cut for line in pair)
    return len(pair) == 2 and plain and pair[0].text.endswith("?") and pair[1].text.endswith(".")


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
