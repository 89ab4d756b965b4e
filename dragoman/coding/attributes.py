"""What else a row says of an act: when and where, with what arms, how many, for how much, under what name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.confidence import SIDES, TAKES_PART
from dragoman.coding.drafts import Draft
from dragoman.coding.seen import Seen
from dragoman.languages import fold
from dragoman.model import Argument, Mention, Money, Quantity, Reading, When, Where, codes
from dragoman.text.parts import parts
from dragoman.text.times import UNKNOWN, times

IS_ITS = 0.4  # from which a time, a sum, a name, a place is an act's
BETWEEN = 4  # words before a state among which one may say what part of it is meant: "the northern part of Syria"
STEM = 3  # letters from which the beginning of a word is enough: «южн», but «юг» is not «югославский»
PARTS = {
    "north": "Northern", "south": "Southern", "east": "Eastern", "west": "Western", "northeast": "Northeastern",
    "northwest": "Northwestern", "southeast": "Southeastern", "southwest": "Southwestern", "centre": "Central",
}  # fmt: skip
OBLASTS = frozenset({"RUS", "UKR", "BGR"})  # states whose regions English calls so; those of others are regions
FAINT = 0.2  # from which a town is, where it is no other act's
MARKS = "«»„“”\"'’.,;:() "
ITEM = re.compile(r"[а-яёіїєґәғқңөұүһ]{4,} (?P<name>[A-Z][\w-]*(?: (?:[A-Z]|\d)[\w-]*){0,2})(?=,| [а-яіій] |[.;]|$)")  # of a list
ARMS = "arms"  # the register
COMING = ("planned", "proposed", "predicted")  # statuses of what has not been yet when the page appears
PLACES = ("host", "place")
SENT = ("send-forces", "keep-peace")  # to where the recipient is
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NAMED = frozenset({"exercise", "training", "agreement", "meeting", "membership"})  # registers whose entries bear names


def things(draft: Draft, kind: str) -> list[Mention]:
    """Returns the times, the weapons that are an act's, the likeliest first."""
    likely = sorted((a for a in draft.trigger.things if a.score >= IS_ITS), key=lambda a: -a.score)
    found = [draft.seen.things[int(a.mention or 0)] for a in likely]
    return [thing for thing in found if thing.kind == kind]


def when(draft: Draft) -> When | None:
    """Returns when it happened: the time that fits the act best, in the year of its own name where it has one: «Зима-2025»."""
    found = things(draft, "time")
    year = YEAR.search(name(draft) or "")
    if not found:
        return When(f"{year[0]}-01-01", f"{year[0]}-12-31", "year", year[0]) if year else None
    first, last, grain = _to_come(draft, found[0]) or (found[0].value or "//").split("/")
    if year:  # «25 января … «Зимние учения-2023»», on a page that bears no date
        first, last = (year[0] + day.removeprefix("-") if day.startswith(UNKNOWN) else day for day in (first, last))
    return When(first or None, last or None, grain, found[0].text)


def _to_come(draft: Draft, time: Mention) -> list[str] | None:
    """«проведём учения весной»: of what is still to come a time without its year is the next one, not the one that is past.

    None where it is not past, or past by its own words: «договорились провести в марте 2020 года».
    """
    published = draft.seen.article.published
    today = published.day if published else None
    last = (time.value or "//").split("/")[1]
    if draft.trigger.status not in COMING or today is None or not last or last >= today.isoformat():
        return None
    words = times(time.text, draft.seen.language, today, ahead=True)
    whole = next((t for t in words if t.end - t.start == len(time.text) and t.first > today.isoformat()), None)
    return [whole.first, whole.last, whole.grain] if whole else None


def name(draft: Draft) -> str | None:
    """Returns the name of the exercise, the treaty, the meeting that an act is or is about."""
    if draft.concept.register not in NAMED:
        return None
    return next((thing.name for thing in things(draft, "name")), None)


def items(draft: Draft) -> tuple[str, ...]:
    """Returns the names of the weapons that an act is about, in the order of the text.

    They are those of the tables that the reader links to the act and, of arms that are sold or given, names that no table has.
    """
    found = [*things(draft, "weapon"), *_unlisted(draft)] or _listed_after(draft)
    found += _enumerated(draft.seen, found)
    return tuple(dict.fromkeys(thing.name for thing in sorted(found, key=lambda thing: thing.start)))


def _unlisted(draft: Draft) -> list[Mention]:
    """«закупит машины ARMA»: weapons by name that the reader saw nearest to this trade in arms; «дроны» is no name."""
    if draft.concept.register != ARMS:
        return []
    concepts = draft.seen.codebook.concepts
    trades = [t for t in draft.reading.triggers if concepts[t.concept].register == ARMS]
    return [m for m in _weapons(draft.reading) if min(trades, key=lambda t: abs(t.start - m.start)).start == draft.trigger.start]


