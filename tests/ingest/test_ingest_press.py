"""Exports of press databases: Factiva and Nexis, as text, HTML and RTF."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest.press import articles, is_press
from dragoman.model import Document, Rejected, Told

LIMIT = 300_000


def read(data: str | bytes, limit: int = LIMIT) -> list[Document | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(articles("e.txt", io.BytesIO(raw), limit))


def pages(data: str | bytes) -> list[Document]:
    raw = data.encode() if isinstance(data, str) else data
    assert is_press("e.txt", raw)
    found = read(raw)
    assert not [one for one in found if isinstance(one, Rejected)]
    return [one for one in found if isinstance(one, Document)]


def told(page: Document) -> Told:
    assert page.told is not None
    return page.told


def body(page: Document) -> list[str]:
    return [line.removeprefix("<p>").removesuffix("</p>") for line in page.data.decode().split("\n") if line.startswith("<p>")]


PRINTED = """Dow Jones Factiva

World News
Turkey and Armenia agree to open a border crossing
By Jane Roe and John Doe in Ankara
212 words
5 May 2024
10:15
The Bosphorus Courier
BOSCOU
English
(c) 2024 The Bosphorus Courier. All Rights Reserved.

ANKARA -- Turkey & Armenia agreed on Sunday to open a crossing.

It will serve 300 words < 400 lorries a day.

(END) Courier Newswires
05-05-24 1015GMT
Document BOSCOU0020240505ek550005l

Kazakhstan sends grain to Kyrgyzstan
Michael R. Smith
98 words
6 May 2024
Steppe Herald
STEPHE
12
English
Copyright 2024. Steppe Herald. All Rights Reserved.
The first train left Almaty on Monday.
Document STEPHE0020240506ek560001a
"""

LABELLED = """SE \tWorld News
HD \tTurkey and Armenia agree to open
\ta border crossing
BY \tBy Jane Roe
WC \t212 words
PD \t5 May 2024
ET \t10:15
SN \tThe Bosphorus Courier
SC \tBOSCOU
LA \tEnglish
CY \t(c) 2024 The Bosphorus Courier

LP
Turkey and Armenia agreed on Sunday to open a crossing.

TD
It will serve 400 lorries a day.

Armenia's minister IN the capital praised it.

NS \tgdip : International Relations
AN \tDocument BOSCOU0020240505ek550005l

HD \tKazakhstan sends grain to Kyrgyzstan
WC \t98 words
PD \t6 May 2024
SN \tSteppe Herald
TD
The first train left Almaty on Monday.
AN \tDocument STEPHE0020240506ek560001a
"""

FIRST = Told(
    "export",
    title="Turkey and Armenia agree to open a border crossing",
    published="2024-05-05T10:15:00",
    outlet="The Bosphorus Courier",
    authors=("Jane Roe", "John Doe"),
)


def test_factiva_as_it_is_printed() -> None:
    first, second = pages(PRINTED)
    assert (first.doc, first.kind) == ("e.txt#BOSCOU0020240505ek550005l", "html")
    assert first.told == FIRST
    assert body(first) == [
        "ANKARA -- Turkey &amp; Armenia agreed on Sunday to open a crossing.",
        "It will serve 300 words &lt; 400 lorries a day.",
    ]
    assert b"<h1>Turkey and Armenia agree to open a border crossing</h1>" in first.data
    assert told(second) == Told(
        "export",
        title="Kazakhstan sends grain to Kyrgyzstan",
        published="2024-05-06",
        outlet="Steppe Herald",
        authors=("Michael R. Smith",),
    )
    assert body(second) == ["The first train left Almaty on Monday."]


def test_factiva_with_labels() -> None:
    first, second = pages(LABELLED)
    assert first.doc == "e.txt#BOSCOU0020240505ek550005l"
    assert told(first) == Told(**{**{name: getattr(FIRST, name) for name in FIRST.__slots__}, "authors": ("Jane Roe",)})
    assert body(first) == [
        "Turkey and Armenia agreed on Sunday to open a crossing.",
        "It will serve 400 lorries a day.",
        "Armenia's minister IN the capital praised it.",
    ]
    assert (told(second).title, told(second).published) == ("Kazakhstan sends grain to Kyrgyzstan", "2024-05-06")
    assert body(second) == ["The first train left Almaty on Monday."]


FACTIVA_HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Factiva</title><style>p {{}}</style></head><body>
<div class="article enArticle" id="article-BOSCOU0020240505ek550005l"><div id="hd"><span class="enHeadline">Turkey and
Armenia agree to open a border crossing </span></div><div class="author">Jane Roe and John Doe</div><div>212 words</div>
<div>5 May 2024</div><div>10:15</div><div>The Bosphorus Courier</div><div>BOSCOU</div><div>English</div>
<div>Copyright 2024 The Bosphorus Courier.</div><p class="articleParagraph enarticleParagraph">Turkey &amp; <b>Armenia</b>
agreed.</p><p class="articleParagraph enarticleParagraph">400 lorries a day.</p><!-- <p>hidden</p> -->
<p>Document BOSCOU0020240505ek550005l</p></div>{more}</body></html>"""


