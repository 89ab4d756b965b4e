"""What is consistent: named functions that look at a draft, correct it or note what is odd about it.

The name of each that speaks stays with the row and weighs in its confidence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from dragoman.codebook import TOGETHER
from dragoman.coding.confidence import TAKES_PART
from dragoman.coding.drafts import Draft, speaking
from dragoman.coding.seen import Seen, parties
from dragoman.coding.wars import attackers, over_a_war
from dragoman.languages import fold, phrases_pattern
from dragoman.model import Mention, Participant, Sentence, codes

# What an act that somebody will not do is, by its type.
REFUSED = {
    "AGREE": "refuse-demand", "CONSULT": "refuse-meeting", "SUPPORT": "refuse-demand", "CONCEDE": "refuse-yield",
    "COOPERATE": "refuse-help", "AID": "refuse-help", "RETREAT": "refuse-yield",
}  # fmt: skip
# Types that need nobody to be done to: forces moved, withdrawn; people who demonstrate; an attack on who is not named.
UNDIRECTED = frozenset({"MOBILIZE", "RETREAT", "PROTEST", "ASSAULT"})
TIED, ALLY, MARKS = 80, 3, '«»„“”"(),—–'  # letters and words before an organisation in which an ally is named
AS_A_BODY = frozenset({"meet-multilateral", "hold-exercise-joint", "agree"})  # "NATO held a summit", "the EU agreed"
BODY = "body"  # the part of who is joined or left
UNSURE = frozenset({"hypothetical", "planned", "proposed"})  # statuses of what may be meant as a forecast
CLAUSE = re.compile(r"[,;:()–—]")
SOON = r"(?:\s+\w+){0,2}\s*$"  # at most two words up to the end
PREPOSITION = 3  # letters of the longest
NEAR, BEHIND = 2, 5  # words before and behind a verb among which is what it gives: "gave the junta a new ultimatum"
STOPS = "«»„“”\"'.!?"
BEFORE = 400  # letters before a sentence in which somebody who acts on in it is named
ACTS_ON = frozenset({"state", "office", "person", "pronoun"})  # kinds of mentions that a story goes on with


def checked(draft: Draft) -> Draft:
    """Returns the draft after every check."""
    for check in CHECKS:
        draft = check(draft) or draft
    return draft


def nobody(draft: Draft) -> Draft | None:
    """An act of nobody known is no event."""
    return None if draft.everyone else draft.noted("nobody")


def only_itself(draft: Draft) -> Draft | None:
    """«Россия обвинила российского министра»: within one state; what is left is an act without a recipient."""
    kept = tuple(p for p in draft.recipients if p.code not in codes(draft.actors))
    return None if kept == draft.recipients else replace(draft.noted("only_itself"), recipients=kept)


def not_but(draft: Draft) -> Draft | None:
    """«не Осло, а Рим начал …», "Rome, but not Oslo", "Oslo değil, Roma": who is denied in favour of another takes no part."""
    denied = [p for p in (*draft.actors, *draft.recipients) if _instead_of(draft, p)]
    if not denied or len(denied) == len(draft.actors) + len(draft.recipients):
        return None
    actors, recipients = (tuple(p for p in side if p not in denied) for side in (draft.actors, draft.recipients))
    return replace(draft.noted("not_but"), actors=actors, recipients=recipients)


def _instead_of(draft: Draft, party: Participant) -> bool:
    language, sentence = draft.seen.language, draft.reading.sentence
    if not sentence.start <= party.start < party.end <= sentence.end:
        return False
    behind = fold(draft.seen.words(party.end, sentence.end)).lstrip(" ,").split()[:1]
    if not language.not_behind.isdisjoint(word.strip(STOPS + ",") for word in behind):
        return True
    before = fold(draft.seen.words(sentence.start, party.start)).split()[-3:]
    if before and before[-1] not in language.negations and len(before[-1]) <= PREPOSITION:  # «не [с] Осло, а с Римом»
        before = before[:-1]
    if not before or before[-1] not in language.negations:
        return False
    return not language.but.isdisjoint((*behind, *before[-2:-1]))


def not_recognised(draft: Draft) -> Draft | None:
    """«не признал ЛНР»: whoever reads «признал» as recognition is corrected by the word before it."""
    if draft.trigger.concept != "recognise" or not _denied_word(draft):
        return None
    trigger = replace(draft.trigger, type="REJECT", concept="not-recognise", status="occurred")
    return replace(draft.noted("not_recognised"), trigger=trigger)


def not_conceded(draft: Draft) -> Draft | None:
    """ "Will not lift the ban": a concession that is not made is a refusal to make it."""
    if draft.kind.name != "CONCEDE" or draft.trigger.status != "negated":
        return None
    trigger = replace(draft.trigger, type="REJECT", concept="refuse-yield", status="occurred")
    return replace(draft.noted("not_conceded"), trigger=trigger)


def will_not(draft: Draft) -> Draft | None:
    """ "Will not release the prisoners", «не будет поставлять», "failed to agree": what somebody will not do is refused."""
    refused = REFUSED.get(draft.kind.name)
    unagreed = draft.kind.name == "AGREE" and draft.trigger.status == "negated"
    if refused is None or not (unagreed or _will_not(draft)):
        return None
    trigger = replace(draft.trigger, type="REJECT", concept=refused, status="occurred")
    actors, recipients = draft.actors, draft.recipients
    if draft.kind.mutual and not recipients:
        actors, recipients = actors[:1], actors[1:]
    return replace(draft.noted("will_not"), trigger=trigger, actors=actors, recipients=recipients)


def _clause_behind(draft: Draft) -> str:
    """Returns the words behind the act, folded, up to the end of its clause."""
    return fold(CLAUSE.split(draft.seen.words(draft.trigger.end, draft.reading.sentence.end))[0])


def _will_not(draft: Draft) -> bool:
    """Tells whether one of the language's phrases of refusal stands before the act, with at most two words between."""
    before = fold(draft.seen.words(draft.reading.sentence.start, draft.trigger.start))
    return phrases_pattern(draft.seen.language.refusals, SOON).search(before) is not None


