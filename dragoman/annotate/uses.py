"""How a name stands in its sentence: it acts, it is a place, or it only describes. A first reading, by named rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import base
from dragoman.annotate.tokens import Token
from dragoman.model import Mention

NEAR = 2  # words between a place and the verb that makes a government of it: «в Москве также заявили»
PLACES = frozenset({"STATE", "CITY", "TOWN", "COLLECTIVE"})
DESCRIBING = frozenset({"ADJ", "NOUNADJ", "COLLADJ", "PREFIX"})
SUBJECTS = frozenset({"STATE", "CITY", "ORG", "SEAT", "PERSON", "SURNAME", "OFFICE", "ORGAN", "FORCE", "ENVOY", "MISSION"})
JOINING = frozenset({"AND", ","})
HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Standing:
    """A mention of one word in its sentence. `lists` are those of the language's uses.toml."""

    tokens: Sequence[Token]
    at: int
    mention: Mention
    starts: Mapping[int, Mention]  # the sentence's mentions by where they begin
    lists: Mapping[str, frozenset[str]]

    @property
    def token(self) -> Token:
        """Returns the mention's own token."""
        return self.tokens[self.at]

    @property
    def tag(self) -> str:
        """Returns the mention's tag, without what marks a dependent form."""
        return base(self.token.tag)

    def word(self, distance: int) -> str:
        """Returns the folded word so many tokens away, empty beyond the sentence."""
        place = self.at + distance
        return fold_word(self.tokens[place].text) if 0 <= place < len(self.tokens) else ""

    def within(self, name: str, *distances: int) -> bool:
        """Tells whether one of the words so many tokens away is in the list of that name."""
        return any(self.word(distance) in self.lists.get(name, ()) for distance in distances)


def _shared(s: Standing) -> str | None:
    """«турецкие, азербайджанские и казахстанские военные»: each of the adjectives acts as the last does."""
    at = s.at
    while at + 2 < len(s.tokens) and base(s.tokens[at].tag) in DESCRIBING and s.tokens[at + 1].tag in JOINING:
        at += 2
        last = s.starts.get(s.tokens[at].start)
        if last is not None and last.end > s.tokens[at].end and base(s.tokens[at].tag) in DESCRIBING:
            return "actor"
    return None


def _describes(s: Standing) -> str | None:
    """«турецкий рынок», «российско-»."""
    return "adjective" if s.tag in DESCRIBING else None


def _compound(s: Standing) -> str | None:
    """ "Tehran-backed rebels", "NATO-led force": whoever backs or leads does not act himself."""
    return "adjective" if s.word(1) in HYPHENS and s.within("compound", 2) else None


def _region(s: Standing) -> str | None:
    """«Карс», «Центральная Азия»: towns and regions do not act."""
    return "place" if s.mention.kind == "place" else None


def _ground(s: Standing) -> str | None:
    """«на территории Казахстана»; "Kazakhstan's border" and «граница Казахстана» only describe."""
    if s.tag not in PLACES:
        return None
    for step in (-1, -2):
        if s.within("ground", step) and (step == -1 or s.tokens[s.at - 1].tag in ("OF", "THE")):
            near = any(s.within(name, step - 1, step - 2) for name in ("locative", "at"))
            return "place" if near else "adjective"
    return "adjective" if s.within("ground", 2) and s.tokens[s.at + 1].tag == "POSS" else None


def _thing(s: Standing) -> str | None:
    """«экономика Казахстана», "the economy of Kazakhstan", "Kazakhstan's economy"."""
    if s.tag not in PLACES:
        return None
    governed = s.token.tag != s.tag and s.within("things", -1)
    of = s.at >= 2 and s.tokens[s.at - 1].tag == "OF" and s.within("things", -2)
    own = s.within("things", 2) and s.tokens[min(s.at + 1, len(s.tokens) - 1)].tag == "POSS"
    return "adjective" if governed or of or own else None


def _owning(s: Standing) -> str | None:
    """ "Suriye sınırında", «Қазақстан экономикасы»: what a place in front of it owns, bare or in the genitive."""
    if s.tag not in PLACES:
        return None
    after = 2 if s.at + 1 < len(s.tokens) and s.tokens[s.at + 1].tag == "POSS" else 1
    if s.within("ground_after", after):
        return "place"
    return "adjective" if s.within("things_after", after) else None


def _speaking(s: Standing) -> str | None:
    """«в Москве заявили», «считают в Баку»: those who speak there are its government."""
    if s.tag not in PLACES or not s.within("locative", -1):
        return None
    return "actor" if s.within("speech", *range(1, 1 + NEAR), *range(-1 - NEAR, -1)) else None


def _inflected(s: Standing) -> str | None:
    """ "Ankara'da", «Анкарада»: the form itself says that it is where something happens, or that those there speak."""
    if s.tag not in PLACES:
        return None
    cases = s.token.known[0].cases
    located = bool(cases) and cases <= s.lists.get("place_cases", frozenset())
    if not located and not s.within("place_suffixes", 1):
        return None
    attributive = s.token.text.endswith(tuple(s.lists.get("attributive", ()))) or s.within("attributive", 1)
    subject = any(base(token.tag) in SUBJECTS for token in s.tokens[: s.at])  # "Bakan Güler Ankara'da açıkladı"
    speaks = not attributive and not subject and s.within("speech", *range(1, 3 + NEAR))
    return "actor" if speaks else "place"


def _locative(s: Standing) -> str | None:
    """«в Турции», „в Баку", "in Moscow"."""
    if s.tag not in PLACES:
        return None
    if s.within("always", -1):
        return "place"
    cases = s.token.known[0].cases
    fits = not cases or not cases.isdisjoint(s.lists.get("locative_cases", ()))
    return "place" if fits and s.within("locative", -1) else None


RULES: tuple[Callable[[Standing], str | None], ...] = (
    _shared, _describes, _compound, _region, _ground, _thing, _owning, _speaking, _inflected, _locative,
)  # fmt: skip


def certain(mention: Mention) -> bool:
    """Tells whether a mention's use is told by its form, so that no reader knows better: "Ankara'da"."""
    return mention.rule.endswith("/inflected")


def with_uses(mentions: Sequence[Mention], tokens: Sequence[Token], lists: Mapping[str, frozenset[str]]) -> list[Mention]:
    """Returns the mentions with their use. Those of several words act; for the others the first rule that answers."""
    places = {token.start: at for at, token in enumerate(tokens)}
    starts = {mention.start: mention for mention in mentions}
    return [_with_use(m, places.get(m.start), starts, tokens, lists) for m in mentions]


def _with_use(
    mention: Mention, at: int | None, starts: Mapping[int, Mention], tokens: Sequence[Token],
    lists: Mapping[str, frozenset[str]],
) -> Mention:  # fmt: skip
    if at is None or mention.end != tokens[at].end or not tokens[at].known:
        return mention
    standing = Standing(tokens, at, mention, starts, lists)
    for rule in RULES:
        use = rule(standing)
        if use:
            place = use == "place" and standing.tag == "CITY"
            kind = "place" if place else mention.kind
            return replace(mention, use=use, kind=kind, rule=f"{mention.rule}/{rule.__name__.strip('_')}")
    return mention
