"""Which office a phrase is: «глава Минобороны», "министр обороны" are a defence minister; and who held it on a day.

An organ's role is the office that leads it, so «глава МИД» is its foreign minister, «замминистра» is none of these.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.actors import Actors
from dragoman.annotate.lexicon import base
from dragoman.annotate.tokens import Token
from dragoman.model import Mention

HEADS = frozenset({"OFFICE", "ORGAN"})
LEADS = "lead"  # «глава», «руководитель»: of what follows
SPEAKS = "speak"  # «официальный представитель», «пресс-секретарь»
OF_STATE = "of-state"  # "Başkan": a president where a state is named, a chairman elsewhere
LEADER = "leader"  # «казахский лидер»: of a state, one of the two who lead it, as the page names them
WITH_OWNER = frozenset({LEADS, SPEAKS, OF_STATE, LEADER})
LEADERS = ("head-of-state", "head-of-government")
STATES = frozenset({"STATE", "ADJ", "NOUNADJ"})
OWNERS = frozenset({"STATE", "ORG", "SEAT", "COLLECTIVE", "CITY"})
FORMER = "former"  # «бывший», «экс-»: whatever it was, he is it no longer
SPOKEN = {
    "head-of-state": "spokesperson",
    "head-of-government": "government-spokesperson",
    "foreign-minister": "foreign-ministry-spokesperson",
    "defence-minister": "defence-ministry-spokesperson",
}
# A role that states give different places: a president of Iran heads the government, of China the state.
HOLDER = "/holder"  # how a rule ends whose match names no state, only who holds the office
INSTEAD = {"head-of-state": "head-of-government"}


def office_of(words: Sequence[Token], heads: Sequence[Token]) -> str | None:
    """Returns the office that a phrase is (head-of-state, foreign-minister ...); None where it is none that tables have.

    `heads` are those of the words that name offices and organs, the one of whom the phrase speaks first.
    """
    if any(known.entry.role == FORMER for token in words for known in token.known):
        return None
    told = [(base(token.tag), token.known[0].entry) for token in heads]
    ranked = [(tag, entry.role) for tag, entry in told if entry.role or entry.sector != "MIL"]  # «генерал» is no office
    roles = [(tag, role) for tag, role in ranked if tag in HEADS]
    if not roles or ranked[0] != roles[0]:
        return None
    (tag, first), rest = roles[0], roles[1:]
    if first in WITH_OWNER:
        return _of_its_owner(first, rest, words)
    return first or None if tag == "OFFICE" and all(other == "ORGAN" for other, _ in rest) else None


def _of_its_owner(role: str, rest: Sequence[tuple[str, str]], words: Sequence[Token]) -> str | None:
    """Returns the office that a word is only with what it is of: «глава МИД», «пресс-секретарь Кремля», "ABD Başkanı"."""
    owners = [token for token in words if token.known and base(token.tag) in OWNERS]
    if role == OF_STATE:
        state = owners and all(base(token.tag) == "STATE" for token in owners)
        return "head-of-state" if state and not rest else None
    if role == LEADER:
        state = [token for token in words if token.known and base(token.tag) in STATES]
        return LEADER if state and not rest else None
    states = [token for token in owners if base(token.tag) == "STATE"]
    if role == LEADS and states == owners and states and not rest:  # «глава Казахстана»
        return LEADER
    seats = [token.known[0].entry for token in owners if base(token.tag) == "SEAT"]
    if role == LEADS and not rest and seats:
        return seats[0].role or None
    if role == LEADS:
        return rest[0][1] or None if len(rest) == 1 and rest[0][0] == "ORGAN" else None
    if rest:
        return SPOKEN.get(rest[0][1]) if len(rest) == 1 else None
    return "spokesperson" if seats and seats[0].sector == "GOV" and not seats[0].role else None


def led(mentions: Sequence[Mention], date: str | None, actors: Actors) -> tuple[Mention, ...]:
    """Returns the mentions, a state's nameless leader as the one of its two heads whom the page names; else in no office.

    On a page without a date, one of those who lead it now.
    """
    named = {m.entity for m in mentions if m.entity}
    return tuple(_led(m, named, date, actors) if m.office == LEADER else m for m in mentions)


def _led(mention: Mention, named: Collection[str], date: str | None, actors: Actors) -> Mention:
    leaders = {
        person.id: office
        for office in reversed(LEADERS)  # who is both is head of state
        for person in actors.office_holders(mention.code or "", office, date)
    }
    if mention.entity:
        return replace(mention, office=leaders.get(mention.entity))
    here = [(who, office) for who, office in leaders.items() if who in named]
    who, office = here[0] if len(here) == 1 else (None, None)
    return replace(mention, entity=who, office=office)


def held(mention: Mention, date: str | None, actors: Actors) -> Mention:
    """Returns an office without a name with whoever held it on that day, where the tables are sure of one."""
    if mention.kind != "office" or mention.who or not mention.office or not mention.code or date is None:
        return mention
    for office in (mention.office, INSTEAD.get(mention.office, "")):
        holders = {person.id for person in actors.office_holders(mention.code, office, date)} if office else set()
        if holders:
            return replace(mention, entity=holders.pop()) if len(holders) == 1 else mention
    return mention


def by_office(mention: Mention, actors: Actors) -> Mention:
    """Returns a named holder of an office with the state in which he held it: «премьер Марк Рюте» is the Netherlands, not NATO.

    Where he held it in several, or in none that the tables know, he stays whose he was taken for.
    """
    person = actors.people.get(mention.entity or "") if mention.rule.endswith(HOLDER) else None
    if person is None or not mention.office:
        return mention
    places = {held.code for held in person.offices if held.office in (mention.office, INSTEAD.get(mention.office or ""))}
    return replace(mention, code=places.pop()) if len(places) == 1 else mention
