"""Parts of what was ordered: «первый из трёх самолётов», "the first two of six guns". Its words are in `sums.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.languages import Language, fold

FIGURES = r"\d{1,4}"


@dataclass(frozen=True, slots=True)
class Part:
    """How many of how many, as a half-open span."""

    start: int
    end: int
    part: int
    whole: int


def parts(text: str, language: Language) -> list[Part]:
    """Returns the parts named in `text`, in order, each smaller than its whole; none where sums.toml has no [part]."""
    pattern = _pattern(language)
    said = fold(text)
    if pattern is None or len(said) != len(text):
        return []
    counts = language.numbers.counts
    found = []
    for match in pattern.finditer(said):
        part, whole = (_value(word, counts) for word in (match["part"] or match["some"] or "1", match["whole"]))
        if 0 < part < whole:
            found.append(Part(*match.span(), part, whole))
    return found


def _value(word: str, counts: Mapping[str, float]) -> int:
    return int(word) if word.isdecimal() else int(counts.get(word, 0))


@cache
def _pattern(language: Language) -> re.Pattern[str] | None:
    path = language.folder / "sums.toml"
    table = tomllib.loads(path.read_text("utf8")).get("part") if path.is_file() else None
    if table is None:
        return None
    number = rf"{FIGURES}|{_any(language.numbers.counts)}"
    first, of = _any(map(fold, table["first"])), _any(map(fold, table["of"]))
    some = rf"(?P<first>{first})(?:\s+(?P<part>{number}))?|(?P<some>{number})"
    return re.compile(rf"(?<!\w)(?:{some})\s+(?:{of})\s+(?:\w+\s+)?(?P<whole>{number})(?!\w)")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
