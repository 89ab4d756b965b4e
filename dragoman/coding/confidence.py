"""How sure a draft is: boosted trees over what the reader said, the checks that spoke and the other drafts of the sentence.

They are fitted on the cases put aside, so a confidence is the share of drafts like this one that are right, and a check needs no
number of its own: what «nobody on the other side» costs is learned, and so is what a likelier act beside it between the same
says («провели переговоры»: one act, two words). Method: gradient boosting (Friedman 2001) of the logistic loss. The trees
stand in reader/weights/calibration.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dragoman.codebook import load as load_codebook
from dragoman.model import Trigger
from dragoman.reader import FOLDER

CLEAR = 6.0  # logits beyond this say no more
NONE = -9.0  # stands for the logit of what there is none of
CHECKS = ("only_itself", "no_recipient", "no_actor", "alone", "status_against_word")
TYPES = tuple(load_codebook().types)  # some are seen where they are not more often than others
SIDES = ("actor", "recipient")
TAKES_PART = 0.5  # from which a mention is an actor or a recipient
OF_SIDES = ("best", "second", "fitting", "parties", "as_place", "as_other", "elsewhere")
BESIDE = ("drafts", "of_type", "of_type_with_some", "with_same", "likeliest", "acts", "sure_acts", "shared")
NAMES = (
    "bias", "act", "kind", "concept", "status",
    *(f"{side}_{name}" for side in SIDES for name in OF_SIDES), *CHECKS, *BESIDE, *TYPES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What confidence looks at in a draft: its trigger, the checks that spoke, the codes of both sides."""

    trigger: Trigger
    notes: Sequence[str]
    actors: Collection[str]
    recipients: Collection[str]

    @property
    def everyone(self) -> frozenset[str]:
        """Returns the codes of both sides."""
        return frozenset({*self.actors, *self.recipients})


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Binary trees as arrays, [trees, nodes]: at a node one goes left where the feature is not above the threshold.

    A leaf leads to itself.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    depth: int

    def __call__(self, found: Sequence[float]) -> float:
        """Returns the sum of the leaves that a draft's features lead to."""
        row, every = np.asarray(found, np.float32), np.arange(len(self.feature))
        at = np.zeros(len(every), np.int64)
        for _ in range(self.depth):
            low = row[self.feature[every, at]] <= self.threshold[every, at]
            at = np.where(low, self.left[every, at], self.right[every, at])
        return float(self.value[every, at].sum())


@dataclass(frozen=True, slots=True)
class Confidence:
    """Turns features into a probability. `weights` are added for features by name, those that are missing weigh nothing."""

    weights: Mapping[str, float] = field(default_factory=dict)
    trees: Trees | None = None

    def __call__(self, found: Sequence[float]) -> float:
        """Returns the probability, 0 to 1, that a draft with these features is right."""
        total = sum(weight * found[NAMES.index(name)] for name, weight in self.weights.items())
        total += self.trees(found) if self.trees is not None else 0.0
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def logit(probability: float) -> float:
    """Returns the log odds, kept within ±CLEAR."""
    least = 1 / (1 + math.exp(CLEAR))
    kept = min(max(probability, least), 1 - least)
    return math.log(kept / (1 - kept))


def features(one: Look, beside: Sequence[Look]) -> list[float]:
    """Returns a draft's features in the order of NAMES. `beside` are the other drafts of its sentence."""
    trigger = one.trigger
    return [
        1.0,
        logit(trigger.type_score),
        logit(trigger.kind_score),
        logit(trigger.concept_score),
        logit(trigger.status_score),
        *(value for side in SIDES for value in _side(one, side, beside)),
        *(float(check in one.notes) for check in CHECKS),
        *_beside(one, beside),
        *(float(trigger.type == name) for name in TYPES),
    ]


def _side(one: Look, side: str, beside: Sequence[Look]) -> list[float]:
    """Returns how well the two likeliest of one side fit it, how many do, and what else the likeliest may be."""
    fits = sorted((a for a in one.trigger.arguments if a.role == side), key=lambda a: -a.score)
    mention = fits[0].mention if fits else None
    roles = [a for a in one.trigger.arguments if a.mention == mention] if mention is not None else []
    others = [a for look in beside for a in look.trigger.arguments if a.mention == mention] if mention is not None else []
    return [
        logit(fits[0].score) if fits else NONE,
        logit(fits[1].score) if len(fits) > 1 else NONE,
        float(sum(a.score > TAKES_PART for a in fits)),
        float(len(one.actors if side == "actor" else one.recipients)),
        _likeliest(a.score for a in roles if a.role == "place"),
        _likeliest(a.score for a in roles if a.role in SIDES and a.role != side),
        _likeliest(a.score for a in others if a.role in SIDES),
    ]


def _beside(one: Look, beside: Sequence[Look]) -> list[float]:
    """Returns what other acts the sentence has: how many, of one type with it, between the same, how likely."""
    same = [look for look in beside if look.trigger.type == one.trigger.type]
    likelier = [look for look in beside if look.trigger.type_score > one.trigger.type_score]
    return [
        float(len(beside)),
        float(len(same)),
        _likeliest(look.trigger.type_score for look in same if look.everyone & one.everyone),
        _likeliest(look.trigger.type_score for look in beside if look.everyone == one.everyone),
        _likeliest(look.trigger.type_score for look in beside),
        sum(look.trigger.type_score for look in (one, *beside)),
        float(sum(look.trigger.type_score > TAKES_PART for look in (one, *beside))),
        float(len(one.everyone & {code for look in likelier for code in look.everyone})),
    ]


def _likeliest(scores: Iterable[float]) -> float:
    return max((logit(score) for score in scores), default=NONE)


def load(folder: Path = FOLDER) -> Confidence:
    """Returns the fitted trees. Raises FileNotFoundError where there are none, ValueError where they know other features."""
    table = json.loads((folder / "calibration.json").read_text("utf8"))["events"]
    if tuple(table["features"]) != NAMES:
        raise ValueError(f"{folder / 'calibration.json'} was fitted on other features; run training.calibrate")
    return Confidence({"bias": table["bias"]}, trees(table["trees"], table["depth"]))


def trees(table: Sequence[Sequence[Sequence[float]]], depth: int) -> Trees:
    """Returns trees from lists of nodes: feature, threshold, left, right, value; of a leaf the feature is -1."""
    size = max((len(tree) for tree in table), default=1)
    made = np.zeros((5, len(table), size))
    made[0] = -1
    for number, tree in enumerate(table):
        made[:, number, : len(tree)] = np.array(tree).T
    leaf, itself = made[0] < 0, np.broadcast_to(np.arange(size), made.shape[1:])
    left, right = (np.where(leaf, itself, made[side]).astype(np.int64) for side in (2, 3))
    return Trees(np.maximum(made[0], 0).astype(np.int64), made[1], left, right, made[4], depth)
