"""`datapackage.json`: what the files of a folder are, for people and for the Frictionless tools (Data Package v1)."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warehouse.exporting.tables import Column, Published, Table

_PACKAGE = Path(__file__).with_name("package.toml")
_CHUNK = 1 << 20
_TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "FLOAT": "number",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT"), "integer"),
    **dict.fromkeys(("UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"), "datetime"),
}


def write_datapackage(published: Published, tables: list[Table], folder: Path, format_name: str) -> Path:
    """Describes the files `<table>.<format_name>` of `tables` in `folder`: schema, size, sha256, sources, licence."""
    publication = published.publication
    package = tomllib.loads(_PACKAGE.read_text(encoding="utf-8")) | {
        "profile": "tabular-data-package" if format_name == "csv" else "data-package",
        "version": publication.file.removeprefix("fazhi-").removesuffix(".duckdb"),
        "created": publication.published_at,
        "vintage": {
            "published_at": publication.published_at,
            "fingerprint": publication.fingerprint,
            "reports": publication.reports,
            "figures": publication.figures,
            "invented_samples": publication.sample,
        },
        "sources": _sources(published),
        "resources": [_resource(table, folder, format_name) for table in tables],
    }
    target = folder / "datapackage.json"
    target.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return target


def _sources(published: Published) -> list[dict[str, str]]:
    """The sites that the reports were published on, by name; files given by hand are one source without address."""
    rows = published.con.execute("select distinct address from marts.dim_report order by all").fetchall()
    sites = {(parts.scheme, parts.netloc) for (address,) in rows if (parts := urlsplit(address)).netloc}
    sources = [{"title": host, "path": f"{scheme}://{host}/"} for scheme, host in sorted(sites)]
    if any(not urlsplit(address).netloc for (address,) in rows):
        samples = published.publication.sample
        sources.append({"title": "the bundled samples, which are invented" if samples else "reports given as files"})
    return sources


def _resource(table: Table, folder: Path, format_name: str) -> dict[str, Any]:
    path = folder / f"{table.name}.{format_name}"
    resource: dict[str, Any] = {
        "name": table.name.lower(),
        "path": path.name,
        "title": f"{table.schema}.{table.name}",
        "description": table.description,
        "format": format_name,
        "mediatype": "text/csv" if format_name == "csv" else "application/vnd.apache.parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
        "rows": table.row_count,
        "schema": _schema(table, as_text=format_name == "csv"),
    }
    if format_name == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8-sig", "dialect": {"delimiter": ","}}
    return resource


def _schema(table: Table, *, as_text: bool) -> dict[str, Any]:
    fields = [_field(column, as_text=as_text) for column in table.columns]
    return {"fields": fields} | ({"primaryKey": table.key} if table.key and _never_null(table) else {})


def _never_null(table: Table) -> bool:
    return {column.name for column in table.columns if column.required} >= set(table.key)


def _field(column: Column, *, as_text: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _type(column.type, as_text=as_text)}
    if column.description:
        field["description"] = column.description
    # In CSV an empty text or list is an empty cell, which is read as a missing one.
    may_be_empty = as_text and (column.type == "VARCHAR" or column.type.endswith("[]"))
    return field | ({"constraints": {"required": True}} if column.required and not may_be_empty else {})


def _type(duckdb_type: str, *, as_text: bool) -> str:
    if duckdb_type.endswith("[]"):
        return "string" if as_text else "array"
    if re.match(r"DECIMAL\(", duckdb_type):
        return "number"
    return _TYPES.get(duckdb_type, "string")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
