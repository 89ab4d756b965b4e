"""The listing commands: one for each table, with filters."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.view.filters import Filter
from dragoman.view.options import (
    HERE,
    About,
    Actor,
    Between,
    By,
    CorpusOption,
    Doc,
    Format,
    FormatOption,
    Kind,
    Lang,
    Limit,
    MentionKind,
    Register,
    Since,
    Speaks,
    Status,
    To,
    Type,
    Until,
)  # fmt: skip
from dragoman.view.session import list_rows, opened, print_dict, print_rows


def articles(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, since: Since = None, until: Until = None,
    limit: Limit = None, format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List the articles, latest first."""
    list_rows(corpus, "articles", Filter(doc=doc, lang=lang, since=since, until=until, limit=limit), format)


def events(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, type: Type = None, status: Status = None,
    register: Register = None, actor: Actor = None, between: Between = None, by: By = None, to: To = None,
    since: Since = None, until: Until = None, limit: Limit = None, format: FormatOption = Format.table,
    explain: Annotated[str | None, typer.Option(help="Explain this event: an id, or the beginning of one.")] = None,
) -> None:  # fmt: skip
    """List the events: who did what with whom, with the page's own words."""
    if explain is not None:
        return _explain(corpus, explain, format)
    chosen = Filter(doc=doc, lang=lang, type=type, status=status, register=register, actor=actor, between=between,
                    by=by, to=to, since=since, until=until, limit=limit)  # fmt: skip
    return list_rows(corpus, "events", chosen, format)


def _explain(path: CorpusOption, key: str, form: Format) -> None:
    from dragoman import pipeline
    from dragoman.view import drawing, explaining

    with opened(path) as corpus:
        found = explaining.explain_event(corpus, key, pipeline.load())
    print_dict(found, form, drawing.explained)


def claims(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, kind: Kind = None, actor: Actor = None,
    by: Speaks = None, about: About = None, since: Since = None, until: Until = None, limit: Limit = None,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List the claims: who says what, and the way by which it came."""
    chosen = Filter(doc=doc, lang=lang, kind=kind, actor=actor, by=by, about=about, since=since, until=until,
                    limit=limit)  # fmt: skip
    list_rows(corpus, "claims", chosen, format)


def mentions(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, kind: MentionKind = None, actor: Actor = None,
    limit: Limit = None, format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List the words that name actors, places, times and amounts."""
    list_rows(corpus, "mentions", Filter(doc=doc, lang=lang, kind=kind, actor=actor, limit=limit), format)


def actors(
    code: Annotated[str | None, typer.Argument(help="Only this one and what belongs to it.")] = None,
    corpus: CorpusOption = HERE, limit: Limit = None, format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List the actors that pages name, with what they do, receive and say."""
    from dragoman.view import queries

    with opened(corpus) as held:
        print_rows("actors", queries.actors(held, code, limit), format, limit)


def register(
    name: Annotated[str, typer.Argument(help="exercise, arms, visit, meeting, agreement, facility, training ...")],
    corpus: CorpusOption = HERE, lang: Lang = None, status: Status = None, actor: Actor = None,
    between: Between = None, since: Since = None, until: Until = None, limit: Limit = None,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List the events of one kind with their attributes: exercises, arms, visits ..."""
    from dragoman import codebook
    from dragoman.view.session import fail

    known = sorted({concept.register for concept in codebook.load().concepts.values() if concept.register})
    if name not in known:
        fail(f"no register {name!r}; there are {', '.join(known)}")
    chosen = Filter(register=name, lang=lang, status=status, actor=actor, between=between, since=since, until=until,
                    limit=limit)  # fmt: skip
    list_rows(corpus, "events", chosen, format)


def rejected(corpus: CorpusOption = HERE, doc: Doc = None, limit: Limit = None, format: FormatOption = Format.table) -> None:
    """List what was dropped, and why."""
    list_rows(corpus, "rejected", Filter(doc=doc, limit=limit), format)


COMMANDS = (articles, events, claims, mentions, actors, register, rejected)  # in the order of `--help`
