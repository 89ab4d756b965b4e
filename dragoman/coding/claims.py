"""Who says what: from the attributions that the reader saw to claims.

Rules that find the speaker are named functions in SPEAKERS; the first that answers is the claim's rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dragoman.coding import cues, quoting
from dragoman.coding.in_full import in_full
from dragoman.coding.kinds import settled
from dragoman.coding.seen import Seen, Spans, overlapping, placed_by_words, speaker_of, speaking_as
from dragoman.languages import fold, phrases_pattern
from dragoman.model import Attribution, Claim, Evidence, Mention, Sentence, Span, Speaker, Step

LEAST = 0.06  # an attribution less likely than this is no claim
SAME_LEAST, SAME_SHARE = 5, 0.8  # words that two quotations share at least, and the share of the shorter one's
OUTLETS = 50  # claims of outlets that are looked at: a page of headlines quotes many
QUOTES = '«„“"'
SHOWN = 0.8  # how sure a claim is that the form of the page shows
FEW = 4  # words that a source before its cue has at most
SIGNS, THEN = re.compile(r"[^\w\s-]"), re.compile(r"\s*[,:]")
BEHIND_ASIDE = r"\W*(?:\w{2,4}\W*)?$"  # between an aside and what it brings in: «, что», ", that"
SHORTEST = 3  # words of a content that says something
LEAST_DENIED = 2  # of what somebody named denies: «министерство опровергло эту сделку»
AUTHOR = Speaker("author", None, "author", "")
PAGE_KINDS = ("opinion", "prediction", "counterfactual", "question")  # what a page may say in its own name
VIEWS = ("opinion", "question")  # what is a quotation in the mouth of somebody else


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution, with who spoke last before it."""

    seen: Seen
    heard: Attribution
    before: Speaker | None
    sentence: Sentence


def named(said: Said) -> Speaker | None:
    """«заявил [министр обороны Казахстана]»: the words of the source, and whom the tables know in them."""
    source = said.heard.source
    if source is None:
        return None
    return _speaker_of_words(said.seen, source)


def _speaker_of_words(seen: Seen, source: Span) -> Speaker:
    inside = overlapping(seen.mentions, source.start, source.end)
    # A person before an organ, the longer before the shorter: in «пресс-секретарь МИДа Иван Орлов» it is he who speaks.
    actors = [seen.mentions[i] for i in inside if seen.mentions[i].use != "adjective"]
    words = seen.words(source.start, source.end)
    if actors:
        main = max(actors, key=lambda m: (m.kind == "person" or m.who is not None, m.end - m.start))
        return speaking_as(main, words, source.start, source.end)
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


def the_outlet(said: Said) -> Speaker | None:
    """«Издание отмечает», "the paper said": the outlet that was named last before."""
    source = said.heard.source
    if source is None or fold(said.seen.words(source.start, source.end)) not in said.seen.language.outlets:
        return None
    mentions = said.seen.mentions
    before = mentions[: bisect_right(mentions, source.start, key=lambda m: m.start)]
    named = next((mention for mention in reversed(before) if mention.kind == "outlet"), None)
    if named is None or overlapping(mentions, source.start, source.end):
        return None
    return speaking_as(named, said.seen.words(source.start, source.end), source.start, source.end)


def beside_cue(said: Said) -> Speaker | None:
    """«Эксперты уверены, что …»: the few words that open the sentence before the cue, where what is said follows it."""
    cue, content, sentence = said.heard.cue, said.heard.content, said.sentence
    if said.heard.source is not None or cue is None or not sentence.start < cue.start < cue.end < content.start:
        return None
    words, between = said.seen.words(sentence.start, cue.start), said.seen.words(cue.end, content.start)
    alone = not SIGNS.search(words) and len(words.split()) <= FEW
    if not alone or not THEN.match(between) or fold(said.seen.words(cue.start, cue.end)) in said.seen.language.views:
        return None
    start = sentence.start + len(words) - len(words.lstrip())
    return _speaker_of_words(said.seen, Span(start, start + len(words.strip()))) if words.strip() else None


