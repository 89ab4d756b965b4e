"""Who speaks where the form of the page shows it: interviews, words after a name, long quotations."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made import mention, said, seen

from dragoman.coding import code
from dragoman.coding.confidence import Confidence
from dragoman.model import Claim, Reading, Sentence, Span

SURE = Confidence({"bias": 3.0})


def claims(text: str, *names: str, heard: tuple[object, ...] = ()) -> list[Claim]:
    mentions = [mention(text, name, "RUS", "person") for name in names]
    return list(code(seen(text, mentions, (), heard), SURE).claims)  # type: ignore[arg-type]


INTERVIEW = """Полковник в оставке ответил на вопросы.
Ведущий: Когда всё это началось, по-вашему?
ИВАН РОГОВ, полковник в оставке: Это началось ещё десять лет назад.
Мы тогда построили три новые базы.
Ведущий: А сколько это стоило бюджету?
ИВАН РОГОВ: Никто этого никогда не считал."""


def test_turns_of_an_interview_are_whose_name_they_begin_with() -> None:
    found = claims(INTERVIEW)
    assert [c.speaker.name for c in found] == ["Ведущий", "ИВАН РОГОВ", "ИВАН РОГОВ", "Ведущий", "ИВАН РОГОВ"]
    assert {(c.kind, c.rule) for c in found} == {("quote", "turn")}
    assert found[1].evidence.text == "Это началось ещё десять лет назад."
    assert INTERVIEW[found[1].speaker.start : found[1].speaker.end] == "ИВАН РОГОВ"


def test_lines_with_colons_are_no_interview() -> None:
    assert not claims("Дата: пятое мая этого года.\nМесто: город на берегу моря.\nПогода: дождь и ветер весь день.")


def test_what_follows_a_name_alone_on_its_line_are_its_words() -> None:
    text = "Сергей Шойгу:\nМы никогда этого не забудем.\nИ ответим тем же самым."
    assert [(c.speaker.code, c.rule) for c in claims(text, "Сергей Шойгу")] == [("RUS", "introduced")] * 2


def test_a_line_with_more_than_a_name_introduces_nothing() -> None:
    text = "Вот что на этой неделе сделал в столице Сергей Шойгу:\nОн открыл новый завод.\nОн закрыл старый мост."
    assert not claims(text, "Сергей Шойгу")


def test_every_sentence_of_a_long_quotation_is_its_speakers() -> None:
    text = "«Мы готовы ко всему», — сказал Рогов, — «но войны не хотим.\nНаши войска стоят там давно.\nОни уйдут весной»."
    heard = (
        said(text, "Мы готовы ко всему", "Рогов", "сказал", "quote"),
        said(text, "но войны не хотим", "Рогов", None, "quote"),
    )
    found = claims(text, "Рогов", heard=heard)
    assert [c.speaker.code for c in found] == ["RUS"] * 4
    assert [(c.evidence.text, c.rule) for c in found][2:] == [
        ("Наши войска стоят там давно.", "quotation"),
        ("Они уйдут весной", "quotation"),
    ]


def test_a_quotation_after_a_colon_is_whose_name_stands_before() -> None:
    text = "Министр Рогов добавил: «Переговоры были долгими.\nМы вернёмся к ним осенью.\nСпешить нам некуда совсем»."
    found = [c for c in claims(text, "Рогов") if c.rule == "quotation"]
    assert {c.speaker.code for c in found} == {"RUS"}
    assert len(found) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "Рогов открыл учения: «Зимний удар» прошёл хорошо.\nЗавод «Красный Октябрь» закрыт навсегда.",
        "Рогов читал роман: «Война и мир, которую никто не закрыл.\nЗавод встал.\nДождь шёл весь день.",
    ],
)
def test_names_in_quotation_marks_and_marks_never_closed_say_nothing(text: str) -> None:
    assert not claims(text, "Рогов")


def test_a_mark_that_is_never_closed_takes_no_quotation_away() -> None:
    text = "Роман «Война и мир лежит здесь.\nРогов добавил:\n«Переговоры были долгими. Мы вернёмся к ним осенью»."
    assert [c.speaker.code for c in claims(text, "Рогов")] == ["RUS"]


def test_a_list_of_states_is_no_interview() -> None:
    lines = ("Россия: двенадцать танков.", "Украина: девять танков.", "Россия: сорок пушек.", "Украина: два моста.")
    text = "\n".join(lines)
    mentions = [
        replace(mention(text, name, code), start=m.start(), end=m.end())
        for name, code in (("Россия", "RUS"), ("Украина", "UKR"))
        for m in re.finditer(name, text)
    ]
    assert not code(seen(text, mentions), SURE).claims


def test_words_after_a_name_end_where_the_page_tells_again() -> None:
    text = "Сергей Шойгу:\nМы никогда этого не забудем.\nЗал опустел к вечеру, сказал посол.\nДождь шёл весь следующий день."
    heard = (said(text, "Зал опустел к вечеру", "посол", "сказал"),)
    assert [c.speaker.name for c in claims(text, "Сергей Шойгу", heard=heard)] == ["RUS", "посол"]


FIRST = "Реката тече през три държави."
DASHED = f"{FIRST} Водата стига за всички, а спорът е за бента, – обобщава Пламен Стоев."


def test_words_that_the_one_introduced_quotes_do_not_end_his() -> None:
    text = "Сергей Шойгу:\nОни думают: мы правы во всём.\nЭто никогда не будет так."
    heard = (said(text, "мы правы во всём", "Они", None, "quote"),)
    assert [c.rule for c in claims(text, "Сергей Шойгу", heard=heard)] == ["named", "introduced"]


def test_a_quotation_is_of_who_is_named_at_its_end() -> None:
    text = "«Спор идёт давно», — сказал аналитик.\n«Сосед хитрит всегда. Ему нужен мост», — объясняет Рогов."
    heard = (
        said(text, "Спор идёт давно", "аналитик", "сказал", "quote"),
        said(text, "Сосед хитрит всегда", None, None, "quote"),
        said(text, "Ему нужен мост", "Рогов", "объясняет", "quote"),
    )
    found = claims(text, "Рогов", heard=heard)
    assert [(c.speaker.name, c.chain[-1].name) for c in found] == [("аналитик", "аналитик"), *[("RUS", "RUS")] * 2]


def test_a_paragraph_that_ends_with_who_said_it_is_theirs() -> None:
    last = said(DASHED, "Водата стига за всички, а спорът е за бента", "Пламен Стоев", "обобщава", "quote")
    page = seen(DASHED, [mention(DASHED, "Пламен Стоев", None, "person")], (), [last])
    first, second = Sentence(0, len(FIRST), 0), Sentence(len(FIRST) + 1, len(DASHED), 0)
    page = replace(page, readings=(Reading(first, (), ()), replace(page.readings[0], sentence=second)))
    assert [(c.evidence.text, c.rule) for c in code(page, SURE).claims] == [
        (FIRST, "dashed"),
        ("Водата стига за всички, а спорът е за бента", "named"),
    ]


def test_the_same_words_of_an_outlet_and_of_a_man_show_who_passes_on_whom() -> None:
    words = "новият мост ще отвори пътя към морето"
    text = (
        f"„Вестник“ предупреждава: {words}.\nДруго не каза никой там.\n"
        f"{words.capitalize()}, твърди Рогов.\nСтарият мост пада утре, твърди Рогов."
    )
    places = [text.index("Рогов"), text.rindex("Рогов")]
    heard = [
        said(text, words, "„Вестник“", "предупреждава"),
        *(
            replace(said(text, content, None, "твърди"), source=Span(place, place + 5))
            for content, place in zip((words.capitalize(), "Старият мост пада утре"), places, strict=True)
        ),
    ]
    found = code(seen(text, [], (), heard), SURE).claims
    assert [[step.name for step in claim.chain] for claim in found] == [["„Вестник“", "Рогов"]] * 3


def test_two_people_with_other_words_pass_on_nobody() -> None:
    first, second = "мост через реку построят к самой зиме", "завод у старой дороги снесут до самой весны"
    text = f"„Вестник“ пишет: {first}.\n{second.capitalize()}, сказал Бодров."
    heard = [said(text, first, "„Вестник“", "пишет"), said(text, second.capitalize(), "Бодров", None)]
    assert [len(c.chain) for c in code(seen(text, [], (), heard), SURE).claims] == [1, 1]


def test_what_only_goes_on_from_before_does_not_part_a_paragraph_from_who_said_it() -> None:
    text = "Мост закрыт надолго, сообщила мэрия.\nМы видим два пути. Это глупость.\nРечь идёт о мосте, — заключает Олаф Берг."
    start = text.index("Мы видим")
    heard = [
        said(text, "Мост закрыт надолго", "мэрия", "сообщила"),
        said(text, "Мы видим два пути", kind="quote"),
        said(text, "Речь идёт о мосте", "Олаф Берг", "заключает", "quote"),
    ]
    page = seen(text, [], (), heard)
    blocks = (page.article.blocks[0], replace(page.article.blocks[1], start=start, end=len(text)))
    page = replace(page, article=replace(page.article, blocks=blocks))
    assert [c.speaker.name for c in code(page, SURE).claims][:2] == ["мэрия", "Олаф Берг"]


def test_a_paragraph_in_which_two_speak_is_not_all_of_the_last() -> None:
    text = "Мост закрыт надолго, сообщила мэрия. Так лучше всем.\nРечь идёт о мосте, — заключает Олаф Берг."
    last = said(text, "Речь идёт о мосте", "Олаф Берг", "заключает", "quote")
    heard = [said(text, "Мост закрыт надолго", "мэрия", "сообщила"), last]
    page = seen(text, [], (), heard)
    page = replace(page, article=replace(page.article, blocks=(replace(page.article.blocks[0], end=len(text)),)))
    assert [(c.speaker.name, c.rule) for c in code(page, SURE).claims] == [("мэрия", "named"), ("Олаф Берг", "named")]
