"""What is known of publishers, and of reports that are not here, after `fazhi refresh` as users type it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from aiohttp import web

from ingest.archive import Archive
from ingest.loading.corpus import Corpus
from warehouse.inputs.live import catalogue_in_force
from warehouse.publication import build_fingerprint, current_publication
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HERE = "127.0.0.1"
UP, BUREAU, UNHEARD, SHUT = "990121-政府", "990121-水利局", "990103-政府", "990121-财政局"
OBSTACLES = {
    2014: "script_challenge",
    2015: "robots",
    2016: "app_only",
    2017: "attachment_only",
    2018: "host_unknown",
    2019: "moved_site",
    2020: "forbidden",
}
"""What keeps each year's report of one bureau from being read."""

Live = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def catalogue(sites: Any, tmp_path: Path) -> Path:
    """A folder with three publishers: one lists three reports, a bureau has two known addresses, one has nothing."""
    folder = tmp_path / "publishers"
    folder.mkdir()
    links = {f"雾棠县{year}年法治政府建设情况报告": f"{year}.html" for year in (2021, 2022, 2023)}
    listing = sites.put_listing(HERE, "/fz/", links)
    for year in (2022, 2023):
        sites.put(HERE, f"/fz/{year}.html", (SAMPLES / f"wutang-{year}.html").read_bytes())
    sites.put(HERE, "/slj/2022.html", (SAMPLES / "heting-2024.txt").read_bytes())
    shut_off(sites)
    publishers = [
        "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours,"
        "tls_verify,note",
        f"{UP},雾棠县人民政府,990121,county,{listing}",
        f"{BUREAU},雾棠县水利局,990121,department",
        f"{UNHEARD},砚垚区人民政府,990103,county",
        f"{SHUT},雾棠县财政局,990121,department",
    ]
    known = [
        "address,publisher_id,report_year,published_on",
        f"{sites.url(HERE, '/slj/2022.html')},{BUREAU},2022,2023-03-02",
        f"{sites.url(HERE, '/slj/2024.html')},{BUREAU},2024,2025-03-03",
        *(
            f"{'http://gone.invalid/' if reason == 'host_unknown' else sites.url(HERE, f'/czj/{reason}')},{SHUT},{year},"
            for year, reason in OBSTACLES.items()
        ),
    ]
    (folder / "publishers.csv").write_text("\n".join(publishers) + "\n", encoding="utf-8")
    (folder / "known_addresses.csv").write_text("\n".join(known) + "\n", encoding="utf-8")
    return folder


def shut_off(sites: Any) -> None:
    """A bureau whose reports are each kept from being read by something else."""
    sites.put(HERE, "/robots.txt", "User-agent: *\nDisallow: /czj/robots")
    sites.put(
        HERE, "/czj/app_only", "<body><a href='/'>首页</a><h1>报告</h1><p>请下载“青禾发布”APP查看全文。</p></body>"
    )
    sites.put(HERE, "/czj/attachment_only", "<body><iframe src='/pdf/viewer.html?file=%2Fczj%2Fa.pdf'></iframe></body>")

    async def challenge(_: web.Request) -> web.StreamResponse:
        shield = "<script>$_ts=window['$_ts']</script>"
        return web.Response(status=412, text=shield, headers={"Set-Cookie": "fSjs9dO=1; path=/"})

    async def moved(_: web.Request) -> web.StreamResponse:
        raise web.HTTPMovedPermanently(sites.url("localhost", "/"))

    async def forbidden(_: web.Request) -> web.StreamResponse:
        raise web.HTTPForbidden

    for name, play in (("script_challenge", challenge), ("moved_site", moved), ("forbidden", forbidden)):
        sites.plays[HERE, f"/czj/{name}"] = play


