"""Who is meant the second time, and whose a name is on a day."""

from __future__ import annotations

import pytest
from one_block import page_of

from dragoman import languages, text
from dragoman.model import Article, Block


def found(words: str, lang: str = "ru", date: str | None = "2024-06-01") -> list[tuple[str, str | None]]:
    return [(m.text, m.code) for m in page_of(words, lang, date).mentions]


@pytest.mark.parametrize(
    ("words", "lang", "again"),
    [
        ("Минобороны Казахстана опровергло слухи. В Минобороны добавили, что центр работает давно.", "ru", ("Минобороны", "KAZ")),
        ("Депутат парламента Грузии Тенгиз Чхартишвили выступил. Чхартишвили просил об отсрочке.", "ru", ("Чхартишвили", "GEO")),
        ("Министърът на отбраната на Румъния дойде. Министърът на отбраната говори.", "bg", ("Министърът на отбраната", "ROU")),
        ("Министърът на отбраната на Румъния дойде. Военният министър говори.", "bg", ("Военният министър", "ROU")),
        ("The Armenian foreign minister arrived. The foreign minister made no statement.", "en", ("foreign minister", "ARM")),
        ("Лавров прибыл в Баку во вторник. Он проведёт переговоры с Алиевым.", "ru", ("Он", "RUS")),
        ("Столтенберг посети Тбилиси. Той разговаря с министъра.", "bg", ("Той", "NATO")),
        ("Mr. Blinken flew to Ankara. He met his counterpart.", "en", ("He", "USA")),
        ("Ahead of Macron's visit there, he rebuked Malta.", "en", ("he", "FRA")),
        ("Перед визитом в Осло Макрон заявил: во вторник он отверг план.", "ru", ("он", "FRA")),
        ("Lavrov landed in Baku. On Monday he met Aliyev.", "en", ("he", "RUS")),
        ("U.S. Defense Secretary Ash Carter landed. The secretary and Abadi agreed.", "en", ("secretary", "USA")),
        ("Malta bought tanks. The country also banned imports.", "en", ("country", "MLT")),
        ("Мальта купила танки. Страна также ввела запрет.", "ru", ("Страна", "MLT")),
        ("Малта купи танкове. Страната въведе забрана.", "bg", ("Страната", "MLT")),
        ("The U.N. Security Council met. China said the Security Council should wait.", "en", ("Security Council", "UN")),
        ("The European Commission met. The Commission sued Malta.", "en", ("Commission", "EU")),
        ("Совет безопасности ООН собрался. Позже Совет безопасности осудил удар.", "ru", ("Совет безопасности", "UN")),
        ("Организация исламского сотрудничества собралась. Организация заявила протест.", "ru", ("Организация", "OIC")),
        ("Европейската комисия заседава. Съветът мълчи, а комисията осъди удара.", "bg", ("комисията", "EU")),
        ("Токаев прибыл в Анкару. Президент проведёт переговоры.", "ru", ("Президент", "KAZ")),
        ("НАТО расширяет присутствие. Альянс направит войска.", "ru", ("Альянс", "NATO")),
        ("Мальта молчит. Румыния входит в НАТО, она отправила роту.", "ru", ("она", "ROU")),
        ("Макрон молчит. Китай хранит тайну, потому что он отверг план.", "ru", ("он", "CHN")),
        ("Румъния е в НАТО, тя изпрати рота.", "bg", ("тя", "ROU")),
        ("Армения и США начали учения. В республике строят завод.", "ru", ("республике", "ARM")),
        ("Армения молчит. Учения с США одобрило руководство республики.", "ru", ("руководство республики", "ARM")),
        ("Казахстан закупает дроны. В республике строят завод.", "ru", ("республике", "KAZ")),
        ("Минобороны Армении опровергло это. Ведомство назвало сообщения ложью.", "ru", ("Ведомство", "ARM")),
        ("НАТО разширява присъствието си. Алиансът ще изпрати войски.", "bg", ("Алиансът", "NATO")),
        ("NATO held drills. The alliance will send troops.", "en", ("alliance", "NATO")),
        ("НАТО посилює фланг. Наступного року альянс надішле війська.", "uk", ("альянс", "NATO")),
        ("Токаєв прибув до Анкари. Президент проведе переговори.", "uk", ("Президент", "KAZ")),
        ("NATO tatbikat yaptı. İttifak asker gönderecek.", "tr", ("İttifak", "NATO")),
        ("Kazakistan Cumhurbaşkanı Tokayev geldi. Cumhurbaşkanı, heyeti kabul etti.", "tr", ("Cumhurbaşkanı", "KAZ")),
        ("Ресей Сыртқы істер министрлігі мәлімдеді. Министрлік ол сөзді жоққа шығарды.", "kk", ("Министрлік", "RUS")),
        ("Тоқаев Анкараға барды. Президент келіссөз жүргізеді.", "kk", ("Президент", "KAZ")),
    ],
)  # fmt: skip
def test_what_was_named_in_full_is_known_again(words: str, lang: str, again: tuple[str, str]) -> None:
    assert any(code == again[1] and text.endswith(again[0]) for text, code in found(words, lang)[1:])


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("Президент выступил с обращением к народу.", "ru"),  # nobody was named
        ("Чхартишвили просил об отсрочке.", "ru"),
        ("Депутат парламента Грузии Тенгиз Чхартишвили выступил. Писатель Григорий Чхартишвили живёт в Лондоне.", "ru"),
        ("The foreign minister made no statement.", "en"),
        ("Президент Киргизии подписал договор. Президенты обнялись.", "ru"),
        ("Президентът на Киргизстан подписа договора. Двамата президенти се прегърнаха.", "bg"),
        ("The Kyrgyz president signed. The presidents embraced.", "en"),
        ("Сергей Лавров прибыл в Баку. Она проведёт переговоры.", "ru"),
        ("Sergey Lavrov flew to Ankara. She condemned the attack.", "en"),
        ("НАТО и ОДКБ молчат. Альянс проводит учения.", "ru"),  # two are alliances
        ("Токаев встретил Путина. Президент улыбнулся.", "ru"),  # two are presidents
        ("Армения ответила Грузии. Республика молчит.", "ru"),  # neither was named more often
        ("Политический альянс партий победил на выборах.", "ru"),
        ("Узбекистан подписал договор. Он вступит в силу в марте.", "ru"),  # the treaty
        ("Лавров ждал Фидана. Лавров принял Фидана, пока он гостил в столице.", "ru"),  # either of them
        ("Совет Европы собрался. Совет директоров завода сказал своё слово.", "ru"),
        ("The European Commission met. The Commission for Roads was dissolved.", "en"),
        ("Malta bought Chad's tanks. The country of origin was hidden.", "en"),
        ("Мальта обвинила Чад. Страна молчит.", "ru"),  # either
        ("The European Commission met. The council of elders sang.", "en"),
        ("The European Court of Human Rights and the International Court of Justice rose. The court ruled.", "en"),  # two courts
    ],
)
def test_what_was_not_is_not(words: str, lang: str) -> None:
    last = text.sentences(Article("a", lang, words, (Block("body", 0, len(words), 1, "t"),)), languages.load(lang))[-1]
    tail = words[last.start :]
    assert not [m for m in found(words, lang) if m[0] in tail and m[0] not in words[: last.start] and "Лондон" not in m[0]]


