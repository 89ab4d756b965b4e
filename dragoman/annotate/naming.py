"""What a language calls an actor, in the nominative: the first name that its tables give."""

from __future__ import annotations

from dragoman.actors import Actors, cell
from dragoman.annotate import paradigms
from dragoman.annotate.paradigms import UNCERTAIN
from dragoman.annotate.sources import Folder
from dragoman.languages import FOLDER

TABLES = (("states.csv", "code"), ("organisations.csv", "code"), ("people.csv", "id"))


def name_in(language: str, key: str, actors: Actors) -> str | None:
    """Returns how a language names a state, organisation or person (by code or id); None where it has no name for it."""
    folder = Folder(FOLDER / language, paradigms.read(FOLDER / language / "paradigms.toml"), actors)
    for table, column in TABLES:
        row = next((row for row in folder.rows(table) if row[column] == key), None)
        if row:
            return _person(folder, row, actors) if column == "id" else _first(folder, row["names"], "name")
    return None


def _person(folder: Folder, row: dict[str, str], actors: Actors) -> str:
    sex = actors.people[row["id"]].sex
    if not row["surname"] or not row["given"]:
        return _first(folder, row["whole"], f"surname_{sex}")
    return f"{_first(folder, row['given'], f'given_{sex}')} {_first(folder, row['surname'], f'surname_{sex}')}"


def _first(folder: Folder, names: str, guess: str) -> str:
    first = cell(names)[0].lstrip(UNCERTAIN)
    return folder.paradigms.forms(first, guess)[0].text
