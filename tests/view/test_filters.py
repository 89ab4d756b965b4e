import pytest

from dragoman.view.filters import Filter, belongs, condition, in_period


@pytest.mark.parametrize(
    ("code", "wanted", "found"),
    [
        ("KAZ", "KAZ", True),
        ("KAZ:defence", "KAZ", True),
        ("KAZ:defence", "kaz:Defence", True),
        ("KAZ", "KAZ:defence", False),
        ("KAZAN", "KAZ", False),
        (None, "KAZ", False),
    ],
)
def test_a_code_takes_in_what_belongs_to_it(code: str | None, wanted: str, found: bool) -> None:
    assert belongs(code, wanted) is found


@pytest.mark.parametrize(
    ("first", "last", "since", "until", "found"),
    [
        ("2024-05-10", None, "2024-05-10", "2024-05-10", True),
        ("2024-05-10", None, "2024-05-11", None, False),
        ("2024-05-10", None, None, "2024-04", False),
        ("2024-05", None, "2024-05-20", None, True),
        ("2024-04-28", "2024-05-03", "2024-05", "2024-05", True),
        ("2023", None, "2024", None, False),
        (None, None, "2024", None, False),
        (None, None, None, None, True),
        ("", None, None, "2024", False),
    ],
)
def test_partial_dates_meet_a_period_as_far_as_both_go(
    first: str | None, last: str | None, since: str | None, until: str | None, found: bool
) -> None:
    assert in_period(Filter(since=since, until=until), first, last) is found


def test_no_filter_is_no_condition() -> None:
    assert condition("events", Filter()) == ("", ())


def test_values_never_enter_the_condition_itself() -> None:
    chosen = Filter(doc="a' OR 1=1", actor="X'", between=("A'", "B'"), by="C'", to="D'", type="E'")
    sql, values = condition("events", chosen)
    assert "1=1" not in sql
    assert sql.count("?") == len(values)
