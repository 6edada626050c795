"""Publishers of the catalogue have the keys that their reports have: the two are made by different models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

PUBLISHERS = {
    "990000-政府": ("云岭省人民政府", "990000", "province"),
    "990100-政府": ("云溪市人民政府", "990100", "prefecture"),
    "990101-政府": ("中共竹溪县委;竹溪县人民政府", "990101", "county"),
    "990101-水利局": ("竹溪县水利局", "990101", "department"),
    "990101-镇": ("竹溪县某镇人民政府", "990101", "township"),
    "990101100-镇": ("竹溪县另一镇人民政府", "990101100", "township"),
    "990000-部": ("某部", "990000", "ministry"),
}


def test_a_publisher_and_a_report_that_say_the_same_have_one_key(
    tmp_path: Path, load: Any, build: Any, tables: Any
) -> None:
    warehouse = tmp_path / "candidate.duckdb"
    pattern = tables["raw.documents"][0]
    documents = [
        pattern | {"sha256": name, "text_hash": name, "issuer": issuer, "region_code": region, "level": level}
        for name, (issuer, region, level) in PUBLISHERS.items()
    ]
    town = {"code": "990101100", "name": "另一镇", "level": "township", "parent_code": "990101"}
    town |= {"valid_from": 1980, "valid_to": None, "invented": True}
    publishers = [
        {"publisher_id": name, "name": issuer, "region_code": region, "level": level}
        | {"interval_hours": 24, "tls_verify": True, "note": ""}
        for name, (issuer, region, level) in PUBLISHERS.items()
    ]
    raw = {"raw.documents": documents, "raw.publishers": publishers, "raw.regions": [*tables["raw.regions"], town]}
    load(warehouse, raw)
    models_alone = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    build(warehouse, "--select", "+int_publisher_known", "+int_report_current", *models_alone)
    with duckdb.connect(str(warehouse), read_only=True) as con:
        told = con.execute(
            "select c.sha256, c.publisher_key, k.publisher_key, c.is_government = k.is_government "
            "from intermediate.int_report_current as c "
            "left join (select *, unnest(publisher_ids) as id from intermediate.int_publisher_known) as k on c.sha256 = k.id"
        ).fetchall()
    assert len(told) == len(PUBLISHERS)
    assert [row for row in told if row[1] != row[2] or not row[3]] == []
