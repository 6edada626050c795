"""dbt's documentation of the warehouse, opened from the disk in a browser that has no network."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from warehouse.building.dbt_docs import write_dbt_docs
from warehouse.workspace import Workspace

pytestmark = pytest.mark.browser

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def test_the_page_of_a_mart_tells_its_columns_without_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no browser: apt-get install chromium fonts-noto-cjk")
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    workspace = Workspace.from_environment().prepare()
    with duckdb.connect(tmp_path / "candidate.duckdb") as con:
        con.execute("create schema marts; create table marts.report_timeliness (status varchar)")
    written = write_dbt_docs(workspace, tmp_path / "candidate.duckdb")
    asked: list[str] = []
    errors: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{written.as_uri()}#!/model/model.fazhi.report_timeliness")
        sync_api.expect(page.locator("body")).to_contain_text("known_published_on", timeout=60_000)
        shown = page.inner_text("body")
        browser.close()
    assert "One row per publisher and year for which a report is expected" in shown
    assert errors == []
    assert [url for url in asked if url.startswith(("http:", "https:"))] == []
