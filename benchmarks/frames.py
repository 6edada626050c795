"""The year over year of `indicator_yoy` with pandas instead of SQL: what the marts' speed is measured beside.

It is made from the same tables and has the same columns for values, intervals, hedges, prior values, changes, notes,
quotes and names. It is spared what the generated corpora do not ask for: sums of parts, units that differ between
years, and which of several mentions a change stands beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd

RELATIVE = ["percent", "permille", "points", "times", "doublings"]
KEY = ["sha256", "indicator_code"]
BRANCHES = ["value", "low", "high", "bound", "scope", "figure_id", "sha256"]

_FIGURES = """
select f.figure_id, f.sha256, f."start", f.sentence_start, f.sentence_end, f.value::double as value,
    f."precision"::double as "precision", f.unit, coalesce(k.unit_kind, 'things') as unit_kind, f.bound, f.measure,
    f.scope, f.indicator_code, f.year, s.domain as section_domain, s.is_plan, coalesce(v.severity, '') as severity
from raw.corrected_figures as f
left join raw.sections as s using (section_id)
left join audit.figure_findings as v using (figure_id)
left join staging.unit_kinds as k using (unit)
where f.indicator_code is not null
"""
_REPORTS = """
select sha256, region_code as publisher_key, region_code, region_name, level, report_year, address as report_address,
    text
from raw.documents where is_current
"""
_INDICATORS = """
select code as indicator_code, name_zh as indicator_name_zh, name_en as indicator_name_en, domain, kind, aggregation
from raw.indicators
"""


def indicator_yoy(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per report and indicator of the report's year, read from the raw tables behind `con`."""
    figures, reports, indicators = (con.execute(query).df() for query in (_FIGURES, _REPORTS, _INDICATORS))
    texts = dict(zip(reports["sha256"], reports.pop("text"), strict=True))
    figures = figures.merge(reports[["sha256", "publisher_key", "report_year"]], on="sha256")
    figures = figures.merge(indicators[["indicator_code", "domain", "kind"]], on="indicator_code")
    figures = _with_intervals(
        figures[~figures["is_plan"].fillna(False).astype(bool) & (figures["severity"] != "error")]
    )
    chosen = _chosen(figures)
    own = chosen[chosen["year"] == chosen["report_year"]]
    restated = chosen[chosen["year"] == chosen["report_year"] - 1]
    yoy = _judged(_with_prior(own, restated, _stated(figures)))
    yoy["quote"] = [
        texts[sha256][start:end]
        for sha256, start, end in zip(yoy["sha256"], yoy["sentence_start"], yoy["sentence_end"], strict=True)
    ]
    yoy["validity"] = (yoy["severity"] == "warn").map({True: "flagged", False: "valid"})
    addresses = reports.set_index("sha256")["report_address"]
    yoy["prior_report_address"] = yoy["prior_sha256"].map(addresses)
    names = reports.drop(columns=["publisher_key", "report_year"])
    return yoy.merge(names, on="sha256").merge(indicators.drop(columns=["domain", "kind"]), on="indicator_code")


def _with_intervals(figures: pd.DataFrame) -> pd.DataFrame:
    """Adds `low` and `high`: what the print of each figure leaves open."""
    import numpy as np

    value, bound, precision = (figures[name].to_numpy() for name in ("value", "bound", "precision"))
    exact_count = ~figures["unit_kind"].isin(RELATIVE).to_numpy() & (precision == 0.5)
    rounding = np.where(exact_count, 0.0, precision)
    hedge = _hedge_width(value, precision, bound != "exact")
    below, above = ("at_most", "at_least"), ("at_least", "at_most")
    is_low = (bound == "about") | np.where(value >= 0, bound == below[0], bound == below[1])
    is_high = (bound == "about") | np.where(value >= 0, bound == above[0], bound == above[1])
    return figures.assign(
        low=value - np.where(is_low, hedge, rounding), high=value + np.where(is_high, hedge, rounding)
    )


def _hedge_width(value: np.ndarray, precision: np.ndarray, hedged: np.ndarray) -> np.ndarray:
    """One of the last place that is not zero, for the hedged figures: 4200余 may be off by 100."""
    import numpy as np

    size = np.abs(value[hedged])
    place = np.where((size > 0) & (size == np.trunc(size)), 1.0, 0.0)
    for power in range(1, 16):
        place = np.where((size > 0) & (size % 10**power == 0), 10.0**power, place)
    width = np.zeros_like(value)
    width[hedged] = np.maximum(2 * precision[hedged], place)
    return width


def _chosen(figures: pd.DataFrame) -> pd.DataFrame:
    """One level per report, indicator and year: a total, exact, in its own section, in front of others."""
    of_kind = (figures["unit_kind"] == "percent").where(figures["kind"] == "rate", ~figures["unit_kind"].isin(RELATIVE))
    levels = figures[(figures["measure"] == "level") & of_kind.astype(bool)]
    levels = levels.assign(
        part=(levels["scope"] != "total").astype(int),
        hedged=(levels["bound"] != "exact").astype(int),
        elsewhere=(levels["section_domain"] != levels["domain"]).astype(int),
    )
    return levels.sort_values([*KEY, "year", "part", "hedged", "elsewhere", "start"]).drop_duplicates([*KEY, "year"])


