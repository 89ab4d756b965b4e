"""From the heads' probabilities to what the reader saw in a sentence: triggers, attributions, names.

Nothing is decided here: everything down to FLOOR is kept with its score, coding has the thresholds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dragoman.codebook import load as load_codebook
from dragoman.model import CLAIM_KINDS, STATUSES, Argument, Attribution, Mention, Sentence, Span, Trigger
from dragoman.reader import schema
from dragoman.reader.network import Array, Scores

FLOOR = 0.1  # triggers and roles less likely than this are not even told of
EDGE = 0.06  # from which a word may begin a content: what is seen faintly is mostly there
TELLS = 0.1  # from which it may begin a source, a cue
GOES_ON = 0.35  # from which a later word still belongs to it
LINK = 0.3  # from which a source or cue is a content's
NAMED = 0.5
NAME_KINDS = {"per": "person", "org": "organisation", "loc": "place", "name": "name", "weapon": "weapon"}
ROWS = {name: row for row, name in enumerate(schema.ATTRIBUTION)}
TYPE_OF = np.array([schema.TYPES.index(load_codebook().concepts[name].type) for name in schema.CONCEPTS])
BELONGS = np.eye(len(schema.TYPES), dtype=np.float32)[TYPE_OF]  # [CONCEPTS, TYPES]: which concept is of which type


def typed(scores: Scores) -> Array:
    """Returns the probability of each type for each word: the mean of the type head and the concept head's sum by type."""
    by_concept = scores.concept @ BELONGS
    acts = 1.0 - scores.type[:, :1]
    made: Array = np.concatenate([scores.type[:, :1], (scores.type[:, 1:] + acts * by_concept[:, 1:]) / 2], 1)
    return made


def triggers(
    scores: Scores, units: schema.Units, sentence: Sentence, mentions: Sequence[int], things: Sequence[int] = ()
) -> Iterator[Trigger]:
    """Yields the words that may say an act. `mentions` and `things` are the article's numbers of the candidates."""
    types = typed(scores)
    acts = 1.0 - types[:, 0]
    best = types[:, 1:].argmax(1) + 1
    word = 0
    while word < len(units.words):
        if acts[word] < FLOOR:
            word += 1
            continue
        last = word
        while last + 1 < len(units.words) and acts[last + 1] >= max(FLOOR, 0.5 * acts[word]) and best[last + 1] == best[word]:
            last += 1
        head = word + int(acts[word : last + 1].argmax())
        yield _trigger(scores, types, units, sentence, mentions, things, (word, head, last))
        word = last + 1


def _trigger(
    scores: Scores, types: Array, units: schema.Units, sentence: Sentence, mentions: Sequence[int], things: Sequence[int],
    words: tuple[int, int, int],
) -> Trigger:  # fmt: skip
    first, head, last = words
    kind = int(types[head, 1:].argmax()) + 1
    concepts = np.where(kind == TYPE_OF, scores.concept[head], 0.0)
    concept, status = int(concepts.argmax()), int(scores.status[head].argmax())
    return Trigger(
        start=sentence.start + units.words[first][0],
        end=sentence.start + units.words[last][1],
        type=schema.TYPES[kind],
        type_score=round(float(1.0 - types[head, 0]), 4),
        concept=schema.CONCEPTS[concept],
        concept_score=round(float(concepts[concept]), 4),
        status=STATUSES[status],
        status_score=round(float(scores.status[head, status]), 4),
        commentary=round(float(scores.commentary[head]), 4),
        arguments=tuple(_arguments(scores.roles[first, : len(mentions) + 1], mentions)),
        kind_score=round(float(types[head, kind] / max(1e-6, 1.0 - types[head, 0])), 4),
        things=tuple(_things(scores.roles[first, len(mentions) + 1 :], things)),
    )


def _things(roles: Array, things: Sequence[int]) -> Iterator[Argument]:
    column = schema.ROLES.index("attribute")
    for row, thing in zip(roles, things, strict=True):
        if row[column] >= FLOOR:
            yield Argument(thing, "attribute", round(float(row[column]), 4))


def _arguments(roles: Array, mentions: Sequence[int]) -> Iterator[Argument]:
    for row, scored in enumerate(roles):
        for role, score in zip(schema.ROLES, scored, strict=True):
            if score >= FLOOR:
                yield Argument(mentions[row - 1] if row else None, role, round(float(score), 4))


def attributions(scores: Scores, units: schema.Units, sentence: Sentence) -> Iterator[Attribution]:
    """Yields what is said in the sentence: each content with the likeliest source and cue."""
    begins = scores.edges[:, ROWS["content"]]
    for start, last in nested(scores, contents(scores)):
        source, cue = _linked(scores, start, "source"), _linked(scores, start, "cue")
        yield Attribution(
            content=_span(units, sentence, start, last),
            source=_whole(scores, units, sentence, "source", source),
            cue=_whole(scores, units, sentence, "cue", cue),
            kind=CLAIM_KINDS[_kind(scores, start, cue)],
            score=round(float(begins[start, 1] / (begins[start, 1] + begins[start, 0] + 1e-9)), 4),
        )


