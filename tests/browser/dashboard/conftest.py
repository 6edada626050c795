"""The analysts' page over a warehouse of its own: the sample reports, and one that tries to break out of its text."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from analysts_page import WITHIN
from playwright.sync_api import Browser, Page, Request, ViewportSize, sync_playwright

REPOSITORY = Path(__file__).parents[3]
CHROMIUM = Path("/usr/bin/chromium")
# Without these, Chromium looks for its maker's hosts at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWPORT = {"viewport": {"width": 1440, "height": 900}}
WINDOW: ViewportSize = {"width": 1440, "height": 900}
HOSTILE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>雾棠县2025年法治政府建设年度报告</title></head><body>
<h1>雾棠县人民政府2025年度推进法治政府建设情况报告</h1>
<p>（虚构文本，只用来检查页面。）今年以来，雾棠县把依法办事摆在突出位置，各部门分工负责，乡镇同步推进，全年任务如期完成。</p>
<p>一、主要做法和成效</p>
<p>（一）办好案件。&lt;script&gt;window.brokenOut = true&lt;/script&gt;全年受理行政复议案件117件。</p>
<p>（二）提高质量。&lt;img src="http://198.51.100.7/a.png" onerror="window.brokenOut = true"&gt;审结行政复议案件109件。</p>
<p>（三）依法应诉。![图](http://198.51.100.7/b.png)行政机关负责人出庭应诉率100%，[点此](javascript:window.brokenOut=true)。</p>
<p>（四）化解纠纷。&lt;/button&gt;&lt;svg onload="window.brokenOut = true"&gt;调解矛盾纠纷3601件，群众满意，基层稳定，街巷平安。</p>
<p>二、存在的问题</p>
<p>一些干部学习还不够深入，个别程序还不够规范，宣传的办法还不够多，需要在今后的工作中逐步改进。</p>
<p>三、下一步打算</p>
<p>继续加强学习，完善制度，严格程序，改进服务，让群众办事更方便，让企业经营更安心。</p>
<p>（一）把学习放在前面。办好周末课堂，请老同志讲身边的事，请年轻人讲新出台的规定，让大家听得懂、记得住、用得上。</p>
<p>（二）把程序走到位。凡是牵涉群众切身利益的事情，先公开、再听取意见、后作决定，过程留痕，结果可查，错了就改。</p>
<p>（三）把服务做细致。窗口多跑一步，群众少跑一趟；对老人和行动不便的人上门办理，对办不了的事情说清楚为什么办不了。</p>
<p>（四）把监督落到实处。重视来信来访，重视新闻报道，逐件登记、逐件回复，年底向社会公布办理情况，接受大家评议。</p>
</body></html>
"""


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser; tests that need it are skipped where there is none."""
    found = Path(os.environ.get("CHROMIUM") or shutil.which("chromium") or CHROMIUM)
    if not found.exists():
        pytest.skip(f"no browser: {found} is missing (apt-get install chromium fonts-noto-cjk)")
    return found


@pytest.fixture(scope="session")
def page_data(
    built_once: Callable[..., Path], fazhi: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, chromium: Path
) -> Path:
    """A data folder with the samples and the hostile report, published."""
    reports = tmp_path_factory.mktemp("page") / "reports"
    reports.mkdir()
    for sample in (REPOSITORY / "samples").iterdir():
        if sample.suffix in {".html", ".txt"}:
            shutil.copy(sample, reports)
    (reports / "hostile.html").write_text(HOSTILE, encoding="utf-8")

    def make(data: Path) -> None:
        done = fazhi("refresh", "--reports", reports, data=data)
        assert done.returncode == 0, done.stderr

    return built_once("page", make)


@pytest.fixture(scope="session")
def address(page_data: Path) -> Iterator[str]:
    """The page's address; the server is that of `fazhi dashboard`."""
    with _served([str(Path(sys.executable).with_name("fazhi")), "dashboard", "--port"], page_data) as shown:
        yield shown


@pytest.fixture
def unpublished(tmp_path: Path, chromium: Path) -> Iterator[tuple[str, Path]]:
    """The address of a page over a data folder where nothing is published yet, and the folder."""
    with _served([sys.executable, "-m", "dashboard.serving", "127.0.0.1"], tmp_path) as shown:
        yield shown, tmp_path


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What the console complained of, and what was asked of another host, since the test began."""
    return []


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str, heard: list[str]) -> Iterator[Page]:
    """A tab that the tests of a file go through: a new one loads and compiles Streamlit's scripts anew, which takes
    more than most tests do there."""
    opened = browser.new_page(
        viewport=WINDOW, base_url=address, accept_downloads=True, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    opened.set_default_timeout(WITHIN)

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:", "about:")):
            heard.append(f"asked {request.url}")

    opened.on("request", asked)
    opened.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: heard.append(str(error)))
    yield opened
    opened.close()


@pytest.fixture
def page(tab: Page, heard: list[str]) -> Iterator[Page]:
    """The tab as if it were a new one."""
    tab.emulate_media(color_scheme="null")
    tab.set_viewport_size(WINDOW)
    tab.mouse.move(0, 0)
    heard.clear()
    yield tab
    broken = tab.locator("[data-testid=stException]")
    try:
        assert broken.count() == 0, broken.first.inner_text()
    finally:
        tab.evaluate("localStorage.clear(); sessionStorage.clear()")
        tab.goto("about:blank")


@contextmanager
def _served(command: list[str], data: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, str(port)],
        env={**os.environ, "FAZHI_DATA": str(data), "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    shown = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{shown}/_stcore/health", server)
        yield shown
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[str]) -> None:
    for _ in range(1200):
        assert server.poll() is None, f"the page's server ended: {server.stderr.read() if server.stderr else ''}"
        try:
            with urllib.request.urlopen(url, timeout=2) as answered:
                if answered.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"{url} does not answer")
