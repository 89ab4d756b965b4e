"""Forms of dates in bylines, headers and footers, for and against: the table is `dates.txt`."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.clean import clean
from dragoman.languages import codes, load
from dragoman.model import Article, Document

LANGUAGES = [load(code) for code in codes()]
PAGES = {
    "ru": """Иран и Армения открыли мост через Аракс
Иран и Армения открыли новый мост через реку Аракс у города Мегри, сообщило правительство Армении.
Мост через Аракс строили три года, его оплатили Иран и Армения поровну, рассказал министр.""",
    "bg": """Гърция и България откриха мост над Места
Гърция и България откриха нов мост над река Места край град Хаджидимово, съобщи правителството.
Мостът над Места беше строен три години, а Гърция и България го платиха поравно, каза министърът.""",
    "uk": """Польща і Україна відкрили міст через Буг
Польща і Україна відкрили новий міст через річку Буг біля міста Устилуг, повідомив уряд України.
Міст через Буг будували три роки, його оплатили Польща і Україна порівну, розповів міністр.""",
    "en": """Iran and Armenia open a bridge over the Aras
Iran and Armenia opened a new bridge over the river Aras near the town of Meghri, the government said.
The bridge over the Aras took three years to build, and Iran and Armenia paid for it equally, a minister said.""",
    "tr": """Türkiye ve Gürcistan Çoruh üzerinde köprü açtı
Türkiye ve Gürcistan, Çoruh nehri üzerinde yeni bir köprü açtı, hükümet köprünün törenle açıldığını duyurdu.
Çoruh üzerindeki köprünün yapımı üç yıl sürdü, masrafları Türkiye ve Gürcistan eşit ödedi, dedi bakan.""",
    "kk": """Қазақстан мен Қытай Іле өзенінде көпір ашты
Қазақстан мен Қытай Іле өзенінде жаңа көпір ашты, бұл туралы Қазақстан үкіметі хабарлады.
Іле өзеніндегі көпір үш жыл салынды, оның ақысын Қазақстан мен Қытай тең төледі, деді министр.""",
}


class Form(NamedTuple):
    """A line of a page, where it stands, and the date that it gives; "-" where it gives none."""

    lang: str
    place: str
    line: str
    date: str


def forms() -> list[Form]:
    found, lang, place = [], "", ""
    for line in (Path(__file__).parent / "dates.txt").read_text("utf-8").splitlines():
        if group := re.fullmatch(r"\[(\w\w) (\w+)\]", line):
            lang, place = group[1], group[2]
        elif line and not line.startswith("#"):
            words, _, date = line.rpartition(" -> ")
            found.append(Form(lang, place, words, date))
    return found


FORMS = forms()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.lang}: {form.line}")
def test_a_form_of_a_date(form: Form) -> None:
    title, *story = PAGES[form.lang].split("\n")
    lines = [title, form.line, *story] if form.place == "header" else [title, *story, form.line]
    found = clean(Document("page", "\n".join(lines).encode()), LANGUAGES)
    assert isinstance(found, Article)
    assert (found.lang, found.title) == (form.lang, title)
    assert (found.published.date if found.published else "-") == form.date
    if found.published:
        assert found.published.text in form.line
        assert found.text[found.published.start : found.published.end] == found.published.text


def test_the_table_is_large_and_says_no_too() -> None:
    counted = Counter(form.lang for form in FORMS)
    assert len(FORMS) >= 150
    assert set(counted) == set(codes())
    assert min(counted.values()) >= 20
    assert min(Counter(form.lang for form in FORMS if form.date == "-").values()) >= 6
