"""Mail: one message, boxes of them, newsletters, what broken programs send."""

from __future__ import annotations

import base64
import io
import time
from email.header import Header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest.mail import is_mail, messages
from dragoman.model import Document, Rejected, Told

LIMIT = 200_000
HTML = "<html><body><h1>Саммит</h1><p>Лидеры подписали декларацию.</p></body></html>"


def read(data: bytes, limit: int = LIMIT) -> list[Document | Rejected]:
    return list(messages("m.eml", io.BytesIO(data), limit))


def page(data: bytes) -> Document:
    (found,) = read(data)
    assert isinstance(found, Document)
    return found


def told(data: bytes) -> Told:
    found = page(data).told
    assert found is not None
    return found


def newsletter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Степной вестник <news@steppe.example>"
    message["To"] = "reader@home.example"
    message["Subject"] = "Главное за день"
    message["Date"] = "Wed, 01 May 2024 10:00:00 +0500"
    message["Message-ID"] = "<issue-7@steppe.example>"
    message["List-Unsubscribe"] = "<https://steppe.example/stop>"
    message["Archived-At"] = "<https://steppe.example/7>"
    message.set_content("Лидеры подписали декларацию.")
    message.add_alternative(HTML, subtype="html")
    message.add_attachment(b"%PDF-1.4 not this", maintype="application", subtype="pdf", filename="issue.pdf")
    message.add_attachment("not this either", filename="notes.txt")
    return message


def plain(text: str, charset: str = "utf-8", extra: str = "") -> bytes:
    head = "From: Jane Roe <jane@roe.example>\nTo: a@b.example\nSubject: Notes\nDate: Wed, 1 May 2024 10:00:00 -0000\n"
    return (head + f"Content-Type: text/plain; charset={charset}{extra}\n\n").encode() + text.encode(
        charset if charset != "unknown" else "cp1251"
    )


def test_a_newsletter_is_its_html_and_its_head_is_told() -> None:
    data = newsletter().as_bytes()
    assert is_mail("x", data)
    found = page(data)
    assert found.doc == "m.eml"
    assert found.kind == "html"
    assert "Лидеры подписали" in found.data.decode()
    assert found.told == Told(
        "mail",
        address="https://steppe.example/7",
        title="Главное за день",
        published="2024-05-01T10:00:00+05:00",
        outlet="Степной вестник",
    )


def test_a_letter_comes_from_a_person_and_a_shared_name_is_both() -> None:
    assert told(plain("Words."))
    assert (told(plain("Words.")).authors, told(plain("Words.")).outlet) == (("Jane Roe",), None)
    data = plain("Words.").replace(b"Jane Roe <", b'"Jane Roe from The Courier" <')
    assert (told(data).authors, told(data).outlet) == (("Jane Roe",), "The Courier")
    assert told(plain("Words.").replace(b"Subject: Notes", b"Subject: Fwd: RE: Notes")).title == "Notes"


def test_broken_lines_are_joined_and_the_signature_is_left_out() -> None:
    first = "The ministers of the two countries met on Monday in the capital and\nagreed on a road map."
    found = page(plain(first + "\n\nA short line.\nAnother.\n-- \nJane Roe\n+1 555"))
    assert found.kind == "text"
    assert found.data.decode().split("\n") == [first.replace("\n", " "), "A short line.", "Another."]


def test_flowed_lines_go_on_where_they_end_with_a_space() -> None:
    found = page(
        plain("One \ntwo.\nThree is a long line that ends without a space at its end, so it ends.\nFour", extra="; format=flowed")
    )
    assert found.data.decode().split("\n")[:2] == [
        "One two.",
        "Three is a long line that ends without a space at its end, so it ends.",
    ]


def test_quoted_words_are_a_quotation() -> None:
    found = page(plain("He wrote:\n> We will <not> send troops.\n\nThat is new."))
    assert found.kind == "html"
    assert "<blockquote>We will &lt;not&gt; send troops.</blockquote>" in found.data.decode()
    assert "<p>That is new.</p>" in found.data.decode()


def test_an_encoding_declared_is_turned_to_utf8_and_a_false_one_is_left_to_the_words() -> None:
    assert page(plain("Саммит в Астане.", "windows-1251")).data.decode() == "Саммит в Астане."
    assert page(plain("Саммит.", "koi8-r")).data.decode() == "Саммит."
    false = plain("Саммит.", "windows-1251").replace(b"windows-1251", b"us-ascii")
    assert page(false).data == "Саммит.".encode("cp1251")
    assert page(plain("Саммит.").replace(b"charset=utf-8", b"charset=windows-1251")).data.decode() == "Саммит."
    assert page(plain("Саммит.", "unknown")).data == "Саммит.".encode("cp1251")


