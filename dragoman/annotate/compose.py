"""Mentions of several words: «министр обороны Турции Яшар Гюлер», "Russian Foreign Ministry spokeswoman Maria Zakharova"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.annotate.folding import fold_word
from dragoman.annotate.lexicon import Entry, base
from dragoman.annotate.offices import HOLDER, office_of
from dragoman.annotate.patterns import Match
from dragoman.annotate.tokens import Token
from dragoman.model import Mention, Span

# Tags of words that say whose an actor is, and of words that name the actor; the former of two has the kind.
OWNERS = frozenset({"ADJ", "NOUNADJ", "STATE", "CITY", "SEAT", "ORG", "COLLECTIVE", "COLLADJ"})
OFFICES = ("OFFICE", "ENVOY")
FAMILY = ("CAP", "SURNAME", "GIVEN", "INITIAL")
INITIAL_LETTERS = 3  # of a first name, enough to know it however it is spelt: «Касыма-Жомарта», «Кассым»
ALLY = "ally"
STATES = ("STATE", "CITY", "SEAT")
HEADS = (*OFFICES, "MISSION", "FORCE", "ORGAN", "GROUP")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens of a match, sorted by what they do in it."""

    rule: str
    words: Sequence[Token]  # without seat and name
    who: Sequence[Token]
    self: Sequence[Token]
    start: int
    bare_end: int  # without the name
    end: int
    head_last: bool  # the word that says what the actor is stands last: «Ресей Қорғаныс министрлігінің өкілі»

    @property
    def heads(self) -> Sequence[Token]:
        """Returns the words for offices and organs, that of the actor first."""
        found = [token for token in self.words if token.known and base(token.tag) in HEADS]
        return found[::-1] if self.head_last else found

    def first(self, tags: Sequence[str] | frozenset[str]) -> Entry | None:
        """Returns the entry of the first word that has one of the tags."""
        return next((w.known[0].entry for w in self.words if base(w.tag) in tags and w.known), None)


def phrase(match: Match, tokens: Sequence[Token], head_last: bool = False) -> Phrase:
    """Returns a match's tokens in their parts."""
    who, seat = match.parts.get("who", (match.end, match.end)), match.parts.get("seat", (0, 0))
    self = match.parts.get("self", (0, 0))
    words = [tokens[i] for i in range(match.start, who[0]) if not seat[0] <= i < seat[1]]
    bare = max(match.start + 1, who[0])
    return Phrase(
        match.rule, words, tokens[who[0] : who[1]], tokens[self[0] : self[1]],
        tokens[match.start].start, tokens[bare - 1].end, tokens[match.end - 1].end,
        head_last,
    )  # fmt: skip


def person(who: Sequence[Token], owner: str | None, seen: frozenset[str]) -> Entry | None:
    """Returns whom a name means beside an office of `owner`: somebody of that state, or whom the article has named."""
    entries = [
        known.entry
        for token in who
        for known in token.known
        if known.entry.kind == "person" and _name_fits(who, token, known.entry, owner)
    ]
    fitting = sorted(
        (e for e in entries if owner is None or not e.codes.isdisjoint({owner, owner.partition(":")[0]})),
        key=lambda e: not e.alone,
    )
    sure = [e for e in fitting if e.entity in seen or e.tag == "PERSON"]
    return next(iter(sure or (e for e in fitting if e.alone or owner)), None)


def _name_fits(who: Sequence[Token], at: Token, entry: Entry, owner: str | None) -> bool:
    """A surname beside another name must be its person's: not «Павел Иванов»; oddly spelt first names do no harm."""
    others = [token for token in who if token is not at and token.tag in FAMILY]
    unmistakable = entry.alone and owner is not None
    return not others or entry.tag == "PERSON" or unmistakable or any(first_name_fits(o, entry) for o in others)


def first_name_fits(name: Token, entry: Entry) -> bool:
    """Tells whether a first name or initial before a surname can be this person's: «Павел» is not Sergei Ivanov's."""
    first = fold_word(name.text)
    letters = 1 if name.tag == "INITIAL" else INITIAL_LETTERS
    return any(first[:letters] == given[:letters] for given in entry.given)


