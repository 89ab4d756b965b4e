"""What docs/add-a-language.md tells to do is done here: its files are written, its program is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import actors, languages
from dragoman.model import Coding, Document
from dragoman.pipeline import Coder
from dragoman.reader import Reader

PAGE = Path(__file__).parent.parent / "docs" / "add-a-language.md"
FILE = re.compile(r"`(az/[\w.]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
PROGRAM = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's files, written."""
    made = tmp_path_factory.mktemp("language")
    for name, content in FILE.findall(PAGE.read_text("utf-8")):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text(content, "utf-8")
    return made


@pytest.fixture(scope="module")
def coder(folder: Path) -> Coder:
    return Coder(Reader(), actors.load(), [*map(languages.load, languages.codes()), languages.read(folder / "az")])


def coded(coder: Coder, text: str) -> Coding:
    found = coder.code(Document("page.txt", text.encode()))
    assert isinstance(found, Coding), found
    return found


def test_its_program_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    exec(PROGRAM.findall(PAGE.read_text("utf-8"))[0], {})
    printed = capsys.readouterr().out.splitlines()
    assert "TUR Türkiyənin müdafiə naziri actor yasar-guler" in printed
    assert "RUS Moskvada place None" in printed
    assert any(line.startswith("COOPERATE occurred ['AZE', 'TUR']") for line in printed)
    assert "SANCTION occurred ['USA'] ['IRN']" in printed


def test_states_are_found_in_every_case(coder: Coder) -> None:
    text = "Rusiyanın mövqeyi dəyişməyib. Gürcüstana və Ermənistana kömək göstərilib. Qazaxıstandan neft alınıb."
    assert [m.code for m in coded(coder, text).mentions] == ["RUS", "GEO", "ARM", "KAZ"]


def test_what_only_looks_like_a_name_is_none(coder: Coder) -> None:
    text = "Uşaqlar bağda oynayır, müəllim onlara dərs deyir. Hava bu gün çox istidir, küçədə heç kim yoxdur."
    assert not coded(coder, text).mentions
