"""The tables of people and offices, and the names of people in each language as sentences have them."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

import pytest

from dragoman.actors import holds, load, rows
from dragoman.annotate import annotate, paradigms
from dragoman.languages import FOLDER, codes
from dragoman.languages import load as load_language
from dragoman.model import Article, Block, Mention
from dragoman.text import sentences

SOLE = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister")
SECTORS = {"GOV", "MIL", "LEG", "OPP", "IGO", "REB", "SPY", "JUD", "PTY", "PRM", "BUS", "JRN", "CVL", "REL", "COP"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

ACTORS = load()


def test_there_are_enough_people_and_every_code_exists() -> None:
    known = ACTORS.states.keys() | ACTORS.organisations.keys()
    assert len(ACTORS.people) >= 450
    for person in ACTORS.people.values():
        assert person.codes <= known, person
        assert person.sex in ("m", "f"), person
        assert person.sector in SECTORS, person
        for office in person.offices:
            assert office.sector in SECTORS, office


def test_every_office_has_a_person_and_dates_in_order() -> None:
    for row in rows(FOLDER.parent / "actors" / "offices.csv"):
        assert row["person"] in ACTORS.people, row
        assert row["basis"] in ("record", "press"), row
        assert all(DATE.fullmatch(row[key]) for key in ("from", "to") if row[key]), row
        assert not (row["from"] and row["to"]) or row["from"][: len(row["to"])] <= row["to"], row


def test_a_sole_office_has_one_holder_at_a_time() -> None:
    held = defaultdict(list)
    for person in ACTORS.people.values():
        for office in person.offices:
            if office.office in SOLE and office.start:
                held[office.code, office.office].append(office)
    for offices in held.values():
        for first, second in itertools.combinations(sorted(offices, key=lambda o: o.start or ""), 2):
            if first.person != second.person and second.start:
                assert first.end, (first, second)
                assert not holds(first.start, first.end, second.start), (first, second)


@pytest.mark.parametrize(
    ("code", "office", "date", "person"),
    [
        ("RUS", "head-of-state", "2010-01-01", "dmitry-medvedev"),
        ("RUS", "defence-minister", "2024-05-20", "andrei-belousov"),
        ("KAZ", "head-of-state", "2019-03-19", "nursultan-nazarbayev"),
        ("KAZ", "head-of-state", "2019-03-20", "kassym-jomart-tokayev"),
        ("BGR", "head-of-government", "2022-06-01", "kiril-petkov"),
        ("USA", "foreign-minister", "2022-02-24", "antony-blinken"),
        ("TUR", "foreign-minister", "2023-06-02", "mevlut-cavusoglu"),
    ],
)
def test_who_held_an_office(code: str, office: str, date: str, person: str) -> None:
    assert [p.id for p in ACTORS.office_holders(code, office, date)] == [person]


def test_a_name_stands_for_an_organisation_while_its_head_leads_it() -> None:
    person = ACTORS.people["mark-rutte"]
    assert (ACTORS.code_of(person, "2020-05-01"), ACTORS.code_of(person, "2025-05-01")) == ("NLD", "NATO")


@pytest.mark.parametrize("language", codes())
def test_everybody_has_names(language: str) -> None:
    table = rows(FOLDER / language / "people.csv")
    assert sorted(row["id"] for row in table) == sorted(ACTORS.people)
    assert all((row["given"] and row["surname"]) or row["whole"] for row in table)


@pytest.mark.parametrize("language", codes())
def test_names_are_written_in_one_script(language: str) -> None:
    wrong = re.compile("[а-яё]" if load_language(language).script == "Latn" else "(?![IVX]+( |;|$))[A-Za-z]", re.IGNORECASE)
    for row in rows(FOLDER / language / "people.csv"):
        assert not wrong.search(" ".join((row["given"], row["surname"], row["whole"]))), row


# Each with its forms in the order nominative, genitive, dative, instrumental, prepositional.
@pytest.mark.parametrize(
    ("cell", "guess", "forms"),
    [
        ("Токаев", "surname_m", "Токаев Токаева Токаеву Токаевым Токаеве"),
        ("Залужный", "surname_m", "Залужный Залужного Залужному Залужным Залужном"),
        ("Крутой", "surname_m", "Крутой Крутого Крутому Крутым Крутом"),
        ("Остин~+", "surname_m", "Остин Остина Остину Остином Остине"),
        ("Пол", "given_m", "Пол Пола Полу Полом Поле"),
        ("Павел", "given_m", "Павел Павла Павлу Павлом Павле"),
        ("Лев", "given_m", "Лев Льва Льву Львом Льве"),
        ("Серж", "given_m", "Серж Сержа Сержу Сержем Серже"),
        ("Джорджа", "given_f", "Джорджа Джорджи Джордже Джорджу Джорджей"),
        ("Меркель", "surname_f", "Меркель"),
        ("Эрдоган", "surname_m", "Эрдоган Эрдогана Эрдогану Эрдоганом Эрдогане"),
        ("Саакашвили", "surname_m", "Саакашвили"),
        ("Силиня", "surname_f", "Силиня Силини Силине Силиню Силиней"),
        ("Дзержинский", "surname_m", "Дзержинский Дзержинского Дзержинскому Дзержинским Дзержинском"),
    ],
)
def test_russian_names_decline(cell: str, guess: str, forms: str) -> None:
    endings = paradigms.read(FOLDER / "ru" / "paradigms.toml")
    assert {form.text for form in endings.forms(cell, guess)} == set(forms.split())


@pytest.mark.parametrize("language", codes())
def test_first_names_are_many(language: str) -> None:
    table = (FOLDER / language / "given.toml").read_text("utf-8")
    assert len(re.findall(r"[;\n]", table)) >= 400
    assert not any(m.kind == "person" for m in mentions(language, "Иван." if language != "en" else "Peter."))


def mentions(language: str, text: str) -> tuple[Mention, ...]:
    article = Article("test", language, text, (Block("body", 0, len(text), 1, "test"),))
    return annotate(article, sentences(article, load_language(language)), load_language(language), ACTORS)


def people(language: str, text: str) -> list[str | None]:
    return [m.entity for m in mentions(language, text) if m.kind in ("person", "office") and m.entity]


RUSSIAN = [
    ("Он встретился с Касым-Жомартом Токаевым в Астане.", "kassym-jomart-tokayev"),
    ("Об этом рассказали Владимиру Путину.", "vladimir-putin"),
    ("Переговоры с Путиным прошли успешно.", "vladimir-putin"),
    ("Письмо Шавкату Мирзиёеву передали.", "shavkat-mirziyoyev"),
    ("Письмо Шавката Мирзиеева прочли.", "shavkat-mirziyoyev"),
    ("Визит Садыра Жапарова начнётся завтра.", "sadyr-japarov"),
    ("По мнению Эмомали Рахмона, дорога нужна.", "emomali-rahmon"),
    ("Договорились с Сердаром Бердымухамедовым.", "serdar-berdimuhamedow"),
    ("Ответ Ильхама Алиева был коротким.", "ilham-aliyev"),
    ("Никола Пашиняна там не ждали.", "nikol-pashinyan"),
    ("Речь шла о Марии Захаровой.", "maria-zakharova"),
    ("Беседу с Реджепом Тайипом Эрдоганом отложили.", "recep-tayyip-erdogan"),
    ("Хакану Фидану вручили ноту.", "hakan-fidan"),
    ("Совещание провёл Сергей Кужугетович Шойгу.", "sergei-shoigu"),
    ("Дональда Трампа поздравили.", "donald-trump"),
    ("Разговор с Урсулой фон дер Ляйен был долгим.", "ursula-von-der-leyen"),
    ("Ангелу Меркель наградили.", "angela-merkel"),
    ("Олафом Шольцем недовольны.", "olaf-scholz"),
    ("Валерия Залужного уволили.", "valerii-zaluzhnyi"),
    ("Ллойдом Остином подписано распоряжение.", "lloyd-austin"),
    ("Ван И принял гостей.", "wang-yi"),
    ("Гости прибыли к Си Цзиньпину.", "xi-jinping"),
    ("Парад посетили вместе с Ким Чен Ыном.", "kim-jong-un"),
    ("Румена Радева ждут в Москве.", "rumen-radev"),
    ("Свергли Башара Асада.", "bashar-al-assad"),
    ("Ахмеда аш-Шараа приняли в Анкаре.", "ahmed-al-sharaa"),
    ("Петр Павел избран.", "petr-pavel"),
    ("Александра Лукашенко встретили.", "alexander-lukashenko"),
    ("С. Лавров улетел.", "sergei-lavrov"),
    ("Заявление сделал министр обороны России Сергей Иванов.", "sergei-ivanov"),
    ("Доклад прочёл президент Азербайджана Алиев.", "ilham-aliyev"),
    ("Гульбадан, Саломе Зурабишвили и другие.", "salome-zourabichvili"),
]
BULGARIAN = [
    ("Той разговаря с Путин.", "vladimir-putin"),
    ("Срещата с Касим-Жомарт Токаев беше кратка.", "kassym-jomart-tokayev"),
    ("Писмото на Реджеп Тайип Ердоган пристигна.", "recep-tayyip-erdogan"),
    ("Според Румен Радев това е грешка.", "rumen-radev"),
    ("Бойко Борисов отговори.", "boyko-borisov"),
    ("Кирил Петков също.", "kiril-petkov"),
    ("Докладът на Росен Желязков е приет.", "rosen-zhelyazkov"),
    ("Тодор Тагарев призна.", "todor-tagarev"),
    ("Говориха с Мария Габриел.", "mariya-gabriel"),
    ("Делян Пеевски мълчи.", "delyan-peevski"),
    ("Сергей Лавров пристигна.", "sergei-lavrov"),
    ("Доналд Тръмп се обади.", "donald-trump"),
    ("Джо Байдън се оттегли.", "joe-biden"),
    ("Срещнаха се с Володимир Зеленски.", "volodymyr-zelensky"),
    ("Александър Лукашенко пътува.", "alexander-lukashenko"),
    ("Разговорът с Еманюел Макрон продължи.", "emmanuel-macron"),
    ("Урсула фон дер Лайен пристига.", "ursula-von-der-leyen"),
    ("Марк Рюте предупреди.", "mark-rutte"),
    ("Хакан Фидан ще дойде.", "hakan-fidan"),
    ("Александър Вучич отказа.", "aleksandar-vucic"),
    ("Християн Мицкоски реагира.", "hristijan-mickoski"),
    ("Бенямин Нетаняху нареди.", "benjamin-netanyahu"),
    ("Си Дзинпин прие гостите.", "xi-jinping"),
    ("Делегацията видя Ким Чен Ун.", "kim-jong-un"),
    ("Виктор Орбан гласува против.", "viktor-orban"),
    ("Илхам Алиев подписа.", "ilham-aliyev"),
    ("Никол Пашинян подписа.", "nikol-pashinyan"),
    ("Кая Калас поиска отговор.", "kaja-kallas"),
    ("Вечерта Елеонора Митрофанова бе привикана.", "eleonora-mitrofanova"),
    ("Ще говори външният министър на Турция Фидан.", "hakan-fidan"),
]
ENGLISH = [
    ("They met Putin's envoy.", "vladimir-putin"),
    ("Talks with Kassym-Jomart Tokayev went on.", "kassym-jomart-tokayev"),
    ("Recep Tayyip Erdoğan left.", "recep-tayyip-erdogan"),
    ("Mevlüt Çavuşoğlu left.", "mevlut-cavusoglu"),
    ("Shavkat Mirziyoyev's visit ended.", "shavkat-mirziyoyev"),
    ("A call with Volodymyr Zelenskyy followed.", "volodymyr-zelensky"),
    ("Sergey Lavrov agreed.", "sergei-lavrov"),
    ("Maria Zakharova commented.", "maria-zakharova"),
    ("Ilham Aliyev refused.", "ilham-aliyev"),
    ("Nikol Pashinyan resigned.", "nikol-pashinyan"),
    ("Gurbanguly Berdymukhamedov attended.", "gurbanguly-berdimuhamedow"),
    ("Emomali Rahmon attended.", "emomali-rahmon"),
    ("Sadyr Japarov attended.", "sadyr-japarov"),
    ("Donald J. Trump called.", "donald-trump"),
    ("Antony Blinken landed.", "antony-blinken"),
    ("Ursula von der Leyen spoke.", "ursula-von-der-leyen"),
    ("Jens Stoltenberg spoke.", "jens-stoltenberg"),
    ("Xi Jinping spoke.", "xi-jinping"),
    ("Wang Yi spoke.", "wang-yi"),
    ("Kim Jong-un watched.", "kim-jong-un"),
    ("Mohammed bin Salman hosted.", "mohammed-bin-salman"),
    ("Bashar al-Assad fled.", "bashar-al-assad"),
    ("Ahmed al-Sharaa arrived.", "ahmed-al-sharaa"),
    ("Rumen Radev vetoed it.", "rumen-radev"),
    ("Boyko Borissov won.", "boyko-borisov"),
    ("Aleksandar Vučić won.", "aleksandar-vucic"),
    ("Benjamin Netanyahu ordered it.", "benjamin-netanyahu"),
    ("Theresa May resigned.", "theresa-may"),
    ("The note went to Turkish Foreign Minister Fidan.", "hakan-fidan"),
    ("The note went to Russian Defense Minister Sergei Ivanov.", "sergei-ivanov"),
]


@pytest.mark.parametrize(("text", "person"), RUSSIAN)
def test_russian_people(text: str, person: str) -> None:
    assert person in people("ru", text)


@pytest.mark.parametrize(("text", "person"), BULGARIAN)
def test_bulgarian_people(text: str, person: str) -> None:
    assert person in people("bg", text)


@pytest.mark.parametrize(("text", "person"), ENGLISH)
def test_english_people(text: str, person: str) -> None:
    assert person in people("en", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Иванов опоздал на поезд."),  # a common surname, nobody named in full
        ("ru", "Вчера Павел Иванов выступил с докладом."),  # a namesake
        ("ru", "Министр обороны России Павел Иванов выступил."),  # of the same state
        ("ru", "Мелания Трамп и Билал Эрдоган прибыли."),
        ("ru", "Ван Ли, Асад Умар и Ли Вэй прибыли."),
        ("ru", "Маска защищает от пыли."),  # a word
        ("ru", "Много песков в пустыне и трампов в порту."),
        ("ru", "Ночью Ким уехал."),
        ("bg", "Борисов не дойде."),
        ("bg", "Вчера Петър Иванов каза друго."),
        ("bg", "Си Ен Ен съобщи това."),
        ("en", "In May prices rose."),
        ("en", "Price growth slowed, and Li Wei and Asad Umar left."),
        ("en", "Melania Trump smiled."),
        ("en", "Russian Defense Minister Pavel Ivanov left."),
    ],
)
def test_nobody_is_meant(language: str, text: str) -> None:
    assert not any(people(language, text))


def test_a_surname_means_whom_the_article_names() -> None:
    assert people("ru", "Сергей Иванов выступил. Позднее Иванов уехал.") == ["sergei-ivanov", "sergei-ivanov"]
    assert people("en", "Xi met Kim Jong Un. Later Kim left.")[1:] == ["kim-jong-un", "kim-jong-un"]


def test_a_surname_that_is_also_a_people_or_a_drone() -> None:
    assert people("ru", "Вчера убили Немцова, а Немцов был смел.") == ["boris-nemtsov", "boris-nemtsov"]
    assert [m.kind for m in mentions("ru", "Турция продала Байрактары и Байрактар.")][-1] == "weapon"
    assert "boris-nemtsov" not in people("ru", "Много немцов приехало.")
