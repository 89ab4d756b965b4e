"""The word lists of page furniture, of all languages at once: a Russian page often has an English frame."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.languages import Language, fold

EDGES = re.compile(r"^[\W_]+|(?<![\W_])[\W_]+$")  # the end's marks are tried once, from where they begin
COUNT = re.compile(r"[\s(\[:–-]*\d[\d\s.,]*[KMКМ]?[)\]]*$")
COUNT_BEFORE = re.compile(r"^\d[\d\s.,]*(?:[kmкм]|тыс\.?|млн|хил\.?)?\+?\s+(?=[^\W\d_])")  # «5 комментариев», "4.5k views"
DIGIT = re.compile(r"\d")
SPACE = re.compile(r"\s+")
# Lists whose entries stand for a whole line, in the order in which they are asked.
FURNITURE = ("advert", "comments", "related", "form", "other", "navigation")
CREDITS = ("translation", "photo", "source", "byline")  # lists of labels of credits, in the order in which they are asked
QUOTES = ("«", "„", "“", "‘", '"', "'")  # «Подпишитесь или уходите», — said somebody
UPPER = "A-ZÀ-ÖØ-ÞĞİŞА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ"  # capital letters of our languages, inside of a character class
AND = ("и", "і", "й", "та", "ve", "және", "мен", "and", "&")  # «Иван Петров и Анна Сидорова» are two names
BETWEEN_NAMES = re.compile(rf"\s*,\s*|\s+(?:{'|'.join(AND)})\s+")
LONGEST = 40  # words; a longer line is not furniture whatever it begins with
LONGEST_LINE = 400  # characters of such a line
LONGEST_AFTER_ONE = 12  # words of a line that begins with an entry of a single word: «Подпишитесь на ...»


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Entries by the list they stand in: `whole` lines, and `openings` of lines by their first word."""

    whole: Mapping[str, str]
    openings: Mapping[str, tuple[tuple[str, str], ...]]
    labels: Mapping[str, tuple[str, ...]]  # list name -> its entries, longest first
    words: Mapping[str, frozenset[str]]  # list name -> its entries
    heads: Mapping[str, tuple[tuple[str, str], ...]]  # (list, label) of credits by the label's first two letters

    def furniture(self, text: str) -> tuple[str, str] | None:
        """Returns (list, entry) where a line of that text is page furniture, None where it is not."""
        folded = key(text)
        if len(folded) > LONGEST_LINE:
            return None
        for form in (folded, COUNT.sub("", folded), COUNT_BEFORE.sub("", folded)) if DIGIT.search(folded) else (folded,):
            if form in self.whole:
                return self.whole[form], form
        count = folded.count(" ") + 1
        if count > LONGEST or text.lstrip()[:1] in QUOTES:
            return None
        for entry, name in self.openings.get(folded.split(" ", 1)[0].rstrip(":"), ()):
            if _opens(folded, entry) and (" " in entry or entry.endswith(":") or count <= LONGEST_AFTER_ONE):
                return name, entry
        return None


def key(text: str) -> str:
    """Returns the text folded, its spaces single, without marks at its edges: how lines are compared with entries."""
    return EDGES.sub("", SPACE.sub(" ", fold(text)))


def _opens(folded: str, entry: str) -> bool:
    rest = folded[len(entry) :]
    return folded.startswith(entry) and (entry.endswith(":") or not rest[:1].isalnum())


def collect(languages: Sequence[Language]) -> Phrases:
    """Returns the lists of all these languages together."""
    whole: dict[str, str] = {}
    openings: dict[str, list[tuple[str, str]]] = {}
    for name in FURNITURE:
        for entry in _entries(languages, name):
            if "*" in entry:
                opening = entry.replace(" *", "")
                openings.setdefault(opening.split(" ", 1)[0].rstrip(":"), []).append((opening, name))
                whole.setdefault(key(opening), name)
            else:
                whole.setdefault(key(entry), name)
    names = {name for language in languages for name in language.phrases}
    labels = {name: tuple(sorted({key(e) for e in _entries(languages, name)}, key=lambda e: (-len(e), e))) for name in names}
    heads: dict[str, list[tuple[str, str]]] = {}
    for name in CREDITS:
        for label in labels.get(name, ()):
            heads.setdefault(label[:2], []).append((name, label))
    return Phrases(
        whole,
        {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in openings.items()},
        labels,
        {name: frozenset(entries) for name, entries in labels.items()},
        {first: tuple(found) for first, found in heads.items()},
    )


def _entries(languages: Sequence[Language], name: str) -> list[str]:
    return [entry for language in languages for entry in language.phrases.get(name, ())]
