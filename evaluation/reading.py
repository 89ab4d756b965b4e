"""Reads a folder of pages into a corpus that is thrown away, for measuring."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman import ingest, pipeline, run
from dragoman.export import FORMATS
from dragoman.store import Corpus
from dragoman.view.filters import EVERYTHING
from dragoman.view.queries import LISTINGS

Row = dict[str, Any]


def rows(paths: Sequence[Path]) -> dict[str, list[Row]]:
    """Returns articles, events and claims of the pages as the contract's JSON lines, parsed."""
    with tempfile.TemporaryDirectory() as folder:
        held = Corpus(Path(folder) / "corpus")
        run.read(ingest.documents([str(path) for path in paths]), pipeline.load, held, pipeline.version())
        names = ("articles", "events", "claims")
        return {name: [json.loads(line) for line in FORMATS["jsonl"](LISTINGS[name](held, EVERYTHING))] for name in names}
