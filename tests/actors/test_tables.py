"""The tables of who exists: they load, agree with one another, and say what a person can check."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman import actors
from dragoman.actors import TableError, rows
from dragoman.annotate import tongue
from dragoman.languages import FOLDER

TABLES = Path(actors.__file__).parent
LANGUAGES = ("ru", "bg", "en")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
STATUSES = {"member", "observer", "partner", "candidate", "suspended", "associate"}
WEAPONS = {
    "tank", "ifv", "apc", "artillery", "mlrs", "missile", "bomb", "sam", "manpads", "atgm", "drone", "aircraft",
    "helicopter", "ship", "submarine", "small-arms", "nuclear", "ew",
}  # fmt: skip
OUTLETS = {"agency", "newspaper", "magazine", "broadcaster", "site", "channel"}


@pytest.fixture(scope="module")
def known() -> actors.Actors:
    return actors.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_a_language_loads(language: str, known: actors.Actors) -> None:
    assert len(tongue.load(language, known).lexicon) > 3000


@pytest.mark.parametrize("table", sorted(path.name for path in TABLES.glob("*.csv")))
def test_a_table_says_what_its_columns_are(table: str) -> None:
    if table in ("people.csv", "offices.csv"):
        pytest.skip("tested with the people")
    assert (TABLES / table).read_text("utf-8").startswith("# ")


def test_tables_are_as_large_as_news_needs(known: actors.Actors) -> None:
    assert len(known.companies) >= 120
    assert len(known.outlets) >= 150
    assert len(known.weapons) >= 200
    for language in LANGUAGES:
        assert len(rows(FOLDER / language / "towns.csv")) >= 250


def test_members_exist(known: actors.Actors) -> None:
    for member in known.memberships:
        assert member.state in known.states
        assert member.organisation in known.organisations
        assert member.status in STATUSES
        assert member.basis


def test_dates_are_iso_and_in_order(known: actors.Actors) -> None:
    spans = [(m.organisation, m.start, m.end) for m in known.memberships]
    spans += [(o.code, o.start, o.end) for o in known.organisations.values()]
    for name, start, end in spans:
        assert all(date is None or DATE.fullmatch(date) for date in (start, end)), name
        assert start is None or end is None or start < end, (name, start, end)


def test_no_member_before_the_organisation_and_none_after_it(known: actors.Actors) -> None:
    for m in known.memberships:
        organisation = known.organisations[m.organisation]
        if m.start and organisation.start:
            both = min(len(m.start), len(organisation.start))
            assert m.start[:both] >= organisation.start[:both], m
        if organisation.end:
            assert m.end, m
            assert m.end[:4] <= str(int(organisation.end[:4]) + 1), m


def test_no_state_has_one_status_twice_at_a_time(known: actors.Actors) -> None:
    spans: dict[tuple[str, str, str], list[actors.Member]] = {}
    for m in known.memberships:
        spans.setdefault((m.organisation, m.state, m.status), []).append(m)
    for several in spans.values():
        ordered = sorted(several, key=lambda m: m.start or "")
        assert all(a.end and b.start and a.end <= b.start for a, b in pairwise(ordered)), ordered


def test_a_suspended_state_is_still_a_member(known: actors.Actors) -> None:
    for m in known.memberships:
        if m.status == "suspended" and m.start:
            assert m.state in known.members(m.organisation, m.start), m


@pytest.mark.parametrize(
    ("organisation", "date", "count"),
    [
        ("UN", None, 193), ("UN", "1945-12-31", 49), ("UN", "1992-03-02", 175 - 2), ("NATO", None, 32),
        ("NATO", "1999-03-12", 19), ("NATO", "2023-04-03", 30), ("EU", None, 27), ("EU", "2020-01-31", 28),
        ("EU", "2004-05-01", 25), ("CSTO", None, 6), ("CSTO", "1994-06-01", 9), ("CSTO", "2008-01-01", 7),
        ("SCO", None, 10), ("EAEU", None, 5), ("OTS", None, 5), ("OSCE", None, 57), ("GCC", None, 6),
        ("ASEAN", "2025-01-01", 10), ("ASEAN", None, 11), ("BRICS", "2023-12-31", 5), ("BRICS", None, 10),
        ("OIC", None, 57), ("ECO", None, 10), ("CICA", None, 28), ("GUAM", None, 4), ("CoE", None, 46),
        ("CoE", "2022-03-01", 47), ("G7", None, 7), ("G8", "2010-01-01", 8), ("G8", None, 0), ("AU", None, 55),
        ("AL", None, 22), ("WTO", None, 165), ("APEC", None, 21), ("C5+1", None, 6), ("WARSAW-PACT", None, 0),
    ],
)  # fmt: skip
def test_how_many_members(organisation: str, date: str | None, count: int, known: actors.Actors) -> None:
    """Without the states that are no more; the WTO without the EU, the G20 without the EU and the AU."""
    assert len(known.members(organisation, date)) == count


def test_comings_and_goings(known: actors.Actors) -> None:
    def standing(code: str, date: str, status: str = "member") -> set[str]:
        return {m for m in known.members("CSTO", date, status) if m == code}

    assert [bool(standing("UZB", d)) for d in ("1995-01-01", "2001-01-01", "2009-01-01", "2013-01-01")] == [
        True, False, True, False,
    ]  # fmt: skip
    assert standing("GEO", "1995-01-01")
    assert not standing("GEO", "2005-01-01")
    assert standing("ARM", "2025-01-01")
    assert standing("ARM", "2025-01-01", "suspended")
    assert known.members("CSTO", "2023-12-31", "suspended") == ()
    assert "GBR" not in known.members("EU", "2020-02-01")
    assert "HUN" in known.members("ICC", "2026-01-01")
    assert "HUN" not in known.members("ICC", "2026-06-02")


def test_states_that_are_members_of_the_united_nations_are_its_members(known: actors.Actors) -> None:
    assert set(known.members("UN")) == {s.code for s in known.states.values() if s.status == "member"}
    assert set(known.members("UN", None, "observer")) == {s.code for s in known.states.values() if s.status == "observer"}


def test_things_belong_to_states_and_makers_that_exist(known: actors.Actors) -> None:
    for company in known.companies.values():
        assert re.fullmatch(r"company:[a-z0-9-]+", company.code)
        assert (company.state in known.states, company.sector) == (True, "BUS"), company
    for weapon in known.weapons.values():
        assert weapon.state is None or weapon.state in known.states, weapon
        assert weapon.maker is None or weapon.maker in known.companies, weapon
        assert weapon.kind in WEAPONS
    for outlet in known.outlets.values():
        assert outlet.state in known.states, outlet
        assert re.fullmatch(r"company:[a-z0-9-]+", outlet.code), outlet
        assert outlet.code not in known.companies
        assert outlet.kind in OUTLETS


@pytest.mark.parametrize("table", ["weapons.csv", "companies.csv", "outlets.csv"])
def test_nothing_stands_twice(table: str) -> None:
    listed = rows(TABLES / table)
    keys = Counter(next(iter(row.values())) for row in listed)
    assert [key for key, times in keys.items() if times > 1] == []
    names = Counter(name.strip("?") for row in listed for name in set(row["names"].split(";")) if name)
    assert [name for name, times in names.items() if times > 1] == []


def test_domains_are_bare_and_belong_to_one_outlet(known: actors.Actors) -> None:
    domains = [domain for outlet in known.outlets.values() for domain in outlet.domains]
    assert len(domains) == len(set(domains))
    assert all(re.fullmatch(r"(?!www\.)[a-z0-9.-]+\.[a-z]{2,}", domain) for domain in domains)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ТАСС", "company:tass"), ("«ТАСС»", "company:tass"), ("www.tass.ru", "company:tass"),
        ("Правда", "company:pravda"), ("sega", "company:sega"), ("„Труд“", "company:trud"),
        ("rus.azattyq.org", "company:azattyq"), ("eng.belta.by", "company:belta"), ("Reuters", "company:reuters"),
        ("tengrinews.kz", "company:tengrinews"), ("haqqin.az", "company:haqqin"), ("m.lenta.ru", "company:lenta"),
    ],
)  # fmt: skip
def test_an_outlet_is_found_by_name_and_domain(words: str, code: str, known: actors.Actors) -> None:
    found = known.outlet(words)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("words", ["", "example.com", "Никто", "ru", "tass.ru.evil.example"])
def test_a_stranger_is_no_outlet(words: str, known: actors.Actors) -> None:
    assert known.outlet(words) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_of_a_language_exist(language: str, known: actors.Actors) -> None:
    folder = FOLDER / language
    codes = known.states.keys() | known.organisations.keys()
    assert {row["code"] for row in rows(folder / "states.csv")} <= known.states.keys()
    assert {row["code"] for row in rows(folder / "organisations.csv")} <= known.organisations.keys()
    assert {row["code"] for row in rows(folder / "seats.csv")} <= codes
    assert {row["code"] for row in rows(folder / "towns.csv")} - {""} <= known.states.keys()


def test_every_state_is_named_in_every_language(known: actors.Actors) -> None:
    for language in LANGUAGES:
        assert {row["code"] for row in rows(FOLDER / language / "states.csv")} == set(known.states), language


def test_the_languages_name_the_same_towns() -> None:
    ru, bg, en = ({(row["name"], row["code"]) for row in rows(FOLDER / code / "towns.csv")} for code in LANGUAGES)
    assert ru == bg == en


def test_a_capital_is_no_town() -> None:
    for language in LANGUAGES:
        capitals = {c.strip("?") for row in rows(FOLDER / language / "states.csv") for c in row["capital"].split(";") if c}
        towns = {n for row in rows(FOLDER / language / "towns.csv") for n in row["names"].split(";")}
        assert not capitals & towns, language


@pytest.mark.parametrize("table", ["companies.csv", "outlets.csv", "weapons.csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_names_each_thing_once(language: str, table: str) -> None:
    ids = Counter(row["id"] for row in rows(FOLDER / language / table))
    assert [key for key, times in ids.items() if times > 1] == []


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    table = tmp_path / "members.csv"
    table.write_text("organisation,states,status,from,to,basis\nUN,RUS,member,1945\n", "utf-8")
    with pytest.raises(TableError, match=r"members\.csv: .*UN"):
        rows(table)
