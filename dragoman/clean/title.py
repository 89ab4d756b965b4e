"""The headline of a page, where it has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.clean.extent import about
from dragoman.clean.lines import Line
from dragoman.clean.page import Page, overlap
from dragoman.clean.phrases import key

LONGEST = 50  # words
CLOSED_LONGEST = 20  # words of the longest headline that ends with a full stop
CERTAIN = 12  # words of a closed line that is sure to be running text
ENOUGH = 1.0  # score of the worst headline
NEARLY = 0.6  # share of the best score at which the earlier candidate is preferred
SHORTEST_ABOVE = 5  # words of a headline above a line that looks more like one
KICKER = 3  # words of the longest rubric above a headline
SHARED = 0.2  # share of what it is about that the text must be about too
LAST = 0.75  # for the last line above the text that is not known to be something else, where there are such between
SURE = 3  # stems from which an overlap says all it can
OFTEN = 4  # a line said so often is furniture
DECLARED = 4  # words of a headline that the page's declared title holds for it to be sure
SLOGAN = 4.0  # what a heading of the first level loses beside such a headline: it is the site's name or slogan
BETWEEN = re.compile(r"\s+(?P<mark>\|{1,2}|::|»|«|·|•|—|–|-)\s+")  # a headline and its site's name
BARS = ("|", "||", "::")  # part nothing else; a dash may stand in a headline: «Пекин — Москва»
SITE_WORDS = 4  # of a site's name that nothing else of the page tells
HEADLINE_WORDS = 3  # of the shortest headline beside such a name


def with_title(page: Page, declared: str = "") -> Page:
    """Returns the page with `title` set where it has a headline, and `first` after it.

    A headline stands before the running text (or right after a lead that begins with the page's date and outlet), does
    not end like a sentence unless it is said twice, and speaks of what the text speaks of. `declared` is what an HTML
    page says its title is.
    """
    body = _certain(page)
    candidates = list(_candidates(page, body, declared))
    sure = [index for index in candidates if _declared(page.lines[index], declared) and page.lines[index].words >= DECLARED]
    scores = {index: _score(page, index, body, declared) for index in candidates}
    scores |= {index: scores[index] - SLOGAN for index in candidates if sure and index not in sure and _is_first(page, index)}
    best = max(scores.values(), default=0.0)
    if best < ENOUGH:
        return page
    chosen = next(index for index in candidates if scores[index] >= NEARLY * best)
    chosen = _above_standfirst(page, chosen)
    first = page.first if chosen < page.first or _lead(page, page.first) else _text_after(page, chosen)
    return replace(page, title=chosen, first=min(first, max(page.last, chosen)))


def without_site(title: str, names: frozenset[str]) -> str:
    """Returns a declared title without the site's name after it or before it; `names` are the page's own, as keys.

    "Bridge opens | Courier", «Курьер — Мост открыт» where the page says that it is the Курьер; of "A | B | C" the longest part
    where bars alone tell. A headline that says whose word it is («Мост открыт — Минобороны») keeps it.
    """
    for _ in range(3):  # a rubric and a site: "Bridge opens | World | Courier"
        cuts = list(BETWEEN.finditer(title))
        cut = next((cut for cut in cuts[-1:] if _site(title[cut.end() :], title[: cut.start()], cut, names)), None)
        if cut is not None:
            title = title[: cut.start()]
            continue
        cut = next((cut for cut in cuts[:1] if _site(title[: cut.start()], title[cut.end() :], cut, names)), None)
        if cut is None:
            break
        title = title[cut.end() :]
    return title.strip()


def _site(name: str, rest: str, cut: re.Match[str], names: frozenset[str]) -> bool:
    """Tells whether one side of a mark is the site's name and the other the headline."""
    words = len(rest.split())
    known = key(name) in names and bool(words)
    barred = cut["mark"] in BARS and len(name.split()) <= SITE_WORDS and words >= max(HEADLINE_WORDS, len(name.split()) + 1)
    return known or barred


def _is_first(page: Page, index: int) -> bool:
    return page.lines[index].hint.heading == 1


def _text_after(page: Page, chosen: int) -> int:
    """Returns the first line after a headline that is not known to be something else: a headline that asks is a sentence."""
    after = range(chosen + 1, page.last + 1)
    return next((index for index in after if page.lines[index].mark is None), chosen + 1)


def _above_standfirst(page: Page, chosen: int) -> int:
    """Returns the line right above the chosen one where that is the headline and the chosen one, longer, its standfirst."""
    above, line = page.lines[chosen - 1], page.lines[chosen]
    if chosen < 2 or above.mark or not SHORTEST_ABOVE <= above.words < line.words or not _possible(page, chosen - 1, ""):
        return chosen
    if page.lines[chosen - 2].mark is None and page.lines[chosen - 2].words > KICKER:
        return chosen  # the last of a list of headlines
    text = about(page, range(max(page.first, chosen + 1), page.last + 1))
    return chosen - 1 if overlap(page.stems[chosen - 1], text) >= SHARED else chosen


def _certain(page: Page) -> int:
    """Returns the index of the first line that is sure to be running text: long and closed with a full stop."""
    for index in range(page.first, page.last + 1):
        line = page.lines[index]
        if line.mark is None and _full_stop(line) and line.words >= CERTAIN:
            return index
    return page.last + 1 if page.last < page.first else page.first


def _full_stop(line: Line) -> bool:
    return line.closed and line.text.rstrip("\"'”’»“)] ")[-1:] in (".", "…")


def _lead(page: Page, index: int) -> bool:
    """Tells whether a line follows, on the same line, the page's date and outlet."""
    line = page.lines[index]
    before = page.lines[index - 1] if index else None
    return bool(before and before.number == line.number and before.mark and before.mark.rule == "opening")


def _candidates(page: Page, body: int, declared: str) -> Iterator[int]:
    for index in range(min(body, len(page.lines))):
        if _possible(page, index, declared):
            yield index
    following = body + 1
    if body < len(page.lines) and _lead(page, body) and following < page.last and _possible(page, following, declared):
        yield following


def _possible(page: Page, index: int, declared: str) -> bool:
    line = page.lines[index]
    if line.hint.heading == 1 and line.words:
        return True
    if line.mark or line.cut or line.bullet or not 2 <= line.words <= LONGEST:
        return False
    if line.hint.linked > 0.6 and not (line.hint.heading and _declared(line, declared)):
        return False  # a link to another story; a page's own headline may link to the page itself
    apart = index + 1 < page.first and 4 <= line.words <= CLOSED_LONGEST  # something stands between it and the text
    sure = page.counts[line.key] > 1 or _declared(line, declared) or apart
    return sure or not (_full_stop(line) or line.text.endswith((",", ";", ":")))


def _declared(line: Line, declared: str) -> bool:
    return bool(declared) and line.words > 2 and line.key in key(declared)


def _distance(page: Page, index: int, body: int) -> int:
    """Returns how many lines lie between a headline and the text, those left out that are known to be something else."""
    first, last = sorted((index, body))
    return 1 + sum(page.lines[at].mark is None for at in range(first + 1, min(last, len(page.lines))))


def _score(page: Page, index: int, body: int, declared: str) -> float:
    line = page.lines[index]
    twice = 1 < page.counts[line.key] < OFTEN
    apart = about(page, (other for other in range(page.first, page.last + 1) if page.lines[other].key != line.key))
    score = 4 * overlap(page.stems[index], apart) * min(1.0, line.words / 6, len(page.stems[index]) / SURE)
    score += 1.0 * twice * min(1.0, line.words / 4) + 0.5 * (index == 0) + min(line.words, 8) / 8
    score += 4.0 * _is_first(page, index) + 3.0 * _declared(line, declared)
    score += LAST * (_distance(page, index, body) == 1 < body - index)
    score -= 2.0 * (page.counts[line.key] >= OFTEN) + min(1.5, 0.15 * _distance(page, index, body))
    return score
