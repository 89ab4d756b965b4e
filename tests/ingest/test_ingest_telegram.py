"""Messages of Telegram Desktop exports: JSON of a chat and of an account, pages of HTML."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import telegram_page
from dragoman.ingest.json_window import Broken, Window
from dragoman.ingest.telegram import is_telegram, messages
from dragoman.ingest.telegram_text import in_zone, link
from dragoman.model import Document, Rejected, Told

LIMIT = 20_000_000
CHANNEL = {"name": "Вестник степи", "type": "public_channel", "id": 1500000001}


def message(number: int, text: Any = "Премьер прибыл в Астану.", **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2024-05-01T10:00:00",
        "date_unixtime": "1714546800",
        "from": "Вестник степи",
        "from_id": "channel1500000001",
        "text": text,
        **fields,
    }


def chat(*rows: Any, **facts: Any) -> bytes:
    return json.dumps({**CHANNEL, **facts, "messages": rows}, ensure_ascii=False, indent=1).encode()


def read(data: bytes, limit: int = LIMIT, doc: str = "result.json") -> list[Document | Rejected]:
    return list(messages(doc, io.BytesIO(data), limit))


def only(data: bytes) -> Document:
    (found,) = read(data)
    assert isinstance(found, Document), found
    return found


def rows(found: Iterable[Document | Rejected]) -> list[str]:
    return [one.doc if isinstance(one, Document) else f"{one.doc} {one.reason}" for one in found]


def told(document: Document) -> Told:
    assert document.told is not None
    return document.told


def posted(number: int, text: str = "", *, sender: str = "", before: str = "", after: str = "", time: str = "") -> str:
    """Returns a message as Telegram Desktop writes it; one without a sender is joined to the one before."""
    name = f'\n      <div class="from_name">\n{sender} \n      </div>\n' if sender else ""
    words = f'\n      <div class="text">\n{text}\n      </div>\n' if text else ""
    return f"""
     <div class="message default clearfix{"" if sender else " joined"}" id="message{number}">
      <div class="body">
       <div class="pull_right date details" title="{time or "01.05.2024 10:00:00 UTC+03:00"}">
10:00
       </div>
{name}{before}{words}{after}
      </div>
     </div>
"""


def page(*posts: str, end: str = "</div></div></div></body></html>") -> bytes:
    head = """<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <link href="css/style.css" rel="stylesheet"/>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
Вестник степи
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
     <div class="message service" id="message-1">
      <div class="body details">
1 May 2024
      </div>
     </div>
