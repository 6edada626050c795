"""What dbt does around each build or each of its nodes without need, and how it is spared that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_CALLED_BY_ADAPTERS = re.compile(r"\w+_MACRO_NAME")  # LIST_SCHEMAS_MACRO_NAME = "list_schemas"
_CALLED_FOR_UNIT_TESTS = "unit get_fixture_sql get_expected_sql"
_DISPATCHED = re.compile(r"(?:default|duckdb)__(\w+)")  # duckdb__persist_docs is called as persist_docs
_OF_A_TYPE = re.compile(r"materialization_(\w+)_(?:default|duckdb)")  # materialization_table_duckdb


def spare_flag_sources() -> None:
    """dbt walks the stack, and looks at every imported module, for the name of the module that defines a flag.

    The name is told if the flag is off and somebody is to be warned of that, in a debug message.
    """
    from dbt_common.behavior_flags import BehaviorFlagRendered

    BehaviorFlagRendered._default_source = staticmethod(lambda: "dbt.adapters")


def forget_unused_macros(manifest: Any) -> None:
    """Leaves the macros in the manifest that a build may call; dbt makes all of them ready twice for each node.

    A macro of dbt's own packages stays if its name is a word of a node, of a macro that stays, or in a constant that
    adapters call macros by. Half of them are for what this project does not do, such as snapshots.
    """
    import dbt.adapters.base.impl
    import dbt.adapters.sql.impl

    constants = vars(dbt.adapters.base.impl) | vars(dbt.adapters.sql.impl)
    texts = [_CALLED_FOR_UNIT_TESTS]
    texts += [constants[name] for name in constants if _CALLED_BY_ADAPTERS.fullmatch(name)]
    texts += [f"{node.resource_type} {node.config.materialized} {node.raw_code}" for node in manifest.nodes.values()]
    kept = {id_ for id_, macro in manifest.macros.items() if macro.package_name == manifest.metadata.project_name}
    texts += [manifest.macros[id_].macro_sql for id_ in kept]
    by_name: dict[str, list[Any]] = {}
    for macro in manifest.macros.values():
        by_name.setdefault(_called_as(macro.name), []).append(macro)
    while texts:
        found = [macro for word in _words(texts) for macro in by_name.pop(word, ())]
        kept |= {macro.unique_id for macro in found}
        texts = [macro.macro_sql for macro in found]
    manifest.macros = {id_: macro for id_, macro in manifest.macros.items() if id_ in kept}


def _called_as(name: str) -> str:
    matched = _DISPATCHED.fullmatch(name) or _OF_A_TYPE.fullmatch(name)
    return matched[1] if matched else name


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text)}
