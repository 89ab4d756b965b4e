import sys
from pathlib import Path

import pytest

from dragoman.store import Corpus

sys.path.insert(0, str(Path(__file__).parent))  # for view_sample, whatever way pytest imports the tests
from view_sample import fill


@pytest.fixture(scope="session")
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "corpus"
    fill(Corpus(path))
    return path


@pytest.fixture
def corpus(corpus_path: Path) -> Corpus:
    return Corpus(corpus_path)