@pytest.mark.parametrize(
    ("date", "code"), [("2019-05-01", "NATO"), ("2026-03-01", "NOR"), (None, "NATO")]
)  # secretary general until October 2024, then a minister of Norway
def test_a_bare_name_is_whose_it_was_on_that_day(date: str | None, code: str) -> None:
    assert ("Столтенберг", code) in found("Столтенберг призвал стороны к сдержанности.", date=date)


@pytest.mark.parametrize(
    ("words", "lang", "who"),
    [
        ("Министр обороны Турции Яшар Гюлер прибыл. Министр сказал это.", "ru", ["yasar-guler"]),
        ("Министърът на отбраната Атанас Запрянов пристигна. Министърът добави.", "bg", ["atanas-zapryanov"]),
        ("Turkish Defense Minister Yasar Guler arrived. The minister spoke.", "en", ["yasar-guler"]),
        ("Міністр оборони Туреччини Яшар Гюлер прибув. Міністр сказав.", "uk", ["yasar-guler"]),
        ("Түркия Қорғаныс министрі Яшар Гюлер келді. Министр айтты.", "kk", ["yasar-guler"]),
        # against: two ministers, another's name, several
        ("Министр обороны Турции Яшар Гюлер прибыл. Министр иностранных дел Хакан Фидан тоже. Министр сказал.", "ru", []),
        ("Министр обороны Турции Яшар Гюлер прибыл. Министр Петров ушёл.", "ru", []),
        ("Министр обороны Турции Яшар Гюлер прибыл. Министры ушли.", "ru", []),
        ("Министр обороны Турции Яшар Гюлер прибыл. Министр спорта остался.", "ru", []),
        ("Министр обороны Турции Яшар Гюлер прибыл. Бывший министр сказал это.", "ru", []),
        ("Turkish Defense Minister Yasar Guler arrived. The minister for sport left.", "en", []),
    ],
)
def test_a_bare_title_is_the_one_person_who_was_named_with_it(words: str, lang: str, who: list[str]) -> None:
    again = [m for m in page_of(words, lang, "2025-06-01").mentions if m.rule == "again-title"]
    assert [m.entity for m in again] == who


