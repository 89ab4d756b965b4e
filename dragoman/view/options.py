"""The options that commands share, each with what it means."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer


class Format(enum.StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class Runner(enum.StrEnum):
    """Where pages are read: in this process, in several, on a Ray cluster."""

    local = "local"
    processes = "processes"
    ray = "ray"


CorpusOption = Annotated[Path, typer.Option("--corpus", "-c", help="The folder of the corpus.", show_default=True)]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]
Doc = Annotated[str | None, typer.Option(help="Of this page only: path, address, id, or the end of a path.")]
Lang = Annotated[str | None, typer.Option(help="Of pages in this language: ru, bg, en ...")]
Type = Annotated[str | None, typer.Option(help="PLOVER type: CONSULT, COOPERATE, SANCTION ...")]
Status = Annotated[str | None, typer.Option(help="occurred, ongoing, planned, proposed, predicted, denied ...")]
Register = Annotated[str | None, typer.Option(help="exercise, arms, visit, meeting, agreement, restriction ...")]
Kind = Annotated[str | None, typer.Option(help="quote, reported, denial, opinion, prediction ...")]
MentionKind = Annotated[str | None, typer.Option("--kind", help="state, organisation, office, person, place ...")]
Actor = Annotated[str | None, typer.Option(help="Where this code takes part anyhow; KAZ takes in KAZ:ministry.")]
Between = Annotated[tuple[str, str] | None, typer.Option(help="Where both of these codes are parties.", metavar="A B")]
By = Annotated[str | None, typer.Option(help="Done by this code.")]
To = Annotated[str | None, typer.Option(help="Done to this code.")]
Speaks = Annotated[str | None, typer.Option("--by", help="Said by this code, or by somebody so named.")]
About = Annotated[str | None, typer.Option(help="Said about this code.")]
Since = Annotated[str | None, typer.Option(help="Not before this day, month or year, such as 2024-05.")]
Until = Annotated[str | None, typer.Option(help="Not after this day, month or year.")]
AsOf = Annotated[str | None, typer.Option(help="Show what the tables know of the actor on this day; needs no corpus.")]
LookedAt = Annotated[str | None, typer.Option("--as-of", help="The day on which they are looked at; else the latest page's.")]
AllVersions = Annotated[bool, typer.Option("--all-versions", help="Of pages read with several texts all, not only the latest.")]
AsRead = Annotated[str | None, typer.Option(help="As pages had been read by this day, month or year (UTC), such as 2024-05.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many rows.")]

HERE = Path("corpus")
