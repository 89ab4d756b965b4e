"""What kind of saying a claim is, where the page's form or its words know better than the reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import mention, said, seen

from dragoman.coding import code
from dragoman.coding.confidence import Confidence

SURE = Confidence({"bias": 3.0})


@pytest.mark.parametrize(
    ("text", "content", "heard", "kind"),
    [
        ("Это «тяжёлый удар по всей стране», заявил посол.", "тяжёлый удар по всей стране", "reported", "quote"),
        ("Чиновник заявил, что они «годами не держат слова».", "они «годами не держат слова»", "reported", "quote"),
        ("Чиновник заявил, что «Северный мост» откроют осенью.", "«Северный мост» откроют осенью", "reported", "reported"),
        ("Чиновник заявил, что «друзья» приедут завтра.", "«друзья» приедут завтра", "reported", "reported"),
        ("«Мост построен. Его откроют осенью и навсегда», — заявил он.", "Его откроют осенью и навсегда", "reported", "quote"),
        ("«Никаких переговоров с ними не было», — заявил посол.", "Никаких переговоров с ними не было", "denial", "denial"),
        ("Аналитик считает, что союз слабеет с каждым годом.", "союз слабеет с каждым годом", "opinion", "reported"),
    ],
)  # fmt: skip
def test_words_in_marks_are_a_quotation_and_titles_are_not(text: str, content: str, heard: str, kind: str) -> None:
    source = next(word for word in ("посол", "Чиновник", "Аналитик", "он") if word in text)
    (claim,) = code(seen(text, [], (), [said(text, content, source, kind=heard)]), SURE).claims
    assert claim.kind == kind


def test_an_authors_opinion_is_one() -> None:
    text = "На мой взгляд, это «ошибка всей его долгой жизни»."
    (claim,) = code(
        seen(text, [], (), [said(text, "это «ошибка всей его долгой жизни»", None, "На мой взгляд", "opinion")]), SURE
    ).claims
    assert claim.kind == "opinion"


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Сообщения о базе посол опровергает", "опровергает", "denial"),
        ("Сообщения о базе посол подтверждает", "подтверждает", "reported"),
        ("Сообщения о базе посол не опровергает", "опровергает", "reported"),
    ],
)
def test_a_cue_that_denies_makes_a_denial(text: str, cue: str, kind: str) -> None:
    (claim,) = code(seen(text, [], (), [said(text, "Сообщения о базе", "посол", cue)]), SURE).claims
    assert claim.kind == kind


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        (
            "Минск заявил, что Минск никогда не рассматривал отправку войск",
            "Минск никогда не рассматривал отправку войск",
            "denial",
        ),
        ("Минск заявил, что Минск не рассмотрел ещё заявку соседа", "Минск не рассмотрел ещё заявку соседа", "reported"),
        ("Минск заявил, что Киев не планирует отправку войск", "Киев не планирует отправку войск", "reported"),
    ],
)
def test_what_ones_own_side_does_not_plan_is_denied(text: str, content: str, kind: str) -> None:
    source = mention(text, "Минск", "BLR")
    subject = text.index(content)
    own = replace(source, start=subject, end=subject + 5, code="BLR" if content.startswith("Минск") else "UKR")
    (claim,) = code(seen(text, [source, own], (), [said(text, content, "Минск", "заявил")]), SURE).claims
    assert claim.kind == kind
