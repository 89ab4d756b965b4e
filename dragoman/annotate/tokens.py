"""A sentence as a row of tags: known names, words of the language's lists, capitals, numbers, punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.annotate.folding import DROPPED, fold_word
from dragoman.annotate.lexicon import Hit, Known

# «'s» first, so that "Kazakhstan's" leaves it; then words with inner hyphens, numbers, single marks.
# Soft hyphens and stress marks are inside their word.
LETTERS = rf"[^\W_]+(?:{DROPPED.pattern}+[^\W_]*)*"
TOKEN = re.compile(rf"['’]s\b|[^\W\d_]\.(?=\s?(?:[^\W\d_]|$))|{LETTERS}(?:[-‑'’]{LETTERS})*|(?!{DROPPED.pattern})[^\w\s]")
STRANGE = frozenset({"CAP", "GIVEN", "INITIAL"})  # beside a name that is also a surname, they make it one
LEANT_ON = frozenset({"OF", "IN", "OFFICE", "ORGAN", "ENVOY", "MISSION"})  # «президент Перу Дина ...» is no «Перу Дина»
BEGINNING = frozenset('«„“"—–-•')
SHORT = 4  # letters; longer words in small letters show that a headline is not all in capitals


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a sentence with the tag that patterns see. `known` is what tables say of it."""

    tag: str
    start: int
    end: int
    text: str
    known: tuple[Known, ...] = ()


def chosen(hits: Sequence[Hit]) -> list[Hit]:
    """Returns the hits that do not overlap, from left to right, of those at one place the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def tokens(text: str, start: int, end: int, hits: Iterable[Hit], words: Mapping[str, str]) -> list[Token]:
    """Returns the tokens of text[start:end]. `hits` lie in it and do not overlap; `words` gives tags of small words."""
    shouted = _shouted(text[start:end])
    row: list[Token] = []
    at = start
    for hit in hits:
        row += _plain(text, at, hit.start, words, shouted, start)
        row.append(Token(hit.tag, hit.start, hit.end, text[hit.start : hit.end], hit.meanings))
        at = hit.end
    row += _plain(text, at, end, words, shouted, start)
    row = [_sure(row, at) for at in range(len(row))]
    return [_describing(token, after) for token, after in zip(row, [*row[1:], None][: len(row)], strict=True)]


def _sure(row: Sequence[Token], at: int) -> Token:
    """Returns a token without the meanings that its place makes unlikely: «Перу Пушкина», "Michael Jordan"."""
    token = row[at]
    kept = tuple(known for known in token.known if not _unlikely(known, row, at))
    if len(kept) == len(token.known):
        return token
    return Token(kept[0].tag if kept else "CAP" if at else "FIRST", token.start, token.end, token.text, kept)


def _unlikely(known: Known, row: Sequence[Token], at: int) -> bool:
    if known.inside and (at == 0 or (at == 1 and row[0].tag in BEGINNING)):
        return True
    if not known.guarded:
        return False
    before, after = row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None
    if before and before.tag in STRANGE:
        return True
    leaning = before is not None and before.tag.removesuffix("_GEN") in LEANT_ON
    return bool(after and not leaning and after.tag in (*STRANGE, "SURNAME"))


def _describing(token: Token, after: Token | None) -> Token:
    """Returns a word of two meanings by what follows: an adjective before its noun, a first name before a surname."""
    if token.tag.startswith("TOWN") and after and after.tag in ("CAP", "SURNAME"):  # «Тенгиз», «Владимир» are both
        given = tuple(known for known in token.known if known.entry.tag == "GIVEN")
        return Token("GIVEN", token.start, token.end, token.text, given) if given else token
    pattern = token.known[0].entry.not_before if token.known else ""
    if pattern and after and after.tag == "WORD" and re.search(pattern, fold_word(after.text)):
        return Token("QUAL", token.start, token.end, token.text)
    return token


def _plain(text: str, start: int, end: int, words: Mapping[str, str], shouted: bool, first: int) -> Iterator[Token]:
    for found in TOKEN.finditer(text, start, end):
        word = found[0]
        tag = words.get(fold_word(word)) or _shape(word, shouted)
        if tag == "CAP" and found.start() == first:
            tag = "FIRST"
        yield Token(tag, found.start(), found.end(), word)


def _shape(word: str, shouted: bool) -> str:
    if not word[0].isalnum():
        return word[0]
    if word[0].isdigit():
        return "NUMBER"
    if word.endswith("."):
        return "INITIAL" if word[0].isupper() else "WORD"
    if word[0].isupper() and not shouted and (len(word) == 1 or any(letter.islower() for letter in word)):
        return "CAP"
    return "WORD"


def _shouted(sentence: str) -> bool:
    """Tells whether capitals mean nothing here: a headline that is written in them, "Turkey Signs Deal With Kazakhstan"."""
    long = [word for word in re.findall(r"[^\W\d_]+", DROPPED.sub("", sentence)) if len(word) > SHORT]
    return len(long) > 2 and not any(word[0].islower() for word in long)
