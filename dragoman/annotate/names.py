"""Names of people that no table has, and who is the same under several forms of one.

A stretch of capitalised words is a person's name by named evidence: a first name, initials, a patronymic, the ending of a
surname, a word before it that only people have («эксперт», «господин»), a name by which the article has called somebody
in full, or the reader's word. What tables know keeps its mention; beside an office the name is a part of that mention.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dragoman.annotate.folding import fold_word
from dragoman.annotate.latin import slug
from dragoman.annotate.lexicon import base
from dragoman.annotate.nominative import Reading, readings
from dragoman.annotate.tokens import Token
from dragoman.annotate.tongue import Tongue
from dragoman.model import Mention, Span

LONGEST = 5  # words of a name
SHORTEST = 3  # letters of a surname that stands by itself
NAMES = frozenset({"CAP", "SURNAME", "GIVEN", "INITIAL", "PERSON"})
JOINING = frozenset({"PARTICLE"})
FAMILY = frozenset({"CAP", "SURNAME", "FIRST"})


class Spans:
    """Stretches of a text, asked whether one of them meets another. They do not overlap one another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Sorts them."""
        self._spans = sorted(spans, key=lambda span: span.start)
        self._ends = [span.end for span in self._spans]

    def meet(self, start: int, end: int) -> bool:
        """Tells whether one of them has a letter in common with text[start:end]."""
        at = bisect_right(self._ends, start)
        return at < len(self._spans) and self._spans[at].start < end


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words side by side that no mention holds. `before` is the token before them."""

    tokens: tuple[Token, ...]
    before: Token | None
    tongue: Tongue
    seen: Spans  # what the reader takes for people
    surnames: frozenset[str] = frozenset()  # folded forms of the surnames of people named in full

    def tags(self) -> list[str]:
        """Returns the words' tags."""
        return [token.tag for token in self.tokens]


Rule = Callable[[Run], tuple[int, int] | None]


def _ends(token: Token, run: Run, kind: str) -> bool:
    """Tells whether a word can be a form of a name with one of the endings of that kind."""
    endings = run.tongue.endings.get(kind, ())
    return any(r.nominative.lower().endswith(endings) for r in readings(token.text, "surname", run.tongue.paradigms))


def first_name(run: Run) -> tuple[int, int] | None:
    """«Павел Климкин», "Jean-Claude Juncker": a first name, and what follows it."""
    at = next((i for i, token in enumerate(run.tokens) if token.tag == "GIVEN"), None)
    if at is None or at + 1 >= len(run.tokens) or run.tokens[at + 1].tag not in NAMES:
        return None
    last = min(len(run.tokens), at + LONGEST)
    return at, last


def initials(run: Run) -> tuple[int, int] | None:
    """«В. И. Орлов», «Орлов В. И.»."""
    tags = run.tags()
    at = next((i for i, tag in enumerate(tags) if tag == "INITIAL"), None)
    if at is None:
        return None
    last = next((i for i in range(at, len(tags)) if tags[i] != "INITIAL"), len(tags))
    if last < len(tags) and len(run.tokens[last].text) > 1 and run.tokens[last].text[1:].islower():
        before = at - 1 if at and tags[at - 1] in ("GIVEN", "CAP") else at
        return before, last + 1
    return (at - 1, last) if at and tags[at - 1] in FAMILY and _ends(run.tokens[at - 1], run, "surname") else None


def patronymic(run: Run) -> tuple[int, int] | None:
    """«Исмаил Сулейманович Гасанов»: the word before a patronymic is a first name, whatever it is."""
    for at in range(1, len(run.tokens)):
        if _ends(run.tokens[at], run, "patronymic"):
            return at - 1, min(at + 2, len(run.tokens))
    return None


def surname_ending(run: Run) -> tuple[int, int] | None:
    """«Хулькар Дадабаева»: two words, the second with the ending of a surname; a sentence's first word may be any word."""
    for at in range(1, len(run.tokens)):
        if run.tokens[at].tag in ("CAP", "SURNAME") and _ends(run.tokens[at], run, "surname"):
            first = run.tokens[at - 1]
            whole = first.tag != "FIRST" or run.seen.meet(first.start, first.end)
            return (at - 1 if whole else at), at + 1
    return None


