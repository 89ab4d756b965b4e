"""Rules for pages as portals make them, each with a case for it and one against; written as `pages/*.page` are."""

from __future__ import annotations

import pytest
from page_files import parse

from dragoman.clean import clean
from dragoman.languages import codes, load
from dragoman.model import Article, Document

LANGUAGES = [load(code) for code in codes()]
STORY = """\
+ Иран и Армения открыли новый мост через реку Аракс у города Мегри, сообщило правительство Армении.
+ Мост через Аракс строили три года, его оплатили Иран и Армения поровну, рассказал министр."""
TITLE = "= Иран и Армения открыли мост через Аракс"
COMMENT = "- Опять мост через Аракс! Иран и Армения строят, а платим за этот мост мы, как всегда."
OTHER = "Рыбаки озера вышли на забастовку из-за низких цен на улов"
CASES = {
    "a count before a word of the menu": f"{TITLE}\n- 12 просмотров\n{STORY}\n- 5 комментариев",
    "against: a count in a sentence": f"{TITLE}\n{STORY}\n+ 5 комментариев министра Иран и Армения назвали важными для моста.",
    "menu words run together": f"{TITLE}\n- Скачать Поделиться\n{STORY}",
    "against: a heading that begins with one": f"{TITLE}\n{STORY}\n+ Политика моста\n+ Мост через Аракс \
осмотрели и гости из Грузии, они хотят такой же.",
    "dates over the paragraphs of a chronicle": f"{TITLE}\n{STORY}\n+ 3 мая 2019 года\n+ Паводок снёс мост через Аракс, движение \
остановили в тот же вечер.\n+ 8 июня 2020 года\n+ Иран и Армения подписали протокол о новом мосте через Аракс.",
    "against: one date inside": f"{TITLE}\n{STORY}\n- 3 мая 2019 года\n+ Паводок снёс мост через Аракс, движение остановили \
в тот же вечер.",
    "the story goes on after an inset": f"{TITLE}\n{STORY}\n- Читайте также\n- Рыбаки вышли на забастовку\n- Сколько стоит \
новый трактор\n+ Таможенники обещают работать круглосуточно. Очереди должны исчезнуть к зиме.\n- Поделиться",
    "against: a teaser in sentences after the foot": f"{TITLE}\n{STORY}\n- Поделиться\n- Читайте также\n- {OTHER}. Они требуют \
встречи с губернатором.\n- 12.03.2024",
    "readers' comments without a heading": f"{TITLE}\n{STORY}\n- Ruslan\n- 12.03.2024 10:15\n{COMMENT}\n- Анна\n\
- 12.03.2024 11:40\n{COMMENT.replace('Опять', 'Снова')}",
    "against: a story in which somebody is quoted below his name": f"{TITLE}\n{STORY}\n+ Министр\n+ «Мост через Аракс открыт \
круглые сутки, и Иран доволен», — сказал он.",
    "a question and its answer at the end": f"{TITLE}\n{STORY}\n+ Кто за это заплатит?\n+ Пока неясно.\n- Поделиться",
    "against: a poll": f"{TITLE}\n{STORY}\n- Вы довольны?\n- Да, всё хорошо\n- Нет",
    "a last paragraph after a single advert": f"{TITLE}\n{STORY}\n- Читайте нас в Telegram\n+ Таможенники обещают работать \
круглосуточно, очереди должны исчезнуть к зиме.",
    "against: another story after a share button": f"{TITLE}\n{STORY}\n- Поделиться\n- Читайте также\n- {OTHER}.",
    "a form's words about itself": f"{TITLE}\n{STORY}\n- Рассылка\n- Письма об Армении и Иране раз в неделю, без рекламы и \
спама.\n- Ваша почта",
    "against: a paragraph after a subscription": f"{TITLE}\n{STORY}\n- Подписаться\n+ Мост через Аракс осмотрели и гости из \
Грузии, они хотят такой же.",
    "bullets under a word of the menu": f"{TITLE}\n{STORY}\n- Важное\n- • Осётр вернулся\n- • Овцы подешевели\n\
+ Мост через Аракс осмотрели и гости из Грузии, они хотят такой же.",
    "against: bullets under a sentence": f"{TITLE}\n{STORY}\n+ Мост получит:\n+ • две полосы\n+ • новый свет\n\
+ Мост через Аракс осмотрели и гости из Грузии, они хотят такой же.",
    "a call after small words": f"{TITLE}\n{STORY}\n- Ещё подробнее слушайте в звуковой версии нашего выпуска.",
    "against: a noun before the call": f"{TITLE}\n{STORY}\n+ В Армении слушайте кого угодно — мост через Аракс в каждом выпуске.",
    "a site speaks to its reader": f"{TITLE}\n{STORY}\n- Больше новостей в нашем Telegram-канале",
    "against: a story about a channel": f"{TITLE}\n{STORY}\n+ «В нашем канале мост через Аракс показали первыми», — сказал "
    "министр Армении.\n+ Министр Армении добавил, что мост через Аракс и в нашем канале, и в иранском назвали новым.",
    "against: a conversation": f"{TITLE}\n{STORY}\n+ Как вы узнали, что Иран и Армения строят мост через Аракс?\n+ Нам это "
    "рассказал министр, и мы поехали к мосту через Аракс.\n+ И что вы увидели у моста через Аракс в первый день?\n"
    "+ У нас на видео только туман, дождь и чужие овцы.\n+ А нас у моста через Аракс встретили министр и музыка Армении.",
    "a post that was set in": f"{TITLE}\n{STORY}\n- Публикация от Горный Дозор (@gornydozor)\n+ Иран и Армения откроют и "
    "второй мост через Аракс, обещал министр.",
    "against: a sentence that begins like one": f"{TITLE}\n{STORY}\n+ Публикация от имени министра о мосте удивила Иран.",
    "headings that a table of contents names": f"{TITLE}\n- Содержание\n- Кто платит\n- Кто против\n{STORY}\n+ Кто платит\n"
    "+ Мост через Аракс оплатили Иран и Армения поровну.\n+ Кто против\n+ Мост через Аракс не нравится рыбакам, сказал министр.",
    "against: a label between paragraphs, again and again": f"{TITLE}\n- Наш фонд\n{STORY}\n- Наш фонд\n"
    "+ Иран и Армения построят и второй мост через Аракс.",
    "what a page says of its author": f"{TITLE}\n- Анна Сидорова\n{STORY}\n- Анна Сидорова — журналист, пишет про Иран и мост \
через Аракс.",
    "against: one of whom the story speaks": f"{TITLE}\n- Анна Сидорова\n{STORY}\n+ Карен Акопян — министр, который открыл \
мост через Аракс, Иран его поздравил.",
    "the lead twice": f"{TITLE}\n+ По новому пути пойдут грузовики и автобусы без пошлин\n- Поделиться\n- По новому пути пойдут \
грузовики и автобусы без пошлин\n{STORY}",
    "against: a teaser twice above the headline": f"- {OTHER}\n- Поделиться\n- {OTHER}\n{TITLE}\n{STORY}",
    "an agency's opening without slashes": f"{TITLE}\n- Ереван. 20 июля. Нагорье-Информ - | {STORY}",
    "against: a sentence with a place and a day": f"{TITLE}\n+ Ереван. 20 июля Иран и Армения открыли новый мост через реку \
Аракс.\n{STORY}",
    "a headline above its standfirst": f"- Новости\n{TITLE}\n+ Иран и Армения открыли новый мост через реку Аракс у города \
Мегри на границе\n- Автор: Анна Сидорова\n{STORY}",
    "against: the last of a list of headlines": f"- Овцы подешевели перед праздником\n- Гости из Китая посетили город \
Тебриз\n{TITLE}\n- Автор: Анна Сидорова\n{STORY}",
    "a list after a colon at the end": f"{TITLE}\n{STORY}\n+ Министр обещал:\n+ - новый свет;\n+ - две полосы.\n- Поделиться",
    "against: a heading with a colon over headlines": f"{TITLE}\n{STORY}\n- Свежее:\n- Рыбаки вышли на забастовку\n"
    "- Овцы подешевели",
    "an opening with the place in capitals": f"{TITLE}\n- ЕРЕВАН, Армения, 20 июля. | {STORY}",
    "against: a place in small letters": f"{TITLE}\n+ Мегри, 20 июля. Иран и Армения открыли мост через реку Аракс.\n{STORY}",
    "a date and the time for reading": f"{TITLE}\n- 12.03.2024 17:32 2 мин\n{STORY}",
    "against: a date and words": f"{TITLE}\n{STORY}\n+ 12.03.2024 Иран и Армения вновь закрыли мост через реку Аракс на неделю.",
    "a call after a question": f"{TITLE}\n{STORY}\n- Понравился материал? Поделитесь!",
    "against: a verb that looks like a call": "= Армения откри мост над Аракс\n+ Армения откри нов мост над река Аракс край "
    "град Мегри, съобщи правителството.\n+ Министърът сподели във Facebook, че мостът над Аракс е готов.\n"
    "+ Иран и Армения платиха моста над Аракс поравно, каза той пред журналисти.",
    "headlines under a heading that no list knows": f"{TITLE}\n{STORY}\n- Наша полка\n- Овцы подешевели к празднику\n"
    "- Рыбаки вышли на забастовку\n+ Мост через Аракс осмотрели и гости из Грузии, они хотят такой же.",
    "against: rows of figures": f"{TITLE}\n{STORY}\n+ Грузы за год\n+ Зерно 120\n+ Цемент 80\n+ Овцы 14\n"
    "+ Мост через Аракс осмотрели и гости из Грузии, они хотят такой же.",
    "words beside a labelled date": f"{TITLE}\n- Опубликовано 10 июля 2020 в рубрике Происшествия\n{STORY}",
    "against: text after a labelled date": f"{TITLE}\n- Опубликовано 10 июля 2020 | {STORY}",
    "tags after their label": f"{TITLE}\n{STORY}\n- Теги #Иран #Армения",
    "against: a sentence that ends with a tag": f"{TITLE}\n{STORY}\n+ Иран и Армения призвали писать о мосте с тегом #Аракс.",
}


