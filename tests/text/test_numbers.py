"""Numbers of every language: what each of these phrases says, and what says none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.languages import LanguageError, codes, load, read
from dragoman.text import numbers

# A line is a phrase with the part that is the number in brackets, and what it says; `low..high` for a range.
FOR = {
    "ru": """
Товарооборот вырос до [4,4 млрд] долларов = 4.4e9
В зону отправили [1 758] военных = 1758
Погибли [2-3 тыс]. солдат = 2000..3000
Собралось [двадцать пять тысяч] человек = 25000
Ещё [25 тысяч] беженцев = 25000
Фонд получил [полмиллиона] евро = 500000
Это [два с половиной миллиона] тонн = 2.5e6
Пришло около [тысячи] человек = 1000
Всего [1 млн 200 тыс]. рублей = 1.2e6
Нашли [два-три десятка] мин = 20..30
Развернули [2000] солдат = 2000
Кредит на [4.4 млрд] = 4.4e9
На [5-ти тысячах] страниц = 5000
Нужны [полтора миллиона] прививок = 1.5e6
Почти [четверть миллиона] жителей = 250000
Обменяли [триста трёх] пленных = 303
С [двадцатью двумя тысячами] штыков = 22000
О [пяти тысячах] добровольцев = 5000
Бежали больше [ста] человек = 100
[Сорок один] корабль = 41
[Тысяча двести] танков = 1200
До [двухсот семидесяти пяти] миль = 275
В [полутора тысячах] километров = 1500
Передали [20]% акций = 20
От [15–20 млн] тонн = 15e6..20e6
от [2 до 3 тыс]. человек = 2000..3000
с [двадцати] до [тридцати] стран = 20, 30
За [миллиард] рублей = 1e9
[сто двадцать три миллиона четыреста пятьдесят шесть тысяч семьсот восемьдесят девять] = 123456789
Купили [две дюжины] вертолётов = 24
Продали Тайваню [720] «Стингеров» = 720
""",
    "bg": """
Износът е [4,4 млрд]. лева = 4.4e9
Изпратиха [1 758] военни = 1758
Загинаха [2-3 хил]. души = 2000..3000
Дойдоха [двадесет и пет хиляди] души = 25000
Още [25 хиляди] бежанци = 25000
Фондът даде [половин милион] евро = 500000
Това са [два милиона и половина] тона = 2.5e6
Дойдоха [хиляда и двеста] войници = 1200
Общо [1 млн. и 200 хил]. лева = 1.2e6
Загинаха [2 хил]. и [100] ранени = 2000, 100
Купиха [два-три милиона] маски = 2e6..3e6
Глоба от [2000] лева = 2000
Заем от [4.4 млрд]. = 4.4e9
В [27-те] страни = 27
[Двайсет и двама] ранени = 22
[Трийсет и двете] държави = 32
Освободиха [двайсет и шестима] моряци = 26
Струва [1,5 милиарда] = 1.5e9
Пътуват [четиристотин и петдесет] младежи = 450
[Единайсет] села = 11
Арестуваха [стотина] души = 100
[Десетина] кораба = 10
[Милион и половина] жители = 1.5e6
Над [сто] души = 100
[Сто и пет хиляди] подписа = 105000
[Дузина] оръдия = 12
[Шейсет и седем] депутати = 67
[Двеста петдесет и три] къщи = 253
От [две до три хиляди] тона = 2000..3000
Расте с [8,2]% = 8.2
От [15–20] дрона = 15..20
[Трите милиона] избиратели = 3e6
""",
    "en": """
A loan of $[4.4 billion] = 4.4e9
Some [1,758] troops = 1758
Between [2-3 thousand] men = 2000..3000
[Twenty-five thousand] people = 25000
Another [25 thousand] refugees = 25000
[Half a million] euros = 500000
[Two and a half million] tonnes = 2.5e6
A [million and a half] voters = 1.5e6
A deal worth $[4.4bn] = 4.4e9
A fine of €[5m] = 5e6
Nearly [20k] posts = 20000
[Two hundred and five thousand] homes = 205000
A [hundred] trucks = 100
A [thousand] tanks = 1000
[Two dozen] jets = 24
A [dozen] agreements = 12
[Fifteen hundred] soldiers = 1500
[Ten] sailors = 10
[Thirty-six] hostages = 36
A [quarter of a million] homes = 250000
Grew [3.4] percent = 3.4
Grew [5]% = 5
From [10–12] drones = 10..12
[One million] doses = 1e6
[Three hundred forty-two] voters = 342
[One trillion] yen = 1e12
[Three to five million] voters = 3e6..5e6
[Ninety-nine] days = 99
A [3-billion]-dollar budget = 3e9
In all, [12,345,678.5] dollars = 12345678.5
$[2000] a month = 2000
""",
    "uk": """
