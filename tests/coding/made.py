"""Articles that are seen as a test says, without a reader."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman import actors, codebook, languages
from dragoman.coding import Seen
from dragoman.model import (
    Argument,
    Article,
    Attribution,
    Block,
    Mention,
    Reading,
    Sentence,
    Span,
    Trigger,
)  # fmt: skip


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def mention(
    text: str, words: str, code: str | None, kind: str = "state", use: str = "actor", members: tuple[str, ...] = ()
) -> Mention:
    return Mention(kind, code, code or words, *at(text, words), words, "test", use, members=members)


def trigger(
    text: str,
    words: str,
    kind: str,
    concept: str,
    *roles: tuple[int | None, str],
    status: str = "occurred",
    act: float = 0.95,
) -> Trigger:
    arguments = tuple(Argument(number, role, 0.9) for number, role in roles)
    return Trigger(*at(text, words), kind, act, concept, 0.9, status, 0.9, 0.02, arguments, 0.95)


def said(text: str, content: str, source: str | None = None, cue: str | None = None, kind: str = "reported") -> Attribution:
    spans = [Span(*at(text, words)) if words else None for words in (source, cue)]
    return Attribution(Span(*at(text, content)), spans[0], spans[1], kind, 0.9)


def seen(text: str, mentions: Sequence[Mention], triggers: Sequence[Trigger] = (), heard: Sequence[Attribution] = ()) -> Seen:
    """One sentence a line of the text, all of them body."""
    blocks, sentences, start = [], [], 0
    for number, line in enumerate(text.split("\n")):
        blocks.append(Block("body", start, min(len(text), start + len(line) + 1), number + 1, "test"))
        sentences.append(Sentence(start, start + len(line), number))
        start += len(line) + 1
    readings = [
        Reading(
            s,
            tuple(t for t in triggers if s.start <= t.start < s.end),
            tuple(a for a in heard if s.start <= a.content.start < s.end),
        )
        for s in sentences
    ]
    article = Article("a.txt", "ru", text, tuple(blocks))
    return Seen(
        article,
        article.article_id,
        languages.load("ru"),
        tuple(mentions),
        tuple(readings),
        actors.load(),
        codebook.load(),
    )
