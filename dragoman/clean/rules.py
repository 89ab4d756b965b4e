"""What each line of a page is, given the whole page: named rules in one ordered list, the first answer wins."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.clean.lines import Line, Mark
from dragoman.clean.page import Page

HEADING = 15  # words of the longest sub-heading
STANDFIRST = 5  # words of the shortest line under a headline that is text
SAME_SUBJECT = 0.3  # coherence of such a line
REPEATED = 8  # words of the longest line that is furniture because it is said again
OPENS_QUOTE = ("«", "„", "“", '"')


def _title(page: Page, index: int) -> Mark | None:
    if index == page.title:
        return Mark("title", "title", "the headline")
    return None


def _title_again(page: Page, index: int) -> Mark | None:
    if page.title is not None and page.lines[index].key == page.lines[page.title].key:
        return Mark("other", "title-again", "the headline once more")
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
    if page.counts[line.key] > 1 and line.words <= REPEATED and line.text[-1] not in ".!?":
        return Mark("navigation", "repeated", "a short line that the page says again")
    return None


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
    if _under_title(page, index) and line.words >= STANDFIRST and page.coherence(index) >= SAME_SUBJECT:
        return Mark("body", "standfirst", "a line under the headline that speaks of the same")
    return None


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


def _listed(page: Page, index: int) -> Mark | None:
    """Headlines under «Читайте также» in the midst of a story, until running text goes on."""
    line = page.lines[index]
    if line.closed or line.words > 2 * HEADING:
        return None
    for other in reversed(page.lines[max(0, index - 12) : index]):
        if other.mark and other.mark.rule == "related" and other.words <= REPEATED:
            return Mark("teaser", "listed", "stands in a list of other stories")
        if other.prose or (other.closed and other.mark is None):
            return None
    return None


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
    _marked,
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
    _listed,
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
