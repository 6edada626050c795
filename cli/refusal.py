"""Why a run of the graph failed: an exit code and a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cli import exits
from cli.language import language, say, translated
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import dagster as dg

_REFUSED = "CoverageShrunk"
"""Name of the error that says what a publication would lose."""

_INTERRUPTED = "DagsterExecutionInterruptedError"
"""What Dagster makes of Ctrl-C within a step."""

_ADVICE = {
    r"no space left|quota exceeded|file too large|disk is full|could not write": (
        "Make room on the disk of {root} and try again; what is published stays as it was."
    ),
    r"permission denied|read-only|not permitted|readonly": (
        "Give the user of this command the right to write in {root}, or name another folder with FAZHI_DATA."
    ),
    r"disk image is malformed|file is not a database": (
        "Move {root}/dagster away and try again: it holds the history of runs, no data."
    ),
    r"corrupt|checksum|not a valid duckdb|serialization error|parquet": (
        "Try again: damaged files are rebuilt; `fazhi doctor` shows any other problems."
    ),
    r"no such file or directory": (
        "Something was removed while it was in use: see whether {root} is still there, and try again."
    ),
}
"""What errors say, whatever library they are of → what to do."""

_WRONG_USE = {"UserError", "CorrectionError"}
"""Names of the errors that the user can correct: a run keeps no more of an exception than name and message."""


def why_failed(result: dg.ExecuteInProcessResult) -> tuple[int, str]:
    """The exit code, and the first failure in one sentence."""
    from warehouse.building.verdict import last_refusal

    checks = [check for check in result.get_asset_check_evaluations() if not check.passed and check.blocking]
    if checks:
        refusal = last_refusal(Workspace.from_environment())
        if refusal and refusal.run_id == result.run_id:
            reasons = refusal.told(language())
        else:
            reasons = ", ".join(f"{check.asset_key.to_user_string()}: {check.check_name}" for check in checks)
        told = "the audit refused to publish: {reasons} `fazhi status` says more, `fazhi ui` shows the rows."
        return exits.REFUSED, say(told, reasons=reasons)
    for event in result.all_events:
        if event.is_step_failure:
            return _step_failure(event)
        if event.is_run_failure and event.job_failure_data.error:
            return exits.FAILED, translated(str(_causes(event.job_failure_data.error)[-1].message).strip())
    return exits.FAILED, say("the run failed without a reason; --debug shows Dagster's log.")


def _step_failure(event: Any) -> tuple[int, str]:
    data = event.step_failure_data
    causes = _causes(data.error)
    names = {cause.cls_name for cause in causes}
    if any(_INTERRUPTED in f"{cause.cls_name} {cause.message}" for cause in causes):
        return exits.INTERRUPTED, say("interrupted in step {step}.", step=event.step_key)
    code = exits.REFUSED if _REFUSED in names else exits.WRONG_USE if _WRONG_USE & names else exits.FAILED
    if data.user_failure_data and data.user_failure_data.description:
        return code, translated(data.user_failure_data.description)
    reason = translated(causes[-1].message.strip()) if causes else say("without a reason")
    told = say("step {step} failed: {reason}", step=event.step_key, reason=reason)
    return code, " ".join(filter(None, [told, advice(reason)]))


def advice(error: str) -> str | None:
    """What to do where the machine, not fazhi, is at fault; told by what errors of all libraries have in common."""
    for sign, english in _ADVICE.items():
        if re.search(sign, error, re.IGNORECASE):
            return say(english, root=Workspace.from_environment().root)
    return None


def _causes(error: Any) -> list[Any]:
    """An error of a run and what caused it, the innermost last."""
    causes = []
    while error:
        causes.append(error)
        error = error.cause
    return causes
