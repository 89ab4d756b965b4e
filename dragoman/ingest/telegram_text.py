"""What the two forms of a Telegram export have in common: runs of text to HTML, and times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby

from dragoman.ingest.fields import SURROGATE

STAGE = "ingest"
MESSAGE = 4_000_000  # bytes of one message in its file; Telegram allows some thousand letters
NEWLINES = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# Posts begin with a link on a letter of no width, for the sake of its preview.
UNSEEN = "\u200b\u200c\u200d\u2060\u2800\ufeff \t\n\xa0"
ADDRESS = re.compile(r"https?://[^\s\"<>]{1,2000}", re.IGNORECASE)
BARE = re.compile(r"\w[\w.-]{0,250}\.[^\W\d_]{2,20}(?:[/?#][^\s\"<>]{0,2000})?")  # «example.com/a», «пример.рф»
FARTHEST = timedelta(hours=14)  # no clock on Earth is further from UTC
QUARTER = timedelta(minutes=15)


class BadMessage(ValueError):
    """A message that cannot be read; `reason` is the short name for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a message: its words, where it links to, whether it is quoted."""

    text: str
    address: str | None = None
    quoted: bool = False


def plain(text: str) -> str:
    """Returns the text with one kind of newline, without control characters and halves of code points."""
    return SURROGATE.sub("\ufffd", CONTROLS.sub("", NEWLINES.sub("\n", text)))


def link(address: str) -> str | None:
    """Returns a web address in full («t.me/x» with https://), None for what is none: a mail address, a telephone, tg://."""
    if ADDRESS.fullmatch(address):
        return address
    return f"https://{address}" if BARE.fullmatch(address) else None


def markup(runs: Iterable[Run]) -> bytes:
    """Returns the runs as HTML in UTF-8: paragraphs by blank lines, quotes, links; nothing where there are no words."""
    return "".join(_stretch(quoted, list(group)) for quoted, group in groupby(runs, key=lambda run: run.quoted)).encode()


def _stretch(quoted: bool, runs: list[Run]) -> str:
    lines = "".join(_marked(run) for run in runs).split("\n")
    groups = groupby(lines, key=_filled)
    inner = "".join(f"<p>{'<br>'.join(line.strip(UNSEEN) for line in group)}</p>" for filled, group in groups if filled)
    return f"<blockquote>{inner}</blockquote>" if quoted and inner else inner


def _filled(line: str) -> bool:
    return bool(line.strip(UNSEEN))


def _marked(run: Run) -> str:
    """Returns the run's words, each line of them linked by itself: a link does not reach over paragraphs."""
    if run.address is None:
        return html.escape(run.text, quote=False)
    return "\n".join(_linked(line, run.address) for line in run.text.split("\n"))


def _linked(line: str, address: str) -> str:
    words = html.escape(line, quote=False)
    return f'<a href="{html.escape(address)}">{words}</a>' if _filled(line) else words


def in_zone(local: str | None, seconds: int | None) -> str | None:
    """Returns a time in ISO from a local clock's reading and seconds since 1970 UTC; the two together tell the zone.

    So "2024-05-01T10:00:00" and 1714546800 are "2024-05-01T10:00:00+03:00". Without the one it is UTC, without the other
    a time without a zone. None without both, and for 1970, which stands for «never».
    """
    clock = _clock(local)
    if seconds:
        moment = datetime.fromtimestamp(seconds, UTC)
        return moment.astimezone(_zone(clock, moment)).isoformat()
    return clock.isoformat() if clock and clock.year > 1970 and seconds is None else None


def _clock(local: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(local) if local else None
    except ValueError:
        return None


def _zone(clock: datetime | None, moment: datetime) -> timezone:
    """Returns the zone in which it was `clock` at that moment, UTC where no zone is so."""
    if clock is None or clock.tzinfo is not None:
        return UTC
    ahead = clock.replace(tzinfo=UTC) - moment
    return timezone(ahead) if abs(ahead) <= FARTHEST and not ahead % QUARTER else UTC