"""
    return (head + "".join(posts) + end).encode()


def read_page(*posts: str, end: str = "</div></div></div></body></html>") -> list[Document | Rejected]:
    return read(page(*posts, end=end), doc="messages.html")


# ---- JSON


def test_a_message_is_a_document_with_what_the_export_says_of_it() -> None:
    fields = {"edited": "2024-05-01T10:20:00", "edited_unixtime": "1714548000", "author": "А. Серик", "forwarded_from": "Табло"}
    found = only(chat(message(7, **fields)))
    assert (found.doc, found.kind, found.data.decode()) == ("result.json#7", "html", "<p>Премьер прибыл в Астану.</p>")
    assert found.told == Told(
        basis="telegram",
        published="2024-05-01T10:00:00+03:00",
        updated="2024-05-01T10:20:00+03:00",
        outlet="Вестник степи",
        authors=("А. Серик",),
        forwarded=("Табло",),
    )


def test_text_in_parts_keeps_paragraphs_quotes_and_links() -> None:
    text = [
        {"type": "bold", "text": "Встреча в Баку"},
        "\n\nСтороны <подписали> ",
        {"type": "text_link", "text": "меморандум & план", "href": 'https://example.org/a?b=1&c="'},
        {"type": "text_link", "text": " и карту", "href": "https://example.org/a?b=1&c=2"},
        ".\nПодробности позже.\n \n",
        {"type": "blockquote", "text": "Мы довольны.\n\nОчень."},
        "\n\n",
        {"type": "mention", "text": "@steppe_news"},
        " ",
        {"type": "link", "text": "example.org/x"},
        " ",
        {"type": "hashtag", "text": "#Баку"},
        {"type": "email", "text": " a@example.org"},
        {"type": "spoiler", "text": " тайна"},
        {"type": "custom_emoji", "text": "🔥", "document_id": "x.webp"},
    ]
    assert only(chat(message(1, text))).data.decode() == (
        "<p>Встреча в Баку</p>"
        '<p>Стороны &lt;подписали&gt; меморандум &amp; план<a href="https://example.org/a?b=1&amp;c=2"> и карту</a>.'
        "<br>Подробности позже.</p>"
        "<blockquote><p>Мы довольны.</p><p>Очень.</p></blockquote>"
        '<p><a href="https://t.me/steppe_news">@steppe_news</a> <a href="https://example.org/x">example.org/x</a>'
        " #Баку a@example.org тайна🔥</p>"
    )


def test_a_link_over_paragraphs_is_one_link_in_each() -> None:
    text = [{"type": "text_link", "text": "Первое.\n\nВторое.", "href": "https://example.org"}]
    link_to = '<p><a href="https://example.org">{}</a></p>'
    assert only(chat(message(1, text))).data.decode() == link_to.format("Первое.") + link_to.format("Второе.")


def test_a_preview_link_on_a_letter_of_no_width_is_no_words() -> None:
    hidden = {"type": "text_link", "text": "\u200b", "href": "https://example.org"}
    assert only(chat(message(1, [hidden, "Слово."]))).data.decode() == "<p>Слово.</p>"
    assert read(chat(message(1, [hidden]))) == []


def test_entities_are_read_where_there_is_no_text() -> None:
    row = message(1, "", text_entities=[{"type": "plain", "text": "Слово"}, {"type": "bold", "text": " дела"}])
    assert only(chat(row)).data.decode() == "<p>Слово дела</p>"


def test_what_has_no_text_is_passed_over() -> None:
    passed = [
        {"id": 1, "type": "service", "date": "2024-05-01T10:00:00", "action": "pin_message", "text": ""},
        {"id": 2, "type": "unsupported"},
        message(3, "", media_type="sticker", file="stickers/a.webp"),
        message(4, "", photo="photos/a.jpg"),
        message(5, [], poll={"question": "Да?", "answers": [{"text": "Да", "voters": 1}]}),
        message(6, " \n\u200b\n"),
    ]
    assert read(chat(*passed)) == []


def test_an_album_is_one_document_and_a_reply_is_its_own_text() -> None:
    album = [message(10, "Подпись к снимкам.", photo="photos/1.jpg"), message(11, "", photo="photos/2.jpg")]
    found = read(chat(*album, message(12, "Ответ.", reply_to_message_id=10)))
    assert rows(found) == ["result.json#10", "result.json#12"]
    assert isinstance(found[1], Document)
    assert found[1].data.decode() == "<p>Ответ.</p>"


def test_a_group_has_writers_and_a_person_is_no_outlet() -> None:
    row = message(1, **{"from": "Ayşe", "from_id": "user5"})
    assert told(only(chat(row, type="private_supergroup"))).authors == ("Ayşe",)
    personal = told(only(chat(row, type="personal_chat", name="Ayşe")))
    assert (personal.outlet, personal.authors) == (None, ("Ayşe",))


def test_a_file_that_names_its_chat_last_has_the_channel_all_the_same() -> None:
    data = json.dumps({"messages": [message(1)], **CHANNEL}).encode()
    assert is_telegram("result.json", data)
    assert told(only(data)).outlet == "Вестник степи"


def test_a_saved_message_comes_from_where_it_was_saved() -> None:
    assert told(only(chat(message(1, saved_from="Табло"), type="saved_messages"))).forwarded == ("Табло",)
    assert told(only(chat(message(1, forwarded_from=None)))).forwarded == ()


def test_an_address_is_told_only_where_the_export_shows_it() -> None:
    assert told(only(chat(message(9)))).address is None
    assert told(only(chat(message(9), username="@steppe_news"))).address == "https://t.me/steppe_news/9"
    assert told(only(chat(message(9), username="x/../y"))).address is None


@pytest.mark.parametrize(
    ("local", "seconds", "expected"),
    [
        ("2024-05-01T10:00:00", 1714546800, "2024-05-01T10:00:00+03:00"),
        ("2024-05-01T12:30:00", 1714546800, "2024-05-01T12:30:00+05:30"),
        ("2024-05-01T03:00:00", 1714546800, "2024-05-01T03:00:00-04:00"),
        ("2024-05-01T07:00:00", 1714546800, "2024-05-01T07:00:00+00:00"),
        ("2024-05-02T10:00:00", 1714546800, "2024-05-01T07:00:00+00:00"),  # no zone is so far away
        ("yesterday", 1714546800, "2024-05-01T07:00:00+00:00"),
        (None, 1714546800, "2024-05-01T07:00:00+00:00"),
        ("2019-05-01T10:00:00", None, "2019-05-01T10:00:00"),  # older exports have no seconds
        ("1970-01-01T03:00:00", None, None),  # and say «never» so
        ("1970-01-01T03:00:00", 0, None),
        ("32.13.2024", None, None),
        (None, None, None),
    ],
)
def test_times_in_their_zone(local: str | None, seconds: int | None, expected: str | None) -> None:
    assert in_zone(local, seconds) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("t.me/steppe/1", "https://t.me/steppe/1"),
        ("пример.рф", "https://пример.рф"),
        ("", None),
        ("mailto:a@example.org", None),
        ("tel:+77000000000", None),
        ("tg://resolve?domain=x", None),
        ("javascript:alert(1)", None),
        ('https://example.org/"onclick="x', None),
        ("photos/a.jpg", None),
        ("../a", None),
    ],
)
def test_links_are_web_addresses(address: str, expected: str | None) -> None:
    assert link(address) == expected


def test_an_account_has_its_chats_in_lists() -> None:
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "А", "bio": 'скобки ]}[{ и "кавычки\\'},
        "contacts": {"about": "", "list": [{"first_name": "Б"}]},
        "chats": {
            "about": "",
            "list": [
                {**CHANNEL, "messages": [message(1), message(2)]},
                {"name": "Табло", "type": "private_channel", "id": 22, "messages": [message(1)]},
                "not a chat",
                {"type": "saved_messages", "messages": [message(1)]},
                {"name": "Х", "type": "private_group", "id": 3, "messages": "none"},
            ],
        },
        "left_chats": {"about": "", "list": [{"name": "Ұлы дала", "type": "public_channel", "id": 4, "messages": [message(5)]}]},
    }
    data = json.dumps(account).encode()
    found = read(data)
    assert rows(found) == [
        "result.json#1500000001/1",
        "result.json#1500000001/2",
        "result.json#22/1",
        "result.json#chats[2] bad-chat",
        "result.json#chats[3]/1",
        "result.json#3 bad-chat",
        "result.json#4/5",
    ]
    assert [told(one).outlet for one in found if isinstance(one, Document)][2:] == ["Табло", None, "Ұлы дала"]
    assert is_telegram("result.json", data[:300])


WRONG: list[dict[str, Any]] = [
    {"id": "7"},
    {"id": True},
    {"id": None},
    {"id": 10**30},
    {"id": 1.5},
    {"type": 3},
    {"type": ["message"]},
    {"type": "m\ud800essage"},
    {"text": 5},
    {"text": 0},
    {"text": {}},
    {"text_entities": False},
    {"text": {"type": "plain", "text": "x"}},
    {"text": [["x"]]},
    {"text": [{"type": "bold"}]},
    {"text": [{"type": 1, "text": "x"}]},
    {"text": [{"type": "text_link", "text": "x", "href": 4}]},
    {"date": 20240501},
    {"date_unixtime": []},
    {"date_unixtime": "soon"},
    {"date_unixtime": -5},
    {"date_unixtime": 1.5},
    {"date_unixtime": "9" * 500},
    {"edited": {"at": 1}},
    {"edited_unixtime": True},
    {"author": ["А"]},
    {"forwarded_from": 4},
    {"from": {}},
    {"from_id": {}},
]


@pytest.mark.parametrize("fields", WRONG, ids=repr)
def test_a_message_of_the_wrong_shape_is_a_row_and_the_others_are_read(fields: dict[str, Any]) -> None:
    raw = json.dumps({**CHANNEL, "messages": [message(1), {**message(2), **fields}, message(3)]}).encode()
    first, wrong, last = read(raw)
    assert rows([first, last]) == ["result.json#1", "result.json#3"]
    assert isinstance(wrong, Rejected)
    assert (wrong.stage, wrong.reason) == ("ingest", "bad-message")
    assert wrong.detail.encode()
    assert wrong.doc in ("result.json#2", "result.json#messages[1]")


@pytest.mark.parametrize("row", [None, 5, "text", [], [[]], True, {}])
def test_what_is_no_message_is_a_row(row: Any) -> None:
    assert rows(read(chat(message(1), row, message(3)))) == [
        "result.json#1",
        "result.json#messages[1] bad-message",
        "result.json#3",
    ]


def test_chat_facts_of_the_wrong_shape_are_not_believed() -> None:
    row = message(1, from_id=1500000001)
    found = told(only(chat(row, name=["x"], id={}, username=5)))
    assert (found.outlet, found.address) == (None, None)
    assert told(only(chat(row, name="x" * 1_000_000))).outlet is None


def test_every_beginning_of_a_file_gives_the_messages_that_are_whole_then_one_row() -> None:
    data = chat(message(1, 'скобки }]{[ и \\"кавычки"'), message(2, ["Б", {"type": "bold", "text": "в"}]))
    for size in range(1, len(data)):
        *whole, last = read(data[:size])
        assert isinstance(last, Rejected)
        assert (last.doc, last.reason) == ("result.json", "truncated")
        assert all(isinstance(one, Document) for one in whole)
        assert len(whole) == data[:size].count(b"\n  }")  # a message ends two spaces in
    assert len(read(data)) == 2


def test_a_file_that_is_broken_in_the_middle_gives_what_came_before() -> None:
    data = chat(message(1), message(2))
    broken = data.replace(b'},\n  {\n   "id": 2', b'} ; {\n   "id": 2')
    assert broken != data
    assert rows(read(broken)) == ["result.json#1", "result.json bad-json"]
    assert rows(read(data + b"{}")) == ["result.json#1", "result.json#2", "result.json bad-json"]


def test_a_broken_message_between_brackets_costs_that_message_only() -> None:
    data = chat(message(1), message(2), message(3)).replace(b'"id": 2,', b'"id": 2 2,')
    assert rows(read(data)) == ["result.json#1", "result.json#messages[1] bad-json", "result.json#3"]


def test_control_characters_as_telegram_writes_them_are_read() -> None:
    data = chat(message(1, "А\x1f\\x41 б\u2028в")).replace(b"\\u001f", b"\\x1F")
    assert b"\\x1F" in data
    assert only(data).data.decode() == "<p>А\\x41 б<br>в</p>"
    assert only(chat(message(1, "А б")).replace("А б".encode(), b"A \xff b")).data.decode() == "<p>A \ufffd b</p>"
    half = json.dumps({**CHANNEL, "messages": [message(1, "А\ud800")]}).encode()
    assert only(half).data.decode() == "<p>А\ufffd</p>"


def test_a_byte_order_mark_and_odd_spacing_make_no_difference() -> None:
    data = chat(message(1))
    plain = json.dumps(json.loads(data), separators=(",", ":")).encode()
    assert read(b"\xef\xbb\xbf" + data) == read(data) == read(plain) == read(b"\n\t " + data + b"\r\n")
    assert is_telegram("x", b"\xef\xbb\xbf" + data)
    assert is_telegram("x", plain)


def test_what_is_too_large_is_a_row_and_is_never_held() -> None:
    class Endless(io.RawIOBase):
        """A message of a hundred megabytes, made as it is read; then one more message."""

        def __init__(self) -> None:
            self.parts = self._parts()

        def _parts(self) -> Iterator[bytes]:
            before, after = chat("GAP", message(2)).split(b'"GAP"')
            yield before + b'{"id": 1, "text": "'
            yield from [b'\\\\ab\\"[' * 10_000] * 1500
            yield b'"}' + after

        def read(self, size: int = -1) -> bytes:
            return next(self.parts, b"")

    tracemalloc.start()
    found = list(messages("result.json", Endless(), LIMIT))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows(found) == ["result.json#messages[0] too-large", "result.json#2"]
    assert peak < 30_000_000


def test_the_limit_holds_for_what_is_handed_on() -> None:
    data = chat(message(1, "&" * 300), message(2))
    assert rows(read(data, limit=1000)) == ["result.json#1 too-large", "result.json#2"]


@pytest.mark.parametrize("deep", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000])
def test_deep_nesting_is_passed_over_or_is_a_row(deep: str) -> None:
    data = json.dumps({"x": "DEEP", **CHANNEL, "messages": [message(1), message(2, reactions="DEEP"), message(3)]})
    assert rows(read(data.replace('"DEEP"', deep).encode())) == [
        "result.json#1",
        "result.json#messages[1] bad-json",
        "result.json#3",
    ]


def test_messages_that_never_end_are_one_row() -> None:
    assert rows(read(b'{"type":"public_channel","messages":[' + b"[" * 1_000_000)) == ["result.json truncated"]
    assert rows(read(b'{"type":"public_channel","messages":[' + b'{"a":"' * 200_000)) == ["result.json truncated"]


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 30))
def test_whatever_bytes_are_put_into_an_export_no_error_comes_out(noise: bytes, at: int, cut: int) -> None:
    for data in (chat(message(1), message(2)), page(posted(1, "А", sender="Б"), posted(2, "В"))):
        mixed = data[:at] + noise + data[at + cut :]
        assert all(isinstance(one, Document | Rejected) and one.doc.encode() for one in read(mixed))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "text", "list"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*message(1), "edited", "author", "text_entities"]), VALUES))
def test_whatever_values_a_message_has_no_error_comes_out(fields: dict[str, Any]) -> None:
    data = json.dumps({**CHANNEL, "messages": [{**message(1), **fields}]}).encode()
    assert all(isinstance(one, Document | Rejected) and one.doc.encode() for one in read(data))


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes at a time, so that everything lies across two chunks."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = io.BytesIO(data), size

    def read(self, size: int = -1) -> bytes:
        return self._data.read(self._size)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_chunk_may_end_anywhere(size: int) -> None:
    for data in (
        chat(message(1, 'а \\ " \n ]}'), message(-2, [{"type": "bold", "text": "б"}])),
        page(posted(1, "А", sender="Б"), posted(2, "В")),
    ):
        assert list(messages("result.json", Dribble(data, size), LIMIT)) == read(data)  # type: ignore[arg-type]
        assert len(read(data)) == 2


@given(VALUES)
def test_a_window_cuts_values_where_json_does(value: Any) -> None:
    text = json.dumps({"a": value, "b": [value, value], "c": 1}).encode()
    window = Window(Dribble(text, 3))  # type: ignore[arg-type]
    found: dict[str, Any] = {}
    for key in window.members():
        if key == "b":
            found[key] = [json.loads(window.value(10_000) or b"") for _ in window.items()]
        else:
            found[key] = json.loads(window.value(10_000) or b"")
    assert found == {"a": value, "b": [value, value], "c": 1}
    assert window.mark() == b""


def test_a_window_says_where_a_file_breaks() -> None:
    window = Window(io.BytesIO(b'{"a" 1}'))
    with pytest.raises(Broken, match="byte 5 is not :") as caught:
        list(window.members())
    assert caught.value.reason == "bad-json"


# ---- HTML


def test_a_page_of_messages_says_the_same_as_json() -> None:
    text = [
        {"type": "bold", "text": "Встреча"},
        "\n\nСтороны «подписали» ",
        {"type": "text_link", "text": "план", "href": "https://example.org/?a=1&b=2"},
        " & ",
        {"type": "spoiler", "text": "тайну"},
        ".\n",
        {"type": "blockquote", "text": "Мы довольны."},
        {"type": "mention", "text": "@steppe_news"},
        {"type": "hashtag", "text": "#Баку"},
    ]
    markup = (
        "<strong>Встреча</strong><br><br>Стороны «подписали» "
        '<a href="https://example.org/?a=1&amp;b=2">план</a> &amp; '
        '<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">тайну</span></span>.<br>'
        '<blockquote>Мы довольны.</blockquote><a href="https://t.me/steppe_news">@steppe_news</a>'
        '<a href="" onclick="return ShowHashtag(&quot;Баку&quot;)">#Баку</a>'
    )
    (found,) = read(page(posted(7, markup, sender="Вестник степи")), doc="messages.html")
    as_json = only(chat(message(7, text)))
    assert isinstance(found, Document)
    assert (found.doc, found.kind) == ("messages.html#7", "html")
    assert (found.data, found.told) == (as_json.data, as_json.told)


def test_joined_messages_are_from_the_same_sender() -> None:
    found = read_page(
        posted(1, "Раз.", sender="Ayşe"),
        posted(2, before='<div class="media_wrap clearfix"><div class="body"><div class="text">no</div></div></div>'),
        posted(3, "Два."),
        posted(4, "Три.", sender="Вестник степи"),
    )
    assert rows(found) == ["messages.html#1", "messages.html#3", "messages.html#4"]
    assert [told(one).authors for one in found if isinstance(one, Document)] == [("Ayşe",), ("Ayşe",), ()]


def forwarded(name: str, text: str) -> str:
    date = '<span class="date details" title="30.04.2024 09:00:00 UTC+03:00"> 30.04.2024 09:00:00</span>'
    named = f'<div class="from_name">\n{name} {date}\n</div>' if name else ""
    return f'<div class="forwarded body">{named}<div class="text">\n{text}\n</div></div>'


def test_a_forwarded_message_has_its_source_and_its_own_time() -> None:
    found = read_page(
        posted(1, sender="Вестник степи", before=forwarded("Табло via @postbot", "Чужое.")),
        posted(2, before=forwarded("", "И это.")),
        posted(3, "Своё."),
        posted(4, sender="Вестник степи", before=forwarded("Deleted Account", "Ничьё.")),
    )
    documents = [one for one in found if isinstance(one, Document)]
    assert [told(one).forwarded for one in documents] == [("Табло",), ("Табло",), (), ()]
    assert {told(one).published for one in documents} == {"2024-05-01T10:00:00+03:00"}
    assert documents[0].data.decode() == "<p>Чужое.</p>"


def test_a_reply_a_poll_a_file_and_a_signature_are_no_text() -> None:
    reply = '<div class="reply_to details">\nIn reply to <a href="#go_to_message1">this message</a>\n</div>'
    poll = (
        '<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">Да?</div>'
        '<div class="answer">- Да</div></div></div>'
    )
    signature = '<div class="signature details">\nА. Серик\n</div>'
    found = read_page(
        posted(1, "Ответ.", sender="Вестник степи", before=reply, after=signature),
        posted(2, before=poll),
    )
    (document,) = found
    assert isinstance(document, Document)
    assert document.data.decode() == "<p>Ответ.</p>"
    assert told(document).authors == ("А. Серик",)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("01.05.2024 10:00:00 UTC+03:00", "2024-05-01T10:00:00+03:00"),
        ("01.05.2024 10:00:00 UTC-05:30", "2024-05-01T10:00:00-05:30"),
        ("01.05.2024 10:00:00 UTC", "2024-05-01T10:00:00+00:00"),
        ("26.03.2020 15:01:02", "2020-03-26T15:01:02"),
        ("noon", None),
    ],
)
def test_times_on_a_page(title: str, expected: str | None) -> None:
    (found,) = read_page(posted(1, "А.", sender="Б", time=title))
    assert isinstance(found, Document)
    assert told(found).published == expected


def test_a_time_that_never_was_is_a_row() -> None:
    found = read_page(posted(1, "А.", sender="Б", time="31.02.2024 10:00:00"), posted(2, "Б.", sender="Б"))
    assert rows(found) == ["messages.html#1 bad-message", "messages.html#2"]


def test_a_page_that_breaks_off_gives_the_messages_that_are_whole_then_one_row() -> None:
    data = page(posted(1, "Раз.", sender="Б"), posted(2, "Два."))
    first = data.index(b'id="message1"')
    for size in range(first, len(data)):
        found = read(data[:size], doc="messages.html")
        *whole, last = found
        if b"</html>" in data[:size]:
            continue
        assert isinstance(last, Rejected)
        assert last.reason == "truncated"
        assert rows(whole) == ["messages.html#1", "messages.html#2"][: len(whole)]
        ends = data[:size].count(b"</div", first)  # a message with a sender has five elements
        assert len(whole) == (ends >= 5) + (ends >= 9)


def test_a_message_that_is_too_large_or_too_deep_is_a_row() -> None:
    found = read(
        page(
            posted(1, "А" * 50_000, sender="Б"),
            posted(2, "<b>" * 3000 + "слово" + "</b>" * 3000, sender="Б"),
            posted(3, "В.", sender="Б"),
        ),
        limit=60_000,
        doc="messages.html",
    )
    assert rows(found) == ["messages.html#messages[1] too-large", "messages.html#2 bad-html", "messages.html#3"]


def test_a_message_without_its_body_is_a_row() -> None:
    found = read_page('<div class="message default clearfix" id="message5"></div>', posted(6, "А.", sender="Б"))
    assert rows(found) == ["messages.html#5 bad-message", "messages.html#6"]


def test_a_page_with_comments_and_markup_of_its_own_keeps_its_words() -> None:
    (found,) = read_page(posted(1, "Од<!-- x -->но <u>два</u> <i>три</i><script>четыре</script>", sender="Б"))
    assert isinstance(found, Document)
    assert found.data.decode().startswith("<p>Одно два три")


def test_lists_of_an_account_hold_no_messages() -> None:
    entry = '<a class="entry block_link clearfix" href="../chats/chat_01/messages.html">Табло</a>'
    data = page(entry).replace(b'class="message service" id="message-1"', b'class="entry"')
    assert is_telegram("chats.html", data)
    assert read(data) == []


# ---- which files


OTHERS = [
    b"",
    b"{}",
    b"Plain words about telegrams and messages.",
    b'{"messages": [{"role": "user", "content": "hi"}]}',
    b'{"text": "\\"messages\\": [ \\"type\\": \\"public_channel\\""}',
    b'{"type": "public_channel", "text": "no messages"}',
    b'{"about": "us", "contacts": "none"}',
    b"<html><body><p>class message default</p></body></html>",
    b'<html><body><div class="message default">A forum</div></body></html>',
    b'[{"date_unixtime": "1", "messages": [1]}]',
    b"PK\x03\x04",
    b"\xff\xfe{\0",
]


@pytest.mark.parametrize("head", OTHERS)
def test_other_files_are_not_taken_for_exports(head: bytes) -> None:
    assert not is_telegram("result.json", head)


def test_an_export_is_known_by_content_alone() -> None:
    assert is_telegram("a.txt", chat(message(1)))
    assert is_telegram("a.txt", chat())
    assert is_telegram("a.txt", b'{"about": "Here is", "contacts": {"about": "", "list": [')
    assert is_telegram("a.txt", b'{\n "about": "Here is",\n "personal_information": {')
    assert is_telegram("a.txt", json.dumps({"messages": [message(1)], "name": "x"}).encode())
    assert is_telegram("a.txt", page(posted(1, "А")))
    assert telegram_page.is_page(page(posted(1, "А"))[-900:])
