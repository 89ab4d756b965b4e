"""Reading documents into a corpus: shards, and runners that map one function over them.

A shard is a few dozen documents: what is coded by one process, put away in one step, and not coded again after an
interruption. Where and in which order shards are coded never changes a row. Here, and only here, surprises are caught:
a document that makes the coder fail, or kills its process, becomes a row that says so.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import logging
import multiprocessing
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dragoman.model import Coding, Document, Rejected
from dragoman.store.batch import Batch, batch, plain, rejections
from dragoman.store.corpus import Corpus
from dragoman.store.intake import Intake

Shard = tuple[Document, ...]

SHARD_DOCUMENTS = 64
SHARD_BYTES = 32 * 2**20  # pages of megabytes go in smaller shards: a few shards are in memory at once
IN_FLIGHT = 2  # shards for each worker: one being coded, one waiting
KILLED = "the process that read it died, twice: among others and alone"


class Coder(Protocol):
    """What codes documents: `pipeline.Coder`, or a fake of it."""

    def code(self, document: Document) -> Coding | Rejected:
        """Returns what one document gives, by its bytes alone."""
        ...


Factory = Callable[[], Coder]  # importable by name (or a partial of such), since other processes load it themselves


class MissingRunner(RuntimeError):
    """A runner that is not installed was asked for."""


class DyingWorkers(RuntimeError):
    """Worker processes die before they are given a document."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has done so far. `rejected` has the documents of this run that gave no article, known ones too.

    `read` documents were coded, `known` ones were in the corpus already, coded by the same version.
    """

    read: int = 0
    known: int = 0
    events: int = 0
    claims: int = 0
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to know before its first shard."""

    factory: Factory
    version: str