def composed(
    match: Match, tokens: Sequence[Token], text: str, seen: frozenset[str], head_last: bool = False
) -> Mention | None:  # fmt: skip
    """Returns the mention that a match is; None where nothing in it says whose the actor is."""
    found = phrase(match, tokens, head_last)
    if found.self:
        return _whole(found, found.self[0].known[0].entry, text) if _one_state(found) else None
    owner = found.first(OWNERS)
    named = person(found.who, owner.code if owner else None, seen)
    if owner is None and named is None:
        return None
    if found.who and (not _agrees(found) or (named is None and not _takes_name(found))):
        return _office(found, owner, text, found.bare_end) if owner else None
    if found.who:
        return _named(found, owner, named, text)
    return _office(found, owner, text, found.end) if owner else None


def _agrees(found: Phrase) -> bool:
    """«сказал журналистам Дмитрий Песков»: a name in another case than the office before it is somebody else's."""
    cases = [token.known[0].cases for token in (*found.heads[:1], *found.who) if token.known]
    told = [case for case in cases if case]
    return not told or bool(frozenset.intersection(*told))


def _one_state(found: Phrase) -> bool:
    """A seat belongs to one state: «Верховная Рада Украины», "Russia's FSB"; never two, as in "Polish Kremlin"."""
    seat = found.self[0].known[0].entry
    owners = [t.known[0].entry.code for t in found.words if base(t.tag) in OWNERS and t.known]
    return seat.tag != "SEAT" or all(code == seat.code for code in owners)


def _takes_name(found: Phrase) -> bool:
    """An unknown name belongs to an office, not to an organ; a known person of another state to neither."""
    known = any(token.tag == "PERSON" for token in found.who)
    return found.first(OFFICES) is not None and not known


def _head(found: Phrase) -> Entry:
    heads = [token for token in found.heads if base(token.tag) in OFFICES] or found.heads
    return heads[0].known[0].entry if heads else Entry("GROUP", "organisation")


def _sector(head: Entry, owner: Entry | None) -> str | None:
    """An organisation's officials are no government: «генсек НАТО»; its troops are troops."""
    return owner.sector if owner and owner.tag == "ORG" and head.sector == "GOV" else head.sector


def _somebody_else(head: Entry, owner: Entry) -> bool:
    """«союзник России», "Ukraine's partners" are not the state that they are of; «турецкие партнёры» are Turkey."""
    return head.role == ALLY and owner.tag in STATES


def _named(found: Phrase, owner: Entry | None, named: Entry | None, text: str) -> Mention:
    words = text[found.start : found.end]
    name = named.name if named else " ".join(token.text for token in found.who)
    code = owner.code if owner else named.code if named else None
    sector = _sector(_head(found), owner) or (named.sector if named else None)
    entity = named.entity if named else None
    rule = found.rule if owner else found.rule + HOLDER
    return Mention(
        "office", code, name, found.start, found.end, words, rule, sector=sector, entity=entity,
        office=office_of(found.words, found.heads), who=Span(found.who[0].start, found.who[-1].end),
    )  # fmt: skip


def _office(found: Phrase, owner: Entry, text: str, end: int) -> Mention:
    head, words = _head(found), text[found.start : end]
    kind = "organisation" if owner.members else head.kind
    code = None if (owner.members and not owner.code) or _somebody_else(head, owner) else owner.code
    return Mention(
        kind, code, " ".join(words.split()), found.start, end, words, found.rule,
        sector=_sector(head, owner), entity=owner.entity if owner.members else None, members=owner.members,
        office=office_of(found.words, found.heads),
    )  # fmt: skip


def _whole(found: Phrase, entry: Entry, text: str) -> Mention:
    words = text[found.start : found.end]
    return Mention(
        entry.kind, entry.code, entry.name, found.start, found.end, words, found.rule, "actor", entry.sector,
        entity=entry.entity, members=entry.members,
    )  # fmt: skip
