"""The folders of languages and their reader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dragoman.languages as languages
from dragoman.languages import LanguageError, codes, fold, load, read

KEPT = {"advert", "byline", "comments", "form", "navigation", "other", "photo", "related", "source", "translation"}


def test_six_languages_are_there() -> None:
    assert {"ru", "bg", "en", "uk", "tr", "kk"} <= set(codes())
    assert list(codes()) == sorted(codes())


@pytest.mark.parametrize("code", codes())
def test_a_folder_is_whole(code: str) -> None:
    language = load(code)
    assert (language.code, load(code) is language) == (code, True)
    assert set(language.months.values()) == set(range(1, 13))
    assert set(language.weekdays.values()) == set(range(1, 8))
    assert set(language.phrases) >= KEPT
    assert all(language.phrases.values())
    assert all("".join(pair).islower() and len(pair) == 2 for pair in language.pairs)
    assert set("".join(language.pairs)) <= language.letters
    assert language.numeric_dates in ("dmy", "mdy", "unknown")


@pytest.mark.parametrize("code", codes())
def test_words_stand_as_they_are_compared(code: str) -> None:
    language = load(code)
    lists = [language.months, language.weekdays, language.openers, language.function_words, language.future]
    assert all(word == fold(word) for words in lists for word in words)
    assert list(language.endings) == sorted(language.endings, key=lambda ending: (-len(ending), ending))


@pytest.mark.parametrize(
    ("code", "word", "month"), [("ru", "августа", 8), ("ru", "ноя", 11), ("bg", "юни", 6), ("en", "sept", 9)]
)
def test_months_in_their_forms(code: str, word: str, month: int) -> None:
    assert load(code).months[word] == month


def test_fold_brings_two_spellings_together() -> None:
    assert fold("Её\u00ad") == "ее"


def test_adding_a_language_is_adding_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(languages.FOLDER / "ru", tmp_path / "xx")
    (tmp_path / "notes").mkdir()
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    assert codes() == ("xx",)
    assert read(tmp_path / "xx").code == "xx"


def test_a_broken_folder_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="zz"):
        read(tmp_path / "zz")
    (tmp_path / "language.toml").write_text('name = "X"', "utf-8")
    with pytest.raises(LanguageError, match="key"):
        read(tmp_path)
    (tmp_path / "language.toml").write_text("name = ", "utf-8")
    with pytest.raises(LanguageError, match=r"language\.toml"):
        read(tmp_path)
