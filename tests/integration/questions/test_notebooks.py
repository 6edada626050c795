"""The notebooks of the documentation, cell by cell, on the samples."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.integration

NOTEBOOKS = sorted((Path(__file__).parents[3] / "docs" / "notebooks").glob("*.ipynb"))


def run_cells(notebook: Path) -> list[Any]:
    """What each code cell shows: the value of its last expression, as a notebook would."""
    names: dict[str, Any] = {}
    shown = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), str(notebook), "exec"), names)
        shown.append(eval(compile(ast.Expression(last.value), str(notebook), "eval"), names) if last else None)
    return shown


def test_the_notebooks_run_and_show_something(
    sample_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(sample_data))
    assert NOTEBOOKS
    for notebook in NOTEBOOKS:
        shown = run_cells(notebook)
        assert len(shown) > 8
        assert [at for at, one in enumerate(shown) if hasattr(one, "empty") and one.empty] == []
    assert "鹤汀市, 2024: 79 -> 107 件 (+35.4%)" in capsys.readouterr().out


def test_no_notebook_keeps_what_it_once_showed() -> None:
    for notebook in NOTEBOOKS:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []
