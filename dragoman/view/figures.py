"""Drawing for the terminal: what a corpus holds in figures, and how far it agrees with gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.codebook import GROUPS
from dragoman.view.marking import inert
from dragoman.view.queries import Row
from dragoman.view.terminal import type_style
from dragoman.view.wording import STATUS_SIGN

if TYPE_CHECKING:
    from rich.console import RenderableType

BAR = 24  # characters of the longest bar


def summary(found: Row) -> RenderableType:
    """Returns the summary of a corpus: pages, languages, events, claims, who did what with whom, what to try next."""
    pages = found["pages"]
    parts: list[RenderableType] = [*_run_lines(found.get("run")), _pages_line(found)]
    parts += [_reason(row) for row in pages["reasons"]]
    if found["events"]["total"]:
        commentary = found["events"]["commentary"]
        beside = f", {commentary} of them somebody's view of relations" if commentary else ""
        parts += [_heading(f"{found['events']['total']} events{beside}"), _types(found["events"]["by_type"])]
    beside_each_other = [
        _tally("in registers", found["events"]["by_register"]),
        _tally(f"{found['claims']['total']} claims", found["claims"]["by_kind"]),
    ]
    parts.append(Columns([part for part in beside_each_other if part], padding=(0, 6)))
    if found["who"]:
        parts += [_heading("Who did what with whom"), _who(found["who"], found["names"])]
    if found["next"]:
        parts += [_heading("Try next"), _commands(found["next"])]
    return Group(*parts)


def _heading(text: str) -> Text:
    return Text("\n" + text, style="bold")


def _run_lines(run: Row | None) -> list[Text]:
    """What this run did; rejected documents are listed, for they make the exit status 1."""
    if run is None:
        return []
    known = f", {run['known']} known already" if run["known"] else ""
    head = Text(f"{run['read']} read{known}, {len(run['rejected'])} rejected")
    return [head, *(Text(f"  rejected {_dropped(row)}", "yellow") for row in run["rejected"])]


def _dropped(row: Row) -> str:
    detail = f" ({inert(row['detail'])})" if row.get("detail") else ""
    return f"{inert(row['doc'])}: {row['stage']}, {row['reason']}{detail}"


def _pages_line(found: Row) -> Text:
    pages = found["pages"]
    line = Text(f"{pages['articles']} pages", style="bold")
    spoken = ", ".join(f"{number} {inert(lang)}" for lang, number in found["languages"].items())
    line.append(f" in the corpus: {spoken}" if spoken else " in the corpus", style="not bold")
    if pages["rejected"]:
        line.append(f"; {pages['rejected']} rejected", style="not bold yellow")
    return line


def _reason(row: Row) -> Text:
    some = ", ".join(inert(doc) for doc in row["docs"][:3]) + (" …" if row["count"] > 3 else "")
    return Text.assemble((f"  {row['count']} × {row['stage']}: {row['reason']}", "yellow"), (f"  {some}", "dim"))


def _types(rows: Iterable[Row]) -> RenderableType:
    rows = list(rows)
    drawn = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    drawn.add_column("")
    drawn.add_column("")
    drawn.add_column("all", justify="right")
    for group in GROUPS:
        drawn.add_column(f"{STATUS_SIGN[group]} {group}", justify="right")
    most = max(row["total"] for row in rows)
    for row in rows:
        style = type_style(row["type"])
        figures = [str(row[group] or "") for group in GROUPS]
        drawn.add_row(Text(row["type"], style=style), Text(_bar(row["total"], most), style=style), str(row["total"]), *figures)
    return Padding(drawn, (0, 0, 0, 2))


def _bar(number: int, most: int) -> str:
    return "▪" * max(1, round(BAR * number / most)) if most else ""


def _tally(heading: str, counted: Mapping[str, int]) -> RenderableType | None:
    if not counted:
        return None
    drawn = Table.grid(padding=(0, 2))
    drawn.add_column(justify="right")
    drawn.add_column()
    for name, number in counted.items():
        drawn.add_row(str(number), name)
    return Group(_heading(heading), Padding(drawn, (0, 0, 0, 2)))


def _who(rows: Iterable[Row], names: Mapping[str, str]) -> RenderableType:
    drawn = Table.grid(padding=(0, 2))
    drawn.add_column(justify="right", style="bold")
    for row in rows:
        link = "—" if row["mutual"] else "→"
        pair = f"{inert(names[row['actor']])} {link} {inert(names[row['recipient']])}"
        pages = f"on {row['docs']} page" + ("s" if row["docs"] > 1 else "")
        drawn.add_row(f"{row['count']} ×", Text(row["type"], style=type_style(row["type"])), pair, Text(pages, style="dim"))
    return Padding(drawn, (0, 0, 0, 2))


def _commands(rows: Iterable[Row]) -> RenderableType:
    drawn = Table.grid(padding=(0, 3))
    for row in rows:
        drawn.add_row(Text(inert(row["command"]), style="cyan"), Text(row["shows"], style="dim"))
    return Padding(drawn, (0, 0, 0, 2))


# --- agreement with gold


def scores(found: Row) -> RenderableType:
    """Returns precision, recall and F1 of events and claims, lenient and full, events by type too."""
    drawn = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    drawn.add_column(f"{found['docs']} pages")
    for heading in (
        "gold",
        "found",
        *(f"{level} {part}" for level in ("lenient", "full") for part in ("P", "R", "F1")),
    ):
        drawn.add_column(heading, justify="right")
    drawn.add_row(*_score_row("events", found["events"]), style="bold")
    for name, row in found["events"]["by_type"].items():
        drawn.add_row(Text("  " + name, style=type_style(name)), *_score_row(name, row)[1:])
    drawn.add_row(*_score_row("claims", found["claims"]), style="bold")
    return drawn


def _score_row(name: str, row: Row) -> list[str]:
    parts = (row[level][part] for level in ("lenient", "full") for part in ("precision", "recall", "f1"))
    return [name, str(row["gold"]), str(row["found"]), *("–" if part is None else f"{part:.2f}" for part in parts)]
