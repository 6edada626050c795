"""What the Dagster UI has to show of every asset: who owns it, which package it belongs to, what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from cli.ui import WORKSPACE

pytestmark = pytest.mark.integration

ROOMS = [
    "archive",
    "extraction",
    "raw",
    "audit_of_figures",
    "staging",
    "intermediate",
    "marts",
    "audit_of_marts",
    "publication",
]  # the picture


@pytest.fixture(scope="module")
def graph(sample_data: Path) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FAZHI_DATA", str(sample_data))
        from orchestration.definitions import defs

        return defs.resolve_asset_graph()


@pytest.fixture(scope="module")
def instance(sample_data: Path) -> Any:
    with dg.DagsterInstance.from_config(str(sample_data / "dagster")) as opened:
        yield opened


def test_a_run_of_the_command_is_in_the_job_s_history_and_says_who_ran_it(instance: dg.DagsterInstance) -> None:
    location = yaml.safe_load(WORKSPACE.read_text(encoding="utf-8"))["load_from"][0]["python_module"]
    of_the_job = {".dagster/repository": f"__repository__@{location['location_name']}"}
    [run] = instance.get_runs(dg.RunsFilter(job_name="refresh", tags=of_the_job))
    assert run.remote_job_origin is not None and run.remote_job_origin.location_name == location["location_name"]
    assert run.tags["fazhi/command"] == "fazhi refresh"
    assert run.tags["fazhi/user"]


def _metadata(instance: dg.DagsterInstance, *key: str) -> dict[str, Any]:
    event = instance.get_latest_materialization_event(dg.AssetKey(list(key)))
    assert event is not None and event.asset_materialization is not None
    return {name: value.value for name, value in event.asset_materialization.metadata.items()}


def test_the_graph_reads_from_left_to_right_room_by_room(graph: Any) -> None:
    for key in graph.materializable_asset_keys:
        room = ROOMS.index(graph.get(key).group_name)
        for parent in graph.get(key).parent_keys:
            assert ROOMS.index(graph.get(parent).group_name) <= room, f"{parent} stands to the right of {key}"


def test_every_asset_says_in_both_languages_what_it_is_and_who_looks_after_it(graph: Any) -> None:
    for key in graph.materializable_asset_keys:
        node = graph.get(key)
        assert "\u4e00" <= node.description[0] <= "\u9fff", f"{key.to_user_string()} has no name in names_zh.csv"
        assert node.owners and node.tags["package"] and node.kinds, key
        english = node.description.partition("。")[2] or node.description
        assert any("a" <= letter <= "z" for letter in english), f"{key.to_user_string()} is told in Chinese alone"


def test_no_name_is_left_of_an_asset_that_is_no_more(graph: Any) -> None:
    from orchestration.assets.groups import _names

    known = {"/".join(key.path) for key in graph.materializable_asset_keys}
    assert set(_names()) <= known


def test_every_field_of_the_launchpad_says_what_it_is(sample_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestration.assets.collected import ReportSources
    from orchestration.assets.ingested import Extraction
    from orchestration.assets.published import Publishing
    from orchestration.resources import PublishersResource

    for config in (ReportSources, Extraction, Publishing, PublishersResource):
        for name, field in config.model_fields.items():
            assert field.description and len(field.description) > 20, f"{config.__name__}.{name}"


def test_every_table_shows_its_rows_and_columns(instance: Any) -> None:
    for key in (("raw", "documents"), ("raw", "figures"), ("audit", "findings"), ("audit", "figure_findings")):
        shown = _metadata(instance, *key)
        assert isinstance(shown["dagster/row_count"], int)
        assert len(shown["dagster/column_schema"].columns) > 5
        assert all(column.description for column in shown["dagster/column_schema"].columns), key
        assert shown["preview"].startswith("| ")


def test_a_column_of_a_mart_leads_back_to_those_it_is_made_of(instance: Any) -> None:
    lineage = _metadata(instance, "marts", "indicator_yoy")["dagster/column_lineage"].deps_by_column
    made_of = {("/".join(dep.asset_key.path), dep.column_name) for dep in lineage["yoy_change"]}
    assert ("marts/fct_indicator", "value") in made_of
    assert ("intermediate/int_indicator_prior", "prior_value") in made_of


def test_what_a_column_is_made_of_stands_where_the_ui_shows_it(graph: Any, instance: Any) -> None:
    built = _metadata(instance, "marts", "indicator_yoy")["dagster/column_schema"]
    (column,) = [column for column in built.columns if column.name == "yoy_change"]
    assert column.description.startswith("Value minus prior value")
    assert "[marts.fct_indicator](/assets/marts/fct_indicator) `value`" in column.description
    # The UI shows the words of the definition in place of these, where it has any.
    defined = graph.get(dg.AssetKey(["marts", "indicator_yoy"])).metadata["dagster/column_schema"]
    assert [column.name for column in defined.columns] == [column.name for column in built.columns]
    assert not any(column.description for column in defined.columns)


def test_the_publication_shows_coverage_by_province_and_what_is_new(instance: Any) -> None:
    shown = _metadata(instance, "published_warehouse")
    by_province = {name: value for name, value in shown.items() if name.startswith("reports: ")}
    assert sum(by_province.values()) == shown["reports"] == shown["new reports"] == 12
    assert shown["the new reports"].count("\n") == 1 + 12
    assert all(name.removeprefix("reports: ") in shown["coverage"] for name in by_province)


def test_findings_are_numbers_that_can_be_plotted(instance: Any) -> None:
    shown = _metadata(instance, "audit", "findings")
    severities = [shown[f"findings: {severity}"] for severity in ("error", "warn", "note")]
    rules = [value for name, value in shown.items() if name.startswith("findings: ") and "_" in name]
    assert sum(severities) == sum(rules) == shown["dagster/row_count"] > 0


def test_a_check_says_what_it_found(instance: Any) -> None:
    events = instance.get_records_for_run(
        instance.get_runs()[0].run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
    )
    evaluations = [record.event_log_entry.dagster_event.event_specific_data for record in events.records]
    assert len(evaluations) > 50
    for evaluation in evaluations:
        assert evaluation.description, f"{evaluation.check_name} says nothing"
    (broken,) = [one for one in evaluations if one.check_name == "rate_lies_within_0_100"]
    assert not broken.passed and "109.5%超出" in broken.description and "is 109.5%, outside" in broken.description
