"""Firms that no table has, by their legal form."""

from __future__ import annotations

import pytest
from one_block import page_of


def firms(words: str, lang: str) -> list[tuple[str, str]]:
    return [(m.text, m.name) for m in page_of(words, lang).names(()) if m.kind == "company"]


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ("Договор подписало ООО «Северный ветер» из Омска.", "ru", [("ООО «Северный ветер»", "Северный ветер")]),
        ("Трубы поставит Nord Gate Pipeline 3 AG в мае.", "ru", [("Nord Gate Pipeline 3 AG", "Nord Gate Pipeline 3")]),
        ("Договорът е с „Зелен бряг“ ЕООД от Русе.", "bg", [("„Зелен бряг“ ЕООД", "Зелен бряг")]),
        ("The pumps were made by Harlow Vale Ltd in spring.", "en", [("Harlow Vale Ltd", "Harlow Vale")]),
        ("Угоду уклало ТОВ «Південний шлях» навесні.", "uk", [("ТОВ «Південний шлях»", "Південний шлях")]),
        ("İhaleyi Altın Yol AŞ kazandı.", "tr", [("Altın Yol AŞ", "Altın Yol")]),
        ("Келісімге «Алтын Дала» ЖШС емес, ЖШС «Көк Жиек» қол қойды.", "kk", [("ЖШС «Көк Жиек»", "Көк Жиек")]),
        # against
        ("Все ООО и АО региона сдали отчёт.", "ru", []),
        ("Концерн «Алмаз-Антей» показал новинку.", "ru", []),  # a table has it
        ("They limited the talks to an hour.", "en", []),
    ],
)
def test_a_firm_by_its_legal_form(words: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert firms(words, lang) == expected
