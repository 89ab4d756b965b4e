"""Word pieces: the same as the field's own library cuts, and in the right places."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer as Library
from tokenizers import models, normalizers, pre_tokenizers

from dragoman.reader import FOLDER
from dragoman.reader.tokenizer import Tokenizer

PAGES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
OURS = Tokenizer.load(FOLDER)


@pytest.fixture(scope="module")
def library() -> Library:
    pieces = (FOLDER / "pieces.txt").read_text("utf8").split("\n")
    scores = array("f")
    scores.frombytes((FOLDER / "pieces.f32").read_bytes())
    made = Library(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=pieces.index("<unk>"), byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC()])  # type: ignore[assignment]
    made.pre_tokenizer = pre_tokenizers.Sequence(  # type: ignore[assignment]
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    return made


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_are_cut_as_the_library_cuts_them(path: Path, library: Library) -> None:
    for line in path.read_text("utf8").splitlines():
        assert list(OURS.encode(line).ids) == library.encode(line, add_special_tokens=False).ids


@pytest.mark.parametrize(
    "text", ["Қазақстанның Президенті", "Türkiye'nin dışişleri", "ИИ‑системы Су‑35", "5 ½ км²", "🇰🇿 Астана", "й̆"]
)
def test_other_scripts_too(text: str, library: Library) -> None:
    assert list(OURS.encode(text).ids) == library.encode(text, add_special_tokens=False).ids


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_places_are_those_of_the_text(text: str) -> None:
    pieces = OURS.encode(text)
    assert len(pieces.ids) == len(pieces.spans)
    ends = [0, *(end for _, end in pieces.spans)]
    assert all(0 <= start <= end <= len(text) for start, end in pieces.spans)
    assert ends == sorted(ends)


def test_the_same_text_gives_the_same_pieces_again() -> None:
    assert OURS.encode("Анкара и Астана") == OURS.encode("Анкара и Астана")
