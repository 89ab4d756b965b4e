"""One event is one row however often a page tells it: later tellings become `also_at` of the first.

Two drafts are the same where a rule in RULES says so and none in APART speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.codebook import STATUS_GROUP, TOGETHER
from dragoman.languages import fold
from dragoman.model import Event, Evidence, Participant, When, Where, codes

TALKS = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST"})  # what is said and signed where one meets
MEETINGS = frozenset({"meet", "negotiate", "meet-multilateral", "host-talks"})
WAR = frozenset({"attack", "invade"})
PURCHASE = frozenset({"buy-arms", "negotiate-arms"})
STEM = 5  # letters that forms of one word share
GRAINS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year")  # of dates, the finest first
SHARED = 4  # the same in a name
WORD = re.compile(r"\w+")


def sides(event: Event, mutual: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Returns the codes of actors and recipients, as one set where the type or the concept has no direction."""
    actors, recipients = frozenset(codes(event.actors)), frozenset(codes(event.recipients))
    return (actors | recipients, frozenset()) if mutual or event.concept in TOGETHER else (actors, recipients)


def equal(a: Event, b: Event, mutual: bool) -> bool:
    """The same kind of act, or the same word for it, between the same: «обвинил … обвинения», not «обвинил … раскритиковал»."""
    return sides(a, mutual) == sides(b, mutual) and (a.concept == b.concept or _word(a) == _word(b))


def _word(event: Event) -> str:
    return fold(event.trigger.text)[:STEM]


def part(a: Event, b: Event, mutual: bool) -> bool:
    """The same concept, and one telling names fewer: «учения Турции и Казахстана … в этих учениях Казахстан …»."""
    if a.concept != b.concept:
        return False
    (first, second), (third, fourth) = sides(a, mutual), sides(b, mutual)
    return (first <= third and second <= fourth) or (third <= first and fourth <= second)


def one_meeting(a: Event, b: Event, mutual: bool) -> bool:
    """They met and what they did there between the same: «на встрече … обсудили», "met in Baghdad … discussed"."""
    return {a.concept, b.concept} <= MEETINGS and sides(a, mutual) == sides(b, mutual)


def one_purchase(a: Event, b: Event, mutual: bool) -> bool:
    """What is thought of and what would be bought, told in one sentence: «обдумывает возможность покупки танков»."""
    once = a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
    return once and {a.concept, b.concept} == PURCHASE and sides(a, mutual) == sides(b, mutual) and a.status == b.status


def one_war(a: Event, b: Event, mutual: bool) -> bool:
    """The war and the attack that began it, between the same: «вторжение … война … агрессия», "the invasion … the war"."""
    return {a.concept, b.concept} <= WAR and sides(a, mutual) == sides(b, mutual)


RULES: tuple[Callable[[Event, Event, bool], bool], ...] = (equal, part, one_meeting, one_purchase, one_war)


def other_status(a: Event, b: Event) -> bool:
    """One happened, the other is planned, unreal or denied; what bears one name is one, announced or begun."""
    announced = {STATUS_GROUP[a.status], STATUS_GROUP[b.status]} == {"real", "future"} and alike(a.name, b.name)
    return STATUS_GROUP[a.status] != STATUS_GROUP[b.status] and not announced


def other_name(a: Event, b: Event) -> bool:
    """The exercise „Тарлан“ is not „Каспийски бриз“."""
    return a.name is not None and b.name is not None and not alike(a.name, b.name)


def alike(one: str | None, other: str | None) -> bool:
    """Tells whether two names are forms of one: «Зимние учения-2023», «Зимних учениях 2023»."""
    if one is None or other is None:
        return False
    words = [[word if word.isdecimal() else word[:SHARED] for word in WORD.findall(fold(name))] for name in (one, other)]
    return words[0] == words[1]


def other_view(a: Event, b: Event) -> bool:
    """An act is not a commentary."""
    return a.commentary != b.commentary


def other_place(a: Event, b: Event) -> bool:
    """A strike on Kharkiv is not the one on Odessa; one "in Ukraine" may be either."""
    towns = [place.name for place in (a.place, b.place) if place is not None and place.lat is not None]
    return len(set(towns)) > 1


APART: tuple[Callable[[Event, Event], bool], ...] = (other_status, other_view, other_place, other_name)


def same(a: Event, b: Event, mutual: bool) -> bool:
    """Tells whether two rows of one article tell the same event."""
    if a.type != b.type or any(reason(a, b) for reason in APART):
        return False
    return any(rule(a, b, mutual) for rule in RULES)


def merged(events: Sequence[Event], mutual: Callable[[str], bool]) -> list[Event]:
    """Returns one row for each event, in order of the first telling. The surest telling gives the row."""
    kept: list[Event] = []
    for event in events:
        place = next((i for i, other in enumerate(kept) if same(event, other, mutual(event.type))), None)
        if place is None:
            kept.append(event)
        else:
            kept[place] = _joined(kept[place], event)
    return kept


def filled(events: Sequence[Event], faint: Sequence[Event], mutual: Callable[[str], bool]) -> list[Event]:
    """Returns the rows, what they do not say filled in from tellings that are no rows themselves.

    «Казахстан принимает участие в «Зимних учениях 2023» … 25 января в провинции Карс стартовали «Зимние учения-2023»»: the second
    names one of those who take part and is not sure, but it says when and where.
    """
    made = list(events)
    for telling in faint:
        place = next((i for i, row in enumerate(made) if _says_of(row, telling, mutual(row.type))), None)
        if place is not None:
            made[place] = with_told(made[place], telling)
    return made


