"""What reports say beside the numbers, pictures that are saved, questions with fields: in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from analysts_page import click_row, downloaded, go, warehouse
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ACCOUNT = "[class*=st-key-chosen_]"


def test_what_was_promised_stands_beside_what_came_of_it_and_leads_to_its_words(page: Page, page_data: Path) -> None:
    go(page, "/?lang=en")
    page.get_by_role("link", name="Promises").click()
    expect(page.locator("h1")).to_have_text("Promises")
    go(page, "/promises?region=990121&lang=en&year=2024")
    with warehouse(page_data) as con:
        count, outcome = con.execute(
            "select count(*), max(outcome) from marts.target_outcome where publisher_key = '990121' and target_year = 2024"
        ).fetchall()[0]
    assert count
    bar = page.locator("tr").filter(has=page.locator("th", has_text="2024"))
    expect(bar.locator("td.number")).to_have_text(str(count))
    click_row(page, 1)
    account = page.locator(ACCOUNT)
    expect(account.locator("blockquote mark").first).to_be_visible()
    account.get_by_role("link", name="Open the full text of the report").first.click()
    expect(page.locator("button.figure[aria-pressed=true]")).to_be_in_viewport()
    go(page, f"/promises?region=990121&lang=en&year=2024&state={outcome}")
    expect(page.locator("[data-testid=stDataFrame]")).to_be_visible()


def test_a_correction_is_shown_with_the_words_of_both_reports(page: Page) -> None:
    go(page, "/revisions?state=between_reports")
    click_row(page, 1)
    quotes = page.locator(f"{ACCOUNT} blockquote")
    expect(quotes).to_have_count(2)
    expect(quotes.last).to_contain_text("更正为3126件")


def test_a_word_leads_to_the_sentences_that_say_it(page: Page) -> None:
    go(page, "/terms?q=复议&lang=en")
    click_row(page, 1)
    page.locator(ACCOUNT).get_by_role("link", name=re.compile("Sentences containing")).click()
    expect(page.locator("h1")).to_have_text("Search")
    expect(page.locator("blockquote mark").first).to_contain_text("复议")


@pytest.mark.parametrize("view", ["problems", "statements", "reuse", "completeness", "timeliness"])
def test_a_row_of_a_list_leads_into_its_report(page: Page, view: str) -> None:
    go(page, f"/{view}?region=990121&lang=en")
    click_row(page, 1)
    page.locator(f"{ACCOUNT} a[href^='report?']").first.click()
    expect(page.locator(".report")).to_be_visible()


def test_a_chart_is_saved_as_a_picture_that_says_where_it_comes_from(page: Page) -> None:
    go(page, "/indicator?indicator=litigation.cases&regions=990121&relative=1&lang=en")
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_contain_text("first year = 100")
    for view in ("indicator", "map"):
        if view == "map":
            go(page, "/map?indicator=litigation.cases&lang=en")
        drawn = ElementTree.fromstring(downloaded(page, "Save as SVG").read_bytes())
        told = " ".join(drawn.itertext())
        assert re.search(r"fazhi-\S+\.duckdb", told) and f"/{view}?indicator=litigation.cases" in told, told
        assert "Administrative lawsuits" in told, told
    assert downloaded(page, "Save as PNG").read_bytes().startswith(b"\x89PNG")


def test_a_saved_question_has_a_field_for_every_parameter(page: Page) -> None:
    go(page, "/sql?lang=en")
    page.get_by_role("combobox", name="Saved questions").fill("series")
    page.get_by_role("option", name=re.compile("^series: ")).click()
    box = page.get_by_role("textbox", name="SQL query")
    expect(box).to_have_value(re.compile(r"^from series\('\d+', '[\w.]+'\)$"))
    page.get_by_role("combobox", name="Indicator").fill("Administrative lawsuits")
    page.keyboard.press("Enter")
    expect(box).to_have_value(re.compile("litigation.cases"))
    expect(page.get_by_text("Rows: 4")).to_be_visible()


def test_keys_lead_from_one_doubtful_figure_of_a_report_to_the_next(page: Page, page_data: Path) -> None:
    with warehouse(page_data) as con:
        report, figures = con.execute(
            "select sha256, list(figure_id order by \"start\") from marts.fct_figure where validity <> 'valid' "
            "group by sha256 order by count(*) desc, sha256 limit 1"
        ).fetchall()[0]
    go(page, f"/report?report={report}&lang=en")
    page.locator("h1").click()
    for figure in figures:
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(f"figure={figure}"))
        expect(page.locator("button.figure[aria-pressed=true]")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Next")).to_be_disabled()


def test_a_view_is_opened_as_a_query_of_sql(page: Page) -> None:
    go(page, "/changes?lang=en&indicator=reconsideration.accepted&direction=up&year=2024")
    page.get_by_role("button", name="Show SQL").click()
    page.get_by_role("link", name="Open in the SQL view").click()
    expect(page.locator("h1")).to_have_text("SQL")
    expect(page.get_by_role("textbox", name="SQL query")).to_have_value(re.compile("'reconsideration.accepted'"))
    expect(page.get_by_text("Rows: 3")).to_be_visible()
