"""Whose war it is, where a page need not say: «санкции из-за войны на Украине», "since the invasion of Ukraine"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.drafts import Draft
from dragoman.coding.seen import Seen
from dragoman.languages import fold
from dragoman.model import Mention, Participant, codes

ATTACKS = frozenset({"attack", "invade"})
SANCTIONS = "impose-sanctions"
BETWEEN = 2  # words between "the war" and the state: "the war against Ukraine", «агрессии против Украины»
SMALL = 7  # letters of such a word, a preposition or article


def attackers(draft: Draft) -> Draft | None:
    """«с начала войны на Украине»: the war that a state undergoes is of who attacked it, where nobody is named right beside."""
    if draft.concept.name not in ATTACKS or len(draft.everyone) > 2:
        return None
    trigger = draft.trigger
    near = [m for m in _beside(draft) if m.code in codes(draft.recipients) or not draft.recipients]
    found = ((m, _war(draft.seen, m, draft)) for m in near)
    named = ((m, whose) for m, whose in found if whose is not None and whose.start <= trigger.start < whose.end)
    attacked, whose = next(named, (None, None))
    if attacked is None or whose is None or whose.code in codes(draft.actors):
        return None
    if any(0 <= trigger.start - p.end <= 1 and p.code != attacked.code for p in draft.actors):  # «американская война»
        return None
    undergoes = Participant(
        str(attacked.code), attacked.entity, attacked.name, attacked.sector, draft.concept.recipient_role,
        attacked.text, attacked.start, attacked.end,
    )  # fmt: skip
    return replace(draft.noted("attackers"), actors=(whose,), recipients=(undergoes,))


def over_a_war(draft: Draft) -> Draft | None:
    """«санкции из-за войны на Украине», "condemned the invasion of Ukraine": against who attacked, not who is attacked."""
    if draft.concept.name != SANCTIONS and (draft.kind.name != "ACCUSE" or draft.recipients):
        return None
    for mention in _behind(draft):
        whose = _war(draft.seen, mention, draft)
        if whose is None or not draft.actors or whose.code in draft.everyone:
            continue
        if draft.concept.name != SANCTIONS and len(draft.seen.words(draft.trigger.end, whose.start).split()) > BETWEEN:
            continue  # «обвинил соседа в том, что войну на Украине …» is about somebody else
        others = tuple(p for p in draft.recipients if p.code != mention.code)
        if not others or len(others) < len(draft.recipients):
            return replace(draft.noted("over_a_war"), recipients=(*others, whose))
    return None


def _beside(draft: Draft) -> list[Mention]:
    sentence = draft.reading.sentence
    return [m for m in draft.seen.named(sentence.start, sentence.end) if m.code]


def _behind(draft: Draft) -> list[Mention]:
    return [m for m in _beside(draft) if m.start > draft.trigger.end]


def _war(seen: Seen, mention: Mention, draft: Draft) -> Participant | None:
    """Returns who attacked the state that a mention names, with the words for the war and the state as theirs."""
    published = seen.article.published
    code = seen.actors.attacker(str(mention.code), published.date[:10] if published else None)
    span = _phrase(seen, mention, draft) if code else None
    if code is None or span is None:
        return None
    start, end = span
    return Participant(code, None, seen.actors.name(code), None, draft.concept.actor_role, seen.words(start, end), start, end)


def _phrase(seen: Seen, mention: Mention, draft: Draft) -> tuple[int, int] | None:
    """Returns where "the war in" and the state stand: the war before it, at most two small words between, or right behind it."""
    sentence, wars = draft.reading.sentence, seen.language.wars
    before = seen.words(sentence.start, mention.start)
    words = before.split()[-1 - BETWEEN :]
    for at in range(len(words) - 1, -1, -1):
        if fold(words[at]).lstrip('«„“"(').startswith(wars):
            start = sentence.start + before.rindex(words[at])
            return start, mention.end
        if len(words[at]) > SMALL or not words[at].isalpha():
            break
    after = seen.words(mention.end, sentence.end)
    first = after.split()[:1]
    if first and fold(first[0]).startswith(wars) and after[:1] == " ":
        return mention.start, mention.end + after.index(first[0]) + len(first[0].rstrip(".,;:!?»”“"))
    return None
