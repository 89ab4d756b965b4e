"""From attributions to claims: who speaks, in what chain, what is denied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import at, mention, said, seen, trigger

from dragoman import languages
from dragoman.coding import Seen, code, cues
from dragoman.coding.confidence import Confidence
from dragoman.model import Mention, Step

SURE = Confidence({"bias": 3.0})


def test_the_source_is_an_actor_where_the_tables_know_it() -> None:
    text = "Войск там нет, заявил министр обороны Казахстана Руслан Жаксылыков."
    source = "министр обороны Казахстана Руслан Жаксылыков"
    page = seen(text, [mention(text, source, "KAZ", "person")], (), [said(text, "Войск там нет", source, "заявил", "denial")])
    (claim,) = code(page, SURE).claims
    assert (claim.speaker.code, claim.speaker.text, claim.cue, claim.kind, claim.rule) == (
        "KAZ",
        source,
        "заявил",
        "denial",
        "named",
    )
    assert [(step.type, step.text) for step in claim.chain] == [("verb", source)]


def test_an_unknown_source_is_kept_as_written() -> None:
    text = "Это надолго, уверены местные жители."
    (claim,) = code(seen(text, [], (), [said(text, "Это надолго, уверены", "местные жители")]), SURE).claims
    assert (claim.speaker.code, claim.speaker.name) == (None, "местные жители")


def test_a_quote_that_goes_on_is_the_same_speakers() -> None:
    text = "«Мы готовы ко всему», — сказал посол.\n«Но мы никого не боимся здесь»."
    page = seen(
        text,
        [],
        (),
        [
            said(text, "Мы готовы ко всему", "посол", "сказал", "quote"),
            said(text, "Но мы никого не боимся здесь", kind="quote"),
        ],
    )
    first, second = code(page, SURE).claims
    assert (first.speaker.name, second.speaker.name, second.rule) == ("посол", "посол", "going_on")


def test_by_his_words_is_who_spoke_before() -> None:
    text = "Граница закрыта навсегда, сообщил Токаев.\nПо его словам, так будет лучше всем."
    heard = [
        said(text, "Граница закрыта навсегда", "Токаев", "сообщил"),
        said(text, "так будет лучше всем", None, "По его словам"),
    ]
    page = seen(text, [mention(text, "Токаев", "KAZ", "person")], (), heard)
    assert [c.speaker.code for c in code(page, SURE).claims] == ["KAZ", "KAZ"]


def test_a_pronoun_is_who_spoke_before_and_a_short_name_is_not() -> None:
    text = "Граница закрыта навсегда, сообщил Токаев.\nОна закрыта навечно, добавил он.\nЗавод закрыт на ремонт, сообщил ЦИАМ."
    heard = [
        said(text, "Граница закрыта навсегда", "Токаев", "сообщил"),
        said(text, "Она закрыта навечно", "он", "добавил"),
        said(text, "Завод закрыт на ремонт", "ЦИАМ", None),
    ]
    claims = code(seen(text, [mention(text, "Токаев", "KAZ", "person")], (), heard), SURE).claims
    assert [(c.speaker.code, c.rule) for c in claims] == [("KAZ", "named"), ("KAZ", "he_said"), (None, "named")]


def test_the_paper_is_the_outlet_named_last() -> None:
    text = "Мост закрыт на год, пишет «Степной вестник».\nИздание добавляет, что паром ходит как всегда."
    heard = [
        said(text, "Мост закрыт на год", "«Степной вестник»", "пишет"),
        said(text, "паром ходит как всегда", "Издание", "добавляет"),
    ]
    outlet = mention(text, "Степной вестник", "media:steppe", "outlet")
    claims = code(seen(text, [outlet], (), heard), SURE).claims
    assert claims[-1].speaker.code == "media:steppe"
    assert (claims[-1].speaker.text, claims[-1].rule) == ("Издание", "the_outlet")
    alone = code(seen(text, [], (), heard[1:]), SURE).claims
    assert [(c.speaker.code, c.rule) for c in alone] == [(None, "named")]


def test_a_view_without_a_source_is_the_authors() -> None:
    text = "На мой взгляд, союз скоро распадётся."
    (claim,) = code(seen(text, [], (), [said(text, "союз скоро распадётся", None, "На мой взгляд", "prediction")]), SURE).claims
    assert (claim.speaker.code, claim.rule, claim.chain) == ("author", "author", ())


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Эксперты по Африке уверены, что союз слабеет с каждым годом", "уверены", "Эксперты по Африке"),
        ("Дело, очевидно, в том, что союз слабеет с каждым годом", "очевидно", "author"),
        ("Союз очевидно союз слабеет с каждым годом", "очевидно", "author"),
    ],
)
def test_who_opens_a_sentence_before_a_cue_says_what_follows_it(text: str, cue: str, speaker: str) -> None:
    (claim,) = code(seen(text, [], (), [said(text, "союз слабеет с каждым годом", None, cue, "opinion")]), SURE).claims
    assert (claim.speaker.name, claim.kind) == (speaker, "opinion" if speaker == "author" else "reported")


def test_words_of_nobody_are_no_claim() -> None:
    text = "Как стало известно, союз скоро распадётся."
    assert not code(seen(text, [], (), [said(text, "союз скоро распадётся", None, None, "reported")]), SURE).claims


def test_what_it_is_about_is_who_is_named_in_it() -> None:
    text = "Турция и страны Балтии молчат, сказал посол."
    named = [mention(text, "Турция", "TUR"), mention(text, "страны Балтии", None, members=("EST", "LTU", "LVA"))]
    (claim,) = code(seen(text, named, (), [said(text, "Турция и страны Балтии молчат", "посол", "сказал")]), SURE).claims
    assert claim.about == ("TUR", "EST", "LTU", "LVA")


def test_a_denial_names_the_event_that_it_denies() -> None:
    text = "Казахстан поставил дроны России.\nКазахстан не поставлял России дроны, ответили в министерстве."
    named = [mention(text, "Казахстан", "KAZ"), mention(text, "России", "RUS")]
    second = text.index("Казахстан не")
    named += [type(named[0])("state", "KAZ", "KAZ", second, second + 9, "Казахстан", "test")]
    start = text.index("России дроны")
    named += [type(named[0])("state", "RUS", "RUS", start, start + 6, "России", "test")]
    page = seen(text, named, [
        trigger(text, "поставил", "COOPERATE", "sell-arms", (0, "actor"), (1, "recipient")),
        trigger(text, "поставлял", "COOPERATE", "sell-arms", (2, "actor"), (3, "recipient"), act=0.2),
    ], [said(text, "Казахстан не поставлял России дроны", "министерстве", "ответили", "denial")])  # fmt: skip
    weights = Confidence({"act": 2.0})  # the denied act itself falls below the threshold
    coded = code(page, weights)
    assert [e.status for e in coded.events] == ["occurred"]
    assert coded.claims[0].denies == coded.events[0].event_id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("На мой взгляд, это было большой ошибкой.", "opinion"),
        ("Выход страны из союза видится очень вероятным.", "prediction"),
        ("Новый договор выглядит маловероятным.", "prediction"),
        ("Судя по всему, соглашение скоро будет подписано.", "prediction"),
        ("Это было большой ошибкой для всех.", None),
        ("Подпись стояла под похожей на договор бумагой.", None),
    ],
)
def test_a_phrase_shows_the_pages_own_view(text: str, kind: str | None) -> None:
    found = code(seen(text, [], (), []), SURE).claims
    assert [(c.speaker.code, c.kind, c.rule) for c in found] == ([("author", kind, "view")] if kind else [])


def test_a_view_that_somebody_is_said_to_have_is_not_the_pages() -> None:
    text = "На мой взгляд, это было ошибкой, сказал посол."
    found = code(seen(text, [], (), [said(text, "На мой взгляд, это было ошибкой", "посол", "сказал")]), SURE).claims
    assert [c.speaker.name for c in found] == ["посол"]


def test_a_credit_line_speaks_of_the_sentence_before_it() -> None:
    text = "Караван дошёл до моря.\nГорода на пути его не ждали вовсе.\nОб этом пишет канал «Степь»."
    step = Step("Степь", None, "verb", "Об этом пишет канал «Степь»", text.index("Об этом"), len(text) - 1)
    page = seen(text, [], (), [])
    page = replace(page, article=replace(page.article, sources=(step,)))
    (claim,) = code(page, SURE).claims
    assert (claim.speaker.name, claim.kind, claim.rule) == ("Степь", "reported", "credited")
    assert claim.evidence.text == "Города на пути его не ждали вовсе."
    assert [s.name for s in claim.chain] == ["Степь"]


def test_what_a_quotation_asks_or_thinks_is_its_speakers_and_not_the_pages() -> None:
    text = "«А зачем нам эта база? Нам она не нужна», — сказал посол.\nА зачем им эта база?"
    heard = [
        replace(said(text, "А зачем нам эта база?", kind="question")),
        said(text, "Нам она не нужна", "посол", "сказал", "quote"),
        said(text, "А зачем им эта база?", kind="question"),
    ]
    found = code(seen(text, [], (), heard), SURE).claims
    assert [(c.kind, c.speaker.name) for c in found] == [("quote", "посол"), ("quote", "посол"), ("question", "author")]


DEAL = "Перу обсуждает покупку катеров у Чили.\nМинистерство назвало слухи о сделке на 40 миллионов евро ложью."


def deal(text: str, speaker: str, *about: str) -> Seen:
    who = mention(text, "Министерство", speaker, "office")
    others = [mention(text, words, words) for words in about]
    page = seen(
        text,
        [mention(text, "Перу", "PER"), mention(text, "Чили", "CHL"), who, *others],
        [trigger(text, "покупку", "COOPERATE", "buy-arms", (0, "actor"), (1, "recipient"), status="proposed")],
        [said(text, text.split("назвало ")[1].strip("."), "Министерство", "назвало", "denial")],
    )
    sums = [
        Mention("money", None, words, *at(text, words), words, "sum", value="40000000.0/EUR") for words in SUMS if words in text
    ]
    return replace(page, things=tuple(sums))


SUMS = ("40 миллионов евро", "30 миллионов долларов")


def test_a_denial_is_of_what_its_speakers_side_was_just_said_to_do_and_tells_the_price() -> None:
    coded = code(deal(DEAL, "PER"), SURE)
    assert [c.denies for c in coded.claims] == [coded.events[0].event_id]
    assert coded.events[0].money is not None
    assert (coded.events[0].money.amount, coded.events[0].money.currency) == (40_000_000.0, "EUR")


@pytest.mark.parametrize(
    ("text", "speaker", "about"),
    [
        (DEAL, "NOR", ()),  # takes no part in it
        (DEAL.replace("ложью", "и Канады ложью"), "PER", ("Канады",)),  # of another deal
        (DEAL.replace("\n", "\nПогода портится.\nДождь идёт.\n"), "PER", ()),  # told long before
    ],
)
def test_a_denial_of_something_else_denies_no_deal(text: str, speaker: str, about: tuple[str, ...]) -> None:
    coded = code(deal(text, speaker, *about), SURE)
    assert [c.denies for c in coded.claims] == [None]
    assert coded.events[0].money is None


def test_what_is_told_after_the_denial_is_not_denied() -> None:
    text = DEAL.replace("ложью", "ложью, но спор о рыбе идёт")
    page = deal(text, "PER")
    fish = trigger(text, "спор", "COOPERATE", "negotiate-arms", (2, "actor"), (1, "recipient"), status="ongoing")
    first, second = page.readings
    coded = code(replace(page, readings=(first, replace(second, triggers=(fish,)))), SURE)
    assert {c.denies for c in coded.claims} == {e.event_id for e in coded.events if e.concept == "buy-arms"}


def test_of_two_sums_in_a_denial_neither_is_the_price() -> None:
    coded = code(deal(DEAL.replace("ложью", "или 30 миллионов долларов ложью"), "PER"), SURE)
    assert coded.claims[0].denies == coded.events[0].event_id
    assert coded.events[0].money is None


@pytest.mark.parametrize(
    ("status", "heard", "kinds"),
    [
        ("predicted", (), [("prediction", "author")]),
        ("planned", (), []),  # announced, not foretold
        ("predicted", ("выход Чили из союза весьма вероятен", "Канада", "считает"), [("reported", "Канада")]),  # another's
    ],
)
def test_what_a_page_foretells_is_its_own_prediction(status: str, heard: tuple[str, ...], kinds: list[tuple[str, str]]) -> None:
    text = "Всё идёт к тому, считает Канада: выход Чили из союза весьма вероятен."
    page = seen(
        text,
        [mention(text, "Чили", "CHL")],
        [trigger(text, "выход", "RETREAT", "withdraw-forces", (0, "actor"), status=status)],
        [said(text, *heard)] if heard else [],
    )
    assert [(c.kind, c.speaker.name) for c in code(page, SURE).claims] == kinds


def test_a_credit_at_the_end_of_a_sentence_speaks_of_the_words_before_it() -> None:
    text = "Рабат смотрит на юг.\nГорода на пути ждут каравана, пишет канал «Степь»."
    step = Step("Степь", None, "verb", "пишет канал «Степь»", text.index("пишет"), len(text) - 1)
    page = seen(text, [], (), [said(text, "Города на пути ждут каравана", kind="opinion")])
    page = replace(page, article=replace(page.article, sources=(step,)))
    assert [(c.speaker.name, c.evidence.text) for c in code(page, SURE).claims] == [("Степь", "Города на пути ждут каравана")]


@pytest.mark.parametrize(
    ("text", "source", "kind", "found"),
    [
        ("Министерство Чада опровергло эту сделку.", "Министерство Чада", "denial", ["эту сделку"]),
        ("Министерство Чада обсудило эту сделку.", "Министерство Чада", "reported", []),  # two words report nothing
        ("Опровергли эту сделку.", None, "denial", []),  # nobody said to
    ],
)
def test_two_words_are_enough_to_be_denied(text: str, source: str | None, kind: str, found: list[str]) -> None:
    cue = next(word for word in text.split() if word.lower().startswith(("опровергл", "обсудило")))
    heard = [said(text, "эту сделку", source, cue, kind)]
    assert [c.evidence.text for c in code(seen(text, [], (), heard), SURE).claims] == found


@pytest.mark.parametrize(
    ("tail", "speaker"),
    [
        ("говорится в письме Бако", "BEN"),
        ("говорится в письме", "мэр"),  # whose it is is not said
        ("а Бако молчит", "мэр"),
    ],
)
def test_a_quotation_from_a_letter_is_of_who_wrote_it(tail: str, speaker: str) -> None:
    text = f"Город ждёт гостей весной, сообщил мэр.\n«Мы верим в дружбу навсегда», — {tail}."
    heard = [
        said(text, "Город ждёт гостей весной", "мэр", "сообщил"),
        said(text, "Мы верим в дружбу навсегда", kind="quote"),
    ]
    mentions = [mention(text, "Бако", "BEN", "person")] if "Бако" in text else []
    assert [c.speaker.name for c in code(seen(text, mentions, (), heard), SURE).claims][1] == speaker


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "lang", "whole"),
    [
        (
            "Baku has repeatedly denied that it shelled the town.",
            "Baku",
            "denied",
            "it shelled the town",
            "en",
            "has repeatedly denied",
        ),
        ("The deal has been praised as a step to peace.", None, "has", "a step to peace", "en", "has been praised as"),
        (
            "Ankara was later accused of a blockade of the port.",
            None,
            "accused",
            "a blockade of the port",
            "en",
            "was later accused of",
        ),
        ("Министр не исключил новых учений на границе.", "Министр", "исключил", "новых учений на границе", "ru", "не исключил"),
        ("Бакуде мұндай келісімді растаған жоқ.", "Бакуде", "растаған", "мұндай келісімді", "kk", "растаған жоқ"),
        # against: the source is no cue, a sign ends it, so does a word of another kind
        ("Also Baku said the border would stay shut.", "Also Baku", "said", "the border would stay shut", "en", "said"),
        ("Also, said the envoy, nothing is agreed yet.", "the envoy", "said", "nothing is agreed yet", "en", "said"),
        ("Министр вчера в Баку заявил о новых учениях.", "Министр", "заявил", "новых учениях", "ru", "заявил"),
    ],
)
def test_small_words_belong_to_a_cue(
    text: str, source: str | None, cue: str, content: str, lang: str, whole: str
) -> None:  # fmt: skip
    page = replace(seen(text, [], (), [heard := said(text, content, source, cue)]), language=languages.load(lang))
    found = cues.whole(page, heard)
    assert found
    assert page.words(found.start, found.end) == whole


@pytest.mark.parametrize(
    ("before", "claims_"),
    [("Комментируя слова посла, следует отметить, что", 0), ("Комментируя слова, сторонники посла верят, что", 1)],
)
def test_a_sentence_that_the_page_brings_in_is_nobodys_claim(before: str, claims_: int) -> None:
    text = f"{before} это противоречит всем соглашениям."
    page = seen(text, [], (), [said(text, "это противоречит всем соглашениям", "посла")])
    assert len(code(page, SURE).claims) == claims_


def test_an_impression_is_the_pages_whatever_stands_before_it() -> None:
    text = "В этом контексте складывается впечатление, что союза больше нет."
    heard = said(text, "союза больше нет", "В этом контексте", "складывается впечатление", "opinion")
    (claim,) = code(seen(text, [], (), [heard]), SURE).claims
    assert (claim.speaker.code, claim.rule, claim.kind) == ("author", "its_view", "opinion")
