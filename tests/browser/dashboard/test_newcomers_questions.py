"""What somebody asks who knows nothing of the project, answered from the page alone: menu, fields, rows, links."""

from __future__ import annotations

import re

import pytest
from analysts_page import go
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_same_in_sql(page: Page) -> None:
    go(page, "/changes?lang=en&indicator=reconsideration.accepted&direction=up&year=2024")
    page.get_by_role("button", name="Show SQL").click()
    page.get_by_role("link", name="Open in the SQL view").click()
    expect(page.locator("h1")).to_have_text("SQL")
    expect(page.get_by_role("textbox", name="SQL query")).to_have_value(re.compile("'reconsideration.accepted'"))
    expect(page.get_by_text("Rows: 3")).to_be_visible()
