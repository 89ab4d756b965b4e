"""How sure a draft is: trees as arrays, and what a draft's features say."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from dragoman.coding import confidence
from dragoman.coding.confidence import NAMES, NONE, Confidence, Look, features
from dragoman.model import Argument, Trigger


def look(score: float, actors: str = "TUR", recipients: str = "KAZ", kind: str = "ACCUSE", notes: tuple[str, ...] = ()) -> Look:
    told = ((0, "actor", 0.9), (1, "recipient", 0.8), (2, "recipient", 0.3), (0, "recipient", 0.1))
    roles = tuple(Argument(*one) for one in told)
    trigger = Trigger(0, 5, kind, score, "accuse", 0.9, "occurred", 0.9, 0.0, roles, 0.9)
    return Look(trigger, notes, actors.split(), recipients.split())


def told(one: Look, *beside: Look) -> dict[str, float]:
    return dict(zip(NAMES, features(one, beside), strict=True))


def test_a_tree_is_walked_to_its_leaf() -> None:
    tree = [[1, 0.5, 1, 2, 0.0], [-1, -2.0, -1, -1, -1.0], [2, 0.0, 3, 4, 0.0], [-1, -2.0, -1, -1, 2.0], [-1, -2.0, -1, -1, 3.0]]
    single = [[-1, -2.0, -1, -1, 0.25]]
    made = confidence.trees([tree, single], 2)
    assert [made([1.0, 0.5, 9.0]), made([1.0, 0.6, 0.0]), made([1.0, 0.6, 0.1])] == [-0.75, 2.25, 3.25]


def test_weights_are_added_by_name_and_what_is_missing_weighs_nothing() -> None:
    found = features(look(0.5), [])
    assert Confidence()(found) == 0.5
    assert Confidence({"bias": 1.0, "act": 3.0})(found) == pytest.approx(1 / (1 + math.exp(-1.0)))


def test_the_sides_tell_how_well_the_likeliest_fits_and_what_else_it_may_be() -> None:
    made = told(look(0.7, notes=("alone",)))
    assert made["actor_best"] > made["recipient_best"] > made["recipient_second"] > made["actor_as_other"] > NONE
    assert made["actor_second"] == made["actor_elsewhere"] == made["recipient_as_place"] == NONE
    assert (made["recipient_fitting"], made["recipient_parties"], made["alone"], made["only_itself"]) == (1.0, 1.0, 1.0, 0.0)


def test_the_other_acts_of_the_sentence_tell() -> None:
    one = look(0.7)
    made = told(one, look(0.9), look(0.2, "UZB", "CHN"), look(0.4, kind="REJECT"))
    assert (made["drafts"], made["of_type"], made["sure_acts"], made["shared"]) == (3.0, 2.0, 2.0, 2.0)
    assert made["of_type_with_some"] == made["with_same"] == made["likeliest"] == confidence.logit(0.9)
    assert made["acts"] == pytest.approx(0.7 + 0.9 + 0.2 + 0.4)
    assert told(one)["likeliest"] == NONE


def test_trees_of_other_features_are_refused(tmp_path: Path) -> None:
    table = {"events": {"features": ["bias"], "bias": 0.0, "depth": 1, "trees": []}}
    (tmp_path / "calibration.json").write_text(json.dumps(table), "utf8")
    with pytest.raises(ValueError, match="calibrate"):
        confidence.load(tmp_path)


def test_what_ships_can_be_loaded() -> None:
    sure = confidence.load()
    assert sure(features(look(0.95), [])) > sure(features(look(0.15), []))
