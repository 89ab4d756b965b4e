"""Cases as numbers: what every head should answer. Needs no PyTorch."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from dragoman.coding import Draft, Seen, code
from dragoman.coding.confidence import NAMES
from dragoman.languages.cases import parse
from dragoman.model import STATUSES
from dragoman.reader import FOLDER, Reader, schema
from dragoman.reader.tokenizer import Tokenizer
from evaluation.heads import seen_of, wanted_events
from training import corpus
from training.calibrate import FLAT, fit, right, sureness, truths
from training.data import IGNORE, Example, example
from training.joining import Joiner, join
from training.swapping import Swapper

TOKENIZER = Tokenizer.load(FOLDER)
LINE = """<c1 По словам> <s1 [KAZ министра]>, <q1 [TUR Турция] {1 предоставит} [KAZ.2 республике] [w дроны]>.
1 give-arms planned TUR > KAZ.2 | item=w
say 1 reported
"""


def drafts_of(seen: Seen) -> list[Draft]:
    return [draft for draft in code(seen, FLAT).drafts if draft.everyone]


def one(source: str = LINE, found: list[tuple[int, int]] | None = None) -> Example:
    (case,) = parse(source, "ru", "x")
    return example(case, TOKENIZER, found)


def words(made: Example, numbers: np.ndarray) -> list[str]:
    return [made.case.text[slice(*made.units.words[i])] for i in numbers]


def test_every_head_gets_its_answer() -> None:
    made = one()
    (head,) = made.heads
    assert words(made, np.array([head])) == ["предоставит"]
    assert schema.TYPES[made.trigger[head]] == "AID"
    assert schema.CONCEPTS[made.concept[head]] == "give-arms"
    assert STATUSES[made.status[head]] == "planned"
    assert (made.status[:head] == IGNORE).all()
    assert [schema.MENTION_TAGS[t] for t in made.mention if t] == ["B-actor", "B-actor", "B-actor", "B-weapon"]
    assert words(made, np.flatnonzero(made.edges[0])) == ["министра"]
    assert words(made, np.flatnonzero(made.edges[1])) == ["По", "словам"]
    assert {schema.LINKS[link] for _, _, link in made.links} == {"source", "cue"}


def test_who_does_it_to_whom() -> None:
    made = one()
    labels = [None if m is None else m.label for m in made.marks]
    told = {(labels[i - 1], schema.ROLES[r]) for i, r in zip(*np.nonzero(made.roles[0] == 1), strict=True)}
    assert told == {("TUR", "actor"), ("KAZ.2", "recipient"), ("w", "attribute")}


def test_candidates_are_what_the_tables_find() -> None:
    text = one().case.text
    start = text.index("Турция")
    made = one(found=[(start, start + 6), (0, 9)])
    assert [m and m.label for m in made.marks] == [None, "TUR", "w"]
    assert made.roles[0, 2, schema.ROLES.index("actor")] == 1
    assert made.given.sum() == sum((made.units.pool[i] > 0).sum() for span in made.spans[:2] for i in range(span[0], span[1] + 1))


def test_a_draft_is_right_as_gold_is_scored() -> None:
    wanted = [("AID", frozenset({"TUR"}), frozenset({"KAZ"}), "future")]
    assert right(("AID", frozenset({"TUR"}), frozenset({"KAZ"}), "real"), *wanted)
    assert right(("AID", frozenset({"TUR", "AZE"}), frozenset({"KAZ"}), "real"), *wanted)
    assert not right(("AID", frozenset({"KAZ"}), frozenset({"TUR"}), "real"), *wanted)
    assert not right(("AID", frozenset({"TUR"}), frozenset(), "real"), *wanted)
    assert not right(("COOPERATE", frozenset({"TUR"}), frozenset({"KAZ"}), "real"), *wanted)


def test_who_meets_is_two() -> None:
    wanted = [("CONSULT", frozenset({"TUR", "KAZ"}), frozenset(), "real")]
    assert right(("CONSULT", frozenset({"TUR", "KAZ", "UZB"}), frozenset(), "real"), *wanted)
    assert not right(("CONSULT", frozenset({"TUR"}), frozenset(), "real"), *wanted)


def test_of_two_drafts_of_one_event_that_would_be_two_rows_one_is_right() -> None:
    line = "[TUR Турция] {1 обвинила} [KAZ соседа].\n1 accuse occurred TUR > KAZ\n"
    (case,) = parse(line, "ru", "x")
    seen = replace(seen_of(case, Reader()), things=())
    (sure, *_) = drafts_of(seen)
    again = replace(sure, trigger=replace(sure.trigger, type_score=sure.trigger.type_score / 2, start=0, end=6))
    other = replace(again, trigger=replace(again.trigger, concept="criticise"))
    assert truths([sure, again], wanted_events(case)) == [True, True]
    assert truths([sure, other], wanted_events(case)) == [True, False]


def test_the_fit_finds_what_matters() -> None:
    pytest.importorskip("sklearn")
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(4000, len(NAMES)))
    rows[:, 0] = 1.0  # the bias
    told = (chance.random(4000) < 1 / (1 + np.exp(-(0.5 + 2 * rows[:, 1])))).astype(float)
    likely = sureness(fit(rows, told), rows)
    assert np.abs(likely - 1 / (1 + np.exp(-(0.5 + 2 * rows[:, 1])))).mean() < 0.1
    assert np.abs(likely.mean() - told.mean()) < 0.01


def test_mentions_are_changed_for_others_of_the_same_form() -> None:
    cases = [
        *parse("[RUS Россия] {1 поддержала} [KAZ Грузию] и [~TUR турецкий] рынок.\n1 endorse occurred RUS > KAZ\n", "ru", "x"),
        *parse("[MNG Монголия] {1 обвинила} [IND Индию].\n1 accuse occurred MNG > IND\n", "ru", "x"),
        *parse("[DEU Германия] {1 обвинила} [IND Японию].\n1 accuse occurred DEU > IND\n", "ru", "x"),
    ]
    swapper, chance = Swapper(cases), random.Random(1)
    seen = {swapper(cases[0], chance) for _ in range(50)}
    assert len(seen) > 3
    for case in seen:
        said = [case.text[m.start : m.end] for m in case.marks]
        assert said[0] in {"Россия", "Монголия", "Германия"}
        assert said[1:2] == ["поддержала"]
        assert said[2] in {"Грузию", "Индию", "Японию"}
        assert said[3] == "турецкий"  # no other adjective ends so
        assert case.events == cases[0].events


def test_a_mention_with_another_inside_is_left() -> None:
    cases = [
        *parse("[KAZ министр обороны [~KAZ.2 Казахстана]] {1 прибыл} в [TUR Анкару].\n1 visit occurred KAZ > TUR\n", "ru", "x"),
        *parse("[UZB министр финансов Узбекистана] {1 прибыл} в [AUS Канберру].\n1 visit occurred UZB > AUS\n", "ru", "x"),
    ]
    texts = {Swapper(cases)(cases[0], random.Random(n)).text for n in range(40)}
    assert texts == {"министр обороны Казахстана прибыл в Анкару.", "министр обороны Казахстана прибыл в Канберру."}


OTHER = """[UZB Ташкент] {1 осудил} [AFG кабульские власти].
1 criticise occurred UZB > AFG
"""


def test_two_cases_beside_each_other_keep_their_own_parties() -> None:
    made = join(one(OTHER), one())
    assert words(made, np.array(made.heads)) == ["осудил", "предоставит"]
    assert len(made.units.ids) == made.units.pool.shape[1] == len(made.given)
    labels = ["speaker", *(m.label for m in made.marks if m)]
    told = {(act, labels[i], schema.ROLES[r]) for act, i, r in zip(*np.nonzero(made.roles == 1), strict=True)}
    assert told == {
        (0, "UZB", "actor"), (0, "AFG", "recipient"),
        (1, "TUR", "actor"), (1, "KAZ.2", "recipient"), (1, "w", "attribute"),
    }  # fmt: skip
    start, word, _ = made.links[0]
    assert words(made, np.array([word, start])) == ["министра", "Турция"]
    first, last = made.spans[2]
    assert made.case.text[made.units.words[first][0] : made.units.words[last][1]] == "министра"


def test_only_cases_of_one_language_are_joined_and_none_is_lost() -> None:
    (foreign,) = parse("[FRA France] {1 condemned} [MLI Mali].\n1 criticise occurred FRA > MLI\n", "en", "x")
    shown = [one(OTHER) if i % 3 else example(foreign, TOKENIZER) for i in range(300)]
    made = Joiner(TOKENIZER)(shown, random.Random(1))
    assert 200 < len(made) < 290
    assert sum(len(e.heads) for e in made) == 300
    assert not any("France" in e.case.text and "Ташкент" in e.case.text for e in made)
    pairs = [e.units.ids.tolist() for e in made if len(e.heads) == 2 and e.case.lang == "ru"]
    stops = {TOKENIZER.encode(f"a{sign}").ids[-1] for sign in ".;,"}
    assert {ids[len(ids) // 2 - 1] for ids in pairs} == stops


def test_files_of_cases_can_be_shown_often() -> None:
    cases = [case for name in ("ru/wire_a.txt", "ru/plain.txt") for case in parse(LINE, "ru", name)]
    shown = corpus.repeated(cases, ["wire=3"])
    assert [case.file for case in shown] == ["ru/wire_a.txt"] * 3 + ["ru/plain.txt"]
    assert corpus.repeated(cases, []) == cases
    with pytest.raises(ValueError, match="invalid literal"):
        corpus.repeated(cases, ["wire"])
