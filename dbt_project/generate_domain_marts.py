"""Writes `models/marts/domains/`: one wide mart per domain of the indicator catalogue, and one for the hotline.

Run `python dbt_project/generate_domain_marts.py` after the catalogue has changed; a test compares the files with what
this writes. The SQL of each is one line: the macro `wide_mart` reads from the contract which columns there are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
CATALOGUE = PROJECT.parent / "ingest" / "indicators" / "indicators.csv"
FOLDER = PROJECT / "models" / "marts" / "domains"
HOTLINE = "services.hotline_"

HEAD = """\
version: 2

# Written by generate_domain_marts.py.
models:
  - name: {mart}
    description: >-
      One row per publisher and year whose report gives at least one indicator of {subject}, with the rows of
      indicator_yoy as columns. Null if the report does not give the indicator.
    columns:
      - name: publisher_key
        data_type: varchar
        description: "{{{{ doc('publisher_key') }}}}"
        constraints: [{{ type: not_null }}]
      - {{ name: region_code, data_type: varchar, description: "{{{{ doc('region_code') }}}}" }}
      - {{ name: region_name, data_type: varchar, description: "{{{{ doc('region_name') }}}}" }}
      - {{ name: level, data_type: varchar, description: "{{{{ doc('level') }}}}" }}
      - name: year
        data_type: integer
        description: The year that the values refer to.
        constraints: [{{ type: not_null }}]
      - name: report_address
        data_type: varchar
        description: "{{{{ doc('report_address') }}}}"
        constraints: [{{ type: not_null }}]
"""

COLUMN = """\
      - name: {name}
        data_type: {data_type}
        description: {description}
        config: {{ meta: {{ indicator_code: {code}, column: {source} }} }}
"""


def domain_marts() -> dict[str, str]:
    """The files by name: for each mart its SQL and its contract."""
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        indicators = list(csv.DictReader(lines))
    domains = dict.fromkeys(indicator["domain"] for indicator in indicators)
    files = {}
    for domain in domains:
        files |= _mart(domain, f"the domain {domain}", f"{domain}.", indicators)
    return files | _mart("hotline", "the 12345 hotline", HOTLINE, indicators)


def _mart(name: str, subject: str, prefix: str, indicators: list[dict[str, str]]) -> dict[str, str]:
    mart = f"{name}_yoy"
    chosen = [indicator for indicator in indicators if indicator["code"].startswith(prefix)]
    columns = "".join(column for indicator in chosen for column in _columns(indicator, prefix))
    return {
        f"{mart}.sql": "{{ wide_mart(model) }}\n",
        f"{mart}.yml": HEAD.format(mart=mart, subject=subject) + columns,
    }


def _columns(indicator: dict[str, str], prefix: str) -> Iterator[str]:
    name = indicator["code"].removeprefix(prefix)
    said = f"{indicator['name_zh']} ({indicator['name_en']})"
    change = ("yoy_points", "decimal(28, 6)", "year-over-year change in percentage points")
    if indicator["kind"] != "rate":
        change = ("yoy_pct", "decimal(28, 4)", "year-over-year change in percent")
    parts = [
        ("value", name, "decimal(28, 6)", said),
        ("bound", f"{name}_bound", "varchar", f"{said}: how the value is hedged"),
        ("prior_value", f"{name}_prior", "decimal(28, 6)", f"{said}: the value of the previous year"),
        (change[0], f"{name}_{change[0]}", change[1], f"{said}: {change[2]}"),
        ("validity", f"{name}_validity", "varchar", f"{said}: valid, flagged or refused; null if it is not printed"),
        ("figure_id", f"{name}_figure_id", "varchar", f"{said}: the chosen figure"),
    ]
    for source, column, data_type, description in parts:
        yield COLUMN.format(
            name=column,
            data_type=data_type,
            description='"' + description.replace('"', '\\"') + '."',
            code=indicator["code"],
            source=source,
        )


def write() -> None:
    """Writes the files and removes those of domains that no longer exist."""
    FOLDER.mkdir(exist_ok=True)
    files = domain_marts()
    for path in FOLDER.iterdir():
        if path.name not in files and path.suffix in {".sql", ".yml"}:
            path.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
