"""Direct speech that a page shows by its form: turns of an interview, what follows «Иван Петров:», long quotations.

The reader sees one sentence at a time, so it cannot know that the fourth sentence of a quotation is still somebody's. These
rules find who speaks there; each has a name that goes with the claim.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.seen import Seen, Spans, overlapping, placed_by_words, speaker_of, speaking_as
from dragoman.languages import fold
from dragoman.model import Block, Claim, Mention, Speaker

MOST = 24  # marks that are looked at for the one that closes a quotation
LONGEST = 4000  # letters of a quotation; where none closes before that, the mark that opened it was a mistake
LABEL = re.compile(r"[ \t–—-]*([^\n:.!?…]{2,90}):(?=\s)")
LABELLED, BOTH = 4, 2  # turns that make an interview, and who take them
DASHED = re.compile(r"[ ,!?…]*[–—-]\s*\S+( \S+)?\s*$")  # between the words and who said them: «, – обобщава»
NAMES = ("person", "office")
GOING_ON = "going_on"  # rule of a claim that goes on from the one before
ALONE = 0.7  # share of a line that a name must be, for all that follows to be its words
NEAR = 5  # letters between the end of a sentence and a quotation that follows it
MARKS = "«»„“”\"‘’'–—- \t\n"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of the text that somebody says. `rule` is what found it."""

    start: int
    end: int
    speaker: Speaker
    rule: str


def told(seen: Seen) -> list[Block]:
    """Returns the blocks that the story is told in, without headlines."""
    return [block for block in seen.article.blocks if block.coded and block.kind != "title"]


def turns(seen: Seen, claims: Sequence[Claim]) -> Iterator[Spoken]:
    """«Водещ: …», «ИВАН РОГОВ: …»: an interview, where lines that begin with the same name and a colon come back."""
    blocks = told(seen)
    labels = [LABEL.match(seen.article.text, block.start, block.end) for block in blocks]
    named = Counter(_label(label[1]) for label in labels if label and not _place(seen, *label.span(1)))
    back = {name for name, often in named.items() if often > 1}
    if len(back) < BOTH or sum(named[name] for name in back) < LABELLED:
        return
    speaker: Speaker | None = None
    known: dict[str, Speaker] = {}
    for block, label in zip(blocks, labels, strict=True):
        start = block.start
        if label and _label(label[1]) in back:
            speaker = known.setdefault(_label(label[1]), _labelled(seen, *label.span(1)))
            start = label.end()
        if speaker:
            yield Spoken(start, block.end, speaker, "turn")


def _place(seen: Seen, start: int, end: int) -> bool:
    """Tells whether a label is a state's or an organisation's: «Россия: двенадцать танков» is a list and no interview."""
    inside = [seen.mentions[i] for i in overlapping(seen.mentions, start, end)]
    return bool(inside) and not any(m.kind in NAMES for m in inside)


def _label(words: str) -> str:
    """Returns a label as it is compared: «ИВАН РОГОВ, полковник в оставке» is «Иван Рогов»."""
    return fold(words.split(",", maxsplit=1)[0].split("(", maxsplit=1)[0].strip(MARKS))


def _labelled(seen: Seen, start: int, end: int) -> Speaker:
    words = seen.words(start, end).split(",")[0].rstrip()
    end = start + len(words)
    inside = [seen.mentions[i] for i in overlapping(seen.mentions, start, end)]
    person = next((m for m in inside if m.kind in NAMES), None)
    if person is not None:
        return speaking_as(person, words, start, end)
    return Speaker(None, None, words, words, start, end)


def introduced(seen: Seen, claims: Sequence[Claim]) -> Iterator[Spoken]:
    """«Министърът на отбраната Иван Стоев:»: a line that is only a name, then their words."""
    speaker: Speaker | None = None
    placed = placed_by_words(claims)
    for block in (block for block in seen.article.blocks if block.coded):  # a headline may be the line
        found = _introduction(seen, block)
        if found:
            speaker = found
        elif any(_tells(claim) for claim in placed.over(block.start, block.end)):
            speaker = None  # the page tells again: somebody is said to say something
        elif speaker:
            yield Spoken(block.start, block.end, speaker, "introduced")


def _tells(claim: Claim) -> bool:
    """Tells whether a page tells that somebody says something; words without a cue are quoted by who speaks: «мислят: ние …»."""
    return claim.cue is not None and claim.speaker.start is not None and claim.speaker.code != "author"


def _introduction(seen: Seen, block: Block) -> Speaker | None:
    line = seen.words(block.start, block.end).strip()
    if not line.endswith(":"):
        return None
    names = [seen.mentions[i] for i in overlapping(seen.mentions, block.start, block.end) if seen.mentions[i].kind in NAMES]
    name = max(names, key=lambda m: m.end - m.start, default=None)
    return speaker_of(name) if name is not None and name.end - name.start >= ALONE * len(line) else None


def quotations(seen: Seen, claims: Sequence[Claim]) -> Iterator[Spoken]:
    """A quotation of several sentences: all are of the one who speaks in any of them, or after whose words the marks open."""
    placed = placed_by_words(claims)
    for start, end in quoted(seen):
        within = [c for c in placed.over(start, end) if c.speaker.code != "author"]
        speaker = within[0].speaker if within else _before(seen, start)
        if speaker:
            yield Spoken(start, end, speaker, "quotation")


def _before(seen: Seen, start: int) -> Speaker | None:
    """Returns who is named before the colon that a quotation follows: «Министр добавил: «…»»."""
    before = seen.article.text[max(0, start - 3) : start].rstrip().rstrip("«„“\"‘'").rstrip()
    if not before.endswith(":"):
        return None
    after = bisect_left(seen.readings, start - 1, key=lambda r: r.sentence.start)  # not the quotation's own, at its mark
    if not after:
        return None
    sentence = seen.readings[after - 1].sentence
    names = [m for m in seen.named(sentence.start, start) if m.end < start and _speaks(m)]
    return speaker_of(names[-1]) if names and start <= sentence.end + NEAR else None


