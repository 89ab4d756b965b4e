"""Who is meant when a page says it shorter the second time: «Минобороны Казахстана … в Минобороны», «Атанас Запрянов … Запрянов».

A bare office, organ or force is the last one with that word whose owner the article named; a bare surname is whoever bore
it in full beside an office. Both are known only further on in the same article. What was never named in full stays
unknown: «президент» alone may be anybody's. A pronoun that opens a sentence is the first who acts in the sentence before,
where that is a person, and not one known to be of the other sex: «Лавров прибыл в Баку. Он встретился …».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.actors import Person
from dragoman.annotate.compose import HEADS, base
from dragoman.annotate.folding import fold_word
from dragoman.annotate.tokens import Token
from dragoman.languages import Language
from dragoman.model import Mention
from dragoman.text import stem

SHORTEST = 4  # letters of a surname that is known again by itself
PEOPLE = frozenset({"person", "office"})
FAMILY = frozenset({"CAP", "SURNAME"})
BARE = frozenset({"CAP", "FIRST"})
MODIFIED = frozenset({"QUAL", "QUAL_GEN"})
SHORT = frozenset({"OFFICE", "ENVOY", "MISSION", "FORCE", "ORGAN"})  # not GROUP: «страны», «партии» of others


class Named:
    """What an article has named in full so far. One for each article."""

    def __init__(self, language: Language, uses: Mapping[str, frozenset[str]], people: Mapping[str, Person]) -> None:
        """Begins with nothing. `uses` are the lists of the language's uses.toml, `people` the table of them."""
        self._language, self._people_known = language, people
        self._pronouns = {"m": uses.get("he", frozenset()), "f": uses.get("she", frozenset())}
        self._plural = tuple(uses.get("plural", ()))
        self._heads: dict[str, Mention] = {}
        self._people: dict[str, Mention] = {}
        self._before: Mention | None = None  # the first who acts in the sentence before, if a person

    def read(self, row: Sequence[Token], mentions: Sequence[Mention], text: str) -> list[Mention]:
        """Returns a sentence's mentions with those that are named again in short; keeps what it names in full."""
        free = [at for at, token in enumerate(row) if not any(m.start < token.end and token.start < m.end for m in mentions)]
        again = [found for at in free for found in self._again(row, at, text)]
        if free[:1] == [0] and self._before and self._means(fold_word(row[0].text), self._before):
            token = row[0]
            again.append(replace(self._before, start=token.start, end=token.end, text=token.text, rule="again-pronoun"))
        for mention in mentions:
            self._keep(mention, [token for token in row if mention.start <= token.start and token.end <= mention.end])
        whole = sorted([*mentions, *again], key=lambda m: m.start)
        self._before = next((m for m in whole if m.use == "actor" and m.code), None)
        if self._before and self._before.kind not in PEOPLE:
            self._before = None
        return whole

    def _means(self, word: str, person: Mention) -> bool:
        """Tells whether a word is a pronoun for that person; of somebody in no table the sex is not known."""
        known = self._people_known.get(person.entity or "")
        sexes = (known.sex,) if known else tuple(self._pronouns)
        return any(word in self._pronouns.get(sex, ()) for sex in sexes)

    def _again(self, row: Sequence[Token], at: int, text: str) -> list[Mention]:
        token = row[at]
        if base(token.tag) in SHORT:
            known, rule = self._heads.get(self._key(token)), "again-office"
        elif token.tag in BARE and len(token.text) >= SHORTEST and not _beside_a_name(row, at):
            known, rule = self._people.get(stem(token.text, self._language)), "again-name"
        else:
            return []
        if known is None:
            return []
        start = row[at - 1].start if at and row[at - 1].tag in MODIFIED else token.start
        words = text[start : token.end]
        return [replace(known, start=start, end=token.end, text=words, rule=rule, use="actor")]

    def _keep(self, mention: Mention, inside: Sequence[Token]) -> None:
        if mention.code is None or mention.use == "adjective" or len(inside) < 2:
            return
        for token in inside:
            if base(token.tag) in SHORT:
                self._heads[self._key(token)] = mention
        last = inside[-1]
        if last.tag in FAMILY and len(last.text) >= SHORTEST and any(base(t.tag) in HEADS for t in inside):
            self._people[stem(last.text, self._language)] = replace(mention, kind="person", name=_family(inside))

    def _key(self, token: Token) -> str:
        """«министра обороны» is the «министр обороны» of before, «министры» are others."""
        first, _, rest = fold_word(token.text).partition(" ")
        number = "many" if first.endswith(self._plural) else "one"
        return f"{number} {stem(first, self._language)} {rest}"


def _beside_a_name(row: Sequence[Token], at: int) -> bool:
    """«Илья Запрянов» is somebody else than the Запрянов who was named."""
    near = [row[place].tag for place in (at - 1, at + 1) if 0 <= place < len(row)]
    return any(tag in ("CAP", "GIVEN", "INITIAL", "PERSON", "SURNAME") for tag in near)


def _family(inside: Sequence[Token]) -> str:
    """Returns the name at the end of a mention, without the office."""
    name: list[str] = []
    for token in reversed(inside):
        if token.tag not in ("CAP", "SURNAME", "GIVEN", "INITIAL", "PERSON"):
            break
        name.append(token.text)
    return " ".join(reversed(name))
