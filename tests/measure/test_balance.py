from __future__ import annotations

from typing import Any

import pytest

from dragoman import codebook
from dragoman.measure.balance import balance, dyads, intensity, states

BOOK = codebook.load()


def event(kind: str, actors: str, recipients: str, **more: Any) -> dict[str, Any]:
    row = {
        "doc": "a.txt", "type": kind, "mode": None, "concept": "any", "status": "occurred", "commentary": False,
        "actors": [{"code": code} for code in actors.split()], "date": {"start": "2024-05-03", "end": None},
        "recipients": [{"code": code} for code in recipients.split()], **more,
    }  # fmt: skip
    return {"event_id": f"{kind}-{actors}-{recipients}-{row['doc']}-{more.get('n', 0)}", **row}


def page(doc: str, date: str | None = None) -> dict[str, Any]:
    return {"doc": doc, "published": {"date": date} if date else None}


def test_events_are_counted_by_dyad_month_and_quad() -> None:
    rows = [
        event("AID", "TUR", "KAZ"),
        event("CONSULT", "KAZ:defence", "TUR:president"),
        event("ACCUSE", "TUR", "KAZ", date={"start": "2024-06", "end": None}),
    ]
    may, june = balance(rows, [page("a.txt")], BOOK)
    assert (may.dyad, may.month, may.quads) == (("KAZ", "TUR"), "2024-05", (1, 1, 0, 0))
    assert may.by == (0, 1)  # Turkey gave; they met each other
    assert may.intensity == (BOOK.types["AID"].score + BOOK.types["CONSULT"].score) / 2
    assert (june.month, june.quads) == ("2024-06", (0, 0, 1, 0))
    assert june.intensity < 0
    assert june.events == (rows[2]["event_id"],)


@pytest.mark.parametrize("status", ["planned", "denied", "negated", "hypothetical", "predicted"])
def test_only_what_was_done_counts(status: str) -> None:
    assert balance([event("AID", "TUR", "KAZ", status=status)], [], BOOK) == []


def test_commentary_is_no_act() -> None:
    assert balance([event("AID", "TUR", "KAZ", commentary=True)], [], BOOK) == []


def test_what_a_state_does_inside_itself_has_no_dyad() -> None:
    assert balance([event("ACCUSE", "TUR:president", "TUR:parliament")], [], BOOK) == []


def test_three_who_meet_are_three_dyads_and_three_who_are_accused_by_one_are_three() -> None:
    assert dyads(event("CONSULT", "KAZ TUR AZE", ""), BOOK) == [
        (("AZE", "KAZ"), None), (("AZE", "TUR"), None), (("KAZ", "TUR"), None),
    ]  # fmt: skip
    assert dyads(event("ACCUSE", "TUR", "KAZ AZE GEO"), BOOK) == [
        (("AZE", "TUR"), "TUR"), (("GEO", "TUR"), "TUR"), (("KAZ", "TUR"), "TUR"),
    ]  # fmt: skip


def test_each_accusing_the_other_is_one_dyad_of_both() -> None:
    assert dyads(event("ACCUSE", "ARM AZE", "ARM AZE"), BOOK) == [(("ARM", "AZE"), None)]


def test_a_company_stands_for_itself() -> None:
    assert states([{"code": "company:baykar"}, {"code": "TUR:army"}, {"code": "TUR"}]) == ["TUR", "company:baykar"]


def test_the_mode_has_its_own_intensity() -> None:
    visit, plain = event("CONSULT", "KAZ", "TUR", mode="visit"), event("CONSULT", "KAZ", "TUR")
    assert intensity(visit, BOOK) == BOOK.types["CONSULT"].modes["visit"]
    assert intensity(plain, BOOK) == BOOK.types["CONSULT"].score


def test_an_event_without_a_date_has_its_pages_month_or_none() -> None:
    rows = [event("AID", "TUR", "KAZ", date=None), event("AID", "TUR", "KAZ", date=None, doc="b.txt")]
    months = [row.month for row in balance(rows, [page("a.txt", "2023-11-30"), page("b.txt", "2023")], BOOK)]
    assert months == [None, "2023-11"]


def test_a_copy_adds_nothing_but_another_act_on_the_same_page_does() -> None:
    rows = [event("AID", "TUR", "KAZ", doc=doc, n=n) for doc in ("a.txt", "b.txt", "c.txt") for n in (1, 2)]
    (found,) = balance(rows, [], BOOK, {"a.txt": "a.txt", "b.txt": "a.txt"})
    assert found.quads == (0, 4, 0, 0)
    assert [name.split("-")[3] for name in found.events] == ["a.txt", "a.txt", "c.txt", "c.txt"]