def _speaks(mention: Mention) -> bool:
    return mention.kind in (*NAMES, "pronoun") and mention.use == "actor"


def dashed(seen: Seen, claims: Sequence[Claim]) -> Iterator[Spoken]:
    """A paragraph that ends «…, – обобщава Пламен Стоев.» is his from its first word, where nobody else speaks in it.

    A claim of nobody's own, that only goes on from the paragraph before, is no other speaker.
    """
    placed = placed_by_words(claims)
    for block in told(seen):
        within = [c for c in placed.over(block.start, block.end) if block.start <= c.evidence.start]
        speakers = {c.speaker.name for c in within if c.speaker.code != "author" and c.rule != GOING_ON}
        last = within[-1] if within else None
        if last is None or len(speakers) != 1 or last.speaker.start is None or last.rule == GOING_ON:
            continue
        between = seen.words(last.evidence.end, last.speaker.start)
        after = seen.words(int(last.speaker.end or 0), block.end)
        if DASHED.match(between) and not after.strip(MARKS + ".") and not _opens_quoted(seen, block):
            yield Spoken(block.start, last.evidence.end, last.speaker, "dashed")


def _opens_quoted(seen: Seen, block: Block) -> bool:
    """Tells whether a paragraph begins with a quotation mark: then marks say where speech is."""
    first = seen.words(block.start, block.end).lstrip()[:1]
    return any(first == opens for opens, _ in seen.language.quotes)


def quoted(seen: Seen) -> list[tuple[int, int]]:
    """Returns where quotations begin and end, without their marks, the outermost only.

    One that a paragraph leaves open goes on in the next, which may open it again.
    """
    closing = dict(reversed(seen.language.quotes))
    signs = frozenset(closing) | frozenset(closing.values())
    text = seen.article.text
    marks = [at for block in told(seen) for at in range(block.start, block.end) if text[at] in signs]
    begins = [block.start for block in told(seen)]
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(marks):
        after = _closed(text, marks, place, closing, begins)
        if after is None:  # no quotation, or a mark that nothing closes
            place += 1
        else:
            found.append((marks[place] + 1, marks[after]))
            place = after + 1
    return found


def _closed(text: str, marks: Sequence[int], place: int, closing: Mapping[str, str], begins: Sequence[int]) -> int | None:
    """Returns the number of the mark that closes the one at `place`; None where that one opens nothing or is never closed.

    Each paragraph after the first may open once more what is open: then all must, or the first mark was left open.
    """
    opened = marks[place]
    closes = closing.get(text[opened])
    if closes is None or not _opens(text, opened):
        return None
    inside = again = 0
    for number in range(place + 1, min(len(marks), place + 1 + MOST)):
        at = marks[number]
        if at - opened > LONGEST:
            return None
        opens = text[at] in closing and _opens(text, at)
        if text[at] == closes and not opens:
            if not inside:
                return number
            inside -= 1
        elif opens and closing[text[at]] == closes:
            paragraph = bisect_left(begins, at)
            if paragraph == len(begins) or begins[paragraph] != at:
                inside += 1
            elif paragraph - bisect_right(begins, opened) != again:
                return None
            else:
                again += 1
    return None


def _opens(text: str, at: int) -> bool:
    """Tells whether a mark stands as one that opens: after a blank or a bracket, before a letter."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or not before.isalnum()) and bool(after) and not after.isspace()


RULES: tuple[Callable[[Seen, Sequence[Claim]], Iterator[Spoken]], ...] = (turns, introduced, quotations, dashed)


def spoken(seen: Seen, claims: Sequence[Claim]) -> list[Spoken]:
    """Returns what somebody says by the form of the page and no claim holds yet: sentences, those of a paragraph together."""
    stretches = [Spans(rule(seen, claims), lambda stretch: (stretch.start, stretch.end)) for rule in RULES]
    placed = placed_by_words(claims)
    found: list[Spoken] = []
    last = None  # the paragraph of the sentence before, where that one is spoken too
    for reading in seen.readings:
        start, end = reading.sentence.start, reading.sentence.end
        near = (stretch for of_rule in stretches for stretch in of_rule.over(start, end))
        stretch = next((s for s in near if _within(seen, start, end, s)), None)
        if stretch:
            start, end = _trimmed(seen, max(start, stretch.start), min(end, stretch.end))
        if stretch is None or any(_covers(c, start, end) for c in placed.over(start, end)):
            last = None
        elif found and last == (reading.sentence.block, stretch):
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(replace(stretch, start=start, end=end))
            last = reading.sentence.block, stretch
    return found


def _trimmed(seen: Seen, start: int, end: int) -> tuple[int, int]:
    words = seen.words(start, end)
    return start + len(words) - len(words.lstrip(MARKS)), end - (len(words) - len(words.rstrip(MARKS)))


def _within(seen: Seen, start: int, end: int, stretch: Spoken) -> bool:
    """Tells whether a sentence lies in a stretch, but for marks at its ends and the label of a turn."""
    before, after = seen.words(start, stretch.start), seen.words(stretch.end, end)
    label = stretch.rule == "turn" and before.rstrip().endswith(":")
    return start < stretch.end and stretch.start < end and (label or not before.strip(MARKS)) and not after.strip(MARKS + ".!?…")


def _covers(claim: Claim, start: int, end: int) -> bool:
    """Tells whether a claim holds half of a sentence."""
    return 2 * (min(end, claim.evidence.end) - max(start, claim.evidence.start)) >= end - start