def called(run: Run) -> tuple[int, int] | None:
    """«эксперт Тань Ли», «господин Орлов»: a word before the name that only people have."""
    if run.before is None:
        return None
    office = base(run.before.tag) in ("OFFICE", "ENVOY")
    known = fold_word(run.before.text) in run.tongue.uses.get("occupations", ())
    inside = run.tokens[:3]
    if not (office or known) or any(not token.text[1:].replace("-", "").islower() for token in inside if len(token.text) > 2):
        return None
    alone = len(inside) == 1 and not _ends(inside[0], run, "surname") and not reader_says(run)  # «глава [Лиги] избирателей»
    return None if alone else (0, len(inside))


def named_before(run: Run) -> tuple[int, int] | None:
    """«Климкин» where «Павел Климкин» stands somewhere in the article."""
    for at, token in enumerate(run.tokens):
        if token.tag in FAMILY and fold_word(token.text) in run.surnames:
            start = at - 1 if at and run.tokens[at - 1].tag in ("GIVEN", "INITIAL") else at
            return start, at + 1
    return None


def reader_says(run: Run) -> tuple[int, int] | None:
    """What the reader takes for a person, with the capitalised words after it."""
    inside = [i for i, token in enumerate(run.tokens) if run.seen.meet(token.start, token.end)]
    return (inside[0], min(len(run.tokens), inside[-1] + 3)) if inside else None


# The first that answers wins; its name is the mention's rule.
RULES: tuple[Rule, ...] = (patronymic, first_name, initials, called, surname_ending, reader_says, named_before)


def people(
    rows: Sequence[Sequence[Token]], known: Sequence[Mention], seen: Sequence[Mention], text: str, tongue: Tongue
) -> list[Mention]:
    """Returns the people that only their names tell of, in order, with the nominative as `name`; the rest of `seen` too.

    `known` are the article's mentions by tables, `seen` the names that the reader found.
    """
    runs = list(_runs(rows, known, Spans(m.span for m in seen if m.kind == "person"), tongue))
    beside = _beside_offices(known, rows)
    found = [made for run in runs for made in _made(run, text)]
    surnames = frozenset(_forms([*(inside for _, inside in found), *beside], tongue))
    if surnames:  # once more, for those who are named shorter elsewhere
        found = [made for run in runs for made in _made(replace(run, surnames=surnames), text)]
    named = Spans(m.span for m, _ in found)
    others = [m for m in seen if m.kind != "person" and not named.meet(m.start, m.end)]
    return sorted([*_told(found, tongue), *others], key=lambda m: m.start)


def _runs(
    rows: Sequence[Sequence[Token]], known: Sequence[Mention], seen: Spans, tongue: Tongue
) -> Iterator[Run]:  # fmt: skip
    held = Spans(m.span for m in known)
    for row in rows:
        at = 0
        while at < len(row):
            last = at
            while last < len(row) and _joins(row, at, last) and not held.meet(row[last].start, row[last].end):
                last += 1
            if last > at:
                while row[last - 1].tag in JOINING:
                    last -= 1
                yield Run(tuple(row[at:last]), row[at - 1] if at else None, tongue, seen)
            at = max(last, at + 1)


def _joins(row: Sequence[Token], first: int, at: int) -> bool:
    tag = row[at].tag
    if at == first:
        return tag in NAMES or tag == "FIRST"
    near = row[at].start - row[at - 1].end <= (1 if row[at - 1].tag != "INITIAL" else 2)
    return near and (tag in NAMES or tag in JOINING)


def _made(run: Run, text: str) -> Iterator[tuple[Mention, tuple[Token, ...]]]:
    for rule in RULES:
        found = rule(run)
        if found:
            inside = run.tokens[found[0] : found[1]]
            start, end = inside[0].start, inside[-1].end
            words = text[start:end]
            yield Mention("person", None, words, start, end, words, f"name-{rule.__name__.replace('_', '-')}"), inside
            return


def _beside_offices(known: Iterable[Mention], rows: Iterable[Sequence[Token]]) -> list[tuple[Token, ...]]:
    """Returns the words of the names that stand beside an office."""
    parts = Spans(m.who for m in known if m.who)
    return [tuple(group) for row in rows for held, group in groupby(row, lambda t: parts.meet(t.start, t.end)) if held]


