"""Messages of a Telegram Desktop export: result.json of one chat or of a whole account, messages.html.

A message with text is a document `file#id`, in an account's export `file#chat/id`. Service messages, stickers, polls and
photographs without text are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.ingest import telegram_page
from dragoman.ingest.json_window import CHUNK, Broken, Window
from dragoman.ingest.telegram_text import MESSAGE, STAGE, BadMessage, Run, in_zone, link, markup, plain
from dragoman.model import Document, Rejected, Told

MARK = b"\xef\xbb\xbf"
# A chat says its type before its messages; a file that was written anew may not, but its messages have these fields.
CHAT = re.compile(
    rb'"type"\s*:\s*"(?:(?:public|private)_(?:channel|supergroup|group)|(?:personal|bot)_chat|saved_messages|replies)"'
)
FIELDS = (b'"date_unixtime"', b'"text_entities"')
LISTS = re.compile(rb'"(?:messages"\s*:\s*\[|(?:left_)?chats"\s*:\s*\{)')
ACCOUNT = re.compile(
    rb'\s*\{\s*"about"\s*:.*?'
    rb'(?:"(?:personal_information|profile_pictures|frequent_contacts)"\s*:\s*[\[{]|"(?:contacts|sessions)"\s*:\s*\{\s*"about")',
    re.S,
)
FACTS = 10_000  # bytes of a chat's name or id
PASSED_OVER = ("service", "unsupported")
PEOPLE = ("personal_chat", "bot_chat", "saved_messages", "replies")
USERNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
SECONDS = re.compile(r"\d{1,10}")
# Telegram Desktop writes control characters as \x1F, which is no JSON.
ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|.)", re.S)


@dataclass(frozen=True, slots=True)
class _Chat:
    """What a chat says of itself before its messages; `place` is what their names begin with: "result.json#"."""

    place: str
    name: str | None
    of_people: bool  # then its name is a person's, not an outlet's
    username: str | None

    def address(self, number: int) -> str | None:
        return f"https://t.me/{self.username}/{number}" if self.username else None


def is_telegram(name: str, head: bytes) -> bool:
    """Tells whether a file that begins so is a Telegram Desktop export, by content alone."""
    head = head.removeprefix(MARK)
    if not head.lstrip().startswith(b"{"):
        return telegram_page.is_page(head)
    if LISTS.search(head) and (CHAT.search(head) or any(sign in head for sign in FIELDS)):
        return True
    return ACCOUNT.match(head) is not None


def messages(doc: str, stream: BinaryIO, limit: int) -> Iterator[Document | Rejected]:
    """Yields the messages with text, in the file's order, and a Rejected for each that cannot be read.

    A file that breaks off or is no JSON gives what came before, then one Rejected. A chunk and a message are in memory.
    """
    head = stream.read(CHUNK)
    if head.removeprefix(MARK).lstrip()[:1] != b"{":
        yield from telegram_page.messages(doc, stream, limit, head)
        return
    window = Window(stream, head)
    try:
        yield from _chat(window, doc, "", limit)
        if window.mark():
            yield Rejected(doc, STAGE, "bad-json", "something after the export's end")
    except Broken as error:
        yield Rejected(doc, STAGE, error.reason, str(error))


def _chat(window: Window, doc: str, label: str, limit: int) -> Iterator[Document | Rejected]:
    """Yields the messages of the object that begins here: a chat, or an account, which holds lists of chats.

    `label` is what a chat in a list goes by where it has no id, nothing for the object that is the file.
    """
    facts: dict[str, Any] = {}
    for key in window.members():
        if key in ("name", "type", "id", "username"):
            facts[key] = _fact(window)
        elif key == "messages":
            yield from _messages(window, _chat_of(facts, doc, label), limit)
        elif key in ("chats", "left_chats") and window.mark() == b"{" and not label:
            yield from _chats(window, doc, key, limit)
        else:
            window.skip()


def _chats(window: Window, doc: str, kind: str, limit: int) -> Iterator[Document | Rejected]:
    for key in window.members():
        if key != "list" or window.mark() != b"[":
            window.skip()
            continue
        for number in window.items():
            label = f"{kind}[{number}]"
            if window.mark() == b"{":
                yield from _chat(window, doc, label, limit)
            else:
                window.skip()
                yield Rejected(f"{doc}#{label}", STAGE, "bad-chat", "not an object")


def _fact(window: Window) -> Any:
    raw = window.value(FACTS)
    try:
        return None if raw is None else _json(raw)
    except BadMessage:
        return None


def _chat_of(facts: Mapping[str, Any], doc: str, label: str) -> _Chat:
    name, number, username = facts.get("name"), facts.get("id"), facts.get("username")
    found = USERNAME.fullmatch(username) if isinstance(username, str) else None
    return _Chat(
        place=f"{doc}#{number if _is_id(number) else label}/" if label else f"{doc}#",
        name=_single(name) if isinstance(name, str) else None,
        of_people=facts.get("type") in PEOPLE,
        username=found[1] if found else None,
    )


def _messages(window: Window, chat: _Chat, limit: int) -> Iterator[Document | Rejected]:
    if window.mark() != b"[":
        window.skip()
        yield Rejected(chat.place[:-1], STAGE, "bad-chat", "its messages are no list")
        return
    for number in window.items():
        found = _message(window.value(min(limit, MESSAGE)), chat, number, limit)
        if found is not None:
            yield found


def _message(raw: bytes | None, chat: _Chat, number: int, limit: int) -> Document | Rejected | None:
    """Returns the document of a message, None where it has no text."""
    name = f"{chat.place}messages[{number}]"
    try:
        if raw is None:
            raise BadMessage("too-large", f"more than {min(limit, MESSAGE)} bytes")
        row = _row(_json(raw))
        if row["type"] in PASSED_OVER:
            return None
        name = f"{chat.place}{row['id']}"
        data = markup(_runs(row))
        if len(data) > limit:
            raise BadMessage("too-large", f"more than {limit} bytes")
        return Document(name, data, kind="html", told=_told(row, chat)) if data else None
    except BadMessage as error:
        return Rejected(name, STAGE, error.reason, str(error))


def _json(raw: bytes) -> Any:
    text = raw.decode("utf-8", "replace")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        mended = ESCAPE.sub(_escape, text)
        if mended == text:
            raise BadMessage("bad-json", str(error)) from error
    return _json(mended.encode())


def _escape(found: re.Match[str]) -> str:
    return found[0] if len(found[1]) == 1 else f"\\u00{found[1][1:]}"


def _row(row: Any) -> dict[str, Any]:
    """Returns a message that has a type and, unless it is passed over, an id. Raises BadMessage."""
    if not isinstance(row, dict):
        raise BadMessage("bad-message", "not an object")
    kind = row.get("type")
    if kind not in ("message", *PASSED_OVER):
        raise BadMessage("bad-message", f"no such type: {plain(str(kind)[:40])}")
    if kind == "message" and not _is_id(row.get("id")):
        raise BadMessage("bad-message", '"id" is no number')
    return row


def _is_id(value: Any) -> bool:
    return type(value) is int and abs(value) < 2**63


def _runs(row: Mapping[str, Any]) -> Iterator[Run]:
    """Yields the message's text: a string, or a list of strings and of entities, {"type": "link", "text": "t.me/x"}."""
    texts = [row[key] for key in ("text", "text_entities") if row.get(key) is not None]
    if not all(isinstance(text, str | list) for text in texts):
        raise BadMessage("bad-message", "its text is no text")
    text = next((text for text in texts if text), "")
    for part in [text] if isinstance(text, str) else text:
        if isinstance(part, str):
            yield Run(plain(part))
        elif isinstance(part, dict):
            yield _entity(part)
        else:
            raise BadMessage("bad-message", "a part of its text is no text")


