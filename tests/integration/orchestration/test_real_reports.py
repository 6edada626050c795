"""The whole way on three real reports, read from outside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import url2pathname

import duckdb
import pytest

pytestmark = pytest.mark.integration


@pytest.fixture
def warehouse(real_data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(real_data / "fazhi.duckdb", read_only=True) as con:
        yield con


def yoy(con: duckdb.DuckDBPyConnection, region: str, codes: list[str]) -> list[dict[str, object]]:
    found = con.execute(
        "select * from marts.indicator_yoy where region_code = ? and year = 2023 and list_contains(?, indicator_code)",
        [region, codes],
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_a_stated_change_implies_the_year_before(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = yoy(warehouse, "350123", ["mediation.disputes_mediated", "mediation.disputes_screened"])
    assert len(rows) == 1
    row = rows[0]
    assert (row["region_name"], float(row["value"]), row["unit"]) == ("罗源县", 4180, "件")
    assert float(row["reported_yoy_pct"]) == pytest.approx(34.48)
    assert (float(row["prior_value"]), row["prior_source"]) == (3108, "implied")
    assert row["prior_figure_id"] is None


def test_a_stated_decrease_is_negative(warehouse: duckdb.DuckDBPyConnection) -> None:
    [row] = yoy(warehouse, "410311", ["litigation.cases"])
    assert (row["region_name"], float(row["value"]), row["unit"]) == ("洛龙区", 53, "件")
    assert float(row["reported_yoy_pct"]) == -61


def test_every_mart_row_leads_to_its_figure_sentence_offsets_and_file(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = warehouse.execute(
        """
        select f.raw, f."start", f."end", f.sentence_start, f.sentence_end, m.quote, m.report_address
        from (
            select figure_id, quote, report_address from marts.indicator_yoy
            union all select figure_id, quote, report_address from marts.fct_indicator
            union all select figure_id, quote, report_address from marts.fct_figure
        ) as m left join raw.figures as f using (figure_id)
        """
    ).fetchall()
    assert len(rows) > 200
    texts: dict[str, str] = {}
    for raw, start, end, sentence_start, sentence_end, quote, address in rows:
        if address not in texts:
            path = Path(url2pathname(address.removeprefix("file://")))
            texts[address] = path.read_bytes().decode("utf-8")
        assert texts[address][start:end] == raw
        assert texts[address][sentence_start:sentence_end] == quote
        assert raw in quote


def test_figures_readings_and_indicators_agree_with_a_careful_reader(
    shared: Path, tmp_path: Path, fazhi: object
) -> None:
    reports = ("luolong-2023", "luoyuan-2023", "yuelu-2024")
    done = fazhi("extract", *(shared / "reports" / f"{name}.txt" for name in reports), data=tmp_path)  # type: ignore[operator]
    assert done.returncode == 0, done.stderr
    facts = tmp_path / "facts.jsonl"
    facts.write_text(done.stdout, encoding="utf-8")
    for line in done.stdout.splitlines():
        fact = json.loads(line)
        text = Path(fact["document"]).read_bytes().decode("utf-8")
        assert text[fact["start"] : fact["end"]] == fact["raw"]
    score = [sys.executable, shared / "tools" / "score.py", shared / "gold", facts]
    score += [part for name in reports for part in ("--report", name)]
    score += ["--min-figures", "0.96", "--min-readings", "0.85", "--min-indicators", "0.75"]
    scored = subprocess.run(score, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout + scored.stderr
