"""How sure a draft is: a logistic regression over what the reader said and the checks that spoke, fitted on cases put aside.

So a confidence is the share of drafts like this one that are right (Platt 1999), and a check needs no number of its own:
what «nobody on the other side» costs is learned. The weights stand in reader/weights/calibration.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman.codebook import load as load_codebook
from dragoman.model import Trigger
from dragoman.reader import FOLDER

CLEAR = 6.0  # logits beyond this say no more
CHECKS = ("only_itself", "no_recipient", "no_actor", "alone", "status_against_word")
TYPES = tuple(load_codebook().types)  # some are seen where they are not more often than others
SIDES = ("actor", "recipient")
NAMES = ("bias", "act", "kind", "concept", "status", *SIDES, *(f"no_{side}_seen" for side in SIDES), *CHECKS, *TYPES)


def logit(probability: float) -> float:
    """Returns the log odds, kept within ±CLEAR."""
    least = 1 / (1 + math.exp(CLEAR))
    kept = min(max(probability, least), 1 - least)
    return math.log(kept / (1 - kept))


def features(trigger: Trigger, notes: Sequence[str]) -> list[float]:
    """Returns a draft's features in the order of NAMES: of each side, how well the likeliest fits it."""
    best = [max((a.score for a in trigger.arguments if a.role == side), default=None) for side in SIDES]
    return [
        1.0,
        logit(trigger.type_score),
        logit(trigger.kind_score),
        logit(trigger.concept_score),
        logit(trigger.status_score),
        *(0.0 if score is None else logit(score) for score in best),
        *(float(score is None) for score in best),
        *(float(check in notes) for check in CHECKS),
        *(float(trigger.type == name) for name in TYPES),
    ]


def confidence(found: Sequence[float], weights: Mapping[str, float]) -> float:
    """Returns the probability, 0 to 1, that a draft with these features is right."""
    total = sum(weights[name] * value for name, value in zip(NAMES, found, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def load(folder: Path = FOLDER) -> Mapping[str, float]:
    """Returns the fitted weights. Raises FileNotFoundError where there are none, KeyError where one is missing."""
    table = json.loads((folder / "calibration.json").read_text("utf8"))["events"]
    return {name: float(table[name]) for name in NAMES}
