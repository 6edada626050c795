"""What `fazhi sql` prints: texts as they are, and nothing that steers a terminal or runs in a spreadsheet."""

from __future__ import annotations

import csv
import io

import duckdb
import pytest

from cli.sql import answer
from dashboard.downloads import csv_bytes
from warehouse.exporting.csv_files import _plain
from warehouse.workspace import UserError

pytestmark = pytest.mark.unit

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "＝1+1"]
TEXTS = ["-12.6%", "+5", "-0.5", "2023年", "a=b", ""]


def printed(query: str, form: str, capsys: pytest.CaptureFixture[str], **parameters: object) -> str:
    with duckdb.connect() as con:
        answer(con, query, form, parameters or None)
    return capsys.readouterr().out


@pytest.mark.parametrize("text", [":smile: :100:", "[bold]是[/bold]", "[link=x]", "a|b"])
def test_a_table_prints_text_as_it_is(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert text in printed("select $text as t", "table", capsys, text=text)


def test_signs_that_steer_a_terminal_are_shown_as_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed("select $text as t", "table", capsys, text="\x1b]0;title\x07\x9b31m")
    assert "␛]0;title␇␛31m" in told


@pytest.mark.parametrize("query", ["", "  ", ";", " ;\n; "])
def test_an_empty_query_is_told(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError, match="the query is empty"):
        printed(query, "table", capsys)


@pytest.mark.parametrize(("text", "runs"), [*((one, True) for one in FORMULAS), *((one, False) for one in TEXTS)])
def test_no_csv_holds_a_formula(text: str, runs: bool, capsys: pytest.CaptureFixture[str]) -> None:
    import pandas as pd

    wanted = f"'{text}" if runs else text
    by_command = printed("select $text as t, 1 as n", "csv", capsys, text=text)
    page = csv_bytes(pd.DataFrame({"t": [text], "n": [1]})).decode("utf-8-sig")
    for told in (by_command, page):
        assert list(csv.reader(io.StringIO(told)))[1][0] == wanted
    assert _plain(text) == wanted


def test_a_list_whose_first_text_is_a_formula_is_none() -> None:
    assert _plain(["=1+1", "x"]) == "'=1+1;x"
    assert _plain(["a", "=1+1"]) == "a;=1+1"
