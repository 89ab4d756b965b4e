"""Suffixes that are taken off layer by layer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages import codes, load
from dragoman.text import stem
from dragoman.text.suffixes import stripped

KAZAKH = [
    "Қазақстан Қазақстанның Қазақстанға Қазақстанды Қазақстанда Қазақстандағы Қазақстаннан Қазақстанмен",
    "Ресей Ресейдің Ресейге Ресейді Ресейде Ресейдегі Ресейден Ресеймен",
    "министр министрі министрінің министріне министрін министрлер министрлері министрлерінің министрлерімен",
    "қыркүйек қыркүйегі қыркүйегінде қыркүйекте",
    "орталық орталығы орталығының орталықтар",
    "елші елшісі елшісінің елшілер",
    "Тоқаев Тоқаевтың Тоқаевқа Тоқаевты Тоқаевпен",
    "одақ одағы одағының одаққа",
    "Астана Астананың Астанаға Астанада Астанадағы",
    "мәлімдеме мәлімдемесі мәлімдемені мәлімдемелер",
    "кеңес кеңесі кеңесінің",
    "Беларусь Беларусьтің",
    "АҚШ АҚШ-тың АҚШ-қа АҚШ-пен",
    "шекара шекарасы шекарасында шекарадан",
]
TURKISH = [
    "Türkiye Türkiye'nin Türkiye'ye Türkiye'de Türkiye'den Türkiye’nin",
    "Kazakistan Kazakistan'ın Kazakistan'a Kazakistan'daki",
    "bakan bakanı bakanının bakanlar bakanları bakanlarının bakanlardan",
    "ordu ordusu ordusunun orduya ordunun",
    "anlaşma anlaşması anlaşmanın anlaşmalar anlaşmaya",
    "ülke ülkesi ülkenin ülkeler ülkelerin ülkelerle",
    "güvenlik güvenliği güvenliğin",
    "uçak uçağı uçağın uçaklar",
]


@pytest.mark.parametrize("forms", KAZAKH)
def test_forms_of_a_kazakh_word_have_one_stem(forms: str) -> None:
    assert len({stem(form, load("kk")) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", TURKISH)
def test_forms_of_a_turkish_word_have_one_stem(forms: str) -> None:
    assert len({stem(form, load("tr")) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("kk", "Қазақстан", "қазақ"), ("kk", "Өзбекстан", "өзбек"), ("kk", "елші", "ел"), ("kk", "келісім", "кел"),
        ("tr", "Kazakistan", "Kazak"), ("tr", "Ermenistan", "Ermeni"), ("tr", "Adana", "ad"), ("tr", "bakanlık", "bakan"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_forms_of_another(code: str, one: str, other: str) -> None:
    assert stem(one, load(code)) != stem(other, load(code))


@pytest.mark.parametrize("code", [code for code in codes() if load(code).suffixes])
@given(word=st.text(alphabet="абдеінтсқғмларыköşbdniea", max_size=14))
def test_a_stem_is_the_beginning_of_its_word_but_for_its_last_letter(code: str, word: str) -> None:
    suffixes = load(code).suffixes
    assert suffixes is not None
    found = stripped(word, suffixes)
    assert word.startswith(found[:-1])
    assert len(found) >= min(3, len(word))