def ultimatum(draft: Draft) -> Draft | None:
    """ "Issued an ultimatum to Athens", «поставил Турции ультиматум»: a demand that is an ultimatum threatens."""
    if (draft.kind.name != "REQUEST" and draft.concept.name != "address") or not _ultimatum(draft):
        return None
    trigger = replace(draft.trigger, type="THREATEN", concept="threaten")
    return replace(draft.noted("ultimatum"), trigger=trigger)


def _ultimatum(draft: Draft) -> bool:
    """Tells whether the act is said by a word for an ultimatum, or by a verb that gives one: «предъявил ему новый ультиматум».

    «потребовал отмены ультиматума» is no ultimatum: its verb does not give one.
    """
    sentence, trigger, words, language = draft.reading.sentence, draft.trigger, draft.seen.words, draft.seen.language
    said = fold(words(trigger.start, trigger.end)).split()
    if any(word.startswith(language.given) for word in said):
        said += fold(words(sentence.start, trigger.start)).split()[-NEAR:]
        said += _clause_behind(draft).split()[:BEHIND]
    return any(word.strip(STOPS).startswith(language.ultimatums) for word in said)


def with_whom(draft: Draft) -> Draft | None:
    """«Подписал договор с Китаем», "restored ties with Gondor": of an act with a direction the second is the recipient."""
    if draft.kind.mutual or draft.recipients or len(draft.actors) < 2:
        return None
    others = tuple(party for party in draft.actors[1:] if _behind_with(draft, party))
    if not others:
        return None
    actors = tuple(party for party in draft.actors if party not in others)
    return replace(draft.noted("with_whom"), actors=actors, recipients=others)


def _behind_with(draft: Draft, party: Participant) -> bool:
    """Tells whether a word such as "with" stands right before a participant, or before one more word, or before another
    that is joined to it: «с Оманом и Непалом».
    """
    before = fold(draft.seen.words(draft.reading.sentence.start, party.start)).split()[-2:]
    if not draft.seen.language.together.isdisjoint(before):
        return True
    joined = (p for p in draft.actors if fold(draft.seen.words(p.end, party.start)).strip() in draft.seen.language.joined_by)
    return any(_behind_with(draft, p) for p in joined)


def status_against_word(draft: Draft) -> Draft | None:
    """«не поставлял» with the status occurred: the status contradicts the word before the act."""
    wrong = draft.trigger.status in ("occurred", "ongoing") and draft.kind.name != "REJECT" and _denied_word(draft)
    return draft.noted("status_against_word") if wrong else None


def foretold(draft: Draft) -> Draft | None:
    """«выход из союза видится вероятным», "a withdrawal looks inevitable": what is said to be likely is predicted."""
    if draft.trigger.status not in UNSURE:
        return None
    if not phrases_pattern(draft.seen.language.forecasts, "").search(_clause_behind(draft)):
        return None
    return replace(draft.noted("foretold"), trigger=replace(draft.trigger, status="predicted"))


