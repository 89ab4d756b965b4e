"""What kind of saying a claim is: the reader's answer, and what the form of the page knows better.

Rules are named functions in KINDS; the first that answers wins. Where none does, the reader's kind stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dragoman.coding.seen import Spans
from dragoman.languages import Language, fold, phrases_pattern
from dragoman.model import Claim

PLAIN = frozenset({"reported", "opinion"})  # what words in quotation marks are taken for
MOSTLY = 0.8  # share of the words that stand in marks where a claim is a quotation
SPEECH = 4  # words in marks within the words that are speech and no title, no irony: «Искандер», «друзья»

Quotations = Spans[tuple[int, int]]


def denied(claim: Claim, language: Language, quotations: Quotations) -> str | None:
    """«опроверг», "denied", „отрече": a cue that denies makes a denial of whatever follows, "has not denied" none."""
    words = fold(claim.cue or "").split()
    if not language.denials or not language.negations.isdisjoint(words):
        return None
    return "denial" if any(word.startswith(language.denials) for word in words) else None


def no_plans(claim: Claim, language: Language, quotations: Quotations) -> str | None:
    """«Минск никогда не рассматривал отправку войск», says Minsk: what one's own side does not plan is denied."""
    own = claim.about and claim.about[0] == claim.speaker.code
    if claim.kind != "reported" or not own:
        return None
    return "denial" if phrases_pattern(language.unplanned, "").search(fold(claim.evidence.text)) else None


def in_marks(claim: Claim, language: Language, quotations: Quotations) -> str | None:
    """Words that stand in quotation marks, or hold a stretch that does, are a quotation, though only half a sentence."""
    if claim.kind not in PLAIN or claim.speaker.code == "author":
        return None
    start, end = claim.evidence.start, claim.evidence.end
    for first, last in quotations.over(start, end):
        shared = min(end, last) - max(start, first)
        speech = len(claim.evidence.text[max(0, first - start) : last - start].split()) >= SPEECH
        if shared >= MOSTLY * (end - start) or (start <= first and last <= end and speech):
            return "quote"
    return None


def somebodys_view(claim: Claim, language: Language, quotations: Quotations) -> str | None:
    """An opinion is the page's own; an analyst's is what he is reported to say."""
    return "reported" if claim.kind == "opinion" and claim.speaker.code != "author" else None


KINDS: tuple[Callable[[Claim, Language, Quotations], str | None], ...] = (denied, no_plans, in_marks, somebodys_view)


def settled(claims: Iterable[Claim], language: Language, quotations: Quotations) -> Sequence[Claim]:
    """Returns the claims, each with the kind that the first rule to answer gives it."""
    kinds = ((claim, (rule(claim, language, quotations) for rule in KINDS)) for claim in claims)
    return [replace(claim, kind=next(filter(None, answers), claim.kind)) for claim, answers in kinds]