def read(
    documents: Iterable[Document | Rejected],
    factory: Factory,
    corpus: Corpus,
    version: str,
    *,
    runner: str = "local",
    workers: int = 1,
    shard_size: int = SHARD_DOCUMENTS,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Codes the documents that the corpus does not hold by this version yet, and returns what was done.

    `factory`, such as `pipeline.load`, gives the coder; each process calls it once. `progress` is called after every
    shard. `runner` is local, processes or ray. Raises BusyCorpus, DamagedCorpus, MissingRunner, DyingWorkers,
    ValueError for an unknown runner, and what `factory` raises.
    """
    if runner not in RUNNERS:
        raise ValueError(f"there is no runner {runner!r}; there are {', '.join(RUNNERS)}")
    with corpus.writing() as writer:
        intake = Intake(corpus.documents(), version)
        work = shards(intake.fresh(documents), shard_size)
        summary = Summary()
        with closing(RUNNERS[runner](Task(factory, version), work, workers)) as batches:
            for found in batches:
                writer.add(found)
                summary = replace(_with(summary, found), known=len(intake.skipped))
                progress(summary)
        writer.renew(intake.renewed())
        writer.add(rejections(intake.unlisted(corpus)))
    dropped = {*summary.rejected, *intake.dropped, *intake.known_rejections(corpus)}
    return replace(summary, known=len(intake.skipped), rejected=tuple(sorted(dropped, key=_order)))


def _with(summary: Summary, found: Batch) -> Summary:
    return replace(
        summary,
        read=summary.read + found.documents,
        events=summary.events + found.rows("events"),
        claims=summary.claims + found.rows("claims"),
        rejected=summary.rejected + found.rejected,
    )


def _order(one: Rejected) -> tuple[str, str, str, str]:
    return one.doc, one.stage, one.reason, one.detail


# --- the shard loop


def shards(documents: Iterable[Document], size: int) -> Iterator[Shard]:
    """Yields the documents in batches of at most `size`, or of SHARD_BYTES where that is less."""
    held: list[Document] = []
    weight = 0
    for document in documents:
        if held and (len(held) >= size or weight + len(document.data) > SHARD_BYTES):
            yield tuple(held)
            held, weight = [], 0
        held.append(document)
        weight += len(document.data)
    if held:
        yield tuple(held)


def code_shard(coder: Coder, shard: Shard, version: str) -> Batch:
    """Returns what the documents of a shard give, as tables."""
    return batch([(document, _coded(coder, document)) for document in shard], version)


def _coded(coder: Coder, document: Document) -> Coding | Rejected:
    try:
        return coder.code(document)
    except Exception as surprise:  # noqa: BLE001 - the one place: a surprise in one page must not cost the others
        return Rejected(document.doc, "code", "crash", _told(surprise))


def _told(surprise: Exception) -> str:
    """Returns type and message, without what differs from run to run (addresses in memory)."""
    message = re.sub(r"0x[0-9a-fA-F]+", "0x…", str(surprise))
    return plain(f"{type(surprise).__name__}: {message}"[:500])


# --- runners: each maps `code_shard` over shards, in any order, with few of them in memory


class Hands(Protocol):
    """Processes that code shards. `deaths` are the errors by which a future says that its process is gone."""

    deaths: tuple[type[Exception], ...]

    def submit(self, shard: Shard) -> Future[Batch]: ...

    def close(self) -> None: ...


Hire = Callable[[int], Hands]  # so many of them


def _local(task: Task, work: Iterator[Shard], workers: int) -> Iterator[Batch]:
    coder: Coder | None = None
    for shard in work:
        coder = coder or task.factory()
        yield code_shard(coder, shard, task.version)


def _processes(task: Task, work: Iterator[Shard], workers: int) -> Iterator[Batch]:
    return _mapped(lambda count: Processes(task, count), task.version, work, workers)


def _ray(task: Task, work: Iterator[Shard], workers: int) -> Iterator[Batch]:
    return _mapped(lambda count: RayActors(task, count), task.version, work, workers)


RUNNERS: dict[str, Callable[[Task, Iterator[Shard], int], Any]] = {
    "local": _local,
    "processes": _processes,
    "ray": _ray,
}


def _mapped(hire: Hire, version: str, work: Iterator[Shard], workers: int) -> Iterator[Batch]:
    """Yields a batch for every shard as they are done. Shards lost with a process are coded again, with care."""
    hands: Hands | None = None
    flying: dict[Future[Batch], Shard] = {}
    try:
        while True:
            for shard in itertools.islice(work, max(1, workers) * IN_FLIGHT - len(flying)):
                hands = hands or hire(max(1, workers))
                flying[hands.submit(shard)] = shard
            if hands is None or not flying:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), hands.deaths) for future in done):
                done, _ = wait(flying)  # the others are done or lost as well, at once
            lost = [future for future in done if isinstance(future.exception(), hands.deaths)]
            yield from (future.result() for future in done if future not in lost)
            again = [flying[future] for future in lost]
            for future in done:
                del flying[future]
            if again:
                hands.close()
                hands = None
            for shard in again:
                yield from _carefully(hire, version, shard)
    finally:
        if hands:
            hands.close()


def _carefully(hire: Hire, version: str, shard: Shard) -> Iterator[Batch]:
    """Codes a shard in a process of its own, halving it while that dies: who dies alone is the killer."""
    alone = hire(1)
    try:
        _alive(alone)
        found = alone.submit(shard).result()
    except alone.deaths:
        found = None
    finally:
        alone.close()
    if found is not None:
        yield found
    elif len(shard) == 1:
        yield code_shard(Killer(), shard, version)
    else:
        middle = len(shard) // 2
        yield from _carefully(hire, version, shard[:middle])
        yield from _carefully(hire, version, shard[middle:])


def _alive(hands: Hands) -> None:
    try:
        hands.submit(()).result()
    except hands.deaths as error:
        raise DyingWorkers("worker processes die as they load the coder; is there enough memory?") from error


class Killer:
    """Stands in for the coder where a document kills it."""

    def code(self, document: Document) -> Rejected:
        """Returns the row that says so."""
        return Rejected(document.doc, "code", "killed", KILLED)


class Processes:
    """Processes of this machine, each with its own coder."""

    deaths: tuple[type[Exception], ...] = (BrokenProcessPool,)

    def __init__(self, task: Task, count: int) -> None:
        spawn = multiprocessing.get_context("spawn")  # a fork would share the coder's threads and the corpus's lock
        self.pool = ProcessPoolExecutor(count, mp_context=spawn, initializer=_start, initargs=(task,))

    def submit(self, shard: Shard) -> Future[Batch]:
        try:
            return self.pool.submit(_in_process, shard)
        except BrokenProcessPool as error:
            lost: Future[Batch] = Future()
            lost.set_exception(error)
            return lost

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)


_task: Task | None = None  # of this worker process


def _start(task: Task) -> None:
    global _task
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends its workers in order
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent leaves its workers waiting for ever; they end themselves instead."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@functools.cache
def _coder() -> tuple[Coder, str]:
    if _task is None:
        raise RuntimeError("a worker was given a shard before its task")
    return _task.factory(), _task.version


def _in_process(shard: Shard) -> Batch:
    coder, version = _coder()
    return code_shard(coder, shard, version)


class RayActor:
    """What one of Ray's processes holds: its own coder, loaded with the first shard, so that an error in it is told."""

    def __init__(self) -> None:
        self.coder: Coder | None = None

    def shard(self, task: Task, shard: Shard) -> Batch:
        """Returns what the documents give."""
        self.coder = self.coder or task.factory()
        return code_shard(self.coder, shard, task.version)


class RayActors:
    """Actors of a Ray cluster: the one at RAY_ADDRESS, or one of this machine's own."""

    def __init__(self, task: Task, count: int) -> None:
        ray = _ray_itself(count)
        self.deaths: tuple[type[Exception], ...] = (ray.exceptions.RayActorError,)
        self.end = ray.kill
        self.task = ray.put(task)
        self.actors = [ray.remote(num_cpus=1)(RayActor).remote() for _ in range(count)]
        self.turn = itertools.cycle(self.actors)

    def submit(self, shard: Shard) -> Future[Batch]:
        future: Future[Batch] = next(self.turn).shard.remote(self.task, shard).future()
        return future

    def close(self) -> None:
        for actor in self.actors:
            self.end(actor)


def _ray_itself(workers: int) -> Any:
    """Returns the module ray, connected. Raises MissingRunner where it is not installed."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers over the network
    try:
        ray: Any = importlib.import_module("ray")
    except ImportError as error:
        raise MissingRunner("the runner ray is not installed: pip install 'dragoman[ray]'") from error
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **_ray_of_our_own(workers))
    return ray


def _ray_of_our_own(workers: int) -> dict[str, Any]:
    """Returns the settings of a cluster of this machine, whose processes import what this can; none where one runs."""
    if "RAY_ADDRESS" in os.environ:
        return {}
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return {"num_cpus": workers, "include_dashboard": False, "runtime_env": {"env_vars": path}}