@pytest.mark.parametrize(
    ("words", "lang", "again"),
    [
        ("МИД Чили молчит. Перу купит танки. Министерство обороны страны ждёт.", "ru", ("Министерство обороны страны", "PER")),
        ("Иордания заявила, что армия страны готова.", "ru", ("армия страны", "JOR")),
        ("МВнР на Малта реагира. Кипър също. Министерството на отбраната на страната мълчи.", "bg",
         ("Министерството на отбраната на страната", "CYP")),
        ("Japan's defence ministry spoke. Norway is choosing tanks. The country's defence ministry denied it.", "en",
         ("country's defence ministry", "NOR")),
        ("Норвегія обирає танки. Міністерство оборони країни спростувало це.", "uk", ("Міністерство оборони країни", "NOR")),
        ("Norveç seçiyor. Ülkenin Savunma Bakanlığı bunu yalanladı.", "tr", ("Ülkenin Savunma Bakanlığı", "NOR")),
        ("Норвегия таңдап жатыр. Елдің Қорғаныс министрлігі мұны теріске шығарды.", "kk", ("Елдің Қорғаныс министрлігі", "NOR")),
        ("Министр обороны Чили прилетел. Перу ответило. Министр обороны страны ушёл.", "ru", ("Министр обороны страны", "PER")),
    ],
)  # fmt: skip
def test_an_organ_of_the_country_is_of_the_state_told_of_last(words: str, lang: str, again: tuple[str, str]) -> None:
    assert again in found(words, lang)


@pytest.mark.parametrize(
    "words",
    [
        "Погода испортилась. Министерство обороны страны молчит.",  # no state was told of
        "Перу спорит с Чили. Министр обороны страны ушёл.",  # whose minister is not said
        "Перу выбирает танки. Жители страны спорят.",
    ],
)
def test_the_country_is_nobodys_where_no_one_state_was_told_of(words: str) -> None:
    assert not any(text.endswith("страны") for text, _ in found(words))


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("Зачем Перу НАТО? В Лиме открыли центр Альянса", True),
        ("НАТО молчит. В Лиме прошёл съезд партии Альянс за перемены.", False),
        ("НАТО молчит. В Лиме прошёл концерт группы «Альянс».", False),
        ("НАТО и ОДКБ молчат. В Лиме открыли центр Альянса.", False),
    ],
)
def test_an_alliance_with_a_capital_is_the_one_named(words: str, known: bool) -> None:
    assert any(text.startswith("Альянс") and code == "NATO" for text, code in found(words)) == known


def test_military_reporters_are_no_military() -> None:
    text = "Чилийские военные молчат. Вернулись домой военные корреспонденты и военные."
    assert [words for words, code in found(text) if code == "CHL"] == ["Чилийские военные", "военные"]
    assert page_of(text, "ru", None).mentions[-1].start == text.rindex("военные")


