"""Balance: how pairs of states dealt with each other, month by month.

The balance of a dyad in a month is the number of events between its two states in each of PLOVER's four quads (verbal
and material cooperation, verbal and material conflict), and the mean of the events' intensities on PLOVER's scale, from
-10 (assault) to +10 (aid); the score of the mode where the codebook gives one, else of the type.

Counted are events that occurred or go on; not what is planned, denied or imagined, and not commentary. An actor counts
as its state (`KAZ:defence` as KAZ); what a state does inside itself has no dyad. Of a mutual type (CONSULT, COOPERATE)
every two participants are a dyad, of others each actor with each recipient. The month is the event's own; where it has
none, that of its article; where that has none the row's month is None, so that nothing is lost unseen. The same act
told by several copies of one article counts once.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from dragoman.codebook import Codebook

Row = Mapping[str, Any]
Dyad = tuple[str, str]

REAL = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class Balance:
    """One dyad in one month. `quads` counts by PLOVER's quad 1 to 4; `intensity` is the mean, -10 to 10.

    `by` counts events by the state that acted, where only one of the two did. `events` are the ids of those counted.
    """

    dyad: Dyad
    month: str | None
    quads: tuple[int, int, int, int]
    intensity: float
    by: tuple[int, int]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One event as it counts for one dyad. `actor` is who acted, None where both did."""

    event_id: str
    quad: int
    intensity: float
    actor: str | None


def balance(
    events: Iterable[Row], articles: Iterable[Row], codebook: Codebook, copies: Mapping[str, str] | None = None
) -> list[Balance]:
    """Returns the balance of every dyad and month in which there was an event, by dyad and month.

    `events` and `articles` are rows of the tables of those names; `copies` maps an article's address to the one that
    stands for all its copies, as `link.copies.clusters` returns it.
    """
    published = {article["doc"]: _month((article["published"] or {}).get("date")) for article in articles}
    acts: dict[tuple[Dyad, str | None], list[Act]] = defaultdict(list)
    for event in _once(filter(counts, events), copies or {}):
        month = _month((event["date"] or {}).get("start")) or published.get(event["doc"])
        for dyad, actor in dyads(event, codebook):
            acts[dyad, month].append(_act(event, actor, codebook))
    return [_balance(dyad, month, acts[dyad, month]) for dyad, month in sorted(acts, key=lambda k: (k[0], k[1] or ""))]


def counts(event: Row) -> bool:
    """Tells whether an event is an act that was done."""
    return event["status"] in REAL and not event["commentary"]


def dyads(event: Row, codebook: Codebook) -> list[tuple[Dyad, str | None]]:
    """Returns the pairs of states that an event is between, each with the one that acted, None where both did."""
    actors, recipients = states(event["actors"]), states(event["recipients"])
    if codebook.mutual(event["type"]):
        return [(pair, None) for pair in itertools.combinations(sorted({*actors, *recipients}), 2)]
    return [
        ((min(one, other), max(one, other)), None if one in recipients and other in actors else one)
        for one, other in sorted(itertools.product(actors, recipients))
        if one != other and not (one in recipients and other in actors and other < one)
    ]


def states(parties: Iterable[Row]) -> list[str]:
    """Returns the states of the parties, sorted, each once. A company is no state's: it stands for itself."""
    return sorted({code if code.startswith("company:") else code.partition(":")[0] for code in _codes(parties)})


def _codes(parties: Iterable[Row]) -> Iterable[str]:
    return (party["code"] for party in parties if party["code"])


def intensity(event: Row, codebook: Codebook) -> float:
    """Returns the event's score on PLOVER's scale: its mode's where the codebook has one, else its type's."""
    kind = codebook.types[event["type"]]
    return kind.modes.get(event["mode"] or "", kind.score)


def _act(event: Row, actor: str | None, codebook: Codebook) -> Act:
    return Act(event["event_id"], codebook.types[event["type"]].quad, intensity(event, codebook), actor)


def _once(events: Iterable[Row], copies: Mapping[str, str]) -> list[Row]:
    """Returns the events without those that a copy of their article, at a lesser address, tells as well."""
    teller: dict[object, str] = {}
    kept = []
    for event in sorted(events, key=lambda row: (row["doc"], row["event_id"])):
        sides = tuple(tuple(sorted(_codes(event[side]))) for side in ("actors", "recipients"))
        page = copies.get(event["doc"], event["doc"])
        same = (page, event["type"], event["mode"], event["concept"], sides)
        if teller.setdefault(same, event["doc"]) == event["doc"]:  # one page may tell two such acts: they are two
            kept.append(event)
    return kept


def _month(date: str | None) -> str | None:
    """Returns YYYY-MM of an ISO date that is at least that precise."""
    return date[:7] if date and len(date) >= 7 else None


def _balance(dyad: Dyad, month: str | None, acts: Sequence[Act]) -> Balance:
    quads, by = Counter(act.quad for act in acts), Counter(act.actor for act in acts)
    return Balance(
        dyad,
        month,
        (quads[1], quads[2], quads[3], quads[4]),
        round(fmean(act.intensity for act in acts), 4),
        (by[dyad[0]], by[dyad[1]]),
        tuple(sorted(act.event_id for act in acts)),
    )