def article(text: str) -> Article:
    found = clean(Document("page", text.encode("utf-8")), LANGUAGES)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("name", CASES)
def test_each_line_is_kept_or_left_out(name: str) -> None:
    page = parse(name, "---\n" + CASES[name])
    found = article(page.text)
    wrong = []
    for part in page.parts:
        inside = sum(max(0, min(b.end, part.end) - max(b.start, part.start)) for b in found.blocks if b.coded)
        share = inside / (part.end - part.start)
        if (part.sign in "=+" and share < 0.9) or (part.sign == "-" and share > 0.1):
            rules = [f"{b.kind}/{b.rule}" for b in found.blocks if b.start < part.end and part.start < b.end]
            wrong.append(f"{part.sign} {page.text[part.start : part.end]!r} {rules}")
        if part.sign == "=" and found.title != page.text[part.start : part.end]:
            wrong.append(f"headline {found.title!r}")
    assert not wrong, "\n".join(wrong)


PLAIN = STORY.replace("+ ", "")
HEAD = TITLE.removeprefix("= ")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Анна Сидорова, 12.03.2024", ("Анна Сидорова",)),
        ("Анна Сидорова | 12 марта 2024, 14:05", ("Анна Сидорова",)),
        ("Posted on March 12, 2024 by hillwalker", ("hillwalker",)),
        ("Анна Сидорова, корреспондент", ("Анна Сидорова",)),
        ("By Jane Horvath and Rauf Aliyev", ("Jane Horvath", "Rauf Aliyev")),
        ("Ереван, 12.03.2024", ()),
        ("12 марта 2024, Внешняя политика", ()),
        ("Скачать Поделиться", ()),
    ],
)
def test_authors_beside_a_date(line: str, authors: tuple[str, ...]) -> None:
    assert article(f"{HEAD}\n{line}\n{PLAIN}").authors == authors


