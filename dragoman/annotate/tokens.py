"""A sentence as a row of tags: known names, words of the language's lists, capitals, numbers, punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.annotate.folding import DROPPED, fold_word
from dragoman.annotate.lexicon import Hit, Known, base
from dragoman.model import Mention

# Soft hyphens and stress marks are inside their word.
LETTERS = rf"[^\W_]+(?:{DROPPED.pattern}+[^\W_]*)*"
STRANGE = frozenset({"CAP", "GIVEN", "INITIAL"})  # beside a name that is also a surname, they make it one
LEANT_ON = frozenset({"OF", "IN", "OFFICE", "ORGAN", "ENVOY", "MISSION"})  # «президент Перу Дина ...» is no «Перу Дина»
LONGEST_GIVEN = 3  # tokens of a first name: «Владимир Владимирович», "Mohammed bin Zayed"
HANGING = ("'", "’")
HYPHENS = frozenset("-‑")
COMPOUND = frozenset({"GIVEN", "SURNAME", "CAP", "FIRST"})
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


@cache
def separator(suffix: str) -> re.Pattern[str]:
    """Returns what a plain token is: what hangs on a name ("'s"), a word with its inner hyphens, a number, a single mark."""
    hanging = rf"(?<=[\w{DROPPED.pattern[1:-1]}])(?:{suffix})(?!\w)" if suffix else "(?!)"
    inner = rf"(?:(?!{hanging})[-‑'’]{LETTERS})*"
    return re.compile(rf"{hanging}|[^\W\d_]\.(?=\s?(?:[^\W\d_]|$))|{LETTERS}{inner}|(?!{DROPPED.pattern})[^\w\s]")


def tokens(
    text: str, start: int, end: int, hits: Iterable[Hit], words: Mapping[str, str], suffix: str = ""
) -> list[Token]:  # fmt: skip
    """Returns the tokens of text[start:end]. `hits` lie in it and do not overlap; `words` gives tags of small words.

    `suffix` is the language's expression of what hangs on a name.
    """
    shouted, plain = _shouted(text[start:end]), separator(suffix)
    row: list[Token] = []
    at = start
    for hit in hits:
        row += _plain(text, at, hit.start, words, shouted, start, plain)
        row.append(Token(hit.tag, hit.start, hit.end, text[hit.start : hit.end], hit.meanings))
        at = hit.end
    row += _plain(text, at, end, words, shouted, start, plain)
    row = _people(_compounds(row, text), text)
    row = [_sure(row, at) for at in range(len(row))]
    return [_describing(token, after) for token, after in zip(row, [*row[1:], None][: len(row)], strict=True)]


def _compounds(row: Sequence[Token], text: str) -> list[Token]:
    """Returns the row with names joined by a hyphen as one: «Франка-Вальтера» is a first name, «Мамин-Сибиряк» a surname."""
    made: list[Token] = []
    at = 0
    while at < len(row):
        token = row[at]
        if made and token.tag in HYPHENS and at + 1 < len(row) and _hyphenated(made[-1], token, row[at + 1]):
            first, last = made.pop(), row[at + 1]
            tag = "GIVEN" if "GIVEN" in (first.tag, last.tag) else "CAP"
            made.append(Token(tag, first.start, last.end, text[first.start : last.end]))
            at += 2
            continue
        made.append(token)
        at += 1
    return made


def _hyphenated(first: Token, hyphen: Token, last: Token) -> bool:
    return first.tag in COMPOUND and last.tag in COMPOUND and (first.end, last.start) == (hyphen.start, hyphen.end)


def _people(row: list[Token], text: str) -> list[Token]:
    """Returns the row with a first name and a surname of one known person as one token: «Владимир Владимирович Путин»."""
    made: list[Token] = []
    for token in row:
        made.append(token)
        if token.tag != "SURNAME":
            continue
        for words in range(min(LONGEST_GIVEN, len(made) - 1), 0, -1):
            first = made[-1 - words]
            given = fold_word(text[first.start : token.start].strip())
            known = tuple(
                k._replace(entry=replace(k.entry, tag="PERSON"), tag="PERSON") for k in token.known if given in k.entry.given
            )
            if known and first.text[:1].isupper():
                made[-1 - words :] = [Token("PERSON", first.start, token.end, text[first.start : token.end], known)]
                break
    return made


def _sure(row: Sequence[Token], at: int) -> Token:
    """Returns a token without the meanings that its place makes unlikely: «Перу Пушкина», "Michael Jordan"."""
    token = row[at]
    kept = tuple(known for known in token.known if not _unlikely(known, row, at))
    if len(kept) == len(token.known):
        return token
    return Token(kept[0].tag if kept else "CAP" if at else "FIRST", token.start, token.end, token.text, kept)


def _unlikely(known: Known, row: Sequence[Token], at: int) -> bool:
    hung = at + 1 < len(row) and row[at + 1].start == row[at].end and row[at + 1].text[:1] in HANGING  # "Mali'nin"
    if known.inside and not hung and (at == 0 or (at == 1 and row[0].tag in BEGINNING)):
        return True
    if not known.guarded:
        return False
    before, after = row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None
    if before and before.tag in STRANGE:
        return True
    leaning = before is not None and base(before.tag) in LEANT_ON
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


def _plain(
    text: str, start: int, end: int, words: Mapping[str, str], shouted: bool, first: int, plain: re.Pattern[str]
) -> Iterator[Token]:
    for found in plain.finditer(text, start, end):
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


def covered(row: Sequence[Token], mentions: Sequence[Mention]) -> set[int]:
    """Returns the numbers of a sentence's tokens that mentions share a letter with."""
    starts, ends = [token.start for token in row], [token.end for token in row]
    return {at for m in mentions for at in range(bisect_right(ends, m.start), bisect_left(starts, m.end))}
