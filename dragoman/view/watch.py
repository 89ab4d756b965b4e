"""The `watch` command: looks at sources when they are due, reads what is new into the corpus, says how each source stands."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ingest import rounds, watching
from dragoman.ingest.feeds import Entry
from dragoman.ingest.rounds import Got
from dragoman.ingest.watching import BadSources, DamagedState, Item, Look, Source, State
from dragoman.model import Document, Rejected
from dragoman.view import session
from dragoman.view.options import Format
from dragoman.view.queries import Row

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.ingest.rounds import Fetches
    from dragoman.run import Summary
    from dragoman.store import Corpus

LOCK = ".watch.lock"
AT_ONCE = 200  # articles of a source in one round; the rest wait for the next, and other sources have their turn
BATCH, BATCH_BYTES = 32, 32 * 2**20  # pages that are read together; the corpus is locked only while they are
BUSY = 30  # seconds until another try, where another process writes to the corpus
LONGEST_SLEEP = 60  # seconds; a clock that is set forward or a laptop that wakes is noticed

Read = Callable[[Sequence[Document | Rejected]], "Summary"]


@dataclass(slots=True)
class Watch:
    """What a round needs. `clock` gives seconds since 1970, `read` codes documents into the corpus."""

    sources: tuple[Source, ...]
    corpus: Corpus
    fetcher: Fetches
    read: Read
    state: State
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    older: dict[str, int] = field(default_factory=dict)  # by source: addresses that its last look passed over
    # By source that this process looked at, by address: entries that hold their page whole, as long as that waits.
    whole: dict[str, dict[str, Entry]] = field(default_factory=dict)
    dropped: int = 0  # pages that could not be fetched or gave no article

    @property
    def now(self) -> int:
        """Returns the time in seconds since 1970."""
        return int(self.clock())

    @property
    def file(self) -> Path:
        """Returns the file that holds what was seen."""
        return self.corpus.path / watching.FILE

    def round(self) -> list[Row]:
        """Looks at every source that is due, reads what waits, and returns the report: a row for each source."""
        new: dict[str, int] = {}
        due = set(watching.due(self.sources, self.state, self.now))
        for source in self.sources:
            if source in due or self._forgotten(source):
                self._look(source)
            new[source.name] = self._articles(source)
        return [self.row(source, new[source.name]) for source in self.sources]

    def _forgotten(self, source: Source) -> bool:
        """Tells whether articles of a feed wait for their first try that an earlier process noted, and was stopped: it knew which
        of them the feed holds whole.
        """
        if source.kind != "feed" or source.name in self.whole:
            return False
        return any(not item.tries for item in watching.waiting(source, self.state, self.now))

    def _look(self, source: Source) -> None:
        """Notes what a source lists, and which entries hold their page whole. A feed is asked for even if it is the same where
        that was forgotten.
        """
        since = datetime.fromtimestamp(self.now - rounds.OLD, UTC).date().isoformat()
        before = self.state.looks.get(source.name)
        anew = before is not None and self._forgotten(source)
        found = rounds.listing(source, None if anew else before, self.fetcher, since)
        self.older[source.name] = found.older
        noted: list[Item | Look] = list(rounds.fresh(source, found, self.state, self.now))
        watching.note(self.file, self.state, [*noted, watching.looked(source, before, self.now, found.error, found.marks)])
        self.whole.setdefault(source.name, {}).update({one.address: one for one in found.entries if one.whole and one.address})

    def _articles(self, source: Source) -> int:
        """Fetches and reads what waits of a source; returns how many articles that gave."""
        look = self.state.looks.get(source.name)
        if look is None:
            return 0
        items = watching.waiting(source, self.state, self.now)[:AT_ONCE]
        marks = look.marks if source.kind == "pages" else {}
        whole = self.whole.get(source.name, {})
        got = rounds.fetched(items, whole, self.fetcher, marks, lambda: self.sleep(source.delay), self.now)
        new = sum(self._put(source, batch) for batch in batches(got))
        left = {item.address for item in self.state.of(source.name) if item.state == watching.WAITING} if whole else set()
        for address in whole.keys() - left:
            del whole[address]
        return new

    def _put(self, source: Source, batch: Sequence[Got]) -> int:
        """Reads a batch, and only then notes its articles as read: a stop in between costs a second fetch, not an article."""
        outcomes = [one.outcome for one in batch if one.outcome is not None]
        done = self.read(outcomes) if outcomes else None
        spoken = self._languages([one.doc for one in outcomes if isinstance(one, Document)])
        why = {one.doc: f"{one.reason}: {one.detail}".rstrip(": ") for one in done.rejected} if done else {}
        noted: list[Item | Look] = [
            watching.read(one.item, self.now, spoken.get(one.outcome.doc, ""), why.get(one.outcome.doc, ""))
            if isinstance(one.outcome, Document)
            else one.item
            for one in batch
        ]
        if source.kind == "pages":
            look = self.state.looks[source.name]
            noted.append(replace(look, marks={**look.marks, **{one.item.address: one.mark for one in batch}}))
        watching.note(self.file, self.state, noted)
        self.dropped += sum(one.doc not in spoken for one in outcomes)
        return sum(one.doc in spoken for one in outcomes if isinstance(one, Document))

    def _languages(self, docs: Sequence[str]) -> dict[str, str]:
        rows = self.corpus.rows("articles", "doc IN (SELECT unnest(?))", (list(docs),)) if docs else ()
        return {row["doc"]: row["lang"] for row in rows}

    def row(self, source: Source, new: int) -> Row:
        """Returns how a source stands: its row of the report, times in ISO."""
        now, look = self.now, self.state.looks.get(source.name)
        stands = watching.standing(source, self.state, now)
        items = self.state.of(source.name)
        failing = [one for one in items if one.error and (one.state == watching.WAITING or one.at > now - watching.WEEK)]
        return {
            "source": source.name,
            "new": new,
            "week": stands.week,
            "at_least_a_week": source.expected.at_least_a_week,
            "languages": dict(stands.languages),
            "expected_languages": list(source.expected.languages),
            "missing": list(stands.missing),
            "foreign": list(stands.foreign),
            "last": moment(stands.last),
            "quiet_since": moment(stands.quiet_since),
            "waiting": sum(one.state == watching.WAITING for one in items),
            "rejected": sum(one.state == watching.REJECTED for one in items),
            "older": self.older.get(source.name, 0),
            "failures": look.failures if look else 0,
            "error": (look.error if look else "") or next((f"{one.address}: {one.error}" for one in failing[-1:]), ""),
            "next": moment(look.due if look else now),
        }


def batches(got: Iterable[Got]) -> Iterator[list[Got]]:
    """Yields what was fetched in batches that fit into memory."""
    held: list[Got] = []
    weight = 0
    for one in got:
        held.append(one)
        weight += len(one.outcome.data) if isinstance(one.outcome, Document) else 0
        if len(held) >= BATCH or weight >= BATCH_BYTES:
            yield held
            held, weight = [], 0
    if held:
        yield held


def moment(seconds: int | None) -> str | None:
    """Returns a time as ISO in UTC."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- the command


