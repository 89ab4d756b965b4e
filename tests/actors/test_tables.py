"""The tables of who exists: they load, agree with one another, and say what a person can check."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman import actors, languages
from dragoman.actors import TableError, rows
from dragoman.annotate import paradigms, tongue
from dragoman.annotate.lexicon import Known, gathered
from dragoman.annotate.sources import Folder, everything
from dragoman.languages import FOLDER

TABLES = Path(actors.__file__).parent
LANGUAGES = languages.codes()
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
STATUSES = {"member", "observer", "partner", "candidate", "suspended", "froze", "associate"}
WEAPONS = {
    "tank", "ifv", "apc", "artillery", "mlrs", "missile", "bomb", "sam", "manpads", "atgm", "drone", "aircraft",
    "helicopter", "ship", "submarine", "small-arms", "nuclear", "ew",
}  # fmt: skip
OUTLETS = {"agency", "newspaper", "magazine", "broadcaster", "site", "channel"}
AFFILIATIONS = {"state", "state-aligned", "independent", "party", "exile", "public", ""}


@pytest.fixture(scope="module")
def known() -> actors.Actors:
    return actors.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_a_language_loads(language: str, known: actors.Actors) -> None:
    assert len(tongue.load(languages.load(language), known).lexicon) > 3000


@pytest.mark.parametrize("table", sorted(path.name for path in TABLES.glob("*.csv")))
def test_a_table_says_what_its_columns_are(table: str) -> None:
    if table in ("people.csv", "offices.csv"):
        pytest.skip("tested with the people")
    assert (TABLES / table).read_text("utf-8").startswith("# ")


def test_tables_are_as_large_as_news_needs(known: actors.Actors) -> None:
    assert len(known.companies) >= 300
    assert len(known.outlets) >= 520
    assert len(known.weapons) >= 440
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
        if m.status in ("suspended", "froze") and m.start:
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
        ("CA5", "2024-08-09", 5), ("CA5", None, 6), ("IFAS", None, 5), ("CACO", "2005-01-01", 5), ("CARICOM", None, 14),
        ("SAARC", "2006-01-01", 7), ("SAARC", None, 8), ("BIMSTEC", None, 7), ("IORA", None, 23), ("PIF", None, 15),
        ("EAC", "2010-01-01", 5), ("EAC", None, 8), ("SADC", None, 16), ("CEMAC", None, 6), ("UEMOA", None, 8),
        ("G5-SAHEL", "2020-01-01", 5), ("G5-SAHEL", None, 0), ("COMESA", None, 21), ("AMU", None, 5), ("AFDB", None, 81),
        ("IDB", None, 48), ("ISDB", None, 57), ("NDB", "2016-01-01", 5), ("OECD", "1965-01-01", 21), ("OECD", "2010-01-01", 30),
        ("OECD", "2017-01-01", 35), ("OECD", None, 38), ("PARIS-CLUB", None, 22), ("FATF", None, 38), ("EAG", None, 9),
        ("NSG", None, 48), ("MTCR", None, 35), ("WASSENAAR", "2012-06-01", 41), ("WASSENAAR", None, 42),
        ("AUSTRALIA-GROUP", None, 42), ("ITU", None, 194), ("ICAO", None, 192), ("ILO", None, 186), ("OPCW", None, 191),
        ("INTERPOL", None, 193), ("IMF", None, 191), ("WB", None, 189), ("UNESCO", None, 192), ("ICC", None, 123),
        ("EUROZONE", "1999-01-01", 11), ("EUROZONE", "2020-01-01", 19), ("EUROZONE", None, 21), ("SCHENGEN", "2001-03-25", 15),
        ("SCHENGEN", "2012-01-01", 26), ("SCHENGEN", None, 29), ("EEA", "2019-01-01", 31), ("EEA", None, 30), ("PESCO", None, 26),
        ("JEF", None, 10), ("3SI", "2020-01-01", 12), ("3SI", None, 13), ("CBSS", "2022-01-01", 11), ("CBSS", None, 10),
        ("NB8", None, 8), ("ARCTIC-COUNCIL", None, 8), ("MED9", "2020-01-01", 7), ("MED9", None, 9), ("SEECP", None, 13),
        ("TRACECA", None, 13), ("INSTC", None, 13), ("CAREC", None, 11), ("GECF", None, 12), ("IEA", "2018-06-01", 30),
        ("IEA", None, 32), ("CPTPP", "2020-01-01", 7), ("CPTPP", None, 12), ("RCEP", None, 15), ("SICA", None, 8),
        ("ANDEAN-COMMUNITY", None, 4), ("COMMONWEALTH", "1950-01-01", 8), ("COMMONWEALTH", None, 56), ("CPLP", None, 9),
        ("D8", None, 9), ("MIKTA", None, 5), ("CDC", None, 9), ("EAP", None, 6), ("IPEF", None, 14), ("14+1", "2020-01-01", 18),
        ("14+1", None, 15), ("ESA", None, 23), ("EPC", "2022-10-06", 44), ("EPC", None, 47), ("CELAC", "2021-01-01", 32),
        ("CELAC", None, 33), ("OAS", "2020-01-01", 35), ("OAS", None, 34), ("CEFTA", None, 7), ("EFTA", "1970-06-01", 8),
        ("NON-ALIGNED", None, 120), ("GUAM", "2000-01-01", 5), ("EurAsEC", "2007-01-01", 6), ("CIS", "2000-01-01", 12),
        ("CIS", None, 9), ("OPEC", "2018-07-01", 15), ("CoE", "2000-01-01", 41), ("NATO", "1990-01-01", 16),
        ("EU", "1996-01-01", 15),
    ],
)  # fmt: skip
def test_how_many_members(organisation: str, date: str | None, count: int, known: actors.Actors) -> None:
    """Without the states that are no more, and without what the table of states lacks (the EU, the Cook Islands)."""
    assert len(known.members(organisation, date)) == count


@pytest.mark.parametrize(
    ("organisation", "state", "since", "until"),
    [
        ("IFAS", "KGZ", "2017", None),
        ("IGAD", "ERI", "2010", "2024"),
        ("EAP", "BLR", "2022", None),
        ("GUAM", "UZB", "2003", "2006"),
    ],
)
def test_a_state_may_freeze_its_own_part(
    organisation: str, state: str, since: str, until: str | None, known: actors.Actors
) -> None:
    assert state in known.members(organisation, since, "froze")
    assert state not in known.members(organisation, since, "suspended")
    assert not until or state not in known.members(organisation, until, "froze")


def test_a_group_belongs_to_something_that_exists(known: actors.Actors) -> None:
    table = rows(TABLES / "organisations.csv")
    assert {row["parent"] for row in table} - {""} <= known.states.keys() | known.organisations.keys()
    assert all(row["parent"] != row["code"] for row in table)
    items = Counter(row["wikidata"] for row in table if row["wikidata"])
    assert all(re.fullmatch(r"Q[1-9][0-9]*", item) for item in items)
    assert max(items.values()) == 1


def test_comings_and_goings(known: actors.Actors) -> None:
    def standing(code: str, date: str, status: str = "member") -> set[str]:
        return {m for m in known.members("CSTO", date, status) if m == code}

    assert [bool(standing("UZB", d)) for d in ("1995-01-01", "2001-01-01", "2009-01-01", "2013-01-01")] == [
        True, False, True, False,
    ]  # fmt: skip
    assert standing("GEO", "1995-01-01")
    assert not standing("GEO", "2005-01-01")
    assert standing("ARM", "2025-01-01")
    assert standing("ARM", "2025-01-01", "froze")
    assert known.members("CSTO", "2023-12-31", "froze") == ()
    assert known.members("CSTO", None, "suspended") == ()
    assert standing("UZB", "2012-10-01", "froze")
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


def test_whose_an_outlet_is_and_what_it_publishes_in(known: actors.Actors) -> None:
    for row in rows(TABLES / "outlets.csv"):
        assert row["affiliation"] in AFFILIATIONS, row
        assert re.fullmatch(r"([a-z]{2}( [a-z]{2})*)?", row["languages"]), row
        owner = row["owner"]
        assert not owner.startswith("company:") or owner in known.companies or owner in known.outlets, row
        assert owner != row["code"], row
        assert not re.fullmatch(r"[A-Z]{3}", owner) or owner in known.states, row


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


def test_every_language_names_the_towns_that_russian_does() -> None:
    """A language may have more: those of its own country."""
    ru, *others = ({(row["name"], row["code"]) for row in rows(FOLDER / code / "towns.csv")} for code in ("ru", *LANGUAGES))
    assert all(named >= ru for named in others)


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


NAMING = {"STATE", "CITY", "SEAT", "ORG", "COLLECTIVE", "COMPANY", "OUTLET", "WEAPON", "TOWN", "PERSON", "ADJ", "PEOPLE"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_with_two_meanings_has_something_that_decides(language: str, known: actors.Actors) -> None:
    """Capitals («ГУАМ» and «Гуам»), quotation marks, or a guard beside another capitalised word or at a sentence's start."""
    folder = Folder(FOLDER / language, paradigms.read(FOLDER / language / "paradigms.toml"), known)
    undecided = {
        form: sorted({str(m.entry.code) for m in meanings})
        for form, meanings in _all_forms(folder).items()
        if any(
            one.entry.code != other.entry.code and _decided(one) == _decided(other)
            for one in meanings
            for other in meanings
            if {one.entry.tag, other.entry.tag} <= NAMING
        )
    }
    assert not undecided


def _all_forms(folder: Folder) -> dict[str, list[Known]]:
    known, waiting = everything(folder)
    later = ((one.rank, text, meaning) for one in {one.forms: one for one in waiting}.values() for text, meaning in one.forms())
    every = sorted([*known, *later], key=lambda row: row[0])
    return {form: [meaning for _, meaning in ranked] for form, ranked in gathered(every).items()}


def _decided(meaning: Known) -> tuple[object, ...]:
    return meaning.capitals, meaning.quoted, meaning.guarded, meaning.inside, meaning.exact, meaning.entry.not_before


def test_places_are_ours_and_on_the_globe() -> None:
    known = actors.load()
    towns = {(row["name"], row["code"]) for row in rows(FOLDER / "en" / "towns.csv")}
    capitals = {(state.capital, code) for code, state in known.states.items()}
    assert set(known.places) <= towns | capitals
    assert len(known.places) > 1200
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in known.places.values())
    assert known.places["Kars", "TUR"] == pytest.approx((40.6, 43.1), abs=0.2)
    assert known.places["Tripoli", "LBY"] == pytest.approx((32.9, 13.2), abs=0.2)
