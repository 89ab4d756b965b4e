"""What a page's head and markup say of it: dates with their basis, outlet, authors, address, language, title."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from dragoman.clean import clean
from dragoman.clean.clock import moment
from dragoman.clean.linked import story_of
from dragoman.clean.markup import visible
from dragoman.clean.title import without_site
from dragoman.clean.web import day_in, page_address
from dragoman.languages import codes, load
from dragoman.model import Article, Document, Told

LANGUAGES = [load(code) for code in codes()]
TITLE = "Иран и Армения открыли мост через Аракс"
STORY = """<p>Иран и Армения открыли новый мост через реку Аракс у города Мегри, сообщило правительство Армении.</p>
<p>Мост через Аракс строили три года, его оплатили Иран и Армения поровну, рассказал министр.</p>"""
CARDS = "".join(f'<div><time datetime="2026-01-0{n}">{n} января</time> <a href="/{n}">Рыбаки бастуют</a></div>' for n in (5, 6))
PUBLISHED_CARDS = CARDS.replace("<time", '<time class="published"')
NEWS = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-05-01T10:30:00+03:00"}


def article(
    head: str = "", above: str = "", below: str = "", doc: str = "page.html", html: str = "<html>", **told: Any
) -> Article:
    """Returns what is made of a page with that head, and with that above and below its story."""
    page = f"<!doctype html>{html}<head>{head}</head><body><h1>{TITLE}</h1>{above}{STORY}{below}</body></html>"
    found = clean(Document(doc, page.encode(), kind="html", told=Told("feed", **told) if told else None), LANGUAGES)
    assert isinstance(found, Article), found
    return found


def linked(data: object) -> str:
    written = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f'<script type="application/ld+json">{written}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def dated(found: Article) -> tuple[str, str] | None:
    return (found.published.date, found.published.basis) if found.published else None


@pytest.mark.parametrize(
    "data",
    [
        NEWS,
        [NEWS],
        {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "Листок"}, NEWS]},
        {"@type": "WebPage", "mainEntity": NEWS},
        {**NEWS, "@type": ["Thing", "ReportageNewsArticle"]},
        {"@type": "WebPage", "datePublished": "2024-05-01T10:30:00+03:00"},
        [{"@type": "ItemList", "itemListElement": [{**NEWS, "headline": "Другое", "datePublished": "2023-01-01"}]}, NEWS],
        [{**NEWS, "headline": "Совсем другая новость", "datePublished": "2024-04-30"}, NEWS],
        "<!--\n" + json.dumps(NEWS) + "\n-->",
        "//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>",
        json.dumps(NEWS)[:-1] + ", }",
        json.dumps(NEWS) + ";",
        json.dumps(NEWS)[:-1] + ', "articleBody": "a "broken" one\n"}',
        json.dumps(NEWS)[:-1],
        "\ufeff " + json.dumps(NEWS)[:-1] + ', "x": "\t"}',
    ],
    ids=range(15),
)
def test_structured_data_in_any_nesting_and_broken(data: object) -> None:
    assert dated(article(linked(data))) == ("2024-05-01T10:30:00+03:00", "json-ld")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        '{"@type": "NewsArticle"',
        "5",
        '"x"',
        {"@type": 5, "datePublished": []},
        "1" * 5000,
        {"@type": "VideoObject", "uploadDate": "2024-05-01"},
        {**NEWS, "datePublished": "скоро"},
        {**NEWS, "datePublished": None},
    ],
    ids=range(13),
)
def test_structured_data_that_says_nothing(data: object) -> None:
    assert dated(article(linked(data))) is None


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-05-01T10:30:00+03:00", "2024-05-01T10:30:00+03:00"),
        ("2024-05-01T10:30:00.123+0300", "2024-05-01T10:30:00+03:00"),
        ("2024-05-01T10:30:00Z", "2024-05-01T10:30:00+00:00"),
        ("2024-05-01 10:30:00", "2024-05-01T10:30"),
        ("2024-05-01T10:30", "2024-05-01T10:30"),
        ("2024-05-01T10:30+03", "2024-05-01T10:30:00+03:00"),
        ("20240501T103000Z", "2024-05-01T10:30:00+00:00"),
        ("2024-05-01", "2024-05-01"),
        ("20240501", "2024-05-01"),
        ("2024-05", "2024-05"),
        ("1714548600", "2024-05-01T07:30:00+00:00"),
        ("1714548600000", "2024-05-01T07:30:00+00:00"),
        ("Wed, 01 May 2024 10:30:00 +0300", "2024-05-01T10:30:00+03:00"),
        ("01.05.2024 10:30", "2024-05-01T10:30"),
        ("1 мая 2024, 10:30 мск", "2024-05-01T10:30:00+03:00"),
        ("5/14/2024 1:30:00 PM", "2024-05-14T13:30"),
        ("2024", None),
        ("2024-13-01", None),
        ("2024-05-01T25:00", "2024-05-01"),
        ("0000-00-00 00:00:00", None),
        ("1970-01-01T00:00:00+00:00", None),
        ("0001-01-01T00:00:00", None),
        ("tomorrow", None),
    ],
)
def test_times_of_the_head(said: str, date: str | None) -> None:
    assert dated(article(meta("article:published_time", said))) == ((date, "meta") if date else None)


def test_iso_in_its_varieties() -> None:
    assert moment("2024-05-01T10:30:00−0500") == "2024-05-01T10:30:00-05:00"
    assert moment("1 мая 2024") is None


@pytest.mark.parametrize("name", ["datePublished", "DC.date", "pubdate", "parsely-pub-date", "article:published_time", "date"])
def test_metas_of_every_name(name: str) -> None:
    for attribute in ("property", "name", "itemprop"):
        assert dated(article(f'<meta {attribute}="{name}" content="2024-05-01">')) == ("2024-05-01", "meta")
    assert dated(article(f'<meta name="{name}" content=""><meta name="{name}" content="2024-05-01">')) == ("2024-05-01", "meta")


@pytest.mark.parametrize(
    ("above", "below", "date"),
    [
        ('<time datetime="2024-05-01T10:30:00+03:00">1 мая</time>', "", "2024-05-01T10:30:00+03:00"),
        ('<time class="entry-date published" datetime="2024-05-01">1 мая</time>', "", "2024-05-01"),
        ('<span itemprop="datePublished" content="2024-05-01">сегодня</span>', "", "2024-05-01"),
        ('<abbr class="published" title="2024-05-01T10:30:00Z">сегодня</abbr>', "", "2024-05-01T10:30:00+00:00"),
        ("", '<article><footer><time pubdate datetime="2024-05-01">1 мая</time></footer></article>', "2024-05-01"),
        ("", '<footer><time pubdate datetime="2024-05-01">1 мая</time></footer>', None),
        ("", '<aside><time datetime="2024-05-01">1 мая</time></aside>', None),
        ("", "<p>ещё</p>" * 20 + '<div><time datetime="2024-05-01">1 мая</time></div>', None),
        ('<time class="updated" datetime="2024-05-02">2 мая</time>', "", None),
        ("<time>10:30</time>", "", None),
        # The story's own, and those of a list of others.
        ("<p>1 мая 2024, 10:30</p>", CARDS, None),
        ("<p>1 мая 2024, 10:30</p>", f'<div class="related-posts">{PUBLISHED_CARDS}</div>', None),
        ('<time datetime="2024-05-01">1 мая</time>', CARDS, "2024-05-01"),
        ('<time class="published" datetime="2024-05-01">1 мая</time>', PUBLISHED_CARDS, "2024-05-01"),
        ("", f'<article><h2>Другое</h2><time datetime="2026-01-05">5 января</time></article>{CARDS}', None),
    ],
)
def test_time_elements(above: str, below: str, date: str | None) -> None:
    found = article(above=above, below=below).published
    assert (found.date if found and found.basis == "time" else None) == date


@pytest.mark.parametrize(
    ("page", "date"),
    [
        (f"<div>{{cards}}</div><article><h1>{TITLE}</h1>{{own}}{{story}}</article>", "2024-05-01"),
        (f"<article>{{own}}<h1>{TITLE}</h1>{{story}}</article>{{cards}}", "2024-05-01"),
        (f"<article><h1>{TITLE}</h1>{{story}}{{own}}</article>{{cards}}", "2024-05-01"),
        (f"<h1>Горный листок</h1>{{clock}}<h1>{TITLE}</h1>{{own}}{{story}}", "2024-05-01"),
        (f"<h1>Горный листок</h1>{{clock}}<h1>{TITLE}</h1>{{story}}", None),
        (f"<h1>Горный листок</h1>{{clock}}<h2>{TITLE}</h2>{{story}}", None),
    ],
)
@pytest.mark.parametrize("what", ["", ' class="published"'])
def test_of_several_times_that_of_the_headline(page: str, date: str | None, what: str) -> None:
    own = f'<div><time{what} datetime="2024-05-01">1 мая</time></div>'
    clock = '<time datetime="2026-01-05">сегодня</time>'
    body = page.format(own=own, cards=PUBLISHED_CARDS if what else CARDS, clock=clock, story=STORY)
    head = visible(f"<html><head>{meta('og:site_name', 'Горный листок')}</head><body>{body}").head
    assert [said.words for said in head.published][:1] == ([date] if date else [])


def test_the_clock_of_a_page_above_its_headline_is_no_date() -> None:
    page = f'<div><time datetime="2026-01-05">5 января</time></div><h1>{TITLE}</h1>{STORY}'
    found = clean(Document("page", page.encode(), kind="html"), LANGUAGES)
    assert isinstance(found, Article)
    assert found.published is None


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://listok.example/2024/05/01/most/", "2024-05-01"),
        ("https://listok.example/2024/5/1/most", "2024-05-01"),
        ("https://listok.example/news/2024/0501/1.html", "2024-05-01"),
        ("https://listok.example/world/2024/may/01/bridge", "2024-05-01"),
        ("https://listok.example/20240501/most-194.html", "2024-05-01"),
        ("https://listok.example/2024-05-01-most", "2024-05-01"),
        ("https://listok.example/most-20240501", "2024-05-01"),
        ("https://listok.example/most-20240501.html", "2024-05-01"),
        ("https://listok.example/most-01-05-2024/", "2024-05-01"),
        ("https://listok.example/news/01-05-2024/most", "2024-05-01"),
        ("https://listok.example/2024/05/most", "2024-05"),
        ("https://archive.example/web/20250707101010/https://listok.example/20240501/most", "2024-05-01"),
        ("https://archive.example/web/20250707/https://listok.example/most", None),
        ("https://listok.example/plan-2030-01-02-obsudili-v-gorode", None),
        ("https://listok.example/news/1943200512.html", None),
        ("https://listok.example/most?date=2024-05-01", None),
        ("https://listok.example/2024/13/45/most", None),
        ("saved/2024/05/01/most.html", None),
        ("ftp://listok.example/2024/05/01/most", None),
    ],
)
def test_dates_in_addresses(address: str, date: str | None) -> None:
    assert dated(article(doc=address)) == ((date, "address") if date else None)
    assert (day_in(address) or (None,))[0] == date


@pytest.mark.parametrize(
    ("head", "above", "doc", "date", "basis"),
    [
        # The order of trust.
        (linked(NEWS) + meta("article:published_time", "2024-04-30"), "", "p", "2024-05-01T10:30:00+03:00", "json-ld"),
        (meta("date", "2024-05-01"), '<time datetime="2024-05-02">2 мая</time>', "p", "2024-05-01", "meta"),
        ("", '<time datetime="2024-05-01"></time><p>Дата: 02.05.2024</p>', "p", "2024-05-01", "time"),
        ("", "<p>Опубликовано: 02.05.2024</p>", "https://l.example/2024/05/01/a", "2024-05-02", "label"),
        ("", "<p>24 февраля 2022</p>", "https://l.example/2024/05/01/a", "2024-05-01", "address"),
        ("", "<p>3 мая 2024</p>", "https://l.example/2024/05/a", "2024-05-03", "header"),
        # What says the time too is taken where it is the same day.
        (meta("date", "2024-05-01"), "<p>1 мая 2024, 10:30 мск</p>", "p", "2024-05-01T10:30:00+03:00", "header"),
        (meta("date", "2024-05"), "<p>1 мая 2024</p>", "p", "2024-05-01", "header"),
        # The day of fetching: later than all else that the page says.
        (meta("date", "2026-01-05T09:00:00Z"), "<p>1 мая 2024</p>", "https://l.example/2024/05/01/a", "2024-05-01", "address"),
        (meta("date", "2026-01-05") + linked(NEWS), "<p>1 мая 2024</p>", "p", "2024-05-01T10:30:00+03:00", "json-ld"),
        (linked({**NEWS, "datePublished": "2026-01-05"}), "<p>Дата: 01.05.2024</p><p>Обновлено: 02.05.2024</p>", "p", None, None),
        (linked({**NEWS, "datePublished": "2026-01-05"}), "", "https://l.example/2024/05/01/a", "2024-05-01", "address"),
        # Later than one date alone, which may be that of an event; and a day later than the address.
        (linked(NEWS), "<p>24 февраля 2022</p>", "p", "2024-05-01T10:30:00+03:00", "json-ld"),
        (linked(NEWS), "", "https://l.example/2024/04/30/a", "2024-05-01T10:30:00+03:00", "json-ld"),
        # A machine's zero.
        (meta("article:published_time", "1970-01-01") + meta("date", "2024-05-01"), "", "p", "2024-05-01", "meta"),
        (meta("date", "1899-12-30"), "<p>1 мая 2024</p>", "p", "2024-05-01", "header"),
    ],
)
def test_trust(head: str, above: str, doc: str, date: str | None, basis: str | None) -> None:
    found = dated(article(head, above, doc=doc))
    assert found == ((date, basis) if date else ("2024-05-01", "label"))


@pytest.mark.parametrize(
    ("head", "above", "date"),
    [
        (linked({**NEWS, "dateModified": "2024-05-02T08:00:00+03:00"}), "", "2024-05-02T08:00:00+03:00"),
        (linked(NEWS) + meta("article:modified_time", "2024-05-01T09:00:00Z"), "", "2024-05-01T09:00:00+00:00"),
        (linked(NEWS) + meta("article:modified_time", "2024-05-01T07:30:00Z"), "", None),
        (linked({**NEWS, "dateModified": NEWS["datePublished"]}), "", None),
        (linked({**NEWS, "dateModified": "2023-01-01"}), "", None),
        (linked(NEWS), "<p>Обновлено: 03.05.2024 14:00</p>", "2024-05-03T14:00"),
        (linked(NEWS), '<time class="updated" datetime="2024-05-02">2 мая</time>', "2024-05-02"),
        (linked(NEWS), "", None),
    ],
)
def test_the_date_of_a_change_stands_apart(head: str, above: str, date: str | None) -> None:
    found = article(head, above)
    assert dated(found) == ("2024-05-01T10:30:00+03:00", "json-ld")
    assert (found.updated.date if found.updated else None) == date


@pytest.mark.parametrize(
    ("line", "first", "changed"),
    [
        ("12.09.2025 14:05 | Обновлено: 13.09.2025 10:00", "2025-09-12T14:05", "2025-09-13T10:00"),
        ("12.09.2025 14:05 (изменено 13.09.2025)", "2025-09-12T14:05", "2025-09-13"),
        ("14:05 12.09.2025 (обновлено: 15:00 12.09.2025)", "2025-09-12T14:05", "2025-09-12T15:00"),
        ("12.09.2025 14:05 | до 13.09.2025", "2025-09-12T14:05", None),
    ],
)
def test_two_dates_on_a_line(line: str, first: str, changed: str | None) -> None:
    found = article(above=f"<p>{line}</p>")
    assert (found.published.date if found.published else None) == first
    assert (found.updated.date if found.updated else None) == changed
    assert found.updated is None or found.text[found.updated.start : found.updated.end] == found.updated.text


def test_what_the_container_says_is_surer() -> None:
    found = article(linked(NEWS), published="2024-05-01T10:31:00+03:00", outlet="Лента", address="https://l.example/a")
    assert dated(found) == ("2024-05-01T10:31:00+03:00", "feed")
    assert (found.outlet, found.address) == ("Лента", "https://l.example/a")


@pytest.mark.parametrize(
    ("head", "above", "authors"),
    [
        (linked({**NEWS, "author": {"@type": "Person", "name": "Анна Сидорова"}}), "", ("Анна Сидорова",)),
        (linked({**NEWS, "author": [{"name": "Анна Сидорова"}, "Карен Акопян"]}), "", ("Анна Сидорова", "Карен Акопян")),
        (linked([{**NEWS, "author": {"@id": "#a"}}, {"@id": "#a", "name": "Анна Сидорова"}]), "", ("Анна Сидорова",)),
        (linked({**NEWS, "author": "Горный листок", "publisher": {"name": "Горный листок"}}), "", ()),
        (linked({**NEWS, "author": {"name": "admin"}}), "", ()),
        (meta("author", "Анна Сидорова и Карен Акопян"), "", ("Анна Сидорова", "Карен Акопян")),
        (meta("author", "By Jane Horvath"), "", ("Jane Horvath",)),
        (meta("article:author", "https://social.example/listok"), "", ()),
        (meta("article:author", "Анна Сидорова") + meta("article:author", "Карен Акопян"), "", ("Анна Сидорова", "Карен Акопян")),
        (meta("article:author", "https://social.example/a") + meta("parsely-author", "Карен Акопян"), "", ("Карен Акопян",)),
        (meta("articleAuthor", "Ayşe Yılmaz"), "", ("Ayşe Yılmaz",)),
        ("", '<p><a rel="author" href="/a"><b>Анна</b> Сидорова</a></p>', ("Анна Сидорова",)),
        ("", '<p><span itemprop="author"><span itemprop="name">Анна Сидорова</span></span></p>', ("Анна Сидорова",)),
        ("", '<div itemprop="author"><meta itemprop="name" content="Анна Сидорова"></div>', ("Анна Сидорова",)),
        ("", '<div itemprop="author"><meta itemprop="name" content="Анна Сидорова"><i>Анна</i></div>', ("Анна Сидорова",)),
        ("", "<p>Среда, 1 мая 2024, 10:30 — Анна Сидорова</p>", ("Анна Сидорова",)),
        (linked({**NEWS, "author": {"name": "Другой Автор"}}), "<p>Автор: Анна Сидорова</p>", ("Анна Сидорова",)),
    ],
)
def test_authors(head: str, above: str, authors: tuple[str, ...]) -> None:
    assert article(head, above).authors == authors


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (meta("og:site_name", "Горный листок"), "Горный листок"),
        (linked({**NEWS, "publisher": {"@type": "Organization", "name": "Горный листок"}}), "Горный листок"),
        ('<meta name="application-name" content="Горный листок">', "Горный листок"),
        (meta("og:site_name", "Листок") + '<meta name="application-name" content="App">', "Листок"),
        ("", None),
    ],
)
def test_outlets(head: str, outlet: str | None) -> None:
    assert article(head).outlet == outlet


def agency(doc: str = "page.html", head: str = "", outlet: str | None = None) -> Article:
    """Returns what is made of a page that opens with an agency; the table of outlets has it."""
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1><p>ЕРЕВАН, 1 мая. /Дозор/. {STORY[3:]}</body></html>"
    table = {"дозор": "company:dozor", "dozor.example": "company:dozor"}
    found = clean(Document(doc, page.encode(), kind="html", told=Told("feed", outlet=outlet)), LANGUAGES, table)
    assert isinstance(found, Article), found
    assert [step.name for step in found.sources] == ["Дозор"]
    return found


def test_the_outlet_is_the_pages_and_not_the_agency_that_it_passes_on() -> None:
    assert agency(head=meta("og:site_name", "Горный листок"), outlet="Лента").outlet == "Горный листок"
    assert agency(outlet="Лента").outlet == "Лента"
    assert agency("https://www.dozor.example/a").outlet == "dozor.example"
    assert agency("https://other.example/a").outlet == "Дозор"


@pytest.mark.parametrize(
    ("head", "doc", "address"),
    [
        ('<link rel="canonical" href="https://l.example/a#x">', "p", "https://l.example/a"),
        ('<link href="//l.example/a" rel="canonical">' + meta("og:url", "https://l.example/b"), "p", "https://l.example/a"),
        ('<link rel="canonical" href="https://l.example/">' + meta("og:url", "https://l.example/b"), "p", "https://l.example/b"),
        ('<link rel="canonical" href="/a">', "https://l.example/c", "https://l.example/c"),
        ('<link rel="canonical" href="javascript:alert(1)">', "p", None),
        ('<link rel="alternate" href="https://l.example/canonical">', "p", None),
        (linked({**NEWS, "mainEntityOfPage": {"@id": "https://l.example/a"}}), "p", "https://l.example/a"),
        (f'<link rel="canonical" href="https://l.example/{"a" * 3000}">', "p", None),
    ],
)
def test_the_canonical_address(head: str, doc: str, address: str | None) -> None:
    assert article(head, doc=doc).address == address


@pytest.mark.parametrize("start", ["<body>", "", "<div>", "<header>"])
def test_a_head_without_its_end(start: str) -> None:
    head = f'<head><meta charset="utf-8"><noscript><img src="a"></noscript><title>{TITLE}</title><style>p {{}}</style>'
    found = clean(Document("page", f"<html>{head}{start}<h1>{TITLE}</h1>{STORY}".encode(), kind="html"), LANGUAGES)
    assert isinstance(found, Article)
    assert found.title == TITLE
    assert STORY[3:30] in found.text


def test_addresses_of_pages() -> None:
    assert page_address(" https://l.example/a?b=1#c ") == "https://l.example/a?b=1"
    assert [
        page_address(one) for one in (None, "", "https://l.example", "http://l.example/", "a/b", "https://l.example/a b")
    ] == [None] * 6


@pytest.mark.parametrize(
    ("html", "head", "lang"),
    [
        ('<html lang="ru-RU">', "", "ru"),
        ("<HTML lang=uk>", "", "uk"),
        ("<html>", meta("og:locale", "bg_BG"), "bg"),
        ("<html>", linked({**NEWS, "inLanguage": "kk"}), "kk"),
        ('<html lang="">', "", None),
        ('<html lang="russian">', "", None),
    ],
)
def test_the_declared_language(html: str, head: str, lang: str | None) -> None:
    assert visible(f"{html}<head>{head}</head><body>{STORY}").head.lang == lang
    assert article(head, html=html).lang == "ru"


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        (f"{TITLE} | Горный листок", TITLE),
        (f"{TITLE} - Горный листок", TITLE),
        (f"{TITLE} — Горный листок", TITLE),
        (f"{TITLE} :: Горный листок", TITLE),
        (f"Горный листок | {TITLE}", TITLE),
        (f"Горный листок - {TITLE}", TITLE),
        (f"Горный листок — {TITLE}", TITLE),
        (f"Горный листок :: {TITLE}", TITLE),
        (f"{TITLE} | В мире | Горный листок", TITLE),
        (f"{TITLE} | Другой сайт", TITLE),
        (f"{TITLE} — Минобороны", f"{TITLE} — Минобороны"),
        ("Поезд Пекин — Москва", "Поезд Пекин — Москва"),
        ("Горный листок", "Горный листок"),
        (TITLE, TITLE),
        ("", ""),
    ],
)
def test_titles_without_the_site(declared: str, title: str) -> None:
    assert without_site(declared, frozenset({"горный листок"})) == title


@pytest.mark.parametrize("mark", ["|", "-", "—", "::"])
def test_a_headline_on_the_page_with_its_site(mark: str) -> None:
    for headline in (f"{TITLE} {mark} Горный листок", f"Горный листок {mark} {TITLE}"):
        page = f"<html><head>{meta('og:site_name', 'Горный листок')}</head><body><h1>{headline}</h1>{STORY}"
        found = clean(Document("page", page.encode(), kind="html"), LANGUAGES)
        assert isinstance(found, Article)
        assert (found.title, found.outlet) == (TITLE, "Горный листок")
        assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text


def test_a_page_without_a_headline_has_its_declared_title() -> None:
    page = f"<html><head><title>{TITLE} | Горный листок</title></head><body>{STORY}"
    found = clean(Document("page", page.encode(), kind="html"), LANGUAGES)
    assert isinstance(found, Article)
    assert found.title == TITLE


def test_of_several_stories_that_of_the_pages_address() -> None:
    other = {**NEWS, "headline": "Другая", "url": "https://l.example/b", "datePublished": "2024-04-01"}
    mine = {**NEWS, "headline": "Эта", "url": "https://l.example/a/"}
    found = story_of([json.dumps([other, mine])], "https://l.example/a")
    assert found is not None
    assert found.title == "Эта"


@pytest.mark.parametrize(
    "piece",
    [
        '<script type="application/ld+json">',
        '<script type="application/ld+json">/*',
        '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"a"}}</script>',
        '<time datetime="2024-05-01">',
        '<meta name="date" content="2024-05-01">',
        '<link rel="canonical" href="https://l.example/a">',
        '<a rel="author">',
        '<i itemprop="author datePublished" content="x">',
        "<h1>",
    ],
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        visible(piece * count)
        return time.process_time() - started

    assert seconds(20_000) < 12 * max(seconds(4_000), 0.02)


@pytest.mark.parametrize("piece", ["/*", "<!--", '"headline" ', '"author": {', ",  ", "\n", '{"@graph":[', "&#"])
def test_hostile_structured_data(piece: str) -> None:
    started = time.process_time()
    story_of([piece * (300_000 // len(piece))])
    assert time.process_time() - started < 3