def going_on(said: Said) -> Speaker | None:
    """A quotation without a source of its own after one with it: «— сказал он. — Мы …»."""
    return said.before if said.heard.kind == "quote" and said.heard.cue is None else None


def pronoun(said: Said) -> Speaker | None:
    """A cue without a source: «По словам, …», „добави, че …": who spoke before."""
    return said.before if said.heard.cue is not None and said.heard.source is None else None


def author(said: Said) -> Speaker | None:
    """«на мой взгляд», "изглежда": the page's own view."""
    return AUTHOR if said.heard.kind in PAGE_KINDS and said.heard.source is None else None


def its_view(said: Said) -> Speaker | None:
    """«В этом контексте складывается впечатление, что …»: the cue is the page's own, whatever stands before it."""
    cue = said.heard.cue
    if cue is None or said.heard.source is None or said.heard.kind not in PAGE_KINDS:
        return None
    return AUTHOR if fold(said.seen.words(cue.start, cue.end)) in said.seen.language.views else None


OPEN = (going_on.__name__, author.__name__)  # rules of a claim that names nobody
SPEAKERS: tuple[Callable[[Said], Speaker | None], ...] = (
    its_view, he_said, the_outlet, named, beside_cue, going_on, author, pronoun,
)  # fmt: skip


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
            said = Said(seen, heard, before, reading.sentence)
            least = LEAST_DENIED if heard.kind == "denial" and heard.source else SHORTEST
            says = heard.score >= LEAST and _says_something(seen, heard.content, least) and not _brought_in(said)
            who = speaker(said) if says else None
            if who is None:
                continue
            claim = claim_of(seen, heard, *who)
            found.append(claim)
            if claim.speaker.code != "author":
                before = claim.speaker
    quotations = Spans(quoting.quoted(seen), lambda stretch: stretch)
    found = written(seen, found, quotations)
    found = of_one(found, Spans([*quoting.quoted(seen), *_dashed(seen, found)], lambda stretch: stretch))
    found += shown(seen, found)
    told = credited(seen, found)
    found = [*_not_the_pages(found, told), *told]
    found += views(seen, found)
    in_order = sorted(settled(found, seen.language, quotations), key=lambda claim: claim.evidence.start)
    return in_full(seen, passed_on(seen, in_order))


def _brought_in(said: Said) -> bool:
    """«Комментируя слова Токаева, следует отметить, что …»: a sentence of the page's own, by a phrase right before it."""
    if said.heard.cue is not None:
        return False
    before = fold(said.seen.words(said.sentence.start, said.heard.content.start))
    return phrases_pattern(said.seen.language.asides, BEHIND_ASIDE).search(before) is not None


def written(seen: Seen, found: Sequence[Claim], quotations: Spans[tuple[int, int]]) -> list[Claim]:
    """Returns the claims; of a quotation that nobody is seen to say, and is from a letter, whose letter it is.

    «Мы готовы», — говорится в телеграмме Токаева.
    """
    made = []
    for claim in found:
        span = claim.evidence
        within = quotations.over(span.start, span.end) if claim.rule in (*OPEN, pronoun.__name__) else []
        who = next(filter(None, (_writer(seen, last) for _, last in within)), None)
        made.append(replace(claim, speaker=who, chain=tuple(chain(seen, who)), kind="quote", rule="written") if who else claim)
    return made


def _writer(seen: Seen, closes: int) -> Speaker | None:
    """Returns who is named first behind the words «говорится в», where these follow the mark that closes a quotation."""
    sentence = seen.sentence(closes)
    tail = fold(seen.words(closes, sentence.end)) if sentence else ""
    phrase = phrases_pattern(seen.language.written_in).search(tail)
    if sentence is None or phrase is None or len(tail[: phrase.start()].split()) > FEW:
        return None
    behind = (seen.mentions[n] for n in overlapping(seen.mentions, closes + phrase.end(), sentence.end))
    first = next((m for m in behind if m.use == "actor" and m.code), None)
    return speaker_of(first) if first else None


