"""Marks of doubt, the dot map, statements and the entries that correct a figure: what needs no browser."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

from dashboard import words
from dashboard.parts import charts
from dashboard.parts.doubts import GRAVE, MILD, codes, marked, with_marks
from dashboard.parts.map import SHADES, classes, drawing, places, shade_of
from dashboard.parts.statement import words_of_parts
from dashboard.parts.steps import neighbours
from dashboard.views import map as map_view
from dashboard.views.indicator import of_the_first_year, per_100k
from dashboard.views.overview import usual_year
from ingest.corrections.entry import Correction
from warehouse.review.entries import correction_entry

pytestmark = pytest.mark.unit

SERIES = pd.DataFrame({
    "label": ["甲", "甲"], "year": [2023, 2024], "value": [91.0, 95.5], "figure_id": ["a", "b"],
    "doubts": [np.array([], dtype=object), np.array(["flagged"], dtype=object)],
})  # fmt: skip
TITLES = {"label": "地区", "mark": "存疑"}


def test_every_doubt_has_a_word_and_a_sentence() -> None:
    for code in [*GRAVE, *MILD]:
        for kind in ("doubt", "why"):
            assert f"{kind}.{code}" in words.texts()


@pytest.mark.parametrize("cell", [None, pd.NA, float("nan"), [], np.array([], dtype=object)])
def test_no_doubts_no_mark(cell: Any) -> None:
    assert codes(cell) == [] and marked(cell) == ""


def test_what_is_only_less_exact_has_a_milder_mark() -> None:
    assert marked(["hedged"]) == "≈ 约数"
    assert marked(np.array(["hedged", "flagged"], dtype=object)) == "⚠ 约数、存疑"


def axis(look: charts.Look, frame: pd.DataFrame = SERIES, **more: Any) -> dict[str, Any]:
    drawn = charts.over_years(with_marks(frame), "%", TITLES, look, **more).to_dict()
    return dict(drawn["layer"][0]["encoding"]["y"]["scale"])


def test_the_axis_of_a_rate_is_whole_and_others_begin_at_zero() -> None:
    assert axis(charts.Look(), is_rate=True)["domain"] == [0, 100]
    assert axis(charts.Look())["zero"] is True
    assert axis(charts.Look(), SERIES.assign(value=[91.0, 109.5]), is_rate=True)["zero"] is True
    assert axis(charts.Look(zoomed=True), is_rate=True)["zero"] is False
    assert axis(charts.Look(logarithmic=True))["type"] == "log"
    assert "type" not in axis(charts.Look(logarithmic=True), SERIES.assign(value=[0.0, 5.0]))


def test_a_doubted_value_is_a_hollow_point_and_says_why_and_the_source_is_in_the_picture() -> None:
    drawn = charts.over_years(with_marks(SERIES), "%", TITLES, charts.Look(source="来源\nhttp://a/b")).to_dict()
    fill = drawn["layer"][-1]["encoding"]["fill"]["condition"]
    assert fill["test"] == "datum.sure"
    assert {"field": "mark", "title": "存疑", "type": "nominal"} in drawn["layer"][-1]["encoding"]["tooltip"]
    assert drawn["title"]["text"] == ["来源", "http://a/b"]


def test_the_middle_half_of_the_peers_is_a_band() -> None:
    band = pd.DataFrame({"year": [2023], "low": [1.0], "middle": [2.0], "high": [3.0]})
    drawn = charts.over_years(with_marks(SERIES), "件", TITLES, charts.Look(), band=band).to_dict()
    assert [layer["mark"]["type"] for layer in drawn["layer"]] == ["area", "line", "line", "point"]


def test_lines_stay_apart_on_dark_pages() -> None:
    for dark, paper in ((False, "#ffffff"), (True, "#1c1917")):
        assert all(contrast(colour, paper) >= 3 for colour in charts.Look(dark).colours(8))


def test_places_lie_where_they_do() -> None:
    beijing, guangzhou, urumqi = (places()[code] for code in ("110000", "440100", "650100"))
    assert urumqi[0] < guangzhou[0] < beijing[0] and beijing[1] < guangzhou[1]
    assert all(0 <= x <= 900 and 0 <= y <= 640 for x, y in places().values())


def test_shades_are_fifths_of_the_values() -> None:
    ends = classes([float(value) for value in range(1, 101)])
    assert ends == [21, 41, 61, 81]
    assert [shade_of(value, ends) for value in (1, 21, 22, 100)] == [SHADES[0], SHADES[0], SHADES[1], SHADES[4]]
    assert classes([]) == [] and shade_of(7, classes([7, 7, 7])) == SHADES[0]


def test_the_map_tells_value_doubt_silence_and_leads_to_the_place() -> None:
    rows = [
        ("110000", "<北京>", "given", 3.0, ["flagged"]), ("120000", "天津", "given", 5.0, []),
        ("310000", "上海", "not_given", None, None), ("440000", "广东", "never_asked", None, None),
        ("990101", "虚构", "given", 1.0, []),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["region_code", "name", "state", "value", "doubts"])
    drawn = drawing(frame, "province", lambda row: row["name"], lambda row: f"region?region={row['region_code']}")
    assert [(dot["told"], dot.get("fill"), dot.get("hatched")) for dot in drawn["dots"]] == [
        ("<北京>", SHADES[0], True), ("天津", SHADES[4], False), ("上海", None, None),
    ]  # fmt: skip
    assert drawn["dots"][1]["href"] == "region?region=120000"
    assert re.fullmatch(r"M[\d.]+ [\d.]+h0", drawn["silent"])


def test_the_words_of_a_statement_are_those_of_the_text() -> None:
    evidence = '[["object", 2, 6], ["deed", 0, 2], ["object", 6, 8]]'
    assert words_of_parts(evidence, "受理行政复议案件3件") == {"object": ["行政复议", "案件"], "deed": ["受理"]}
    assert words_of_parts(None, "甲") == {}


def test_an_entry_to_copy_is_one_that_the_corrections_file_takes() -> None:
    figure = {"sha256": "0123456789abcdef" * 4, "raw": "7件: “#”", "start": 12}
    entry = correction_entry(figure, "override", "理由：错", "原文", value=7.5, indicator=None)
    read = Correction.model_validate(yaml.safe_load(entry)[0])
    assert (read.raw, read.start, read.report) == ("7件: “#”", 12, "0123456789ab")
    assert read.changed == ["value", "indicator_code"] and read.indicator is None


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_line_begins_at_a_hundred_on_the_relative_scale() -> None:
    frame = pd.DataFrame({
        "publisher_key": ["a", "a", "a", "b", "b"], "unit_kind": ["people", "people", "things", "people", "people"],
        "year": [2024, 2023, 2024, 2023, 2024], "value": [30.0, 20.0, 7.0, 0.0, 5.0],
    })  # fmt: skip
    relative = of_the_first_year(frame)
    assert relative["value"].tolist() == [150.0, 100.0, 100.0]
    assert set(relative["publisher_key"]) == {"a"}


@pytest.mark.parametrize(
    ("chosen", "expected"), [(None, (-1, 0)), (3, (-1, 0)), (5, (-1, 1)), (7, (0, 1)), (9, (0, 2)), (30, (1, 2))]
)
def test_the_doubtful_figures_around_a_place(chosen: int | None, expected: tuple[int, int]) -> None:
    assert neighbours([5, 9], chosen) == expected


def test_the_overview_opens_on_a_year_that_has_something_to_show() -> None:
    assert usual_year(pd.DataFrame({"report_year": [2024, 2023, 2022], "reports": [3, 96, 86]})) == 2023
    assert usual_year(pd.DataFrame({"report_year": [2024, 2023], "reports": [25, 100]})) == 2024
    assert usual_year(pd.DataFrame({"report_year": [2024], "reports": [1]})) == 2024


def test_per_100k_leaves_out_what_has_no_population() -> None:
    frame = SERIES.assign(label=["甲县", "乙局"], per_100k=[25.0, None])
    shown = per_100k(frame)
    assert shown[["label", "value"]].to_dict("records") == [{"label": "甲县", "value": 25.0}]


def test_a_map_per_100k_keeps_the_silent_and_names_the_unit() -> None:
    frame = pd.DataFrame({
        "region_code": ["1", "2", "3"], "state": ["given", "given", "never_asked"], "value": [50.0, 60.0, None],
        "per_100k": [25.0, None, None], "unit": ["件", "件", None],
    })  # fmt: skip
    shown = map_view.per_100k(frame)
    assert list(shown["region_code"]) == ["1", "3"]
    assert shown["value"].iloc[0] == 25.0 and shown["unit"].iloc[0] == "件/10万人"
