"""Which office a phrase is, and who held it on the day of the article."""

from __future__ import annotations

import pytest
from one_block import page_of

from dragoman.model import Mention


def first(words: str, lang: str, date: str | None = "2025-06-01") -> Mention:
    return page_of(words, lang, date).mentions[0]


@pytest.mark.parametrize(
    ("words", "lang", "office"),
    [
        ("Министр обороны Турции прибыл.", "ru", "defence-minister"),
        ("Глава Минобороны Турции прибыл.", "ru", "defence-minister"),
        ("Глава МИД Казахстана прибыл.", "ru", "foreign-minister"),
        ("Официальный представитель МИД России заявила.", "ru", "foreign-ministry-spokesperson"),
        ("Пресс-секретарь президента России заявил.", "ru", "spokesperson"),
        ("Секретарь Совбеза Армении прибыл.", "ru", "security-council-secretary"),
        ("Президентът на Казахстан пристигна.", "bg", "head-of-state"),
        ("Външният министър на Турция пристигна.", "bg", "foreign-minister"),
        ("Turkey's defense minister arrived.", "en", "defence-minister"),
        ("The US secretary of state arrived.", "en", "foreign-minister"),
        ("Начальник Генштаба России генерал Герасимов прибыл.", "ru", "army-chief"),
        ("Пресс-секретарь Кремля заявил.", "ru", "spokesperson"),
        ("Глава Пентагона прибыл.", "ru", "defence-minister"),
        ("Глава Госдепа прибыл.", "ru", "foreign-minister"),
        ("The Pentagon chief arrived.", "en", "defence-minister"),
        ("Голова Пентагону прибув.", "uk", "defence-minister"),
        ("Міністр оборони Туреччини прибув.", "uk", "defence-minister"),
        ("Türkiye Milli Savunma Bakanı Bakü'de.", "tr", "defence-minister"),
        ("Rusya Dışişleri Bakanlığı Sözcüsü konuştu.", "tr", "foreign-ministry-spokesperson"),
        ("ABD Başkanı konuştu.", "tr", "head-of-state"),
        ("Түркия Қорғаныс министрі келді.", "kk", "defence-minister"),
        ("Ресей Сыртқы істер министрлігінің өкілі мәлімдеді.", "kk", "foreign-ministry-spokesperson"),
        # against
        ("BM Genel Sekreteri'nin Suriye Özel Temsilcisi konuştu.", "tr", None),
        ("Fed Başkanı konuştu.", "tr", None),
        ("Глава Белого дома прибыл.", "ru", None),
        ("Министры обороны Турции и Румынии прибыли.", "ru", None),
        ("Президенти Казахстану й Узбекистану прибули.", "uk", None),
        ("Президентите на Казахстан и Узбекистан пристигнаха.", "bg", None),
        ("The presidents of Kazakhstan and Uzbekistan arrived.", "en", None),
        ("Спецпредставитель президента России прибыл.", "ru", None),
        ("Замминистра обороны Турции прибыл.", "ru", None),
        ("Бывший министр обороны Турции прибыл.", "ru", None),
        ("Помощник президента России прибыл.", "ru", None),
        ("Глава администрации президента Казахстана прибыл.", "ru", None),
        ("Минобороны Турции сообщило.", "ru", None),
        ("Бившият президент на Турция пристигна.", "bg", None),
        ("Former Turkish president arrived.", "en", None),
        ("The Turkish deputy defence minister arrived.", "en", None),
    ],
)
def test_which_office_a_phrase_is(words: str, lang: str, office: str | None) -> None:
    assert first(words, lang).office == office


@pytest.mark.parametrize(
    ("words", "lang", "date", "person"),
    [
        ("Министр обороны Турции прибыл.", "ru", "2025-06-01", "yasar-guler"),
        ("Министр обороны Турции прибыл.", "ru", "2020-06-01", "hulusi-akar"),
        ("Президент Ирана прибыл.", "ru", "2025-06-01", "masoud-pezeshkian"),
        ("Премиерът на България пристигна.", "bg", "2022-03-01", "kiril-petkov"),
        ("Turkey's foreign minister arrived.", "en", "2024-01-01", "hakan-fidan"),
        # against: no date, no such row, another had it with his name beside it
        ("Министр обороны Турции прибыл.", "ru", None, None),
        ("Министр обороны Турции прибыл.", "ru", "1950-01-01", None),
        ("Министр обороны Турции Иван Орлов прибыл.", "ru", "2025-06-01", None),
    ],
)
def test_who_held_it(words: str, lang: str, date: str | None, person: str | None) -> None:
    assert first(words, lang, date).entity == person


@pytest.mark.parametrize(
    ("words", "lang", "who", "office"),
    [
        ("Касым-Жомарт Токаев прибыл в Анкару. Казахский лидер заявил об этом.", "ru", "kassym-jomart-tokayev", "head-of-state"),
        ("Токаев пристигна. Казахстанският лидер заяви това.", "bg", "kassym-jomart-tokayev", "head-of-state"),
        ("Keir Starmer spoke. The British leader said so.", "en", "keir-starmer", "head-of-government"),
        ("Токаєв прибув. Казахстанський лідер сказав.", "uk", "kassym-jomart-tokayev", "head-of-state"),
        ("Tokayev geldi. Kazak lideri konuştu.", "tr", "kassym-jomart-tokayev", "head-of-state"),
        ("Тоқаев келді. Қазақ көшбасшысы айтты.", "kk", "kassym-jomart-tokayev", "head-of-state"),
        ("Токаев прибыл в Анкару. Глава Казахстана заявил об этом.", "ru", "kassym-jomart-tokayev", "head-of-state"),
        ("Tokayev came. The head of Kazakhstan said so.", "en", "kassym-jomart-tokayev", "head-of-state"),
        # against: nobody named, or both who lead the state
        ("Казахский лидер прибыл.", "ru", None, None),
        ("Путин и Мишустин прибыли. Российский лидер выступил.", "ru", None, None),
    ],
)
def test_a_states_leader_is_the_head_whom_the_page_names(words: str, lang: str, who: str | None, office: str | None) -> None:
    last = [m for m in page_of(words, lang, "2025-06-01").mentions if m.kind == "office"][-1]
    assert (last.entity, last.office) == (who, office)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Токаев прибыл в Анкару. Казахский лидер заявил об этом.", "kassym-jomart-tokayev"),
        ("Назарбаев прибыл в Анкару. Казахский лидер заявил об этом.", None),  # who led it once
    ],
)
def test_on_a_page_without_a_date_a_leader_is_one_of_today(words: str, who: str | None) -> None:
    assert [m for m in page_of(words, "ru", None).mentions if m.kind == "office"][-1].entity == who


@pytest.mark.parametrize(
    ("words", "lang", "code"),
    [
        ("Союзники Украины обещали танки.", "ru", None),
        ("Съюзникът на Русия участва.", "bg", None),
        ("Ukraine's allies promised tanks.", "en", None),
        ("Партнери Києва обіцяли танки.", "uk", None),
        ("Ukrayna'nın müttefikleri söz verdi.", "tr", None),
        ("Украинаның серіктестері уәде берді.", "kk", None),
        # against: a partner that a state is, and an alliance's own
        ("Турецкие партнёры обещали танки.", "ru", "TUR"),
        ("Türk müttefikler geldi.", "tr", "TUR"),
        ("NATO allies met.", "en", "NATO"),
    ],
)
def test_an_ally_of_a_state_is_somebody_else(words: str, lang: str, code: str | None) -> None:
    assert (first(words, lang).kind, first(words, lang).code) == ("people", code)
