"""The command line. Every command is a thin wrapper: the same calls are there for a script.

Exit status: 0 done, 1 some documents rejected, 2 wrong usage, 3 damaged corpus. Heavy libraries are imported in the
commands that need them, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.view import session
from dragoman.view.listings import COMMANDS
from dragoman.view.options import HERE, AsRead, CorpusOption, Format, FormatOption, Runner
from dragoman.view.session import SOME_REJECTED, fail, opened

app = typer.Typer(
    name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news about states in the languages it is written in: who did what with whom, who says so, with the "
    "page's own words.",
    epilog="Start with: dragoman read FOLDER",
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"dragoman {version('dragoman')}")
        except PackageNotFoundError:
            typer.echo("dragoman, from a checkout")
        raise typer.Exit


@app.callback()
def _dragoman(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None: ...


@app.command(rich_help_panel="Read")
def read(
    paths: Annotated[list[str], typer.Argument(help="Files, folders or web addresses of pages.", metavar="PATH...")],
    corpus: CorpusOption = HERE,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="So many at once.")] = 1,
    runner: Annotated[
        Runner | None,
        typer.Option(help="Where pages are read; without it in processes if there are several workers, else here."),
    ] = None,
    fields: Annotated[str, typer.Option(help="Which column of a table holds what: text=body,published=day.")] = "",
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private networks too.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Read pages into a corpus and sum up what is in it. Pages that it already holds are not read again."""
    from dragoman.view import reading

    with opened(corpus) as held:
        chosen = runner or (Runner.processes if workers > 1 else Runner.local)
        outcome = reading.read(paths, held, workers, chosen, fields, allow_private)
        reading.report(outcome, held, format)
    if outcome["rejected"]:
        raise typer.Exit(SOME_REJECTED)


@app.command(rich_help_panel="Read")
def watch(
    sources: Annotated[Path, typer.Argument(help="A TOML file of feeds, sitemaps and pages.", metavar="SOURCES.toml")],
    corpus: CorpusOption = HERE,
    once: Annotated[bool, typer.Option("--once", help="Look at what is due now, then end.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private networks too.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Read what feeds and pages publish when it is due, and say which sources went quiet."""
    from dragoman.ingest.fetch import Fetcher, Policy
    from dragoman.view import watch as watching

    with opened(corpus) as held:
        well = watching.watch(sources, held, once, format, Fetcher(Policy(allow_private=allow_private)))
    if not well:
        raise typer.Exit(SOME_REJECTED)


for command in COMMANDS:
    app.command(rich_help_panel="Look")(command)


@app.command(rich_help_panel="Look")
def show(
    doc: Annotated[str, typer.Argument(help="Path, address, id, or the end of a path.")],
    corpus: CorpusOption = HERE,
    format: FormatOption = Format.table,
    as_read: AsRead = None,
) -> None:
    """Show an article with everything marked in it: actors, events, claims, what was left out and why."""
    from dragoman.view import drawing
    from dragoman.view.article import article_view

    with opened(corpus, as_read=as_read) as held:
        view = article_view(held, doc)
    session.print_dict(view, format, drawing.article)


@app.command(rich_help_panel="Look")
def diff(
    doc: Annotated[str, typer.Argument(help="Path, address, id, or the end of a path.")],
    old: Annotated[int | None, typer.Option("--from", metavar="N", help="The earlier version; else the one before.")] = None,
    new: Annotated[int | None, typer.Option("--to", metavar="N", help="The later version; else the latest.")] = None,
    corpus: CorpusOption = HERE,
    format: FormatOption = Format.table,
) -> None:
    """Show the versions of a page that was read with several texts: what words changed, what events and claims."""
    from dragoman.view import drawn_diff
    from dragoman.view.versions import difference

    with opened(corpus) as held:
        found = difference(held, doc, old, new)
    session.print_dict(found, format, drawn_diff.difference)


@app.command(rich_help_panel="Explain")
def why(
    doc: Annotated[str, typer.Argument(help="Path, address, id, or the end of a path.")],
    line: Annotated[int, typer.Argument(help="A line of the article, counted from 1 as `show` has them.")],
    corpus: CorpusOption = HERE,
    format: FormatOption = Format.table,
) -> None:
    """Say why a line gave what it gave: what was seen in it and what was below threshold; why it was left out."""
    from dragoman import pipeline
    from dragoman.view import drawing, explaining

    with opened(corpus) as held:
        found = explaining.why(held, doc, line, pipeline.load())
    session.print_dict(found, format, drawing.line_explained)


@app.command(rich_help_panel="Take away")
def export(
    what: Annotated[str, typer.Argument(help="articles, events, claims, mentions or rejected.", metavar="WHAT")],
    corpus: CorpusOption = HERE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else standard output.")] = None,
    format: FormatOption = Format.jsonl,
) -> None:
    """Write all rows of a table as JSON lines, JSON or CSV."""
    from dragoman.export import FORMATS
    from dragoman.view import queries
    from dragoman.view.filters import EVERYTHING

    if what not in queries.WHAT:
        fail(f"cannot export {what!r}; there are {', '.join(queries.WHAT)}")
    if format is Format.table:
        fail("export writes json, jsonl or csv; the listings print tables")
    with opened(corpus) as held:
        rows = queries.LISTINGS[what](held, EVERYTHING)
    session.write(FORMATS[format](rows), output)


@app.command(rich_help_panel="Take away")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="JSON lines: events and claims as they should be.", exists=True, dir_okay=False)],
    corpus: CorpusOption = HERE,
    format: FormatOption = Format.table,
) -> None:
    """Compare the corpus with gold: precision, recall and F1 of its events and claims."""
    from dragoman.measure import agreement
    from dragoman.view import figures

    try:
        wanted = agreement.load(gold)
    except agreement.GoldError as error:
        fail(f"{gold}: {error}")
    with opened(corpus) as held:
        found = agreement.evaluate(wanted, held.rows("events"), held.rows("claims"))
    session.print_dict(found, format, figures.scores)


@app.command(rich_help_panel="Keep")
def digest(corpus: CorpusOption = HERE) -> None:
    """Print a hash of all rows: the same for the same pages, in any order, with any number of workers."""
    with opened(corpus) as held:
        typer.echo(held.digest())


@app.command(rich_help_panel="Keep")
def compact(corpus: CorpusOption = HERE) -> None:
    """Merge small shards of a corpus into larger ones; its rows stay the same."""
    with opened(corpus) as held:
        held.compact()


@app.command(rich_help_panel="Keep")
def languages(format: FormatOption = Format.table) -> None:
    """List the languages that pages are read in."""
    from dragoman.view import reading

    session.print_rows("languages", reading.languages(), format)


@app.command(rich_help_panel="Look")
def serve(
    corpus: CorpusOption = HERE,
    host: Annotated[str, typer.Option(help="Where to listen; others than this machine see it only if you say so.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8765,
) -> None:
    """Show the corpus in a browser: articles with their events and claims beside them."""
    from dragoman.view import web

    with opened(corpus) as held:
        held.rows("articles", "false")  # no corpus, or a damaged one, is said now and not in the browser
    try:
        web.serve(corpus, host, port, lambda address: typer.echo(f"{address} shows {corpus}; Ctrl+C ends it", err=True))
    except OSError as error:
        fail(f"cannot listen on {host}, port {port}: {error.strerror}")


def main() -> None:
    """Runs the command line; ends the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another encoding must not stop a Cyrillic word
            stream.reconfigure(encoding="utf8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
