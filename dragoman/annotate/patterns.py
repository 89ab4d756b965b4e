"""Patterns over rows of tags, as a language's patterns.toml writes them, compiled to regular expressions over letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.actors import TableError
from dragoman.annotate.tokens import Token
from dragoman.model import Mention

FIRST_LETTER = 0xE000  # private letters stand for tags
PIECE = re.compile(r"\(\?P<\w+>|\(\?[:=!<]+|'[^']'|[A-Z][A-Z_]*|\{[\d,]+\}|[()|?*+]|\s+")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern fits in a row of tokens: from `start` to before `end`; `parts` are its named groups."""

    rule: str
    start: int
    end: int
    parts: Mapping[str, tuple[int, int]]


class Alphabet:
    """A letter for every tag."""

    def __init__(self) -> None:
        """Begins without tags."""
        self._letters: dict[str, str] = {}

    def letter(self, tag: str) -> str:
        """Returns the letter of a tag; a punctuation mark is its own."""
        if len(tag) == 1 and not tag.isalpha():
            return tag
        return self._letters.setdefault(tag, chr(FIRST_LETTER + len(self._letters)))

    def row(self, tokens: Sequence[Token]) -> str:
        """Returns the row of tags as a string, a letter a token."""
        return "".join([self.letter(token.tag) for token in tokens])


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """A language's patterns in order, over one alphabet."""

    alphabet: Alphabet
    listed: tuple[tuple[str, re.Pattern[str]], ...]

    def find(self, tokens: Sequence[Token], accept: Callable[[Match], Mention | None]) -> list[Mention]:
        """Returns what `accept` makes of the matches of each pattern, in order of the list.

        Where it makes nothing of one, the same pattern is tried again a token further on.
        """
        row = self.alphabet.row(tokens)
        return [made for rule, pattern in self.listed for made in _accepted(rule, pattern, row, accept)]


def _accepted(rule: str, pattern: re.Pattern[str], row: str, accept: Callable[[Match], Mention | None]) -> Iterator[Mention]:
    at = 0
    while found := pattern.search(row, at):
        parts = {name: found.span(name) for name in pattern.groupindex if found.start(name) >= 0}
        made = accept(Match(rule, found.start(), found.end(), parts)) if found.end() > found.start() else None
        at = found.end() if made else found.start() + 1
        if made:
            yield made


def read(table: Mapping[str, Any]) -> Patterns:
    """Returns the patterns of a patterns.toml. Raises TableError where one cannot be read; it names it."""
    alphabet = Alphabet()
    macros = table.get("macros", {})
    listed = []
    for pattern in table.get("pattern", ()):
        try:
            listed.append((pattern["name"], re.compile(_compiled(pattern["match"], macros, alphabet))))
        except (re.error, KeyError) as error:
            raise TableError(f"pattern {pattern.get('name')}: {error}") from error
    return Patterns(alphabet, tuple(listed))


def _compiled(text: str, macros: Mapping[str, str], alphabet: Alphabet) -> str:
    pieces, at = [], 0
    while at < len(text):
        found = PIECE.match(text, at)
        if not found:
            raise KeyError(text[at : at + 20])
        pieces.append(_piece(found[0], macros, alphabet))
        at = found.end()
    return "".join(pieces)


def _piece(piece: str, macros: Mapping[str, str], alphabet: Alphabet) -> str:
    if piece.isspace():
        return ""
    if piece.startswith("'"):
        return re.escape(piece[1])
    if piece in macros:
        return f"(?:{_compiled(macros[piece], macros, alphabet)})"
    return alphabet.letter(piece) if piece[0].isalpha() else piece
