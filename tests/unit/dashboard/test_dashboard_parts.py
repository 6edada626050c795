"""What pages are made of, without a browser: texts in pieces, strangers' words, tiles, names, downloads, settings."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import serving
from dashboard.asking import literal, query, tables_of
from dashboard.downloads import csv_bytes
from dashboard.parts.figure import number
from dashboard.parts.markup import is_web_address, plain, quote_markup
from dashboard.parts.publishers import told_apart
from dashboard.parts.reader import segments
from dashboard.parts.tile_grid import places, shade_of, tile_markup, tiles

pytestmark = pytest.mark.unit

PROJECT = Path(serving.__file__).parents[1]


def figure(start: int, end: int, name: str = "f", domain: str | None = None) -> dict[str, Any]:
    return {"start": start, "end": end, "figure_id": name, "domain": domain}


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=8))
def test_the_pieces_of_a_text_are_the_text_whatever_the_figures_say(text: str, spans: list[tuple[int, int]]) -> None:
    figures = [figure(max(start, 0), end, str(at)) for at, (start, end) in enumerate(spans)]
    pieces = list(segments(text, figures))
    assert "".join(piece["text"] for piece in pieces) == text
    assert all(piece["text"] for piece in pieces)


def test_a_figure_is_marked_where_it_stands_though_wide_characters_come_before() -> None:
    text = "𠮷村调解35件，成功率97.1%。"
    pieces = list(segments(text, [figure(4, 7, "a", "mediation"), figure(11, 16, "b")]))
    assert [(piece["text"], piece.get("id")) for piece in pieces] == [
        ("𠮷村调解", None),
        ("35件", "a"),
        ("，成功率", None),
        ("97.1%", "b"),
        ("。", None),
    ]
    assert pieces[1]["domain"] == "mediation" and pieces[3]["domain"] == ""


def test_words_are_marked_and_everything_else_is_escaped() -> None:
    markup = quote_markup('<b>调解</b> & "复议"', ["调解", ""])
    assert (
        markup == "<blockquote class='quote'>&lt;b&gt;<mark>调解</mark>&lt;/b&gt; &amp; &quot;复议&quot;</blockquote>"
    )


def test_a_number_is_marked_whole_and_not_within_another() -> None:
    markup = quote_markup("清理1次，清理13件，占2.1%、1.5%，共1,000件；第1，第21。", ["1"])
    assert markup.count("<mark>") == 2
    assert "清理<mark>1</mark>次" in markup and "第<mark>1</mark>，" in markup


def test_a_word_that_is_markup_itself_is_marked_as_words() -> None:
    assert "<mark>&lt;i&gt;</mark>" in quote_markup("a<i>b", ["<i>"])


@pytest.mark.parametrize(
    "text", ["![a](http://x/y)", "[a](javascript:b)", "<b>", "`c`", "$d$", ":smile:", "# e", "~~f~~"]
)
def test_no_markdown_comes_of_a_strangers_words(text: str) -> None:
    escaped = plain(text)
    assert escaped.replace("\\", "") == text
    assert all(escaped[at - 1] == "\\" for at, char in enumerate(escaped) if char in "![]()<>`$:#~")


@pytest.mark.parametrize(
    ("address", "followed"),
    [("http://a.gov.cn/1", True), ("https://a.gov.cn", True), ("file:///etc/passwd", False), ("javascript:1", False),
     (None, False), (float("nan"), False), (" https://a", False)],
)  # fmt: skip
def test_only_web_addresses_are_followed(address: object, followed: bool) -> None:
    assert is_web_address(address) is followed


def test_every_province_has_a_tile_of_its_own() -> None:
    with (PROJECT / "ingest" / "publishers" / "regions.csv").open(encoding="utf-8", newline="") as rows:
        known = {row["code"] for row in csv.DictReader(rows) if row["level"] == "province" and not row["valid_to"]}
    assert set(places()) == known
    assert len({(place["column"], place["row"]) for place in places().values()}) == len(known)


def province(code: str, name: str, given_: int) -> dict[str, Any]:
    return {"province_code": code, "province_name": name, "regions_reporting": given_, "regions_expected": 10,
            "share_pct": 10.0 * given_}  # fmt: skip


def test_a_province_without_a_place_stands_below_where_it_has_reports() -> None:
    rows = [province("110000", "北京市", 3), province("990000", "虚构省", 1), province("980000", "无报告省", 0)]
    made = tiles(pd.DataFrame(rows), "zh", lambda row: f"{row['province_name']}!")
    told = [(tile["short"], tile["count"], tile["told"]) for tile in made]
    assert told == [("北京", "3/10", "北京市!"), ("虚构省", "1/10", "虚构省!")]
    assert made[1]["row"] > max(int(place["row"]) + 1 for place in places().values())


@pytest.mark.parametrize(("share", "shade"), [(0, 0), (0.1, 1), (19.9, 1), (20, 2), (80, 5), (100, 5), (130, 5)])
def test_shades_tell_fifths(share: float, shade: int) -> None:
    assert shade_of(share) == shade


def test_a_tile_says_what_the_warehouse_says_and_no_more() -> None:
    made = tiles(pd.DataFrame([province("990000", "<b>'省", 1)]), "zh", lambda row: f"{row['province_name']} 1/10")
    markup = tile_markup([made[0] | {"href": "changes?province=<b>"}], "'2024'", "more")
    assert "<b>" not in markup and "&lt;b&gt;&#x27;省 1/10" in markup and "aria-label='&#x27;2024&#x27;'" in markup


def test_publishers_of_one_name_are_told_apart() -> None:
    rows = [("a", "朝阳区", None, "北京市"), ("b", "朝阳区", None, "长宁省"), ("c", "朝阳区", None, "长宁省"),
            ("d", None, "某部", None), ("e", "安县", None, None)]  # fmt: skip
    names = told_apart(pd.DataFrame(rows, columns=["publisher_key", "region_name", "issuer", "province_name"]))
    assert names == {
        "a": "朝阳区（北京市）",
        "b": "朝阳区（长宁省）（b）",
        "c": "朝阳区（长宁省）（c）",
        "d": "某部",
        "e": "安县",
    }


def test_a_download_opens_rightly_in_a_spreadsheet_and_runs_nothing() -> None:
    quotes = ["行政复议,117件", "=1+1", "@a", "+35.7%", "-3", "-2+cmd|' /C calc'!A0", 'say "x"', None]
    content = csv_bytes(pd.DataFrame({"quote": quotes, "value": range(8)}))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == [
        "行政复议,117件", "'=1+1", "'@a", "+35.7%", "-3", "'-2+cmd|' /C calc'!A0", 'say "x"', "",
    ]  # fmt: skip
    assert [row[1] for row in rows[1:]] == [str(at) for at in range(8)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(139, "139"), (1208.5, "1,208.5"), (0, "0"), (-0.7, "-0.7"), (100, "100"), (None, "—"), (pd.NA, "—")],
)
def test_numbers_are_printed_without_superfluous_zeros(value: Any, shown: str) -> None:
    assert number(value) == shown


def test_a_query_wants_all_that_it_asks_and_nothing_else() -> None:
    with pytest.raises(KeyError):
        query("overview_domains")
    with pytest.raises(ValueError, match="no place for other"):
        query("overview_domains", year=2024, other=1)


def test_what_is_asked_stays_a_literal() -> None:
    asked = query("findings", severity=None, rule="x' or 1=1 --", year=2024, region="$year")
    assert "'x'' or 1=1 --'" in asked and "'$year'" in asked and "findings.year = 2024" in asked
    assert literal(["a'b", "c"]) == "['a''b', 'c']::varchar[]" and literal(True) == "true"


def test_the_tables_of_a_query_are_found() -> None:
    assert tables_of(query("search", words="a", count=1)) == {"main.search"}


def test_the_server_listens_on_this_machine_and_tells_nobody() -> None:
    settings = serving.settings("127.0.0.1", 1234)
    assert settings["server.address"] == "127.0.0.1" and settings["server.port"] == 1234
    assert settings["browser.gatherUsageStats"] is False
    assert "http" not in serving.POLICY