def struck_place(draft: Draft) -> Draft | None:
    """«нахлуването в Курск», "strikes on Kyiv": what is struck is the state of the place, where nobody else is named."""
    if draft.kind.name != "ASSAULT" or not draft.actors or draft.recipients:
        return None
    places = [a for a in draft.trigger.arguments if a.role == "place" and a.mention is not None and a.score >= TAKES_PART]
    struck = [p for a in places for p in parties(draft.seen.mentions[int(a.mention or 0)], None, draft.seen.actors)]
    struck = [p for p in struck if p.code not in codes(draft.actors)]
    return replace(draft.noted("struck_place"), recipients=tuple(struck[:1])) if struck else None


def mourned_place(draft: Draft) -> Draft | None:
    """«соболезнования семьям погибших при взрыве в Стамбуле»: to the state that the one place behind the word is in."""
    if draft.concept.name != "condole" or not draft.actors or draft.recipients:
        return None
    found = _states_behind(draft, frozenset({"place"}))
    return replace(draft.noted("mourned_place"), recipients=found) if len(found) == 1 else None


def invited_to(draft: Draft) -> Draft | None:
    """«Президента Сербии пригласили в Москву»: whoever is not named and invites is who one is invited to."""
    if draft.concept.name != "invite" or draft.actors or not draft.recipients:
        return None
    found = _states_behind(draft, frozenset({"place", "actor"}))
    return replace(draft.noted("invited_to"), actors=found) if len(found) == 1 else None


def _states_behind(draft: Draft, uses: frozenset[str]) -> tuple[Participant, ...]:
    """Returns the states that take no part yet and are named behind the act, in one of these uses."""
    named = draft.seen.named(draft.trigger.end, draft.reading.sentence.end)
    behind = [m for m in named if m.use in uses and m.code in draft.seen.actors.states]
    others = {m.code: m for m in behind if m.code not in draft.everyone}
    return tuple(party for m in others.values() for party in parties(m, None, draft.seen.actors))


def body_behind(draft: Draft) -> Draft | None:
    """«не признал ДНР, вышел из соглашения СНГ»: what is joined or left is the organisation right behind the word."""
    organisations = draft.seen.actors.organisations
    if draft.concept.recipient_role != BODY or any(p.code in organisations for p in draft.recipients):
        return None
    named = draft.seen.named(draft.trigger.end, draft.reading.sentence.end)
    behind = [m for m in named if not CLAUSE.search(draft.seen.words(draft.trigger.end, m.start))]
    bodies = [m for m in behind if m.code in organisations and m.code not in codes(draft.actors)]
    if len(bodies) != 1:
        return None
    return replace(draft.noted("body_behind"), recipients=tuple(parties(bodies[0], BODY, draft.seen.actors)))


def only_ties(draft: Draft) -> Draft | None:
    """«союзник Чада по Африканскому союзу», «между Чадом (в рамках АС) и Нигером»: the organisation says what ties them.

    Not where it is the whole of a side: «просит союзников по НАТО о помощи» is asked of NATO.
    """
    organisations = draft.seen.actors.organisations
    tied = {p for p in (*draft.actors, *draft.recipients) if p.code in organisations and _ties(draft.seen, p)}
    if not tied or len(draft.everyone) == len({p.code for p in tied}):
        return None
    actors, recipients = (tuple(p for p in side if p not in tied) for side in (draft.actors, draft.recipients))
    if not draft.kind.mutual and bool(recipients) != bool(draft.recipients):
        return None
    return replace(draft.noted("only_ties"), actors=actors, recipients=recipients)


def _ties(seen: Seen, party: Participant) -> bool:
    """Tells whether an organisation stands behind an ally's or partner's name and a word such as "in", or framed in brackets."""
    language = seen.language
    before = fold(seen.words(max(0, party.start - TIED), party.start))
    if any(before.rstrip().endswith(phrase) for phrase in language.framed):
        return True
    words = [word.strip(MARKS) for word in before.split()]
    return bool(words) and words[-1] in language.allied_in and not language.allies.isdisjoint(words[-1 - ALLY : -1])


def makers_state(draft: Draft) -> Draft | None:
    """A company trades and builds for its state too: «Казахстан купил дроны у Turkish Aerospace» is with Turkey."""
    if draft.kind.name != "COOPERATE":
        return None
    found = [(p, draft.seen.actors.companies.get(p.code)) for p in (*draft.actors, *draft.recipients)]
    states = {c.state: replace(p, code=c.state, id=None, name=draft.seen.actors.name(c.state)) for p, c in found if c and c.state}
    new = tuple(party for code, party in states.items() if code not in draft.everyone)
    if len(draft.everyone) == sum(company is not None for _, company in found):  # nobody on the other side but companies
        return None
    return replace(draft.noted("makers_state"), recipients=(*draft.recipients, *new)) if new else None


