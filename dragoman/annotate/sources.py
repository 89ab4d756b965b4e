"""From the tables of a language's folder to the forms of its lexicon: one function a table."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from dragoman.actors import Actors, Person, TableError, rows
from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import Entry, Known
from dragoman.annotate.paradigms import Form, Paradigms

DEPENDENT = "_GEN"  # added to the tag of a form that another noun can govern: «министр обороны Турции»
# Tags that tell such forms apart.
GOVERNED = frozenset(
    [
        "STATE",
        "CITY",
        "SEAT",
        "ORG",
        "COLLECTIVE",
        "TOWN",
        "ADJ",
        "NOUNADJ",
        "COLLADJ",
        "QUAL",
        "OFFICE",
        "ORGAN",
        "FORCE",
        "GROUP",
        "ENVOY",
        "MISSION",
        "LANDS",
    ]
)
INITIAL_LETTERS = 3  # of a first name, enough to know it in another case: «Касыма-Жомарта»
Found = Iterator[tuple[str, Known]]


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """A language's folder with what is needed to read its tables."""

    path: Path | Traversable
    paradigms: Paradigms
    actors: Actors

    def rows(self, name: str) -> list[dict[str, str]]:
        """Returns the rows of a table, none where the folder has no such table."""
        table = self.path / name
        return rows(table) if table.is_file() else []

    def toml(self, name: str) -> Mapping[str, Any]:
        """Returns a TOML file's content, empty where the folder has no such file."""
        file = self.path / name
        return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}

    def known(self, cell: str, entry: Entry, guess: str = "name") -> Found:
        """Yields the forms of a cell with their one meaning."""
        for form in self.paradigms.forms(cell, guess):
            yield form.text, meaning(self.paradigms, form, entry)


def meaning(paradigms: Paradigms, form: Form, entry: Entry) -> Known:
    """Returns the meaning of a form: with the tag that patterns see and the places of its capitals."""
    tag = entry.tag + DEPENDENT if entry.tag in GOVERNED and paradigms.depends(form) else entry.tag
    capitals = tuple(place for place, letter in enumerate(form.text) if letter.isupper())
    return Known(entry, tag, capitals, form.guarded, form.cases, form.inside, form.quoted)


def states(folder: Folder) -> Found:
    """Yields states: names, adjectives, peoples, capitals, first parts of double adjectives («российско-»)."""
    for row in folder.rows("states.csv"):
        state = folder.actors.states.get(row["code"])
        if state is None:
            raise TableError(f"{folder.path.name}/states.csv: unknown state {row['code']}")
        code, name = state.code, state.name
        yield from folder.known(row["names"], Entry("STATE", "state", code, name))
        yield from folder.known(row["capital"], Entry("CITY", "state", code, state.capital))
        yield from folder.known(row["prefix"], Entry("PREFIX", "state", code, name), "none")
        yield from _adjectives(folder, row, Entry("ADJ", "state", code, name))


def _adjectives(folder: Folder, row: Mapping[str, str], entry: Entry) -> Found:
    """An adjective's form that is also the people's name, as "Russian" is, is a NOUNADJ."""
    people = dict(folder.known(row["people"], Entry("PEOPLE", "people", entry.code, entry.name, "CVL"), "people"))
    for text, known in folder.known(row["adjectives"], entry, "adjective"):
        if text in people:
            del people[text]
            noun = Entry("NOUNADJ", "state", entry.code, entry.name, "CVL")
            tag = known.tag.replace(entry.tag, noun.tag, 1)
            known = replace(known, entry=noun, tag=tag)
        yield text, known
    yield from people.items()


def seats(folder: Folder) -> Found:
    """Yields words that stand for a government or army: «Кремль», "the Pentagon"."""
    for row in folder.rows("seats.csv"):
        code, name, sector = row["code"], folder.actors.name(row["code"]), row["sector"]
        seat = Entry("SEAT", "office", code, name, sector, not_before=row.get("not_before", ""))
        yield from folder.known(row["names"], seat)
        yield from folder.known(row["adjectives"], Entry("ADJ", "state", code, name, sector), "adjective")


def organisations(folder: Folder) -> Found:
    """Yields organisations: names and adjectives («натовский»)."""
    for row in folder.rows("organisations.csv"):
        found = folder.actors.organisations.get(row["code"])
        if found is None:
            raise TableError(f"{folder.path.name}/organisations.csv: unknown organisation {row['code']}")
        yield from folder.known(row["names"], Entry("ORG", "organisation", found.code, found.name, found.sector))
        adjective = Entry("ADJ", "organisation", found.code, found.name, found.sector)
        yield from folder.known(row["adjectives"], adjective, "adjective")


