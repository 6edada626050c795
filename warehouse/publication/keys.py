"""What tells the rows of a mart apart, as the dbt project says: the columns that its tests hold to be unique."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warehouse.workspace import DBT_PROJECT


def mart_keys(models: Path = DBT_PROJECT / "models" / "marts") -> dict[str, list[str]]:
    """Name of each mart → its key columns: the first that its test `keeps_rules` holds to be unique, or `meta.key`."""
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
    for test in model.get("data_tests") or []:
        for columns in (test.get("keeps_rules") or {}).get("arguments", {}).get("unique", []):
            return list(columns)
    return list(model.get("config", {}).get("meta", {}).get("key", []))