def _stated(figures: pd.DataFrame) -> pd.DataFrame:
    """The first change in percent that a report states for an indicator."""
    stated = figures[(figures["measure"] == "change") & (figures["unit_kind"] == "percent")].sort_values("start")
    stated = stated.drop_duplicates(KEY)[[*KEY, "value", "low", "high", "bound", "figure_id"]]
    return stated.rename(columns={name: f"stated_{name}" for name in ("value", "low", "high", "bound", "figure_id")})


def _with_prior(own: pd.DataFrame, restated: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Adds the prior value, its interval, hedge, scope, figure and report: printed, else restated, else implied."""
    import numpy as np

    before = own.assign(year=own["year"] + 1)[["publisher_key", "indicator_code", "year", *BRANCHES]]
    before = before.rename(columns={name: f"printed_{name}" for name in BRANCHES})
    again = restated.assign(report=restated["sha256"])[["report", "indicator_code", *BRANCHES]]
    again = again.rename(columns={name: f"restated_{name}" for name in BRANCHES} | {"report": "sha256"})
    yoy = own.merge(before, on=["publisher_key", "indicator_code", "year"], how="left")
    yoy = yoy.merge(again, on=KEY, how="left").merge(stated, on=KEY, how="left")
    growth = (1 + yoy["stated_value"] / 100).where((yoy["kind"] != "rate") & (yoy["stated_value"] > -100))
    yoy["implied_value"] = (yoy["value"] / growth).round()
    yoy["implied_low"] = np.minimum(yoy["implied_value"], yoy["low"] / (1 + yoy["stated_high"] / 100))
    yoy["implied_high"] = np.maximum(yoy["implied_value"], yoy["high"] / (1 + yoy["stated_low"] / 100))
    yoy = yoy.assign(implied_bound="about", implied_scope=yoy["scope"], implied_sha256=yoy["sha256"])
    sources = ["printed", "restated", "implied"]
    known = [yoy[f"{source}_value"].notna() for source in sources]
    for name in BRANCHES:
        choices = [yoy[f"{source}_{name}"] for source in sources if f"{source}_{name}" in yoy]
        empty = np.nan if name in ("value", "low", "high") else None
        yoy[f"prior_{name}"] = _first(known[: len(choices)], choices, empty)
    yoy["prior_source"] = _first(known, ["prior_report", "restated", "implied"])
    return yoy


def _judged(yoy: pd.DataFrame) -> pd.DataFrame:
    """Adds the change in units, percent or points, its interval, hedge and note, and whether the words agree."""
    import numpy as np

    is_rate, prior, value = yoy["kind"] == "rate", yoy["prior_value"], yoy["value"]
    lowest = 100 * (yoy["low"] / yoy["prior_high"].where(yoy["prior_high"] > 0) - 1)
    highest = (100 * (yoy["high"] / yoy["prior_low"].where(yoy["prior_low"] > 0) - 1)).fillna(np.inf)
    agree = (lowest <= yoy["stated_high"] + 1e-9) & (yoy["stated_low"] <= highest + 1e-9)
    comparable = ~is_rate & yoy["stated_value"].notna() & prior.notna() & (yoy["prior_source"] != "implied")
    yoy["consistent"] = agree.astype(object).where(comparable & lowest.notna(), None)
    tenfold = (prior > 0) & ((value - prior).abs() >= 10) & ((value >= 10 * prior) | (10 * value <= prior))
    tenfold &= ~is_rate & (yoy["prior_source"] != "implied") & (yoy["consistent"] != True)  # noqa: E712
    yoy["yoy_change"] = value - prior
    yoy["yoy_change_low"] = yoy["low"] - yoy["prior_high"]
    yoy["yoy_change_high"] = yoy["high"] - yoy["prior_low"]
    yoy["yoy_bound"] = _change_bound(yoy["bound"], yoy["prior_bound"])
    yoy["yoy_pct"] = (100 * (value / prior.where(~is_rate & (prior != 0) & ~tenfold) - 1)).round(4)
    yoy["yoy_points"] = yoy["yoy_change"].where(is_rate)
    notes = [prior.isna(), is_rate, prior == 0, tenfold]
    yoy["yoy_note"] = _first(notes, ["no_prior", "rate", "prior_is_zero", "tenfold"])
    return yoy


def _change_bound(bound: pd.Series, prior_bound: pd.Series) -> np.ndarray:
    exact, prior_exact = bound == "exact", prior_bound == "exact"
    conditions = [
        exact & prior_exact,
        (exact | (bound == "at_least")) & (prior_exact | (prior_bound == "at_most")),
        (exact | (bound == "at_most")) & (prior_exact | (prior_bound == "at_least")),
        prior_bound.notna(),
    ]
    return _first(conditions, ["exact", "at_least", "at_most", "about"])


def _first(conditions: list[Any], choices: list[Any], default: Any = None) -> np.ndarray:
    """For each row the choice of the first condition that holds."""
    import numpy as np

    return np.select(conditions, choices, default=default)
