"""One look at a source: its list fetched, new addresses noted, and the pages behind them fetched as documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from dragoman.ingest import feeds, watching
from dragoman.ingest.feeds import Entry
from dragoman.ingest.fetch import Fetched, as_document
from dragoman.ingest.watching import DAY, Item, Look, Source, State
from dragoman.ingest.xmltext import BadXml
from dragoman.model import Document, Rejected, Told

Mark = tuple[str | None, str | None]  # etag, modified
LISTINGS = 50  # sitemaps of one index, the latest first
OLD = 30 * DAY  # a sitemap lists a site's whole past: what is older is not fetched
# Failures that another try would not change.
LASTING = frozenset(("robots", "private-address", "bad-address", "too-large", "http-404", "http-410", "http-451"))


class Fetches(Protocol):
    """What fetches: `fetch.Fetcher`, or a fake of it."""

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched | Rejected:
        """Returns what is at the address, or why it is not to be had."""
        ...


@dataclass(slots=True)
class Listing:
    """What a look at a source's list gave. `error` is the last failure, empty where all went well."""

    entries: list[Entry] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    error: str = ""
    older: int = 0  # addresses that were passed over


@dataclass(frozen=True, slots=True)
class Got:
    """An article that was fetched: the document to be read or why there is none, and what holds of the article then.

    `item` is that of a failure; where there is a document it holds only once that was read. `unchanged`: a page that was read
    before and has not changed.
    """

    item: Item
    outcome: Document | Rejected | None
    mark: Mark = (None, None)


def listing(source: Source, before: Look | None, fetcher: Fetches, since: str) -> Listing:
    """Returns what a source lists now. `since` is the ISO day before which a sitemap's addresses are passed over."""
    found = Listing()
    if source.kind == "pages":
        found.entries = [Entry(address) for address in source.addresses]
        return found
    for address in source.addresses:
        _look(address, source.kind, before.marks if before else {}, fetcher, found, since, follow=True)
    return found


def _look(
    address: str, kind: str, marks: Mapping[str, Mark], fetcher: Fetches, found: Listing, since: str, follow: bool
) -> None:  # fmt: skip
    etag, modified = marks.get(address, (None, None))
    answer = fetcher.fetch(address, etag, modified)
    if isinstance(answer, Rejected):
        found.error = _why(answer)
        return
    if answer.status == 304:
        return
    try:
        entries = feeds.entries(answer.data, answer.address, answer.charset)
    except BadXml as error:
        found.error = f"{error.reason}: {error}"
        return
    below = sorted((one for one in entries if one.listing), key=lambda one: one.updated or "9", reverse=True)
    fresh = [one for one in entries if not one.listing and (kind == "feed" or _recent(one, since))]
    found.older += sum(not one.listing for one in entries) - len(fresh)
    found.entries += fresh
    if not below:  # an index has no mark of its own: that it is the same does not say that its sitemaps are
        found.marks[address] = (answer.etag, answer.modified)
    for one in below[:LISTINGS] if follow else ():
        if one.address and _recent(one, since):
            _look(one.address, kind, marks, fetcher, found, since, follow=False)


def _recent(entry: Entry, since: str) -> bool:
    return (entry.published or entry.updated or "9") >= since


def _why(failure: Rejected) -> str:
    return f"{failure.reason}: {failure.detail}" if failure.detail else failure.reason


def fresh(source: Source, found: Listing, state: State, now: int) -> list[Item]:
    """Returns what is to be noted of a listing's articles: the new ones, and pages to be looked at again."""
    told = [(one.address, _told(one, source)) for one in found.entries if one.address]
    if source.kind != "pages":
        return list(watching.listed(source, told, state, now))
    new = [
        Item(source.name, address, now, now, now, told=words)
        for address, words in told
        if (source.name, address) not in state.items
    ]
    told_of = dict(told)
    known = (one for one in state.of(source.name) if one.state != watching.WAITING and one.address in told_of)
    return new + [watching.again(item, now, told_of[item.address]) for item in known]


def _told(entry: Entry, source: Source) -> Told | None:
    if source.kind == "pages":
        return Told("web", outlet=source.outlet) if source.outlet else None
    return replace(entry.told, address=None, outlet=source.outlet or entry.outlet)


def fetched(
    items: Sequence[Item],
    whole: Mapping[str, Entry],
    fetcher: Fetches,
    marks: Mapping[str, Mark],
    wait: Callable[[], None],
    now: int,
) -> Iterator[Got]:
    """Yields each article as it is fetched, `wait` being called before each but the first.

    Where a page is not to be had and the feed held it whole (`whole`, by address), it is read out of the feed. `marks` are
    those of pages that were read before.
    """
    for number, item in enumerate(items):
        if number:
            wait()
        etag, modified = marks.get(item.address, (None, None))
        answer = fetcher.fetch(item.address, etag, modified)
        if isinstance(answer, Rejected):
            yield _instead(item, answer, whole, now)
        elif answer.status == 304:
            yield Got(watching.unchanged(item), None, (etag, modified))
        else:
            page = as_document(replace(answer, asked=item.address))
            yield _page(item, replace(page, told=of_both(item.told, page.told)), (answer.etag, answer.modified))


def _instead(item: Item, failure: Rejected, whole: Mapping[str, Entry], now: int) -> Got:
    if item.address in whole:
        held = feeds.document(item.address, whole[item.address])
        return _page(item, replace(held, told=item.told or held.told) if isinstance(held, Document) else held)
    return Got(watching.failed(item, now, _why(failure), failure.reason in LASTING), replace(failure, doc=item.address))


def _page(item: Item, page: Document | Rejected, mark: Mark = (None, None)) -> Got:
    """Returns what was got; a page whose bytes were read before is not read again."""
    if not isinstance(page, Document):
        return Got(item, page, mark)
    if page.document_id == item.digest:
        return Got(watching.unchanged(item), None, mark)
    return Got(replace(item, digest=page.document_id), page, mark)


def of_both(told: Told | None, web: Told | None) -> Told | None:
    """Returns what the feed says, with the address at which the page was found."""
    return replace(told, address=web.address if web else None) if told else web
