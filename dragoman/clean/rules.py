"""What each line of a page is, given the whole page: named rules in one ordered list, the first answer wins."""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman.clean.lines import Line, Mark
from dragoman.clean.page import Page
from dragoman.clean.people import is_name

HEADING = 15  # words of the longest sub-heading
STANDFIRST = 5  # words of the shortest line under a headline that is text
SAME_SUBJECT = 0.3  # coherence of such a line
LITTLE = 0.1  # the same of a longer line that is the first, or is said twice
REPEATED = 8  # words of the longest line that is furniture because it is said again
SET_IN = 3  # lines of the shortest list of headlines without a known heading
OPENS_QUOTE = ("«", "„", "“", '"')
ONE_STORY = re.compile(r":\s+\S+\s+\S")  # «Читайте также: Рыбаки бастуют» names its story, and heads no list


def _title(page: Page, index: int) -> Mark | None:
    if index == page.title:
        return Mark("title", "title", "the headline")
    return None


def _title_again(page: Page, index: int) -> Mark | None:
    if page.title is not None and page.lines[index].key == page.lines[page.title].key:
        return Mark("other", "title-again", "the headline once more")
    return None


def _dated_heading(page: Page, index: int) -> Mark | None:
    """Dates over the paragraphs of a chronicle: at least two of them inside the story, between running text."""
    if not _date_over_text(page, index):
        return None
    if sum(_date_over_text(page, at) for at in range(page.first, page.last)) < 2:
        return None
    return Mark("body", "dated-heading", "a date over a paragraph of a chronicle")


def _date_over_text(page: Page, index: int) -> bool:
    mark = page.lines[index].mark
    inside = page.first < index < page.last and mark is not None and mark.rule == "date-line"
    return inside and page.lines[index - 1].prose and page.lines[index + 1].prose


def _dated_name(page: Page, index: int) -> Mark | None:
    mark = page.lines[index].mark
    if mark is not None and mark.rule == "dated-name" and (_under_title(page, index) or index == page.last + 1):
        return Mark("byline", "dated-name", "a name beside a date under the headline, or right under the story")
    return None


def _marked(page: Page, index: int) -> Mark | None:
    """What the line is by itself: a date, a credit, words of furniture."""
    return page.lines[index].mark


def _after_story(page: Page, index: int) -> bool:
    return index > page.last and index > (page.title if page.title is not None else -1)


def _cut_after(page: Page, index: int) -> Mark | None:
    if page.lines[index].cut and _after_story(page, index):
        return Mark("teaser", "cut", "breaks off after the story's end: the beginning of another")
    return None


def _cut_before(page: Page, index: int) -> Mark | None:
    if page.lines[index].cut and index < page.first:
        return Mark("teaser", "cut", "breaks off before the story's beginning")
    return None


def _cut_copy(page: Page, index: int) -> Mark | None:
    """«Речь идет о... » where another line goes on: a teaser and its story, or two cuts of one."""
    line = page.lines[index]
    if not line.cut or not line.key:
        return None
    if any(other.key.startswith(line.key) and other.number != line.number for other in page.lines):
        return Mark("teaser", "cut-copy", "the beginning of another line, cut")
    return None


def _said_before(page: Page, index: int) -> Mark | None:
    """A paragraph that the page has already: a version for print, a preview."""
    line = page.lines[index]
    if line.words < REPEATED or page.counts[line.key] < 2:
        return None
    if any(other.key == line.key for other in page.lines[page.first : index]):
        return Mark("other", "said-before", "a paragraph that the page has already")
    return None


def _repeated(page: Page, index: int) -> Mark | None:
    line = page.lines[index]
    if page.counts[line.key] > 1 and line.words <= REPEATED and line.text[-1] not in ".!?" and not _in_contents(page, index):
        return Mark("navigation", "repeated", "a short line that the page says again")
    return None


def _in_contents(page: Page, index: int) -> bool:
    """Tells whether a line is a heading inside the story whose only other copy stands above in a table of contents."""
    if not page.first < index < page.last or page.counts[page.lines[index].key] != 2 or not _prose_follows(page, index):
        return False
    other = next(at for at, line in enumerate(page.lines) if line.key == page.lines[index].key)
    beside = [line for line in page.lines[max(0, other - 1) : other + 2 : 2] if line.mark is None]
    return other < index and any(page.counts[line.key] == 2 for line in beside) and page.lines[index - 1].mark is None


