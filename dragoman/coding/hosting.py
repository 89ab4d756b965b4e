"""Who hosts an exercise, a meeting: whom the page says to, else in whose state it is. Named rules, the first answer counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dragoman.coding.seen import Seen, overlapping
from dragoman.languages import Language, fold, phrases_pattern
from dragoman.model import Event, Evidence, Mention, Participant, codes

HOSTED = ("exercise", "meeting")
HOST = "host"
JOINT = "hold-exercise-joint"
WORDS = 60  # letters beside a name in which a phrase for hosting stands


def hosted(event: Event, seen: Seen) -> Event:
    """Returns an exercise, a meeting with its host marked; where the rules do not say who that is, as it was."""
    if event.register not in HOSTED:
        return event
    for rule in RULES:
        found = rule(event, seen)
        if found:
            return found
    return event


def said_to_host(event: Event, seen: Seen) -> Event | None:
    """«учения, которые проводит Перу», „с домакин Малта“, "hosted by Oman": no other is the host, whatever the reader saw."""
    said = {m.code for span in _spans(event) for m in _inside(seen, span) if hosts_it(m, seen)} & _everyone(event)
    return _with_host(event, said.pop()) if len(said) == 1 else None


def seen_to_host(event: Event, seen: Seen) -> Event | None:
    """The reader saw who hosts it."""
    return event if any(p.role for p in (*event.actors, *event.recipients)) else None


def in_whose_state(event: Event, seen: Seen) -> Event | None:
    """«учения Омана и Индии в Маскате»: one of those who take part in it is at home."""
    country = event.place.country if event.place else None
    return _with_host(event, country) if country and country in _everyone(event) else None


def on_whose_ground(event: Event, seen: Seen) -> Event | None:
    """«В Маскате начались учения «Муссон» частей Индии и Непала»: who comes from abroad was let in by the state of the town.

    Only of an exercise with a name and two that take part: a town alone is too often another act's.
    """
    place = event.place
    foreign = event.concept == JOINT and event.name is not None and len(_everyone(event)) > 1
    if place is None or place.lat is None or not foreign or place.country not in seen.actors.states:
        return None
    stands = (m for span in _spans(event) for m in _inside(seen, span) if m.text == place.text and m.code == place.country)
    town = next(stands, None)
    if town is None:
        return None
    code = str(place.country)
    host = Participant(code, None, seen.actors.name(code), None, HOST, town.text, town.start, town.end)
    return replace(event, actors=tuple(sorted((*event.actors, host), key=lambda p: p.start)))


RULES: tuple[Callable[[Event, Seen], Event | None], ...] = (said_to_host, seen_to_host, in_whose_state, on_whose_ground)


def _everyone(event: Event) -> frozenset[str]:
    return frozenset({*codes(event.actors), *codes(event.recipients)})


def _spans(event: Event) -> Sequence[Evidence]:
    return (event.evidence, *event.also_at)


def _inside(seen: Seen, span: Evidence) -> Iterator[Mention]:
    return (seen.mentions[number] for number in overlapping(seen.mentions, span.start, span.end))


def hosts_it(mention: Mention, seen: Seen) -> bool:
    """Tells whether a phrase for hosting stands right before or right behind a name."""
    language = seen.language
    before = fold(seen.words(max(0, mention.start - WORDS), mention.start))
    behind = fold(seen.words(mention.end, mention.end + WORDS))
    return bool(phrases_pattern(language.hosts_before, r"\s*$").search(before)) or _follows(behind, language)


def _follows(behind: str, language: Language) -> bool:
    found = phrases_pattern(language.hosts_behind).search(behind)
    beside = found is not None and not behind[: found.start()].strip(" '’")
    return beside or _hung(behind, language)


def _hung(behind: str, language: Language) -> bool:
    """ "Türkiye'nin ev sahipliğinde": what hangs on the name stands between."""
    hanging = behind.split(" ", 1)
    return bool(language.suffix) and len(hanging) > 1 and phrases_pattern(language.hosts_behind).match(hanging[1]) is not None


def _with_host(event: Event, code: str | None) -> Event:
    return replace(event, actors=_marked(event.actors, code), recipients=_marked(event.recipients, code))


def _marked(side: Sequence[Participant], code: str | None) -> tuple[Participant, ...]:
    return tuple(replace(p, role=HOST if p.code == code else None if p.role == HOST else p.role) for p in side)
