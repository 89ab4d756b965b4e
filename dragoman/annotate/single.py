"""Names that stand by themselves: «Казахстан», "NATO", «Анкара», «турецкий»."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.annotate.compose import base
from dragoman.annotate.lexicon import Entry
from dragoman.annotate.tokens import Token
from dragoman.model import Mention

Named = Callable[[Sequence[Token], int, frozenset[str]], Entry | None]
NAMES = frozenset(
    "STATE CITY SEAT ORG COLLECTIVE GROUPING PEOPLE PERSON COMPANY OUTLET WEAPON TOWN ADJ NOUNADJ COLLADJ PREFIX".split()
)
BESIDE = frozenset({"CAP", "GIVEN", "FIRST", "INITIAL"})  # of a name that is not ours


def table_name(tokens: Sequence[Token], at: int, seen: frozenset[str]) -> Entry | None:
    """Returns the entry of a name that means the same everywhere."""
    return tokens[at].known[0].entry if base(tokens[at].tag) in NAMES else None


def surname(tokens: Sequence[Token], at: int, seen: frozenset[str]) -> Entry | None:
    """Returns whom a bare surname means: somebody the article has named in full, or whom everybody knows by it."""
    token = tokens[at]
    if token.tag != "SURNAME":
        return None
    entries = [known.entry for known in token.known if known.entry.tag == "SURNAME"]
    before = _names_before(tokens, at)
    if before:
        first = before[0].text.lower().replace("ё", "е")
        entries = [e for e in entries if any(first.startswith(g) or g.startswith(first[:1] + ".") for g in e.given)]
    sure = [e for e in entries if e.entity in seen or before]
    return next(iter(sure or (e for e in entries if e.alone)), None)


def _names_before(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    start = at
    while start and tokens[start - 1].tag in BESIDE and tokens[start].start - tokens[start - 1].end <= 1:
        start -= 1
    return [token for token in tokens[start:at] if token.tag != "FIRST"]


RULES: tuple[tuple[str, Named], ...] = (("name", table_name), ("surname", surname))


def singles(tokens: Sequence[Token], text: str, seen: frozenset[str]) -> list[Mention]:
    """Returns a mention for each name that the tables know, composed with nothing."""
    found = []
    for at, token in enumerate(tokens):
        for rule, named in RULES if token.known else ():
            entry = named(tokens, at, seen)
            if entry:
                found.append(_mention(token, entry, rule, text))
                break
    return found


def _mention(token: Token, entry: Entry, rule: str, text: str) -> Mention:
    return Mention(
        entry.kind, entry.code, entry.name, token.start, token.end, text[token.start : token.end], rule,
        "adjective" if base(entry.tag) in ("ADJ", "NOUNADJ", "COLLADJ", "PREFIX") else "actor",
        entry.sector, entity=entry.entity, members=entry.members,
    )  # fmt: skip