def _weapons(reading: Reading) -> list[Mention]:
    named = (_without_class(m, m.start == reading.sentence.start) for m in reading.names if m.kind == "weapon")
    return [m for m in named if m is not None]


def _without_class(mention: Mention, opens: bool) -> Mention | None:
    """«бронемашин Tigon», "Tigon vehicles": the name without the words for what it is; None where that is all there is.

    `opens`: it opens the sentence, where that word has a capital too, «Дроны Tigon».
    """
    words = mention.name.split()
    proper = [n for n, word in enumerate(words) if any(c.isupper() or c.isdecimal() for c in word)]
    if opens and len(proper) > 1 and proper[0] == 0 and words[0].istitle():
        proper = proper[1:]
    name = " ".join(words[proper[0] : proper[-1] + 1]).strip(MARKS) if proper else ""
    return replace(mention, name=name) if name else None


def _listed_after(draft: Draft) -> list[Mention]:
    """«закупил турецкое оружие. Среди новинок дроны «Акынджы», ракеты SOM …»: a list in the sentence after, of no other trade."""
    if draft.concept.register != ARMS:
        return []
    readings, concepts = draft.seen.readings, draft.seen.codebook.concepts
    after = bisect_right(readings, draft.reading.sentence.start, key=lambda r: r.sentence.start)
    if after == len(readings) or readings[after].sentence.block != draft.reading.sentence.block:
        return []
    listed, sentence = readings[after], readings[after].sentence
    trades = [t for t in listed.triggers if t.type_score >= TAKES_PART and concepts[t.concept].register == ARMS]
    tables = [m for m in draft.seen.things if m.kind == "weapon" and sentence.start <= m.start < sentence.end]
    found = [*tables, *_weapons(listed)]
    return found if len(found) > 1 and not trades else []


def _enumerated(seen: Seen, found: Sequence[Mention]) -> list[Mention]:
    """«дроны «Акынджы», катера Salvo, ракеты SOM и машины Cobra»: what else such a list names in foreign letters.

    Only of a list with two arms that are known, each item a word for what it is and a name; none of somebody else.
    """
    sentence = seen.sentence(found[0].start) if len(found) > 1 and seen.language.script == "Cyrl" else None
    if sentence is None:
        return []
    text, taken = seen.words(sentence.start, sentence.end), [(m.start, m.end) for m in (*found, *seen.mentions)]
    spans = [(sentence.start + item.start("name"), sentence.start + item.end("name")) for item in ITEM.finditer(text)]
    free = [span for span in spans if not any(start < span[1] and span[0] < end for start, end in taken)]
    return [Mention("weapon", None, seen.words(*span), *span, seen.words(*span), "enumerated") for span in free]


def quantities(draft: Draft) -> tuple[Quantity, ...]:
    """Returns how many of what an act is about, in the order of the text, the likeliest of each kind."""
    found: dict[str, tuple[int, Quantity]] = {}
    for thing in things(draft, "amount"):
        what, value, bound = str(thing.value).split("/")
        found.setdefault(what, (thing.start, Quantity(what, float(value), bound, thing.text)))
    told = tuple(quantity for _, quantity in sorted(found.values(), key=lambda row: row[0]))
    return (*told, *_delivered(draft))


def _delivered(draft: Draft) -> tuple[Quantity, ...]:
    """«получил первый из трёх катеров»: how many of how many ordered, of the one delivery of arms that a sentence tells of."""
    sentence, concepts = draft.reading.sentence, draft.seen.codebook.concepts
    trades = [t for t in draft.reading.triggers if t.type_score >= TAKES_PART and concepts[t.concept].register == ARMS]
    found = (
        parts(draft.seen.words(sentence.start, sentence.end), draft.seen.language) if draft.concept.stage == "delivery" else []
    )
    if len(found) != 1 or len(trades) > 1:
        return ()
    part = found[0]
    text = draft.seen.words(sentence.start + part.start, sentence.start + part.end)
    return Quantity("delivered", float(part.part), "exact", text), Quantity("ordered", float(part.whole), "exact", text)


def money(draft: Draft) -> Money | None:
    """Returns the sum that fits the act best."""
    found = things(draft, "money")
    if not found:
        return None
    return sum_of(found[0])


def sum_of(thing: Mention) -> Money:
    """Returns the sum that a mention of one names."""
    amount, currency = str(thing.value).split("/")
    return Money(float(amount), currency, thing.text)