@pytest.mark.parametrize(
    ("words", "lang", "said", "members"),
    [
        ("Токаев принял Эрдогана. Стороны договорились о поставках.", "ru", "Стороны", ("KAZ", "TUR")),
        ("Мальта и Чад обвинили Иран. Обе страны отозвали послов.", "ru", "Обе страны", ("MLT", "TCD")),
        ("Мальта и Чад молчат. Как сказал Токаев, стороны проведут учения.", "ru", "стороны", ("MLT", "TCD")),
        ("Malta and Chad signed it before Iran. The two governments asked the OSCE.", "en", "two governments", ("MLT", "TCD")),
        ("Malta met Chad. The sides agreed on a route.", "en", "The sides", ("MLT", "TCD")),
        ("Малта и Чад подписаха договор. Двамата отвориха границата.", "bg", "Двамата", ("MLT", "TCD")),
        ("Мальта і Чад підписали угоду. Обидві країни мовчать.", "uk", "Обидві країни", ("MLT", "TCD")),
        ("Erdoğan, Aliyev ile görüştü. İki lider ticareti ele aldı.", "tr", "İki lider", ("TUR", "AZE")),
        ("Токаев принял Эрдогана. Лидеры подписали заявление.", "ru", "Лидеры", ("KAZ", "TUR")),
        ("Токаев принял Эрдогана. Они договорились о поставках.", "ru", "Они", ("KAZ", "TUR")),
        ("Токаев принял Эрдогана. В этом месяце они вновь встретились.", "ru", "они", ("KAZ", "TUR")),
        ("Токаев принял Эрдогана. Как пишут журналисты, они вновь встретились.", "ru", "они", None),
        ("Токаев принял Эрдогана. Макрон сказал, что они встретились.", "ru", "они", None),
        ("Tokayev received Erdogan. They discussed trade. The two leaders smiled.", "en", "They", ("KAZ", "TUR")),
        ("Тоқаев Ердоғанмен кездесті. Тараптар келісімге келді.", "kk", "Тараптар", ("KAZ", "TUR")),
        # against: nobody before, three before, of somebody, one side of a thing
        ("Стороны договорились о поставках.", "ru", "Стороны", None),
        ("Мальта обвинила Чад перед Ираном. Стороны договорились.", "ru", "Стороны", None),
        ("Malta met Chad. The leaders of the strike went home.", "en", "The leaders", None),
        ("Мальта приняла Чад. Они договорились о поставках.", "ru", "Они", None),  # no people: soldiers, traders, anybody
        ("Tokayev received Erdogan. Two presidents of football clubs met.", "en", "Two presidents", None),
        ("Токаев принял Эрдогана. Лидеры оппозиции молчат.", "ru", "Лидеры", None),
        ("Мальта обвинила Чад. По обе стороны реки стоят дома.", "ru", "стороны", None),
    ],
)  # fmt: skip
def test_the_two_sides_are_the_two_who_were_named(words: str, lang: str, said: str, members: tuple[str, ...] | None) -> None:
    both = [(m.text, m.members) for m in page_of(words, lang, "2024-06-01").mentions if m.rule == "again-both"]
    assert both[:1] == ([(said, members)] if members else [])


@pytest.mark.parametrize(
    ("words", "lang", "who"),
    [
        ("Kirill Petrov, the foreign minister of Armenia, condemned Malta.", "en", ("Kirill Petrov", "ARM")),
        ("Ali Orlov, a senior adviser to Iran's supreme leader, threatened Malta.", "en", ("Ali Orlov", "IRN")),
        ("Ivan Vasov, Russia's deputy foreign minister, left. Vasov accused Malta.", "en", ("Vasov", "RUS")),
        ("Али Орлов, советник верховного лидера Ирана, пригрозил Мальте.", "ru", ("Али Орлов", "IRN")),
        ("Али Орлов, съветник на върховния водач на Иран, заплаши Малта.", "bg", ("Али Орлов", "IRN")),
        # against: a place, no comma behind, one word
        ("In New York, Iran's foreign minister, a diplomat, met nobody.", "en", None),
        ("Ivan Petrov, Iran's foreign minister and Malta agreed.", "en", None),
        ("Yesterday, Iran's foreign minister, a diplomat, wept.", "en", None),
    ],
)
def test_a_name_before_an_office_is_its_bearers(words: str, lang: str, who: tuple[str, str] | None) -> None:
    people = [(m.text, m.code) for m in page_of(words, lang, "2024-06-01").mentions if m.rule in ("apposed", "again-name")]
    assert people[-1:] == ([who] if who else [])
