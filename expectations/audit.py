"""Runs a suite on a frame.

`run_suite` answers with one `Outcome` per rule. A rule that could not be judged (a column is missing, a
metric fails) raises `ExpectationBroken`: GX itself reports it as a plain failure with an empty result, which
nobody can tell from a rule that figures break.

Nothing is written to disk, nothing is sent, and GX and pandas are imported when the first suite runs.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from numbers import Real
from typing import TYPE_CHECKING, Any

from expectations.gx import configurations_made_once, expectations_of_gx
from expectations.messages import tell
from expectations.outcomes import SHOWN_EXAMPLES, Outcome, records
from expectations.rules import rules

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd

NUMBERS = {"integer", "floating", "decimal", "mixed-integer-float", "empty"}
"""What pandas calls cells that can be compared with numbers, nothing at all among them."""


class ExpectationBroken(Exception):
    """A rule could not be judged: the fault is in the suite or in the frame, not in the figures."""


def run_suite(suite: gx.ExpectationSuite, frame: pd.DataFrame) -> list[Outcome]:
    """One outcome per rule of the suite, in the suite's order. The frame is left as it is.

    A frame without rows breaks no rule. Raises ExpectationBroken where a rule cannot be judged.
    """
    if frame.empty:
        return [_outcome(expectation, {"element_count": 0}, frame) for expectation in suite.expectations]
    prepared = _with_derived_columns(_for_gx(frame[columns_read(suite, frame.columns)]), suite)
    with configurations_made_once():
        judged = _batch(prepared).validate(suite, result_format={"result_format": "COMPLETE"})
    answers = {answer.expectation_config.meta["rule"]: answer for answer in judged.results}
    named = [(expectation, answers[_rule_name(expectation)]) for expectation in suite.expectations]
    for expectation, answer in named:
        _refuse_broken(_rule_name(expectation), answer, frame)
    return [_outcome(expectation, answer.result, frame) for expectation, answer in named]


def _rule_name(expectation: Any) -> str:
    return str(expectation.meta["rule"])


def _outcome(expectation: Any, result: Mapping[str, Any], frame: pd.DataFrame) -> Outcome:
    rule = rules()[_rule_name(expectation)]
    positions = tuple(int(position) for position in result.get("unexpected_index_list") or ())
    count = int(result.get("element_count", 0))
    limits = {name: getattr(expectation, name, None) for name in ("min_value", "max_value")}
    limits = {name: limit for name, limit in limits.items() if limit is not None}
    examples = tuple(records(frame, positions[:SHOWN_EXAMPLES]))
    first = tell(rule, examples[0], limits)["observed"] if examples else ""
    return Outcome(
        name=rule.name,
        success=not positions,
        severity=rule.severity,
        blocking=rule.blocking,
        description=expectation.description,
        element_count=count,
        unexpected_count=len(positions),
        first_observed=first,
        examples=examples,
        positions=positions,
        limits=limits,
        expectation=expectation.configuration.to_json_dict(),
    )


def _refuse_broken(name: str, answer: Any, frame: pd.DataFrame) -> None:
    """Raise where the answer holds an exception, or says neither that rows are right nor which are wrong."""
    info = answer.exception_info or {}
    # One expectation reports `{"raised_exception": …}` itself, or one such record for each of its metrics.
    told = [info] if "raised_exception" in info else list(info.values())
    messages = [str(entry["exception_message"]) for entry in told if entry.get("raised_exception")]
    if messages:
        columns = ", ".join(map(str, frame.columns))
        raise ExpectationBroken(
            f"The rule {name} could not be judged: {messages[0]}. The frame has the columns {columns}."
        )
    if not answer.success and not answer.result.get("unexpected_index_list"):
        raise ExpectationBroken(f"The rule {name} failed without naming a row that breaks it.")


def columns_read(suite: gx.ExpectationSuite, columns: Iterable[str]) -> list[str]:
    """Those of the columns that a rule or a computed column names: GX copies all it is given for each condition."""
    rules_read = json.dumps([expectation.configuration.to_json_dict()["kwargs"] for expectation in suite.expectations])
    named = set(re.findall(r"\w+", " ".join([rules_read, *(suite.meta or {}).get("derived", {}).values()])))
    return [column for column in columns if column in named]


def _with_derived_columns(frame: pd.DataFrame, suite: gx.ExpectationSuite) -> pd.DataFrame:
    """The frame with the columns that the suite computes of others: `meta["derived"]`, pandas expressions."""
    derived: dict[str, str] = (suite.meta or {}).get("derived", {})
    for column, expression in derived.items():
        try:
            computed: Any = frame.eval(expression, engine="python")
        except Exception as error:
            raise ExpectationBroken(
                f"The suite {suite.name} could not be judged: it needs {column} = {expression}, but {error}."
            ) from error
        frame = frame.assign(**{column: computed})
    return frame


def _for_gx(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose numbers are float64 and whose index is the rows' position, by which GX names broken rows.

    Decimal cells cannot be compared with floats, and DuckDB's nullable columns arrive as objects. Figures
    have at most 15 significant digits, which float64 keeps.
    """
    prepared = frame.reset_index(drop=True)
    for name in prepared.columns:
        column = prepared[name]
        if column.dtype != "float64" and _holds_numbers(column):
            prepared[name] = column.astype("object").where(column.notna(), None).astype("float64")
    return prepared


def _holds_numbers(column: pd.Series) -> bool:
    import pandas as pd

    if pd.api.types.is_bool_dtype(column.dtype):
        return False
    if pd.api.types.is_numeric_dtype(column.dtype):
        return True
    if column.dtype != object:
        return False
    held = pd.api.types.infer_dtype(column, skipna=True)
    if held.startswith("mixed") and held not in NUMBERS:  # decimals beside floats
        given = column[column.notna()]
        return all(isinstance(cell, Real | Decimal) and not isinstance(cell, bool) for cell in given)
    return held in NUMBERS


def _batch(frame: pd.DataFrame) -> Any:
    return _whole_frames().get_batch({"dataframe": frame})


@cache
def _whole_frames() -> Any:
    """Frames as batches of a context that lives in memory, writes no file and draws no progress bars; one a process."""
    gx, _, _ = expectations_of_gx()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # It tells of the temporary folder of a site that is never built.
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")
