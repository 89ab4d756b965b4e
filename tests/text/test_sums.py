"""Sums of money and amounts, for and against, in six languages."""

from __future__ import annotations

import pytest

from dragoman import languages
from dragoman.text.sums import amounts, sums

SUMS = [
    ("ru", "Контракт на 4,4 млрд долларов США подписан.", [("4,4 млрд долларов США", 4.4e9, "USD")]),
    ("ru", "Минск просит 2 тыс. белорусских рублей.", [("2 тыс. белорусских рублей", 2000, "BYN")]),
    ("ru", "Заплатили €20 и EUR 15, потом 10руб.", [("€20", 20, "EUR"), ("EUR 15", 15, "EUR"), ("10руб", 10, "RUB")]),
    ("ru", "Билет стоит 20 долларов 43 цента.", [("20 долларов 43 цента", 20.43, "USD")]),
    ("ru", "Проезд подорожал на один рубль.", [("один рубль", 1, "RUB")]),
    ("ru", "В 2024 году 15 стран и 3 банка ждали.", []),
    ("bg", "Сделка за 300 млн. лева и 2,5 милиарда евро.", [("300 млн. лева", 3e8, "BGN"), ("2,5 милиарда евро", 2.5e9, "EUR")]),
    ("bg", "На 5 май дойдоха 20 души от 3 града.", []),
    ("en", "A $4.4 billion deal, £10m in cash.", [("$4.4 billion", 4.4e9, "USD"), ("£10m", 1e7, "GBP")]),
    ("en", "Canada pledged 500 million Canadian dollars.", [("500 million Canadian dollars", 5e8, "CAD")]),
    ("en", "Kuala Lumpur paid ringgit 42 million.", [("ringgit 42 million", 4.2e7, "MYR")]),
    ("en", "It cost 20 ringgit 43 years ago.", [("20 ringgit", 20, "MYR")]),
    ("en", "They won 42 seats.", []),
    ("en", "Cairo owes 42 L.E. a head.", [("42 L.E.", 42, "EGP")]),
    ("en", "Fuel at a dollar a litre.", [("a dollar", 1, "USD")]),
    ("en", "A euro zone state sold a dollar bond.", []),
    ("en", "Aid of 42 Saudiriyals.", [("42 Saudiriyals", 42, "SAR")]),
    ("en", "The F-16 flew 20 miles on May 5, 2024.", []),
    ("uk", "Київ отримав 300 млн гривень і 50 млн дол.", [("300 млн гривень", 3e8, "UAH"), ("50 млн дол", 5e7, "USD")]),
    ("tr", "4,4 milyar dolarlık anlaşma, 10 bin lira.", [("4,4 milyar dolarlık", 4.4e9, "USD"), ("10 bin lira", 1e4, "TRY")]),
    ("kk", "Астана 300 млн теңге бөлді.", [("300 млн теңге", 3e8, "KZT")]),
]  # fmt: skip
AMOUNTS = [
    ("ru", "Там 1758 турецких военнослужащих, более 800 машин.", [("personnel", 1758, "exact"), ("vehicles", 800, "over")]),
    ("ru", "Около 651 единицы боевой техники и до 20 танков.", [("equipment", 651, "about"), ("tanks", 20, "under")]),
    ("ru", "В 1758 году король писал 23 письма.", []),
    ("ru", "Запрет на вывоз по 52 позициям и 14 видов вооружения.", [("goods", 52, "exact"), ("weapon_types", 14, "exact")]),
    ("ru", "Прочли 14 видов вопросов.", []),
    ("bg", "Забраната е за 52 вида стоки, 14 вида въоръжение.", [("goods", 52, "exact"), ("weapon_types", 14, "exact")]),
    ("uk", "Заборона на 52 найменування, 14 видів озброєння.", [("goods", 52, "exact"), ("weapon_types", 14, "exact")]),
    ("en", "A ban on 52 product categories, 14 types of weapons.", [("goods", 52, "exact"), ("weapon_types", 14, "exact")]),
    ("tr", "52 kalem ürün yasaklandı.", [("goods", 52, "exact")]),
    ("bg", "Над 1 500 войници и около 40 дрона.", [("personnel", 1500, "over"), ("drones", 40, "about")]),
    ("bg", "На 15 април 2024 г. валя.", []),
    ("en", "More than 800 armoured vehicles, some 1,500 troops.", [("vehicles", 800, "over"), ("personnel", 1500, "about")]),
    ("en", "It rained for 12 days.", []),
    ("uk", "Понад 5 тис. військових і 20 танків.", [("personnel", 5000, "over"), ("tanks", 20, "exact")]),
    ("tr", "800'ü aşkın asker ve yaklaşık 20 tank katıldı.", [("personnel", 800, "over"), ("tanks", 20, "about")]),
    ("kk", "800-ден астам сарбаз келді.", [("personnel", 800, "over")]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "wanted"), SUMS)
def test_sums(lang: str, text: str, wanted: list[tuple[str, float, str]]) -> None:
    found = sums(text, languages.load(lang))
    assert [(text[s.start : s.end], pytest.approx(s.amount), s.currency) for s in found] == wanted


@pytest.mark.parametrize(("lang", "text", "wanted"), AMOUNTS)
def test_amounts(lang: str, text: str, wanted: list[tuple[str, float, str]]) -> None:
    assert [(a.what, a.value, a.bound) for a in amounts(text, languages.load(lang))] == wanted