def contents(scores: Scores) -> list[tuple[int, int]]:
    """Returns first and last word of each content.

    A word inside that may begin another one does not, where it goes on more likely and nothing else is linked to it: most of
    what is seen to begin so faintly is the same man's word.
    """
    edges = scores.edges[:, ROWS["content"]]
    found: list[tuple[int, int]] = []
    for start, last in stretches(edges):
        goes_on = bool(found) and start == found[-1][1] + 1 and edges[start, 2] > edges[start, 1]
        if goes_on and _same(scores, found[-1][0], start):
            found[-1] = found[-1][0], last
        else:
            found.append((start, last))
    return found


def nested(scores: Scores, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the contents; one that ends with who says the next, and how, holds that one too.

    «Газета пишет, что [министр называл это [угрозой]]».
    """
    made = list(found)
    for at in range(len(made) - 2, -1, -1):
        (start, last), after = made[at], made[at + 1]
        said_by = [_linked(scores, after[0], name) for name in ("source", "cue")]
        if after[0] == last + 1 and all(word is not None and start <= word <= last for word in said_by):
            made[at] = start, after[1]
    return made


def _same(scores: Scores, one: int, other: int) -> bool:
    """Tells whether what begins at one word is said like what begins at the other, by the same one, or by nobody of its own."""
    links = [(_linked(scores, one, name), _linked(scores, other, name)) for name in ("source", "cue")]
    cue = links[-1][0]
    return all(mine in (None, first) for first, mine in links) and _kind(scores, one, cue) == _kind(scores, other, cue)


def _kind(scores: Scores, start: int, cue: int | None) -> int:
    """Returns the number of the likeliest kind of claim for a content and its cue."""
    return int((scores.said[start] + scores.said[start if cue is None else cue]).argmax())


def stretches(edges: Array, least: float = EDGE) -> Iterator[tuple[int, int]]:
    """Yields first and last word of each stretch: a word that begins one, and those after it that go on."""
    word = 0
    while word < len(edges):
        if edges[word, 1] < least:
            word += 1
            continue
        last = word
        while last + 1 < len(edges) and edges[last + 1, 2] >= GOES_ON and edges[last + 1, 1] < least:
            last += 1
        yield word, last
        word = last + 1


def _linked(scores: Scores, start: int, name: str) -> int | None:
    """Returns the first word of the content's source or cue: the one that links best among those that may begin one."""
    column = schema.LINKS.index(name)
    likely = scores.links[start, :, column] * (scores.edges[:, ROWS[name], 1] >= TELLS)
    best = int(likely.argmax()) if len(likely) else 0
    return best if len(likely) and likely[best] >= LINK else None


def _whole(scores: Scores, units: schema.Units, sentence: Sentence, name: str, start: int | None) -> Span | None:
    if start is None:
        return None
    edges = scores.edges[:, ROWS[name]]
    last = start
    while last + 1 < len(edges) and edges[last + 1, 2] >= EDGE:
        last += 1
    return _span(units, sentence, start, last)


def names(scores: Scores, units: schema.Units, sentence: Sentence, text: str, known: Sequence[Span]) -> Iterator[Mention]:
    """Yields names that no table has: people, organisations, places, exercises and treaties, weapons."""
    tags = scores.mention.argmax(1)
    word = 0
    while word < len(units.words):
        kind = schema.MENTION_TAGS[tags[word]].partition("-")[2]
        sure = scores.mention[word, tags[word]] >= NAMED
        if not sure or kind not in NAME_KINDS or not schema.MENTION_TAGS[tags[word]].startswith("B"):
            word += 1
            continue
        last = word
        while last + 1 < len(units.words) and schema.MENTION_TAGS[tags[last + 1]] == f"I-{kind}":
            last += 1
        span = _span(units, sentence, word, last)
        if not any(span.overlaps(other) for other in known):
            said = text[span.start : span.end]
            yield Mention(NAME_KINDS[kind], None, said, span.start, span.end, said, "reader")
        word = last + 1


def uses(scores: Scores, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str, float]]:
    """Yields for each candidate how it stands in the sentence (actor, place, adjective) with its probability."""
    kinds = ("actor", "place", "adjective")
    columns = [[schema.MENTION_TAGS.index(f"{edge}-{kind}") for edge in "BI"] for kind in kinds]
    for row, (first, last) in enumerate(spans):
        likely = np.array([scores.mention[first : last + 1, pair].sum(1).mean() for pair in columns])
        best = int(likely.argmax())
        yield row, kinds[best], float(likely[best])


def _span(units: schema.Units, sentence: Sentence, first: int, last: int) -> Span:
    return Span(sentence.start + units.words[first][0], sentence.start + units.words[last][1])
