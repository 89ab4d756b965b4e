"""Who speaks where the page says it in short: «он», «министр», „Стоев“ are pointed at where the page names them in full.

An analyst who reads one claim sees «министр обороны Иван Рогов» beside it, not "he". The cue and the last step of the chain
stay where the words were said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.coding.seen import Seen, overlapping
from dragoman.model import Claim, Mention, Speaker

LEAST = 2  # words of a name in full
PERSON = ("person", "office")


def in_full(seen: Seen, claims: Sequence[Claim]) -> list[Claim]:
    """Returns the claims, a person who speaks with the words by which the page first names that person in full."""
    known = _full(seen.mentions)
    others = _full(m for m in seen.names if m.code is None)
    return [replace(claim, speaker=_in_words(seen, claim.speaker, known, others)) for claim in claims]


def _full(mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Returns the first mention of each person that has the name in full, by the id that the tables or the page give."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.entity and mention.kind in PERSON and _is_full(mention):
            found.setdefault(mention.entity, mention)
    return found


def _is_full(mention: Mention) -> bool:
    """«Иван Рогов», «министр Иван Рогов»; not «Рогов», not «министр обороны», not «министр Рогов»."""
    if mention.who is None:
        return mention.kind == "person" and len(mention.text.split()) >= LEAST and not mention.rule.startswith("again")
    words = mention.text[mention.who.start - mention.start : mention.who.end - mention.start]
    return len(words.split()) >= LEAST


def _in_words(seen: Seen, speaker: Speaker, known: Mapping[str, Mention], others: Mapping[str, Mention]) -> Speaker:
    if speaker.start is None or speaker.end is None:
        return speaker
    if speaker.id is not None:
        return _pointed(speaker, known.get(speaker.id), speaker.name)
    if speaker.code is None:
        here = [seen.names[i] for i in overlapping(seen.names, speaker.start, speaker.end)]
        person = next((m for m in here if m.kind == "person" and m.code is None and m.entity), None)
        if person and person.entity:
            return _pointed(speaker, None if _is_full(person) else others.get(person.entity), person.name)
    return speaker


def _pointed(speaker: Speaker, full: Mention | None, name: str) -> Speaker:
    """Returns the speaker with the words of the full mention; with its own where there is none or it has them already."""
    if full is None or full.text in speaker.text:
        return replace(speaker, name=name)
    return replace(speaker, name=name, text=full.text, start=full.start, end=full.end)
