"""What a filter means: conditions that the tables answer, and periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Part = tuple[str, tuple[Any, ...]]  # a condition in DuckDB's SQL and what stands for its question marks


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows. Empty fields ask nothing; several must all hold.

    `actor` is anywhere in the row, `by` acts or speaks, `to` is acted on, `about` is spoken of, `between` are two
    parties of one event. A state's code takes in what belongs to it: KAZ also finds `KAZ:ministry`. `since` and `until`
    are ISO dates, possibly partial, inclusive: the event's own date where it has one, else its page's.
    """

    doc: str | None = None
    lang: str | None = None
    type: str | None = None
    status: str | None = None
    register: str | None = None
    kind: str | None = None
    actor: str | None = None
    between: tuple[str, str] | None = None
    by: str | None = None
    to: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None

    @property
    def dated(self) -> bool:
        """Tells whether a period is asked for."""
        return bool(self.since or self.until)


EVERYTHING = Filter()


def belongs(code: str | None, wanted: str) -> bool:
    """Tells whether a code is the wanted one or lies under it (KAZ:ministry under KAZ). Case does not matter."""
    have, want = (code or "").casefold(), wanted.casefold()
    return have == want or have.startswith(want + ":")


# --- conditions: each takes a value of a filter and says what it asks of a row


def _is(expression: str, wanted: str) -> Part:
    code = wanted.lower()
    return f"(lower({expression}) = ? OR starts_with(lower({expression}), ?))", (code, code + ":")


def _is_party(parties: str) -> Callable[[str], Part]:
    def asks(wanted: str) -> Part:
        condition, values = _is("party.code", wanted)
        return f"len([party FOR party IN {parties} IF {condition}]) > 0", values

    return asks


def _is_about(wanted: str) -> Part:
    condition, values = _is("code", wanted)
    return f"len([code FOR code IN about IF {condition}]) > 0", values


def _is_speaker(wanted: str) -> Part:
    condition, values = _is("coalesce(speaker.code, '')", wanted)
    named = "contains(lower(concat_ws(' ', speaker.name, speaker.text)), ?)"
    return f"({condition} OR {named})", (*values, wanted.lower())


def _is_in_claim(wanted: str) -> Part:
    (speaks, first), (about, second) = _is("coalesce(speaker.code, '')", wanted), _is_about(wanted)
    return f"({speaks} OR {about})", (*first, *second)


def _are_parties(wanted: tuple[str, str]) -> Part:
    (one, first), (other, second) = (_is_party(PARTIES)(code) for code in wanted)
    return f"({one} AND {other})", (*first, *second)


def _equals(column: str) -> Callable[[str], Part]:
    return lambda wanted: (f"{column} = ?", (wanted,))


PARTIES = "list_concat(actors, recipients)"
Asks = dict[str, Callable[[Any], Part]]
PLAIN: Asks = {column: _equals(column) for column in ("doc", "lang", "type", "status", "register", "kind")}
CONDITIONS: dict[str, Asks] = {
    "articles": {name: PLAIN[name] for name in ("doc", "lang")},
    "events": {name: PLAIN[name] for name in ("doc", "lang", "type", "status", "register")}
    | {"actor": _is_party(PARTIES), "between": _are_parties, "by": _is_party("actors"), "to": _is_party("recipients")},
    "claims": {name: PLAIN[name] for name in ("doc", "lang", "kind")}
    | {"actor": _is_in_claim, "by": _is_speaker, "about": _is_about},
    "mentions": {name: PLAIN[name] for name in ("doc", "kind")} | {"actor": lambda wanted: _is("coalesce(code, '')", wanted)},
    "rejected": {"doc": PLAIN["doc"]},
}


def condition(table: str, chosen: Filter) -> Part:
    """Returns the condition that a filter puts to a table; what the table cannot answer (periods) is not in it."""
    parts = [asks(value) for name, asks in CONDITIONS[table].items() if (value := getattr(chosen, name)) is not None]
    return " AND ".join(sql for sql, _ in parts), tuple(value for _, values in parts for value in values)


def any_of(column: str, values: Sequence[str]) -> Part:
    """Returns the condition that a column is one of the values."""
    return f"list_contains(?, {column})", (list(values),)


# --- periods


def in_period(chosen: Filter, first: str | None, last: str | None = None) -> bool:
    """Tells whether an ISO date or interval, possibly partial, meets the period; an unknown date meets none.

    A partial date is compared as far as both go: 2024-05 lies both since 2024-05-20 and until 2024-05-20.
    """
    if not chosen.dated:
        return True
    if not first:
        return False
    last = last or first
    after = not chosen.since or last[: len(chosen.since)] >= chosen.since[: len(last)]
    before = not chosen.until or first[: len(chosen.until)] <= chosen.until[: len(first)]
    return after and before
