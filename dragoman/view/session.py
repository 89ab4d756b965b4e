"""What commands do with a corpus and their output: opening it, printing rows, saying errors, exit statuses."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from dragoman.view import queries
from dragoman.view.filters import Filter
from dragoman.view.options import Format
from dragoman.view.queries import NotFoundError, Row

if TYPE_CHECKING:
    from dragoman.store import Corpus

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DONE, SOME_REJECTED, WRONG_USAGE, DAMAGED = 0, 1, 2, 3
STOPPED = 130  # as shells say of Ctrl+C
SCREENFUL = 200  # rows of a table when no limit is given


def fail(message: str, status: int = WRONG_USAGE) -> NoReturn:
    """Says what is wrong on stderr and ends with the status."""
    typer.echo(f"dragoman: {message}", err=True)
    raise typer.Exit(status)


@contextmanager
def opened(path: Path, all_versions: bool = False, as_read: str | None = None) -> Iterator[Corpus]:
    """Yields the corpus in a folder, with other versions of its pages shown where that is asked.

    What goes wrong with it ends the command with its message and status: 2 where there is no corpus, another process
    writes to it, or a name that the user gave is not in it; 3 where it is damaged.
    """
    from dragoman.store import BusyCorpus, Corpus, DamagedCorpus, NoCorpus, Shown

    if all_versions and as_read:
        fail("--all-versions and --as-read ask for different things: give one of them")
    _check_day(as_read)
    try:
        yield Corpus(path, Shown(all_versions, as_read))
    except NoCorpus:
        fail(f"no corpus at {path}; `dragoman read PATH --corpus {path}` makes one")
    except (BusyCorpus, NotFoundError) as error:
        fail(str(error.args[0]))
    except DamagedCorpus as error:
        fail(f"the corpus at {path} is damaged: {error}", DAMAGED)


def check(chosen: Filter) -> None:
    """Ends the command where a filter can fit nothing: a type, status or date that is none."""
    from dragoman import codebook
    from dragoman.model import STATUSES

    types = codebook.load().types
    if chosen.type and chosen.type.upper() not in types:
        fail(f"no type {chosen.type!r}; there are {', '.join(types)}")
    if chosen.status and chosen.status not in STATUSES:
        fail(f"no status {chosen.status!r}; there are {', '.join(STATUSES)}")
    for day in (chosen.since, chosen.until):
        _check_day(day)


def _check_day(day: str | None) -> None:
    if day and not DAY.fullmatch(day):
        fail(f"{day!r} is no date: give a year, a month or a day, such as 2024, 2024-05 or 2024-05-17")


def list_rows(
    path: Path, what: str, chosen: Filter, form: Format, all_versions: bool = False, as_read: str | None = None
) -> None:
    """Prints the rows of one listing, of the latest versions of pages or of those that are asked for."""
    check(chosen)
    with opened(path, all_versions, as_read) as corpus:
        chosen = _resolved(corpus, chosen)
        print_rows(what, queries.LISTINGS[what](corpus, chosen), form, chosen.limit)


def _resolved(corpus: Corpus, chosen: Filter) -> Filter:
    """Returns the filter with its page's full name; types in capitals as the codebook has them."""
    doc, kind = chosen.doc, chosen.type.upper() if chosen.type else None
    if doc and not corpus.rows("rejected", "doc = ?", (doc,)):
        doc = queries.article_named(corpus, doc)["doc"]
    return replace(chosen, doc=doc, type=kind)


def print_rows(what: str, rows: list[Row], form: Format, limit: int | None = None) -> None:
    """Prints rows in a format to stdout; a table without a limit stops at a screenful and says so."""
    if form is not Format.table:
        from dragoman.export import FORMATS

        return write(FORMATS[form](rows))
    from dragoman.view import terminal

    most = limit or SCREENFUL
    console = terminal.console()
    console.print(terminal.listing(what, rows[:most]))
    if len(rows) > most:
        console.print(f"of {len(rows)}; --limit shows more, --format csv or jsonl all", style="dim")
    return None


def write(lines: Iterable[str], path: Path | None = None) -> None:
    """Writes text to a file, or to stdout."""
    if path is None:
        sys.stdout.writelines(lines)
        return
    try:
        with path.open("w", encoding="utf8", newline="") as out:
            out.writelines(lines)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")


def print_dict(found: Row, form: Format, draw: Callable[[Row], object]) -> None:
    """Prints one dict: drawn, or as JSON."""
    if form is Format.table:
        from dragoman.view import terminal

        terminal.console().print(draw(found))
        return
    import json

    if form is Format.csv:
        fail("csv is for listings; json shows this as one object")
    indent = 2 if form is Format.json else None
    write([json.dumps(found, ensure_ascii=False, indent=indent, default=str) + "\n"])