def _forms(names: Iterable[tuple[Token, ...]], tongue: Tongue) -> Iterator[str]:
    """Yields every form of the surnames of people named in full."""
    for inside in names:
        last = inside[-1]
        if len(inside) > 1 and len(last.text) >= SHORTEST and last.tag in NAMES - {"GIVEN", "INITIAL"}:
            for reading in readings(last.text, "surname", tongue.paradigms):
                forms = tongue.paradigms.forms(reading.nominative, f"surname_{reading.sex}")
                yield from (fold_word(form.text) for form in forms)


def _told(found: Sequence[tuple[Mention, tuple[Token, ...]]], tongue: Tongue) -> list[Mention]:
    """Returns the mentions with their names in the nominative and one entity for one person."""
    read = [_nominatives(inside, tongue) for _, inside in found]
    votes = Counter(nominative for options in read for nominative in {r.nominative for r in options})
    named = [_best(options, votes, tongue) for options in read]
    wholes = [_whole(inside, family, tongue) for (_, inside), family in zip(found, named, strict=True)]
    full: dict[str, str] = {}
    for (_, inside), family, whole in zip(found, named, wholes, strict=True):
        if len(inside) > 1 and family:
            full.setdefault(family.nominative, whole)
    made = []
    for (mention, inside), family, whole in zip(found, named, wholes, strict=True):
        name = mention.text if family is None else whole if len(inside) > 1 else full.get(family.nominative, whole)
        made.append(replace(mention, name=name, entity=f"name:{slug(name, tongue.language.sounds)}"))
    return made


def _surname(inside: tuple[Token, ...]) -> Token:
    """Returns the word of a name that is the surname: the last, or what stands before its initials."""
    return inside[-1] if inside[-1].tag != "INITIAL" else inside[0]


def _nominatives(inside: tuple[Token, ...], tongue: Tongue) -> list[Reading]:
    """Returns the ways to read the surname that agree with the first name in sex and case."""
    family = _surname(inside)
    options = list(readings(family.text, "surname", tongue.paradigms))
    for token in inside:
        if token is not family and token.tag not in ("INITIAL", "PARTICLE"):
            given = _given(token, tongue)
            options = [o for o in options if any(sex == o.sex and _agree(cases, o.cases) for sex, cases in given)] or options
    return options


def _given(token: Token, tongue: Tongue) -> list[tuple[str, frozenset[str]]]:
    """Returns whose a first name can be, in which cases: as the tables have it, else as its ending allows."""
    known = [(k.entry.sex, k.cases) for k in token.known if k.entry.tag == "GIVEN"]
    return known or [(r.sex, r.cases) for r in readings(token.text, "given", tongue.paradigms)]


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _best(options: Sequence[Reading], votes: Mapping[str, int], tongue: Tongue) -> Reading | None:
    """Returns the nominative that explains most forms of the article, of those the one that ends as surnames do."""
    endings = tongue.endings.get("surname", ())

    def likely(r: Reading) -> tuple[int, bool, bool, int, bool]:
        ends = r.nominative.lower().endswith(endings)
        return votes[r.nominative], ends, bool(r.cases), -len(r.nominative), r.sex == "m"

    return max(options, key=likely, default=None)


def _whole(inside: tuple[Token, ...], family: Reading | None, tongue: Tongue) -> str:
    """Returns the name with every part in the nominative."""
    if family is None:
        return " ".join(token.text for token in inside)
    last = _surname(inside)
    return " ".join(family.nominative if token is last else _first(token, family, tongue) for token in inside)


def _first(token: Token, family: Reading, tongue: Tongue) -> str:
    if token.tag in ("INITIAL", "PARTICLE"):
        return token.text
    known = [k for k in token.known if k.entry.tag == "GIVEN" and k.entry.sex == family.sex and _agree(k.cases, family.cases)]
    if known:
        return known[0].entry.name
    parts = token.text.split("-")
    return "-".join(_declined(part, family, tongue) for part in parts)


def _declined(word: str, family: Reading, tongue: Tongue) -> str:
    fitting = [r for r in readings(word, "given", tongue.paradigms) if r.sex == family.sex and r.cases & family.cases]
    return fitting[0].nominative if fitting else word


def part(mention: Mention, text: str) -> Mention | None:
    """Returns the name inside of an office's mention as a mention of its own; None where there is none."""
    if mention.who is None:
        return None
    words = text[mention.who.start : mention.who.end]
    return replace(
        mention, kind="person", start=mention.who.start, end=mention.who.end, text=words, rule="name-in-office",
        use="part", who=None,
    )  # fmt: skip