def test_factiva_as_html() -> None:
    (first,) = pages(FACTIVA_HTML.format(more=""))
    assert told(first) == FIRST
    assert body(first) == ["Turkey &amp; Armenia agreed.", "400 lorries a day."]


def test_factiva_as_html_with_labels() -> None:
    rows = [
        ("HD", "A headline"),
        ("PD", "5 May 2024"),
        ("SN", "Courier"),
        ("LP", "<p>First.</p>"),
        ("TD", "<p>Second.</p><p>Third.</p>"),
    ]
    rows.append(("AN", "Document BOSCOU0020240505ek550005l"))
    table = "".join(f"<tr><td><b>{label}</b>&nbsp;</td><td>{words}</td></tr>" for label, words in rows)
    (found,) = pages(f"<html><body><div class='article'><table>{table}</table></div></body></html>")
    assert told(found) == Told("export", title="A headline", published="2024-05-05", outlet="Courier")
    assert body(found) == ["First.", "Second.", "Third."]


def rtf(text: str) -> bytes:
    """Returns RTF as programs write it: letters beyond ASCII as numbers with a question mark for old readers."""
    units = text.encode("utf-16-le")
    signs = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    inner = "".join(
        chr(sign) if 0 < sign < 128 and chr(sign) not in "{}\\\n" else ("\\par\r\n" if sign == 10 else f"\\u{sign}?")
        for sign in signs
    )
    fonts = r"{\fonttbl{\f0\fswiss\fcharset204 Arial;}{\f1\fcharset0 Times;}}"
    return (r"{\rtf1\ansi\ansicpg1251\uc1" + fonts + r"\pard\f0 " + inner + "}").encode("ascii")


def test_factiva_as_rtf() -> None:
    first, second = pages(rtf(PRINTED.replace("Turkey & Armenia agreed", "«Турция» и Армения 🇹🇷")))
    assert told(first) == FIRST
    assert body(first)[0] == "ANKARA -- «Турция» и Армения 🇹🇷 on Sunday to open a crossing."
    assert told(second).outlet == "Steppe Herald"


def test_factiva_as_rtf_with_labels_in_a_table() -> None:
    rows = [("HD", "A headline"), ("PD", "5 May 2024"), ("SN", "Courier"), ("LP", "First."), ("TD", r"Second.\par Third.")]
    table = "".join(rf"\trowd\cellx900\cellx9000 {{\b {label}}}\cell {words}\cell\row " for label, words in rows)
    end = r"\pard Document BOSCOU0020240505ek550005l\par}"
    (found,) = pages((r"{\rtf1\ansi " + table + end).encode())
    assert told(found) == Told("export", title="A headline", published="2024-05-05", outlet="Courier")
    assert body(found) == ["First.", "Second.", "Third."]
    assert found.doc == "e.txt#BOSCOU0020240505ek550005l"


def test_any_other_rtf_is_one_page() -> None:
    field = r'{\field{\*\fldinst{HYPERLINK "https://x.example"}}{\fldrslt  link}}'
    data = r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2" + field + r"\par Two.}"
    (found,) = pages(data)
    assert found == Document("e.txt", "Привет link\nTwo.".encode())


