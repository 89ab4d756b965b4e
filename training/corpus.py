"""The cases of all languages, read from their files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.languages.cases import Case, parse

LANGUAGES = Path(__file__).parent.parent / "dragoman" / "languages"


def files(lang: str | None = None) -> list[Path]:
    """Returns the case files, of one language or of all, in a fixed order."""
    return sorted(LANGUAGES.glob(f"{lang or '*'}/cases/*.txt"))


def load(lang: str | None = None) -> list[Case]:
    """Returns all cases. Raises CaseError where a file cannot be read."""
    cases: list[Case] = []
    for path in files(lang):
        cases += parse(path.read_text("utf8"), path.parent.parent.name, str(path.relative_to(LANGUAGES)))
    return cases


def repeated(cases: Sequence[Case], often: Sequence[str]) -> list[Case]:
    """Returns the cases, those of files that `often` names ("wire=2": whose names begin so) as many times as it tells.

    Raises ValueError where a number is missing.
    """
    times = {name: int(number) for name, _, number in (one.partition("=") for one in often)}
    named = ((case, Path(case.file).name) for case in cases)
    return [case for case, file in named for _ in range(next((n for name, n in times.items() if file.startswith(name)), 1))]