def collectives(folder: Folder) -> Found:
    """Yields groups of states: «Центральная Азия», «прибалтийский»."""
    for row in folder.rows("collectives.csv"):
        group = folder.actors.collectives.get(row["id"])
        if group is None:
            raise TableError(f"{folder.path.name}/collectives.csv: unknown group {row['id']}")
        for column, tag, guess in (("names", "COLLECTIVE", "name"), ("adjectives", "COLLADJ", "adjective")):
            kind = "organisation" if row["acts"] == "yes" or tag == "COLLADJ" else "place"
            entry = Entry(tag, kind, group.code, group.name, None, group.id, group.members)
            yield from folder.known(row[column], entry, guess)
        entry = Entry("GROUPING", "organisation", group.code, group.name, None, group.id, group.members)
        yield from folder.known(row["whole"], entry, "people")


def people(folder: Folder) -> Found:
    """Yields people: whole names, and surnames, which mean somebody only in their context."""
    for row in folder.rows("people.csv"):
        person = folder.actors.people.get(row["id"])
        if person is None:
            raise TableError(f"{folder.path.name}/people.csv: unknown person {row['id']}")
        forms = folder.paradigms.forms(row["given"], f"given_{person.sex}")
        given = frozenset(fold_word(form.text)[:INITIAL_LETTERS] for form in forms)
        entry = Entry(
            "PERSON", "person", person.code, person.name, person.sector, person.id,
            codes=person.codes, given=given, alone=person.alone,
        )  # fmt: skip
        yield from _person(folder, row, person, entry)


def _person(folder: Folder, row: Mapping[str, str], person: Person, entry: Entry) -> Found:
    yield from folder.known(row["surname"], replace(entry, tag="SURNAME"), f"surname_{person.sex}")
    given = list(folder.paradigms.forms(row["given"], f"given_{person.sex}"))
    for last in folder.paradigms.forms(row["surname"], f"surname_{person.sex}"):
        for first in given:
            if not first.cases or not last.cases or first.cases & last.cases:
                cases = first.cases & last.cases if first.cases and last.cases else first.cases or last.cases
                form = Form(f"{first.text} {last.text}", cases)
                yield form.text, meaning(folder.paradigms, form, entry)
    yield from folder.known(row["whole"], entry, f"surname_{person.sex}")


def things(folder: Folder) -> Found:
    """Yields companies, outlets and weapons: by the names of the common tables and by the language's own."""
    tables = (
        ("companies.csv", "COMPANY", "company", folder.actors.companies),
        ("outlets.csv", "OUTLET", "outlet", folder.actors.outlets),
        ("weapons.csv", "WEAPON", "weapon", folder.actors.weapons),
    )
    for file, tag, kind, table in tables:
        own = {row["id"]: row["names"] for row in folder.rows(file)}
        if own.keys() - table.keys():
            raise TableError(f"{folder.path.name}/{file}: unknown {sorted(own.keys() - table.keys())}")
        for key, thing in table.items():
            state = getattr(thing, "state", None) if tag == "WEAPON" else key
            sector = "JRN" if tag == "OUTLET" else getattr(thing, "sector", None)
            entry = Entry(tag, kind, state, thing.name, sector, key)
            for name in thing.names:
                yield from folder.known(name, entry)
            yield from folder.known(own.get(key, ""), entry)


def offices(folder: Folder) -> Found:
    """Yields the words of offices.toml: «министр обороны», «армия»."""
    for group in folder.toml("offices.toml").get("class", ()):
        entry = Entry(group["tag"], group.get("kind", ""), sector=group.get("sector"), not_before=group.get("not_before", ""))
        yield from folder.known(group["words"].replace("\n", ";"), entry, group.get("guess", "none"))


def given_names(folder: Folder) -> Found:
    """Yields first names, by which unknown people are known as people."""
    for group in folder.toml("given.toml").get("class", ()):
        yield from folder.known(group["names"].replace("\n", ";"), Entry("GIVEN"), f"given_{group['sex']}")


def towns(folder: Folder) -> Found:
    """Yields towns and regions that are no capitals, with their state."""
    for row in folder.rows("towns.csv"):
        name = row["name"] or row["names"].split(";")[0].replace("~", "")
        yield from folder.known(row["names"], Entry("TOWN", "place", row["code"] or None, name))


# In order of preference: of two meanings of one form the earlier is taken.
SOURCES: tuple[Callable[[Folder], Found], ...] = (
    states, seats, organisations, collectives, people, things, offices, towns, given_names,
)  # fmt: skip
