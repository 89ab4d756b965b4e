"""What the tables know of an actor on a day."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from dragoman import actors
from dragoman.view.cli import app
from dragoman.view.known import known
from dragoman.view.queries import NotFoundError

ACTORS = actors.load()


def holders(code: str, date: str) -> dict[str, str]:
    return {row["office"]: row["person"] for row in known(ACTORS, code, date)["offices"]}


def test_a_state_has_offices_memberships_and_names_as_of_the_day() -> None:
    row = known(ACTORS, "kaz", "2023-05-01")
    assert (row["code"], row["kind"], row["capital"]) == ("KAZ", "state", "Astana")
    assert row["names"]["ru"] == "Казахстан"
    assert row["names"]["kk"] == "Қазақстан"
    assert holders("KAZ", "2023-05-01")["head-of-government"] == "alikhan-smailov"
    assert holders("KAZ", "2018-05-01")["head-of-state"] == "nursultan-nazarbayev"
    standing = {m["organisation"]: m["status"] for m in row["memberships"]}
    assert (standing["CSTO"], standing["EAEU"], standing["NATO"]) == ("member", "member", "partner")


def test_an_organisation_has_its_members_of_that_day() -> None:
    def members(date: str) -> set[str]:
        return {m["state"] for m in known(ACTORS, "NATO", date)["members"] if m["status"] == "member"}

    assert members("2024-05-01") - members("2023-03-01") == {"FIN", "SWE"}
    froze = [m for m in known(ACTORS, "CSTO", "2025-01-01")["members"] if m["status"] == "froze"]
    assert [m["state"] for m in froze] == ["ARM"]


def test_a_person_has_all_offices_and_which_were_held() -> None:
    row = known(ACTORS, "mark-rutte", "2025-05-01")
    assert row["code"] == "NATO"
    assert {(o["code"], o["held"]) for o in row["offices"]} >= {("NLD", False), ("NATO", True)}


@pytest.mark.parametrize("key", ["", "XXX", "nobody-at-all"])
def test_who_is_in_no_table_is_an_error(key: str) -> None:
    with pytest.raises(NotFoundError):
        known(ACTORS, key, "2023-05-01")


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_the_command_shows_the_same_and_says_what_is_wrong() -> None:
    shown = json.loads(call("actors", "KAZ", "--as-of", "2023-05-01", "--format", "json").stdout)
    assert shown == json.loads(json.dumps(known(ACTORS, "KAZ", "2023-05-01")))
    assert "Alikhan Smailov" in call("actors", "KAZ", "--as-of", "2023-05-01").stdout
    for wrong in (("actors", "--as-of", "2023"), ("actors", "KAZ", "--as-of", "May"), ("actors", "XXX", "--as-of", "2023")):
        failed = call(*wrong)
        assert (failed.exit_code, failed.stdout) == (2, "")
        assert failed.stderr.startswith("dragoman: ")
