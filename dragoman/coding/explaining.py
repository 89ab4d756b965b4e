"""What was seen in each sentence, sure or not, and what became of it: plain dicts for `events --explain` and `why`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any

from dragoman.coding import Coded, Draft, Seen
from dragoman.model import Attribution, Participant, Reading, Trigger
from dragoman.reader import Reader
from dragoman.reader.nearest import Cases

Row = dict[str, Any]


def explanation(reader: Reader, seen: Seen, coded: Coded) -> Row:
    """Returns {"sentences": [...]}: each with its words, line, mentions, triggers, attributions, rules, nearest cases."""
    return {"sentences": [_sentence(reader, seen, reading, coded) for reading in seen.readings]}


@cache
def _cases() -> Cases:
    return Cases()


def _sentence(reader: Reader, seen: Seen, reading: Reading, coded: Coded) -> Row:
    start, end = reading.sentence.start, reading.sentence.end
    drafts = [d for d in coded.drafts if start <= d.trigger.start < end]
    mentions = [m for m in seen.mentions if start <= m.start < end]
    return {
        "start": start,
        "end": end,
        "text": seen.words(start, end),
        "line": seen.article.text.count("\n", 0, start) + 1,
        "mentions": [{"text": m.text, "code": m.code, "kind": m.kind, "use": m.use, "rule": m.rule} for m in mentions],
        "triggers": [_trigger(seen, draft) for draft in drafts],
        "attribution": [_attribution(seen, heard) for heard in reading.attributions],
        "rules": [_verdict(seen, draft) for draft in drafts],
        "nearest": [row for draft in drafts if draft.enough for row in _nearest(reader, seen, reading, draft.trigger)],
    }


def _trigger(seen: Seen, draft: Draft) -> Row:
    trigger = draft.trigger
    return {
        "text": seen.words(trigger.start, trigger.end),
        "start": trigger.start,
        "end": trigger.end,
        "type": trigger.type,
        "concept": trigger.concept,
        "status": trigger.status,
        "scores": {
            "act": trigger.type_score, "type": trigger.kind_score, "concept": trigger.concept_score,
            "status": trigger.status_score, "commentary": trigger.commentary,
        },
        "roles": [_role(seen, argument) for argument in trigger.arguments],
    }  # fmt: skip


def _role(seen: Seen, argument: Any) -> Row:
    words = "the speaker" if argument.mention is None else seen.mentions[argument.mention].text
    return {"text": words, argument.role: argument.score}


def _attribution(seen: Seen, heard: Attribution) -> Row:
    spans = {"source": heard.source, "cue": heard.cue, "content": heard.content}
    return {
        "kind": heard.kind,
        "score": heard.score,
        **{n: seen.words(s.start, s.end) if s else None for n, s in spans.items()},
    }


def _verdict(seen: Seen, draft: Draft) -> str:
    words = seen.words(draft.trigger.start, draft.trigger.end)
    named = f"{_codes(draft.actors)} → {_codes(draft.recipients)}"
    notes = f" ({', '.join(draft.notes)})" if draft.notes else ""
    sign = "≥" if draft.enough else "<"
    return f"«{words}» {draft.trigger.type} {named}: {draft.confidence:.2f} {sign} {draft.least:.2f}{notes}"


def _codes(parties: Iterable[Participant]) -> str:
    return " ".join(p.code for p in parties) or "nobody"


def _nearest(reader: Reader, seen: Seen, reading: Reading, trigger: Trigger) -> list[Row]:
    inside = [m for m in seen.mentions if reading.sentence.start <= m.start < reading.sentence.end]
    vector = reader.vector(seen.article.text, reading.sentence, inside, trigger.start)
    return [] if vector is None else [asdict(near) for near in _cases().near(vector)]
