"""The analysts' page in a real browser: what people do there, by clicking and by keyboard."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from warehouse.publication import publish
from warehouse.workspace import Workspace

pytestmark = pytest.mark.browser

VIEWS = ["overview", "indicator", "region", "changes", "report", "findings", "search?q=行政复议"]
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
WITHIN = 30_000


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=QUIET.split())
        yield opened
        opened.close()


@pytest.fixture
def heard() -> list[str]:
    """What the console complained of, and what was asked of another host."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, heard: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=address, accept_downloads=True)
    opened.set_default_timeout(WITHIN)

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            heard.append(f"asked {request.url}")

    opened.on("request", asked)
    opened.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: heard.append(str(error)))
    yield opened
    opened.close()


def go(page: Page, path: str) -> None:
    page.goto(path if path.startswith("/") else f"/{path}")
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("h1")).to_be_visible(timeout=WITHIN)
    page.wait_for_selector(SETTLED)
    assert page.locator("[data-testid=stException]").count() == 0, page.locator(
        "[data-testid=stException]"
    ).inner_text()


def warehouse(data: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(data / "fazhi.duckdb", read_only=True)


def hostile_report(data: Path) -> str:
    with warehouse(data) as con:
        return str(con.execute("select sha256 from marts.dim_report where report_year = 2025").fetchall()[0][0])


def figure_button(page: Page, text: str) -> Locator:
    return page.locator("button.figure").filter(has_text=re.compile(f"^{re.escape(text)}$")).first


def click_row(page: Page, row: int) -> None:
    """Clicks into a row of the first table, from 1: it is drawn, so that only its place tells which."""
    grid = page.locator("[data-testid=stDataFrame] [data-testid=stDataFrameResizable], [data-testid=stDataFrame]").first
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 34 * row + 17)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_loads_quietly_for_everybody_and_fits_a_phone(
    page: Page, heard: list[str], view: str, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    go(page, f"{view}{'&' if '?' in view else '?'}lang={language}")
    page.wait_for_timeout(500)  # charts and components load after the script has run
    assert heard == []
    found = Axe().run(page).response["violations"]
    serious = [
        (violation["id"], [node["html"][:160] for node in violation["nodes"]])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_the_switch_turns_the_page_english_and_the_link_keeps_it(page: Page) -> None:
    go(page, "/changes")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Changes")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "lang=en" in page.url
    page.reload()
    expect(page.locator("h1")).to_have_text("Changes")


def test_a_tile_tells_how_much_of_its_province_is_covered(page: Page) -> None:
    go(page, "/")
    told = page.get_by_text(re.compile("槿川省.*个地区中"))
    tile = page.locator("summary").filter(has_text="槿川省")
    expect(told).to_be_hidden()
    tile.focus()
    page.keyboard.press("Enter")
    expect(told).to_be_visible()
    page.locator("summary").filter(has_text="北京").click()
    expect(told).to_be_hidden()


def test_the_first_view_loads_neither_charts_nor_scrolled_tables_and_leads_to_the_texts(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    go(page, "/?lang=en")
    page.wait_for_timeout(1000)
    assert any(name.startswith("Selectbox.") for name in asked)
    heavy = ("DataFrame.", "ArrowVegaLiteChart.", "embed.", "remark-emoji.", "BidiComponent.")
    assert [name for name in asked if name.startswith(heavy)] == []
    page.locator(".rows a").first.click()
    expect(page.locator("h1")).to_have_text("Reports")
    expect(page.locator(".report")).to_be_visible()
    assert "report=" in page.url and "lang=en" in page.url


def test_a_page_opened_too_early_says_so_and_shows_the_data_once_it_is_there(
    browser: Browser, unpublished: tuple[str, Path], page_data: Path
) -> None:
    address, data = unpublished
    page = browser.new_page()
    page.goto(f"{address}/?lang=en")
    expect(page.get_by_text("nothing is published here yet")).to_be_visible(timeout=WITHIN)
    (data / "published").symlink_to(page_data / "published")
    (data / "fazhi.duckdb").symlink_to((page_data / "fazhi.duckdb").readlink())
    expect(page.locator(".counts")).to_be_visible(timeout=WITHIN)
    expect(page.get_by_text("nothing is published here yet")).to_have_count(0)
    page.close()


def test_a_row_is_chosen_by_keyboard_alone(page: Page) -> None:
    go(page, "/changes?year=2024")
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    expect(grid).to_be_visible()
    reached = False
    for _ in range(60):
        page.keyboard.press("Tab")
        reached = page.evaluate("!!document.activeElement.closest('[data-testid=stDataFrame]')")
        if reached and page.evaluate("document.activeElement.tagName") != "BUTTON":
            break
    assert reached
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote.quote")).to_be_visible()


def test_a_row_of_an_indicator_leads_to_its_words_and_to_the_text(page: Page) -> None:
    go(page, "/indicator?indicator=litigation.cases")
    click_row(page, 1)
    quote = page.locator("blockquote.quote")
    expect(quote).to_be_visible()
    expect(quote.locator("mark")).not_to_have_count(0)
    expect(quote).to_be_in_viewport()
    assert "figure=" in page.url
    page.get_by_role("link", name="查看报告原文").click()
    expect(page.locator("button.figure[aria-pressed=true]")).to_have_count(1)
    expect(page.locator("button.figure[aria-pressed=true]")).to_be_in_viewport()


def test_a_point_of_the_chart_leads_to_its_words(page: Page) -> None:
    go(page, "/indicator?indicator=litigation.cases&regions=990121")
    chart = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    expect(chart).to_be_visible()
    page.wait_for_timeout(700)
    box = chart.bounding_box()
    assert box
    for x in range(60, int(box["width"]), 12):  # where the points are depends on fonts; one of them is met
        for y in range(10, 300, 12):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if page.locator("#vg-tooltip-element.visible").count():
                page.mouse.click(box["x"] + x, box["y"] + y)
                expect(page.locator("blockquote.quote")).to_be_visible()
                return
    raise AssertionError("no point of the chart was met")


def test_a_figure_tells_how_it_was_read_by_click_and_by_keyboard(page: Page, page_data: Path) -> None:
    go(page, f"/report?report={hostile_report(page_data)}")
    figure_button(page, "117件").click()
    panel = page.locator("dl.facts")
    expect(panel).to_contain_text("行政复议受理数")
    figure_button(page, "109件").focus()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("行政复议审结数")
    expect(figure_button(page, "109件")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(panel).to_contain_text("行政复议审结数")


def test_what_a_report_says_is_never_run(page: Page, heard: list[str], page_data: Path) -> None:
    go(page, f"/report?report={hostile_report(page_data)}")
    expect(page.locator(".report")).to_contain_text("<script>window.brokenOut = true</script>")
    for path in ("/search?q=复议案件", "/region?region=990121&year=2025", "/changes?year=2025", "/indicator"):
        go(page, path)
        page.wait_for_timeout(300)
    assert page.evaluate("window.brokenOut") is None
    assert heard == []


def test_search_finds_sentences_and_opens_them(page: Page) -> None:
    go(page, "/search")
    field = page.get_by_role("textbox")
    field.fill("调解 <b>和解</b>")
    field.press("Enter")
    expect(page.locator("blockquote.quote").first).to_contain_text("调解")
    page.get_by_role("link", name="查看报告原文").first.click()
    expect(page.locator(".report")).to_be_visible()
    assert "at=" in page.url


def test_filters_stand_in_the_address_and_the_way_back_undoes_them(page: Page) -> None:
    go(page, "/changes?year=2024")
    page.get_by_role("combobox", name="方向").click()
    page.get_by_role("option", name="下降").click()
    expect(page).to_have_url(re.compile("direction=down"))
    page.reload()
    settled(page)
    expect(page.get_by_role("combobox", name="方向")).to_have_value("下降")


def test_what_is_seen_can_be_downloaded_and_the_sql_run_again(page: Page, page_data: Path) -> None:
    go(page, "/changes?year=2023&direction=up&lang=en")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    page.get_by_role("button", name=re.compile("Show SQL")).click()
    sql = page.locator("[data-testid=stCode] code").first.inner_text()
    with warehouse(page_data) as con:
        found = con.execute(sql).fetchall()
    assert len(rows) == len(found) > 20
    assert [row["figure_id"] for row in rows] == [str(row[17]) for row in found]


def test_the_copied_sql_is_one_that_the_command_answers(page: Page, page_data: Path) -> None:
    go(page, "/findings?lang=en")
    page.get_by_role("button", name=re.compile("Show SQL")).last.click()
    sql = page.locator("[data-testid=stCode] code").first.inner_text()
    done = subprocess.run(
        [Path(sys.executable).with_name("fazhi"), "sql", "--json", sql],
        env={**os.environ, "FAZHI_DATA": str(page_data)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "stated_change_agrees" in done.stdout


def test_a_visit_goes_on_when_newer_data_is_published_and_says_so(page: Page, page_data: Path) -> None:
    workspace = Workspace(page_data)
    go(page, "/findings")
    expect(page.get_by_text("有新发布的数据")).to_have_count(0)
    before = workspace.warehouse.resolve()
    counts: dict[str, Any] = {"reports": 4242, "figures": 1, "matched": 1, "findings": 0, "rejects": 0, "sample": False}
    publish(workspace, "0" * 16, "a test", counts)
    before.unlink()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("Newer data was published")).to_be_visible()
    page.get_by_role("link", name="Regions").click()
    expect(page.locator("h1")).to_have_text("Regions")
    settled(page)
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    page.get_by_role("button", name="Show the newer data").click()
    expect(page.get_by_text("4,242")).to_be_visible()
    expect(page.get_by_text("Newer data was published")).to_have_count(0)
