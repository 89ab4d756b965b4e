"""The trained reader: sentences and the mentions that tables found in them, in; what it sees in each sentence, out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from dragoman.model import Mention, Reading, Sentence
from dragoman.reader import decoding, schema
from dragoman.reader.network import FOLDER, Array, Network, Scores
from dragoman.reader.tokenizer import Tokenizer

__all__ = ["FOLDER", "Reader", "candidate"]

# Mentions of these kinds can be somebody in an event; an outlet only speaks, a weapon is only a thing.
NO_CANDIDATES = frozenset({"outlet", "weapon", "time", "amount", "money", "name"})
PAUSE = re.compile(r"[,;:—–]\s")
SURE_USE = 0.6  # from which the reader's word on how a mention stands outranks the rules'


def candidate(mention: Mention) -> bool:
    """Tells whether a mention can be somebody in an event."""
    return mention.kind not in NO_CANDIDATES


def _pause(text: str, start: int, limit: int) -> int:
    """Returns where to cut text[start:limit]: after its last pause, after its last word, or at the limit."""
    pauses = [match.end() for match in PAUSE.finditer(text, start + (limit - start) // 2, limit)]
    blanks = text.rfind(" ", start + 1, limit)
    return pauses[-1] if pauses else blanks + 1 if blanks > start else limit


def _outside(at: int, start: int, mentions: Sequence[Mention]) -> int:
    """Returns the cut, moved before a mention that it would tear, or after one that begins where the part does."""
    torn = next((m for m in mentions if m.start < at < m.end), None)
    if torn is None:
        return at
    return torn.start if torn.start > start else torn.end


def _trimmed(text: str, part: Sentence) -> Sentence:
    words = text[part.start : part.end]
    start = part.start + len(words) - len(words.lstrip())
    return Sentence(start, max(start, part.start + len(words.rstrip())), part.block)


class Reader:
    """The weights with their tokenizer, loaded once and never changed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Raises FileNotFoundError where a file of weights is missing."""
        self._tokenizer = Tokenizer.load(folder)
        self._network = Network(folder)

    def windows(self, text: str, sentence: Sentence, mentions: Sequence[Mention] = ()) -> list[Sentence]:
        """Returns a sentence in parts that can each be read whole: itself, or what a list of a thousand words is cut into.

        A part ends after a comma or the like in its second half, else at a word, and never inside one of the mentions.
        """
        pieces = self._tokenizer.encode(text[sentence.start : sentence.end])
        starts = [sentence.start + start for start, _ in pieces.spans]
        parts: list[Sentence] = []
        start, first = sentence.start, 0
        while first + schema.LIMIT < len(starts):
            end = _outside(_pause(text, start, starts[first + schema.LIMIT]), start, mentions)
            end = end if end > start else next((s for s in starts[first:] if s > start), sentence.end)
            parts.append(_trimmed(text, Sentence(start, end, sentence.block)))
            start, first = end, bisect_left(starts, end)
        parts.append(_trimmed(text, Sentence(start, sentence.end, sentence.block)))
        return [part for part in parts if part.end > part.start]

    def read(
        self, text: str, sentence: Sentence, mentions: Sequence[Mention], first: int = 0,
        things: Sequence[Mention] = (), first_thing: int = 0,
    ) -> Reading:  # fmt: skip
        """Returns what is seen in one sentence of `text`.

        `mentions` and `things` are those of the sentence, `first` and `first_thing` the article's numbers of the first of each.
        """
        seen = self.look(text, sentence, mentions, things)
        if seen is None:
            return Reading(sentence, (), ())
        units, numbers, spans, others, scores = seen
        there = [first + number for number in numbers]
        others = [first_thing + number for number in others]
        uses = tuple((there[row], use) for row, use, sure in decoding.uses(scores, spans) if sure >= SURE_USE)
        known = [mention.span for mention in mentions]
        return Reading(
            sentence=sentence,
            triggers=tuple(decoding.triggers(scores, units, sentence, there, others)),
            attributions=tuple(decoding.attributions(scores, units, sentence)),
            uses=uses,
            names=tuple(decoding.names(scores, units, sentence, text, known)),
        )

    def look(
        self, text: str, sentence: Sentence, mentions: Sequence[Mention], things: Sequence[Mention] = ()
    ) -> tuple[schema.Units, list[int], list[tuple[int, int]], list[int], Scores] | None:
        """Returns the sentence's units, which mentions are candidates, their words, which things have words, and all scores.

        In `roles` the things come after the candidates. None without words.
        """
        units = schema.cut(self._tokenizer, text[sentence.start : sentence.end])
        if not units.words:
            return None
        numbers: list[int] = []
        spans: list[tuple[int, int]] = []
        for number, mention in enumerate(mentions):
            inside = schema.over(units.words, mention.start - sentence.start, mention.end - sentence.start)
            if inside and candidate(mention):
                numbers.append(number)
                spans.append((inside[0], inside[-1]))
        words = [schema.over(units.words, thing.start - sentence.start, thing.end - sentence.start) for thing in things]
        others = [number for number, at in enumerate(words) if at]
        placed = [(words[number][0], words[number][-1]) for number in others]
        return units, numbers, spans, others, self._network(units, [*spans, *placed], len(spans))

    def vector(self, text: str, sentence: Sentence, mentions: Sequence[Mention], at: int) -> Array | None:
        """Returns the unit vector [384] of the word at offset `at` in its sentence; None where no word is there."""
        seen = self.look(text, sentence, mentions)
        words = schema.over(seen[0].words, at - sentence.start, at - sentence.start + 1) if seen else []
        if seen is None or not words:
            return None
        state: Array = seen[-1].states[words[0]]
        return state / max(1e-6, float((state**2).sum() ** 0.5))
