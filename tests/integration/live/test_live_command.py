"""`fazhi refresh --live` as users type it, against two governments on loopback: one answers, one is down."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
UP, DOWN = "990121-政府", "990103-政府"
HERE = "127.0.0.1"
COLUMNS = "publisher_id,name,region_code,level,listing"

Live = Callable[..., subprocess.CompletedProcess[str]]


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def live(sites: Any, tmp_path: Path, data: Path, fazhi: Live) -> Live:
    """Runs `fazhi` with publishers of the test's own; one of them lists two reports on two pages."""
    for year in (2022, 2023):
        sites.put(HERE, f"/fz/{year}.html", (SAMPLES / f"wutang-{year}.html").read_bytes())
    listing = sites.put_listing(HERE, "/fz/", {"雾棠县2023年法治政府建设情况报告": "2023.html"}, "index_1.html")
    sites.put_listing(HERE, "/fz/index_1.html", {"雾棠县2022年法治政府建设情况报告": "2022.html"})
    tables = tmp_path / "publishers"
    tables.mkdir()
    rows = [
        COLUMNS + ",listing_kind,link_selector,title_pattern,interval_hours,tls_verify,note",
        f"{UP},雾棠县人民政府,990121,county,{listing}",
        f"{DOWN},砚垚区人民政府,990103,county,http://localhost:{closed_port()}/list.html",
    ]
    (tables / "publishers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tables / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        loopback = {"FAZHI_ALLOW_LOOPBACK": "1", "FAZHI_WAIT_SCALE": "0.01", "FAZHI_PUBLISHERS": str(tables)}
        return fazhi(*arguments, data=data, **(loopback | environment))

    return run


def rows(data: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        return con.execute(query).fetchall()


def test_reports_drive_samples_out_stay_and_are_corrected_while_another_site_is_down(
    sites: Any, live: Live, data: Path, sample_data: Path
) -> None:
    shutil.copytree(sample_data, data, symlinks=True)
    first = live("refresh", "--live")
    assert first.returncode == 0, first.stderr
    assert "1 listings read, 1 failed, 2 new links; 2 addresses asked: 2 new or changed" in first.stdout
    by_year = "select report_year, is_current from raw.documents order by all"
    assert rows(data, by_year) == [(2022, True), (2023, True)]
    published = (data / "fazhi.duckdb").readlink()

    unchanged = live("refresh", "--live", "--publisher", UP)
    assert unchanged.returncode == 0, unchanged.stderr
    assert "2 addresses asked: 0 new or changed, 2 unchanged" in unchanged.stdout
    assert "Nothing new:" in unchanged.stdout
    assert (data / "fazhi.duckdb").readlink() == published

    corrected = (SAMPLES / "wutang-2023.html").read_bytes().replace("1302项".encode(), "1320项".encode())
    sites.put(HERE, "/fz/2023.html", corrected)
    sites.put(HERE, "/fz/2022.html", "<html><body>" + "<p>网站升级维护中。</p>" * 300 + "</body></html>")
    again = live("refresh", "--live", "--region", "990121", "--publisher", UP)
    assert again.returncode == 0, again.stderr
    assert "1 new or changed, 0 unchanged, 1 held back" in again.stdout
    assert rows(data, by_year) == [(2022, True), (2023, False), (2023, True)]
    assert rows(
        data, "select outcome, count(*) from raw.fetches where source = 'publishers' group by all order by all"
    ) == [*(("held_back", 1), ("not_modified", 2), ("ok", 3))]
    told = json.loads(live("status", "--json").stdout)
    assert [one["publisher_id"] for one in told["failing"]] == [DOWN]
    assert [one["address"] for one in told["held_back"]] == [sites.url(HERE, "/fz/2022.html")]
    status = live("status").stdout
    assert "published reports" in status and "held back on" in status and f"{DOWN}: http://localhost" in status
    the_correction_is_told(told, status, sites.url(HERE, "/fz/2023.html"))
    what_is_held_back_can_be_accepted_and_that_undone(live, sites.url(HERE, "/fz/2022.html"), data)
    the_archive_is_whole_and_says_when_it_is_not(live, data)


def the_correction_is_told(told: dict[str, Any], status: str, address: str) -> None:
    [revision] = told["revisions"]
    [figure] = revision["figures"]
    assert (revision["address"], revision["region_name"], revision["report_year"]) == (address, "雾棠县", 2023)
    assert (figure["change"], figure["value_before"], figure["value_after"]) == ("changed", 1302, 1320)
    assert figure["indicator_code"] == "services.items" and "1302项" in figure["quote_before"]
    assert f"雾棠县 2023: figures: 1 changed ({address})" in status
    assert "~ 1302项 → 1320项 (value)" in status


def what_is_held_back_can_be_accepted_and_that_undone(live: Live, address: str, data: Path) -> None:
    assert f"fazhi archive accept '{address}'" in live("status").stdout
    refused = live("archive", "accept", address, "--why", " ")
    assert refused.returncode == 2 and "--why is empty" in refused.stderr
    unknown = live("archive", "accept", address + "x", "--why", "seen")
    assert unknown.returncode == 2 and "nothing is held back there" in unknown.stderr
    accepted = live("archive", "accept", address, "--why", "the county withdrew it", "--by", "梁颂")
    assert accepted.returncode == 0 and "is current, decided by 梁颂" in accepted.stdout
    assert json.loads(live("status", "--json").stdout)["held_back"] == []
    last = json.loads((data / "archive" / "fetches.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    decided = {"outcome": "decided", "message": "the county withdrew it", "decided_by": "梁颂", "address": address}
    assert last.items() >= decided.items()
    assert live("archive", "accept", address, "--undo", "--why", "a mistake").returncode == 0
    assert [one["address"] for one in json.loads(live("status", "--json").stdout)["held_back"]] == [address]


def the_archive_is_whole_and_says_when_it_is_not(live: Live, data: Path) -> None:
    assert live("archive", "verify").returncode == 0
    target = data / "reports.warc.gz"
    exported = live("archive", "export", target)
    assert exported.returncode == 0 and "16 vintages" in exported.stdout
    assert gzip.decompress(target.read_bytes()).startswith(b"WARC/1.1")
    missing = live("archive", "export", data / "no" / "such.warc")
    assert missing.returncode == 2 and "no such folder" in missing.stderr
    damaged = next((data / "archive" / "objects").glob("??/*"))
    damaged.chmod(0o644)
    damaged.write_bytes(b"something else")
    found = live("archive", "verify")
    assert found.returncode == 1
    assert f"{damaged.name}: damaged (" in found.stdout
    assert "1 of 14 objects" in found.stderr


def test_a_live_refresh_that_brings_no_report_fails_and_the_samples_can_still_be_had(live: Live, data: Path) -> None:
    done = live("refresh", "--live", "--publisher", DOWN)
    assert done.returncode == 3
    assert "no report could be fetched from the publishers" in done.stderr and "Traceback" not in done.stderr
    assert not (data / "fazhi.duckdb").exists()
    status = live("status")
    assert "nothing is published yet" in status.stdout and f"{DOWN}: http://localhost" in status.stdout
    from warehouse.inputs.files import files_to_take
    from warehouse.workspace import Workspace

    assert files_to_take(Workspace(data), [])[1] == "samples"


def test_an_address_that_could_not_be_had_is_told_also_before_anything_is_published(
    live: Live, sites: Any, tmp_path: Path
) -> None:
    known = tmp_path / "publishers" / "known_addresses.csv"
    address = sites.url(HERE, "/gone.html")
    known.write_text(known.read_text(encoding="utf-8") + f"{address},{UP},2022,\n", encoding="utf-8")
    sites.pages.clear()
    assert live("refresh", "--live", "--publisher", UP).returncode == 3
    assert f"fetch/not_found: {address}" in live("status").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--year", "2023"], "add --live"),
        (["--live", "--publisher", "nobody"], "nobody: there is no such publisher"),
        (["--live", "--region", "990999"], "990999: there is no such publisher"),
    ],
)
def test_a_useless_selection_is_wrong_use(live: Live, sites: Any, arguments: list[str], says: str) -> None:
    done = live("refresh", *arguments)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert sites.visits == []


def test_a_folder_without_publishers_is_said_in_a_sentence(live: Live, tmp_path: Path) -> None:
    done = live("refresh", "--live", FAZHI_PUBLISHERS=str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "publishers.csv: the table cannot be read" in " ".join(done.stderr.split())


def test_loopback_is_asked_only_where_that_is_allowed(live: Live, sites: Any) -> None:
    done = live("refresh", "--live", "--publisher", UP, FAZHI_ALLOW_LOOPBACK="")
    assert done.returncode == 3
    assert sites.visits == []


def test_the_publishers_of_the_folder_are_those_that_are_checked(live: Live) -> None:
    assert "2 publishers, 2 with a listing, 0 known addresses" in live("publishers", "check").stdout
