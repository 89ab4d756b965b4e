"""Drawing for the terminal: what became of a page from one version to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dragoman.view.marking import inert
from dragoman.view.queries import Row, page_date
from dragoman.view.terminal import Columns, status_text, table, type_style
from dragoman.view.wording import parties, plural, short, speaker, told

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLE = {"same": "", "removed": "strike red", "added": "bold green"}
SIGN = {"removed": "−", "added": "+", "changed": "~"}
# Plain marks beside the colours, so that a pipe shows them too: [−gone−] {+come+}.
AROUND = {"same": ("", ""), "removed": ("[−", "−]"), "added": ("{+", "+}")}
AROUND_A_CHANGE = 60  # characters of what stayed the same that are shown beside a change
MOST = 100  # changes of the text that are drawn

VERSIONS: Columns = (
    ("version", lambda row: str(row["number"]), "right"),
    ("read", lambda row: ", ".join(row["read"]), "cyan"),
    ("published", page_date, ""),
    ("events", lambda row: str(row["events"]), "right"),
    ("claims", lambda row: str(row["claims"]), "right"),
    ("title", lambda row: short(row["title"], 60), "bold"),
    ("article", lambda row: row["article_id"], "dim"),
)


def difference(found: Row) -> RenderableType:
    """Returns the versions of a page as a table, then the changes of its words, its events and its claims."""
    parts: list[RenderableType] = [Text(inert(found["doc"]), style="bold"), table(VERSIONS, found["versions"])]
    if found["from"] is None:
        only = len(found["versions"]) == 1
        note = "one version: it was read with one text only" if only else "the first version: nothing was before it"
        return Group(*parts, Text("\n" + note, style="dim"))
    parts.append(Text(f"\nFrom version {found['from']} to version {found['to']}", style="bold"))
    if not found["coded_alike"]:
        parts.append(Text("coded by two versions of the program: rows may differ for that", style="yellow"))
    return Group(*parts, *_text(found["text"]), *_rows(found["events"], "events"), *_rows(found["claims"], "claims"))


# --- words


def _text(changes: list[Row]) -> list[RenderableType]:
    if not changes:
        return [Text("\nno paragraph that is read from changed", style="dim")]
    drawn: list[RenderableType] = [Text(f"\n{plural(len(changes), 'paragraphs')} changed", style="bold")]
    drawn += [_change(change) for change in changes[:MOST]]
    if len(changes) > MOST:
        drawn.append(Text(f"  and {len(changes) - MOST} more; --format json has all", style="dim"))
    return drawn


def _change(change: Row) -> RenderableType:
    side = change["new"] or change["old"]
    head = Text(f"{SIGN[change['what']]} {side['line']:>3} ", style="dim")
    if change["words"]:
        return _beside(head, _words(change["words"]))
    sides = [(what, one["text"]) for what, one in (("removed", change["old"]), ("added", change["new"])) if one]
    return _beside(head, Text("\n").join(_piece(what, short(text, 600)) for what, text in sides))


def _beside(head: Text, body: Text) -> RenderableType:
    return Padding(Text.assemble(head, body), (0, 0, 0, 2))


def _words(words: list[Row]) -> Text:
    drawn = Text()
    for number, piece in enumerate(words):
        same = piece["what"] == "same"
        drawn.append_text(_piece(piece["what"], _cut(piece["text"], number, len(words)) if same else piece["text"]))
    return drawn


def _piece(what: str, text: str) -> Text:
    before, after = AROUND[what]
    kept = text.rstrip()
    return Text(f"{before}{inert(kept)}{after}{text[len(kept) :]}", style=STYLE[what])


def _cut(text: str, number: int, pieces: int) -> str:
    """Returns what stayed the same without what is far from any change: before the first, after the last, between two."""
    before, after = (text[:AROUND_A_CHANGE] if number else ""), (text[-AROUND_A_CHANGE:] if number < pieces - 1 else "")
    return text if len(text) <= len(before) + len(after) + 1 else f"{before}…{after}"


# --- events and claims


def _rows(found: Row, what: str) -> list[RenderableType]:
    counts = [f"{len(found[name])} {name}" for name in ("appeared", "vanished", "changed") if found[name]]
    counted = ", ".join([*counts, f"{found['kept']} as before"])
    drawn: list[RenderableType] = [Text(f"\n{what.capitalize()}: {counted}", style="bold")]
    drawn += [_row(row, what, "added") for row in found["appeared"]]
    drawn += [_row(row, what, "removed") for row in found["vanished"]]
    for change in found["changed"]:
        drawn += [_row(change["new"], what, "changed"), *_fields(change["fields"])]
    return drawn


def _row(row: Row, what: str, sign: str) -> RenderableType:
    line = Text(f"{SIGN[sign]} ", style="bold " + STYLE.get(sign, "").replace("strike ", ""))
    line.append_text(_event(row) if what == "events" else _claim(row))
    return Padding(Group(line, Padding(Text(short(row["evidence"]["text"], 300), style="italic"), (0, 0, 0, 4))), (0, 0, 0, 2))


def _event(row: Row) -> Text:
    line = Text(row["type"], style=type_style(row["type"]))
    line.append(f" {row['concept']}  ", style="not bold").append_text(status_text(row["status"]))
    return line.append(f"  {parties(row)}  ", style="bold").append(row["event_id"][:8], style="dim")


def _claim(row: Row) -> Text:
    line = Text(f"{row['kind']}  ", style="magenta").append(speaker(row), style="bold")
    return line.append(f"  {' '.join(row['about'])}  ", style="not bold").append(row["claim_id"][:8], style="dim")


def _fields(fields: Row) -> Iterable[RenderableType]:
    for name, change in fields.items():
        line = f"{name}: {told(change['old'])} → {told(change['new'])}"
        yield Padding(Text(line, style="yellow"), (0, 0, 0, 6))