OLD = """
                               1 of 2 DOCUMENTS


                          The Island Gazette (London)

                            March 5, 2014 Wednesday
                                  9:00 AM GMT

Ukraine crisis: ministers meet in Paris to seek a
way out

BYLINE: Jane Roe in Paris

SECTION: WORLD NEWS

LENGTH: 512 words

DATELINE: PARIS

Foreign ministers of five countries met in Paris on
Wednesday and agreed to meet again.

Russia's minister refused to speak
with his colleague.

LOAD-DATE: March 5, 2014

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                    Copyright 2014 Island Gazette Limited
                             All Rights Reserved


                               2 of 2 DOCUMENTS

                               Steppe Herald

                                May 6, 2014

Grain goes south

LENGTH: 98 words

The first train left on Tuesday.

                         Copyright 2014 Steppe Herald
"""


def test_nexis_in_the_old_layout() -> None:
    first, second = pages(OLD)
    assert first.doc == "e.txt#1"
    assert told(first) == Told(
        "export",
        title="Ukraine crisis: ministers meet in Paris to seek a way out",
        published="2014-03-05T09:00:00+00:00",
        outlet="The Island Gazette (London)",
        authors=("Jane Roe",),
    )
    assert body(first) == [
        "PARIS",
        "Foreign ministers of five countries met in Paris on Wednesday and agreed to meet again.",
        "Russia's minister refused to speak with his colleague.",
    ]
    assert told(second) == Told("export", title="Grain goes south", published="2014-05-06", outlet="Steppe Herald")
    assert body(second) == ["The first train left on Tuesday."]


def test_nexis_in_the_old_layout_as_html() -> None:
    rows = "".join(
        f'<div class="c0"><br><p class="c1"><span class="c2">{line.strip()}</span></p></div>' for line in OLD.split("\n") if line
    )
    first, second = pages(f"<html><head></head><body><!-- Hide XML -->{rows}</body></html>")
    assert (told(first).outlet, told(first).published) == ("The Island Gazette (London)", "2014-03-05T09:00:00+00:00")
    assert told(second).title == "Grain goes south"
    assert body(second) == ["The first train left on Tuesday."]


NEW = """Date and Time: Monday, May 6, 2024 11:00:00 AM EDT
Job Number: 222333444
Documents (2)
1. Ministers agree on a pipeline
Client/Matter: -None-

Ministers agree on a pipeline
Caspian Daily (Azerbaijan)
May 5, 2024 Sunday

Copyright 2024 Caspian Daily All Rights Reserved

Section: NEWS; Pg. 5
Length: 312 words
Byline: Jane Roe
Highlight: A line to Europe.
Body

Azerbaijan and Turkmenistan agreed on Sunday to build a pipeline.
Country: the word stands in the text.

Type of gas: natural.

Graphic

A map
Load-Date: May 6, 2024

End of Document

Second headline
Steppe Herald
May 6, 2024 Monday
Copyright 2024 Steppe Herald
Length: 98 words
Body
The first train left on Monday.
Load-Date: May 6, 2024
End of Document
"""


def test_nexis_in_the_new_layout() -> None:
    first, second = pages(NEW)
    assert told(first) == Told(
        "export",
        title="Ministers agree on a pipeline",
        published="2024-05-05",
        outlet="Caspian Daily (Azerbaijan)",
        authors=("Jane Roe",),
    )
    assert body(first)[0] == "A line to Europe."
    assert body(first)[-1] == "Type of gas: natural."
    assert "Country: the word stands in the text." in " ".join(body(first))
    assert (told(second).title, told(second).outlet) == ("Second headline", "Steppe Herald")
    assert body(second) == ["The first train left on Monday."]


