"""What annotation knows of one language, read once from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.actors import Actors
from dragoman.annotate import paradigms, patterns
from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import Lexicon
from dragoman.annotate.paradigms import Paradigms
from dragoman.annotate.patterns import Patterns
from dragoman.annotate.sources import SOURCES, Folder
from dragoman.languages import FOLDER, Language
from dragoman.languages import load as load_language


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """One language for annotation. `words` gives the tags of small words, `uses` the lists of uses.toml by name."""

    language: Language
    lexicon: Lexicon
    patterns: Patterns
    paradigms: Paradigms
    words: Mapping[str, str]
    uses: Mapping[str, frozenset[str]]


@cache
def load(code: str, actors: Actors) -> Tongue:
    """Returns what annotation knows of a language. Raises LanguageError, TableError where its tables cannot be read."""
    return read(FOLDER / code, load_language(code), actors)


def read(path: Path | Traversable, language: Language, actors: Actors) -> Tongue:
    """Returns the same from any folder. Raises TableError where its tables cannot be read."""
    endings = paradigms.read(path / "paradigms.toml")
    folder = Folder(path, endings, actors)
    rules = folder.toml("patterns.toml")
    words = {fold_word(word): tag for tag, listed in rules.get("words", {}).items() for word in listed.split()}
    lexicon = Lexicon(known for source in SOURCES for known in source(folder))
    return Tongue(language, lexicon, patterns.read(rules), endings, words, _uses(folder))


def _uses(folder: Folder) -> Mapping[str, frozenset[str]]:
    """Lists of uses.toml, folded: words as they stand, and every form of those under [declined]."""
    table = folder.toml("uses.toml")
    declined = table.get("declined", {})
    plain = {name: frozenset(map(fold_word, words.split())) for name, words in table.items() if name != "declined"}
    forms = {
        name: frozenset(fold_word(form.text) for form in folder.paradigms.forms(cells.replace("\n", ";"), "office"))
        for name, cells in declined.items()
    }
    return plain | forms
