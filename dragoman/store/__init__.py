"""The corpus: one folder of Parquet shards that holds documents and all that was read from them."""

from dragoman.store.corpus import Corpus
from dragoman.store.errors import BusyCorpus, DamagedCorpus, NoCorpus
from dragoman.store.rows import Row
from dragoman.store.versions import Shown

__all__ = ["BusyCorpus", "Corpus", "DamagedCorpus", "NoCorpus", "Row", "Shown"]
