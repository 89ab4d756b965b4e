import json
from pathlib import Path

import pytest

from dragoman.measure import agreement
from dragoman.measure.agreement import FULL, LENIENT, Gold, GoldError, claim_level, event_level


def event(kind: str, actors: str, recipients: str = "", status: str = "occurred", **more: object) -> agreement.Row:
    row = {"doc": "a.txt", "type": kind, "status": status, "actors": actors.split(), "recipients": recipients.split()}
    return row | more


@pytest.mark.parametrize(
    ("gold", "found", "level"),
    [
        (event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "KGZ", "TJK"), FULL),
        (event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "TJK", "KGZ"), 0),  # turned round
        (event("ACCUSE", "KGZ", "TJK"), event("REJECT", "KGZ", "TJK"), 0),
        (event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "KGZ", "TJK", "denied"), LENIENT),
        (event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "KGZ", "TJK", "ongoing"), FULL),  # both done
        (event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "KGZ"), 0),  # one side not met
        (event("ACCUSE", "KGZ UZB", "TJK"), event("ACCUSE", "KGZ", "TJK"), LENIENT),
        (event("CONSULT", "KAZ", "TUR"), event("CONSULT", "TUR KAZ"), FULL),  # roles count as one set
        (event("CONSULT", "KAZ TUR"), event("CONSULT", "KAZ UZB"), 0),
        (event("CONSULT", "KAZ", "TUR", "planned"), event("AGREE", "KAZ TUR", "", "planned"), FULL),  # PLOVER's record
        (event("CONSULT", "KAZ", "TUR"), event("AGREE", "KAZ TUR"), 0),
        (event("ACCUSE", "KAZ:ministry", "TUR"), event("ACCUSE", "KAZ", "TUR"), FULL),
    ],
)
def test_levels_of_events(gold: agreement.Row, found: agreement.Row, level: int) -> None:
    assert event_level(gold, found)[0] == level


WORDS = {"text": "войска в Сирию не отправляли"}


@pytest.mark.parametrize(
    ("found", "level"),
    [
        ({"kind": "denial", "speaker": {"code": "KAZ:defence", "name": "x", "text": "x"}, "evidence": WORDS}, FULL),
        ({"kind": "denial", "speaker": {"code": None, "name": "министра", "text": None}, "evidence": WORDS}, FULL),
        ({"kind": "quote", "speaker": {"code": "KAZ", "name": "x", "text": "x"}, "evidence": WORDS}, LENIENT),
        ({"kind": "denial", "speaker": {"code": "RUS", "name": "x", "text": "x"}, "evidence": WORDS}, LENIENT),
        ({"kind": "denial", "speaker": None, "evidence": {"text": "совсем другие слова"}}, 0),
    ],
)
def test_levels_of_claims(found: agreement.Row, level: int) -> None:
    gold = {"kind": "denial", "speaker": {"code": "KAZ", "name": "министр обороны"}, "evidence": WORDS}
    assert claim_level(gold, found)[0] == level


def test_the_page_itself_speaks_under_any_of_its_names() -> None:
    gold = {"kind": "opinion", "speaker": None, "evidence": WORDS}
    author = {"kind": "opinion", "speaker": {"code": "author", "name": "author", "text": ""}, "evidence": WORDS}
    assert claim_level(gold, author)[0] == FULL


def scored(gold: list[agreement.Row], found: list[agreement.Row]) -> agreement.Row:
    docs = frozenset(row["doc"] for row in gold)
    return agreement.evaluate(Gold(docs, tuple(gold), ()), found, [])["events"]


def test_each_row_is_matched_once() -> None:
    twice = [event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "KGZ", "TJK")]
    scores = scored(twice[:1], twice)
    assert scores["full"] == {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3)}


def test_the_closest_pair_is_matched_first() -> None:
    wanted = [event("ACCUSE", "KGZ UZB", "TJK"), event("ACCUSE", "KGZ", "TJK")]
    scores = scored(wanted, [event("ACCUSE", "KGZ", "TJK"), event("ACCUSE", "KGZ UZB", "TJK")])
    assert scores["full"]["f1"] == 1.0


def test_an_optional_event_is_neither_right_nor_wrong() -> None:
    wanted = [event("ACCUSE", "KGZ", "TJK"), event("REJECT", "TJK", "KGZ", optional=True)]
    assert scored(wanted, [wanted[0], wanted[1]])["full"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scored(wanted, [wanted[0]])["full"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_other_pages_do_not_count_and_shares_of_nothing_are_none() -> None:
    wanted = [{"doc": "b/a.txt"}]
    gold = Gold(frozenset({"a.txt"}), (), ())
    scores = agreement.evaluate(gold, [event("ACCUSE", "KGZ", "TJK", doc="z.txt")], [])
    assert scores["events"]["full"] == {"precision": None, "recall": None, "f1": None}
    extra = agreement.evaluate(gold, [event("ACCUSE", "KGZ", "TJK", doc=wanted[0]["doc"])], [])
    assert extra["events"]["full"] == {"precision": 0.0, "recall": None, "f1": 0.0}


def test_gold_is_read_from_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    rows = [event("ACCUSE", "KGZ", "TJK"), {"doc": "c/b.txt", "kind": "quote", "speaker": None}, {"doc": "empty.txt"}]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf8")
    gold = agreement.load(path)
    assert (len(gold.events), len(gold.claims)) == (1, 1)
    assert gold.docs == {"a.txt", "b.txt", "empty.txt"}


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"doc": 1}', '{"doc": "a", "type": "DANCE"}', '{"doc": "a", "type": "AID", "status": "soon"}']
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a"}\n' + line, "utf8")
    with pytest.raises(GoldError, match="line 2"):
        agreement.load(path)
