"""From the tables of a language's folder to the forms of its lexicon: one function a table."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from dragoman.actors import Actors, Person, TableError, cell, rows
from dragoman.annotate.folding import TABLE, fold_word
from dragoman.annotate.lexicon import DEPENDENT, Entry, Known, Waiting
from dragoman.annotate.paradigms import Paradigms, alternatives

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
NOT_HERE = "!"  # before a name of the common table that is something else in this language: «İHA» is any drone in Turkish
FIRST = (0,)  # one for all words that begin with a capital
Found = Iterator[tuple[str, Known]]
STEP = 1_000_000  # between the ranks of two tables: more than any table has cells


@dataclass(frozen=True, slots=True)
class Cell:
    """Names of one thing, whose forms can wait until a text has need of them."""

    text: str
    guess: str
    entry: Callable[[], Entry]


@dataclass(frozen=True, eq=False)
class Folder:
    """A language's folder with what is needed to read its tables. A TOML file is read once, whoever asks for it."""

    path: Path | Traversable
    paradigms: Paradigms
    actors: Actors
    _tables: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def rows(self, name: str) -> list[dict[str, str]]:
        """Returns the rows of a table, none where the folder has no such table."""
        table = self.path / name
        return rows(table) if table.is_file() else []

    def toml(self, name: str) -> Mapping[str, Any]:
        """Returns a TOML file's content, empty where the folder has no such file."""
        if name not in self._tables:
            file = self.path / name
            self._tables[name] = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
        return self._tables[name]

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Returns the forms of office words, organs and seats with their role, as [roles] of offices.toml has them."""
        return {
            fold_word(form.text): role
            for role, words in self.toml("offices.toml").get("roles", {}).items()
            for guess in ("office", "adjective")
            for form in self.paradigms.each(words.replace("\n", ";"), guess)
        }

    def known(self, cell: str, entry: Entry, guess: str = "name") -> Found:
        """Yields the forms of a cell with their one meaning."""
        governed = entry.tag + DEPENDENT if entry.tag in GOVERNED else entry.tag
        for word, guarded, inside, quoted in alternatives(cell):
            capitals: tuple[int, ...] | None = None
            several = " " in word
            made: dict[frozenset[str], Known] = {}  # forms of the same cases and capitals mean the same
            for text, cases in self.paradigms.declined(word, guess):
                if capitals is None or several or capitals not in ((), FIRST):  # else no ending moves them
                    capitals = _capitals(text)
                    made.clear()
                known = made.get(cases)
                if known is None:
                    tag = governed if self.paradigms.depends(cases) else entry.tag
                    known = made[cases] = Known(entry, tag, capitals, guarded, cases, inside, quoted)
                yield text, known


def _capitals(text: str) -> tuple[int, ...]:
    if text.islower():
        return ()
    if text[:1].isupper() and text[1:].islower():
        return FIRST
    return tuple([place for place, letter in enumerate(text) if letter.isupper()])


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
            known = known._replace(entry=noun, tag=tag)
        yield text, known
    yield from people.items()


def seats(folder: Folder) -> Found:
    """Yields words that stand for a government or army: «Кремль», "the Pentagon"."""
    for row in folder.rows("seats.csv"):
        code, name, sector = row["code"], folder.actors.name(row["code"]), row["sector"]
        seat = Entry("SEAT", "office", code, name, sector, not_before=row.get("not_before", ""))
        for text, known in folder.known(row["names"], seat):
            role = folder.roles.get(fold_word(text))
            yield text, known._replace(entry=replace(seat, role=role)) if role else known
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


def people(folder: Folder) -> Iterator[Cell]:
    """Yields people: surnames, which mean somebody only beside a first name or in their context, and names that are whole."""
    for row in folder.rows("people.csv"):
        person = folder.actors.people.get(row["id"])
        if person is None:
            raise TableError(f"{folder.path.name}/people.csv: unknown person {row['id']}")
        for column, tag in (("surname", "SURNAME"), ("whole", "PERSON")):
            if row[column]:
                yield Cell(row[column], f"surname_{person.sex}", partial(_person, folder, tag, person, row["given"]))


def _person(folder: Folder, tag: str, person: Person, given: str) -> Entry:
    first = frozenset(fold_word(form.text) for form in folder.paradigms.forms(given, f"given_{person.sex}"))
    return Entry(
        tag, "person", person.code, person.name, person.sector, person.id,
        codes=person.codes, given=first, alone=person.alone,
    )  # fmt: skip


def things(folder: Folder) -> Iterator[Cell]:
    """Yields companies, outlets and weapons: by the language's own names, then by those of the common tables."""
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
            entry = partial(Entry, tag, kind, state, thing.name, sector, key)
            words = cell(own.get(key, ""))
            dropped = {word.removeprefix(NOT_HERE) for word in words if word.startswith(NOT_HERE)}
            here = ";".join(word for word in words if not word.startswith(NOT_HERE))
            yield from (Cell(name, "name", entry) for name in (here, *thing.names) if name and name not in dropped)


