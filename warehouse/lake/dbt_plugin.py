"""What the target `lake` of the dbt project loads (`profiles.yml`): DuckDB's extensions, and the lake, attached."""

from __future__ import annotations

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from warehouse.lake.connection import attach, load_extensions


class Plugin(BasePlugin):
    """Found by dbt-duckdb under this name."""

    def configure_connection(self, conn: Any) -> None:
        """dbt attaches the lake after this, where it is not attached yet."""
        load_extensions(conn)
        attach(conn)