def test_a_name_beside_a_date_signs_the_story_right_below_it() -> None:
    assert article(f"{HEAD}\n{PLAIN}\nАнна Сидорова, 12.03.2024\nПоделиться").authors == ("Анна Сидорова",)


def test_a_name_beside_the_date_of_another_story_is_no_author() -> None:
    assert article(f"{HEAD}\n{PLAIN}\nЧитайте также\n{OTHER}\nАнна Сидорова, 12.03.2024").authors == ()


@pytest.mark.parametrize(
    ("above", "below", "date", "basis"),
    [
        ("Дата: 12.03.2024", "", "2024-03-12", "label"),
        ("12.03.2024", "Дата последнего изменения: 14.03.2024", "2024-03-12", "header"),
        ("Обновлено: 14.03.2024", "", "2024-03-14", "update"),
        ("", "Читайте также\nОпубликовано 01.02.2020", None, None),
        ("", "#мост\nПоделиться\n3 тыс. просмотров\nКомментировать\n12.03.2024 10:15", None, None),
        ("", "#мост\nПоделиться\n3 тыс. просмотров\n12.03.2024 10:15", "2024-03-12T10:15", "footer"),
    ],
)
def test_dates_and_their_basis(above: str, below: str, date: str | None, basis: str | None) -> None:
    found = article("\n".join(part for part in (HEAD, above, PLAIN, below) if part)).published
    assert (found.date if found else None, found.basis if found else None) == (date, basis)


@pytest.mark.parametrize(
    ("opening", "date"),
    [("Ереван, 17 ноября 2022 г. /Нагорье/ ", "2022-11-17"), ("Ереван, 17 ноября 2022 г. ", None)],
)
def test_a_date_with_an_outlet_opens_the_second_line(opening: str, date: str | None) -> None:
    first, second = PLAIN.split("\n")
    found = article(f"{HEAD}\n{first}\n{opening}{second}").published
    assert (found.date if found else None) == date
