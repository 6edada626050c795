"""A broken rule told in a full sentence that names the numbers, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from expectations.rules import Rule

NOTHING = {"zh": "(空)", "en": "(nothing)"}
NAMELESS = {"zh": "该数字", "en": "The figure"}
SEPARATOR = {"zh": "、", "en": " and "}
LEVELS = {
    "zh": {"nation": "国家", "province": "省级", "prefecture": "市级", "county": "县级", "township": "乡级"},
    "en": {},
}
POINTS = {"zh": "个百分点", "en": " percentage points"}
COVERED = {
    "reports": "报告",
    "publishers and years": "发布单位年度",
    "figures": "数字",
    "indicator values": "指标数值",
}
"""In Chinese, what a publication may not lose."""

SHOWN_DIGITS = 4
COMPUTED_DIGITS = 2
"""Stated numbers are told as printed, computed ones as reports would print them."""


def tell(rule: Rule, row: Mapping[str, Any], limits: Mapping[str, Any]) -> dict[str, str]:
    """`observed`, `message_zh` and `message_en` of one broken row.

    `row` holds the columns of the rule's frame, `limits` the `min_value` and `max_value` of its expectation.
    """
    zh, en = fields(row, limits, "zh"), fields(row, limits, "en")
    return {
        "observed": rule.observed.format_map(zh),
        "message_zh": rule.message_zh.format_map(zh),
        "message_en": rule.message_en.format_map(en),
    }


def fields(row: Mapping[str, Any], limits: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """Everything that a sentence may name, as it is to be read; what is not there reads as nothing."""
    shown = _Fields({**limits, **row}, language)
    shown["place"] = _first(row, ["region_name", "region_code", "publisher_key"]) or NOTHING[language]
    level = _first(row, ["level"]) or NOTHING[language]
    shown[f"level_{language}"] = LEVELS[language].get(level, level)
    covered = shown["what"]
    shown[f"what_{language}"] = COVERED.get(covered, covered) if language == "zh" else covered
    for what in ("indicator", "numerator", "denominator"):
        names = [f"{what}_name_{language}", f"{what}_name_zh", f"{what}_code"]
        shown[f"{what}_{language}"] = _first(row, names) or NAMELESS[language]
    unit = shown["unit"]
    # Where the marts give no change (a tenfold count says little in percent), the two values give one.
    pair = row.get("value"), row.get("prior_value")
    if all(is_nothing(row.get(name)) for name in ("yoy_pct", "yoy_points")) and not any(map(is_nothing, pair)):
        row = {**row, "difference": row["value"] - row["prior_value"]}
    stated = {"reported_yoy_pct": "%", "reported_points": POINTS[language], "reported_change": unit}
    computed = {"yoy_pct": "%", "yoy_points": POINTS[language], "difference": unit}
    for name, units in (("stated", stated), ("computed", computed)):
        digits = COMPUTED_DIGITS if name == "computed" else SHOWN_DIGITS
        shown[f"{name}_{language}"] = _changes(row, units, language, digits)
    return shown


class _Fields(dict[str, str]):
    """Writes only those cells that a sentence asks for: a frame has fifty columns, and a build may have a million rows
    to tell of. Names that the frame does not have read as nothing: optional columns stay optional.
    """

    def __init__(self, cells: Mapping[str, Any], language: str) -> None:
        super().__init__()
        self._cells, self._language = cells, language

    def __missing__(self, name: str) -> str:
        return show(self._cells.get(name), self._language)


def show(value: Any, language: str = "zh") -> str:
    """A value as a reader writes it: 95.1 for 95.10, 179200 for 179200.0, and a word for nothing.

    >>> show(179200.0), show(Decimal("95.100000"))
    ('179200', '95.1')
    """
    if is_nothing(value):
        return NOTHING[language]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool | str) or not isinstance(value, int | float | Decimal):
        return str(value)
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    text = f"{round(Decimal(str(value)), SHOWN_DIGITS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_nothing(value: Any) -> bool:
    """Whether a cell of a frame is empty: None, NaN, pandas' NA or NaT."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:  # NA is neither equal nor unequal to itself
        return True


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((str(row[name]) for name in names if not is_nothing(row.get(name))), None)


def _changes(row: Mapping[str, Any], units: Mapping[str, str], language: str, digits: int) -> str:
    given = [(row[name], unit) for name, unit in units.items() if not is_nothing(row.get(name))]
    told = [f"{'+' if value > 0 else ''}{show(round(value, digits), language)}{unit}" for value, unit in given]
    return SEPARATOR[language].join(told) or NOTHING[language]
