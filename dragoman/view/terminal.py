"""Drawing for the terminal: listings as tables. Plain and readable where no colours are to be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman import codebook
from dragoman.codebook import STATUS_GROUP
from dragoman.view.marking import inert
from dragoman.view.queries import Row, page_date
from dragoman.view.wording import attributes, chain, parties, plural, short, sign, speaker, when

if TYPE_CHECKING:
    from rich.console import RenderableType

Cell = Callable[[Row], Any]
Columns = Sequence[tuple[str, Cell, str]]

# Verbal and material cooperation, verbal and material conflict.
QUAD_STYLE = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
WIDE = 120  # columns where nobody says how wide the screen is


def console(stderr: bool = False) -> Console:
    """Returns a console; a pipe gets lines of a readable width instead of rich's 80."""
    import os

    found = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        found = Console(stderr=stderr, highlight=False, emoji=False, markup=False, width=WIDE)
    return found


def type_style(name: str) -> str:
    """Returns the colours of an event type's quadrant."""
    known = codebook.load().types.get(name)
    return QUAD_STYLE[known.quad] if known else ""


def status_text(status: str) -> Text:
    """Returns a status with the sign of its group."""
    return Text(sign(status), style="" if STATUS_GROUP.get(status) == "real" else "dim")


def _figure(name: str) -> Cell:
    return lambda row: str(row[name])


# --- listings: a table each, its columns as (heading, what stands there, style)

COLUMNS: dict[str, Columns] = {
    "articles": (
        ("title", lambda row: short(row["title"] or row["text"], 110), "bold"),
    ),
    "events": (
        ("id", lambda row: row["event_id"][:8], "dim"),
        ("type", lambda row: Text(row["type"], style=type_style(row["type"])), ""),
        ("what", lambda row: row["concept"] + (" (a view)" if row["commentary"] else ""), ""),
        ("status", lambda row: status_text(row["status"]), ""),
        ("who → whom", lambda row: short(parties(row), 40), "bold"),
        ("when", when, "cyan"),
        ("more", lambda row: short(attributes(row), 60), "dim"),
    ),
    "claims": (
        ("id", lambda row: row["claim_id"][:8], "dim"),
        ("kind", lambda row: row["kind"], "magenta"),
        ("who says", lambda row: short(speaker(row), 50), "bold"),
        ("about", lambda row: " ".join(row["about"]), ""),
        ("through", lambda row: short(chain(row["chain"]), 50), "dim"),
    ),
    "mentions": (
        ("code", lambda row: row["code"] or "", "bold"),
        ("kind", lambda row: row["kind"], ""),
        ("use", lambda row: row.get("use") or "", ""),
        ("words", lambda row: short(row["text"], 50), ""),
        ("name", lambda row: short(row["name"], 50), ""),
        ("at", lambda row: str(row["start"]), "right"),
        ("doc", lambda row: short(row["doc"], 40), "dim"),
    ),
    "actors": (
        ("code", lambda row: row["code"], "bold"),
        ("name", lambda row: short(row["name"], 40), ""),
        *((name, _figure(name), "right") for name in ("mentions", "docs", "acts", "receives", "says")),
        ("words", lambda row: short(", ".join(row["texts"])), ""),
    ),
    "predictions": (
        ("state", lambda row: row["state"], "bold"),
        ("by when", lambda row: when({"date": row["deadline"]}), "cyan"),
        ("sure", lambda row: row["sure"] or "", ""),
        ("who says", lambda row: short(speaker(row), 40) if row["speaker"] else "", ""),
        ("about", lambda row: " ".join(row["about"]), ""),
        ("what", lambda row: short(row["text"], 120), "italic"),
        ("doc", lambda row: short(row["doc"], 30), "dim"),
    ),
    "languages": (
        ("code", lambda row: row["code"], "bold"),
        ("name", lambda row: row["name"], ""),
        ("own name", lambda row: row["own_name"], ""),
    ),
    "rejected": (
        ("stage", lambda row: row["stage"], ""),
        ("reason", lambda row: row["reason"], "yellow"),
        ("doc", lambda row: inert(row["doc"]), "bold"),
        ("detail", lambda row: short(row.get("detail")), "dim"),
    ),
}  # fmt: skip


def listing(what: str, rows: Iterable[Row]) -> RenderableType:
    """Returns a table of the rows, or a line that says that there are none. What is long stands below its row."""
    rows = list(rows)
    if not rows:
        return Text(f"no {what} here that fit", style="dim")
    drawn = _with_lines(COLUMNS[what], rows, BELOW[what]) if what in BELOW else table(COLUMNS[what], rows)
    return Group(drawn, Text(plural(len(rows), what), style="dim"))


def _words(row: Row) -> Text:
    return Text.assemble((short(row["evidence"]["text"], 300), "italic"), ("  " + inert(row["doc"]), "dim"))


def _article_facts(row: Row) -> Text:
    counts = row["counts"]
    told = [plural(counts["events"], "events"), plural(counts["claims"], "claims"), f"{counts['left_out']} left out"]
    facts = [page_date(row) or "undated", row["outlet"], row["lang"], *told]
    return Text.assemble(" · ".join(inert(fact) for fact in facts if fact), ("  " + inert(row["doc"]), "dim"))


BELOW: dict[str, Callable[[Row], Text]] = {"articles": _article_facts, "events": _words, "claims": _words}


def table(columns: Columns, rows: Iterable[Row]) -> Table:
    """Returns a table without lines."""
    drawn = Table(box=None, pad_edge=False, header_style="dim italic", padding=(0, 2, 0, 0))
    for heading, _, style in columns:
        right = style == "right"
        drawn.add_column(heading, justify="right" if right else "left", style="" if right else style, overflow="fold")
    for row in rows:
        drawn.add_row(*(_drawn(cell(row), "") for _, cell, _ in columns))
    return drawn


def _with_lines(columns: Columns, rows: Sequence[Row], below: Callable[[Row], Text]) -> RenderableType:
    """Draws each row in columns of even width, and below it the rest: nothing is squeezed into a narrow column."""
    lines = [[_drawn(cell(row), style) for _, cell, style in columns] for row in rows]
    widths = [max(line[column].cell_len for line in lines) for column in range(len(columns))]
    drawn = ((_even(line, widths), _in(below(row))) for row, line in zip(rows, lines, strict=True))
    return Group(*(part for pair in drawn for part in pair))


def _even(line: Sequence[Text], widths: Sequence[int]) -> Text:
    whole = Text()
    for cell, width in zip(line, widths, strict=True):
        cell.pad_right(width - cell.cell_len + 2 if width else 0)
        whole.append_text(cell)
    whole.rstrip()
    return whole


def _in(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, 4))


def _drawn(value: Any, style: str) -> Text:
    return value if isinstance(value, Text) else Text(inert(str(value)), style=style)
