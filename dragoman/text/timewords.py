"""What words of times mean in a language: tokens with their meanings, from times.toml and the language's other files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.languages import Language, fold

WORD = re.compile(
    r"\d+(?:[-‑]?(?:[^\W\d_]{1,4}|с[ыі]н[^\W\d_]{1,3})(?![^\W_])|['’][^\W\d_]{1,8}(?![^\W_]))?"  # «18-го», «20-сында», "2024'te"
    r"|[^\W\d_]+(?:[-'’‑][^\W\d_]+)*\.?|[^\s\w]"
)
PIECE = re.compile(r"[-‑]|[^-‑]+")
DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
SHORTENED = 3  # letters of a month or weekday that may be something else when it stands alone


Phrase = tuple[tuple[str, ...], tuple[str, str]]  # its words, and what it means


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A language's times.toml: words by what they mean, folded; a `*` at an end stands for any letters."""

    plain: Mapping[str, tuple[tuple[str, str], ...]]
    stems: tuple[tuple[str, tuple[str, str]], ...]
    phrases: Mapping[str, tuple[Phrase, ...]]  # of several words, by the first, longest first
    behind: bool  # what is of a year, and a part of anything, stands behind it
    capital: tuple[str, ...]  # words that are months or weekdays only with a capital; all where there are none


@dataclass(frozen=True, slots=True)
class Token:
    """A word with what it can mean: pairs of kind and value, such as ("month", "2"), ("unit", "week"), ("number", "3")."""

    start: int
    end: int
    text: str
    means: tuple[tuple[str, str], ...]
    last: bool = False  # of its text

    def get(self, kind: str) -> str | None:
        """Returns the word's value of a kind, None where it has none."""
        for name, value in self.means:  # a plain loop: this is asked 400 times a sentence
            if name == kind:
                return value
        return None


def tokens(text: str, language: Language) -> Iterator[Token]:
    """Yields the words of a text, phrases that times.toml has as one, with what each can mean."""
    words = words_of(language)
    found = list(_pieces(text, words))
    at = 0
    while at < len(found):
        begun = words.phrases.get(found[at][2].rstrip("."), ())
        phrase = next((p for p, _ in begun if tuple(w.rstrip(".") for _, _, w in found[at : at + len(p)]) == p), None)
        if phrase:
            means = tuple(meaning for words_of_it, meaning in begun if words_of_it == phrase)
            yield Token(found[at][0], found[at + len(phrase) - 1][1], " ".join(phrase), means)
            at += len(phrase)
            continue
        start, end, word = found[at]
        means = _means(word, words)
        small = language.numbers.capital_months and text[start].islower() and _small(word, means, words)
        if small and not _shown(found[at + 1][2] if at + 1 < len(found) else "", words) and not _numbered(found, at, words):
            means = tuple(meaning for meaning in means if meaning[0] not in ("month", "weekday"))
        yield Token(start, end, word, means, at == len(found) - 1)
        at += 1


def _small(word: str, means: tuple[tuple[str, str], ...], words: Words) -> bool:
    """Tells whether a word in small letters is no month: "may", "march", "ekim", and what months are shortened to."""
    plain = word.rstrip(".")
    named = any(plain == one or (one.endswith("*") and plain.startswith(one[:-1])) for one in words.capital)
    return ("short", "") in means or named


def _shown(after: str, words: Words) -> bool:
    """Tells whether the word after one in small letters shows that it is a month: "ekim ayında", "pazar günü", "ocak-mart"."""
    return after == "-" or bool({("unit", "month"), ("unit", "day")} & set(_means(after, words)))


def _numbered(found: Sequence[tuple[int, int, str]], at: int, words: Words) -> bool:
    """Tells whether a day stands before a word in small letters: "3rd of march", "the third of may", "5 may"."""
    place = at - 1
    while place >= 0 and {("of", "x"), ("the", "x")} & set(_means(found[place][2], words)):
        place -= 1
    if place < 0:
        return False
    return bool(DAY.fullmatch(found[place][2])) or any(kind == "ordinal" for kind, _ in _means(found[place][2], words))


def _pieces(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yields the words with their places, folded; those of one with hyphens where each is known: «январь-март»."""
    for match in WORD.finditer(text):
        word = fold(match[0])
        pieces = list(PIECE.finditer(match[0]))
        if len(pieces) > 1 and not _means(word, words) and all(_means(fold(p[0]), words) for p in pieces if p[0] not in "-‑"):
            yield from ((match.start() + p.start(), match.start() + p.end(), fold(p[0])) for p in pieces)
        else:
            yield match.start(), match.end(), word


@lru_cache(maxsize=1 << 14)
def _means(word: str, words: Words) -> tuple[tuple[str, str], ...]:
    plain = word.rstrip(".") if len(word) > 1 else word
    known = words.plain.get(plain, ())
    if not known and plain:
        # «Şubat'ta», "yesterday's": what hangs behind an apostrophe says nothing.
        known = words.plain.get(re.split(r"['’]", plain)[0], ())
    return (*known, *(meaning for stem, meaning in words.stems if plain.startswith(stem)))


@cache
def words_of(language: Language) -> Words:
    """Reads a language's times.toml, and the months, weekdays, number words and words for a year of its other files."""
    path = language.folder / "times.toml"
    table = tomllib.loads(path.read_text("utf8")) if path.is_file() else {}
    plain: dict[str, list[tuple[str, str]]] = {}
    stems: list[tuple[str, tuple[str, str]]] = []
    phrases: list[Phrase] = []

    full = table.get("full", "").split()

    def add(word: str, kind: str, value: str) -> None:
        pieces = fold(word).split()
        if len(pieces) > 1:
            phrases.append((tuple(pieces), (kind, value)))
        elif pieces[0].endswith("*"):
            stems.append((pieces[0][:-1], (kind, value)))
        else:
            plain.setdefault(pieces[0], []).append((kind, value))

    for kind, meanings in table.items():
        if isinstance(meanings, dict):
            for value, listed in meanings.items():
                for word in listed.split(";"):
                    add(word.strip(), kind, value)
    for kind, listed in (("month", language.months), ("weekday", language.weekdays)):
        for word, number in listed.items():
            add(word, kind, str(number))
            if len(word) <= SHORTENED and word not in full:
                plain[fold(word)].append(("short", ""))
    for word, value in language.numbers.counts.items():
        add(word, "count", f"{value:g}") if value == int(value) else None
    for word, value in language.numbers.ordinals.items():
        add(word, "ordinal", f"{value:g}")
    for word in language.numbers.and_days:
        add(word, "and", "")
    for word in language.numbers.joins:
        add(word, "join", "")
    for word in language.numbers.years:
        add(word, "yearword", "")
    for word in language.numbers.before_years - language.numbers.and_days - language.numbers.joins:
        add(word, "inyear", "")
    return Words(
        {word: tuple(found) for word, found in plain.items()},
        tuple(sorted(stems, key=lambda pair: -len(pair[0]))),
        _by_first(phrases),
        table.get("behind", False),
        tuple(fold(word) for word in table.get("capital", "*").split()),
    )


def _by_first(phrases: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    by: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda pair: -len(pair[0])):
        by.setdefault(phrase[0][0], []).append(phrase)
    return {first: tuple(found) for first, found in by.items()}
