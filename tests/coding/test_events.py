"""From triggers to events: sides, collectives, speakers, checks, evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import at, mention, said, seen, trigger

from dragoman import languages
from dragoman.annotate import counted, times_of, titles_of
from dragoman.coding import Coded, code
from dragoman.coding.confidence import Confidence
from dragoman.coding.events import LONGEST
from dragoman.languages import load as load_language
from dragoman.model import Argument, Mention, Money, Published

SURE = Confidence({"bias": 3.0})


def sides(coded: Coded) -> list[tuple[str, list[str], list[str]]]:
    return [(e.type, [p.code for p in e.actors], [p.code for p in e.recipients]) for e in coded.events]


def test_who_does_it_to_whom() -> None:
    text = "Казахстан обвинил Узбекистан."
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, "Узбекистан", "UZB")],
                [trigger(text, "обвинил", "ACCUSE", "accuse", (0, "actor"), (1, "recipient"))])  # fmt: skip
    (event,) = code(page, SURE).events
    assert sides(code(page, SURE)) == [("ACCUSE", ["KAZ"], ["UZB"])]
    assert (event.plover, event.mode, event.register) == ("ACCUSE", "allege", "statement")
    assert event.trigger.text == "обвинил"
    assert event.evidence.text == text


def test_a_mention_that_fits_both_sides_is_on_the_better() -> None:
    text = "Казахстан обвинил Узбекистан."
    made = trigger(text, "обвинил", "ACCUSE", "accuse", (0, "actor"), (0, "recipient"), (1, "recipient"))
    first, second, third = made.arguments
    made = type(made)(
        *(getattr(made, n) if n != "arguments" else (first, type(second)(0, "recipient", 0.6), third) for n in made.__slots__)
    )
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, "Узбекистан", "UZB")], [made])
    assert sides(code(page, SURE)) == [("ACCUSE", ["KAZ"], ["UZB"])]


def test_a_collective_is_its_members_without_the_other_side() -> None:
    text = "Казахстан поддержал страны Центральной Азии."
    members = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    named = [
        mention(text, "Казахстан", "KAZ"),
        mention(text, "страны Центральной Азии", None, "organisation", members=members),
    ]
    page = seen(text, named, [trigger(text, "поддержал", "SUPPORT", "endorse", (0, "actor"), (1, "recipient"))])
    (event,) = code(page, SURE).events
    assert [p.code for p in event.recipients] == ["KGZ", "TJK", "TKM", "UZB"]
    assert event.recipients[0].name == "Kyrgyzstan"


def test_we_is_the_speaker() -> None:
    text = "«Мы закроем границу», — заявил президент Киргизии."
    page = seen(text, [mention(text, "президент Киргизии", "KGZ", "office")],
                [trigger(text, "закроем", "SANCTION", "break-relations", (None, "actor"), status="planned")],
                [said(text, "Мы закроем границу", "президент Киргизии", "заявил", "quote")])  # fmt: skip
    (event,) = code(page, SURE).events
    assert [p.code for p in event.actors] == ["KGZ"]
    assert [step.code for step in event.via] == ["KGZ"]


def test_an_act_of_nobody_is_no_event() -> None:
    text = "Границу закрыли."
    coded = code(seen(text, [], [trigger(text, "закрыли", "SANCTION", "break-relations")]), SURE)
    assert not coded.events
    assert [d.notes for d in coded.drafts] == [("nobody",)]


@pytest.mark.parametrize(
    ("kind", "concept", "roles", "note"),
    [
        ("ACCUSE", "accuse", [(0, "actor")], "no_recipient"),
        ("ACCUSE", "accuse", [(0, "recipient")], "no_actor"),
        ("CONSULT", "meet", [(0, "actor")], "alone"),
        ("ACCUSE", "accuse", [(0, "actor"), (1, "recipient")], "only_itself"),
    ],
)
def test_checks_that_speak(kind: str, concept: str, roles: list[tuple[int, str]], note: str) -> None:
    text = "Россия решает, российский министр молчит."
    named = [mention(text, "Россия", "RUS"), mention(text, "российский министр", "RUS", "office")]
    (draft,) = code(seen(text, named, [trigger(text, "решает", kind, concept, *roles)]), SURE).drafts
    assert note in draft.notes


@pytest.mark.parametrize(
    ("concept", "where", "recipients"),
    [("condole", ("Измире",), ["TUR"]), ("condole", ("Измире", "Баку"), []), ("praise", ("Измире",), [])],
)
def test_condolences_are_to_the_state_of_the_place(concept: str, where: tuple[str, ...], recipients: list[str]) -> None:
    text = "Кувейт выразил соболезнования семьям погибших в " + " и ".join(where) + "."
    codes = {"Измире": "TUR", "Баку": "AZE"}
    named = [mention(text, "Кувейт", "KWT"), *(mention(text, name, codes[name], use="place") for name in where)]
    coded = code(seen(text, named, [trigger(text, "соболезнования", "SUPPORT", concept, (0, "actor"))]), SURE)
    assert sides(coded) == [("SUPPORT", ["KWT"], recipients)]


@pytest.mark.parametrize(
    ("code_", "concept", "notes"),
    [("NATO", "meet-multilateral", ()), ("NATO", "meet", ("alone",)), ("RUS", "meet-multilateral", ("alone",))],
)
def test_a_body_meets_by_itself(code_: str, concept: str, notes: tuple[str, ...]) -> None:
    text = "Kuruluş toplandı."
    named = mention(text, "Kuruluş", code_, "organisation" if code_ == "NATO" else "state")
    (draft,) = code(seen(text, [named], [trigger(text, "toplandı", "CONSULT", concept, (0, "actor"))]), SURE).drafts
    assert draft.notes == notes


@pytest.mark.parametrize("kind", ["MOBILIZE", "ASSAULT", "PROTEST", "RETREAT"])
def test_checks_that_stay_silent(kind: str) -> None:
    text = "Россия стреляет."
    concept = {"MOBILIZE": "send-forces", "ASSAULT": "attack", "PROTEST": "demonstrate", "RETREAT": "withdraw-forces"}[kind]
    made = trigger(text, "стреляет", kind, concept, (0, "actor"))
    (draft,) = code(seen(text, [mention(text, "Россия", "RUS")], [made]), SURE).drafts
    assert not draft.notes


def test_evidence_of_a_long_sentence_is_the_stretch_that_matters() -> None:
    text = (
        "В тот день "
        + "много говорили о погоде и ценах, " * 9
        + "а Казахстан обвинил Узбекистан, "
        + "и так далее, " * 9
        + "вот."
    )
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, "Узбекистан", "UZB")],
                [trigger(text, "обвинил", "ACCUSE", "accuse", (0, "actor"), (1, "recipient"))])  # fmt: skip
    (event,) = code(page, SURE).events
    assert len(text) > LONGEST
    assert event.evidence.text == "Казахстан обвинил Узбекистан"
    assert (event.evidence.start, event.evidence.end) == at(text, event.evidence.text)


def test_a_view_is_no_act() -> None:
    text = "Казахстан отдаляется от Москвы."
    made = trigger(text, "отдаляется", "SANCTION", "drift-apart", (0, "actor"), (1, "recipient"))
    made = type(made)(*(0.9 if n == "commentary" else getattr(made, n) for n in made.__slots__))
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, "Москвы", "RUS")], [made])
    (event,) = code(page, SURE).events
    assert event.commentary
    assert event.register is None


def test_the_future_is_recorded_as_plover_does() -> None:
    text = "Казахстан встретит Узбекистан."
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, "Узбекистан", "UZB")],
                [trigger(text, "встретит", "CONSULT", "meet", (0, "actor"), (1, "actor"), status="planned")])  # fmt: skip
    (event,) = code(page, SURE).events
    assert (event.type, event.plover, event.status) == ("CONSULT", "AGREE", "planned")


def test_what_is_not_recognised() -> None:
    text = "Токаев не признал ЛНР."
    named = [mention(text, "Токаев", "KAZ", "person"), mention(text, "ЛНР", "UKR:lnr")]
    for words, kind in (("признал", "REJECT"), ("Токаев", "SUPPORT")):  # against: nothing denies the word
        made = trigger(text, words, "SUPPORT", "recognise", (0, "actor"), (1, "recipient"))
        assert [e.type for e in code(seen(text, named, [made]), SURE).events] == [kind]


def test_a_concession_that_is_not_made_is_refused() -> None:
    text = "Париж не снимет запрет с Лондона."
    named = [mention(text, "Париж", "FRA"), mention(text, "Лондона", "GBR")]
    for status, kind, concept in (("negated", "REJECT", "refuse-yield"), ("planned", "CONCEDE", "lift-restriction")):
        made = trigger(text, "снимет", "CONCEDE", "lift-restriction", (0, "actor"), (1, "recipient"), status=status)
        (event,) = code(seen(text, named, [made]), SURE).events
        assert (event.type, event.concept) == (kind, concept)


def test_what_is_refused_is_no_event_beside_the_refusal() -> None:
    near, far = "Париж отменил визит в Лондон.", "Париж отменил ужин, а сам визит в Лондон прошёл."
    for text, status, kinds in (
        (near, "negated", ["REJECT"]),
        (far, "negated", ["REJECT"]),
        (near, "occurred", ["REJECT"]),  # it was not, whatever the reader took it for
        (far, "occurred", ["REJECT", "CONSULT"]),
    ):
        named = [mention(text, "Париж", "FRA"), mention(text, "Лондон", "GBR")]
        refusal = trigger(text, "отменил", "REJECT", "refuse-meeting", (0, "actor"), (1, "recipient"))
        visit = trigger(text, "визит", "CONSULT", "visit", (0, "actor"), (1, "recipient"), status=status)
        assert [e.type for e in code(seen(text, named, [refusal, visit]), SURE).events] == kinds


def test_who_is_struck_where_only_a_place_is_named() -> None:
    text = "Украина ударила по Курску."
    named = [mention(text, "Украина", "UKR"), mention(text, "Курску", "RUS", "place", "place")]
    page = seen(text, named, [trigger(text, "ударила", "ASSAULT", "attack", (0, "actor"), (1, "place"))])
    assert sides(code(page, SURE)) == [("ASSAULT", ["UKR"], ["RUS"])]
    own = seen(text, [named[0], mention(text, "Курску", "UKR", "place", "place")], page.readings[0].triggers)
    assert sides(code(own, SURE)) == [("ASSAULT", ["UKR"], [])]


def test_a_company_trades_for_its_state_too() -> None:
    text = "Казахстан купил машины у Otokar."
    named = [mention(text, "Казахстан", "KAZ"), mention(text, "Otokar", "company:otokar", "company")]
    page = seen(text, named, [trigger(text, "купил", "COOPERATE", "buy-arms", (0, "actor"), (1, "recipient"))])
    assert sides(code(page, SURE)) == [("COOPERATE", ["KAZ"], ["company:otokar", "TUR"])]
    single = seen(text, named, [trigger(text, "купил", "COOPERATE", "buy-arms", (1, "actor"))])
    assert sides(code(single, SURE)) == [("COOPERATE", ["company:otokar"], [])]
    accused = seen(text, named, [trigger(text, "купил", "ACCUSE", "accuse", (0, "actor"), (1, "recipient"))])
    assert sides(code(accused, SURE)) == [("ACCUSE", ["KAZ"], ["company:otokar"])]


def test_a_status_against_its_word_is_noted() -> None:
    text = "Казахстан не поставлял дроны России."
    named = [mention(text, "Казахстан", "KAZ"), mention(text, "России", "RUS")]
    for status, noted in (("occurred", True), ("negated", False)):
        made = trigger(text, "поставлял", "COOPERATE", "sell-arms", (0, "actor"), (1, "recipient"), status=status)
        (draft,) = code(seen(text, named, [made]), SURE).drafts
        assert ("status_against_word" in draft.notes) is noted


@pytest.mark.parametrize(
    ("text", "word", "kind", "concept", "status", "wanted"),
    [
        ("Казахстан не будет поставлять оружие в Армению.", "поставлять", "COOPERATE", "sell-arms", "negated", "refuse-help"),
        ("Казахстан не намерен немедленно освобождать пленных Армении.", "освобождать", "RETREAT", "release", "planned",
         "refuse-yield"),
        ("Казахстан не достиг соглашения с Армения.", "соглашения", "AGREE", "agree", "negated", "refuse-demand"),
        # against: what did not happen is no refusal, nor is a refusal what somebody else does further on
        ("Казахстан не поставлял оружие в Армению.", "поставлял", "COOPERATE", "sell-arms", "negated", "sell-arms"),
        ("Казахстан не будет ждать, пока соседи помогут Армении.", "помогут", "AID", "give-aid", "planned", "give-aid"),
    ],
)  # fmt: skip
def test_what_somebody_will_not_do_is_a_refusal(text: str, word: str, kind: str, concept: str, status: str, wanted: str) -> None:
    other = next(name for name in ("Армению", "Армении", "Армения") if name in text)
    made = trigger(text, word, kind, concept, (0, "actor"), (1, "recipient"), status=status)
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, other, "ARM")], [made])
    (event,) = code(page, SURE).events
    assert (event.concept, event.type == "REJECT") == (wanted, wanted.startswith("refuse"))


@pytest.mark.parametrize(
    ("text", "word", "concept", "wanted"),
    [
        ("Казахстан предъявил Армении новый ультиматум.", "предъявил", "demand", "threaten"),
        ("Казахстан в ультимативной форме обратился к Армении.", "в ультимативной форме обратился", "address", "threaten"),
        # against: what is asked for may be that an ultimatum be withdrawn, and another clause may tell of one
        ("Казахстан потребовал у Армении отмены ультиматума.", "потребовал", "demand", "demand"),
        ("Казахстан направил Армении просьбу, а не ультиматум.", "направил", "call-on", "call-on"),
    ],
)
def test_an_ultimatum_threatens(text: str, word: str, concept: str, wanted: str) -> None:
    kind = "CONSULT" if concept == "address" else "REQUEST"
    made = trigger(text, word, kind, concept, (0, "actor"), (1, "recipient"))
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, "Армении", "ARM")], [made])
    (event,) = code(page, SURE).events
    assert (event.concept, event.type) == (wanted, "THREATEN" if wanted == "threaten" else "REQUEST")


@pytest.mark.parametrize(
    ("text", "other", "recipients"),
    [
        ("Казахстан подписал договор с Арменией.", "Арменией", ["ARM"]),
        ("Казахстан подписал договор с президентом Армении.", "президентом Армении", ["ARM"]),
        ("Казахстан и Армения подписали договор.", "Армения", []),
    ],
)
def test_with_whom_a_treaty_is_signed_is_the_recipient(text: str, other: str, recipients: list[str]) -> None:
    word = "подписал" if "подписал " in text else "подписали"
    made = trigger(text, word, "SUPPORT", "sign-treaty", (0, "actor"), (1, "actor"))
    page = seen(text, [mention(text, "Казахстан", "KAZ"), mention(text, other, "ARM")], [made])
    (draft,) = code(page, SURE).drafts
    assert [p.code for p in draft.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Оман восстановил связи с Чадом и Мали.", ["OMN"], ["TCD", "MLI"]),
        ("Оман вместе с Чадом, а также Мали восстановил связи.", ["OMN", "MLI"], ["TCD"]),  # another clause
        ("Оман восстановил связи с Чадом для Мали.", ["OMN", "MLI"], ["TCD"]),
    ],
)
def test_two_behind_with_are_both_recipients(text: str, actors: list[str], recipients: list[str]) -> None:
    named = [mention(text, "Оман", "OMN"), mention(text, "Чадом", "TCD"), mention(text, "Мали", "MLI")]
    made = trigger(text, "восстановил", "SUPPORT", "restore-ties", (0, "actor"), (1, "actor"), (2, "actor"))
    (event,) = code(seen(text, named, [made]), SURE).events
    assert ([p.code for p in event.actors], [p.code for p in event.recipients]) == (actors, recipients)


def test_whoever_tells_of_a_meeting_with_one_other_was_at_it() -> None:
    text = "Президент Казахстана рассказал, что на встрече с узбекским лидером обсудили воду."
    mentions = [mention(text, "Президент Казахстана", "KAZ", "office"), mention(text, "узбекским лидером", "UZB", "office")]
    page = seen(
        text, mentions, [trigger(text, "встрече", "CONSULT", "meet", (1, "actor"))],
        [said(text, "на встрече с узбекским лидером обсудили воду", "Президент Казахстана", "рассказал")],
    )  # fmt: skip
    (event,) = code(page, SURE).events
    assert [p.code for p in event.actors] == ["KAZ", "UZB"]
    assert event.rule == "reader+speakers_own"


FAR = "Погода была ясной, и ветер стих. " * 14


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ("Министр Казахстана прилетел в столицу.", ["KAZ", "TUR"]),
        ("Министр Казахстана прилетел в столицу. Там тепло.", ["KAZ", "TUR"]),
        (f"Министр Казахстана прилетел в столицу. {FAR}", []),
        ("В столице тепло.", []),
    ],
)
def test_who_acts_before_is_the_other_of_two_who_meet(before: str, codes: list[str]) -> None:
    lines = [*before.split(". "), "Состоялись переговоры с турецким министром."]
    text = "\n".join(lines)
    mentions = [mention(text, "турецким министром", "TUR", "office")]
    if "Министр Казахстана" in text:
        mentions.insert(0, mention(text, "Министр Казахстана", "KAZ", "office"))
    talks = trigger(text, "переговоры", "CONSULT", "negotiate", (len(mentions) - 1, "actor"))
    coded = code(seen(text, mentions, [talks]), Confidence({"bias": 3.0, "alone": -9.0}))
    assert [[p.code for p in e.actors] for e in coded.events] == ([codes] if codes else [])
    assert all(0.6 < e.confidence < 0.75 for e in coded.events)


def test_sums_and_amounts_of_an_act_are_in_its_row() -> None:
    text = "Турция продала Грузии 20 танков за 4,4 млн долларов."
    sold = trigger(text, "продала", "COOPERATE", "sell-arms", (0, "actor"), (1, "actor"))
    sold = replace(sold, things=(Argument(0, "attribute", 0.9), Argument(1, "attribute", 0.9)))
    page = seen(text, [mention(text, "Турция", "TUR"), mention(text, "Грузии", "GEO")], [sold])
    things = counted(page.article, [r.sentence for r in page.readings], page.language)
    (event,) = code(replace(page, things=tuple(sorted(things, key=lambda m: m.start))), SURE).events
    assert [(q.what, q.value, q.bound, q.text) for q in event.quantities] == [("tanks", 20, "exact", "20 танков")]
    assert event.money == Money(4.4e6, "USD", "4,4 млн долларов")
    unsure = replace(sold, things=(Argument(0, "attribute", 0.2),))
    assert code(replace(page, readings=(replace(page.readings[0], triggers=(unsure,)),)), SURE).events[0].quantities == ()


@pytest.mark.parametrize(
    ("title", "concept", "name", "date"),
    [
        ("«Зима-2025»", "hold-exercise-own", "Зима-2025", ("2025-01-01", "2025-12-31", "year")),
        ("«Щит»", "hold-exercise-own", "Щит", None),
        ("«Зима-2025»", "send-forces", None, None),
    ],
)
def test_an_exercise_has_its_name_and_the_year_in_it(
    title: str, concept: str, name: str | None, date: tuple[str, ...] | None
) -> None:
    text = f"Турция начала учения {title}."
    held = replace(trigger(text, "учения", "MOBILIZE", concept, (0, "actor")), things=(Argument(0, "attribute", 0.9),))
    page = seen(text, [mention(text, "Турция", "TUR")], [held])
    things = titles_of(page.article, [r.sentence for r in page.readings], page.language, page.mentions)
    (event,) = code(replace(page, things=things), SURE).events
    assert event.name == name
    assert (event.date and (event.date.start, event.date.end, event.date.grain)) == date


def test_a_day_without_a_year_is_in_the_year_of_the_name() -> None:
    text = "25 января Турция начала учения «Зима-2025»."
    held = trigger(text, "учения", "MOBILIZE", "hold-exercise-own", (0, "actor"))
    page = seen(text, [mention(text, "Турция", "TUR")], [held])
    sentences = [r.sentence for r in page.readings]
    things = (
        *times_of(page.article, sentences, page.language),
        *titles_of(page.article, sentences, page.language, page.mentions),
    )
    its = tuple(Argument(i, "attribute", 0.9) for i, thing in enumerate(things) if thing.text != "2025")
    page = replace(page, things=things, readings=(replace(page.readings[0], triggers=(replace(held, things=its),)),))
    (event,) = code(page, SURE).events
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.grain) == ("2025-01-25", "2025-01-25", "day")


@pytest.mark.parametrize(
    ("time", "status", "day"),
    [
        ("Весной", "planned", "2025-03-01"),
        ("В марте", "predicted", "2025-03-01"),
        ("Зимой", "planned", "2024-12-01"),  # the next one already
        # against: what was, and what a year or the page puts in the past
        ("Весной", "occurred", "2024-03-01"),
        ("В марте 2024 года", "planned", "2024-03-01"),
        ("На прошлой неделе", "planned", "2024-06-17"),
    ],
)
def test_what_is_to_come_is_in_the_next_spring(time: str, status: str, day: str) -> None:
    text = f"{time} Турция проведёт учения."
    held = trigger(text, "учения", "MOBILIZE", "hold-exercise-own", (0, "actor"), status=status)
    held = replace(held, things=(Argument(0, "attribute", 0.9),))
    page = seen(text, [mention(text, "Турция", "TUR")], [held])
    article = replace(page.article, published=Published("2024-06-26", "text", "26 июня 2024", 0, 0))
    things = times_of(article, [r.sentence for r in page.readings], page.language)
    (event,) = code(replace(page, article=article, things=things), SURE).events
    assert event.date is not None
    assert event.date.start == day


@pytest.mark.parametrize(
    ("concept", "kind", "status", "struck"),
    [
        ("shell", "ASSAULT", "hypothetical", ["GEO"]),
        ("shell", "ASSAULT", "occurred", []),  # «грозит Грузии не тем, что уже обстреляла»
        ("visit", "CONSULT", "planned", []),
    ],
)
def test_a_threat_is_at_whom_the_threatened_act_would_strike(concept: str, kind: str, status: str, struck: list[str]) -> None:
    text = "Турция пригрозила обстрелять Грузию."
    threat = trigger(text, "пригрозила", "THREATEN", "threaten-force", (0, "actor"))
    act = trigger(text, "обстрелять", kind, concept, (0, "actor"), (1, "recipient"), status=status)
    found = code(seen(text, [mention(text, "Турция", "TUR"), mention(text, "Грузию", "GEO")], [threat, act]), SURE).events
    assert [[p.code for p in e.recipients] for e in found if e.type == "THREATEN"] == [struck]


@pytest.mark.parametrize(
    ("score", "town", "host"),
    [
        (0.1, "AZE", ["AZE"]),  # in whose town it is
        (0.9, "AZE", ["KAZ"]),  # who is said to be
        (0.3, "GEO", []),  # a third one's town, and nobody sure
    ],
)
def test_a_host_is_said_to_be_one_or_has_the_town(score: float, town: str, host: list[str]) -> None:
    text = "Казахстан и Азербайджан провели в Гяндже учения."
    names = [
        mention(text, "Казахстан", "KAZ"),
        mention(text, "Азербайджан", "AZE"),
        mention(text, "Гяндже", town, "place", "place"),
    ]
    held = trigger(text, "учения", "COOPERATE", "hold-exercise-joint", (0, "actor"), (1, "actor"), (2, "place"))
    held = replace(held, arguments=(*held.arguments, Argument(0, "host", score)))
    (event,) = code(seen(text, names, [held]), SURE).events
    assert [p.code for p in event.actors if p.role == "host"] == host


@pytest.mark.parametrize(
    ("lang", "text", "words", "code_", "name"),
    [
        ("ru", "Чад обстрелял Курскую область.", "Курскую область", "RUS", "Kursk Oblast"),
        ("ru", "Чад обстрелял Курск.", "Курск", "RUS", "Kursk"),
        ("en", "Chad shelled Kursk region.", "Kursk", "KAZ", "Kursk Region"),
        ("en", "Chad shelled Kursk province.", "Kursk", "RUS", "Kursk Province"),
        ("bg", "Чад обстреля Курск край реката.", "Курск", "RUS", "Kursk"),
    ],
)
def test_a_region_is_not_its_town(lang: str, text: str, words: str, code_: str, name: str) -> None:
    town = replace(mention(text, words, code_, "place", "place"), name="Kursk")
    page = seen(text, [mention(text, text.split(maxsplit=1)[0], "TCD"), town],
                [trigger(text, text.split()[1], "ASSAULT", "shell", (0, "actor"), (1, "place"))])  # fmt: skip
    (event,) = code(replace(page, language=load_language(lang)), SURE).events
    assert event.place is not None
    assert event.place.name == name


def test_a_town_has_its_place_on_the_map() -> None:
    text = "Турция обстреляла в Карсе склад."
    kars = replace(mention(text, "Карсе", "TUR", "place", "place"), name="Kars")
    fired = trigger(text, "обстреляла", "ASSAULT", "shell", (0, "actor"), (1, "place"))
    (event,) = code(seen(text, [mention(text, "Турция", "TUR"), kars], [fired]), SURE).events
    assert event.place is not None
    assert (event.place.name, event.place.country, event.place.text) == ("Kars", "TUR", "Карсе")
    assert (event.place.lat, event.place.lon) == pytest.approx((40.6, 43.1), abs=0.2)


@pytest.mark.parametrize(
    ("words", "name", "concept", "roles", "place"),
    [
        ("Пекин", "Beijing", "visit", ["recipient"], ("Beijing", "CHN")),  # the state visited stands for its town
        ("Китай", "China", "visit", ["recipient"], ("China", "CHN")),
        ("Пекин", "Beijing", "praise", ["recipient"], None),
        ("Китай", "China", "meet", ["place"], ("China", "CHN")),
        ("Китай", "China", "meet", ["actor", "place"], None),  # who acts is no place
    ],
)
def test_where(words: str, name: str, concept: str, roles: list[str], place: tuple[str, str] | None) -> None:
    text = f"Токаев и Эрдоган: {words}, событие."
    china = replace(mention(text, words, "CHN"), name=name)
    kind = {"praise": "SUPPORT"}.get(concept, "CONSULT")
    act = trigger(text, "событие", kind, concept, (0, "actor"), (1, "actor"), *((2, role) for role in roles))
    page = seen(text, [mention(text, "Токаев", "KAZ", "person"), mention(text, "Эрдоган", "TUR", "person"), china], [act])
    (event,) = code(page, SURE).events
    assert (event.place and (event.place.name, event.place.country)) == place


@pytest.mark.parametrize(
    ("concept", "kind", "rule", "place"),
    [
        ("send-forces", "MOBILIZE", "test", "MLI"),  # «отправила войска в Мали»
        ("deploy-weapons", "MOBILIZE", "test", None),
        ("invade", "ASSAULT", "test", None),  # «напала на Мали»
        ("invade", "ASSAULT", "test/locative", "MLI"),  # «война в Мали»
    ],
)
def test_where_soldiers_are_sent_and_wars_are_fought(concept: str, kind: str, rule: str, place: str | None) -> None:
    text = "Турция: событие, Мали."
    mali = replace(mention(text, "Мали", "MLI"), rule=rule)
    act = trigger(text, "событие", kind, concept, (0, "actor"), (1, "recipient"))
    (event,) = code(seen(text, [mention(text, "Турция", "TUR"), mali], [act]), SURE).events
    assert (event.place and event.place.country) == place


def test_a_town_that_fits_faintly_is_the_act_that_it_fits_best() -> None:
    text = "В Баку начались учения Турции, её хвалит Грузия."
    named = [mention(text, "Баку", "AZE", "place", "place"), mention(text, "Турции", "TUR"), mention(text, "Грузия", "GEO")]
    drill = trigger(text, "учения", "MOBILIZE", "hold-exercise-own", (1, "actor"))
    praise = trigger(text, "хвалит", "SUPPORT", "praise", (2, "actor"), (1, "recipient"))
    faint = [
        replace(act, arguments=(*act.arguments, Argument(0, "place", score))) for act, score in ((drill, 0.3), (praise, 0.25))
    ]
    events = code(seen(text, [replace(named[0], name="Baku"), *named[1:]], faint), SURE).events
    assert [e.place and e.place.name for e in events] == ["Baku", None]


def test_arms_that_no_table_has_are_the_nearest_trades() -> None:
    text = "Гана купила машины Varan, а Того продаст дроны Sokol."
    bought = trigger(text, "купила", "COOPERATE", "buy-arms", (0, "actor"))
    sold = trigger(text, "продаст", "COOPERATE", "sell-arms", (1, "actor"))
    page = seen(text, [mention(text, "Гана", "GHA"), mention(text, "Того", "TGO")], [bought, sold])
    names = tuple(Mention("weapon", None, word, *at(text, word), word, "reader") for word in ("Varan", "дроны", "Sokol"))
    page = replace(page, readings=(replace(page.readings[0], names=names),))
    coded = code(page, SURE)
    assert [event.items for event in coded.events] == [("Varan",), ("Sokol",)]


@pytest.mark.parametrize(
    ("text", "seen_as", "item"),
    [
        ("Гана купила бронемашины Varan.", "бронемашины Varan", ("Varan",)),
        ("Гана купила ракеты «Сокол».", "«Сокол».", ("Сокол",)),
        ("Гана купила Varan vehicles.", "Varan vehicles", ("Varan",)),
        ("Вертолёты Varan Гана купила.", "Вертолёты Varan", ("Varan",)),
        ("Гана купила самоходные гаубицы K9.", "самоходные гаубицы K9", ("K9",)),
        ("Гана купила бронемашины.", "бронемашины", ()),
    ],
)
def test_a_weapon_is_called_by_its_name_alone(text: str, seen_as: str, item: tuple[str, ...]) -> None:
    bought = trigger(text, "купила", "COOPERATE", "buy-arms", (0, "actor"))
    page = seen(text, [mention(text, "Гана", "GHA")], [bought])
    names = (Mention("weapon", None, seen_as, *at(text, seen_as), seen_as, "reader"),)
    page = replace(page, readings=(replace(page.readings[0], names=names),))
    assert [event.items for event in code(page, SURE).events] == [item]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Гана купила ракеты Varan, катера Salvo, дроны Sokol и машины Kestrel II.", ("Varan", "Salvo", "Sokol", "Kestrel II")),
        ("Гана купила ракеты Varan, катера у Salvo, дроны Sokol и просит CNN молчать.", ("Varan", "Sokol")),  # no items of it
        ("Гана купила ракеты Varan и катера Salvo.", ("Varan",)),  # one alone is no list
    ],
)
def test_what_a_list_of_arms_names_in_foreign_letters(text: str, items: tuple[str, ...]) -> None:
    bought = trigger(text, "купила", "COOPERATE", "buy-arms", (0, "actor"))
    page = seen(text, [mention(text, "Гана", "GHA")], [bought])
    names = tuple(Mention("weapon", None, w, *at(text, w), w, "reader") for w in ("Varan", "Sokol") if w in text)
    page = replace(page, readings=(replace(page.readings[0], names=names),))
    assert [event.items for event in code(page, SURE).events] == [items]


@pytest.mark.parametrize(
    ("text", "concept", "told"),
    [
        ("Гана получила первый из трёх катеров.", "sell-arms", {"delivered": 1, "ordered": 3}),
        ("Гана заказала первый из трёх катеров.", "buy-arms", {}),  # nothing came
        ("Гана получила катер.", "sell-arms", {}),
    ],
)
def test_how_many_of_how_many_ordered_came(text: str, concept: str, told: dict[str, int]) -> None:
    word = text.split()[1]
    page = seen(text, [mention(text, "Гана", "GHA")], [trigger(text, word, "COOPERATE", concept, (0, "actor"))])
    (event,) = code(page, SURE).events
    assert {quantity.what: quantity.value for quantity in event.quantities} == told


@pytest.mark.parametrize(
    ("second", "items"), [("Среди них ракеты SOM и дроны Varan.", ("SOM", "Varan")), ("Там видели дрон Varan.", ())]
)
def test_arms_listed_in_the_sentence_after(second: str, items: tuple[str, ...]) -> None:
    text = f"Гана купила турецкое оружие.\n{second}"
    bought = trigger(text, "купила", "COOPERATE", "buy-arms", (0, "actor"), (1, "actor"))
    page = seen(text, [mention(text, "Гана", "GHA"), mention(text, "турецкое", "TUR")], [bought])
    names = tuple(Mention("weapon", None, w, *at(text, w), w, "reader") for w in ("SOM", "Varan") if w in text)
    first, last = page.readings
    blocks = replace(last, names=names, sentence=replace(last.sentence, block=first.sentence.block))
    (event,) = code(replace(page, readings=(first, blocks)), SURE).events
    assert event.items == items


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Токаев не признал ДНР, вышел из валютного соглашения СНГ и уехал.", ["CIS"]),
        ("Токаев вышел, а СНГ и ДНР остались.", ["UKR:dnr"]),  # against: another clause
        ("Токаев вышел из СНГ, НАТО и ДНР.", ["CIS"]),
        ("Токаев вышел из СНГ и ОДКБ ради ДНР.", ["UKR:dnr"]),  # two, and the reader saw neither
    ],
)
def test_what_is_left_is_the_organisation_behind_the_word(text: str, body: list[str]) -> None:
    known = {"Токаев": "KAZ", "ДНР": "UKR:dnr", "СНГ": "CIS", "НАТО": "NATO", "ОДКБ": "CSTO"}
    mentions = sorted((mention(text, words, code) for words, code in known.items() if words in text), key=lambda m: m.start)
    place = {m.code: i for i, m in enumerate(mentions)}
    left = trigger(text, "вышел", "SANCTION", "leave", (place["KAZ"], "actor"), (place["UKR:dnr"], "recipient"))
    (event,) = code(seen(text, mentions, [left]), SURE).events
    assert [p.code for p in event.recipients] == body


@pytest.mark.parametrize(
    ("lang", "text", "word", "codes"),
    [
        ("ru", "Чад и партнёр Нигера по ОДКБ Мали проводят учения.", "учения", ["TCD", "MLI"]),
        ("ru", "Чад (в рамках ОДКБ) и Мали проводят учения.", "учения", ["TCD", "MLI"]),
        ("bg", "Чад и партньорът на Нигер от ОДКБ Мали провеждат учения.", "учения", ["TCD", "MLI"]),
        ("en", "Chad and its ally in CSTO, Mali, hold drills.", "drills", ["TCD", "MLI"]),
        ("uk", "Чад (у межах ОДКБ) і Мали проводять навчання.", "навчання", ["TCD", "MLI"]),
        ("ru", "Чад и ОДКБ с участием Мали проводят учения.", "учения", ["TCD", "CSTO", "MLI"]),  # against
        ("ru", "Чад по просьбе ОДКБ и Мали проводит учения.", "учения", ["TCD", "CSTO", "MLI"]),
    ],
)
def test_an_organisation_that_ties_an_ally_takes_no_part(lang: str, text: str, word: str, codes: list[str]) -> None:
    known = {"Чад": "TCD", "Chad": "TCD", "Мали": "MLI", "Mali": "MLI", "ОДКБ": "CSTO", "CSTO": "CSTO"}
    mentions = sorted((mention(text, words, code) for words, code in known.items() if words in text), key=lambda m: m.start)
    held = trigger(text, word, "COOPERATE", "hold-exercise-joint", *((n, "actor") for n in range(len(mentions))))
    (event,) = code(replace(seen(text, mentions, [held]), language=languages.load(lang)), SURE).events
    assert [p.code for p in event.actors] == codes


@pytest.mark.parametrize(
    ("concept", "kind", "codes"),
    [
        ("hold-exercise-joint", "COOPERATE", [("NPL", None), ("OMN", "host")]),
        ("cooperate-military", "COOPERATE", [("IND", None), ("NPL", None)]),  # against: who acts before
    ],
)
def test_of_joint_exercises_with_one_named_the_other_is_at_home(
    concept: str, kind: str, codes: list[tuple[str, str | None]]
) -> None:
    text = "Индия молчит.\nНепал готовит общие учения в Омане."
    mentions = [mention(text, "Индия", "IND"), mention(text, "Непал", "NPL"), mention(text, "Омане", "OMN", use="place")]
    held = trigger(text, "учения", kind, concept, (1, "actor"), (2, "place"))
    (event,) = code(seen(text, mentions, [held]), SURE).events
    assert [(p.code, p.role) for p in event.actors] == codes


@pytest.mark.parametrize(
    ("lang", "text", "word", "status", "left"),
    [
        ("ru", "Мальта, которая входит в ЕС, молчит.", "входит", "ongoing", 0),
        ("ru", "Мальта вступает в ЕС.", "вступает", "ongoing", 1),  # against
        ("ru", "Мальта будет член ЕС весной.", "член", "planned", 1),
        ("bg", "Мальта членува в ЕС.", "членува", "ongoing", 0),
        ("en", "Мальта is a member of ЕС.", "member", "occurred", 0),
        ("tr", "Мальта ЕС üyesi olduğu için sustu.", "olduğu", "occurred", 0),
        ("tr", "Мальта ЕС üyesi oldu.", "üyesi oldu", "occurred", 1),
        ("tr", "Мальта ЕС üyesi oldu.", "üyesi", "occurred", 1),
        ("ru", "Мальта стала членом ЕС.", "стала членом", "occurred", 1),
        ("ru", "Мальта стала членом ЕС.", "членом", "occurred", 1),
        ("ru", "Мальта входит в состав ЕС.", "входит", "ongoing", 0),
    ],
)
def test_who_belongs_to_a_body_does_not_join_it(lang: str, text: str, word: str, status: str, left: int) -> None:
    named = [mention(text, "Мальта", "MLT"), mention(text, "ЕС", "EU", "organisation")]
    joined = trigger(text, word, "SUPPORT", "join", (0, "actor"), (1, "recipient"), status=status)
    assert len(code(replace(seen(text, named, [joined]), language=languages.load(lang)), SURE).events) == left


@pytest.mark.parametrize(
    ("lang", "text", "word", "place"),
    [
        ("ru", "Турция обстреляла склад на севере Мали.", "Мали", "Northern Mali"),
        ("ru", "Турция обстреляла склад в северо-западной части Мали.", "Мали", "Northwestern Mali"),
        ("uk", "Турція обстріляла склад на сході Малі.", "Малі", "Eastern Mali"),
        ("bg", "Турция обстреля склад в южната част на Мали.", "Мали", "Southern Mali"),
        ("en", "Turkey shelled a depot in the northeast of Mali.", "Mali", "Northeastern Mali"),
        ("en", "Turkey shelled a depot in western Mali.", "Mali", "Western Mali"),
        ("tr", "Türkiye, Mali'nin kuzeyinde bir depoyu vurdu.", "Mali", "Northern Mali"),
        ("kk", "Түркия Малидің оңтүстігінде қойманы атқылады.", "Мали", "Southern Mali"),
        # against: another word between, and words that only begin so
        ("ru", "Турция обстреляла склад к северу от Мали.", "Мали", "Mali"),
        ("en", "Turkey shelled a depot north of the river in Mali.", "Mali", "Mali"),
        ("ru", "Турция обстреляла югославский склад в Мали.", "Мали", "Mali"),
    ],
)
def test_the_part_of_a_state_where_it_happened(lang: str, text: str, word: str, place: str) -> None:
    first = text.split(maxsplit=1)[0].strip(",")
    page = seen(
        text,
        [mention(text, first, "TUR"), mention(text, word, "MLI", "state", "place")],
        [trigger(text, text.split()[1] if lang != "tr" else "vurdu", "ASSAULT", "shell", (0, "actor"), (1, "place"))],
    )
    (event,) = code(replace(page, language=load_language(lang)), SURE).events
    assert event.place is not None
    assert (event.place.name, event.place.country) == (place, "MLI")


def test_a_region_that_undergoes_an_act_is_where_it_happens() -> None:
    text = "Турция захватила Карс."
    kars = replace(mention(text, "Карс", "ARM", "place", "place"), name="Kars")
    annexed = trigger(text, "захватила", "ASSAULT", "annex", (0, "actor"), (1, "recipient"))
    page = seen(text, [mention(text, "Турция", "TUR"), kars], [annexed])
    (event,) = code(page, SURE).events
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Kars", "ARM")


@pytest.mark.parametrize(
    ("text", "status", "wanted"),
    [
        ("Выход Казахстана из Армении видится очень вероятным.", "hypothetical", "predicted"),
        ("Выход Казахстана из Армении выглядит неизбежным.", "planned", "predicted"),
        # against: what is unlikely, what another clause calls likely, what has been
        ("Выход Казахстана из Армении выглядит маловероятным.", "hypothetical", "hypothetical"),
        ("Выход Казахстана из Армении возможен, но вступление Армении видится вероятным.", "hypothetical", "hypothetical"),
        ("Выход Казахстана из Армении видится вероятным.", "occurred", "occurred"),
    ],
)
def test_what_looks_likely_is_predicted(text: str, status: str, wanted: str) -> None:
    left = trigger(text, "Выход", "RETREAT", "withdraw-forces", (0, "actor"), (1, "recipient"), status=status)
    page = seen(text, [mention(text, "Казахстана", "KAZ"), mention(text, "Армении", "ARM")], [left])
    (event,) = code(page, SURE).events
    assert event.status == wanted


@pytest.mark.parametrize(
    ("second", "others", "concept", "recipients"),
    [
        ("Франция приветствовала соглашение.", [("Франция", "FRA")], "endorse", ["OMN", "TCD"]),
        ("Чад осудил решение.", [("Чад.2", "TCD")], "condemn", ["OMN"]),
        ("Франция похвалила договор.", [("Франция", "FRA")], "praise", []),  # against: may be anybody
        ("Франция приветствовала соглашение Мали.", [("Франция", "FRA"), ("Мали", "MLI")], "endorse", []),  # and this is Mali's
    ],
)
def test_an_answer_to_nobody_is_to_who_did_what_was_told(
    second: str, others: list[tuple[str, str]], concept: str, recipients: list[str]
) -> None:
    text = "Оман и Чад подписали соглашение.\n" + second
    at_second = len(text) - len(second)
    named = [mention(text, "Оман", "OMN"), mention(text, "Чад", "TCD")]
    for words, code_ in others:
        start = text.index(words.partition(".")[0], at_second)
        named.append(
            replace(mention(text, words.partition(".")[0], code_), start=start, end=start + len(words.partition(".")[0]))
        )
    verb = second.split()[1]
    kinds = {"endorse": "SUPPORT", "praise": "SUPPORT", "condemn": "ACCUSE"}
    made = [trigger(text, "подписали", "SUPPORT", "sign-treaty", (0, "actor"), (1, "actor")),
            trigger(text, verb, kinds[concept], concept, (2, "actor"))]  # fmt: skip
    last = code(seen(text, named, made), SURE).events[-1]
    assert [p.code for p in last.recipients] == recipients


@pytest.mark.parametrize(("named", "notes"), [(["Оман", "Чад"], ()), (["Оман"], ("no_recipient",))])
def test_a_treaty_that_two_sign_needs_nobody_else(named: list[str], notes: tuple[str, ...]) -> None:
    text = "Оман и Чад подписали договор."
    mentions = [mention(text, name, {"Оман": "OMN", "Чад": "TCD"}[name]) for name in named]
    roles = [(number, "actor") for number in range(len(named))]
    (draft,) = code(seen(text, mentions, [trigger(text, "подписали", "SUPPORT", "sign-treaty", *roles)]), SURE).drafts
    assert draft.notes == notes


@pytest.mark.parametrize(
    ("text", "actors"), [("Чад пригласили в Оман.", ["OMN"]), ("Чад пригласили в Оман и Мали.", []), ("Чад пригласили.", [])]
)
def test_who_invites_is_where_one_is_invited_to(text: str, actors: list[str]) -> None:
    named = [mention(text, n, c) for n, c in (("Чад", "TCD"), ("Оман", "OMN"), ("Мали", "MLI")) if n in text]
    made = trigger(text, "пригласили", "REQUEST", "invite", (0, "recipient"))
    assert sides(code(seen(text, named, [made]), SURE)) == [("REQUEST", actors, ["TCD"])]


@pytest.mark.parametrize(
    ("concept", "named", "sides"),
    [
        ("sign-treaty", {"Оман": "OMN", "Непал": "NPL"}, (["OMN"], ["NPL"])),
        ("restore-ties", {"Оман": "OMN", "Непал": "NPL"}, (["OMN"], ["NPL"])),
        ("endorse", {"Оман": "OMN", "Непал": "NPL"}, (["OMN", "NPL"], [])),  # two praise somebody else
        ("sign-treaty", {"Оман": "EU", "Непал": "NATO"}, (["EU", "NATO"], [])),  # bodies are often no more than a name in a title
    ],
)
def test_a_bond_of_two_is_between_them(concept: str, named: dict[str, str], sides: tuple[list[str], list[str]]) -> None:
    text = "Оман и Непал подписали договор."
    mentions = [mention(text, word, code_) for word, code_ in named.items()]
    page = seen(text, mentions, [trigger(text, "подписали", "SUPPORT", concept, (0, "actor"), (1, "actor"))])
    (row,) = code(page, SURE).events
    assert ([p.code for p in row.actors], [p.code for p in row.recipients]) == sides


@pytest.mark.parametrize(
    ("lang", "text", "word", "parties"),
    [
        ("ru", "Не Оман, а Непал обвинил Мали.", "обвинил", ["NPL", "MLI"]),
        ("ru", "Непал, а не Оман, обвинил Мали.", "обвинил", ["NPL", "MLI"]),
        ("ru", "Непал обвинил не Оман, а Мали.", "обвинил", ["NPL", "MLI"]),
        ("en", "Not Oman but Nepal accused Mali.", "accused", ["NPL", "MLI"]),
        ("tr", "Oman değil, Nepal suçladı Mali.", "suçladı", ["NPL", "MLI"]),
        ("kk", "Оман емес, Непал айыптады Мали.", "айыптады", ["NPL", "MLI"]),
        # against: not only, an act that is denied of all
        ("ru", "Не только Оман, но и Непал обвинил Мали.", "обвинил", ["OMN", "NPL", "MLI"]),
        ("ru", "Оман и Непал не обвинили, а Мали похвалили.", "обвинили", ["OMN", "NPL", "MLI"]),
    ],
)
def test_who_is_denied_in_favour_of_another_takes_no_part(lang: str, text: str, word: str, parties: list[str]) -> None:
    names = {"OMN": ("Оман", "Oman"), "NPL": ("Непал", "Nepal"), "MLI": ("Мали", "Mali")}
    named = [mention(text, next(n for n in forms if n in text), code_) for code_, forms in names.items()]
    roles = ((0, "actor"), (1, "actor"), (2, "recipient"))
    if text.startswith("Непал обвинил"):
        roles = ((0, "recipient"), (1, "actor"), (2, "recipient"))
    page = replace(seen(text, named, [trigger(text, word, "ACCUSE", "accuse", *roles)]), language=languages.load(lang))
    (draft,) = code(page, SURE).drafts
    assert draft.everyone == set(parties)
