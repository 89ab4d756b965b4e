"""What markup says of a page's parts: posts and quotations that are set in, code to be copied, headlines that link, slogans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.clean import clean
from dragoman.clean.areas import area_of
from dragoman.clean.kit import kit
from dragoman.clean.lines import AREAS, Hint, Piece, make
from dragoman.clean.marks import PLACED, mark
from dragoman.clean.page import lines_of
from dragoman.languages import codes, load
from dragoman.model import Article, Document

LANGUAGES = tuple(load(code) for code in codes())
TITLE = "Оман и Йемен открыли паром через пролив"
STORY = (
    "Оман и Йемен открыли паром через пролив, который перевозит сто машин за рейс, сообщило министерство Омана.",
    "Паром ходит из Салалы раз в неделю, билет на паром стоит как день работы в порту Йемена.",
)
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in STORY)


def article(body: str, title: str = TITLE) -> Article:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    found = clean(Document("page", page.encode(), kind="html"), LANGUAGES)
    assert isinstance(found, Article), found
    return found


def kinds(found: Article, words: str) -> Iterator[str]:
    """Returns the kinds of the blocks that hold these words."""
    blocks = [block.kind for block in found.blocks if words in found.text[block.start : block.end]]
    assert blocks
    return iter(blocks)


@pytest.mark.parametrize(
    ("inset", "words", "kind"),
    [
        ("<blockquote>Паром в Йемен отменён из-за шторма</blockquote>", "отменён", "quote"),
        ("<blockquote><p>Паром в Оман снова ходит</p>— МИД Йемена (@yemenmfa) 3 мая 2024</blockquote>", "снова", "quote"),
        ("<blockquote><p>Паром в Оман снова ходит</p>— МИД Йемена (@yemenmfa) 3 мая 2024</blockquote>", "@yemenmfa", "credit"),
        ("<blockquote><p>Ferry is back</p>— Ministry (@oman) May 3, 2024</blockquote>", "@oman", "credit"),
        ("<p>Министр (@oman_minister) написал, что паром в Йемен пойдёт и зимой.</p>", "написал", "body"),
        ('<p>&lt;a href="https://example.org/"&gt;&lt;img src="a.png"&gt;Паром через пролив&lt;/a&gt;</p>', "img", "other"),
        ("<p>Паром короче старого: 30 &lt; 40 метров, но в Йемен он идёт быстрее.</p>", "короче", "body"),
        ("<p>Продолжая читать, вы соглашаетесь на использование файлов cookie.</p>", "cookie", "form"),
        ("<figure><img><figcaption>Паром «Салала» у причала</figcaption></figure>", "у причала", "caption"),
        ("<figure><figcaption>Фото: Оманское агентство</figcaption></figure>", "агентство", "credit"),
        ('<div class="related-posts"><p>Рыбаки Йемена вышли на забастовку из-за цен.</p></div>', "забастовку", "teaser"),
        ('<div id="comments"><p>Паром хороший, но в Йемен на нём никто не поедет.</p></div>', "хороший", "form"),
        ('<div class="cookie-banner"><p>Паром без печенья не пойдёт, и сайт тоже.</p></div>', "печенья", "form"),
        ('<table class="infobox"><tr><td>Построен</td><td>в Омане за год</td></tr></table>', "за год", "other"),
        ('<div class="story-comments-open"><p>Билет на паром в Йемен продают в порту Омана.</p></div>', "Билет", "body"),
        ("<form><p>Ваше имя и письмо о пароме</p></form>", "письмо", "form"),
        ("<aside><p>Как Оман чинил старый паром до войны в Йемене</p></aside>", "чинил", "teaser"),
        ("<p>Читай также: Рыбаки вышли на забастовку</p>", "забастовку", "teaser"),
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_what_is_set_in(inset: str, words: str, kind: str, last: bool) -> None:
    first, second = (f"<p>{one}</p>" for one in STORY)
    found = article(f"<h1>{TITLE}</h1>{first}{second}{inset}" if last else f"<h1>{TITLE}</h1>{first}{inset}{second}")
    assert next(kinds(found, words)) == kind
    assert next(kinds(found, "сто машин")) == next(kinds(found, "Салалы")) == "body"


def test_code_to_be_copied_is_no_story() -> None:
    code = "&lt;a style=&quot;float: left&quot; href=&quot;https://example.org/&quot;&gt;" + " ".join(STORY * 4) + "&lt;/a&gt;"
    found = article(f"<h1>{TITLE}</h1>{PARAGRAPHS}<p>Код для блога</p><textarea>{code}</textarea>")
    assert next(kinds(found, "float: left")) in ("other", "form")
    assert next(kinds(found, "сто машин")) == "body"


def test_a_headline_that_links_to_its_own_page() -> None:
    found = article(f'<h2><a href="/12">{TITLE}</a></h2>{PARAGRAPHS}', f"{TITLE} | Аденский вестник")
    assert found.title == TITLE


def test_against_a_link_to_another_story() -> None:
    found = article(f'<h2><a href="/13">Оман чинит паром для Йемена</a></h2><h3>{TITLE}</h3>{PARAGRAPHS}', TITLE)
    assert found.title == TITLE


def test_a_slogan_of_the_first_level_is_no_headline_beside_the_declared_one() -> None:
    found = article(f"<h1>Новости. Оман и Йемен</h1><p>Погода</p><h2>{TITLE}</h2>{PARAGRAPHS}")
    assert found.title == TITLE


def test_against_a_headline_that_the_head_says_otherwise() -> None:
    found = article(f"<h1>{TITLE}</h1>{PARAGRAPHS}", "Паром из Омана: как он ходит")
    assert found.title == TITLE


LONG = f"<p>{' '.join(STORY)} {STORY[0]}</p>{PARAGRAPHS}"


@pytest.mark.parametrize(
    "page",
    [
        f'<form id="aspnetForm"><ul><li>Новости</ul><h1>{TITLE}</h1>{PARAGRAPHS}</form>',
        f'<form id="aspnetForm"><div><article><h2>{TITLE}</h2>{PARAGRAPHS}</article></div></form>',
        f"<form><h2>{TITLE}</h2>{LONG}</form>",
        f"<nav><ul><li>Новости</ul><main><h1>{TITLE}</h1>{PARAGRAPHS}</main>",
        f"<nav><ul><li>Новости</ul><h1>{TITLE}</h1>{LONG}",
        f"<aside><h1>{TITLE}</h1>{LONG}",
    ],
)
def test_an_element_around_the_whole_story_is_no_part_of_the_page(page: str) -> None:
    found = article(page)
    assert found.title == TITLE
    assert next(kinds(found, "сто машин")) == next(kinds(found, "Салалы")) == "body"


@pytest.mark.parametrize("element", ["form", "aside", "nav", "footer"])
def test_against_a_part_beside_the_story(element: str) -> None:
    other = "Рыбаки вышли на забастовку из-за низких цен на улов. " * 4
    found = article(f"<h1>{TITLE}</h1>{LONG}<{element}><p>{other}</p></{element}>")
    assert next(kinds(found, "забастовку")) != "body"
    assert next(kinds(found, "сто машин")) == "body"


@pytest.mark.parametrize(
    ("element", "attributes", "area"),
    [
        ("nav", "", "nav"),
        ("figcaption", ' class="related"', "caption"),
        ("textarea", "", "form"),
        ("div", ' class="cookie-banner js-shown"', "cookies"),
        ("div", " id='cookieNotice'", "cookies"),
        ("div", " id=gdpr-consent", "cookies"),
        ("div", ' class="comments-area" data-x="1"', "comments"),
        ("div", ' id="disqus_thread"', "comments"),
        ("ul", ' class="related-posts"', "related"),
        ("div", ' class="read_also"', "related"),
        ("p", ' class="wp-caption-text"', "caption"),
        ("table", ' class="infobox vcard"', "infobox"),
        ("div", ' class="author-bio"', "infobox"),
        # against: a whole page, part of a name, a value that is no name, another attribute
        ("body", ' class="comments"', ""),
        ("article", ' class="related"', ""),
        ("div", ' class="with-comments"', ""),
        ("div", ' class="no-cookie-content"', ""),
        ("div", ' class="story-text"', ""),
        ("div", ' class="unrelated"', ""),
        ("div", ' data-class="related"', ""),
        ("div", ' title="related"', ""),
        ("div", ' class="', ""),
        ("div", "", ""),
    ],
)
def test_the_area_that_an_element_makes(element: str, attributes: str, area: str) -> None:
    assert area_of(element, attributes) == area


@pytest.mark.parametrize("area", AREAS)
def test_a_line_in_an_area_is_of_its_kind(area: str) -> None:
    text = "Паром «Салала» у причала"
    line = make(text, 1, 0, Piece(0, len(text)), Hint(area))
    found = mark(line, kit(LANGUAGES, {}))
    assert found is not None
    assert (found.kind, line.prose) == (PLACED.get(area, "caption"), False)


@pytest.mark.parametrize(("area", "kept"), [("related", True), ("infobox", True), ("cookies", True), ("comments", False)])
def test_a_name_that_would_take_the_whole_story_is_not_believed(area: str, kept: bool) -> None:
    """Readers may well write more than the page did; but a box of facts is never most of a page."""
    long = " ".join(STORY)
    lines = lines_of("\n".join((long, long, STORY[0])), kit(LANGUAGES, {}), (Hint(area), Hint(area), Hint()))
    assert all(line.prose for line in lines) == kept


def test_a_name_of_a_part_is_believed() -> None:
    long = " ".join(STORY)
    lines = lines_of("\n".join((long, long, long)), kit(LANGUAGES, {}), (Hint(), Hint(), Hint("infobox")))
    assert [line.prose for line in lines] == [True, True, False]
