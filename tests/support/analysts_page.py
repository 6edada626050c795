"""What tests do on the analysts' page in a browser: open a view, wait until it is there, click into a table."""

from __future__ import annotations

from pathlib import Path

import duckdb
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
WITHIN = 60_000
"""Milliseconds; no test fails for a slow machine."""
expect.set_options(timeout=WITHIN)


def warehouse(data: Path) -> duckdb.DuckDBPyConnection:
    """The published file of a data folder."""
    return duckdb.connect(data / "fazhi.duckdb", read_only=True)


def go(page: Page, path: str) -> None:
    """Opens `path` and waits for what it shows."""
    page.goto(path if path.startswith("/") else f"/{path}")
    settled(page)


def settled(page: Page) -> None:
    """Waits until the script has run. Fails where it broke."""
    expect(page.locator("h1")).to_be_visible(timeout=WITHIN)
    page.wait_for_selector(SETTLED)
    assert page.locator("[data-testid=stException]").count() == 0, page.locator(
        "[data-testid=stException]"
    ).inner_text()


def downloaded(page: Page, button: str) -> Path:
    """The file behind a button. A click that falls into a run of the script is lost, and made again."""
    for _ in range(4):
        settled(page)
        try:
            with page.expect_download(timeout=WITHIN / 3) as download:
                page.get_by_role("button", name=button).click()
            return Path(download.value.path())
        except PlaywrightTimeout:
            continue
    raise AssertionError(f"{button}: nothing came")


def click_row(page: Page, row: int) -> None:
    """Clicks into a row of the first table, from 1: it is drawn, so that only its place tells which."""
    grid = page.locator("[data-testid=stDataFrame] [data-testid=stDataFrameResizable], [data-testid=stDataFrame]").first
    expect(grid.locator("canvas").first).to_be_visible()
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + 34 * row + 17)
