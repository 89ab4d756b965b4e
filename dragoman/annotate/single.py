"""Names that stand by themselves: «Казахстан», "NATO", «Анкара», «турецкий»."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.annotate.compose import first_name_fits
from dragoman.annotate.lexicon import Entry, base
from dragoman.annotate.tokens import Token
from dragoman.model import Mention

Named = Callable[[Sequence[Token], int, frozenset[str]], Entry | None]
NAMES = frozenset(
    [
        "STATE",
        "CITY",
        "SEAT",
        "ORG",
        "COLLECTIVE",
        "GROUPING",
        "PEOPLE",
        "PERSON",
        "COMPANY",
        "OUTLET",
        "WEAPON",
        "TOWN",
        "ADJ",
        "NOUNADJ",
        "COLLADJ",
        "PREFIX",
    ]
)
HYPHENS = "-‑–"
BESIDE = frozenset({"CAP", "GIVEN", "FIRST", "INITIAL"})  # of a name that is not ours
OTHERS = frozenset({"CAP", "GIVEN", "INITIAL"})  # these make a guarded name part of another: «Ван» in «Ван Вэньтао»


def table_name(tokens: Sequence[Token], at: int, seen: frozenset[str]) -> Entry | None:
    """Returns the entry of a name that means the same everywhere."""
    known = tokens[at].known[0]
    if base(tokens[at].tag) not in NAMES or (known.guarded and _part_of_a_name(tokens, at)):
        return None
    alone = known.entry.tag == "PREFIX" and not (at + 1 < len(tokens) and tokens[at + 1].text[0] in HYPHENS)
    return None if alone else known.entry  # «генерал Франко» is not «франко-»


def surname(tokens: Sequence[Token], at: int, seen: frozenset[str]) -> Entry | None:
    """Returns whom a bare surname means: somebody the article has named in full, or whom everybody knows by it."""
    token = tokens[at]
    if token.tag != "SURNAME" and not (token.tag == "PEOPLE" and at and token.text[0].isupper()):  # «Немцов»
        return None
    guard = _part_of_a_name(tokens, at)
    entries = [k.entry for k in token.known if k.entry.tag == "SURNAME" and not (k.guarded and guard)]
    before = _names_before(tokens, at)
    if before:
        entries = [e for e in entries if first_name_fits(before[0], e)]
    sure = [e for e in entries if e.entity in seen or (before and before[0].tag != "INITIAL")]
    return next(iter(sure or (e for e in entries if e.alone)), None)


def _part_of_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Tells whether a capitalised word that no table is sure of stands right beside: "Li" in "Li Wei"."""
    return any(
        0 <= place < len(tokens)
        and (tokens[place].tag in OTHERS or _unsure(tokens[place]))
        and max(tokens[place].start, tokens[at].start) - min(tokens[place].end, tokens[at].end) <= 1
        for place in (at - 1, at + 1)
    )


def _unsure(token: Token) -> bool:
    return token.tag == "SURNAME" and all(known.guarded for known in token.known)


def _names_before(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    start = at
    while start and (tokens[start - 1].tag in BESIDE or _middle(tokens, start - 1)) and _touch(tokens, start - 1):
        start -= 1
    return [token for token in tokens[start:at] if token.tag != "FIRST"]


def _middle(tokens: Sequence[Token], at: int) -> bool:
    """Tells whether a surname is one name of several: «Ахмед [Шариф] Чаудхри» is neither Sharif nor Chaudhry."""
    before = bool(at) and tokens[at - 1].tag in (*BESIDE, "SURNAME") and _touch(tokens, at - 1)
    return before and tokens[at].tag == "SURNAME"


def _touch(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at + 1].start - tokens[at].end <= 1


def thing(tokens: Sequence[Token], at: int, seen: frozenset[str]) -> Entry | None:
    """Returns what a surname means that is nobody's here, as «Байрактар» is also a drone."""
    if tokens[at].tag != "SURNAME":
        return None
    return next((known.entry for known in tokens[at].known if base(known.tag) in NAMES), None)


RULES: tuple[tuple[str, Named], ...] = (("surname", surname), ("name", table_name), ("thing", thing))


def singles(tokens: Sequence[Token], text: str, seen: frozenset[str]) -> list[Mention]:
    """Returns a mention for each name that the tables know, composed with nothing."""
    found = []
    for at, token in enumerate(tokens):
        for rule, named in RULES if token.known else ():
            entry = named(tokens, at, seen)
            if entry:
                before = _names_before(tokens, at) if rule == "surname" else ()
                first = before[0] if before and first_name_fits(before[0], entry) else token  # «С. Сквернялис»
                found.append(_mention(first.start, token, entry, rule, text))
                break
    return found


def _mention(start: int, token: Token, entry: Entry, rule: str, text: str) -> Mention:
    return Mention(
        entry.kind, entry.code, entry.name, start, token.end, text[start : token.end], rule,
        "adjective" if base(entry.tag) in ("ADJ", "NOUNADJ", "COLLADJ", "PREFIX") else "actor",
        entry.sector, entity=entry.entity, members=entry.members,
    )  # fmt: skip
