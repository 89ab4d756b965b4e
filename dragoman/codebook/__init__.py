"""What can happen: PLOVER's types with their modes and scores, and the concepts under them. The one reader of these tables."""

from __future__ import annotations

import csv
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from dragoman.model import FUTURE

# Groups of status within which tellings of one act differ, and in which an analyst counts.
STATUS_GROUP = {
    "occurred": "real", "ongoing": "real", "planned": "future", "proposed": "future", "predicted": "future",
    "hypothetical": "unreal", "counterfactual": "unreal", "denied": "denied", "negated": "denied",
}  # fmt: skip
GROUPS = ("real", "future", "unreal", "denied")
# PLOVER's own record of an act not yet done: its manual codes agreeing to act, not the act, and its modes of THREATEN are the
# strikes, boycotts, expulsions, arrests and violence that somebody announces.
FOLD = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
    "PROTEST": "THREATEN", "SANCTION": "THREATEN", "MOBILIZE": "THREATEN", "COERCE": "THREATEN", "ASSAULT": "THREATEN",
}  # fmt: skip


# Concepts that several carry out with each other though their type has a direction: «Оман и Непал подписали договор».
TOGETHER = frozenset({"sign-treaty", "ratify", "restore-ties", "announce-withdrawal", "draw-closer", "drift-apart"})


@dataclass(frozen=True, slots=True)
class Type:
    """One of PLOVER's sixteen. `quad` is 1 to 4 (verbal, material cooperation; verbal, material conflict)."""

    name: str
    quad: int
    score: float
    requires_recipient: bool
    mutual: bool
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of act under a type, such as hold-exercise-joint under COOPERATE."""

    name: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    register: str | None
    stage: str | None
    actor_role: str | None
    recipient_role: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """All types and concepts by name."""

    types: Mapping[str, Type]
    concepts: Mapping[str, Concept]
    quads: Mapping[int, str]

    def mutual(self, type_name: str) -> bool:
        """Tells whether actors and recipients of this type are one set of participants."""
        return self.types[type_name].mutual

    def plover(self, type_name: str, status: str) -> str:
        """Returns the type that PLOVER's own record gives: a future CONSULT is AGREE, a future ASSAULT THREATEN."""
        folded = FOLD.get(type_name, type_name)
        foreseen = status == "predicted" and folded == "THREATEN"  # that others expect an attack is no threat of the attacker's
        return folded if status in FUTURE and not foreseen else type_name

    def concepts_of(self, type_name: str) -> tuple[str, ...]:
        """Returns the names of the concepts under a type, in the table's order."""
        return tuple(c.name for c in self.concepts.values() if c.type == type_name)


@functools.cache
def load() -> Codebook:
    """Returns the codebook that ships with the package. Raises ValueError where its tables contradict each other."""
    here = files(__package__)
    raw = tomllib.loads((here / "plover.toml").read_text("utf8"))
    quads = {int(number): name for number, name in raw.pop("quads").items()}
    types = {
        name: Type(name, t["quad"], t["score"], t["requires_recipient"], t.get("mutual", False), t.get("modes", {}))
        for name, t in raw.items()
    }
    lines = (here / "concepts.csv").read_text("utf8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    concepts = {row["concept"]: _concept(row) for row in rows}
    for concept in concepts.values():
        if concept.mode is not None and concept.mode not in types[concept.type].modes:
            raise ValueError(f"concept {concept.name}: {concept.type} has no mode {concept.mode}")
    if len(concepts) != len(rows):
        raise ValueError("a concept stands twice in concepts.csv")
    return Codebook(types, concepts, quads)


def _concept(row: Mapping[str, str]) -> Concept:
    return Concept(
        row["concept"],
        row["type"],
        row["mode"] or None,
        tuple(row["contexts"].split()),
        row["register"] or None,
        row["stage"] or None,
        row["actor_role"] or None,
        row["recipient_role"] or None,
        row["meaning"],
    )
