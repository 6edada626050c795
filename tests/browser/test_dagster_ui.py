"""The Dagster UI as people see it: the graph, an asset's page, a check that failed, the launchpad, a failed run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import commands
import pytest
from tenacity import Retrying, stop_after_delay, wait_fixed

pytestmark = pytest.mark.browser

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

REPOSITORY = Path(__file__).parents[2]
PICTURE = [
    "archive",
    "extraction",
    "raw",
    "audit_of_figures",
    "staging",
    "intermediate",
    "marts",
    "audit_of_marts",
    "publication",
]
SECONDS = 60
"""The first look at a page waits until Dagster has loaded the graph."""


FAILS = """
import dagster as dg
from orchestration.definitions import defs
from orchestration.runs.instance import prepare_instance
from warehouse.workspace import Workspace

config = {"ops": {"archived_documents": {"config": {"reports": ["/no/such/folder"]}}}}
with dg.DagsterInstance.from_config(str(prepare_instance(Workspace.from_environment()))) as instance:
    job = defs.resolve_job_def("refresh")
    done = job.execute_in_process(
        instance=instance, run_config=config, raise_on_error=False, asset_selection=[dg.AssetKey("archived_documents")]
    )
    assert not done.success
"""
"""A run that fails by what its user asked for; it is one of a single asset, so that of the others the run before
is the last one."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no browser: apt-get install chromium fonts-noto-cjk")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(
    browser: Any, sample_data: Path, run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The web server alone, over a folder with a run that published the samples and one that failed."""
    folder = tmp_path_factory.mktemp("ui")
    data = Path(shutil.copytree(sample_data, folder / "data", symlinks=True))
    surroundings = {**os.environ, "FAZHI_DATA": str(data)}
    done = commands.run([], code=FAILS, shared=run_folder, env=surroundings, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("fazhi"), "ui", "--part", "web", "--port", str(port)]
    with (folder / "web.log").open("wb") as log:
        server = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)
    try:
        for attempt in Retrying(stop=stop_after_delay(180), wait=wait_fixed(0.5), reraise=True):
            with attempt:
                assert server.poll() is None, (folder / "web.log").read_text(encoding="utf-8")
                urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=10).close()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page that all tests go through, as compiling Dagster's scripts anew takes long; and what it asked for."""
    context = browser.new_context(viewport={"width": 1600, "height": 1400})
    context.set_default_timeout(1000 * SECONDS)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page(), asked
    context.close()


@pytest.fixture
def page(tab: tuple[Any, list[str]]) -> Iterator[Any]:
    """A page that may ask this machine alone."""
    opened, asked = tab
    asked.clear()
    yield opened
    opened.evaluate("localStorage.clear(); sessionStorage.clear()")
    opened.goto("about:blank")
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))] == []


def test_the_groups_stand_from_left_to_right_like_the_picture(page: Any, address: str) -> None:
    page.goto(f"{address}/asset-groups")
    page.get_by_text("publication", exact=True).nth(2).wait_for()  # the first two are those of the list beside it
    lefts = {group: page.get_by_text(group, exact=True).nth(2).bounding_box()["x"] for group in PICTURE}
    assert sorted(PICTURE, key=lambda group: lefts[group]) == PICTURE
    assert len(set(lefts.values())) == len(PICTURE)


def test_the_page_of_the_publication_shows_what_matters_in_both_languages(page: Any, address: str) -> None:
    page.goto(f"{address}/assets/published_warehouse")
    for text in ("公布的数据库", "The audited warehouse", "data-engineering", "package: warehouse", "the new reports"):
        page.get_by_text(text).first.wait_for()
    page.get_by_text("Plots", exact=True).first.click()
    for plot in ("reports", "findings", "new reports"):
        page.get_by_text(plot, exact=True).first.wait_for()
    assert page.locator("canvas").count() >= 5


def test_the_page_of_a_mart_tells_its_columns_and_leads_to_those_they_are_made_of(page: Any, address: str) -> None:
    page.goto(f"{address}/assets/marts/indicator_yoy")
    for text in ("指标同比", "One row per publisher, indicator and year", "yoy_pct", "Row count"):
        page.get_by_text(text).first.wait_for()
    column = page.locator("tr").filter(has=page.get_by_text("yoy_change", exact=True))
    column.get_by_text("Value minus prior value").wait_for()
    column.get_by_role("link", name="marts.fct_indicator").click()
    page.wait_for_url("**/assets/marts/fct_indicator*")


def test_a_check_that_failed_says_why_the_rule_is_there_and_which_rows_break_it(page: Any, address: str) -> None:
    page.goto(f"{address}/assets/audit/figure_findings?view=checks")
    page.get_by_text("rate_lies_within_0_100", exact=True).first.click()
    page.get_by_text("rows that break it").first.wait_for()
    page.get_by_text("examples", exact=True).first.wait_for()


def test_the_launchpad_tells_what_its_fields_are_for(page: Any, address: str) -> None:
    page.goto(f"{address}/locations/fazhi/jobs/refresh")
    page.get_by_text("Materialize all", exact=True).wait_for()
    page.get_by_text("Materialize all", exact=True).locator("xpath=ancestor::button/following::button[1]").click()
    page.get_by_text("Open launchpad").click()
    page.locator(".CodeMirror").first.wait_for()
    page.get_by_text("archived_documents").first.wait_for()


def test_a_failed_run_says_first_what_to_do(page: Any, address: str) -> None:
    page.goto(f"{address}/runs")
    page.get_by_text("Failure").first.wait_for()
    page.locator("a[href*='/runs/']").filter(has_text=re.compile("^[0-9a-f]{8}$")).first.click()
    page.get_by_text(re.compile("^fazhi: /no/such/folder: a run of the Dagster UI may not read there")).first.wait_for()
