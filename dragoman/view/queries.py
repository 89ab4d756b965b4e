"""What a page shows, as plain dicts: terminal, web and `.json` all take their rows from here.

Rows are those of the contract with nothing taken away; an article's row gains `counts`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.model import CODED
from dragoman.view.filters import EVERYTHING, Filter, any_of, belongs, condition, in_period

if TYPE_CHECKING:
    from dragoman.store import Corpus

Row = dict[str, Any]

DAY = len("2024-05-01")
WHAT = ("articles", "events", "claims", "mentions", "rejected")


class NotFoundError(LookupError):
    """Nothing, or more than one thing, answers to a name; the message says so to the user."""


# --- listings


def articles(corpus: Corpus, chosen: Filter = EVERYTHING) -> list[Row]:
    """Returns article rows, latest first and undated last, each with `counts` of events, claims and blocks left out."""
    rows = corpus.rows("articles", *condition("articles", chosen))
    rows = [row for row in rows if in_period(chosen, page_date(row))]
    rows.sort(key=lambda row: row["doc"])
    rows.sort(key=page_date, reverse=True)
    rows = rows[: chosen.limit]
    same = any_of("article_id", sorted({row["article_id"] for row in rows}))
    counted = {name: Counter(row["article_id"] for row in corpus.rows(name, *same)) for name in ("events", "claims")}
    return [{**row, "counts": _counts(row, counted)} for row in rows]


def events(corpus: Corpus, chosen: Filter = EVERYTHING) -> list[Row]:
    """Returns event rows in the order of pages and of their words in them."""
    return _of_period(corpus, corpus.rows("events", *condition("events", chosen)), chosen)[: chosen.limit]


def claims(corpus: Corpus, chosen: Filter = EVERYTHING) -> list[Row]:
    """Returns claim rows in the order of pages and of their words in them."""
    return _of_period(corpus, corpus.rows("claims", *condition("claims", chosen)), chosen)[: chosen.limit]


def mentions(corpus: Corpus, chosen: Filter = EVERYTHING) -> list[Row]:
    """Returns mention rows in the order of pages and of their words in them."""
    rows = corpus.rows("mentions", *condition("mentions", chosen))
    if chosen.lang:
        spoken = {row["article_id"] for row in corpus.rows("articles", "lang = ?", (chosen.lang,))}
        rows = [row for row in rows if row["article_id"] in spoken]
    return rows[: chosen.limit]


def rejected(corpus: Corpus, chosen: Filter = EVERYTHING) -> list[Row]:
    """Returns what was dropped, with stage and reason."""
    return corpus.rows("rejected", *condition("rejected", chosen))[: chosen.limit]


LISTINGS: dict[str, Callable[[Corpus, Filter], list[Row]]] = {
    "articles": articles, "events": events, "claims": claims, "mentions": mentions, "rejected": rejected,
}  # fmt: skip


def actors(corpus: Corpus, code: str | None = None, limit: int | None = None) -> list[Row]:
    """Returns actors by how often pages name them: code, name, wordings, and in how many pages, events, claims.

    With a code, only that actor and what belongs to it.
    """
    named: dict[str, list[Row]] = defaultdict(list)
    for row in corpus.rows("mentions", "code IS NOT NULL"):
        if code is None or belongs(row["code"], code):
            named[row["code"]].append(row)
    roles = _roles(corpus)
    rows = [_actor(found, seen) | {role: roles[role][found] for role in roles} for found, seen in named.items()]
    return sorted(rows, key=lambda row: (-len(named[row["code"]]), row["code"]))[:limit]


def _actor(code: str, seen: Sequence[Row]) -> Row:
    texts = Counter(row["text"] for row in seen).most_common(5)
    return {
        "code": code,
        "name": common(row["name"] for row in seen),
        "mentions": len(seen),
        "docs": len({row["doc"] for row in seen}),
        "texts": [text for text, _ in texts],
    }


def _roles(corpus: Corpus) -> dict[str, Counter[str]]:
    rows = corpus.rows("events")
    return {
        "acts": Counter(code for row in rows for code in set(party_codes(row["actors"]))),
        "receives": Counter(code for row in rows for code in set(party_codes(row["recipients"]))),
        "says": Counter(row["speaker"]["code"] for row in corpus.rows("claims") if row["speaker"]["code"]),
    }


# --- one thing by its name


def reaching(corpus: Corpus, find: Callable[[Corpus, str], Row], key: str) -> tuple[Corpus, Row]:
    """Returns what `find` finds, in an older version of a page where the latest has it not, and the corpus that shows it.

    Raises NotFoundError.
    """
    try:
        return corpus, find(corpus, key)
    except NotFoundError:
        if corpus.shown.until is not None:  # what was read later is not to be seen
            raise
        every = corpus.all_versions()
        return every, find(every, key)


def article_named(corpus: Corpus, key: str) -> Row:
    """Returns the article with this path or address, id, or unambiguous ending of a path. Raises NotFoundError."""
    for asked in ("doc = ?", "article_id = ?"):
        if exact := corpus.rows("articles", asked, (key,)):
            return exact[0]
    near = {row["doc"]: row for row in corpus.rows("articles", "ends_with(doc, ?)", (key,))} if key else {}
    if len(near) == 1:
        return next(iter(near.values()))
    if not near:
        raise NotFoundError(_why_no_article(corpus, key))
    some = ", ".join(list(near)[:5])
    raise NotFoundError(f"{len(near)} articles end in {key!r}: {some}; give more of the path")


def _why_no_article(corpus: Corpus, key: str) -> str:
    for row in corpus.rows("rejected", "doc = ?", (key,)):
        return f"{key} was rejected by {row['stage']}: {row['reason']} {row['detail'] or ''}".rstrip()
    return f"no article {key!r} in this corpus; `dragoman articles` lists what there is"


def event_named(corpus: Corpus, key: str) -> Row:
    """Returns the event with this id or unambiguous beginning of one. Raises NotFoundError."""
    return _named(corpus, "event", key)


def claim_named(corpus: Corpus, key: str) -> Row:
    """Returns the claim with this id or unambiguous beginning of one. Raises NotFoundError."""
    return _named(corpus, "claim", key)


def _named(corpus: Corpus, what: str, key: str) -> Row:
    found = corpus.rows(f"{what}s", f"starts_with({what}_id, ?)", (key,)) if key else []
    if len({row[f"{what}_id"] for row in found}) == 1:
        return found[0]
    if not found:
        raise NotFoundError(f"no {what} {key!r} in this corpus; `dragoman {what}s` lists what there is, with ids")
    raise NotFoundError(f"{len(found)} {what}s begin with {key!r}; give more of the id")


# --- small helpers


def party_codes(parties: Iterable[Row]) -> list[str]:
    """Returns the codes of actors or recipients, in order."""
    return [party["code"] for party in parties]


def common(values: Iterable[str | None]) -> str | None:
    """Returns the value that occurs most, the first in alphabet among equals; None where there is none."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def page_date(row: Row) -> str:
    """Returns the day on which an article appeared, partial where the page's date is, empty where it does not say."""
    return ((row.get("published") or {}).get("date") or "")[:DAY]


def _of_period(corpus: Corpus, rows: list[Row], chosen: Filter) -> list[Row]:
    if not chosen.dated:
        return rows
    undated = any_of("article_id", sorted({row["article_id"] for row in rows if not _own_dates(row)}))
    pages = {row["article_id"]: page_date(row) for row in corpus.rows("articles", *undated)}
    return [row for row in rows if in_period(chosen, *(_own_dates(row) or (pages[row["article_id"]],)))]


def _own_dates(row: Row) -> tuple[str, str | None] | None:
    own = row.get("date") or {}
    first = own.get("start") or own.get("end")
    # "--01-25" is a day of an unknown year: the page's own day says more.
    return (first, own.get("end")) if first and first[0].isdigit() else None


def _counts(row: Row, counted: dict[str, Counter[str]]) -> Row:
    counts: Row = {name: counter[row["article_id"]] for name, counter in counted.items()}
    return {**counts, "left_out": left_out(row)}


def left_out(article: Row) -> int:
    """Returns how many blocks with words in them are not coded from."""
    text = article["text"]
    return sum(bool(b["kind"] not in CODED and text[b["start"] : b["end"]].strip()) for b in article["blocks"])
