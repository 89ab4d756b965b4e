"""What a page says of an exercise in sentences that name nobody: what it is called, when, where, how many take part.

The reader sees acts of somebody; «В манёврах задействованы 900 военных, 40 танков» and «Осенью прошли учения «Гранит-2024»» are
nobody's. Such a sentence has a word for an exercise, and none who acts. What it tells is of the exercise told around it; one with
a name of its own is another exercise of those whom the page spoke of right before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.coding import claims as speech
from dragoman.coding import events as acts
from dragoman.coding.confidence import TAKES_PART
from dragoman.coding.drafts import Draft
from dragoman.coding.hosting import hosts_it
from dragoman.coding.same import alike, one_entry, with_told
from dragoman.coding.seen import Seen, parties
from dragoman.languages import fold, phrases_pattern
from dragoman.model import Argument, Claim, Event, Mention, Participant, Reading, Trigger, codes

EXERCISE = "exercise"  # the register
JOINT = ("COOPERATE", "hold-exercise-joint")
TOLD = ("name", "amount", "time")  # in this order; kinds of things that such a sentence says of its exercise
WORD, STOP = re.compile(r"[^\W\d_]+"), re.compile(r"[.;:!?()]")
CALLED = 0.5  # how sure it is that a word for an exercise before a name in quotation marks tells of one
FAR = 40  # letters behind a name in which a word for an exercise stands: “Demir Yumruk” adlı tatbikatta
JOINED = 5  # letters between two names of one row: «Гранит» и «Базальт»
CLOSE = 3  # letters between two sentences that follow each other
GATHERED = 0.6  # how sure it is that those whose forces come there hold it
CARRIED = 0.75  # how often those told of right before are the ones who hold it


def tellings(seen: Seen, claims: Sequence[Claim]) -> list[Event]:
    """Returns what sentences tell of exercises without anybody in them, as rows without participants, in order."""
    words = phrases_pattern(tuple(sorted(seen.language.exercises)))
    return [acts.event(draft) for reading in seen.readings for draft in _telling(seen, reading, claims, words)]


def _telling(seen: Seen, reading: Reading, claims: Sequence[Claim], words: re.Pattern[str]) -> Iterator[Draft]:
    start, end = reading.sentence.start, reading.sentence.end
    text = fold(seen.words(start, end))
    found = words.search(text) if len(text) == end - start else None
    inside = _inside(seen, start, end)
    if found is None or any(seen.mentions[number].use == "actor" for number in inside):
        return
    things = [number for number, thing in enumerate(seen.things) if start <= thing.start < end and thing.kind in TOLD]
    names, amounts, times = (_of_kind(seen, things, kind) for kind in TOLD)
    names = _names(seen, start, names, words)
    claim = speech.inside(claims, start + found.start())
    if len(names) > 1 or not names:  # «учения «Гранит» и «Базальт»»: whose the numbers are is not said
        amounts, times, inside = ([] if names else amounts), [], []
    times = times if len(times) == 1 else []
    for told in [[name] for name in names] or ([[]] if amounts else []):
        trigger = _trigger(seen, reading, found.span(), [*told, *amounts, *times], _place(seen, inside))
        yield Draft(seen, reading, trigger, claim, (), (), ("stated",), CALLED)


def _of_kind(seen: Seen, things: Sequence[int], kind: str) -> list[int]:
    return [number for number in things if seen.things[number].kind == kind]


def _inside(seen: Seen, start: int, end: int) -> list[int]:
    return list(range(*(bisect_left(seen.mentions, at, key=lambda m: m.start) for at in (start, end))))


def _called(seen: Seen, start: int, thing: Mention, words: re.Pattern[str]) -> bool:
    """Tells whether a name has a word for an exercise in it or stands beside one: «учения «Гранит»», "the Granite exercise"."""
    if words.search(fold(thing.text)):  # «начались «Весенние манёвры-2024»»
        return True
    before = fold(seen.words(start, thing.start))
    last = max((found.end() for found in words.finditer(before)), default=None)
    behind = fold(seen.words(thing.end, thing.end + FAR))
    first = words.search(behind)
    naming = seen.language.naming
    return any(
        gap is not None and naming.issuperset(WORD.findall(gap)) and not STOP.search(gap)
        for gap in (before[last:] if last is not None else None, behind[: first.start()] if first else None)
    )


def _names(seen: Seen, start: int, names: Sequence[int], words: re.Pattern[str]) -> list[int]:
    """Returns those of the names that are an exercise's: beside a word for one, or joined to one that is, «и «Базальт»»."""
    found: list[int] = []
    for number in names:
        joined = found and seen.things[number].start - seen.things[found[-1]].end <= JOINED
        if joined or _called(seen, start, seen.things[number], words):
            found.append(number)
    return found


def _place(seen: Seen, inside: Sequence[int]) -> int | None:
    """Returns the number of the only town, else of the only region, that a sentence names; None where there are several."""
    named = [number for number in inside if seen.mentions[number].kind == "place"]
    towns = [n for n in named if (seen.mentions[n].name, seen.mentions[n].code or "") in seen.actors.places]
    chosen = towns or named
    return chosen[0] if len(chosen) == 1 else None