def where(draft: Draft) -> Where | None:
    """Returns where it happened: the town or region that fits best, else the town visited, else the state as a whole."""
    named = [_mention(draft, a) for a in _likeliest(draft, PLACES, FAINT) if a.score >= IS_ITS or _nobody_elses(draft, a)]
    town = next((m for m in named if _town(draft, m)), None) or _visited(draft)
    if town is not None:
        return _on_the_map(draft, town)
    visited = [m for m in (_mention(draft, a) for a in _likeliest(draft, ("recipient",))) if _stands_there(draft, m)]
    acting = codes(draft.actors)
    state = next((m for m in (*named, *visited) if m.code in draft.seen.actors.states and m.code not in acting), None)
    if state is not None and state.kind == "place":  # «аннексия Крыма»: who undergoes it is the place
        return _on_the_map(draft, state)
    if state is None:
        return None
    part = _part(draft, state)
    name = draft.seen.actors.name(str(state.code))
    return Where(f"{part} {name}" if part else name, state.code, None, None, state.text)


def _on_the_map(draft: Draft, place: Mention) -> Where:
    """Returns a town or region with where it lies, as far as the tables know."""
    lat, lon = draft.seen.actors.places.get((place.name, place.code or ""), (None, None))
    region = _region(draft, place)
    return Where(f"{place.name} {region}" if region else place.name, place.code, lat, lon, place.text)


def _region(draft: Draft, place: Mention) -> str | None:
    """Returns what kind of region a town's name stands for: "Oblast" of «Харьковской области». It lies where its seat does."""
    language = draft.seen.language
    behind = draft.seen.words(place.end, draft.reading.sentence.end).split()[:1] if language.region_behind else []
    said = [fold(word).strip(MARKS) for word in (*place.text.split()[1:], *behind)]
    kinds = [kind for kind, stems in language.regions.items() if any(word.startswith(stems) for word in said)]
    if not kinds or place.name.endswith(("Oblast", "Krai", "Region", "Province")):
        return None
    return kinds[0].title() if kinds[0] != "oblast" or place.code in OBLASTS else "Region"


def _part(draft: Draft, state: Mention) -> str | None:
    """Returns the part of a state that a place is, where words beside it say so: "Eastern" of «на востоке Украины»."""
    language, sentence, words = draft.seen.language, draft.reading.sentence, draft.seen.words
    before = fold(words(sentence.start, state.start)).split()[-BETWEEN:]
    while before and before[-1] in language.between:
        before.pop()
    behind = fold(words(state.end, sentence.end)).split()[:2] if language.behind else []
    said = [*before[-1:], *(word.strip(MARKS) for word in behind)]
    found = ((part, stem, word) for word in said for part, stems in language.compass.items() for stem in stems)
    likely = (part for part, stem, word in found if word == stem or (len(stem) >= STEM and word.startswith(stem)))
    return next((PARTS[part] for part in likely), None)


def _stands_there(draft: Draft, mention: Mention) -> bool:
    """Tells whether who undergoes an act is where it happens: whom one visits or sends soldiers to, «война на Украине»."""
    goes = draft.concept.register == "visit" or draft.concept.name in SENT
    return goes or mention.use == "place" or mention.rule.endswith(("/locative", "/inflected"))


def _visited(draft: Draft) -> Mention | None:
    """«прилетел в Пекин»: the town that stands for the state that is visited; in which two meet, where it stands as a place."""
    roles = {"visit": ("recipient",), "meeting": SIDES}.get(draft.concept.register or "", ())
    named = (_mention(draft, a) for a in _likeliest(draft, roles))
    return next((m for m in named if _town(draft, m) and (m.use == "place" or roles != SIDES)), None)


def _likeliest(draft: Draft, roles: Sequence[str], least: float = IS_ITS) -> list[Argument]:
    likely = [a for a in draft.trigger.arguments if a.role in roles and a.mention is not None and a.score >= least]
    return sorted(likely, key=lambda a: -a.score)


def _nobody_elses(draft: Draft, argument: Argument) -> bool:
    """Tells whether a town that stands as a place fits no act of the sentence better: it is some act's."""
    others = (a for t in draft.reading.triggers for a in t.arguments if a.mention == argument.mention and a.role in PLACES)
    mention = _mention(draft, argument)
    return mention.use == "place" and _town(draft, mention) and not any(a.score > argument.score for a in others)


def _mention(draft: Draft, argument: Argument) -> Mention:
    return draft.seen.mentions[int(argument.mention or 0)]


def _town(draft: Draft, mention: Mention) -> bool:
    """Tells whether a mention is a town or region; a capital is one where it has its own name and not its state's: «в Пекин»."""
    state = draft.seen.actors.states.get(mention.code or "")
    return mention.kind == "place" or (state is not None and mention.name == state.capital)
