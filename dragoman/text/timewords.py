"""What words of times mean in a language: tokens with their meanings, from times.toml and the language's other files."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.languages import Language, fold

WORD = re.compile(
    r"\d+(?:[-‑]?(?:[^\W\d_]{1,4}|с[ыі]н[^\W\d_]{1,3})(?![^\W_])|['’][^\W\d_]{1,8}(?![^\W_]))?"  # «18-го», «20-сында», "2024'te"
    r"|[^\W\d_]+(?:[-'’‑][^\W\d_]+)*\.?|[^\s\w]"
)
PIECE = re.compile(r"[-‑]|[^-‑]+")
DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
YEAR = re.compile(r"[12]\d{3}(?:['’]\w+)?")
# What hangs on the figures of a day that stands alone («до 15-го», "by the 15th"), words before such a day, words behind it;
# «каждого» before a day; words before and behind what is named after a feast («улица Дня Победы», "Easter Island"), feasts that
# are first names: "Ramazan Yılmaz"; how words end from which a time is reckoned ("seçimden iki hafta sonra"), and those of them
# that say from today: "bundan iki yıl önce"; words before a month in figures beside those before a year: «за 04.2019».
NEAR = ("ends", "on", "then", "every", "named", "namesakes", "people", "since", "now", "figured")
SHORTENED = 3  # letters of a month or weekday that may be something else when it stands alone
CHOICE = re.compile(r"\(([^()]*)\)")  # in a list of words: «(день/дня) победы»

Meaning = tuple[str, str]  # a kind and its value
Phrases = Mapping[tuple[str, ...], tuple[Meaning, ...]]  # by their words


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A language's times.toml: words by what they mean, folded; a `*` at an end stands for any letters."""

    plain: Mapping[str, tuple[Meaning, ...]]
    stems: tuple[tuple[str, Meaning], ...]
    phrases: Phrases  # of several words
    sizes: Mapping[str, tuple[int, ...]]  # how many words the phrases have that begin with a word, the longest first
    behind: bool  # what is of a year, and a part of anything, stands behind it
    capital: tuple[str, ...]  # words that are months or weekdays only with a capital; all where there are none
    small: tuple[str, ...]  # words that are months only without one: "martın üçü", "Martin Schulz"
    near: Mapping[str, frozenset[str]]  # words that begin no time but tell what stands beside them, by NEAR


@dataclass(frozen=True, slots=True)
class Token:
    """A word with what it can mean: pairs of kind and value, such as ("month", "2"), ("unit", "week"), ("number", "3")."""

    start: int
    end: int
    text: str
    means: tuple[Meaning, ...]
    last: bool = False  # of its text
    capital: bool = False  # it begins with one, or a word of its phrase does

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
        start, end, word = found[at]
        upper = text[start].isupper()
        phrase = _phrase(found, at, words)
        if phrase:
            pieces = found[at : at + len(phrase)]
            upper = any(text[piece[0]].isupper() for piece in pieces)  # «день Победы»
            end, word = pieces[-1][1:]
            yield Token(start, end, " ".join(phrase) + "." * word.endswith("."), words.phrases[phrase], False, upper)
            at += len(phrase)
            continue
        means = _means(word, words)
        small = language.numbers.capital_months and not upper and text[start].islower() and _small(word, means, words)
        if small and not _shown(found, at, words) and not _numbered(found, at, words):
            means = tuple(meaning for meaning in means if meaning[0] not in ("month", "weekday"))
        if upper and word in words.small and not _genitive(found[at + 1][2] if at + 1 < len(found) else "", words):
            means = ()
        yield Token(start, end, word, means, at == len(found) - 1, upper)
        at += 1


def _phrase(found: Sequence[tuple[int, int, str]], at: int, words: Words) -> tuple[str, ...]:
    """Returns the longest phrase that begins there, with or without points: "st. patrick's day"; empty where none does."""
    for size in words.sizes.get(found[at][2].rstrip("."), ()):
        phrase = tuple(word.rstrip(".") or word for _, _, word in found[at : at + size])
        if phrase in words.phrases:
            return phrase
        bare = (*phrase[:-1], re.split(r"['’]", phrase[-1])[0])  # "Güney Kore'nin"
        if bare in words.phrases:
            return bare
    return ()


def _genitive(after: str, words: Words) -> bool:
    """Tells whether the word after a month shows that it is one: "Martın 3'ü", "Martın ortası", and no "Martin 3 gol"."""
    return bool(re.fullmatch(r"\d+['’].+", after)) or any(kind in ("part", "dayword") for kind, _ in _means(after, words))


def _small(word: str, means: tuple[tuple[str, str], ...], words: Words) -> bool:
    """Tells whether a word in small letters is no month: "may", "march", "ekim", and what months are shortened to."""
    plain = word.rstrip(".")
    named = any(plain == one or (one.endswith("*") and plain.startswith(one[:-1])) for one in words.capital)
    return ("short", "") in means or named


def _shown(found: Sequence[tuple[int, int, str]], at: int, words: Words) -> bool:
    """Tells whether what is behind a word in small letters shows that it is a month: "ekim ayında", "ocak-mart", "march 3rd",

    "pazar günü", "march 3, 2015", "ekim sonunda".
    """
    after = found[at + 1][2] if at + 1 < len(found) else ""
    means = _means(after, words)
    parted = (
        words.behind
        and any(kind == "part" for kind, _ in means)
        and any(kind == "month" for kind, _ in _means(found[at][2], words))
    )
    return _dated(found, at, words) or parted or after == "-" or bool({("unit", "month"), ("unit", "day")} & set(means))


