"""Who says what: from the attributions that the reader saw to claims.

Rules that find the speaker are named functions in SPEAKERS; the first that answers is the claim's rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.coding import quoting
from dragoman.coding.seen import Seen, overlapping, speaker_of
from dragoman.languages import fold
from dragoman.model import Attribution, Claim, Evidence, Mention, Span, Speaker, Step

LEAST = 0.5  # an attribution less likely than this is no claim
SHOWN = 0.8  # how sure a claim is that the form of the page shows
SHORTEST = 3  # words of a content that says something
AUTHOR = Speaker("author", None, "author", "")
PAGE_KINDS = ("opinion", "prediction", "counterfactual", "question")  # what a page may say in its own name


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution, with who spoke last before it."""

    seen: Seen
    heard: Attribution
    before: Speaker | None


def named(said: Said) -> Speaker | None:
    """«заявил [министр обороны Казахстана]»: the words of the source, and whom the tables know in them."""
    source = said.heard.source
    if source is None:
        return None
    inside = overlapping(said.seen.mentions, source.start, source.end)
    # A person before an organ, the longer before the shorter: in «пресс-секретарь МИДа Иван Орлов» it is he who speaks.
    actors = [said.seen.mentions[i] for i in inside if said.seen.mentions[i].use != "adjective"]
    words = said.seen.words(source.start, source.end)
    if actors:
        main = max(actors, key=lambda m: (m.kind == "person" or m.who is not None, m.end - m.start))
        known = speaker_of(main)
        return Speaker(known.code, known.id, known.name, words, source.start, source.end)
    return Speaker(None, None, words, words, source.start, source.end)


def he_said(said: Said) -> Speaker | None:
    """«По [его] словам», "[she] added": a pronoun that nothing has resolved is who spoke before."""
    source = said.heard.source
    alone = (
        source is not None
        and fold(said.seen.words(source.start, source.end)) in said.seen.language.pronouns
        and not overlapping(said.seen.mentions, source.start, source.end)
    )
    return said.before if alone else None


def going_on(said: Said) -> Speaker | None:
    """A quotation without a source of its own after one with it: «— сказал он. — Мы …»."""
    return said.before if said.heard.kind == "quote" and said.heard.cue is None else None


def pronoun(said: Said) -> Speaker | None:
    """A cue without a source: «По словам, …», „добави, че …": who spoke before."""
    return said.before if said.heard.cue is not None and said.heard.source is None else None


def author(said: Said) -> Speaker | None:
    """«на мой взгляд», "изглежда": the page's own view."""
    return AUTHOR if said.heard.kind in PAGE_KINDS and said.heard.source is None else None


SPEAKERS: tuple[Callable[[Said], Speaker | None], ...] = (he_said, named, going_on, author, pronoun)


def speaker(said: Said) -> tuple[Speaker, str] | None:
    """Returns who speaks and the rule that says so; None where nobody is to be found."""
    for rule in SPEAKERS:
        found = rule(said)
        if found:
            return found, rule.__name__
    return None


def claims(seen: Seen) -> list[Claim]:
    """Returns the claims of an article, in order of their words."""
    found: list[Claim] = []
    before: Speaker | None = None
    for reading in seen.readings:
        for heard in reading.attributions:
            said = Said(seen, heard, before)
            who = speaker(said) if heard.score >= LEAST and _says_something(seen, heard.content) else None
            if who is None:
                continue
            claim = _claim(said, *who)
            found.append(claim)
            if claim.speaker.code != "author":
                before = claim.speaker
    return sorted([*found, *shown(seen, found)], key=lambda claim: claim.evidence.start)


def shown(seen: Seen, found: Sequence[Claim]) -> Iterator[Claim]:
    """Yields claims for what somebody says by the form of the page, and the reader took for the page's own words."""
    for start, end, stretch in quoting.spoken(seen, found):
        content = Span(start, end)
        if _says_something(seen, content):
            heard = Attribution(content, None, None, "quote", SHOWN)
            yield _claim(Said(seen, heard, None), stretch.speaker, stretch.rule)


def _says_something(seen: Seen, content: Span) -> bool:
    return len(seen.words(content.start, content.end).split()) >= SHORTEST


def _claim(said: Said, who: Speaker, rule: str) -> Claim:
    seen, heard = said.seen, said.heard
    cue = seen.words(heard.cue.start, heard.cue.end) if heard.cue else None
    return Claim(
        article_id=seen.article_id,
        doc=seen.article.doc,
        lang=seen.article.lang,
        kind=heard.kind,
        speaker=who,
        cue=cue,
        chain=tuple(chain(said, who)),
        about=about(seen.mentions, heard),
        evidence=Evidence(heard.content.start, heard.content.end, seen.words(heard.content.start, heard.content.end)),
        rule=rule,
        confidence=round(heard.score, 3),
    )


def chain(said: Said, who: Speaker) -> list[Step]:
    """Returns the steps that the words came down: the sources that the page names for itself, then the speaker."""
    steps = list(said.seen.article.sources)
    if who.start is not None and who.end is not None:
        steps.append(Step(who.name, who.code, "verb", who.text, who.start, who.end))
    return steps


def about(mentions: Sequence[Mention], heard: Attribution) -> tuple[str, ...]:
    """Returns the codes of those whom the words name, in order, each once."""
    inside = overlapping(mentions, heard.content.start, heard.content.end)
    return tuple(dict.fromkeys(code for i in inside for code in _codes(mentions[i])))


def _codes(mention: Mention) -> tuple[str, ...]:
    return (mention.code,) if mention.code else mention.members


def inside(claims: Sequence[Claim], at: int) -> Claim | None:
    """Returns the innermost claim whose words hold offset `at`: whose word an event told there is."""
    around = [c for c in claims if c.evidence.start <= at < c.evidence.end]
    return min(around, key=lambda c: c.evidence.end - c.evidence.start, default=None)
