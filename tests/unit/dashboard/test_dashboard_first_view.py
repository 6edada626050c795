"""What the browser gets before anything else: Streamlit's page and files, and the first view's plain HTML."""

from __future__ import annotations

import asyncio
import gzip
import re
from typing import Any

import pandas as pd
import pytest

from dashboard import serving
from dashboard.assets import Assets, asset, folder, needed_by
from dashboard.first_page import assets_of, first_page
from dashboard.parts import still
from dashboard.view_names import VIEWS

pytestmark = pytest.mark.unit

HEADINGS = {"region_name": "地区", "title": "标题", "share_pct": "覆盖率", "figures": "数字", "address": "网页"}


def test_the_first_page_knows_its_server_below_a_path() -> None:
    assert "new URL('/', location.origin)" in first_page()
    assert "new URL('/law/', location.origin)" in first_page("/law/")
    assert [route.path for route in serving.page_routes("law")][:2] == ["/law/", "/law/overview"]


def test_the_first_page_brings_language_styles_and_icon_and_asks_no_other_host() -> None:
    page = first_page()
    assert 'lang="zh-CN"' in page and ".tiles" in page and "data:image/svg+xml;base64," in page
    loaded = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert loaded and all(address.startswith(("./", "data:")) for address in loaded)
    assert "SourceSans" not in page


@pytest.mark.parametrize("view", VIEWS)
def test_whatever_is_loaded_beforehand_is_there(view: str) -> None:
    wanted = assets_of(view)
    assert len(wanted) > 60 and len(set(wanted)) == len(wanted)
    assert all(asset(path) for path in wanted)
    page = first_page(view=view)
    assert all(page.count(path) == 1 for path in wanted)


def test_the_first_view_does_without_the_scripts_of_charts_and_scrolled_tables() -> None:
    first, other = " ".join(assets_of("overview")), " ".join(assets_of("indicator"))
    for chunk in ("DataFrame.", "ArrowVegaLiteChart.", "embed."):
        assert f"js/{chunk}" not in first and f"js/{chunk}" in other


def test_what_a_script_imports_is_found_with_it() -> None:
    wanted = needed_by("Selectbox")
    source = "".join((folder() / path).read_text(encoding="utf-8") for path in wanted)
    imported = set(re.findall(r"from\s*\"\./([^\"]+)\"", source))
    assert len(imported) > 5
    assert {f"js/{name}" for name in imported} <= set(wanted)
    assert needed_by("NoSuchChunk") == []


def asked(path: str, method: str = "GET", base: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What the files' application answers; 418 where it leaves the answer to the next one."""
    heard: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        heard.append(dict(message))

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 418, "headers": []})

    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": told}
    asyncio.run(Assets(streamlit, base)(scope, receive, send))
    given = {key.decode(): value.decode() for key, value in heard[0]["headers"]}
    return heard[0]["status"], given, b"".join(message.get("body", b"") for message in heard[1:])


def test_files_are_sent_compressed_to_whom_understands_it_and_for_good() -> None:
    path = needed_by("Selectbox")[0]
    content = (folder() / path).read_bytes()
    status, headers, body = asked(f"/static/{path}", accept_encoding="gzip, br")
    assert (status, headers["content-encoding"]) == (200, "gzip") and gzip.decompress(body) == content
    assert "immutable" in headers["cache-control"] and headers["vary"] == "Accept-Encoding"
    status, headers, body = asked(f"/law/static/{path}", base="/law")
    assert (status, body) == (200, content) and "content-encoding" not in headers
    assert headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path", ["/static/js/none.js", "/static/../index.html", "/static/", "/static//etc/passwd", "/", "/law/static/js/a"]
)
def test_everything_else_is_left_to_streamlit(path: str) -> None:
    assert asked(path)[0] == 418


def test_only_reading_is_answered() -> None:
    assert asked(f"/static/{needed_by('Selectbox')[0]}", method="POST")[0] == 418


def test_rows_show_strangers_words_as_words_and_follow_web_addresses_alone() -> None:
    rows = [("<b>甲</b>", "a & b", 12.345, 1234, "https://a.gov.cn/x?'y"), ("乙", None, None, None, "javascript:1")]
    frame = pd.DataFrame(rows, columns=list(HEADINGS)).convert_dtypes()
    markup = still.rows(frame, HEADINGS, "<表>", {"title": ["report?report=1&lang=en", "report?report=2"]})
    assert "aria-label='&lt;表&gt;'" in markup
    assert "&lt;b&gt;甲&lt;/b&gt;" in markup and "<b>" not in markup
    assert "<a href='report?report=1&amp;lang=en'>a &amp; b</a>" in markup
    assert "<td class='number'>12.3%</td><td class='number'>1,234</td>" in markup
    assert "<a href='https://a.gov.cn/x?&#x27;y' target='_blank'>a.gov.cn</a>" in markup
    assert "href='javascript" not in markup
    assert "<a href='report?report=2'>—</a>" in markup


def test_bars_are_as_long_as_their_sizes() -> None:
    sizes = {"2023": {"按时": 3.0, "逾期": 1.0}, "<2024>": {"按时": 1000.0}}
    markup = still.bars(sizes, {"按时": "#111", "逾期": "#222"}, 2000)
    assert re.findall(r"width:([\d.]+)%", markup) == ["0.15", "0.05", "50.00"]
    assert re.findall(r"<td class='number'>([^<]+)<", markup) == ["4", "1,000"]
    assert "&lt;2024&gt;" in markup and markup.count("--colour") == 2
    alone = still.bars({"a": {"": 33.333}}, {"": "#111"}, 100, "{:.1f}%")
    assert "33.3%" in alone and "--colour" not in alone