def watch(path: Path, corpus: Corpus, once: bool, form: Format, fetcher: Fetches | None = None) -> bool:
    """Watches the sources of a TOML file until it is stopped, or looks once at what is due; prints a report after each round.

    Returns whether all is well: no look and no page failed. Ends the command where the file is no list of sources or another
    process watches with this corpus. Raises BusyCorpus (where `once`) and DamagedCorpus.
    """
    from dragoman.ingest.fetch import Fetcher

    try:
        listed = watching.sources(path)
        with _alone(corpus.path):
            state = watching.load(corpus.path / watching.FILE)
            found = Watch(listed, corpus, fetcher or Fetcher(), reader(corpus, patient=not once), state)
            return rounds_of(found, once, lambda rows: show(rows, form))
    except BadSources as error:
        session.fail(str(error))
    except DamagedState as error:
        session.fail(str(error), session.DAMAGED)
    except KeyboardInterrupt:
        session.fail("stopped; what was read is kept, and the same command goes on from there", session.STOPPED)


def rounds_of(found: Watch, once: bool, tell: Callable[[list[Row]], None]) -> bool:
    """Goes round once, or for ever; tells each round's report. Returns whether no look failed and no page was dropped."""
    saved = -watching.DAY
    while True:
        if found.now - saved >= watching.DAY:
            watching.save(found.file, found.state, found.now)
            saved = found.now
        rows = found.round()
        tell(rows)
        if once:
            return not found.dropped and not any(row["failures"] for row in rows)
        until = watching.next_due(found.sources, found.state, found.now)
        while found.now < until:
            found.sleep(min(LONGEST_SLEEP, until - found.now))


def reader(corpus: Corpus, patient: bool) -> Read:
    """Returns what codes documents into the corpus, its coder loaded with the first. Where another process writes to it, a
    `patient` one waits; else BusyCorpus is raised."""
    from dragoman import pipeline, run
    from dragoman.store import BusyCorpus

    load = functools.cache(pipeline.load)

    def read(documents: Sequence[Document | Rejected]) -> Summary:
        while True:
            try:
                return run.read(documents, load, corpus, pipeline.version())
            except BusyCorpus:
                if not patient:
                    raise
                time.sleep(BUSY)

    return read


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    import filelock

    folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        session.fail(f"another process watches sources for {folder}")
    try:
        yield
    finally:
        lock.release()


# --- the report


def show(rows: list[Row], form: Format) -> None:
    """Prints a report."""
    if form is not Format.table:
        from dragoman.export import FORMATS

        session.write(FORMATS[form](rows))
        return
    from dragoman.view import terminal

    terminal.console().print(drawn(rows))


def drawn(rows: Iterable[Row]) -> RenderableType:
    """Returns the report as a table."""
    from dragoman.view import terminal
    from dragoman.view.marking import inert

    return terminal.table(
        (
            ("source", lambda row: inert(row["source"]), "bold"),
            ("new", lambda row: str(row["new"]), "right"),
            ("a week", _week, "right"),
            ("languages", _spoken, ""),
            ("quiet since", lambda row: (row["quiet_since"] or "")[:10], "yellow"),
            ("waiting", lambda row: str(row["waiting"] or ""), "right"),
            ("last error", lambda row: inert(row["error"])[:120], "dim"),
        ),
        rows,
    )


def _week(row: Row) -> str:
    return f"{row['week']} of {row['at_least_a_week']}" if row["at_least_a_week"] else str(row["week"])


def _spoken(row: Row) -> str:
    """Says the languages of the last week; "!" before one that was not expected, "no" before one that is missing."""
    found = [f"{'!' if code in row['foreign'] else ''}{code} {number}" for code, number in row["languages"].items()]
    return ", ".join([*found, *(f"no {code}" for code in row["missing"])])
