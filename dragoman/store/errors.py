"""What can be wrong with a corpus, each with a message for its owner."""

from __future__ import annotations


class DamagedCorpus(RuntimeError):
    """A file of the corpus is missing, cut short or altered; the message names it."""


class NoCorpus(FileNotFoundError):
    """Nothing has been read into this folder yet."""


class BusyCorpus(RuntimeError):
    """Another process is writing to the corpus."""
