"""The listing commands: one for each table, with filters."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.view.filters import Filter
from dragoman.view.options import (
    HERE,
    About,
    Actor,
    AllVersions,
    AsOf,
    AsRead,
    Between,
    By,
    CorpusOption,
    Doc,
    Format,
    FormatOption,
    Kind,
    Lang,
    Limit,
    LookedAt,
    MentionKind,
    Register,
    Since,
    Speaks,
    Status,
    To,
    Type,
    Until,
)  # fmt: skip
from dragoman.view.session import check, fail, list_rows, opened, print_dict, print_rows


def articles(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, since: Since = None, until: Until = None,
    limit: Limit = None, format: FormatOption = Format.table, all_versions: AllVersions = False, as_read: AsRead = None,
) -> None:  # fmt: skip
    """List the articles, latest first."""
    chosen = Filter(doc=doc, lang=lang, since=since, until=until, limit=limit)
    list_rows(corpus, "articles", chosen, format, all_versions, as_read)


def events(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, type: Type = None, status: Status = None,
    register: Register = None, actor: Actor = None, between: Between = None, by: By = None, to: To = None,
    since: Since = None, until: Until = None, limit: Limit = None, format: FormatOption = Format.table,
    all_versions: AllVersions = False, as_read: AsRead = None,
    explain: Annotated[str | None, typer.Option(help="Explain this event: an id, or the beginning of one.")] = None,
) -> None:  # fmt: skip
    """List the events: who did what with whom, with the page's own words."""
    if explain is not None:
        return _explain(corpus, "event", explain, format)
    chosen = Filter(doc=doc, lang=lang, type=type, status=status, register=register, actor=actor, between=between,
                    by=by, to=to, since=since, until=until, limit=limit)  # fmt: skip
    return list_rows(corpus, "events", chosen, format, all_versions, as_read)


def _explain(path: CorpusOption, what: str, key: str, form: Format) -> None:
    from dragoman import pipeline
    from dragoman.view import drawing, explaining

    explain = explaining.explain_event if what == "event" else explaining.explain_claim
    with opened(path) as corpus:
        found = explain(corpus, key, pipeline.load())
    print_dict(found, form, drawing.explained)


def claims(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, kind: Kind = None, actor: Actor = None,
    by: Speaks = None, about: About = None, since: Since = None, until: Until = None, limit: Limit = None,
    format: FormatOption = Format.table, all_versions: AllVersions = False, as_read: AsRead = None,
    explain: Annotated[str | None, typer.Option(help="Explain this claim: an id, or the beginning of one.")] = None,
) -> None:  # fmt: skip
    """List the claims: who says what, and the way by which it came."""
    if explain is not None:
        return _explain(corpus, "claim", explain, format)
    chosen = Filter(doc=doc, lang=lang, kind=kind, actor=actor, by=by, about=about, since=since, until=until,
                    limit=limit)  # fmt: skip
    return list_rows(corpus, "claims", chosen, format, all_versions, as_read)


def mentions(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, kind: MentionKind = None, actor: Actor = None,
    limit: Limit = None, format: FormatOption = Format.table, all_versions: AllVersions = False, as_read: AsRead = None,
) -> None:  # fmt: skip
    """List the words that name actors, places, times and amounts."""
    chosen = Filter(doc=doc, lang=lang, kind=kind, actor=actor, limit=limit)
    list_rows(corpus, "mentions", chosen, format, all_versions, as_read)


def actors(
    code: Annotated[str | None, typer.Argument(help="Only this one and what belongs to it.")] = None,
    corpus: CorpusOption = HERE, limit: Limit = None, format: FormatOption = Format.table, as_of: AsOf = None,
) -> None:  # fmt: skip
    """List the actors that pages name, with what they do, receive and say; or what the tables know of one on a day."""
    from dragoman.view import queries

    if as_of is not None:
        return _known(code, as_of, format)

    with opened(corpus) as held:
        print_rows("actors", queries.actors(held, code, limit), format, limit)
    return None


def _known(code: str | None, date: str, form: Format) -> None:
    from dragoman import actors as tables
    from dragoman.view import drawing, known
    from dragoman.view.queries import NotFoundError

    if code is None:
        fail("--as-of needs an actor, such as: dragoman actors KAZ --as-of 2023-05-01")
    check(Filter(since=date))
    try:
        found = known.known(tables.load(), code, date)
    except NotFoundError as error:
        fail(str(error))
    print_dict(found, form, drawing.known)


def register(
    name: Annotated[str, typer.Argument(help="exercise, arms, visit, meeting, agreement, facility, training ...")],
    corpus: CorpusOption = HERE, lang: Lang = None, status: Status = None, actor: Actor = None,
    between: Between = None, since: Since = None, until: Until = None, limit: Limit = None,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List the events of one kind with their attributes: exercises, arms, visits ..."""
    from dragoman import codebook

    known = sorted({concept.register for concept in codebook.load().concepts.values() if concept.register})
    if name not in known:
        fail(f"no register {name!r}; there are {', '.join(known)}")
    chosen = Filter(register=name, lang=lang, status=status, actor=actor, between=between, since=since, until=until,
                    limit=limit)  # fmt: skip
    list_rows(corpus, "events", chosen, format)


def predictions(
    corpus: CorpusOption = HERE, doc: Doc = None, lang: Lang = None, actor: Actor = None, by: Speaks = None,
    about: About = None, since: Since = None, until: Until = None, as_of: LookedAt = None, limit: Limit = None,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """List what pages predict: who, what by when, how sure, and whether it has been settled."""
    from dragoman.view import predictions as foretold

    chosen = Filter(doc=doc, lang=lang, actor=actor, by=by, about=about, since=since, until=until)
    check(chosen)
    check(Filter(since=as_of))
    with opened(corpus) as held:
        print_rows("predictions", foretold.predictions(held, chosen, as_of)[:limit], format, limit)


def rejected(corpus: CorpusOption = HERE, doc: Doc = None, limit: Limit = None, format: FormatOption = Format.table) -> None:
    """List what was dropped, and why."""
    list_rows(corpus, "rejected", Filter(doc=doc, limit=limit), format)


COMMANDS = (articles, events, claims, mentions, actors, register, predictions, rejected)  # in the order of `--help`