@pytest.fixture
def live(catalogue: Path, tmp_path: Path, fazhi: Live) -> Live:
    loopback = {"FAZHI_ALLOW_LOOPBACK": "1", "FAZHI_WAIT_SCALE": "0.01", "FAZHI_PUBLISHERS": str(catalogue)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return fazhi(*arguments, data=tmp_path / "data", **loopback)

    return run


def statuses(data: Path) -> dict[tuple[str, int], str]:
    """(publisher, year) → status."""
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        rows = con.execute(
            "select publisher_id, report_year, status from marts.report_timeliness where publisher_id <> ?", [SHUT]
        ).fetchall()
    return {(publisher, year): status for publisher, year, status in rows}


def test_a_year_without_a_report_says_how_far_it_came(
    live: Live, tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    first = live("refresh", "--live", "--publisher", UP, "--year", "2023")
    assert first.returncode == 0, first.stderr
    assert statuses(data) == {
        # The listing shows three reports, and one was asked for.
        (UP, 2021): "not_fetched",
        (UP, 2022): "not_fetched",
        (UP, 2023): "late",
        (BUREAU, 2022): "not_fetched",
        (BUREAU, 2023): "missing",
        (BUREAU, 2024): "not_fetched",
        (UNHEARD, 2023): "nothing_known",
    }
    monkeypatch.setenv("FAZHI_PUBLISHERS", str(catalogue))
    a_changed_catalogue_is_news_and_the_same_one_is_not(live, data, catalogue)
    again = live("refresh", "--live")
    assert again.returncode == 0, again.stderr
    found = statuses(data)
    assert [found[UP, year] for year in (2021, 2022, 2023)] == ["not_read", "in_time", "late"]
    # What stands at the bureau's address is the report of a city, and its other address answers nothing.
    assert [found[BUREAU, year] for year in (2022, 2024)] == ["read_as_other", "not_read"]
    # The catalogue has an address of 2022 by now; it answers nothing either.
    assert [found.get((UNHEARD, year)) for year in (2021, 2022, 2023)] == [None, "not_read", "missing"]
    told = live("sql", "--json", "select publisher_name, status, known_address from missing(2022)")
    assert [tuple(row.values())[:2] for row in json.loads(told.stdout)] == [
        ("砚垚区人民政府", "not_read"),
        ("雾棠县水利局", "read_as_other"),
        ("雾棠县财政局", "missing"),
    ]
    told = live(
        "sql", "--json", f"select report_year, obstacle, status from report_timeliness where publisher_id = '{SHUT}'"
    )
    found = {row["report_year"]: row["obstacle"] for row in json.loads(told.stdout) if row["status"] == "not_read"}
    assert found == OBSTACLES
    told = live("sql", "--json", "select reason from raw.rejects where address like '%/czj/%' or address like '%gone%'")
    assert sorted(row["reason"] for row in json.loads(told.stdout)) == sorted(OBSTACLES.values())


def a_changed_catalogue_is_news_and_the_same_one_is_not(live: Live, data: Path, catalogue: Path) -> None:
    assert "Nothing new" in live("refresh").stdout
    workspace = Workspace(data)
    published = current_publication(workspace)
    assert published and published.fingerprint == fingerprint_now(workspace)
    known = catalogue / "known_addresses.csv"
    known.write_text(known.read_text(encoding="utf-8") + f"http://a.invalid/1.html,{UNHEARD},2022,\n", "utf-8")
    assert published.fingerprint != fingerprint_now(workspace), "the next refresh has something to build"


def fingerprint_now(workspace: Workspace) -> str:
    """What a refresh compares with the published version's."""
    corpus = Corpus.of(Archive(workspace.archive).fetches())
    return build_fingerprint(corpus, catalogue_in_force(workspace, corpus))


def test_real_publishers_never_stand_beside_the_samples(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    assert sample_warehouse.execute("from raw.publishers").fetchall() == []
    assert sample_warehouse.execute("from raw.known_addresses").fetchall() == []
    told = sample_warehouse.execute(
        "select count(*), count(*) filter (where invented) from marts.report_timeliness "
        "inner join marts.dim_region using (region_code)"
    ).fetchall()
    assert told == [(12, 12)]
