"""A process of its own that reads pages into a corpus: CORPUS PAGES RUNNER WORKERS. Tests kill it."""

from __future__ import annotations

import sys
from pathlib import Path

import fake_coder

from dragoman import run
from dragoman.model import Rejected
from dragoman.store import Corpus


def main(folder: str, count: str, runner: str, workers: str) -> None:
    incoming = [*fake_coder.pages(int(count)), Rejected("lost.txt", "ingest", "unreadable", "permission denied")]
    run.read(incoming, fake_coder.slow, Corpus(Path(folder)), "v1", runner=runner, workers=int(workers), shard_size=3)


if __name__ == "__main__":
    main(*sys.argv[1:])