def _dashed(seen: Seen, found: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Yields paragraphs that end with who said them: what their sentences say is as one quotation's."""
    return ((stretch.start, stretch.end) for stretch in quoting.dashed(seen, found))


def of_one(found: Sequence[Claim], quotations: Spans[tuple[int, int]]) -> list[Claim]:
    """Returns the claims; what a quotation, or a paragraph with who said it at its end, begins with is of the one named there.

    «Аналитики спорят. «Сосед хитрит. Ему нужен мост», — объясняет политолог Стоев»: that he hints is Стоев's and no analysts',
    and so is what he says as a page says its own views: «Безусловно, …».
    """
    named = placed_by_words([c for c in found if c.rule != going_on.__name__ and c.speaker.code != "author"])
    made = []
    for claim in found:
        span = claim.evidence
        within = quotations.over(span.start, span.end) if claim.rule in OPEN else []
        other = next((c for first, last in within for c in named.over(first, last)), None)
        kind = "quote" if claim.kind in VIEWS else claim.kind
        made.append(replace(claim, kind=kind, speaker=other.speaker, chain=other.chain) if other else claim)
    return made


def credited(seen: Seen, found: Sequence[Claim]) -> list[Claim]:
    """Returns what credit lines in the story speak of: «Об этом пишет канал «Степь»» makes the sentence before the channel's,
    «Горы зовут, пишет канал «Степь»» the words before it.
    """
    made = []
    placed = placed_by_words([claim for claim in found if claim.speaker.code != "author"])
    for step in (step for step in seen.article.sources if step.type == "verb"):
        content = _credited(seen, step)
        if content and not placed.over(content.start, content.end) and _says_something(seen, content):
            who = Speaker(step.code, None, step.name, step.text, step.start, step.end)
            made.append(claim_of(seen, Attribution(content, None, None, "reported", SHOWN), who, "credited"))
    return made


def _credited(seen: Seen, step: Step) -> Span | None:
    """Returns the words that a credit line speaks of: those before it in its sentence, else the sentence before."""
    after = bisect_right(seen.readings, step.start, key=lambda r: r.sentence.start) - 1
    if after < 0 or step.end > seen.readings[after].sentence.end + 1:
        return None
    sentence = seen.readings[after].sentence
    before = seen.words(sentence.start, step.start).rstrip(" ,")
    if before.strip():
        return Span(sentence.start, sentence.start + len(before))
    previous = seen.readings[after - 1].sentence if after else None
    return Span(previous.start, previous.end) if previous else None


def _not_the_pages(found: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """Returns the claims without the page's own views that lie in what a credit line says to be another's."""
    placed = placed_by_words(told)
    return [c for c in found if c.speaker.code != "author" or not placed.over(c.evidence.start, c.evidence.end)]


def views(seen: Seen, found: Sequence[Claim]) -> list[Claim]:
    """Returns the page's own views: sentences that nobody else says, with a phrase by which an author gives a view.

    «На мой взгляд, это ошибка»; one about what is to come is a prediction, and so is «выход из союза видится вероятным».
    """
    made = []
    placed, phrases = placed_by_words(found), phrases_pattern(seen.language.views)
    forecasts = phrases_pattern((*seen.language.forecasts, *seen.language.doubtful), "")
    for reading in seen.readings:
        content = Span(reading.sentence.start, reading.sentence.end)
        words = fold(seen.words(content.start, content.end))
        foretold = forecasts.search(words)
        if not placed.over(content.start, content.end) and (foretold or phrases.search(words)):
            kind = "prediction" if foretold or set(words.split()) & seen.language.future else "opinion"
            made.append(claim_of(seen, Attribution(content, None, None, kind, SHOWN), AUTHOR, "view"))
    return made


def passed_on(seen: Seen, claims: list[Claim]) -> list[Claim]:
    """Returns the claims with longer chains where a page shows that one speaker passes on another.

    «„Вестник“ предупреждава: „Мостът ще отвори пътя“» at the top and the same words further down from a man who
    writes there: he spoke, the outlet passed him on, in all that he says.
    """
    by: dict[str, Step] = {}  # the outlet's step, by the name of the one whom it passes on
    origin: dict[str, Step] = {}
    words = {claim.claim_id: frozenset(fold(claim.evidence.text).split()) for claim in claims}
    outlets = [claim for claim in claims if claim.chain and _outlet(seen, claim.speaker)][:OUTLETS]
    people = [claim for claim in claims if claim.chain and _person(seen, claim.speaker)] if outlets else []
    for outlet, person in product(outlets, people):
        if _same_words(words[outlet.claim_id], words[person.claim_id]):
            by.setdefault(person.speaker.name, outlet.chain[-1])
            origin[outlet.claim_id] = person.chain[-1]
    return [_longer(claim, by, origin) for claim in claims]


def _longer(claim: Claim, by: Mapping[str, Step], origin: Mapping[str, Step]) -> Claim:
    if claim.claim_id in origin:
        return replace(claim, chain=(*claim.chain, origin[claim.claim_id]))
    own = claim.chain and claim.speaker.start is not None
    step = next((step for name, step in by.items() if own and _part(claim.speaker.name, name)), None)
    return replace(claim, chain=(*claim.chain[:-1], step, claim.chain[-1])) if step else claim


def _part(one: str, other: str) -> bool:
    """Tells whether one name has all words of the other: «анализаторът Пламен Стоев», «Пламен Стоев»."""
    words = [set(fold(name).split()) for name in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def _outlet(seen: Seen, speaker: Speaker) -> bool:
    """Tells whether a speaker is an outlet: one of the tables', or a name in quotation marks that nobody knows."""
    return speaker.code in seen.actors.outlets or (speaker.code is None and speaker.name[:1] in QUOTES)


def _person(seen: Seen, speaker: Speaker) -> bool:
    """Tells whether a speaker is named, and no outlet: whom an outlet can pass on."""
    named = speaker.start is not None and fold(speaker.name) not in seen.language.pronouns
    return named and not _outlet(seen, speaker) and not (speaker.code or "").startswith("company:")


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tells whether two texts have most words of the shorter in common, and enough of them to be no accident."""
    least = min(len(one), len(other))
    return least >= SAME_LEAST and len(one & other) >= SAME_SHARE * least


def shown(seen: Seen, found: Sequence[Claim]) -> Iterator[Claim]:
    """Yields claims for what somebody says by the form of the page, and the reader took for the page's own words."""
    for stretch in quoting.spoken(seen, found):
        content = Span(stretch.start, stretch.end)
        if _says_something(seen, content):
            heard = Attribution(content, None, None, "quote", SHOWN)
            yield claim_of(seen, heard, stretch.speaker, stretch.rule)


def _says_something(seen: Seen, content: Span, least: int = SHORTEST) -> bool:
    return len(seen.words(content.start, content.end).split()) >= least


def claim_of(seen: Seen, heard: Attribution, who: Speaker, rule: str) -> Claim:
    """Returns the claim of an attribution. `who` speaks, `rule` says so."""
    cue = cues.whole(seen, heard)
    return Claim(
        article_id=seen.article_id,
        doc=seen.article.doc,
        lang=seen.article.lang,
        kind=heard.kind,
        speaker=who,
        cue=seen.words(cue.start, cue.end) if cue else None,
        chain=tuple(chain(seen, who)),
        about=about(seen.mentions, heard),
        evidence=Evidence(heard.content.start, heard.content.end, seen.words(heard.content.start, heard.content.end)),
        rule=rule,
        confidence=round(heard.score, 3),
    )


def chain(seen: Seen, who: Speaker) -> list[Step]:
    """Returns the steps that the words came down: the sources that the page names for itself, then the speaker."""
    steps = [step for step in seen.article.sources if step.start != who.start]
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
