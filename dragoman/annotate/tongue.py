"""What annotation knows of one language, read once from its folder."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from dragoman.actors import Actors
from dragoman.annotate import paradigms, patterns
from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import Lexicon
from dragoman.annotate.paradigms import Form, Paradigms
from dragoman.annotate.patterns import Patterns
from dragoman.annotate.sources import Folder, everything
from dragoman.languages import Language


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """One language for annotation. `words` gives the tags of small words, `uses` the lists of uses.toml by name."""

    language: Language
    lexicon: Lexicon
    patterns: Patterns
    paradigms: Paradigms
    words: Mapping[str, str]
    uses: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]  # of surnames and patronymics, by kind


@cache
def load(language: Language, actors: Actors) -> Tongue:
    """Returns what annotation knows of a language. Raises TableError where one of the tables in its folder cannot be read."""
    with _uncollected():
        return _read(language, actors)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pauses the collector of cycles: it would look at a hundred thousand new objects again and again, and all of them stay.

    Afterwards they count as old at once: frozen and thawed, objects are in the oldest generation.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # what a host has frozen stays so
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()


def _read(language: Language, actors: Actors) -> Tongue:
    endings = paradigms.read(language.folder / "paradigms.toml")
    folder = Folder(language.folder, endings, actors)
    rules = folder.toml("patterns.toml")
    words = {fold_word(word): tag for tag, listed in rules.get("words", {}).items() for word in listed.split()}
    lexicon = Lexicon(*everything(folder), language.apostrophe_inside)
    last = {kind: tuple(listed.split()) for kind, listed in folder.toml("given.toml").get("endings", {}).items()}
    return Tongue(language, lexicon, patterns.read(rules), endings, words, _uses(folder), last)


def _declined(folder: Folder, name: str, cells: str) -> Iterator[Form]:
    """Yields the forms of a list; of what is owned those that say so, where the language has such: «шекарасы», not «шекараны»."""
    for form in folder.paradigms.forms(cells.replace("\n", ";"), "office"):
        if not name.endswith("_after") or not folder.paradigms.dependent or folder.paradigms.depends(form.cases):
            yield form


def _uses(folder: Folder) -> Mapping[str, frozenset[str]]:
    """Lists of uses.toml, folded: words as they stand, and every form of those under [declined]."""
    table = folder.toml("uses.toml")
    declined = table.get("declined", {})
    plain = {name: frozenset(map(fold_word, words.split())) for name, words in table.items() if name != "declined"}
    forms = {name: frozenset(fold_word(form.text) for form in _declined(folder, name, cells)) for name, cells in declined.items()}
    return plain | forms