def _holds_repeated(page: Page, index: int) -> Mark | None:
    """«Все выпуски «Утро столицы»» where «Утро столицы» stands alone, again and again, outside the story."""
    line = page.lines[index]
    if page.first <= index <= page.last or line.words > REPEATED:
        return None
    if any(count > 2 and len(said) > 8 and said in line.key for said, count in page.counts.items()):
        return Mark("navigation", "repeated", "holds a line that the page says again and again")
    return None


def _before_title(page: Page, index: int) -> Mark | None:
    if page.title is not None and index < page.title and not page.first <= index <= page.last:
        return Mark("navigation", "before-title", "stands above the headline")
    return None


def _between_titles(page: Page, index: int) -> Mark | None:
    if page.title is None or not page.title < index < page.first:
        return None
    said = page.lines[page.title].key
    if any(line.key == said for line in page.lines[index : page.first]):
        return Mark("navigation", "between-titles", "stands between the headline and the headline once more")
    return None


def _name_under_title(page: Page, index: int) -> Mark | None:
    """«Иван Петров» between headline and text, where the text does not speak of him."""
    line = page.lines[index]
    if not _under_title(page, index) or not 2 <= line.words <= 4 or page.coherence(index) > 0:
        return None
    parts = line.text.split()
    if all(part[0].isupper() and part.strip(".,-").replace("-", "").isalpha() for part in parts):
        return Mark("byline", "name", "a name alone under the headline")
    return None


def _under_title(page: Page, index: int) -> bool:
    return page.title is not None and page.title < index < page.first


def _standfirst(page: Page, index: int) -> Mark | None:
    line = page.lines[index]
    if not _under_title(page, index) or line.words < STANDFIRST:
        return None
    full = line.words >= REPEATED and (page.counts[line.key] > 1 or _leads(page, index))
    least = 0.0 if full and _author_follows(page, index) else LITTLE if full else SAME_SUBJECT
    if page.coherence(index) >= least:
        return Mark("body", "standfirst", "a line under the headline that speaks of the same")
    return None


def _author_follows(page: Page, index: int) -> bool:
    following = page.lines[index + 1]
    return is_name(following.text) or (following.mark is not None and following.mark.kind == "byline")


def _leads(page: Page, index: int) -> bool:
    """Tells whether a line stands right below the headline."""
    return page.title is not None and page.lines[page.title].key == page.lines[index - 1].key


def _lead_again(page: Page, index: int) -> Mark | None:
    """A sentence that the page says twice between headline and text: its lead, the second time beside the picture."""
    line = page.lines[index]
    if not _under_title(page, index) or line.words < REPEATED or line.mark or page.title is None:
        return None
    same = [at for at in range(page.title + 1, page.first) if page.lines[at].key == line.key]
    if len(same) < 2:
        return None
    return (
        Mark("body", "standfirst", "the lead, said twice") if index == same[0] else Mark("other", "said-before", "the lead again")
    )


def _caption_under_title(page: Page, index: int) -> Mark | None:
    line = page.lines[index]
    if _under_title(page, index) and 2 <= line.words < 15 and page.coherence(index) >= 0.5:
        return Mark("caption", "under-title", "a short line under the headline that names what the story names")
    return None


def _before(page: Page, index: int) -> Mark | None:
    if index < page.first:
        return Mark("navigation", "before-story", "stands before the story begins")
    return None


def _after(page: Page, index: int) -> Mark | None:
    if not _after_story(page, index):
        return None
    if page.lines[index].words >= STANDFIRST:
        return Mark("teaser", "after-story", "stands after the story's end")
    return Mark("navigation", "after-story", "a short line after the story's end")


def _advertised(page: Page, index: int) -> Mark | None:
    """«Окна за три дня. Скидка пенсионерам» right under «Реклама»: short, and of nothing that the story is of."""
    line, above = page.lines[index], page.lines[index - 1] if index else None
    if above is None or above.mark is None or above.mark.rule != "advert" or above.words > STANDFIRST:
        return None
    following = page.lines[index + 1] if index + 1 < len(page.lines) else None
    apart = line.number == above.number + 1 and (following is None or following.number > line.number + 1)
    if apart and not line.bullet and line.words <= REPEATED and page.coherence(index) <= LITTLE:
        return Mark("advert", "advertised", "a short line right under a label of adverts, a blank line after it")
    return None


