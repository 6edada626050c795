"""What somebody asks who knows nothing of the project, each answered from the page alone: menu, fields, rows, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from analysts_page import click_row, go, settled, warehouse
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ACCOUNT = "[class*=st-key-chosen_]"


def open_view(page: Page, name: str) -> None:
    """From the first view to another one by the menu."""
    go(page, "/?lang=en")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.locator("h1")).to_have_text(name)
    settled(page)


def pick(page: Page, field: str, option: str) -> None:
    """Chooses from a list by typing, as one does who does not know the list."""
    box = page.get_by_role("combobox", name=field, exact=True)
    box.fill(option)
    page.get_by_role("option").first.click()
    expect(box).to_have_value(re.compile(re.escape(option)))
    settled(page)


def test_which_countys_reconsideration_cases_rose_most_and_is_that_sure(page: Page, page_data: Path) -> None:
    with warehouse(page_data) as con:
        region, year, change = con.execute(
            "select region_name, year, yoy_pct from values_with_doubts() where level = 'county' "
            "and indicator_code = 'reconsideration.accepted' and yoy_pct > 0 "
            "order by year desc, value / prior_value desc limit 1"
        ).fetchall()[0]
    open_view(page, "Changes")
    pick(page, "Indicator", "Reconsideration cases accepted")
    pick(page, "Direction", "Up")
    expect(page.get_by_text("Sorted by ratio")).to_be_visible()
    click_row(page, 1)
    account = page.locator(ACCOUNT)
    expect(account.locator("h3")).to_contain_text(f"{region} {year} Reconsideration cases accepted")
    expect(account).to_contain_text(f"({change:+.1f}%)")
    expect(account).to_contain_text("There are no doubts about this value.")


def test_what_a_county_promised_and_whether_it_kept_it(page: Page, page_data: Path) -> None:
    with warehouse(page_data) as con:
        ((missed,),) = con.execute(
            "select count(*) from marts.target_outcome where region_name = '鹤汀市' and outcome = 'missed'"
        ).fetchall()
    assert missed
    open_view(page, "Promises")
    pick(page, "Region", "鹤汀市")
    expect(page.locator(".key")).to_contain_text("missed")
    click_row(page, 1)
    account = page.locator(ACCOUNT)
    expect(account.get_by_text("missed", exact=True)).to_be_visible()
    expect(account.get_by_text("What was promised")).to_be_visible()
    expect(account.get_by_text("What the report on that year says")).to_be_visible()
    expect(account.locator("blockquote mark")).to_have_count(2)


def test_which_reports_are_late_and_which_were_never_asked_for(page: Page, page_data: Path) -> None:
    with warehouse(page_data) as con:
        ((late,),) = con.execute(
            "select count(*) from marts.report_timeliness where is_government and status = 'late'"
        ).fetchall()
    go(page, "/?lang=en")
    page.get_by_role("link", name="Report by report").first.click()
    expect(page.locator("h1")).to_have_text("Timeliness")
    expect(page.get_by_text(re.compile(r"nothing was ever requested from them"))).to_be_visible()
    pick(page, "Status", "late")
    click_row(page, 1)
    expect(page.locator(ACCOUNT).get_by_text("late", exact=True)).to_be_visible()
    bars = page.locator("tr").filter(has=page.locator(".bar"))
    shown = bars.locator("span[title^='late ']").evaluate_all(
        "all => all.map((one) => Number(one.title.split(' ')[1]))"
    )
    assert sum(shown) == late > 0
    page.get_by_role("link", name="See the map").click()
    expect(page.get_by_text(re.compile(r"never fetched: \d+"))).to_be_visible()


def test_the_sentence_behind_a_number(page: Page) -> None:
    open_view(page, "Regions")
    pick(page, "Domain", "Litigation")
    click_row(page, 1)
    account = page.locator(ACCOUNT)
    expect(account.locator("blockquote mark")).to_be_visible()
    number = account.locator("blockquote mark").inner_text()
    account.get_by_role("link", name="Open the full text of the report").click()
    expect(page.locator("button.figure[aria-pressed=true]")).to_have_text(number)
    expect(page.locator("button.figure[aria-pressed=true]")).to_be_in_viewport()


def test_the_same_in_sql(page: Page) -> None:
    go(page, "/changes?lang=en&indicator=reconsideration.accepted&direction=up&year=2024")
    page.get_by_role("button", name="Show SQL").click()
    page.get_by_role("link", name="Open in the SQL view").click()
    expect(page.locator("h1")).to_have_text("SQL")
    expect(page.get_by_role("textbox", name="SQL query")).to_have_value(re.compile("'reconsideration.accepted'"))
    expect(page.get_by_text("Rows: 3")).to_be_visible()
