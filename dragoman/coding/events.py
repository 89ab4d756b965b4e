"""From the triggers that the reader saw to events: drafts, checked, with a confidence; then rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.coding import attributes
from dragoman.coding import claims as speech
from dragoman.coding.checks import checked
from dragoman.coding.confidence import Confidence, Look, features
from dragoman.coding.drafts import Draft, draft
from dragoman.coding.seen import Seen
from dragoman.languages import fold
from dragoman.model import Claim, Event, Evidence, Participant, Step, codes

VERBAL_CONFLICT = 3  # PLOVER's quad; those below it are cooperation
SHORT = 3  # letters; shorter words of a trigger do not count: «е член», "is a member of"
DONE = ("occurred", "ongoing")
UNDONE = ("planned", "proposed", "hypothetical", "predicted")
BEHIND = 4  # letters between a refusal and what is refused: «отказался признать», "refused to recognise"
LONGEST = 240  # letters of a sentence that is evidence as a whole
BONDS = frozenset({"sign-treaty", "restore-ties"})  # each is with somebody
# What answers to something told before: «Турция приветствовала соглашение», "Armenia rejects that reading".
ANSWERS = frozenset({"endorse", "condemn", "criticise", "reject-accusation", "refuse-demand", "not-recognise"})
FILLED = {"speakers_own": 0.75, "carried_on": 0.75, "answering": 0.75}  # how often the one whom the check found is the right one


def drafts(seen: Seen, claims: Sequence[Claim], sureness: Confidence) -> Iterator[Draft]:
    """Yields a draft for every trigger of the article that has somebody in it, sure or not, after all checks."""
    told: Draft | None = None  # the last sure one of the sentences before
    for reading in seen.readings:
        made = [
            _answering(checked(draft(seen, reading, trigger, speech.inside(claims, trigger.start))), told)
            for trigger in reading.triggers
        ]
        looks = [one.look for one in made]
        found = [_sure(one, looks[at], [*looks[:at], *looks[at + 1 :]], sureness) for at, one in enumerate(made)]
        whole = [_standing(_refused(_threatening(one, found), found)) for one in found]
        told = next((one for one in reversed(whole) if one.enough), told)
        yield from whole


def _sure(draft: Draft, look: Look, beside: Sequence[Look], sureness: Confidence) -> Draft:
    """Returns a draft with its confidence, given the looks of the others of its sentence."""
    if not draft.everyone:
        return draft
    found = features(look, beside)
    sure = sureness(found) * math.prod(FILLED.get(note, 1.0) for note in draft.notes)
    if "attackers" in draft.notes:  # who it is does not depend on the reader, only that it is an attack
        sure = max(sure, draft.trigger.type_score * draft.trigger.kind_score)
    return replace(draft, confidence=round(sure, 3), features=tuple(found))


def _answering(draft: Draft, told: Draft | None) -> Draft:
    """«Анкара и Ереван подписали договор. Париж приветствовал это»: an answer to nobody is to who did what was told before.

    Not where its own sentence names somebody else who may be meant.
    """
    if told is None or "no_recipient" not in draft.notes or draft.concept.name not in ANSWERS:
        return draft
    sentence = draft.reading.sentence
    doing = told.actors if told.recipients and not told.kind.mutual else (*told.actors, *told.recipients)
    others = [p for p in doing if p.code not in codes(draft.actors)]
    named = (m for m in draft.seen.mentions if sentence.start <= m.start < sentence.end and m.use == "actor" and m.code)
    if not others or not draft.seen.near(told.trigger.start, sentence.start) or any(m.code not in draft.everyone for m in named):
        return draft
    kept = tuple(note for note in draft.notes if note != "no_recipient")
    return replace(draft, recipients=tuple({p.code: p for p in others}.values()), notes=(*kept, "answering"))


def _threatening(draft: Draft, sentence: Sequence[Draft]) -> Draft:
    """«пригрозил обстрелять лагерь», "threatened to shell the camp": a threat at nobody is at whom the act in it would strike."""
    if draft.kind.name != "THREATEN" or draft.recipients or not draft.actors:
        return draft
    after = (d for d in sentence if d.trigger.start > draft.trigger.start and d.trigger.status in UNDONE and d.recipients)
    act = next((d for d in after if codes(d.actors) == codes(draft.actors) and d.kind.quad >= VERBAL_CONFLICT), None)
    return replace(draft.noted("threatening"), recipients=act.recipients) if act else draft


def _standing(draft: Draft) -> Draft:
    """«Франция, которая входит в НАТО», "Malta is a member of the EU": who belongs to a body does not join it."""
    start, end = draft.trigger.start, draft.trigger.end
    words = set(fold(draft.seen.words(start, end)).split())
    joins = draft.concept.register == "membership" and draft.trigger.type == "SUPPORT"
    language, sentence = draft.seen.language, draft.reading.sentence
    beside = fold(draft.seen.words(sentence.start, start)).split()[-1:] + fold(draft.seen.words(end, sentence.end)).split()[:1]
    becomes = not language.becomes.isdisjoint(word.strip(".,;:!?") for word in beside)  # «стала членом», "üyesi oldu"
    stands = (
        bool(words & language.belongs) and all(word in language.belongs or len(word) < SHORT for word in words) and not becomes
    )
    belongs = joins and draft.trigger.status in DONE and stands
    return replace(draft.noted("standing"), confidence=0.0) if belongs else draft


def _refused(draft: Draft, sentence: Sequence[Draft]) -> Draft:
    """«отменил визит», "refused to meet": what is refused is no event beside the refusal between the same.

    What is read as done is none where it stands right behind the refusal: «отказался признать республику».
    """
    done = draft.trigger.status in DONE
    if draft.kind.quad >= VERBAL_CONFLICT:
        return draft
    refusals = [d for d in sentence if d.kind.name == "REJECT" and d.enough and draft.everyone <= d.everyone]
    refusals = [d for d in refusals if not done or 0 < draft.trigger.start - d.trigger.end <= BEHIND]
    return replace(draft.noted("refused"), confidence=0.0) if refusals else draft


def _two_sides(draft: Draft) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """«Оман и Непал подписали договор»: of a bond between two the second is the recipient, so that it is one between the two."""
    states = any(party.code in draft.seen.actors.states for party in draft.actors)
    if draft.concept.name in BONDS and len(draft.actors) == 2 and not draft.recipients and states:
        return draft.actors[:1], draft.actors[1:]
    return draft.actors, draft.recipients


def event(draft: Draft) -> Event:
    """Returns the row of a draft."""
    seen, trigger = draft.seen, draft.trigger
    actors, recipients = _two_sides(draft)
    concept = draft.concept
    commentary = trigger.commentary >= 0.5
    return Event(
        article_id=seen.article_id,
        doc=seen.article.doc,
        lang=seen.article.lang,
        type=trigger.type,
        plover=seen.codebook.plover(trigger.type, trigger.status),
        mode=concept.mode,
        contexts=concept.contexts,
        concept=trigger.concept,
        status=trigger.status,
        commentary=commentary,
        register=None if commentary else concept.register,
        name=attributes.name(draft),
        actors=actors,
        recipients=recipients,
        evidence=evidence(draft),
        trigger=Evidence(trigger.start, trigger.end, seen.words(trigger.start, trigger.end)),
        rule="+".join(("reader", *draft.notes)),
        confidence=draft.confidence,
        date=attributes.when(draft),
        place=attributes.where(draft),
        items=attributes.items(draft),
        quantities=attributes.quantities(draft),
        money=attributes.money(draft),
        stage=concept.stage,
        via=via(draft.claim),
    )


def via(claim: Claim | None) -> tuple[Step, ...]:
    """Returns whose word an event is: the chain of the claim that it is told in, none where the page tells it."""
    if claim is None or claim.speaker.code == "author":
        return ()
    return claim.chain


def evidence(draft: Draft) -> Evidence:
    """Returns the words for a row: the sentence, or of a long one the stretch from the first to the last that matters."""
    text, sentence = draft.seen.article.text, draft.reading.sentence
    start, end = sentence.start, sentence.end
    if end - start > LONGEST:
        inside = [p for p in (*draft.actors, *draft.recipients) if start <= p.start and p.end <= end]
        start = min(draft.trigger.start, *(p.start for p in inside), draft.trigger.start)
        end = max(draft.trigger.end, *(p.end for p in inside), draft.trigger.end)
    return Evidence(start, end, text[start:end])