def _listed(page: Page, index: int) -> Mark | None:
    """Headlines under «Читайте также» in the midst of a story, until running text goes on."""
    line = page.lines[index]
    if line.closed or line.words > 2 * HEADING:
        return None
    for other in reversed(page.lines[max(0, index - 12) : index]):
        heads = other.mark is not None and other.mark.rule == "related" and not ONE_STORY.search(other.text)
        if other.mark and other.words <= REPEATED and (heads or _bullets(page, index, other)):
            return Mark("teaser", "listed", "stands in a list of other stories")
        if other.prose or (other.closed and other.mark is None):
            return None
    return None


def _set_in(page: Page, index: int) -> Mark | None:
    """Headlines under a heading that no list knows, between two paragraphs: at least three lines that are no sentences,
    hardly one of them a row of figures, none after a colon, and about something else than the story.
    """
    if not page.first < index < page.last or not _headline(page.lines[index]):
        return None
    first, last = index, index
    while first > page.first and _headline(page.lines[first - 1]):
        first -= 1
    while last < page.last and _headline(page.lines[last + 1]):
        last += 1
    if first == page.first or last == page.last:
        return None
    lines = page.lines[first : last + 1]
    before, after = page.lines[first - 1], page.lines[last + 1]
    figures = sum(any(char.isdigit() for char in line.text) for line in lines)
    foreign = sum(page.coherence(at) < SAME_SUBJECT for at in range(first, last + 1))
    parted = before.prose and after.prose and before.text[-1] != ":"
    if parted and len(lines) >= SET_IN and 2 * figures <= len(lines) and 2 * foreign > len(lines):
        return Mark("teaser", "set-in", "one of several headlines set between two paragraphs")
    return None


def _headline(line: Line) -> bool:
    item = line.bullet or line.text[0] in "—–-"
    return not (line.mark or line.closed or item or line.hint.heading or line.text[-1] in ":;,")


def _bullets(page: Page, index: int, heading: Line) -> bool:
    """Tells whether a line is one of several with bullets under a word of a menu: «Важное», «• Осётр вернулся»."""
    several = any(page.lines[at].bullet for at in (index - 1, index + 1) if at < len(page.lines))
    menu = heading.mark is not None and heading.mark.rule == "navigation"
    return menu and page.lines[index].bullet and several


def _linked(page: Page, index: int) -> Mark | None:
    line = page.lines[index]
    if line.hint.linked > 0.8 and not line.closed and not line.hint.heading:
        return Mark("teaser", "linked", "nothing but a link")
    return None


def _quotation(page: Page, index: int) -> Mark | None:
    if page.lines[index].hint.quoted:
        return Mark("quote", "markup-quote", "the page sets it apart as a quotation")
    return None


def _heading(page: Page, index: int) -> Mark | None:
    line = page.lines[index]
    if line.hint.heading or (line.words <= HEADING and not line.closed and not line.bullet and _prose_follows(page, index)):
        return Mark("body", "heading", "a heading inside the story")
    return None


def _prose_follows(page: Page, index: int) -> bool:
    following = page.lines[index + 1 : index + 2]
    return bool(following) and following[0].prose


def _story(page: Page, index: int) -> Mark | None:
    if page.lines[index].prose:
        return Mark("body", "prose", "running text of the story")
    return Mark("body", "inside", "stands inside the story")


RULES: tuple[Callable[[Page, int], Mark | None], ...] = (
    _title,
    _title_again,
    _dated_heading,
    _dated_name,
    _marked,
    _lead_again,
    _cut_copy,
    _cut_after,
    _cut_before,
    _said_before,
    _repeated,
    _holds_repeated,
    _before_title,
    _between_titles,
    _name_under_title,
    _standfirst,
    _caption_under_title,
    _before,
    _after,
    _advertised,
    _listed,
    _set_in,
    _linked,
    _quotation,
    _heading,
    _story,
)


def verdict(page: Page, index: int) -> Mark:
    """Returns what the line at `index` is."""
    for rule in RULES:
        found = rule(page, index)
        if found:
            return found
    return Mark("other", "unknown", "no rule knows it")


def verdicts(page: Page) -> list[tuple[Line, Mark]]:
    """Returns every line of the page that is not blank with what it is, in order."""
    return [(line, verdict(page, index)) for index, line in enumerate(page.lines)]