def no_recipient(draft: Draft) -> Draft | None:
    """Somebody is accused, asked, helped or banned, and nobody on the page is: «выступил с обвинениями»."""
    together = draft.concept.name in TOGETHER and len(draft.actors) > 1
    directed = not draft.kind.mutual and draft.kind.name not in UNDIRECTED and not together
    return draft.noted("no_recipient") if directed and draft.actors and not draft.recipients else None


def no_actor(draft: Draft) -> Draft | None:
    """Somebody unknown did it to a known one: «в Турции арестованы россияне»."""
    return draft.noted("no_actor") if not draft.actors and draft.recipients and not draft.kind.mutual else None


def alone(draft: Draft) -> Draft | None:
    """A meeting, an agreement, an exchange with nobody on the other side."""
    return draft.noted("alone") if _lonely(draft) else None


def speakers_own(draft: Draft) -> Draft | None:
    """«Он рассказал, что на встрече с президентом России …»: whoever tells of a meeting with one other was at it."""
    if not _lonely(draft):
        return None
    who = [party for party in speaking(draft.claim) if party.code not in draft.everyone]
    return replace(draft.noted("speakers_own"), actors=(*who, *draft.actors)) if who else None


def with_whose_ground(draft: Draft) -> Draft | None:
    """«Непал ушёл на совместные учения в Омане»: of joint exercises with one named, the other is the state that they are in."""
    if not _lonely(draft) or draft.concept.register != "exercise":
        return None
    likely = (a for a in draft.trigger.arguments if a.role in ("place", "host") and a.mention is not None)
    grounds = [draft.seen.mentions[int(a.mention or 0)] for a in likely if a.score >= TAKES_PART]
    states = {m.code: m for m in grounds if m.code in draft.seen.actors.states and m.code not in draft.everyone}
    if len(states) != 1:
        return None
    (ground,) = states.values()
    return replace(draft.noted("with_whose_ground"), actors=(*draft.actors, *parties(ground, "host", draft.seen.actors)))


def carried_on(draft: Draft) -> Draft | None:
    """«Министр прибыл в Анкару. Состоялись переговоры с турецким коллегой»: with one named, the other is who acts before."""
    if not _lonely(draft):
        return None
    who = _acting_before(draft.seen, draft.reading.sentence, draft.everyone)
    if who is None:
        return None
    return replace(draft.noted("carried_on"), actors=(*parties(who, None, draft.seen.actors), *draft.actors))


def _lonely(draft: Draft) -> bool:
    """Tells whether an act that takes two has one; of what an organisation does as a body, its members are the two."""
    if not draft.kind.mutual or len(draft.everyone) != 1:
        return False
    return not (draft.concept.name in AS_A_BODY and draft.everyone <= draft.seen.actors.organisations.keys())


def _acting_before(seen: Seen, sentence: Sentence, without: frozenset[str]) -> Mention | None:
    """Returns the first who acts in the nearest sentence before that names somebody.

    None where the page names nobody near before, or nobody but those of `without`.
    """
    nearest = next((m for m in reversed(seen.named(sentence.start - BEFORE, sentence.start)) if _acts(m)), None)
    if nearest is None:
        return None
    named_in = seen.readings[bisect_right(seen.readings, nearest.start, key=lambda r: r.sentence.start) - 1].sentence
    acting = (m for m in seen.named(named_in.start, sentence.start) if _acts(m) and m.kind in ACTS_ON)
    return next((m for m in acting if m.code not in without), None)


def _acts(mention: Mention) -> bool:
    return mention.use == "actor" and mention.code is not None


CHECKS: tuple[Callable[[Draft], Draft | None], ...] = (
    not_but, nobody, not_recognised, not_conceded, will_not, ultimatum, foretold, with_whom, attackers, over_a_war, struck_place,
    mourned_place, invited_to, body_behind, only_ties, makers_state, only_itself, speakers_own, with_whose_ground, carried_on,
    no_recipient, no_actor, alone, status_against_word,
)  # fmt: skip


def _denied_word(draft: Draft) -> bool:
    """Tells whether the word right before the trigger denies it."""
    before = draft.seen.words(draft.reading.sentence.start, draft.trigger.start).split()
    return bool(before) and fold(before[-1]) in draft.seen.language.negations
