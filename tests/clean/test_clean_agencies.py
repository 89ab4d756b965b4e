"""Whose words a page passes on, where a name alone says it: before the text, after it, in a link to the original."""

from __future__ import annotations

import time

import pytest

from dragoman.clean import clean
from dragoman.clean.agencies import agency_alone, agency_at_end, code_of, opening_agency
from dragoman.languages import codes, load
from dragoman.model import Article, Document

LANGUAGES = tuple(load(code) for code in codes())
OUTLETS = {
    "та": "company:ta",
    "дозор": "company:dozor",
    "новости дозора": "company:dozor",
    "дозор-украина": "company:dozor-ua",
    "dozor.ru": "company:dozor",
    "reed": "company:reed",
}
TITLE = "Иран и Армения открыли мост через Аракс"
FIRST = "Иран и Армения открыли новый мост через реку Аракс у города Мегри, сообщило правительство Армении."
SECOND = "Мост через Аракс строили три года, его оплатили Иран и Армения поровну, рассказал министр."


def article(opening: str = "", below: str = "", above: str = "") -> Article:
    """Returns what is made of a page whose text opens so, and ends so."""
    lines = [TITLE, *([above] if above else []), opening + FIRST, SECOND, *([below] if below else [])]
    found = clean(Document("page", "\n".join(lines).encode()), LANGUAGES, OUTLETS)
    assert isinstance(found, Article), found
    assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text
    return found


def named(found: Article) -> list[tuple[str, str | None]]:
    for step in found.sources:
        assert found.text[step.start : step.end] == step.text
    return [(step.name, step.code) for step in found.sources]


def body(found: Article) -> str:
    return "".join(found.text[block.start : block.end] for block in found.blocks if block.kind == "body")


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("ЕРЕВАН (ТА) - ", "ТА"),
        ("ЕРЕВАН, Армения (Дозор) — ", "Дозор"),
        ("(ТА) ", "ТА"),
        ("/ТА/ ", "ТА"),
        ("ЕРЕВАН/ТА - ", "ТА"),
        ("ЕРЕВАН. Дозор – ", "Дозор"),
        ("ЕРЕВАН, 14 мая – Новости Дозора. ", "Новости Дозора"),
        ("Ереван. 14 мая. Дозор. ", "Дозор"),
        ("Ереван. 14 мая. DOZOR.RU - ", "DOZOR.RU"),
        ("Ереван. 14 мая. Дозор-Украина - ", "Дозор-Украина"),
        ("ЕРЕВАН, 14 мая. /Дозор/. ", "Дозор"),
    ],
)
def test_an_agency_before_the_text(opening: str, name: str) -> None:
    found = article(opening)
    assert [one for one, _ in named(found)] == [name]
    assert found.sources[0].code
    assert body(found).startswith(FIRST)


@pytest.mark.parametrize(
    "opening",
    ["Агентство (ТА) ", "ЕРЕВАН (Горы) - ", "Дозор – ", "Дозор. ", "Армения — ", "ЕРЕВАН - ", "(Горы) ", "Министр Дозор - "],
)
def test_against_no_agency_before_the_text(opening: str) -> None:
    found = article(opening)
    assert named(found) == []
    assert body(found).startswith(opening.strip())


@pytest.mark.parametrize("line", ["(ТА)", "/ТА/", "ТА", "— Reed", "Ереван (ТА)", "«Новости Дозора»"])
@pytest.mark.parametrize("place", ["above", "below"])
def test_an_agency_alone(line: str, place: str) -> None:
    found = article(**{place: line})
    assert len(named(found)) == 1
    assert found.sources[0].code
    assert line not in body(found)


@pytest.mark.parametrize("line", ["(Горы)", "Дозор", "Reed", "ТА - ДА", "та"])
def test_against_no_agency_alone(line: str) -> None:
    assert named(article(below=line)) == []


def test_an_agency_counts_once() -> None:
    assert named(article("(ТА) ", "ТА", "ТА")) == [("ТА", "company:ta")]
    assert named(article(below="Источник: Дозор\n(Дозор)")) == [("Дозор", "company:dozor")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Источник: https://www.dozor.ru/world/1", "dozor.ru"),
        ("Оригинал: https://news.dozor.ru/1", "news.dozor.ru"),
        ("Ссылка на оригинал: Дозор", "Дозор"),
        ("Original article: Reed", "Reed"),
    ],
)
def test_a_link_to_the_original(line: str, name: str) -> None:
    ((found, code),) = named(article(below=line))
    assert found == name
    assert code


@pytest.mark.parametrize(
    "line",
    [
        "Об этом сообщает Reed",
        "Об этом сообщает Reed.",
        "This article was originally published by Reed.",
        "This story first appeared in Reed.",
        "Read the original article at Reed.",
    ],
)
def test_who_passes_it_on_below_the_story(line: str) -> None:
    assert named(article(below=line)) == [("Reed", "company:reed")]


TURKISH = "İran ile Ermenistan, Aras üzerindeki yeni köprüyü açtı. Köprünün yapımı üç yıl sürdü. {}"
KAZAKH = "Иран мен Армения Аракс өзені үстіндегі жаңа көпірді ашты. Көпір үш жыл бойы салынды. {}"


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        (TURKISH, "Haberi Nehir Ajansı duyurdu.", "Nehir Ajansı"),
        (TURKISH, "Bunu Reed yazdı.", "Reed"),
        (KAZAKH, "Бұл туралы «Өзен» агенттігі хабарлады.", "Өзен"),
        (KAZAKH, "Бұл туралы хабарлады Reed.", "Reed"),
        # against: nobody between, more than a name between
        (TURKISH, "Haberi duyurdu.", None),
        (TURKISH, "Bunu köprüyü üç yıl boyunca bekleyen iki ülkenin sınır köylüleri sevinçle birbirine duyurdu.", None),
    ],
)
def test_the_name_may_stand_before_the_verb(text: str, line: str, name: str | None) -> None:
    found = clean(Document("page", text.format(line).encode()), LANGUAGES, OUTLETS)
    assert isinstance(found, Article), found
    assert [one for one, _ in named(found)] == ([name] if name else [])


def test_against_the_first_words_of_other_stories() -> None:
    assert named(article(below="Читайте также\nОб этом сообщает Reed\nОб этом сообщает Дозор")) == []


def test_a_link_to_a_channel_says_which() -> None:
    assert named(article(below="Источник: https://t.me/gornydozor/12")) == [("t.me/gornydozor/12", None)]


def test_names_and_domains() -> None:
    assert code_of("https://www.dozor.ru/a", OUTLETS) == code_of("http://m.dozor.ru", OUTLETS) == "company:dozor"
    assert code_of("Горы", OUTLETS) is code_of("https://gory.example/dozor.ru", OUTLETS) is None
    assert agency_at_end("Ереван. 14 мая. Новости Дозора - ", OUTLETS) == (16, 30)
    assert agency_at_end("Ереван. 14 мая. ", OUTLETS) is None


@pytest.mark.parametrize("piece", ["A", "А ", "А. ", "(", "(А) ", "- ", "А/", "АБВ, А "])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    words = piece * (300_000 // len(piece))
    started = time.process_time()
    for _ in range(20):
        opening_agency(words, OUTLETS)
        agency_at_end(words, OUTLETS)
        agency_alone(words[:45], OUTLETS)
    assert time.process_time() - started < 1
