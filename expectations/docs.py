"""The Data Docs of Great Expectations: a static site of the validations that are kept.

The site is built of `validations.py`'s records and not while a refresh runs: rendering takes longer than judging.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from expectations.gx import expectations_of_gx


def build_docs(validations: Sequence[Mapping[str, Any]], folder: Path) -> Path:
    """Writes the site of the validations (records of `kept_validations`) anew; its first page."""
    gx, _, _ = expectations_of_gx()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    context.add_data_docs_site(site_name="fazhi", site_config=_site(partial))
    suites: set[str] = set()
    for validation in validations:
        for suite, outcomes in validation["suites"].items():
            _keep(context, suite, outcomes, validation, is_first=suite not in suites)
            suites.add(suite)
    context.build_data_docs(site_names=["fazhi"])
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return folder / "index.html"


def _site(folder: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _keep(
    context: Any, suite: str, outcomes: Sequence[Mapping[str, Any]], validation: Mapping[str, Any], *, is_first: bool
) -> None:
    """Puts one suite's outcomes into the context's store, and the suite itself with the newest of them."""
    gx, _, _ = expectations_of_gx()
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    results = [_result(outcome) for outcome in outcomes]
    kept = sum(result.success for result in results)
    at = datetime.fromisoformat(validation["at"])
    told = ExpectationSuiteValidationResult(
        success=kept == len(results),
        results=results,
        suite_name=suite,
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": kept,
            "unsuccessful_expectations": len(results) - kept,
            "success_percent": 100 * kept / len(results) if results else None,
        },
        meta={"run_id": RunIdentifier(validation["run_id"], at), "validation_time": at.isoformat()},
    )
    key = ValidationResultIdentifier(
        expectation_suite_identifier=ExpectationSuiteIdentifier(suite),
        run_id=RunIdentifier(validation["run_id"], at),
        batch_identifier=f"frame-{suite}",
    )
    context.validation_results_store.set(key, told)
    if is_first:
        parts = [result.expectation_config.to_domain_obj() for result in results]
        context.suites.add_or_update(gx.ExpectationSuite(name=suite, expectations=parts))


def _result(outcome: Mapping[str, Any]) -> Any:
    """What GX would say of the expectation over the whole frame, with sentences as its examples."""
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    written = outcome["expectation"]
    count, broken = outcome["element_count"], outcome["unexpected_count"]
    notes = [f"**{outcome['rule']}** {written['meta']['why']}", *(row["message_en"] for row in outcome["examples"])]
    configuration = ExpectationConfiguration(
        type=written["type"],
        kwargs=written["kwargs"],
        meta=written["meta"] | {"notes": {"format": "markdown", "content": notes}},
        severity=written.get("severity"),
    )
    return ExpectationValidationResult(
        success=outcome["success"],
        expectation_config=configuration,
        result={
            "element_count": count,
            "unexpected_count": broken,
            "unexpected_percent": 100 * broken / count if count else 0.0,
            "partial_unexpected_list": [row["message_zh"] for row in outcome["examples"]],
        },
        exception_info={"raised_exception": False, "exception_traceback": None, "exception_message": None},
        meta={},
    )
