"""The dbt models as assets and their tests as checks.

`@dbt_assets` reads specs, checks and groups from the manifest; the body runs dbt in this process, which
spares the imports and the parse of the dbt command that `DbtCliResource` starts.
"""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets

from orchestration.assets.collected import WRITER
from orchestration.metadata.previews import all_columns, preview, table_columns
from orchestration.resources import WorkspaceResource
from orchestration.runs.stopped import Stopped
from warehouse import progress
from warehouse.building.candidate import open_candidate
from warehouse.building.column_lineage import Origins, model_origins
from warehouse.building.dbt import NodeResult, build, manifest_path, unique_id

if TYPE_CHECKING:
    import duckdb

_SCHEMA = "dagster/column_schema"


class BuiltColumns(DagsterDbtTranslator):
    """Models as Dagster knows them, without column descriptions: a build adds these, with the lineage of each column.

    The UI prefers the descriptions of a definition to those of a build. Names and types are kept for models that
    have never been built.
    """

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        schema = spec.metadata.get(_SCHEMA)
        if schema is None:
            return spec
        columns = [dg.TableColumn(column.name, column.type) for column in schema.columns]
        return spec.merge_attributes(metadata={_SCHEMA: dg.TableSchema(columns)})


@dbt_assets(manifest=manifest_path(), name="dbt_models", pool=WRITER, dagster_dbt_translator=BuiltColumns())
def dbt_models(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> Iterator[Any]:
    """Builds the selected models in the candidate warehouse and runs their tests."""
    specs = context.assets_def.specs_by_key
    keys = {unique_id(specs[key].metadata): key for key in context.selected_asset_keys}
    checks = {
        unique_id(spec.metadata): spec.key
        for spec in context.assets_def.check_specs
        if spec.key in context.selected_asset_check_keys
    }
    selection = [*keys, *checks] if context.is_subset else []
    results = build(
        workspace.workspace,
        selection,
        lambda done, total: progress.report("dbt models and tests", done, total),
    )
    seconds = {node.unique_id: round(node.seconds, 2) for node in results.nodes if node.ok}
    kept = () if results.failed else results.kept
    with open_candidate(workspace.workspace) as con:
        origins = model_origins(workspace.workspace, manifest_path(), con)
        columns = all_columns(con)
        # Dagster wants what is made of others after those.
        graph = {key: [dep.asset_key for dep in specs[key].deps] for key in keys.values()}
        built: list[dg.MaterializeResult] = []
        for key in TopologicalSorter(graph).static_order():
            node = unique_id(specs[key].metadata) if key in graph else ""
            if node in seconds or node in kept:
                table = ".".join(key.path)
                shown = {**table_columns(columns, table, origins.get(node)), **_lineage(origins.get(node))}
                # The rows of a view that stays are not shown again: they would have to be computed for that alone.
                how = _rows(con, table) | {"seconds": seconds[node]} if node in seconds else {"unchanged": True}
                built.append(dg.MaterializeResult(asset_key=key, metadata=shown | how))
    yield from built
    for result in results.nodes:
        if check := checks.get(result.unique_id):
            yield dg.AssetCheckResult(
                asset_key=check.asset_key,
                check_name=check.name,
                passed=result.ok,
                severity=dg.AssetCheckSeverity.WARN if result.warned else dg.AssetCheckSeverity.ERROR,
                description=_told(check.name, result),
                metadata={"message": result.message, "failing rows": result.failures},
            )
    if results.failed:
        told = (
            f"{results.explanation}\nQuery the build with `fazhi sql --candidate`; the logs are in "
            f"{workspace.workspace.dbt}/logs."
        )
        raise Stopped(told)


def _rows(con: "duckdb.DuckDBPyConnection", table: str) -> dict[str, Any]:
    """How many rows a model has, and the first of them."""
    count = con.execute(f"select count(*) from {table}").fetchall()[0][0]
    return {"dagster/row_count": count, "preview": preview(con, table)}


def _lineage(origins: Origins | None) -> dict[str, dg.TableColumnLineageMetadataValue]:
    """What Dagster shows as lineage of columns. Assets of tables are named by schema and table."""
    if origins is None:
        return {}
    deps = {
        column: [dg.TableColumnDep(dg.AssetKey(table.split(".")), name) for table, name in places]
        for column, places in origins.items()
    }
    return {"dagster/column_lineage": dg.MetadataValue.column_lineage(dg.TableColumnLineage(deps))}


def _told(name: str, result: NodeResult) -> str:
    """The result of a test as a sentence that says where to find its rows."""
    if result.ok:
        return f"{name} holds."
    rows = f"{result.failures} rows break {name}: {result.message}."
    rows = rows if result.failures else f"{name} could not be run: {result.message}."
    return f"{rows} Query the tested build with `fazhi sql --candidate`."
