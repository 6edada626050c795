"""Runs a suite on a frame, and makes findings of what it says.

`run_suite` answers with one `Outcome` per rule. A rule that could not be judged (a column is missing, a
metric fails) raises `ExpectationBroken`: GX itself reports it as a plain failure with an empty result, which
nobody can tell from a rule that figures break. `findings` makes one row per broken rule and subject of it,
with a sentence that names the numbers.

Nothing is written to disk, nothing is sent, and GX and pandas are imported when the first suite runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

from expectations.gx import expectations_of_gx
from expectations.messages import is_nothing, tell
from expectations.rules import Severity, rules

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd

SHOWN_EXAMPLES = 20

FINDING_COLUMNS = (
    "finding_id",
    "rule",
    "severity",
    "subject",
    "figure_id",
    "related_figure_id",
    "sha256",
    "region_code",
    "year",
    "indicator_code",
    "observed",
    "message_zh",
    "message_en",
)


class ExpectationBroken(Exception):
    """A rule could not be judged: the fault is in the suite or in the frame, not in the figures."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule says of one frame."""

    name: str
    """The rule's stable name in `rules.toml`."""
    success: bool
    severity: Severity
    blocking: bool
    description: str
    element_count: int
    """Rows that the rule was applied to."""
    unexpected_count: int
    observed: str
    """One line: how many of how many, and the first of them."""
    examples: tuple[dict[str, Any], ...] = ()
    """The first rows that break the rule, 20 at most."""
    positions: tuple[int, ...] = ()
    """Positions (`frame.iloc`) of all rows that break the rule."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """`min_value` and `max_value` of the expectation, where it has them."""

    @property
    def forbids_publishing(self) -> bool:
        return self.blocking and not self.success


def run_suite(suite: gx.ExpectationSuite, frame: pd.DataFrame) -> list[Outcome]:
    """One outcome per rule of the suite, in the suite's order. The frame is left as it is.

    A frame without rows breaks no rule. Raises ExpectationBroken where a rule cannot be judged.
    """
    if frame.empty:
        return [_outcome(expectation, {"element_count": 0}, frame) for expectation in suite.expectations]
    prepared = _with_derived_columns(_for_gx(frame), suite)
    judged = _batch(prepared).validate(suite, result_format={"result_format": "COMPLETE"})
    answers = {answer.expectation_config.meta["rule"]: answer for answer in judged.results}
    named = [(expectation, answers[_rule_name(expectation)]) for expectation in suite.expectations]
    for expectation, answer in named:
        _refuse_broken(_rule_name(expectation), answer, frame)
    return [_outcome(expectation, answer.result, frame) for expectation, answer in named]


def findings(outcomes: Iterable[Outcome], frame: pd.DataFrame) -> pd.DataFrame:
    """One row per broken rule and subject: the rows of `audit.findings`, in the columns of `FINDING_COLUMNS`.

    `frame` is the frame that the outcomes were made of. `finding_id` depends on the rule and on whom it
    speaks of, not on the order of rows or on the words of the message.
    """
    import pandas as pd

    rows: dict[str, dict[str, Any]] = {}
    for outcome in outcomes:
        if outcome.success:
            continue
        for record in _records(frame, outcome.positions):
            finding = _finding(outcome, record)
            rows.setdefault(finding["finding_id"], finding)
    table = pd.DataFrame(list(rows.values()), columns=list(FINDING_COLUMNS))
    return table.astype({"year": "Int64"})


def _finding(outcome: Outcome, record: Mapping[str, Any]) -> dict[str, Any]:
    rule = rules()[outcome.name]
    related = ["denominator_figure_id", "prior_figure_id"] if rule.subject == "pair" else []
    whom = {
        "figure_id": _first_of(record, ["figure_id", "numerator_figure_id"]),
        "related_figure_id": _first_of(record, related),
        "sha256": _first_of(record, ["sha256"]),
        "region_code": _first_of(record, ["region_code"]),
        "year": _first_of(record, ["year"]),
        "indicator_code": _first_of(record, ["indicator_code", "numerator_code"]),
    }
    parts = [rule.name, _first_of(record, ["publisher_key"]), *whom.values()]
    key = "\x1f".join("" if part is None else str(part) for part in parts)
    return {
        "finding_id": hashlib.sha256(key.encode()).hexdigest()[:32],
        "rule": rule.name,
        "severity": rule.severity,
        "subject": rule.subject,
        **whom,
        **tell(rule, record, outcome.limits),
    }


def _first_of(record: Mapping[str, Any], names: list[str]) -> Any:
    value = next((record[name] for name in names if not is_nothing(record.get(name))), None)
    # A column of years with gaps arrives as float; ids must not hang on that.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _records(frame: pd.DataFrame, positions: Iterable[int]) -> list[dict[str, Any]]:
    rows = frame.iloc[list(positions)].to_dict("records")
    return [{str(column): cell for column, cell in row.items()} for row in rows]


def _rule_name(expectation: Any) -> str:
    return str(expectation.meta["rule"])


def _outcome(expectation: Any, result: Mapping[str, Any], frame: pd.DataFrame) -> Outcome:
    rule = rules()[_rule_name(expectation)]
    positions = tuple(int(position) for position in result.get("unexpected_index_list") or ())
    count = int(result.get("element_count", 0))
    observed = f"{len(positions)} of {count} rows"
    limits = {name: getattr(expectation, name, None) for name in ("min_value", "max_value")}
    limits = {name: limit for name, limit in limits.items() if limit is not None}
    examples = tuple(_records(frame, positions[:SHOWN_EXAMPLES]))
    if examples:
        observed += f"; first: {tell(rule, examples[0], limits)['observed']}"
    return Outcome(
        name=rule.name,
        success=not positions,
        severity=rule.severity,
        blocking=rule.blocking,
        description=expectation.description,
        element_count=count,
        unexpected_count=len(positions),
        observed=observed,
        examples=examples,
        positions=positions,
        limits=limits,
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
        if _holds_numbers(prepared[name]):
            prepared[name] = prepared[name].astype("float64")
    return prepared


def _holds_numbers(column: pd.Series) -> bool:
    import pandas as pd

    if pd.api.types.is_bool_dtype(column.dtype):
        return False
    if pd.api.types.is_numeric_dtype(column.dtype):
        return True
    if column.dtype != object:
        return False
    given = column[column.notna()]
    return bool(given.map(lambda cell: isinstance(cell, Real | Decimal) and not isinstance(cell, bool)).all())


def _batch(frame: pd.DataFrame) -> Any:
    """The frame as a batch of a context that lives in memory, writes no file and draws no progress bars."""
    gx, _, _ = expectations_of_gx()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
