"""How parties, dates, chains and speakers are worded: the same in the terminal and on the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman import codebook
from dragoman.codebook import STATUS_GROUP
from dragoman.view.marking import inert
from dragoman.view.queries import Row, party_codes

STATUS_SIGN = {"real": "●", "future": "○", "unreal": "◌", "denied": "✗"}


def sign(status: str) -> str:
    """Returns a status with the sign of its group: done, future, unreal, denied."""
    return f"{STATUS_SIGN[STATUS_GROUP.get(status, 'real')]} {status}"


def parties(event: Row) -> str:
    """Returns who did it to whom: KAZ — TUR where both are equal participants, RUS → UKR where one acts."""
    book = codebook.load()
    actors, others = party_codes(event["actors"]), party_codes(event["recipients"])
    if event["type"] in book.types and book.mutual(event["type"]):
        return " — ".join(part for part in (", ".join(actors), ", ".join(others)) if part)
    return f"{', '.join(actors) or '?'} → {', '.join(others)}" if others else ", ".join(actors)


def short(text: str | None, most: int = 90) -> str:
    """Returns the text in one line of at most `most` characters, cut at a word where one ends."""
    line = " ".join(inert(text or "").split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut) + "…"


def when(row: Row) -> str:
    """Returns an event's own date or interval; in the page's words where it cannot be reckoned: «last week» of no known day."""
    date = row.get("date") or {}
    ends = [date.get("start"), date.get("end")]
    return " … ".join(dict.fromkeys(end for end in ends if end)) or inert(date.get("text") or "")


def speaker(claim: Row) -> str:
    """Returns who says it, with the code where one is known."""
    found = claim["speaker"]
    name = found.get("text") or found.get("name") or "?"
    return f"{inert(name)} ({found['code']})" if found.get("code") and found["code"] != name else inert(name)


def chain(steps: Iterable[Row] | None) -> str:
    """Returns the way that words came, outermost first."""
    return " ← ".join(inert(step.get("name") or step["text"]) for step in steps or ())


def plural(number: int, what: str) -> str:
    """Returns a number with its plural word, in the singular where it is one: 1 event, 2 events."""
    return f"{number} {what.removesuffix('s') if number == 1 else what}"


def quantities(event: Row) -> list[str]:
    """Returns an event's quantities in the page's words with what they count."""
    return [f"{what}: {inert(amount['text'])}" for what, amount in (event.get("quantities") or {}).items()]


def told(value: Any) -> str:
    """Returns the value of any field in a line."""
    if value in (None, "", [], {}):
        return "none"
    if isinstance(value, list):
        return ", ".join(map(told, value))
    if isinstance(value, dict):
        return " ".join(f"{name} {told(one)}" for name, one in value.items() if one is not None)
    return short(str(value), 200)


def attributes(event: Row) -> str:
    """Returns what else is known of an event: name, place, things, quantities, money, stage, register."""
    place, money = event.get("place") or {}, event.get("money") or {}
    facts = [event.get("name"), place.get("name"), ", ".join(event.get("items") or ()), *quantities(event)]
    facts += [money.get("text"), event.get("stage"), event.get("register")]
    return " · ".join(inert(fact) for fact in facts if fact)
