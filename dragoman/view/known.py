"""What the actor tables know of one actor as of a day: names, offices, memberships. No corpus is needed for it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import languages
from dragoman.actors import Actors, Member, Person, holds
from dragoman.annotate.naming import name_in
from dragoman.view.queries import NotFoundError, Row


def known(actors: Actors, key: str, date: str) -> Row:
    """Returns {code, name, kind, as_of, names, ...} with what holds on that day (ISO, possibly partial).

    `key` is the code of a state, organisation, company or outlet or the id of a person, whatever its case. A state has
    `offices` and `memberships`, an organisation `members` and `offices`, a person `offices` (all of them, with dates).
    Raises NotFoundError.
    """
    found = _key(actors, key)
    if found in actors.people:
        return _person(actors, actors.people[found], date)
    row: Row = {"code": found, "name": actors.name(found), "kind": _kind(actors, found), "as_of": date}
    row["names"] = _names(actors, found)
    row |= _facts(actors, found)
    if found in actors.states or found in actors.organisations:
        row["offices"] = list(_offices(actors, found, date))
    if found in actors.states:
        row["memberships"] = [_standing(m, "organisation") for m in _holding(actors, date) if m.state == found]
    if found in actors.organisations:
        row["members"] = [_standing(m, "state") for m in _holding(actors, date) if m.organisation == found]
    return row


def _key(actors: Actors, key: str) -> str:
    tables = (actors.states, actors.organisations, actors.people, actors.companies, actors.outlets)
    wanted = key.casefold()
    for table in tables:
        found = next((code for code in table if code.casefold() == wanted), None)
        if found:
            return found
    raise NotFoundError(f"the tables know no {key!r}; give a code such as KAZ, NATO or a person's id such as mark-rutte")


def _kind(actors: Actors, code: str) -> str:
    tables = {"state": actors.states, "organisation": actors.organisations, "company": actors.companies}
    return next((kind for kind, table in tables.items() if code in table), "outlet")


def _names(actors: Actors, key: str) -> Row:
    found = {code: name_in(code, key, actors) for code in languages.codes()}
    return {code: name for code, name in found.items() if name}


def _facts(actors: Actors, code: str) -> Row:
    """Returns what the thing's own table says of it, without code and name."""
    tables = (actors.states, actors.organisations, actors.companies, actors.outlets)
    record = next(table[code] for table in tables if code in table)
    fields = record.__dataclass_fields__
    return {
        name: getattr(record, name) for name in fields if name not in ("code", "name", "kind", "names") and getattr(record, name)
    }


def _holding(actors: Actors, date: str) -> Iterable[Member]:
    rows = (m for m in actors.memberships if holds(m.start, m.end, date))
    return sorted(rows, key=lambda m: (m.status != "member", m.status, m.organisation, m.state))


def _standing(member: Member, side: str) -> Row:
    return {
        side: getattr(member, side),
        "status": member.status,
        "since": member.start,
        "until": member.end,
        "basis": member.basis,
    }


def _offices(actors: Actors, code: str, date: str) -> Iterable[Row]:
    for person, o in actors.in_office(code, date):
        yield {"office": o.office, "person": person.id, "name": person.name, "since": o.start, "until": o.end}


def _person(actors: Actors, person: Person, date: str) -> Row:
    return {
        "code": actors.code_of(person, date), "id": person.id, "name": person.name, "kind": "person", "as_of": date,
        "names": _names(actors, person.id), "sex": person.sex, "sector": person.sector,
        "offices": [
            {"office": o.office, "code": o.code, "since": o.start, "until": o.end, "held": o in person.held(date)}
            for o in person.offices
        ],
    }  # fmt: skip
