"""Who exists, whatever the language: states, organisations, memberships, people with offices, companies, outlets, weapons.

The one reader of the tables of this folder. How a language names them stands in `languages/<code>/`; `annotate` reads that.
"""

from __future__ import annotations

import csv
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

Keyed = TypeVar("Keyed")


class TableError(ValueError):
    """A table that cannot be read or that contradicts another; the message names the file and the row."""


@dataclass(frozen=True, slots=True)
class State:
    """A state or a territory that news writes of as one. `of`: the state that most others count it to.

    `start` and `end` (ISO, possibly partial) stand for states founded, made independent or ended since 1945.
    """

    code: str
    iso2: str | None
    name: str
    region: str
    capital: str
    status: str  # member, observer, partial, territory
    of: str | None
    start: str | None
    end: str | None
    wikidata: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class War:
    """A war in which one state attacked another, as the UN has it. Dates are ISO; `end` is None while it goes on."""

    attacked: str
    attacker: str
    start: str
    end: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, alliance or group. Dates are ISO, possibly partial; None where there is none or it is not known.

    `parent`: the organisation or state that it belongs to.
    """

    code: str
    name: str
    kind: str
    sector: str
    start: str | None
    end: str | None
    basis: str
    parent: str | None
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """One state's standing in one organisation for a time; `end` is the first day on which it no longer held."""

    organisation: str
    state: str
    status: str  # member, observer, partner, candidate, suspended, froze, associate
    start: str | None
    end: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Office:
    """One person's time in one office of a state or organisation (`code`). None where the day is not known for sure."""

    person: str
    code: str
    office: str  # head-of-state, head-of-government, foreign-minister, defence-minister, spokesperson, ...
    sector: str
    start: str | None
    end: str | None
    basis: str = "record"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom news names. `code` is whom the bare name stands for; `alone`: the surname is enough to know who."""

    id: str
    name: str
    code: str
    sex: str
    sector: str
    alone: bool
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None

    @property
    def codes(self) -> frozenset[str]:
        """Returns every state and organisation that the person has spoken for."""
        return frozenset({self.code, *(office.code for office in self.offices)})

    def held(self, date: str | None) -> tuple[Office, ...]:
        """Returns the offices held on a day, of those whose start the table is sure of; none without a day."""
        return tuple(o for o in self.offices if date and o.start and holds(o.start, o.end, date))


@dataclass(frozen=True, slots=True)
class Company:
    """A firm; `code` is `company:name`, `state` where it belongs. `names` in the notation of the languages' tables."""

    code: str
    name: str
    state: str
    sector: str
    industry: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Press, agency, broadcaster or channel. `names` as pages write them, in the notation of the languages' tables.

    `domains` stand without "www.". `owner`: a state's or company's code, or a name; `affiliation`: state, state-aligned,
    independent, party, exile, public (a public-service broadcaster); `languages`: ISO 639-1 codes that it publishes in.
    """

    code: str
    name: str
    state: str
    kind: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    owner: str | None
    affiliation: str | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weapon:
    """A kind of arms. `maker` is a company code where that is known."""

    id: str
    name: str
    kind: str
    state: str | None
    maker: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collective:
    """States spoken of together, such as the Central Asian ones. `code` is set where they have one of their own (WEST)."""

    id: str
    name: str
    code: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """All tables, by code or id."""

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    companies: Mapping[str, Company]
    outlets: Mapping[str, Outlet]
    weapons: Mapping[str, Weapon]
    collectives: Mapping[str, Collective]
    memberships: tuple[Member, ...]
    wars: tuple[War, ...]
    places: Mapping[tuple[str, str], tuple[float, float]]  # of towns, by name and state: degrees north and east
    _outlet_names: Mapping[str, str]
    _outlet_domains: Mapping[str, str]
    _offices: Mapping[str, Sequence[tuple[Person, Office]]]  # by code

    def name(self, code: str) -> str:
        """Returns the English name of a state, organisation, company or outlet; the code itself where no table has it."""
        for table in (self.states, self.organisations, self.companies, self.outlets):
            found = table.get(code)
            if found:
                return str(found.name)
        return code

    def members(self, organisation: str, date: str | None = None, status: str = "member") -> tuple[str, ...]:
        """Returns the states that had the status on that day (ISO, possibly partial; None: today's), sorted by code."""
        rows = (m for m in self.memberships if m.organisation == organisation and m.status == status)
        return tuple(sorted({m.state for m in rows if holds(m.start, m.end, date)}))

    def attacker(self, code: str, date: str | None) -> str | None:
        """Returns who had attacked a state by that day; without a day in a war that goes on. None where the table has no one."""
        begun = (w for w in self.wars if w.attacked == code and (w.start <= date if date else w.end is None))
        return next((war.attacker for war in begun), None)

    def office_holders(self, code: str, office: str, date: str | None) -> tuple[Person, ...]:
        """Returns who held an office of a state on that day, without one who holds it; empty where the table is not sure."""
        return tuple(person for person, held in self.in_office(code, date) if held.office == office)

    def in_office(self, code: str, date: str | None) -> tuple[tuple[Person, Office], ...]:
        """Returns who held which office of a state or organisation on that day; without a day those whose time has not ended."""
        listed = self._offices.get(code, ())
        return tuple((person, o) for person, o in listed if o.start and (holds(o.start, o.end, date) if date else o.end is None))

    def code_of(self, person: Person, date: str | None) -> str:
        """Returns the code that a person's bare name stands for on that day: NATO for its secretary general in office."""
        if date is None:
            return person.code
        held = person.held(date)
        return held[-1].code if held else person.code

    def outlet(self, name_or_domain: str) -> Outlet | None:
        """Returns the outlet of that name or domain ("www.tass.ru", «ТАСС»), whatever its case; None if unknown."""
        wanted = _bare(name_or_domain)
        code = self._outlet_names.get(wanted) or self._by_domain(wanted.removeprefix("www."))
        return self.outlets[code] if code else None

    @property
    def outlet_codes(self) -> Mapping[str, str]:
        """Returns the codes of all outlets by folded name and by domain."""
        return {**self._outlet_names, **self._outlet_domains}

    def _by_domain(self, domain: str) -> str | None:
        while "." in domain:
            if domain in self._outlet_domains:
                return self._outlet_domains[domain]
            domain = domain.partition(".")[2]
        return None


def _bare(name: str) -> str:
    """Returns a name as outlets are looked up: without the marks of the tables, quotation marks and capitals."""
    return name.casefold().strip(' ?«»„“”"')


def holds(start: str | None, end: str | None, date: str | None) -> bool:
    """Tells whether a row from `start` until before `end` holds on a day; dates may be partial. None as day: still holds."""
    if date is None:
        return end is None
    if start and date[: len(start)] < start[: len(date)]:
        return False
    return not (end and date[: len(end)] >= end[: len(date)])


def rows(path: Path | Traversable) -> list[dict[str, str]]:
    """Returns the rows of a commented CSV table by column name. Raises TableError where a row has too many or few cells."""
    with path.open(encoding="utf8") as lines:
        found = list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
    for row in found:
        if None in row or None in row.values():
            raise TableError(f"{path.name}: wrong number of cells in {next(iter(row.values()))!r}")
    return found


def cell(text: str) -> tuple[str, ...]:
    """Returns the alternatives of a cell, which stand between semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


@functools.cache
def load() -> Actors:
    """Returns the tables that ship with the package. Raises TableError where one cannot be read."""
    return read(files(__package__))


def read(folder: Path | Traversable) -> Actors:
    """Returns the tables of a folder. Raises TableError where one cannot be read or has a key twice."""
    offices = defaultdict(list)
    for office in _offices(folder):
        offices[office.person].append(office)
    outlets = _keyed("outlets.csv", _outlets(folder))
    people = _keyed("people.csv", _people(folder, offices))
    by_code: dict[str, list[tuple[Person, Office]]] = defaultdict(list)
    for person in people.values():
        for held in person.offices:
            by_code[held.code].append((person, held))
    return Actors(
        states=_keyed("states.csv", _states(folder)),
        organisations=_keyed("organisations.csv", _organisations(folder)),
        people=people,
        companies=_keyed("companies.csv", _companies(folder)),
        outlets=outlets,
        weapons=_keyed("weapons.csv", _weapons(folder)),
        collectives=_keyed("collectives.csv", _collectives(folder)),
        memberships=tuple(_members(folder)),
        wars=tuple(War(r["attacked"], r["attacker"], r["from"], r["to"] or None, r["basis"]) for r in rows(folder / "wars.csv")),
        places={(r["name"], r["code"]): (float(r["lat"]), float(r["lon"])) for r in rows(folder / "places.csv")},
        _outlet_names={_bare(n): o.code for o in outlets.values() for n in (o.name, *o.names)},
        _outlet_domains={d.casefold(): o.code for o in outlets.values() for d in o.domains},
        _offices=by_code,
    )


def _keyed(table: str, records: Iterable[Keyed]) -> Mapping[str, Keyed]:
    found: dict[str, Keyed] = {}
    for record in records:
        key = str(getattr(record, "id", None) or getattr(record, "code", None))
        if key in found:
            raise TableError(f"{table}: {key} stands twice")
        found[key] = record
    return MappingProxyType(found)


def _states(folder: Path | Traversable) -> Iterator[State]:
    for r in rows(folder / "states.csv"):
        yield State(
            r["code"], r["iso2"] or None, r["name"], r["region"], r["capital"], r["status"], r["of"] or None,
            r["from"] or None, r["to"] or None, r["wikidata"] or None, r["basis"],
        )  # fmt: skip


def _organisations(folder: Path | Traversable) -> Iterator[Organisation]:
    for r in rows(folder / "organisations.csv"):
        yield Organisation(
            r["code"], r["name"], r["kind"], r["sector"], r["from"] or None, r["to"] or None, r["basis"],
            r["parent"] or None, r["wikidata"] or None,
        )  # fmt: skip


def _members(folder: Path | Traversable) -> Iterator[Member]:
    for r in rows(folder / "members.csv"):
        for state in r["states"].split():
            yield Member(r["organisation"], state, r["status"], r["from"] or None, r["to"] or None, r["basis"])


def _offices(folder: Path | Traversable) -> Iterator[Office]:
    for r in rows(folder / "offices.csv"):
        yield Office(r["person"], r["code"], r["office"], r["sector"], r["from"] or None, r["to"] or None, r["basis"])


def _people(folder: Path | Traversable, offices: Mapping[str, list[Office]]) -> Iterator[Person]:
    for r in rows(folder / "people.csv"):
        held = tuple(sorted(offices.get(r["id"], ()), key=lambda office: office.start or ""))
        yield Person(r["id"], r["name"], r["code"], r["sex"], r["sector"], r["alone"] == "yes", held, r.get("wikidata") or None)


def _companies(folder: Path | Traversable) -> Iterator[Company]:
    for r in rows(folder / "companies.csv"):
        yield Company(r["code"], r["name"], r["state"], r["sector"], r["industry"], _names(r))


def _outlets(folder: Path | Traversable) -> Iterator[Outlet]:
    for r in rows(folder / "outlets.csv"):
        yield Outlet(
            r["code"], r["name"], r["state"], r["kind"], _names(r), cell(r["domains"]), r["owner"] or None,
            r["affiliation"] or None, tuple(r["languages"].split()),
        )  # fmt: skip


def _weapons(folder: Path | Traversable) -> Iterator[Weapon]:
    for r in rows(folder / "weapons.csv"):
        yield Weapon(r["id"], r["name"], r["kind"], r["state"] or None, r["maker"] or None, _names(r))


def _names(row: Mapping[str, str]) -> tuple[str, ...]:
    """Returns a thing's names; the shown one is among them only where the row gives no others."""
    return cell(row["names"]) or (row["name"],)


def _collectives(folder: Path | Traversable) -> Iterator[Collective]:
    for r in rows(folder / "collectives.csv"):
        yield Collective(r["id"], r["name"], r["code"] or None, tuple(r["members"].split()))