def offices(folder: Folder) -> Found:
    """Yields the words of offices.toml: «министр обороны», «армия»; those that stand under [roles] too with their role."""
    table = folder.toml("offices.toml")
    told, several = folder.roles, _several(folder)
    for group in table.get("class", ()):
        entry = Entry(group["tag"], group.get("kind", ""), sector=group.get("sector"), not_before=group.get("not_before", ""))
        in_role: dict[str, Entry] = {}
        for text, known in folder.known(group["words"].replace("\n", ";"), entry, group.get("guess", "none")):
            folded = fold_word(text)
            role = "" if group["tag"] == "OFFICE" and several(folded) else told.get(folded, "")
            if role:
                known = known._replace(entry=in_role.setdefault(role, in_role.get(role) or replace(entry, role=role)))
            yield text, known


def _several(folder: Folder) -> Callable[[str], bool]:
    """Returns what tells that an office word is of several people: «министры обороны» are no one's office."""
    uses = folder.toml("uses.toml")
    endings, place = tuple(uses.get("plural", "").split()), -1 if uses.get("head") == "last" else 0
    return lambda folded: bool(endings) and folded.split(" ")[place].endswith(endings)


def given_names(folder: Folder) -> Found:
    """Yields first names, by which unknown people are known as people."""
    for group in folder.toml("given.toml").get("class", ()):
        for name in cell(group["names"].replace("\n", ";")):
            forms = list(folder.known(name, Entry("GIVEN"), f"given_{group['sex']}"))
            entry = Entry("GIVEN", name=forms[0][0], sex=group["sex"])
            for text, known in forms:
                yield text, known._replace(entry=entry)


def towns(folder: Folder) -> Iterator[Cell]:
    """Yields towns and regions that are no capitals, with their state."""
    for row in folder.rows("towns.csv"):
        name = row["name"] or row["names"].split(";")[0].replace("~", "")
        yield Cell(row["names"], "name", partial(Entry, "TOWN", "place", row["code"] or None, name))


# In order of preference: of two meanings of one form the earlier is taken.
SOURCES: tuple[Callable[[Folder], Iterator[tuple[str, Known] | Cell]], ...] = (
    states, seats, organisations, collectives, people, things, offices, towns, given_names,
)  # fmt: skip


def everything(folder: Folder) -> tuple[list[tuple[int, str, Known]], list[Waiting]]:
    """Returns the forms of all tables of a folder with their rank in order of preference, and those that can wait."""
    known: list[tuple[int, str, Known]] = []
    waiting: list[Waiting] = []
    for number, source in enumerate(SOURCES):
        for place, found in enumerate(source(folder)):
            if isinstance(found, Cell):
                waiting += _waiting(folder, found, number * STEP + place)
            else:
                known.append((number * STEP, found[0], found[1]))
    return known, waiting


def _waiting(folder: Folder, names: Cell, rank: int) -> Iterator[Waiting]:
    forms = partial(_forms, folder, names)
    for word, *_ in alternatives(names.text):
        yield Waiting(rank, folder.paradigms.beginning(word, names.guess).translate(TABLE), forms)


def _forms(folder: Folder, waiting: Cell) -> Found:
    return folder.known(waiting.text, waiting.entry(), waiting.guess)