Обсяг зріс до [4,4 млрд] доларів = 4.4e9
Відправили [1 758] військових = 1758
Загинуло [2-3 тис]. солдатів = 2000..3000
Зібралося [двадцять п’ять тисяч] людей = 25000
Ще [25 тисяч] біженців = 25000
Фонд отримав [півмільйона] євро = 500000
Фонд отримав [пів мільйона] євро = 500000
Це [два з половиною мільйони] тонн = 2.5e6
Прийшло близько [тисячі] людей = 1000
Усього [1 млн 200 тис]. гривень = 1.2e6
Знайшли [два-три десятки] мін = 20..30
Розгорнули [2000] солдатів = 2000
Потрібні [півтора мільйона] щеплень = 1.5e6
Втратили [півтори тисячі] = 1500
Майже [чверть мільйона] жителів = 250000
Обміняли [трьохсот трьох] полонених = 303
З [двадцятьма двома тисячами] бійців = 22000
Звернулися до [одинадцятьох] міст = 11
[Сорок один] корабель = 41
[Тисяча двісті] танків = 1200
До [двохсот сімдесяти п'яти] миль = 275
Із [п'ятьмастами] бійцями = 500
Передали [20]% акцій = 20
Від [15–20 млн] тонн = 15e6..20e6
За [мільярд] гривень = 1e9
Понад [сто] суден = 100
від [двох до трьох тисяч] осіб = 2000..3000
[дев'яносто дев'ять] днів = 99
[Дві сотні] дронів = 200
""",
    "tr": """
Ticaret hacmi [4,4 milyar] dolar = 4.4e9
Bölgeye [1.758] asker gitti = 1758
Ölenler [2-3 bin] kişi = 2000..3000
[Yirmi beş bin] kişi = 25000
Meydanda [25 bin] kişi = 25000
Fon [yarım milyon] avro aldı = 500000
Nüfusu [bir buçuk milyon] = 1.5e6
Bunların [121'inin] düşürüldüğü = 121
Enflasyon yüzde [4,8] = 4.8
Enflasyon %[20] arttı = 20
[İki-üç bin] gösterici = 2000..3000
[Üç yüz] gemi = 300
[Bin beş yüz] tank = 1500
[Bin 200] asker = 1200
[Beş bini] aşkın asker = 5000
[On ikiye] çıktı = 12
[On] kişi öldü = 10
[Bin] kişi = 1000
Yaklaşık [yüz] kişi = 100
[Otuz] saatlik ateşkes = 30
[2 bin 500] ton = 2500
[260 bine] yükseldi = 260000
Nüfus [37 milyonu] aştı = 37e6
[Yüz elli bin] imza = 150000
[Beş düzine] uçak = 60
[15–20 milyon] ton = 15e6..20e6
[10 ila 15 bin] kişi = 10000..15000
[Kırk üç] esir = 43
[4 milyar 600 milyon] lira = 4.6e9
[20'den] fazla köy = 20
Toplam [iki trilyon] lira = 2e12
""",
    "kk": """
Тауар айналымы [4,4 млрд] доллар = 4.4e9
Аймаққа [1 758] сарбаз барды = 1758
Шамамен [2-3 мың] адам = 2000..3000
[Жиырма бес мың] адам жиналды = 25000
Тағы [25 мың] босқын = 25000
Қорға [жарты миллион] еуро = 500000
Бұл [екі жарым миллион] тонна = 2.5e6
[25-ке] жуық ұшақ = 25
[Екі жүзден] астам үй = 200
[Жүзден] астам адам = 100
[Жүзге] жуық адам = 100
[Бес мыңға] жетті = 5000
[90 мыңнан] астам = 90000
[Он екі] кеме = 12
[Он] адам қаза тапты = 10
[Қырық] фермер = 40
[Елу төрт] ел = 54
[Мыңнан] астам адам = 1000
[Бір миллионнан] астам = 1e6
[Үш жүз елу] дрон = 350
[Бір мың екі жүз] танк = 1200
[7,6 мың] үй = 7600
[Тоқсан тоғыз] күн = 99
Өсім [4,8] пайыз = 4.8
[15–20 млн] тонна = 15e6..20e6
[Екі-үш мың] адам = 2000..3000
[Алпысқа] толды = 60
[Бір жарым миллиард] теңге = 1.5e9
[40-тан] астам ел = 40
Францияға [12] «Рафаль» берді = 12
""",
}
AGAINST = {
    "ru": """
13-го числа
Су-35 и Т-90
рост ВВП-2
страны G7 и формат C5+1
03.04.2025
в 15:30 по Москве
в 2024 году
летом 2025
+7 495 123-45-67
в 1980-90-х
20 мая
5-6 мая и с 3 по 5 июня
десятки и тысячи людей
двадцать второго июня
с 2014 по 2022 год
статья 5 устава
два солдата
победил 4:0
автомойка и СТО
15-летний подросток
в 15 часов
ракеты Leopard 2.
№ 231
""",
    "bg": """
на 13-и
Су-35 и Т-90
страните от G7 и C5+1
03.04.2025
в 15:30 часа
в 15.30 ч.
през 2024 г.
през 2022 година
90-те години
през деветдесетте
20 май
5 и 6 май
стотици и хиляди хора
двайсет и втори юни
член 5 от договора
двама войници
+359 2 987 65 43
пет и шест
изтребител F-16 Block 70.
№ 231
""",
    "en": """
the 5th fleet
the Su-35 and the T-90
G7 and C5+1
03/04/2025
at 15:30
in 2024
the 2024 elections
a 20-member team
May 5
5 May
from September 19 to 22
No. 5
several hundred people
dozens, thousands and millions
one of them
two soldiers
2022-24
Article 5
the fifty-second exchange
at 5 p.m.
won 3-1
call 202-555-0147
the 1990s
a Leopard 2, they said
""",
    "uk": """
13-го числа
Су-35 і Т-90
країни G7 і формат C5+1
03.04.2025
о 15:30
у 2024 році
влітку 2025
+380 44 123-45-67
у 80-х
20 травня
5-6 травня
з 12 до 16 вересня
десятки й тисячі людей
двадцять другого червня
стаття 5 статуту
два солдати
перемогли 4:0
мийка і СТО
№ 231
15-річний хлопець
""",
    "tr": """
NATO'nun 75. Yıl Zirvesi
75'inci yıl
F-16 ve Su-35
G7 ve C5+1
03.04.2025
saat 15.30'da
2024'te
2024 yılında
2024 seçimleri
5 Mayıs
bu yüz onun
ata bin
bin ve yüz
1701 sayılı karar
yirmi beşinci yıl
iki asker
0212 555 44 33
bu yüzden
yüzlerce ve binlerce kişi
on binlerce ve yüz binlerce kişi
yüz yüze görüştü
maç 3-1 bitti
1453'te
""",
    "kk": """
13-ші орын
Су-35 пен Т-90
G7 және C5+1
03.04.2025
сағат 15-те
сағат 15:30-да
2024 жылы
2024 жылдан бері
5 мамырда
1–2 қарашада
жиырма бесінші мамыр
екі сарбаз
бір адам
ұлы жүз
жүзінде
ондаған, он мыңдаған адам
5-бап
3:1 есебімен
+7 717 123-45-67
бірге және ондай
""",
}


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, line) for code, lines in table.items() for line in lines.strip().splitlines()]


def said(written: str) -> list[tuple[float, float]]:
    """The values after the sign of equality: "2e3..3e3" has two ends."""
    return [(float(low), float(high or low)) for low, _, high in (part.partition("..") for part in written.split(","))]


@pytest.mark.parametrize(("code", "line"), cases(FOR))
def test_what_is_a_number(code: str, line: str) -> None:
    marked, _, values = line.rpartition(" = ")
    text = marked.replace("[", "").replace("]", "")
    found = numbers(text, load(code))
    shown = text
    for number in reversed(found):
        shown = f"{shown[: number.start]}[{shown[number.start : number.end]}]{shown[number.end :]}"
    assert shown == marked
    for number, (low, high) in zip(found, said(values), strict=True):
        assert (number.low, number.high) == (pytest.approx(low), pytest.approx(high))
        assert number.value == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(("code", "text"), cases(AGAINST))
def test_what_is_none(code: str, text: str) -> None:
    assert [text[number.start : number.end] for number in numbers(text, load(code))] == []


def test_enough_is_asked_of_every_language() -> None:
    assert {code for code, lines in FOR.items() if lines.count("\n") > 25} == set(codes())
    assert {code for code, lines in AGAINST.items() if lines.count("\n") > 12} == set(codes())


WRITTEN = """
2 15 2024 1\u00a0758 4,4 1.5 - – . тыс млрд двадцать пять и половиной тысяч half a million and hundred two to до от
yüz bin beş 'inin buçuk жүз мың ² ٣ % второго пет мільйона fifth -те
"""
PIECES = st.sampled_from([*WRITTEN.split(), " ", ". ", "\n"])


@pytest.mark.parametrize("code", codes())
@settings(deadline=None)  # the first call of a language puts its forms in order
@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_spans_lie_in_the_text_and_in_order(code: str, text: str) -> None:
    end = 0
    for number in numbers(text, load(code)):
        assert end <= number.start < number.end <= len(text)
        assert number.low <= number.value <= number.high
        assert text[number.start : number.end].strip() == text[number.start : number.end]
        end = number.end


@pytest.mark.parametrize("written", ["decimal = ", 'decimals = ","', '[counts]\nmany = "bir"'])
def test_a_file_that_cannot_be_read_is_named(written: str, tmp_path: Path) -> None:
    folder = tmp_path / "tr"
    folder.mkdir()
    (folder / "language.toml").write_text((load("tr").folder / "language.toml").read_text("utf-8"), "utf-8")
    assert numbers("25 bin", read(folder)) == []
    (folder / "numbers.toml").write_text(written, "utf-8")
    with pytest.raises(LanguageError, match=r"numbers\.toml"):
        read(folder)
