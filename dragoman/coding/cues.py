"""The whole cue of a claim: the reader marks the word that says it, a page says more: "has repeatedly denied", «не исключил».

Auxiliaries, negations and adverbs before it and the small words behind it ("accused of") belong to it: "did not rule out" is no
ruling out. The words are data, `[cues]` in `language.toml`. What a cue is follows the attribution corpora (PARC, Pareti 2015;
PolNeAR, Newell and others 2018), but for where and when it was said, which their readers mark half of the time.
"""

from __future__ import annotations

import re

from dragoman.coding.seen import Seen
from dragoman.languages import Cues, fold
from dragoman.model import Attribution, Span

WORD = re.compile(r"[\w'’]+(?:-[\w'’]+)*")
STOPS = re.compile(r"[.,;:!?()«»„“”\"—–\n]")


def whole(seen: Seen, heard: Attribution) -> Span | None:
    """Returns the cue with all that belongs to it in its sentence, None where there is none.

    It never reaches into the source or into what is said.
    """
    cue, known = heard.cue, seen.language.cues
    sentence = seen.sentence(cue.start) if cue is not None else None
    if cue is None or sentence is None:
        return cue
    first, last = sentence.start, sentence.end
    taken = [span for span in (heard.source, heard.content) if span is not None and not span.overlaps(cue)]
    first = max([first, *(span.end for span in taken if span.end <= cue.start)])
    last = min([last, *(span.start for span in taken if span.start >= cue.end)])
    end = _behind(seen, known, _said(seen, known, cue, last), last)
    return Span(_before(seen, known, cue.start, first), end)


def _words(seen: Seen, start: int, end: int) -> list[tuple[int, int, str]]:
    """Returns start, end and folded text of the words of a stretch that no sign interrupts, seen from its beginning."""
    stop = STOPS.search(seen.article.text, start, end)
    return [(m.start(), m.end(), fold(m[0])) for m in WORD.finditer(seen.article.text, start, stop.start() if stop else end)]


def _small(known: Cues, word: str) -> bool:
    return word in known.before or (bool(known.adverbs) and word.endswith(known.adverbs))


def _said(seen: Seen, known: Cues, cue: Span, last: int) -> int:
    """Returns where the cue ends: one of auxiliaries alone goes on to its verb, "has [praised]"."""
    inside = _words(seen, cue.start, cue.end)
    if not inside or not all(_small(known, word) for _, _, word in inside):
        return cue.end
    for _, end, word in _words(seen, cue.end, last):
        if not _small(known, word):
            return end
    return cue.end


def _before(seen: Seen, known: Cues, start: int, first: int) -> int:
    """Returns where the small words before a cue begin: "[has also] said", «[не] исключил»."""
    for found in reversed(list(WORD.finditer(seen.article.text, first, start))):
        if not _small(known, fold(found[0])) or seen.article.text[found.end() : start].strip():
            break
        start = found.start()
    return start


def _behind(seen: Seen, known: Cues, end: int, last: int) -> int:
    """Returns where the small words behind a cue end: "accused [of]", «растаған [жоқ]»."""
    for start, after, word in _words(seen, end, last):
        if word not in known.after or seen.article.text[end:start].strip():
            break
        end = after
    return end