def of_the_one_before(events: Sequence[Event], nameless: Sequence[Event], near: Callable[[int, int], bool]) -> list[Event]:
    """Returns the rows, what they do not say filled in from tellings that name nobody: «В учениях задействованы 1758 человек».

    Such a telling is of the row of its register that was told last before it; `near` says of two places whether they are.
    """
    made = list(events)
    for telling in nameless:
        told = (
            (max(_tellings(row, telling.trigger.start), default=-1), place)
            for place, row in enumerate(made)
            if one_entry(row, telling)
        )
        last, place = max(told, default=(-1, -1))
        if last >= 0 and near(last, telling.trigger.start):
            made[place] = with_told(made[place], telling)
    return made


def one_entry(row: Event, telling: Event) -> bool:
    """Tells whether both would stand in one register, and nothing speaks against one being the other."""
    return row.register == telling.register is not None and not any(reason(row, telling) for reason in (other_place, other_name))


def _tellings(row: Event, before: int) -> list[int]:
    """Returns where a row is told before a place."""
    return [e.start for e in (row.evidence, *row.also_at) if e.start < before]


def _says_of(row: Event, telling: Event, mutual: bool) -> bool:
    """Tells whether a telling is of this row: of one name, or between no others than the row has."""
    if alike(row.name, telling.name):  # «начались манёвры «Гранит»» names nobody else: is it one's own?
        kind = row.type == telling.type or row.register == telling.register == "exercise"
        return kind and not any(reason(row, telling) for reason in APART)
    told = codes(telling.actors) + codes(telling.recipients)
    return set(told) <= {*codes(row.actors), *codes(row.recipients)} and same(row, telling, mutual)


def with_told(row: Event, telling: Event) -> Event:
    """Returns a row with the attributes of another telling where it has none, or less exact ones of what bears one name."""
    named = alike(row.name, telling.name)
    told = (*row.also_at, telling.evidence)
    return replace(
        row,
        also_at=tuple(sorted({(e.start, e.end): e for e in told if e != row.evidence}.values(), key=lambda e: e.start)),
        name=row.name or telling.name,
        date=_finer(row.date, telling.date) if named else _dated(row.date, telling.date),
        place=_nearer(row.place, telling.place) if named else row.place or telling.place,
        quantities=row.quantities or telling.quantities,
        money=row.money or telling.money,
        items=row.items or telling.items,
    )


def together(events: Sequence[Event]) -> list[Event]:
    """Returns the rows, talks and what was agreed at them in one sentence with one day and one place.

    "Carter today met Abadi in Baghdad, where the two discussed arms": the second was in Baghdad today too. Other acts between the
    same parties are not: "shelled Kharkiv on Monday, which it has fought for since it invaded".
    """
    made = list(events)
    for place, row in enumerate(made):
        for other in events:
            if other is not events[place] and _at_once(row, other):
                row = replace(row, date=_dated(row.date, other.date), place=row.place or other.place)
        made[place] = row
    return made


def _at_once(row: Event, other: Event) -> bool:
    talks = "CONSULT" in (row.type, other.type) and {row.type, other.type} <= TALKS and row.status == other.status
    return talks and other.evidence.start <= row.trigger.start < other.evidence.end and sides(row, True) == sides(other, True)


def _joined(first: Event, later: Event) -> Event:
    main, other = (later, first) if _richer(later, first) else (first, later)
    told: tuple[Evidence, ...] = (*first.also_at, other.evidence, *later.also_at)
    different = {(e.start, e.end): e for e in told if (e.start, e.end) != (main.evidence.start, main.evidence.end)}
    confidence = max(first.confidence, later.confidence)
    return replace(
        main,
        actors=_together(main.actors, other.actors, other.recipients + main.recipients),
        recipients=_together(main.recipients, other.recipients, other.actors + main.actors),
        confidence=confidence,
        name=main.name or other.name,
        date=_finer(main.date, other.date),
        quantities=main.quantities or other.quantities,
        money=main.money or other.money,
        place=_nearer(main.place, other.place),
        items=tuple(dict.fromkeys((*main.items, *other.items))),
        also_at=tuple(different[key] for key in sorted(different)),
    )


def _richer(a: Event, b: Event) -> bool:
    """Tells whether a row tells what is done and the other what is to come, else names more, or as much and is surer."""
    first, second = ((STATUS_GROUP[e.status] == "real", len(e.actors) + len(e.recipients), e.confidence) for e in (a, b))
    return first > second


def _finer(one: When | None, other: When | None) -> When | None:
    """Returns the date that says it more exactly, of two alike the first; «вчера» on a page without a date says less than any."""
    dates = [date for date in (one, other) if date is not None]
    return min(dates, key=lambda d: (d.start is None, GRAINS.index(d.grain) if d.grain in GRAINS else len(GRAINS)), default=None)


def _dated(one: When | None, other: When | None) -> When | None:
    """Returns the first date whose day is known, else the first."""
    dates = [date for date in (one, other) if date is not None]
    return min(dates, key=lambda date: date.start is None, default=None)


def _nearer(one: Where | None, other: Where | None) -> Where | None:
    """Returns the town rather than the state as a whole, of two alike the first."""
    places = [place for place in (one, other) if place is not None]
    return min(places, key=lambda place: place.lat is None, default=None)


def _together(
    main: tuple[Participant, ...], other: tuple[Participant, ...], elsewhere: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Returns both rows' participants of one side, each code once, none that is on the other side."""
    known = {p.code for p in main}
    return (*main, *(p for p in other if p.code not in known and p.code not in {e.code for e in elsewhere}))