def _dated(found: Sequence[tuple[int, int, str]], at: int, words: Words) -> bool:
    """Tells whether a day behind a word in small letters shows that it is a month: "march 3rd", "march seventh, 2019",

    "on march 7, he said", "march 7" where nothing else is said; not "march 3 miles", "will march first", "may 5 people".
    """
    behind = [*(word for _, _, word in found[at + 1 : at + 6]), *[""] * 5]
    size = 1 if DAY.fullmatch(behind[0]) or _is(behind[0], "ordinal", words) else 0
    hyphen = int(behind[1] == "-")
    if not size and _is(behind[0], "count", words) and _is(behind[1 + hyphen], "ordinal", words):  # "twenty-third"
        size = 2 + hyphen
    if not size:
        return False
    then, year = behind[size : size + 2]
    if (behind[0][0].isdecimal() and not behind[0].isdecimal()) or YEAR.fullmatch(year if then == "," else then):
        return True
    over = not re.search(r"\w", then)
    if at == 0:
        return not any(re.search(r"\w", word) for _, _, word in found[1 + size :])
    return found[at - 1][2] in words.near["on"] and (over or then in words.near["then"])


def _is(word: str, kind: str, words: Words) -> bool:
    return any(name == kind for name, _ in _means(word, words))


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
def _means(word: str, words: Words) -> tuple[Meaning, ...]:
    plain = word.rstrip(".") if len(word) > 1 else word
    known = words.plain.get(plain, ())
    bare = re.split(r"['’]", plain)[0]
    if bare != plain:  # «Şubat'ta», "yesterday's": what hangs behind an apostrophe mostly says nothing
        known = (*known, *words.plain.get(bare, ()))
    return (*known, *(meaning for stem, meaning in words.stems if plain.startswith(stem)))


@cache
def words_of(language: Language) -> Words:
    """Reads a language's times.toml, and the months, weekdays, number words and words for a year of its other files."""
    path = language.folder / "times.toml"
    table = tomllib.loads(path.read_text("utf8")) if path.is_file() else {}
    plain: dict[str, list[Meaning]] = {}
    stems: list[tuple[str, Meaning]] = []
    phrases: dict[tuple[str, ...], list[Meaning]] = {}
    for word, kind, value in _listed(table, language):
        pieces = tuple(piece.rstrip(".") or piece for piece in fold(word).split())
        if len(pieces) > 1:
            phrases.setdefault(pieces, []).append((kind, value))
        elif pieces[0].endswith("*"):
            stems.append((pieces[0][:-1], (kind, value)))
        else:
            plain.setdefault(pieces[0], []).append((kind, value))
    sizes: dict[str, set[int]] = {}
    for pieces in phrases:
        sizes.setdefault(pieces[0], set()).add(len(pieces))
    return Words(
        {word: tuple(found) for word, found in plain.items()},
        tuple(sorted(stems, key=lambda pair: -len(pair[0]))),
        {pieces: tuple(found) for pieces, found in phrases.items()},
        {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()},
        table.get("behind", False),
        tuple(map(fold, table.get("capital", "*").split())),
        tuple(map(fold, table.get("small", "").split())),
        {name: frozenset(fold(one) for word in table.get(name, "").split() for one in spellings(word)) for name in NEAR},
    )


def _listed(table: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str, str]]:
    """Yields every word and phrase that means something in times, with the kind and value of what it means."""
    for kind, meanings in table.items():
        if isinstance(meanings, dict):
            for value, listed in meanings.items():
                yield from ((word, kind, value) for word in spellings(listed))
    yield from _states(table, language)
    full = table.get("full", "").split()
    for kind, numbered in (("month", language.months), ("weekday", language.weekdays)):
        for word, number in numbered.items():
            yield word, kind, str(number)
            if len(word) <= SHORTENED and word not in full:
                yield word, "short", ""
    known = language.numbers
    yield from ((word, "count", f"{value:g}") for word, value in known.counts.items() if value == int(value))
    yield from ((word, "ordinal", f"{value:g}") for word, value in known.ordinals.items())
    yield from ((word, "and", "") for word in known.and_days)
    yield from ((word, "join", "") for word in known.joins)
    yield from ((word, "yearword", "") for word in known.years)
    yield from ((word, "inyear", "") for word in known.before_years - known.and_days - known.joins)


def _states(table: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str, str]]:
    """Yields what states are called beside a day of theirs: those of times.toml («Украины»), or of the language's states.csv."""
    for entry in table.get("states", "").split(";"):
        code, *names = entry.split(maxsplit=1) or [""]
        yield from ((name, "state", code) for name in "".join(names).split("/") if name)
    path = language.folder / "states.csv"
    if "states" in table or not path.is_file():
        return
    for row in csv.DictReader(line for line in path.read_text("utf8").splitlines() if line and not line.startswith("#")):
        for name in f"{row['names']};{row['adjectives']}".split(";"):
            plain = name.strip().lstrip("?").replace("~", "").replace(".", ". ")
            if plain and plain[0].isalpha() and "??" not in name:
                hyphen = "-" * plain.isupper()  # «АҚШ-тың»
                ends = ("", *(hyphen + end for end in table.get("state_ends", "").split()))
                yield from ((plain + end, "state", row["code"]) for end in ends)


def spellings(listed: str) -> Iterator[str]:
    """Yields the words and phrases of a list, parted by `;`, each with every choice in it: «(день/дня) победы»."""
    for word in listed.split(";"):
        choice = CHOICE.search(word)
        if choice:
            for part in choice[1].split("/"):
                yield from spellings(f"{word[: choice.start()]}{part}{word[choice.end() :]}")
        elif word.strip():
            yield word.strip()
