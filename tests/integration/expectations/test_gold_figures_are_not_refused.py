"""No false alarm: figures that people marked in real reports break no rule."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from expectations.audit import run_suite
from expectations.figures import figure_suite
from expectations.findings import findings

pytestmark = pytest.mark.integration


def gold_frame(shared: Path) -> pd.DataFrame:
    """The scored gold figures of the whole reports, in the columns that `figure_suite` judges."""
    parts = []
    for text_file in sorted((shared / "reports").glob("*.txt")):
        text = text_file.read_bytes().decode("utf-8")
        gold = pd.read_csv(shared / "gold" / f"{text_file.stem}.csv", dtype={"indicator": "object"})
        gold["printed"] = [text[start:end] for start, end in zip(gold["start"], gold["end"], strict=True)]
        parts.append(gold.assign(text_length=len(text), sha256=text_file.stem, report_year=gold["year"].mode()[0]))
    figures = pd.concat(parts, ignore_index=True).query("status == 'scored'")
    catalogue = pd.read_csv(shared / "catalog" / "indicators.csv", index_col="code")
    code = figures["indicator"].where(figures["indicator"].isin(catalogue.index))
    return figures.assign(
        indicator_code=code,
        kind=code.map(catalogue["kind"]),
        indicator_unit=code.map(catalogue["unit"]),
        figure_id=figures["sha256"] + "-" + figures["start"].astype(str),
        region_code=None,
        scope="total",
        is_plan=False,
        level="county",
        value_size=figures["value"].astype("float64").abs(),
        spelled_value=None,
        longer_number=None,
        largest_count=None,
        largest_people=None,
    )


def test_annotated_figures_of_real_reports_break_no_rule(shared: Path) -> None:
    frame = gold_frame(shared)
    outcomes = run_suite(figure_suite(), frame)
    assert findings(outcomes, frame).empty
    judged = {outcome.name: outcome.element_count for outcome in outcomes}
    assert judged["raw_stands_at_its_place"] == len(frame) > 0
    assert judged["count_is_whole"] > 0
    assert judged["rate_lies_within_0_100"] > 0
