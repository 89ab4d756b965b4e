"""The two who were named, where a page says «обе страны», "the two governments", «Стороны договорились», "They discussed"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import DEPENDENT
from dragoman.annotate.tokens import Token
from dragoman.languages import Language, fold
from dragoman.model import Mention

RULE = "again-both"
PAIR = 2
EARLY = 4  # words before «они» that say when or where
PEOPLE = frozenset({"person", "office", "pronoun"})
SIDED = frozenset({"state", "organisation", "office", "person", "pronoun", "force", "people"})  # kinds that can be a side
LINKS = frozenset({"OF", "THE", "POSS"})  # may stand between: „на страната", "of the country", "the country's"
OPENING = frozenset(',;:—–-(«„“"')  # a clause may begin behind these


class Parties:
    """The last two who were named beside each other in an article. One for each article."""

    def __init__(self, language: Language, uses: Mapping[str, frozenset[str]]) -> None:
        """Begins with nobody. `uses` are the lists of the language's uses.toml."""
        self._language, self._uses = language, uses
        self._last: tuple[str, ...] = ()
        self._people = False  # whether those of the sentence before are two people

    def keep(self, mentions: Sequence[Mention], text: str) -> None:
        """Keeps the two of a sentence, whose mentions these are, if it has two."""
        two, again = self._two(mentions, text), any(m.rule == RULE for m in mentions)
        acting = [m for m in mentions if m.use == "actor"]
        self._people = (again and self._people) or (bool(two) and all(m.kind in PEOPLE for m in acting))
        self._last = two or self._last

    def find(self, row: Sequence[Token], free: Sequence[int], named: Sequence[Mention], text: str) -> list[Mention]:
        """«обе страны», "the two governments", «Стороны договорились»: the two named before in the sentence, or the last two."""
        found: list[Mention] = []
        loose = frozenset(free)
        for at in free:
            last = self._pair(row, at, named)
            if last is None or not loose.issuperset(range(at, last + 1)) or (found and found[-1].end > row[at].start):
                continue
            parties = _acting([m for m in named if m.end <= row[at].start])
            parties = parties if len(parties) == PAIR else self._last
            if parties:
                start, end = row[at].start, row[last].end
                words = text[start:end]
                found.append(Mention("people", None, words, start, end, words, RULE, members=parties))
        return found

    def _two(self, mentions: Sequence[Mention], text: str) -> tuple[str, ...]:
        """Returns the two of a sentence: the only two who may act, or the first two where "and" joins them.

        None where it tells of two that were named before.
        """
        if any(m.rule == RULE for m in mentions):
            return ()
        codes = _acting(mentions)
        if len(codes) == PAIR:
            return codes
        acting = [m for m in mentions if m.use == "actor" and m.kind in SIDED and m.code]
        for one, other in pairwise(acting[:PAIR]):
            between = fold(text[one.end : other.start]).strip()
            if between in self._language.joined_by and one.code != other.code:
                return str(one.code), str(other.code)
        return ()

    def _pair(self, row: Sequence[Token], at: int, named: Sequence[Mention]) -> int | None:
        """Returns the last token of the words for two that begin at a token; None where none do."""
        word = fold_word(row[at].text)
        opens = at == 0 or row[at - 1].text in OPENING or fold_word(row[at - 1].text) in self._uses.get("that", ())
        beside = at and fold_word(row[at - 1].text) in self._uses.get("both_not_after", ())  # «по обе стороны», "on both sides"
        bare = word in self._uses.get("behind_the", ()) and not (at and row[at - 1].tag == "THE")  # "two ministers": any two
        if word in self._uses.get("both", ()) and not beside and not bare:
            for last in range(at + 1, min(at + 4, len(row))):
                if fold_word(row[last].text).startswith(tuple(self._uses.get("pairs", ()))):
                    return None if last + 1 < len(row) and row[last + 1].tag in LINKS else last
                if row[last].tag not in ("WORD", "THE"):
                    break
            return at if word in self._uses.get("both_alone", ()) and opens else None
        after = row[at + 1] if at + 1 < len(row) else None
        if opens and after and word in self._uses.get("the_sides", ()) and not after.tag.endswith(DEPENDENT):
            return at
        if (
            opens
            and after
            and word in self._uses.get("leaders", ())
            and after.text.endswith(tuple(self._uses.get("verbs_end", ())))
        ):
            return at
        if self._people and word in self._uses.get("they", ()) and self._first_named(row, at, named):
            return at
        if opens and row[at].tag == "THE" and at + 1 < len(row) and fold_word(row[at + 1].text) in self._uses.get("sides", ()):
            return None if at + 2 < len(row) and row[at + 2].tag in LINKS else at + 1
        return None

    def _first_named(self, row: Sequence[Token], at: int, named: Sequence[Mention]) -> bool:
        """Tells whether nobody is named before a word that is among the first of its clause: «В этом месяце они встретились»."""
        before = row[:at]
        return (
            at <= EARLY and not any(m.start < row[at].start for m in named) and all(token.text[0].isalnum() for token in before)
        )


def _acting(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Returns the codes of those who act, where there are several; a collective counts as its members."""
    acting = (m for m in mentions if m.use == "actor" and m.kind in SIDED)
    codes = tuple(dict.fromkeys(code for m in acting for code in ((m.code,) if m.code else m.members)))
    return codes if len(codes) > 1 else ()
