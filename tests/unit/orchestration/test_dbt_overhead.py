"""What dbt is spared around a build, and that it still needs to be."""

from __future__ import annotations

import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from dbt_common.behavior_flags import BehaviorFlagRendered

from warehouse.building.dbt_overhead import forget_unused_macros, spare_flag_sources

pytestmark = pytest.mark.unit


def macro(name: str, sql: str = "", package: str = "dbt") -> Any:
    return SimpleNamespace(unique_id=f"macro.{package}.{name}", name=name, macro_sql=sql, package_name=package)


def left(macros: list[Any], raw_code: str = "select 1", materialized: str = "table") -> set[str]:
    """Names of the macros that a project with one node is left with."""
    manifest = SimpleNamespace(
        metadata=SimpleNamespace(project_name="fazhi"),
        nodes={
            "a": SimpleNamespace(
                resource_type="model", raw_code=raw_code, config=SimpleNamespace(materialized=materialized)
            )
        },
        macros={one.unique_id: one for one in macros},
    )
    forget_unused_macros(manifest)
    return {one.name for one in manifest.macros.values()}


def test_nobody_walks_the_stack_for_the_module_of_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[int] = []
    monkeypatch.setattr(BehaviorFlagRendered, "_default_source", staticmethod(BehaviorFlagRendered._default_source))
    monkeypatch.setattr(inspect, "stack", lambda: walks.append(1) or [])
    spare_flag_sources()
    flag = BehaviorFlagRendered({"name": "a_flag", "default": False, "description": "of a test"}, {})
    assert not walks
    assert flag._behavior_change_event.flag_source == "dbt.adapters"
    assert not flag.setting


def test_what_a_node_or_a_macro_of_ours_names_stays_with_what_it_names_itself() -> None:
    macros = [
        macro("ours", "{{ quoted() }}", package="fazhi"),
        macro("quoted", "{{ adapter.dispatch('trimmed')() }}"),
        macro("trimmed"),
        macro("default__trimmed"),
        macro("duckdb__trimmed"),
        macro("run_query"),
        macro("snapshot_merge_sql", "{{ only_for_snapshots() }}"),
        macro("only_for_snapshots"),
    ]
    kept = left(macros, raw_code="{{ run_query('select 1') }}")
    assert kept == {"ours", "quoted", "trimmed", "default__trimmed", "duckdb__trimmed", "run_query"}


def test_what_dbt_calls_by_itself_stays() -> None:
    by_adapters = [macro("list_schemas"), macro("duckdb__list_schemas"), macro("get_catalog")]
    materializations = [macro("materialization_table_duckdb"), macro("materialization_unit_default")]
    others = [macro("materialization_snapshot_default"), macro("materialization_view_duckdb")]
    kept = left(by_adapters + materializations + others)
    assert kept == {one.name for one in by_adapters + materializations}