def test_headers_that_nobody_encoded_rightly() -> None:
    title = "Главное за день: саммит в Астане и другие новости, о которых говорят соседи"
    coded = Header(title, "koi8-r").encode()
    assert told(plain("x").replace(b"Subject: Notes", f"Subject: {coded}".encode())).title == title
    assert told(plain("x").replace(b"Notes", "Саммит".encode())).title == "Саммит"
    assert told(plain("x").replace(b"Notes", "Саммит".encode("cp1251"))).title == "Саммит"
    assert told(plain("x").replace(b"Notes", b"=?nonsense?B?4!!?= x")).title is not None
    assert told(plain("x").replace(b"Wed, 1 May 2024 10:00:00 -0000", b"some day")).published is None


def test_headers_that_nobody_encoded_are_in_the_encoding_of_the_body() -> None:
    raw = plain("Министр прибыл.", "koi8-r").replace(b"Subject: Notes", "Subject: НОВОСТИ".encode("koi8-r"))
    assert told(raw).title == "НОВОСТИ"


def test_a_page_that_a_browser_saved_is_of_no_day() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://steppe.example/1"
    message["Subject"] = "One - Steppe Courier"
    message["Date"] = "Wed, 01 May 2024 10:00:00 +0500"
    message.set_content(HTML, subtype="html")
    assert told(message.as_bytes()) == Told("archive", address="https://steppe.example/1")
    del message["Snapshot-Content-Location"]
    message["Content-Location"] = "file:///C:/page.html"
    assert told(message.as_bytes()) == Told("archive")


def box(*parts: bytes) -> bytes:
    return b"\n".join(b"From news@x.example Wed May  1 10:00:00 2024\n" + part for part in parts)


def test_a_box_is_its_messages() -> None:
    data = box(newsletter().as_bytes(), plain("Two.\n>From here on\n\nFrom now on, more.\n"), plain("x" * 900))
    assert is_mail("box", data)
    found = read(data)
    assert [one.doc for one in found] == ["m.eml#issue-7@steppe.example", "m.eml#2", "m.eml#3"]
    second = found[1]
    assert isinstance(second, Document)
    assert second.data.decode().split("\n") == ["Two.", "From here on", "From now on, more."]


def test_a_message_too_large_leaves_the_others() -> None:
    found = read(box(plain("x\n" * 500), plain("fine")), limit=600)
    assert [(one.doc, getattr(one, "reason", "")) for one in found] == [("m.eml#1", "too-large"), ("m.eml#2", "")]


def test_a_message_without_words_is_a_row() -> None:
    message = EmailMessage()
    for name in ("From", "To", "Subject", "Date"):
        message[name] = "x"
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    assert read(message.as_bytes()) == [Rejected("m.eml", "ingest", "no-text", "no part that is text")]
    forwarded = EmailMessage()
    forwarded["Subject"] = "Fwd"
    forwarded.make_mixed()
    forwarded.attach(newsletter())
    assert isinstance(read(b"From: a\nSubject: b\nContent-Type: message/rfc822\n\n" + newsletter().as_bytes())[0], Rejected)


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: multipart/mixed\n\nno boundary",
        b'Content-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: text/plain\n\nnever closed',
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(b"words words")[:-3],
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%%",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 666 a\n!!!\nend",
        b"Content-Type: text/plain; charset=punycode\n\nwords",
        b"Content-Type: text/plain; charset*=a'b'%%\n\nwords",
        b"Content-Type: /;;;=\nContent-Disposition: ;;\n\nwords",
        b"no header, but words",
    ],
)
def test_broken_parts_make_no_traceback(body: bytes) -> None:
    for one in read(b"From: a@b.example\nSubject: x\nDate: y\n" + body):
        assert isinstance(one, Document | Rejected)


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 40_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(2000)),
        b"Content-Type: text/plain;" + b"a;" * 90_000 + b"\n\nx",
        b"Content-Type: text/plain;" + b"\n a=b;" * 20_000 + b"\n\nx",
        b"x:\n" * 66_000,
        b"Subject: " + b"=?utf-8?q?" * 15_000 + b"\n\nx",
        b"From: " + b"(" * 150_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"\n".join(b"--a\nContent-Type: message/rfc822\n" for _ in range(90)),
    ],
)
def test_what_is_made_to_take_long_does_not(data: bytes) -> None:
    start = time.process_time()
    for one in read(b"From: a@b.example\nDate: x\n" + data):
        assert isinstance(one, Document | Rejected)
    assert time.process_time() - start < 5


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_bytes_make_a_traceback(data: bytes) -> None:
    for start in (b"From: a\nSubject: b\nDate: ", b"From a 10:00 2024\n", b"Content-Type: multipart/mixed; boundary="):
        is_mail("x", start + data)
        for one in read(start + data):
            assert isinstance(one, Document | Rejected)


def test_what_is_no_mail() -> None:
    assert not is_mail("x.eml", b"From: the ministry\n\nWords of a page.")
    assert not is_mail("x.eml", b"LENGTH: 512 words\nBYLINE: A\nSECTION: B\n")
    assert not is_mail("x.eml", b"")
    assert not is_mail("x.eml", HTML.encode())
