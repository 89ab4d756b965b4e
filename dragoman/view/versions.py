"""The versions of a page, and what became of it from one to another: plain dicts, for terminal, web and `.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.view.diff import changes, matched, paragraphs
from dragoman.view.queries import NotFoundError, Row, article_named

if TYPE_CHECKING:
    from dragoman.store import Corpus

ROWS = ("events", "claims")
SHOWN = ("doc", "article_id", "lang", "title", "published", "updated")


def versions(corpus: Corpus, key: str) -> list[Row]:
    """Returns the versions of the page with this path or address, id, or unambiguous ending of a path, the latest last.

    Each is {number, read: [times, UTC], doc, article_id, document_id, lang, title, published, updated, coded_by, events,
    claims}: numbers from 1; `read` are the runs in which the page came to have this text; `coded_by` is the program's
    version; events and claims are how many there are. A reading that gave no text is no version. Raises NotFoundError.
    """
    return _versions(corpus.all_versions(), key)


def _versions(every: Corpus, key: str) -> list[Row]:
    doc = article_named(every, key)["doc"]
    held = [row for row in every.versions(doc) if row["article_id"]]
    return [_version(every, number, row, doc) for number, row in enumerate(held, start=1)]


def _version(every: Corpus, number: int, held: Row, doc: str) -> Row:
    asked = ("doc = ? AND article_id = ?", (doc, held["article_id"]))
    (article,) = every.rows("articles", *asked)
    told = {"number": number, "read": held["read"], **{name: article.get(name) for name in SHOWN}}
    counts = {name: len(every.rows(name, *asked)) for name in ROWS}
    return {**told, "document_id": held["document_id"], "coded_by": held["version"], **counts}


def difference(corpus: Corpus, key: str, old: int | None = None, new: int | None = None) -> Row:
    """Returns what became of a page from version `old` to version `new`; without them from the last but one to the last.

    {doc, versions, from, to, coded_alike, text, events, claims}: `text` as `diff.changes` gives it, each side with the
    ids of its events and claims; `events` and `claims` as `diff.matched` gives them. `coded_alike` is False where another
    version of the program coded the one than the other, so that rows may differ for that. `from` is None where there is
    one version only: then nothing changed. Raises NotFoundError.
    """
    every = corpus.all_versions()
    found = _versions(every, key)
    after = _numbered(found, len(found) if new is None else new)
    before = _before(found, old, after["number"])
    told = {"doc": after["doc"], "versions": found, "from": before and before["number"], "to": after["number"]}
    if before is None:
        nothing = {name: matched((), (), name) for name in ROWS}
        return {**told, "coded_alike": True, "text": [], **nothing}
    (one, first), (other, second) = (_read(every, version) for version in (before, after))
    text = [_with_rows(change, first, second) for change in changes(paragraphs(one), paragraphs(other))]
    rows = {name: matched(first[name], second[name], name) for name in ROWS}
    return {**told, "coded_alike": before["coded_by"] == after["coded_by"], "text": text, **rows}


def _before(found: Sequence[Row], old: int | None, new: int) -> Row | None:
    if old is not None:
        return _numbered(found, old)
    return _numbered(found, new - 1) if new > 1 else None


def _numbered(found: Sequence[Row], number: int) -> Row:
    if 1 <= number <= len(found):
        return found[number - 1]
    there = "is one version" if len(found) == 1 else f"are {len(found)} versions"
    raise NotFoundError(f"no version {number} of {found[0]['doc']}: there {there}, numbered from 1")


def _read(every: Corpus, version: Row) -> tuple[Row, dict[str, list[Row]]]:
    asked = ("doc = ? AND article_id = ?", (version["doc"], version["article_id"]))
    (article,) = every.rows("articles", *asked)
    return article, {name: every.rows(name, *asked) for name in ROWS}


def _with_rows(change: Row, old: dict[str, list[Row]], new: dict[str, list[Row]]) -> Row:
    return {**change, "old": _side(change["old"], old), "new": _side(change["new"], new)}


def _side(side: Row | None, rows: dict[str, list[Row]]) -> Row | None:
    """Returns a paragraph with the ids of the events and claims whose words stand in it."""
    if side is None:
        return None
    return {**side, **{name: [row[f"{name[:-1]}_id"] for row in rows[name] if _in(row, side)] for name in ROWS}}


def _in(row: Row, side: Row) -> bool:
    return bool(row["evidence"]["start"] < side["end"] and side["start"] < row["evidence"]["end"])
