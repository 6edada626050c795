"""What tells the rows of a mart apart, as the dbt project says: the columns that its tests hold to be unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from warehouse.workspace import DBT_PROJECT


def mart_keys(models: Path = DBT_PROJECT / "models" / "marts") -> dict[str, list[str]]:
    """Name of each mart → its key columns, from `unique_together` of the model or `unique` of a column."""
    import yaml

    # libyaml, where PyYAML was built with it: the 8,000 lines take a second and a half without.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    keys: dict[str, list[str]] = {}
    for path in sorted([*models.rglob("*.yml"), *models.rglob("*.yaml")]):
        described = yaml.load(path.read_text(encoding="utf-8"), loader) or {}
        for model in described.get("models") or []:
            if key := _key(model):
                keys[model["name"]] = key
    return keys


def _key(model: Mapping[str, Any]) -> list[str]:
    for name, arguments in _tests(model):
        if name == "unique_together":
            return list(arguments["columns"])
    for column in model.get("columns") or []:
        if any(name == "unique" for name, _ in _tests(column)):
            return [column["name"]]
    return []


def _tests(node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tests of a model or a column: each is a name, or a name with what it is given."""
    for test in node.get("data_tests") or node.get("tests") or []:
        if isinstance(test, str):
            yield test, {}
        else:
            for name, given in test.items():
                yield name, (given or {}).get("arguments", given or {})