def test_nexis_in_the_new_layout_as_rtf() -> None:
    first, second = pages(rtf(NEW.replace("\n\n", "\n")))
    assert told(first).outlet == "Caspian Daily (Azerbaijan)"
    assert body(first)[1] == "Azerbaijan and Turkmenistan agreed on Sunday to build a pipeline."
    assert body(second) == ["The first train left on Monday."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_text(encoding: str) -> None:
    first, _ = pages(NEW.replace("a pipeline.", "a café’s pipeline.").encode(encoding))
    assert "café’s" in body(first)[1]


def test_what_is_no_export() -> None:
    for text in (
        "The report has 512 words.\nEnd of Document\n",
        "512 words\n5 May 2024\nThe text of a page.",
        "HD video was shown.\nTD and PD are short names.",
        "<html><body><p>512 words</p></body></html>",
        "",
    ):
        assert not is_press("x.html", text.encode())


def test_an_export_that_ends_with_the_day_of_its_last_article() -> None:
    found = read(PRINTED + "Third headline of the day\n12 words\n7 May 2024\n")
    assert [type(one) for one in found] == [Document, Document, Rejected]
    assert isinstance(found[2], Rejected)
    assert (found[2].doc, found[2].reason) == ("e.txt#3", "no-text")


def test_a_paragraph_that_begins_as_a_label_does_is_text() -> None:
    text = "UPDATE: the minister resigned on Friday.\n\nCORRECTION: he did so on Thursday.\n\nHe goes."
    tail = "LOAD-DATE: May 6, 2024\n\nCORRECTION: An article misspelled\na name.\n"
    (page,) = pages(f"1 of 1 DOCUMENTS\n\nThe Courier\n\nMay 5, 2024 Sunday\n\nHe goes\n\nLENGTH: 12 words\n\n{text}\n\n{tail}")
    assert body(page) == text.split("\n\n")


def test_an_article_too_large_or_without_a_text_leaves_the_others() -> None:
    long = PRINTED.replace("400 lorries", "x" * 3000)
    found = read(long, limit=2000)
    assert [(one.doc, getattr(one, "reason", "")) for one in found] == [
        ("e.txt#1", "too-large"),
        ("e.txt#STEPHE0020240506ek560001a", ""),
    ]
    found = read(PRINTED.replace("The first train left Almaty on Monday.\n", ""))
    assert [getattr(one, "reason", "") for one in found] == ["", "no-text"]


def test_html_and_rtf_are_read_up_to_the_limit() -> None:
    for data in (rtf(PRINTED), FACTIVA_HTML.format(more="").encode()):
        assert [one.reason for one in read(data, limit=500) if isinstance(one, Rejected)] == ["too-large"]


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1{\fonttbl" + rb"\f1" * 60_000,
        rb"{\rtf1 " + rb"{\field{\*\fldinst{" * 15_000,
        rb"{\rtf1 " + rb"{\pict\bin" * 20_000 + b"}",
        rb"{\rtf1\u999999999 \uc \'zz\ansicpg x}",
        rb"{\rtf1 " + b"{" * 200_000,
        rb"{\rtf1 " + b"}" * 200_000,
        rb"{\rtf1{\pict " + b"0f" * 140_000 + b"}x}",
        b"<html>" + b"<!--" * 60_000 + PRINTED.encode(),
        b"<html>" + b"<a b='" * 40_000 + PRINTED.encode(),
        b"<html><script>" * 15_000 + PRINTED.encode(),
        b"<html>" + b"<p" * 100_000 + PRINTED.encode(),
        (OLD * 100).encode(),
        PRINTED.encode() + b" " * 150_000 + b"5" + b" " * 100_000 + b"\nAN" + b" " * 100_000 + b"x\n",
        PRINTED.encode() + b"A headline of several words\n" + b"A" * 100_000 + b"x!\n12 words\n5 May 2024\n(c) X\n",
        PRINTED.encode() + b"A headline of several words\nBy " + b"a, " * 60_000 + b"\n12 words\n5 May 2024\n(c) X\nx\n",
        b"\n" * 65_000 + PRINTED.encode(),
        b"1 of 9 DOCUMENTS\nLENGTH: 5 words\n" * 5000,
        b"HD\nPD\nTD\n" * 20_000,
        ("512 words\n5 May 2024\n(c)\n" * 8000).encode(),
    ],
)
def test_what_is_made_to_take_long_does_not(data: bytes) -> None:
    start = time.process_time()
    is_press("x", data[:65_536])
    for one in read(data):
        assert isinstance(one, Document | Rejected)
    assert time.process_time() - start < 5


@given(st.text(max_size=300), st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_a_traceback(text: str, at: int) -> None:
    for whole in (PRINTED, LABELLED, OLD, NEW, FACTIVA_HTML, rtf(NEW).decode()):
        data = (whole[:at] + text + whole[at + len(text) :]).encode("utf-8", "replace")
        is_press("x", data)
        for one in read(data):
            assert isinstance(one, Document | Rejected)
