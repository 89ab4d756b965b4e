"""Feeds of every kind, as sites send them: what they say of pages, pages that they hold whole, and what is broken in them."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from dragoman.ingest.feeds import Entry, documents_of_feed, entries, is_feed
from dragoman.ingest.xmltext import BadXml
from dragoman.model import Document, Rejected

STORY = "<p>Министры двух стран встретились в понедельник и договорились о совместных учениях.</p>" * 4
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Вестник Степи</title><link>https://vestnik.example/</link>
<item><title>Астана &amp; Анкара</title><link>https://vestnik.example/1?a=1&amp;b=2#top</link>
<pubDate>Wed, 01 May 2024 10:00:00 +0300</pubDate><dc:creator>А. Жумабаев</dc:creator>
<description>Коротко о встрече</description><media:description>Фото пресс-службы</media:description>
<content:encoded><![CDATA[{STORY}<p>R&D — <a href="/2">дальше</a></p>]]></content:encoded></item>
<item><title>Только заголовок</title><guid isPermaLink="true">https://vestnik.example/2</guid>
<description><![CDATA[Начало новости…]]></description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazeta.example/"><title>Газета</title>
<entry><title type="html">Договор &lt;b&gt;подписан&lt;/b&gt;</title><link rel="alternate" href="/dogovor"/>
<published>2024-05-01T07:00:00Z</published><updated>2024-05-01T09:30:00Z</updated>
<author><name>Г. Петров</name></author><author><name>press@gazeta.example</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.example/"><title>Old Wire</title></channel>
<item rdf:about="https://old.example/7"><title>Envoy recalled</title><link>https://old.example/7</link>
<dc:date>2024-05-01T10:00:00+03:00</dc:date></item></rdf:RDF>"""
OLDEST = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Oldest</title></channel><item><title>One</title><link>https://old.example/1</link></item></rdf:RDF>"""
NETSCAPE = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>N</title><item><title>One</title><link>https://old.example/1</link></item></channel></rss>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><image:image><image:loc>https://x.example/a.jpg</image:loc>
</image:image><loc> https://haber.example/1 </loc><n:news><n:publication><n:name>Haber</n:name><n:language>tr</n:language>
</n:publication><n:publication_date>2024-05-01T10:00:00+03:00</n:publication_date><n:title>Bakan geldi</n:title></n:news></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/news.xml</loc>
<lastmod>2024-05-01</lastmod></sitemap></sitemapindex>"""


def read(text: str | bytes, limit: int = 20_000_000) -> list[Document | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(documents_of_feed("feed.xml", io.BytesIO(data), limit))


def first(text: str | bytes, address: str = "", charset: str | None = None) -> Entry:
    return entries(text if isinstance(text, bytes) else text.encode(), address, charset)[0]


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, OLDEST, NETSCAPE, NEWS, INDEX])
def test_feeds_are_known_by_their_content(text: str) -> None:
    assert is_feed("page.html", text.encode())
    assert is_feed("page.html", b"\xef\xbb\xbf\n <!-- made by hand --> " + text.encode())
    assert is_feed("page.html", text.encode("utf-16"))
    assert is_feed("feed.xml.gz", gzip.compress(text.encode()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><html><body><rss></rss></body></html>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"RSS and Atom are feeds, <rss> is how one begins",
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:foaf='http://xmlns.com/foaf/0.1/'/>",
        b"\x1f\x8b broken",
        gzip.compress(b"WARC/1.0\r\n"),
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(data: bytes) -> None:
    assert not is_feed("feed.xml", data)


def test_an_entry_of_rss() -> None:
    found = first(RSS)
    assert (found.address, found.title) == ("https://vestnik.example/1?a=1&b=2", "Астана & Анкара")
    assert (found.published, found.updated) == ("2024-05-01T10:00:00+03:00", None)
    assert (found.outlet, found.authors, found.whole) == ("Вестник Степи", ("А. Жумабаев",), True)
    assert 'R&D — <a href="/2">' in found.content
    assert "Фото" not in found.content


def test_an_entry_of_atom() -> None:
    found = first(ATOM)
    assert (found.address, found.title, found.whole) == ("https://gazeta.example/dogovor", "Договор подписан", True)
    assert (found.published, found.updated) == ("2024-05-01T07:00:00+00:00", "2024-05-01T09:30:00+00:00")
    assert found.authors == ("Г. Петров",)


@pytest.mark.parametrize(
    ("text", "address", "published", "outlet"),
    [
        (RDF, "https://old.example/7", "2024-05-01T10:00:00+03:00", "Old Wire"),
        (OLDEST, "https://old.example/1", None, "Oldest"),
        (NETSCAPE, "https://old.example/1", None, "N"),
        (NEWS, "https://haber.example/1", "2024-05-01T10:00:00+03:00", "Haber"),
        (INDEX, "https://haber.example/news.xml", None, None),
    ],
)
def test_entries_of_other_kinds(text: str, address: str, published: str | None, outlet: str | None) -> None:
    found = entries(text.encode(), "https://haber.example/maps/index.xml")
    assert [(one.address, one.published, one.outlet) for one in found] == [(address, published, outlet)]
    assert found[0].listing == (text == INDEX)
    assert not found[0].whole


def test_a_whole_entry_is_a_document_and_a_teaser_is_a_row() -> None:
    page, teaser = read(RSS)
    assert isinstance(page, Document)
    assert (page.doc, page.kind) == ("feed.xml#https://vestnik.example/1?a=1&b=2", "html")
    assert page.told
    assert (page.told.basis, page.told.published, page.told.title) == ("feed", "2024-05-01T10:00:00+03:00", "Астана & Анкара")
    assert "<h1>Астана &amp; Анкара</h1>" in page.data.decode()
    assert isinstance(teaser, Rejected)
    assert (teaser.doc, teaser.stage, teaser.reason) == ("feed.xml#https://vestnik.example/2", "ingest", "no-content")


def test_addresses_alone_hold_no_page() -> None:
    assert [one.reason for one in read(NEWS) if isinstance(one, Rejected)] == ["no-content"]


ITEM = '<rss version="2.0"><channel><title>A</title><item><link>https://a.example/1</link>{}</item></channel></rss>'


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (f"<description>{'Слово и дело. ' * 50}</description>", True),
        (f"<description>{'Слово и дело. ' * 50}…</description>", False),
        (
            f"<description>{'Слово и дело. ' * 50} [&amp;#8230;]&lt;p&gt;The post appeared first on A.&lt;/p&gt;</description>",
            False,
        ),
        (f"<description>{'Слово и дело. ' * 20}</description>", False),
        (f"<content:encoded>{'Слово и дело. ' * 20}</content:encoded>", True),
        ("<content:encoded>Слово.</content:encoded>", False),
        (f"<yandex:full-text>{'Слово и дело. ' * 20}</yandex:full-text><description>Слово</description>", True),
    ],
)
def test_what_is_whole(body: str, whole: bool) -> None:
    assert first(ITEM.format(body)).whole is whole


def test_plain_text_becomes_paragraphs_and_stays_text() -> None:
    (page,) = read(ITEM.format(f"<description>5 &lt; 6, а {'слово ' * 100}\n\nвторая строка</description>"))
    assert isinstance(page, Document)
    assert "<p>5 &lt; 6, а слово" in page.data.decode()
    assert "<p>вторая строка</p>" in page.data.decode()


@pytest.mark.parametrize(
    ("declared", "written", "charset"),
    [
        ("windows-1251", "windows-1251", None),
        ("utf-8", "windows-1251", None),
        ("", "windows-1251", None),
        ("koi8-r", "koi8-r", None),
        ("", "koi8-r", "koi8-r"),
        ("windows-1251", "utf-8", None),
        ("utf-16", "utf-16", None),
        ("punycode", "utf-8", "zlib"),
    ],
)
def test_encodings_declared_rightly_wrongly_or_not(declared: str, written: str, charset: str | None) -> None:
    text = (f'<?xml version="1.0" encoding="{declared}"?>' if declared else "") + ITEM.format("<title>Ереван и Баку</title>")
    assert first(text.encode(written), charset=charset).title == "Ереван и Баку"


def test_a_letter_cut_in_half_costs_that_letter_only() -> None:
    data = ITEM.format(f"<title>{'Ереван и Баку ' * 20}XX</title>").encode().replace(b"XX", "я".encode()[:1])
    assert "Ереван и Баку" in (first(data).title or "")


@pytest.mark.parametrize(
    "body",
    [
        "<title>Тегеран &laquo;за&raquo; R&D</title>",
        "<title>Тегеран\x08 &#0;«за» R&amp;D</title><dc:creator>Undeclared</dc:creator>",
        "<title>Тегеран «за» R&amp;D</title><description><p>Unclosed <br> words",
        "<title><![CDATA[Тегеран «за» R&amp;D]]></title><link>https://a.example/1</lnk>",
    ],
)
def test_small_faults_are_mended(body: str) -> None:
    assert first(ITEM.format(body)).title == "Тегеран «за» R&D"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Wed, 01 May 2024 10:00:00 MSK", "2024-05-01T10:00:00+03:00"),
        ("Wed, 1 May 2024 10:00 GMT", "2024-05-01T10:00:00+00:00"),
        ("2024-05-01 10:00:00", "2024-05-01T10:00:00"),
        ("01.05.2024 10:00", "2024-05-01T10:00:00"),
        ("2024-05-01", "2024-05-01"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("вчера", None),
    ],
)
def test_times(written: str, iso: str | None) -> None:
    assert first(ITEM.format(f"<pubDate>{written}</pubDate>")).published == iso


def test_nothing_outside_is_read_and_no_entity_unfolds(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + ITEM.format("<title>&x;</title>")
    assert "hidden" not in (first(outside).title or "")
    tower = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "words">{tower}]>' + ITEM.format("<title>&a19;</title>")
    assert len(first(bomb).title or "") < 20


HOSTILE = {
    "tags": (b"<rss>" + b"<" * 700_000, "too-large"),
    "prefixes": (b"<rss>" + b"".join(b"<p%d:a/>" % n for n in range(2000)), "too-large"),
    "attributes": (b"<rss><a " + b"".join(b'a%d="" ' % n for n in range(2000)) + b"/></rss>", "too-large"),
    "gzip": (gzip.compress(b"<rss>" + b" " * 30_000_000, 1), "too-large"),
    "entries": (b"<rss><channel>" + b"<item/>" * 6000, "too-large"),
    "nothing": (b"<rss>", "no-entries"),
    "page": (b"<html><body>Not a feed</body></html>", "not-a-feed"),
    "empty": (b"", "damaged-xml"),
    "broken gzip": (b"\x1f\x8b\x08\x00 broken", "damaged-xml"),
    "deep": (b"<rss><channel>" + b"<a>" * 50_000, "no-entries"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_broken_or_hostile_is_one_row(name: str) -> None:
    data, reason = HOSTILE[name]
    assert [(one.doc, one.reason) for one in read(data) if isinstance(one, Rejected)] == [("feed.xml", reason)]


def test_noise_gives_rows_and_no_traceback() -> None:
    for size in range(40):
        cut = RSS.encode()[: len(RSS.encode()) * size // 40]
        noise = bytearray(RSS.encode())
        noise[size * 20 : size * 20 + 8] = os.urandom(8)
        assert all(isinstance(one, Document | Rejected) for data in (cut, bytes(noise), os.urandom(200)) for one in read(data))
    with pytest.raises(BadXml, match="more than 100 bytes"):
        entries(RSS.encode(), limit=100)
