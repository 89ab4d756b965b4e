"""What pages predict, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.view import predictions as foretold


class Held:
    """A corpus of rows, as the view reads it."""

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = tables

    def rows(self, table: str, condition: str = "", values: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        rows = self.tables.get(table, [])
        for column in ("kind", "status"):
            if f"{column} = ?" in condition:
                rows = [row for row in rows if row[column] in values]
        return rows


def page(number: str, date: str) -> dict[str, Any]:
    return {"article_id": number, "doc": f"{number}.txt", "published": {"date": date}}


def claim(text: str, number: str = "a") -> dict[str, Any]:
    return {
        "article_id": number, "doc": f"{number}.txt", "claim_id": "c1", "kind": "prediction", "lang": "ru", "about": ["KAZ"],
        "speaker": {"code": None, "name": "эксперт", "text": "эксперт"}, "evidence": {"start": 0, "end": len(text), "text": text},
    }  # fmt: skip


def event(number: str, status: str, at: int = 0) -> dict[str, Any]:
    return {
        "article_id": number, "doc": f"{number}.txt", "event_id": f"e-{number}", "type": "SANCTION", "status": status,
        "lang": "ru", "commentary": False, "actors": [{"code": "KAZ"}], "recipients": [{"code": "CSTO"}],
        "trigger": {"start": at}, "evidence": {"start": at, "end": at + 5, "text": "выход"},
    }  # fmt: skip


LEAVES = "Казахстан, скорее всего, выйдет из ОДКБ до конца 2025 года"


@pytest.mark.parametrize(
    ("as_of", "later", "state"),
    [
        ("2025-03-01", [], "open"),
        ("2026-02-01", [], "due"),
        ("2025-03-01", ["occurred"], "settled"),
        ("2026-02-01", ["denied"], "due"),
    ],
)
def test_a_prediction_is_open_until_its_day_or_a_later_event(as_of: str, later: list[str], state: str) -> None:
    pages = [page("a", "2025-01-10"), *(page("b", "2025-02-20") for _ in later)]
    events = [event("a", "predicted", 5), *(event("b", status) for status in later)]
    held = Held(articles=pages, claims=[claim(LEAVES)], events=events)
    (row,) = foretold.predictions(held, as_of=as_of)  # type: ignore[arg-type]
    assert (row["state"], row["sure"], row["deadline"]["end"]) == (state, "likely", "2025-12-31")
    assert row["settled_by"] == ("e-b" if state == "settled" else None)


def test_what_cannot_be_tested_is_marked_so() -> None:
    held = Held(articles=[page("a", "2025-01-10")], claims=[claim("Казахстан когда-нибудь непременно уйдёт")])
    (row,) = foretold.predictions(held)  # type: ignore[arg-type]
    assert (row["state"], row["sure"], row["deadline"]) == ("no deadline", "certain", None)


def test_an_event_that_somebody_expects_is_a_prediction_without_a_claim() -> None:
    held = Held(articles=[page("a", "2025-01-10")], events=[event("a", "predicted")])
    (row,) = foretold.predictions(held)  # type: ignore[arg-type]
    assert (row["claim_id"], row["events"], row["speaker"]) == (None, ["e-a"], None)


def test_what_was_not_known_yet_on_the_day_settles_nothing() -> None:
    pages = [page("a", "2025-01-10"), page("b", "2025-02-20")]
    held = Held(articles=pages, claims=[claim(LEAVES)], events=[event("a", "predicted", 5), event("b", "occurred")])
    (row,) = foretold.predictions(held, as_of="2025-02-01")  # type: ignore[arg-type]
    assert row["state"] == "open"
    assert not foretold.predictions(held, as_of="2025-01-01")  # type: ignore[arg-type]


def test_an_act_that_a_later_page_recalls_from_before_settles_nothing() -> None:
    pages = [page("a", "2025-01-10"), page("b", "2025-02-20")]
    recalled = event("b", "occurred") | {"date": {"start": "2019-01-01", "end": "2019-12-31"}}
    held = Held(articles=pages, claims=[claim(LEAVES)], events=[event("a", "predicted", 5), recalled])
    assert [row["state"] for row in foretold.predictions(held, as_of="2025-03-01")] == ["open"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "level"), [("It may leave.", "possible"), ("It leaves in May 2026", None), ("Surely!", "certain")]
)
def test_how_sure_words_are(words: str, level: str | None) -> None:
    assert foretold.sure(words, "en") == level
