"""The dbt models as assets and their tests as checks.

`@dbt_assets` reads specs, checks and groups from the manifest; the body runs dbt in this process, where a build
takes about 2 s, instead of the 12 s of the dbt command that `DbtCliResource` starts.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from orchestration import progress
from orchestration.assets.collected import WRITER
from orchestration.dbt import build, manifest_path, unique_id
from orchestration.previews import preview
from orchestration.resources import WorkspaceResource
from orchestration.warehouse import open_candidate
from orchestration.workspace import Workspace


@dbt_assets(manifest=manifest_path(), name="dbt_models", pool=WRITER)
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
    shown = _shown(
        workspace.workspace, [keys[node.unique_id] for node in results.nodes if node.unique_id in keys and node.ok]
    )
    for result in results.nodes:
        if key := keys.get(result.unique_id):
            if result.ok:
                yield dg.MaterializeResult(asset_key=key, metadata=shown[key] | {"seconds": round(result.seconds, 2)})
        elif check := checks.get(result.unique_id):
            yield dg.AssetCheckResult(
                asset_key=check.asset_key,
                check_name=check.name,
                passed=result.ok,
                severity=dg.AssetCheckSeverity.WARN if result.warned else dg.AssetCheckSeverity.ERROR,
                metadata={"message": result.message, "failing rows": result.failures},
            )
    if results.failed:
        raise dg.Failure(description=results.explanation)


def _shown(workspace: Workspace, keys: list[dg.AssetKey]) -> dict[dg.AssetKey, dict[str, Any]]:
    """Row count and first rows of the models, whose keys are schema and name."""
    shown: dict[dg.AssetKey, dict[str, Any]] = {}
    with open_candidate(workspace) as con:
        for key in keys:
            table = ".".join(key.path)
            count = con.execute(f"select count(*) from {table}").fetchall()[0][0]
            shown[key] = {"dagster/row_count": count, "preview": preview(con, table)}
    return shown
