"""The analysts' page in a real browser: what people do there, by clicking and by keyboard."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest
import yaml
from analysts_page import WITHIN, click_row, downloaded, go, settled, warehouse
from playwright.sync_api import Browser, Locator, Page, expect

from ingest.corrections.entry import Correction
from warehouse.publication import publish
from warehouse.workspace import Workspace

pytestmark = pytest.mark.browser

VIEWS = [
    "overview",
    "map",
    "indicator",
    "region",
    "compare",
    "changes",
    "promises",
    "completeness",
    "timeliness",
    "terms?region=990121",
    "report",
    "findings",
    "review",
    "search?q=行政复议",
    "sql",
]


def hostile_report(data: Path) -> str:
    with warehouse(data) as con:
        return str(con.execute("select sha256 from marts.dim_report where report_year = 2025").fetchall()[0][0])


def figure_button(page: Page, text: str) -> Locator:
    return page.locator("button.figure").filter(has_text=re.compile(f"^{re.escape(text)}$")).first


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_loads_quietly_for_everybody_and_fits_a_phone(
    page: Page, heard: list[str], view: str, language: str, scheme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
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
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 390")


def test_the_switch_turns_the_page_english_and_the_link_keeps_it(page: Page) -> None:
    go(page, "/changes")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Changes")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "lang=en" in page.url
    page.reload()
    expect(page.locator("h1")).to_have_text("Changes")


def test_the_page_follows_the_browsers_language_scheme_and_time(
    browser: Browser, address: str, page_data: Path
) -> None:
    published = next((page_data / "published").glob("*.json")).read_text(encoding="utf-8")
    hour = int(re.findall(r'"published_at": "[\d-]+T(\d\d)', published)[0])
    for locale, zone, scheme, title, ahead in (
        ("zh-TW", "Asia/Shanghai", "light", "总览", 8), ("de-DE", "UTC", "dark", "Overview", 0)
    ):  # fmt: skip
        page = browser.new_page(base_url=address, locale=locale, timezone_id=zone, color_scheme=scheme)  # type: ignore[arg-type]
        go(page, "/")
        expect(page.locator("h1")).to_have_text(title)
        assert "lang=" not in page.url
        told = page.get_by_text(re.compile(r"\d\d:\d\d UTC")).inner_text()
        assert re.findall(r" (\d\d):\d\d UTC(\+8)?", told) == [(f"{(hour + ahead) % 24:02}", "+8" if ahead else "")]
        paper = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
        page.close()


def test_on_a_phone_the_drawer_closes_after_a_tap_and_tiles_keep_their_counts(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, locale="zh-CN", viewport={"width": 390, "height": 844})
    go(page, "/?year=2024")
    expect(page.locator(".tiles summary small").filter(has_text="3/5")).to_be_visible()
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="变化排行").click()
    expect(page.locator("h1")).to_have_text("变化排行")
    expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
    page.close()


def test_the_first_screen_says_what_is_worth_a_look_and_leads_to_its_words(page: Page) -> None:
    go(page, "/?year=2023")
    sentences = page.locator(".headlines li")
    expect(sentences).to_have_count(4)
    expect(sentences.nth(0)).to_contain_text("在数值达到 100 且无存疑的变化中幅度最大")
    expect(sentences.nth(2)).to_contain_text("报告称 +35.7%，由 132 至 156 实为 +18.2%")
    expect(sentences.nth(0).locator("mark")).to_be_visible()
    expect(sentences.nth(0)).to_be_in_viewport()
    sentences.nth(2).get_by_role("link", name="查看报告原文").click()
    expect(page.locator("button.figure[aria-pressed=true]")).to_have_text("156件")


def test_the_number_of_findings_is_the_same_everywhere(page: Page, page_data: Path) -> None:
    go(page, "/")
    told = page.locator(".counts div").filter(has_text="存疑").locator("dd")
    count = int(told.inner_text())
    with warehouse(page_data) as con:
        assert con.execute("select count(*) from audit.findings").fetchone() == (count,)
    done = subprocess.run(
        [Path(sys.executable).with_name("fazhi"), "status"],
        env={**os.environ, "FAZHI_DATA": str(page_data), "LANG": "C"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"{count} findings" in done.stdout
    told.get_by_role("link").click()
    expect(page.get_by_text(f"共有 {count} 条存疑")).to_be_visible()


def test_doubt_follows_a_value_into_chart_table_and_account(page: Page) -> None:
    go(page, "/indicator?indicator=reconsideration.applications&regions=990103")
    expect(page.get_by_text("空心点")).to_be_visible()
    click_row(page, 3)
    account = page.locator("[class*=st-key-chosen_]")
    expect(account).to_contain_text("报告自称的变化与两年数值算得的不符")
    expect(account).to_contain_text("而报告称+35.7%")
    expect(account.locator("blockquote")).to_contain_text(
        "全年收到行政复议申请156件，同比增长35.7%；行政诉讼案件74件，同比下降8.6%。"
    )
    page.get_by_text("标记的含义").click()
    expect(page.get_by_text("审核规则或人工更正对该数字存疑").last).to_be_visible()


def test_a_single_year_says_that_it_is_one(page: Page, page_data: Path) -> None:
    with warehouse(page_data) as con:
        code, publisher = con.execute(
            "select indicator_code, any_value(publisher_key) from marts.indicator_yoy group by indicator_code, "
            "publisher_key having count(*) = 1 order by all limit 1"
        ).fetchall()[0]
    go(page, f"/indicator?indicator={code}&regions={publisher}")
    expect(page.get_by_text("只有一个年度的数值")).to_be_visible()


def test_changes_open_on_a_year_with_changes_and_an_empty_view_says_why(page: Page) -> None:
    go(page, "/changes")
    expect(page.get_by_text("两年数值都低于 20 的不列入")).to_be_visible()
    expect(page.get_by_role("combobox", name="年度")).to_have_value("2025")
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    go(page, "/changes?domain=decision")  # the newest report says nothing of it
    expect(page.get_by_role("combobox", name="年度")).to_have_value("2024")
    go(page, "/changes?year=2021&lang=en")
    expect(page.get_by_text(re.compile(r"2021 has no change to show: of 1\d\d values"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^2024")).click()
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    expect(page).to_have_url(re.compile("year=2024"))


def test_typed_words_are_taken_without_enter(page: Page) -> None:
    go(page, "/search")
    page.get_by_role("textbox").press_sequentially("调解", delay=60)
    expect(page.locator("blockquote.quote").first).to_contain_text("调解")


def test_a_query_of_ones_own_is_completed_run_drawn_and_taken_away(page: Page) -> None:
    go(page, "/sql?lang=en")
    box = page.get_by_role("textbox", name="SQL query")
    box.fill("")
    box.press_sequentially("select region_name, report_year, figure_count from dim_rep", delay=20)
    expect(page.get_by_role("option", name="marts.dim_report")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("select region_name, report_year, figure_count from marts.dim_report")
    box.press("Control+Enter")
    expect(page.get_by_text("Rows: 13")).to_be_visible()
    expect(page).to_have_url(re.compile("sql=select"))
    for name in ("CSV", "Parquet"):
        file = downloaded(page, f"Download {name}")
        read = "read_csv" if name == "CSV" else "read_parquet"
        assert duckdb.sql(f"select count(*) from {read}('{file}')").fetchone() == (13,)
    page.get_by_text("Draw a chart").click()
    expect(page.locator("[data-testid=stVegaLiteChart]")).to_be_visible()


def test_a_query_that_writes_is_refused_and_a_saved_question_is_answered(page: Page) -> None:
    go(page, "/sql?lang=en&sql=drop table marts.dim_report")
    expect(page.get_by_text("Only queries can be run here, not DROP.")).to_be_visible()
    page.get_by_role("combobox", name="Saved questions").click()
    page.get_by_role("option", name=re.compile("^contents: ")).click()
    expect(page.get_by_role("textbox", name="SQL query")).to_have_value("from contents")
    expect(page.locator("[data-testid=stDataFrame]")).to_be_visible()


def test_a_doubtful_figure_is_decided_on_with_all_that_helps(page: Page, page_data: Path) -> None:
    with warehouse(page_data) as con:
        first, second = (
            str(figure) for (figure,) in con.execute("select figure_id from doubtful_figures() limit 2").fetchall()
        )
    go(page, "/review?lang=en")
    expect(page.get_by_text(re.compile(r"Waiting for review: \d+ figures"))).to_be_visible()
    expect(page.locator("h3").first).to_contain_text("1/")
    expect(page.locator("blockquote mark").first).to_be_visible()
    page.get_by_role("textbox", name="Reason").press_sequentially("The table says 74", delay=20)
    entry = page.locator("[data-testid=stCode] code").first
    expect(entry).to_contain_text("action: override")
    expect(entry).to_contain_text("reason: The table says 74")
    read = yaml.safe_load(entry.inner_text())
    assert Correction.model_validate(read[0]).changed == ["value", "unit", "indicator_code", "year"]
    page.get_by_text("Keep it and explain why").click()
    expect(entry).to_contain_text(f"figure: {first}")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.locator("h3").first).to_contain_text("2/")
    expect(page).to_have_url(re.compile(f"figure={second}"))


def test_the_map_shows_who_was_never_asked_and_leads_to_places(page: Page) -> None:
    go(page, "/map?lang=en&indicator=litigation.cases&year=2024")
    expect(page.get_by_text("never fetched").first).to_be_visible()
    assert len(page.locator("svg[role=group] path.silent").get_attribute("d") or "") > 10_000
    page.locator(".placeless a").filter(has_text="鹤汀市: 52 件").click()
    expect(page.locator("h1")).to_have_text("Regions")
    expect(page).to_have_url(re.compile("/region.*region=990181"))


def test_two_governments_stand_side_by_side_with_the_words_of_both(page: Page) -> None:
    go(page, "/compare?one=990121&other=990181&year=2024&domain=litigation")
    click_row(page, 1)
    account = page.locator("[class*=st-key-chosen_]")
    expect(account.locator("blockquote")).to_have_count(2)
    expect(account).to_contain_text("雾棠县")
    expect(account).to_contain_text("鹤汀市")


def test_a_view_can_be_cited(page: Page) -> None:
    go(page, "/indicator?indicator=litigation.cases&regions=990121&lang=en")
    page.get_by_role("button", name="Cite").last.click()
    told = page.locator("[data-testid=stCode] code").first
    for part in ("/indicator?", "indicator=litigation.cases", "regions=990121", "lang=en"):
        expect(told).to_contain_text(part)
    expect(told).to_contain_text(re.compile("data version fazhi-.*duckdb"))


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
    page = browser.new_page(locale="en-GB")
    page.goto(f"{address}/?lang=en")
    expect(page.get_by_text("nothing has been published here yet")).to_be_visible(timeout=WITHIN)
    (data / "published").symlink_to(page_data / "published")
    (data / "fazhi.duckdb").symlink_to((page_data / "fazhi.duckdb").readlink())
    expect(page.locator(".counts")).to_be_visible(timeout=WITHIN)
    expect(page.get_by_text("nothing has been published here yet")).to_have_count(0)
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
    panel = page.locator("dl.facts").first  # Below it stands the statement of the figure.
    expect(panel).to_contain_text("行政复议受理数")
    figure_button(page, "109件").focus()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("行政复议审结数")
    expect(figure_button(page, "109件")).to_have_attribute("aria-pressed", "true")
    page.get_by_text("更正条目").click()
    expect(page.locator("[data-testid=stCode] code").filter(has_text="action: override")).to_contain_text("raw: 109件")
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
    content = downloaded(page, "Download CSV").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    page.get_by_role("button", name=re.compile("Show SQL")).click()
    sql = page.locator("[data-testid=stCode] code").first.inner_text()
    with warehouse(page_data) as con:
        found = con.execute(sql).fetchall()
    assert len(rows) == len(found) > 10
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
    page.get_by_role("button", name="Show the new data").click()
    expect(page.get_by_text("4,242")).to_be_visible()
    expect(page.get_by_text("Newer data was published")).to_have_count(0)
