"""The publishers' tables: what is wrong in them is told, and what is seeded is right."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import KNOWN_COLUMNS, PUBLISHER_COLUMNS, load_known_addresses, load_publishers
from ingest.publishers.checking import Problem, check_publishers
from ingest.publishers.selectors import json_steps

pytestmark = pytest.mark.unit

GOOD = {
    "publisher_id": "350123-政府",
    "name": "罗源县人民政府",
    "region_code": "350123",
    "level": "county",
    "listing": "http://www.example.gov.cn/fzzf/",
    "listing_kind": "html",
    "link_selector": "ul.list a",
    "title_pattern": "法治政府.*报告$",
    "interval_hours": "24",
    "tls_verify": "true",
    "note": "",
}
KNOWN = {
    "address": "http://www.example.gov.cn/fzzf/1.html",
    "publisher_id": "350123-政府",
    "report_year": "2023",
    "published_on": "2024-03-18",
}


def write(path: Path, columns: tuple[str, ...], *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def check(folder: Path, publishers: list[dict[str, str]], known: list[dict[str, str]]) -> list[Problem]:
    first = write(folder / "publishers.csv", PUBLISHER_COLUMNS, *publishers)
    return check_publishers(first, write(folder / "known_addresses.csv", KNOWN_COLUMNS, *known))


def test_a_good_line_has_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path, [GOOD], [KNOWN]) == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("publisher_id", "a b", "not a valid id"),
        ("publisher_id", "", "not a valid id"),
        ("name", "", "empty"),
        ("region_code", "350999", "not a code"),
        ("region_code", "", "not a code"),
        ("level", "village", "not a level"),
        ("level", "province", "does not fit 350123"),
        ("level", "ministry", "does not fit 350123"),
        ("listing", "www.example.gov.cn", "not an http"),
        ("listing", "ftp://example.gov.cn/", "not an http"),
        ("listing", "http://EXAMPLE.gov.cn:80", "Write http://example.gov.cn/"),
        ("listing", "", "Fill in the listing"),
        ("listing_kind", "pdf", "not a kind of listing"),
        ("link_selector", "ul:::", "not a CSS selector"),
        ("title_pattern", "(报告", "not a regular expression"),
        ("interval_hours", "0", "not a number of hours"),
        ("interval_hours", "9000", "not a number of hours"),
        ("interval_hours", "daily", "not a number of hours"),
        ("tls_verify", "no", "neither true nor false"),
    ],
)
def test_a_wrong_field_is_told_with_its_line(tmp_path: Path, field: str, value: str, told: str) -> None:
    problems = check(
        tmp_path,
        [
            {**GOOD, "publisher_id": "x-1", "listing": "", "listing_kind": "", "link_selector": ""},
            {**GOOD, field: value},
        ],
        [],
    )
    assert any(told in problem.message for problem in problems)
    assert {(problem.file, problem.line) for problem in problems} == {("publishers.csv", 3)}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("address", "nonsense", "not an http"),
        ("publisher_id", "nobody", "not a known publisher"),
        ("report_year", "2999", "not a year"),
        ("report_year", "2015-2020", "not a year"),
        ("published_on", "2024-02-30", "not a date"),
        ("published_on", "2024-3-1", "not a date"),
    ],
)
def test_a_wrong_known_address_is_told(tmp_path: Path, field: str, value: str, told: str) -> None:
    (problem,) = check(tmp_path, [GOOD], [{**KNOWN, field: value}])
    assert (problem.file, problem.line, problem.field) == ("known_addresses.csv", 2, field)
    assert told in problem.message


def test_the_same_id_or_address_twice_is_told_and_a_listing_may_be_shared(tmp_path: Path) -> None:
    twice = [GOOD, {**GOOD, "listing": GOOD["listing"].replace("http://www.", "https://")}]
    problems = check(tmp_path, twice, [KNOWN, {**KNOWN, "address": KNOWN["address"].replace("http:", "https:")}])
    assert [(problem.file, problem.line, problem.field) for problem in problems] == [
        ("publishers.csv", 3, "publisher_id"),
        ("known_addresses.csv", 3, "address"),
    ]


@pytest.mark.parametrize("level", ["department", "township"])
def test_departments_and_townships_lie_in_any_region(tmp_path: Path, level: str) -> None:
    assert check(tmp_path, [{**GOOD, "level": level}], []) == []


def test_ministries_stand_on_the_level_of_the_nation(tmp_path: Path) -> None:
    assert check(tmp_path, [{**GOOD, "region_code": "100000", "level": "ministry"}], []) == []
    assert check(tmp_path, [{**GOOD, "region_code": "100000", "level": "county"}], []) != []


@pytest.mark.parametrize(
    ("kind", "selector", "good"),
    [("json", "$.data.rows[*]", True), ("json", "data..rows", False), ("sitemap", "/fzzf/", True), ("rss", "(", False)],
)
def test_a_selector_is_read_as_its_kind_of_listing_reads_it(
    tmp_path: Path, kind: str, selector: str, good: bool
) -> None:
    assert (check(tmp_path, [{**GOOD, "listing_kind": kind, "link_selector": selector}], []) == []) is good


def test_a_missing_file_or_column_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    bad = write(tmp_path / "publishers.csv", ("publisher_id",), {"publisher_id": "x"})
    problems = check_publishers(bad, tmp_path / "known_addresses.csv")
    assert [problem.file for problem in problems] == ["publishers.csv", "known_addresses.csv"]


def test_loading_says_in_which_line_the_fault_is(tmp_path: Path) -> None:
    path = write(tmp_path / "publishers.csv", PUBLISHER_COLUMNS, GOOD, {**GOOD, "interval_hours": "daily"})
    with pytest.raises(ValueError, match="line 3"):
        load_publishers(path)


def test_adding_a_publisher_is_one_line_with_empty_defaults(tmp_path: Path) -> None:
    path = tmp_path / "publishers.csv"
    path.write_text(
        ",".join(PUBLISHER_COLUMNS) + "\n# ours\n350123-政府,罗源县人民政府,350123,county,http://a.gov.cn/l/\n",
        encoding="utf-8",
    )
    (publisher,) = load_publishers(path)
    assert (publisher.listing_kind, publisher.interval_hours, publisher.tls_verify) == ("html", 24, True)
    assert check_publishers(path, write(tmp_path / "known_addresses.csv", KNOWN_COLUMNS)) == []


def test_what_is_seeded_is_without_a_problem() -> None:
    assert [str(problem) for problem in check_publishers()] == []


def test_a_known_report_lies_below_each_seeded_listing() -> None:
    known = load_known_addresses()
    for publisher in load_publishers():
        if publisher.listing:
            own = [one.address for one in known if one.publisher_id == publisher.publisher_id]
            assert any(page_key(address).startswith(page_key(publisher.listing)) for address in own), publisher


def test_each_seeded_publisher_has_a_known_report() -> None:
    assert {publisher.publisher_id for publisher in load_publishers()} == {
        one.publisher_id for one in load_known_addresses()
    }


def test_paths_into_json_are_names_parted_by_dots() -> None:
    assert json_steps("$.data.rows[*]") == ("data", "rows")
    with pytest.raises(ValueError, match="path"):
        json_steps("data[?(@.x)]")


def test_seeding_again_gives_the_same_tables(shared: Path, tmp_path: Path) -> None:
    from ingest.publishers import generate_publishers
    from ingest.publishers.regions import load_regions

    regions = load_regions()
    reports = generate_publishers.read_reports(shared / "catalog" / "known_reports.csv", regions)
    publishers, known = generate_publishers.tables(reports, regions)
    assert {row["publisher_id"] for row in publishers} <= {one.publisher_id for one in load_publishers()}
    assert {row["address"] for row in known} <= {one.address for one in load_known_addresses()}


def test_seeding_keeps_the_lines_that_are_there(tmp_path: Path) -> None:
    from ingest.publishers.generate_publishers import write as seed

    own = {**GOOD, "note": "by hand"}
    path = write(tmp_path / "publishers.csv", PUBLISHER_COLUMNS, own)
    seed(path, PUBLISHER_COLUMNS, "publisher_id", [GOOD, {**GOOD, "publisher_id": "350123-司法局", "listing": ""}])
    assert [(one.publisher_id, one.note) for one in load_publishers(path)] == [
        ("350123-政府", "by hand"),
        ("350123-司法局", ""),
    ]


def test_the_command_prints_what_is_wrong_and_fails(tmp_path: Path) -> None:
    code = "from cli.publishers import run_check; raise SystemExit(run_check())"
    environment = {**os.environ, "FAZHI_PUBLISHERS": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "publishers.csv, line 1, file: It cannot be read" in done.stdout
