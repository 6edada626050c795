"""A city's column that holds the reports of its counties: each is filed under who published it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HERE = "127.0.0.1"
CITY, COUNTY, DISTRICT, BUREAU = "990100-政府", "990121-政府", "990103-政府", "990121-水利局"


def test_a_citys_column_yields_its_counties(
    sites: Any, tmp_path: Path, fazhi: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    listing = sites.put_listing(
        HERE,
        "/fz/",
        {
            "雾棠县2023年法治政府建设情况报告": "a.html",
            # Whose it is, is said in the report alone.
            "2022年度法治政府建设情况报告": "b.html",
            "砚垚区人民政府2023年法治政府建设情况的报告": "c.html",
            "雾棠县水利局2023年法治政府建设情况报告": "gone.html",
        },
    )
    for path, sample in (("a", "wutang-2023"), ("b", "wutang-2022"), ("c", "yanyao-2023")):
        sites.put(HERE, f"/fz/{path}.html", (SAMPLES / f"{sample}.html").read_bytes())
    header = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"
    lines = [f"{header},tls_verify,note", f"{CITY},临沚市人民政府,990100,prefecture,{listing}"]
    (tmp_path / "publishers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    data = tmp_path / "data"
    loopback = {"FAZHI_ALLOW_LOOPBACK": "1", "FAZHI_WAIT_SCALE": "0.01", "FAZHI_PUBLISHERS": str(tmp_path)}
    done = fazhi("refresh", "--live", data=data, **loopback)
    assert done.returncode == 0, done.stderr
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        rows = con.execute("select publisher_id, report_year, status from marts.report_timeliness").fetchall()
        obstacles = con.execute(
            "select publisher_id, obstacle from marts.report_timeliness where obstacle is not null"
        ).fetchall()
        seen = con.execute("select publisher_id from raw.publishers where note = 'seen' order by all").fetchall()
    found = {(publisher, year): status for publisher, year, status in rows}
    assert {name for (name,) in seen} == {DISTRICT, BUREAU, COUNTY}
    assert "read_as_other" not in found.values()
    assert {found[COUNTY, 2022], found[COUNTY, 2023], found[DISTRICT, 2023]} <= {"in_time", "late"}
    assert found[BUREAU, 2023] == "not_read"
    assert obstacles == [(BUREAU, "not_found")]
    assert {status for (publisher, _), status in found.items() if publisher == CITY} == {"nothing_known"}


def test_a_column_of_columns_brings_what_any_of_its_bodies_publishes(bureau: Any) -> None:
    sites, districts = bureau.sites, [f"{letter}区" for letter in "甲乙丙丁戊己庚辛"]
    links = "".join(f'<li><a href="./{number}/">{name}</a></li>' for number, name in enumerate(districts))
    links = f'<meta charset="utf-8"><ul>{links}</ul>'
    bureau.publishers = [
        Publisher(CITY, "临沚市人民政府", "990100", "prefecture", sites.put("c.test", "/qzf/", links), "html")
    ]
    for number, name in enumerate(districts):
        sites.put_listing("c.test", f"/qzf/{number}/", {f"{name}2022年法治政府建设情况报告": "2022.html"})
        sites.put(
            "c.test", f"/qzf/{number}/2022.html", f"{name}".encode() + (SAMPLES / "wutang-2022.html").read_bytes()
        )
    assert len(bureau.collect().news) == len(districts)
    last = {"辛区2023年法治政府建设情况报告": "2023.html", "辛区2022年法治政府建设情况报告": "2022.html"}
    sites.put_listing("c.test", "/qzf/7/", last)
    sites.put("c.test", "/qzf/7/2023.html", (SAMPLES / "wutang-2023.html").read_bytes())
    sites.clock.turn(days=1)
    assert [one.address for one in bureau.collect().news] == [sites.url("c.test", "/qzf/7/2023.html")]


def test_publishers_that_share_a_listing_cost_one_look(bureau: Any) -> None:
    listing = bureau.sites.put_listing("city.test", "/fz/", {"雾棠县2023年法治政府建设情况报告": "a.html"})
    bureau.sites.put("city.test", "/fz/a.html", (SAMPLES / "wutang-2023.html").read_bytes())
    bureau.publishers = [
        Publisher(COUNTY, "雾棠县人民政府", "990121", "county", listing, "html"),
        Publisher(DISTRICT, "砚垚区人民政府", "990103", "county", listing, "html"),
    ]
    collected = bureau.collect()
    assert (collected.listings_checked, len(collected.news)) == (2, 1)
    assert bureau.sites.paths("city.test") == ["/fz/", "/fz/a.html"]
    assert set(bureau.log.last_checked()) == {COUNTY, DISTRICT}
