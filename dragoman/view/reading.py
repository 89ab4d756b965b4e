"""The `read` command's part that faces people: a progress bar, then what was read and what the corpus now holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.model import Document, Rejected
from dragoman.view import session
from dragoman.view.options import Format
from dragoman.view.queries import Row
from dragoman.view.summary import summary

if TYPE_CHECKING:
    from dragoman.store import Corpus


def read(paths: Sequence[str], corpus: Corpus, workers: int, runner: str, fields: str = "", allow_private: bool = False) -> Row:
    """Reads pages into a corpus with a bar on stderr; returns {read, known, rejected: [rows]} of this run.

    `fields` maps columns of tables («text=body,date=day»); `allow_private` lets addresses of private networks be fetched.
    Ends the command where the paths or the runner are not to be had, or it is stopped. Raises BusyCorpus and
    DamagedCorpus.
    """
    documents, files = _documents(paths, fields, allow_private)
    from dragoman import pipeline, run

    try:
        with progress(files) as step:
            done = run.read(
                documents,
                pipeline.load,
                corpus,
                pipeline.version(),
                runner=runner,
                workers=workers,
                shard_size=shard_size(files, workers),
                progress=lambda so_far: step(so_far.read + so_far.known),
            )
    except (run.MissingRunner, run.DyingWorkers) as error:
        session.fail(str(error))
    except KeyboardInterrupt:
        session.fail("stopped; what was read is kept, and the same command goes on from there", session.STOPPED)
    return {"read": done.read, "known": done.known, "rejected": [asdict(row) for row in done.rejected]}


def _documents(paths: Sequence[str], fields: str, allow_private: bool) -> tuple[Iterator[Document | Rejected], int]:
    from dragoman import ingest
    from dragoman.ingest.fetch import Fetcher, Policy
    from dragoman.ingest.fields import fields_of
    from dragoman.ingest.walk import walk

    fetcher = Fetcher(Policy(allow_private=True)) if allow_private else None
    try:
        documents = ingest.documents(paths, fields=fields_of(fields), fetcher=fetcher)
    except (FileNotFoundError, ValueError) as error:
        session.fail(str(error))
    return documents, sum(1 if ingest.is_address(path) else sum(1 for _ in walk(Path(path))) for path in paths)


def shard_size(files: int, workers: int) -> int:
    """Returns how many documents go in a shard: few enough that all workers have some, and the bar moves."""
    from dragoman.run import SHARD_DOCUMENTS

    return min(SHARD_DOCUMENTS, max(4, -(-files // (4 * workers))))


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """Yields a function that is told how many pages are done and draws that on stderr; a container may hold more."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from dragoman.view import terminal

    console = terminal.console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda done: bar.update(task, completed=done, total=max(total, done))


def report(outcome: Row, corpus: Corpus, form: Format) -> None:
    """Prints what this run did and what the corpus holds now."""
    from dragoman.view import figures

    session.print_dict({"run": outcome, **summary(corpus, flag=_flag(corpus.path))}, form, figures.summary)


def _flag(path: Path) -> str:
    import shlex

    from dragoman.view.options import HERE

    return "" if path == HERE else f" --corpus {shlex.quote(str(path))}"


def languages() -> list[Row]:
    """Returns the languages that pages are read in: {code, name, own_name}."""
    from dragoman import languages as folders

    known = [folders.load(code) for code in folders.codes()]
    return [{"code": one.code, "name": one.name, "own_name": one.own_name} for one in known]
