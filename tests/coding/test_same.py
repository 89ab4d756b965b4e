"""When two tellings are one event."""

from __future__ import annotations

from dataclasses import replace

from dragoman.codebook import load
from dragoman.coding.same import filled, merged, of_the_one_before, same, together
from dragoman.model import Event, Evidence, Participant, Quantity, When, Where


def party(code: str) -> Participant:
    return Participant(code, None, code, None, None, code, 0, len(code))


def event(actors: str, recipients: str = "", at: int = 0, **changed: object) -> Event:
    made = Event(
        "article", "doc", "ru", "ASSAULT", "ASSAULT", None, (), "shell", "occurred", False, None, None,
        tuple(map(party, actors.split())), tuple(map(party, recipients.split())),
        Evidence(at, at + 5, "слово"), Evidence(at, at + 5, "слово"), "reader", 0.7,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def rows(*events: Event) -> list[tuple[set[str], set[str], int]]:
    made = merged(events, load().mutual)
    return [({p.code for p in e.actors}, {p.code for p in e.recipients}, len(e.also_at)) for e in made]


def test_the_same_act_told_twice_is_one_row() -> None:
    assert rows(event("RUS", "UKR"), event("RUS", "UKR", 50)) == [({"RUS"}, {"UKR"}, 1)]


def test_a_telling_that_names_fewer_is_the_same() -> None:
    assert rows(event("RUS", "UKR"), event("RUS", "", 50)) == [({"RUS"}, {"UKR"}, 1)]
    assert rows(event("RUS"), event("RUS", "UKR", 50)) == [({"RUS"}, {"UKR"}, 1)]


def test_directions_stay_apart() -> None:
    assert len(rows(event("RUS", "UKR"), event("UKR", "RUS", 50))) == 2


def test_talks_have_no_direction() -> None:
    talks = {"type": "CONSULT", "plover": "CONSULT", "concept": "meet"}
    assert len(rows(event("RUS", "KAZ", **talks), event("KAZ", "RUS", 50, **talks))) == 1


def test_done_planned_and_denied_stay_apart() -> None:
    statuses = ("occurred", "planned", "hypothetical", "denied")
    assert len(rows(*(event("RUS", "UKR", n, status=status) for n, status in enumerate(statuses)))) == 4
    assert same(event("RUS", "UKR"), event("RUS", "UKR", 9, status="ongoing"), mutual=False)


def test_an_act_is_no_commentary() -> None:
    assert not same(event("RUS", "UKR"), event("RUS", "UKR", 9, commentary=True), mutual=False)


def test_other_concepts_between_others_stay_apart() -> None:
    assert not same(event("RUS", "UKR"), event("RUS", "", 9, concept="capture"), mutual=False)


def test_another_act_of_the_type_between_the_same_is_another_event() -> None:
    assert len(rows(event("RUS", "UKR"), event("RUS", "UKR", 50, concept="capture", trigger=Evidence(50, 55, "взяли")))) == 2


def test_one_word_read_as_two_concepts_is_one_event() -> None:
    attack = {"concept": "attack", "trigger": Evidence(50, 60, "обстрелами")}
    assert len(rows(event("RUS", "UKR", trigger=Evidence(0, 8, "обстрелы")), event("RUS", "UKR", 50, **attack))) == 1


def test_two_strikes_stay_two() -> None:
    kharkiv, odesa = (Where(name, "UKR", 50.0, 36.2, name) for name in ("Kharkiv", "Odesa"))
    first, second, nowhere = event("RUS", "UKR", place=kharkiv), event("RUS", "UKR", 50, place=odesa), event("RUS", "UKR", 90)
    assert len(rows(first, second)) == 2
    assert len(rows(first, event("RUS", "UKR", 70, place=Where("Ukraine", "UKR", None, None, "Украине")))) == 1
    assert len(rows(first, nowhere, second)) == 2
    assert len(rows(first, replace(nowhere, confidence=0.9), second)) == 2


def test_a_row_keeps_what_any_telling_says_of_place_time_and_things() -> None:
    told = {"place": Where("Kharkiv", "UKR", None, None, "Харькову"), "date": When("2024", "2024", "year", "2024 году")}
    (row,) = merged([event("RUS", "UKR", confidence=0.9), event("RUS", "UKR", 50, items=("Grad",), **told)], load().mutual)
    assert (row.place, row.date, row.items) == (told["place"], told["date"], ("Grad",))


def test_an_exercise_announced_and_begun_is_one_by_its_name() -> None:
    year, day = When("2023-01-01", "2023-12-31", "year", "2023"), When("2023-01-25", "2023-01-25", "day", "25 января")
    drills = {"type": "COOPERATE", "concept": "hold-exercise-joint"}
    planned = event("KAZ TUR", status="planned", name="Зимние учения-2023", date=year, **drills)
    begun = event("KAZ TUR", at=50, status="ongoing", name="Зимних учениях 2023", date=day, **drills)
    (one,) = merged([planned, begun], load().mutual)
    assert (one.status, one.date, len(one.also_at)) == ("ongoing", day, 1)
    assert len(merged([planned, replace(begun, name=None)], load().mutual)) == 2
    assert len(merged([begun, replace(begun, name="Тарлан-2023", trigger=Evidence(90, 95, "слово"))], load().mutual)) == 2
    assert len(merged([begun, replace(begun, name="Зимние учения-2024", trigger=Evidence(90, 95, "слово"))], load().mutual)) == 2


def test_a_town_says_more_than_its_state() -> None:
    state, town = Where("Turkey", "TUR", None, None, "Турцию"), Where("Ankara", "TUR", 39.9, 32.9, "Анкару")
    visit = {"type": "CONSULT", "concept": "visit"}
    (one,) = merged([event("KAZ", "TUR", place=state, **visit), event("KAZ", "TUR", 50, place=town, **visit)], load().mutual)
    assert one.place == town


def test_a_telling_that_is_no_row_says_when_and_where() -> None:
    drills = {"type": "COOPERATE", "concept": "hold-exercise-joint"}
    kars, day = Where("Kars", "TUR", 40.6, 43.1, "Карсе"), When("2023-01-25", "2023-01-25", "day", "25 января")
    row = event("KAZ TUR", name="Зимние учения-2023", **drills)
    alone = event("TUR", at=50, name="Зимних учениях 2023", place=kars, date=day, **drills)
    nameless, others = replace(alone, name=None), replace(alone, name=None, actors=tuple(map(party, ("TUR", "GEO"))))
    for telling, place, date in ((alone, kars, day), (nameless, kars, day), (others, None, None)):
        (one,) = filled([row], [telling], load().mutual)
        assert (one.place, one.date, one.actors, one.confidence) == (place, date, row.actors, row.confidence)
    known = replace(row, place=Where("Ankara", "TUR", 39.9, 32.9, "Анкаре"))
    assert filled([known], [nameless], load().mutual) == [known]  # another town is another event


def test_talks_of_one_sentence_have_one_day_and_one_place() -> None:
    there, day = Where("Baghdad", "IRQ", 33.3, 44.4, "Багдаде"), When("2016-07-11", "2016-07-11", "day", "сегодня")
    sentence = Evidence(0, 90, "слово")
    met = event("USA IRQ", type="CONSULT", concept="meet", place=there, date=day, evidence=sentence)
    asked = event("IRQ", "USA", type="REQUEST", concept="call-on", evidence=sentence, trigger=Evidence(50, 55, "слово"))
    told = [e.place and e.place.name for e in together([met, asked])]
    assert told == ["Baghdad", "Baghdad"]
    for apart in (
        replace(asked, type="ASSAULT"),  # «обстрелял в понедельник … с тех пор как напал»
        replace(asked, status="planned"),
        replace(asked, trigger=Evidence(95, 99, "слово")),
        replace(asked, recipients=(party("GEO"),)),
    ):
        assert together([met, apart]) == [met, apart]


def test_how_many_took_part_is_said_of_the_exercise_told_before() -> None:
    drills = {"type": "COOPERATE", "concept": "hold-exercise-joint", "register": "exercise"}
    first, second = event("KAZ TUR", name="Щит", **drills), event("UZB TJK", at=50, name="Мост", **drills)
    arms = event("AZE", "TUR", at=70, type="COOPERATE", concept="buy-arms", register="arms")
    many = (Quantity("personnel", 1758.0, "exact", "1758 военнослужащих"),)
    telling = event("", at=90, quantities=many, **drills)
    found = of_the_one_before([first, second, arms], [telling], lambda one, other: other - one < 60)
    assert [row.quantities for row in found] == [(), many, ()]
    assert of_the_one_before([first, second], [telling], lambda one, other: False) == [first, second]  # too far away
    other = replace(telling, name="Тарлан")
    assert of_the_one_before([first, second], [other], lambda one, other: True) == [first, second]
    assert of_the_one_before([first], [replace(telling, register=None)], lambda one, other: True) == [first]


def test_a_meeting_and_what_was_discussed_at_it_are_one() -> None:
    met = event("KAZ TUR", type="CONSULT", concept="meet", date=When("2023-05-11", "2023-05-11", "day", "11 мая"))
    talked = {"type": "CONSULT", "concept": "negotiate", "trigger": Evidence(50, 58, "обсудили")}
    discussed = event("TUR KAZ", at=50, **talked)
    assert rows(met, discussed) == [({"KAZ", "TUR"}, set(), 1)]
    assert len(rows(met, replace(discussed, concept="telephone"))) == 2
    assert len(rows(met, event("TUR KAZ GEO", at=50, **talked))) == 2


def test_a_purchase_that_is_thought_of_is_one() -> None:
    buys = {"type": "COOPERATE", "concept": "buy-arms", "status": "proposed"}
    thinks = buys | {"concept": "negotiate-arms", "trigger": Evidence(3, 4, "д")}
    assert len(rows(event("OMN", "IND", **buys), event("OMN", "IND", **thinks))) == 1
    assert len(rows(event("OMN", "IND", **buys), event("OMN", "IND", 50, **thinks))) == 2  # of another sentence
    assert len(rows(event("OMN", "IND", **(buys | {"status": "occurred"})), event("OMN", "IND", **thinks))) == 2


def test_who_signs_first_says_nothing() -> None:
    treaty = {"type": "SUPPORT", "plover": "SUPPORT", "concept": "sign-treaty"}
    assert len(rows(event("RUS", "PRK", **treaty), event("PRK", "RUS", 50, **treaty))) == 1
    assert len(rows(event("RUS", "PRK", **treaty), event("RUS PRK", "", 50, **treaty))) == 1
    assert len(rows(event("RUS", "PRK", **treaty), event("RUS", "CHN", 50, **treaty))) == 2


def test_of_two_dates_the_one_whose_day_is_known_stays() -> None:
    talks = {"type": "CONSULT", "plover": "CONSULT", "concept": "meet"}
    unknown, known = When(None, None, "day", "вчера"), When("2024-04-21", "2024-04-21", "day", "21 апреля")
    for first, second in ((unknown, known), (known, unknown)):
        (row,) = merged([event("RUS", "KAZ", date=first, **talks), event("RUS", "KAZ", 50, date=second, **talks)], load().mutual)
        assert row.date == known