def _trigger(seen: Seen, reading: Reading, span: tuple[int, int], told: Sequence[int], place: int | None) -> Trigger:
    """Returns what the reader saw faintly of the exercise, else a trigger at its word."""
    concepts = seen.codebook.concepts
    faint = [t for t in reading.triggers if concepts[t.concept].register == EXERCISE]
    likeliest = max(faint, key=lambda t: t.type_score, default=None)
    start = reading.sentence.start
    coming = set(fold(seen.words(start, reading.sentence.end)).split()) & seen.language.future
    status = likeliest.status if likeliest else "planned" if coming else "occurred"
    arguments = (Argument(place, "place", TAKES_PART),) if place is not None else ()
    things = tuple(Argument(number, "attribute", TAKES_PART) for number in told)
    return Trigger(
        start + span[0], start + span[1], JOINT[0], CALLED, JOINT[1], CALLED, status, CALLED, 0.0, arguments, CALLED, things
    )


def stated(events: Sequence[Event], claims: Sequence[Claim], seen: Seen) -> list[Event]:
    """Returns the rows with what such sentences tell: of the exercise of that name, of the one told in the next sentence or in
    the one before; and a row for an exercise with a name of its own.
    """
    made = list(events)
    for telling in tellings(seen, claims):
        place = _of(made, telling, seen)
        if place is not None:
            made[place] = with_told(made[place], telling)
        elif telling.name and (row := _gathered(telling, seen) or _another(made, telling, seen)):
            made.append(row)
    return sorted(made, key=lambda row: row.trigger.start) if len(made) > len(events) else made


def _of(rows: Sequence[Event], telling: Event, seen: Seen) -> int | None:
    """Returns the number of the row that a telling is of, None where it is of none."""
    exercises = [n for n, row in enumerate(rows) if one_entry(row, telling)]
    named = [n for n in exercises if alike(rows[n].name, telling.name)]
    follows = [n for n in exercises if telling.name and rows[n].name is None and _follows(seen, telling, rows[n])]
    if named or follows:
        return (named or follows)[0]
    before = {n: max((at for at in _told(rows[n]) if at < telling.trigger.start), default=-1) for n in exercises}
    near = [n for n, at in before.items() if not telling.name and at >= 0 and seen.near(at, telling.trigger.start)]
    return max(near, key=lambda n: before[n], default=None)


def _told(row: Event) -> list[int]:
    return [e.start for e in (row.evidence, *row.also_at)]


def _follows(seen: Seen, telling: Event, row: Event) -> bool:
    """Tells whether a row is told in the sentence after, of the same paragraph: «… манёвры «Гранит». В них вошли части …»."""
    one, other = (seen.sentence(at) for at in (telling.trigger.start, row.trigger.start))
    return one is not None and other is not None and one.block == other.block and 0 < other.start - one.end < CLOSE


def _gathered(telling: Event, seen: Seen) -> Event | None:
    """«Манёвры «Муссон» начались в Омане. На полигон вышли солдаты Индии.»: whose forces the next sentence tells of, and whose
    ground it is. None where these are not two, or no forces are told of.
    """
    sentence = seen.sentence(telling.trigger.start)
    number = bisect_left(seen.readings, telling.trigger.start, key=lambda r: r.sentence.start)
    following = seen.readings[number].sentence if number < len(seen.readings) else None
    if sentence is None or following is None or sentence.block != following.block or following.start - sentence.end >= CLOSE:
        return None
    states = seen.actors.states
    there = [seen.mentions[n] for n in _inside(seen, following.start, following.end)]
    ground = [
        m for n in _inside(seen, sentence.start, sentence.end) if (m := seen.mentions[n]).use == "place" and m.code in states
    ]
    forces = [m for m in there if m.kind == "force" and m.use == "actor" and m.code in states]
    hosts = [m for m in there if m.use == "actor" and m.code in states and hosts_it(m, seen)]
    found = {m.code: m for m in [*ground[:1], *hosts, *forces]}
    if not forces or len(found) < 2 or len({m.code for m in [*ground, *hosts]}) > 1:
        return None
    host = next((m.code for m in [*hosts, *ground]), None)
    party = (p for m in found.values() for p in parties(m, "host" if m.code == host else None, seen.actors))
    return replace(telling, actors=tuple(sorted(party, key=lambda p: p.start)), rule="gathered", confidence=GATHERED)


def _another(rows: Sequence[Event], telling: Event, seen: Seen) -> Event | None:
    """Returns a row for an exercise with a name of its own: of those whom the page said right before to work together.

    «Сотрудничество Омана и Индии растёт. Осенью прошли учения «Муссон-2024»».
    """
    before = [row for row in rows if row.trigger.start < telling.trigger.start and _together(row)]
    last = max(before, key=lambda row: row.trigger.start, default=None)
    if last is None or not seen.near(last.trigger.start, telling.trigger.start):
        return None
    sentence = seen.sentence(telling.trigger.start)
    named = {seen.mentions[n].code for n in _inside(seen, sentence.start, sentence.end)} if sentence else set()
    if not named <= {None, *codes(last.actors), *codes(last.recipients)}:  # «турецкие учения «Гранит»» are Turkey's
        return None
    sure = last.confidence if "stated" in last.rule else round(CARRIED * last.confidence, 3)
    return replace(telling, actors=_without_roles((*last.actors, *last.recipients)), rule="stated", confidence=sure)


def _together(row: Event) -> bool:
    """Tells whether a row is of two or more that work together with their forces."""
    return row.type == JOINT[0] and "military" in row.contexts and len(row.actors) + len(row.recipients) > 1


def _without_roles(side: Sequence[Participant]) -> tuple[Participant, ...]:
    return tuple(replace(party, role=None) for party in side)