def _entity(part: Mapping[str, Any]) -> Run:
    kind, text, address = part.get("type"), part.get("text"), part.get("href", "")
    if not (isinstance(kind, str) and isinstance(text, str) and isinstance(address, str)):
        raise BadMessage("bad-message", "an entity without its type or text")
    target = {"link": text, "text_link": address, "mention": "https://t.me/" + text.removeprefix("@")}.get(kind)
    return Run(plain(text), link(target.strip()) if target else None, kind == "blockquote")


def _told(row: Mapping[str, Any], chat: _Chat) -> Told:
    person, channel = _sender(row)
    writer = _words(row, "author") or person
    source = _words(row, "forwarded_from") or _words(row, "saved_from")
    return Told(
        basis="telegram",
        address=chat.address(row["id"]),
        published=_time(row, "date"),
        updated=_time(row, "edited"),
        outlet=None if chat.of_people else chat.name or channel,
        authors=(writer,) if writer else (),
        forwarded=(source,) if source else (),
    )


def _sender(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Returns the person that a message is from, and the channel; one of them is None ("from_id": "channel1000")."""
    sender, number = _words(row, "from"), row.get("from_id")
    if number is not None and type(number) not in (str, int):
        raise BadMessage("bad-message", '"from_id" is neither text nor number')
    kind = str(number)
    return sender if kind.startswith("user") else None, sender if kind.startswith("channel") else None


def _words(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise BadMessage("bad-message", f'"{key}" is no text')
    return _single(value) if value else None


def _single(text: str) -> str | None:
    return " ".join(plain(text).split()) or None


def _time(row: Mapping[str, Any], key: str) -> str | None:
    """Returns the time under `key`, in ISO, its zone told by the seconds beside it ("date" and "date_unixtime")."""
    seconds = row.get(f"{key}_unixtime")
    if type(seconds) is int:
        seconds = str(seconds)
    if seconds is not None and not (isinstance(seconds, str) and SECONDS.fullmatch(seconds)):
        raise BadMessage("bad-message", f'"{key}_unixtime" is no time')
    return in_zone(_words(row, key), None if seconds is None else int(seconds))
