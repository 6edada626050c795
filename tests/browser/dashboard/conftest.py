"""The analysts' page over a warehouse of its own: the sample reports, and one that tries to break out of its text."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

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
HOSTILE = """雾棠县人民政府2025年度推进法治政府建设情况报告

（虚构文本，用于检查页面。）
一、主要工作
（一）办理案件<script>window.brokenOut = true</script>共受理行政复议案件117件。
（二）<img src="http://198.51.100.7/a.png" onerror="window.brokenOut = true">审结行政复议案件109件。
（三）![图](http://198.51.100.7/b.png)行政机关负责人出庭应诉率100%，[点此](javascript:window.brokenOut=true)。
"""


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser; tests that need it are skipped where there is none."""
    found = Path(os.environ.get("CHROMIUM") or shutil.which("chromium") or CHROMIUM)
    if not found.exists():
        pytest.skip(f"no browser: {found} is missing (apt-get install chromium fonts-noto-cjk)")
    return found


@pytest.fixture(scope="session")
def page_data(tmp_path_factory: pytest.TempPathFactory, chromium: Path) -> Path:
    """A data folder with the samples and the hostile report, published."""
    folder = tmp_path_factory.mktemp("page")
    reports, data = folder / "reports", folder / "data"
    reports.mkdir()
    for sample in (REPOSITORY / "samples").glob("*.html"):
        shutil.copy(sample, reports)
    (reports / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    fazhi = Path(sys.executable).with_name("fazhi")
    done = subprocess.run(
        [fazhi, "refresh", "--reports", reports],
        env={**os.environ, "FAZHI_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="session")
def address(page_data: Path) -> Iterator[str]:
    """The page's address; the server is that of `fazhi dashboard`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [Path(sys.executable).with_name("fazhi"), "dashboard", "--port", str(port)],
        env={**os.environ, "FAZHI_DATA": str(page_data)},
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
    for _ in range(240):
        assert server.poll() is None, f"the page's server ended: {server.stderr.read() if server.stderr else ''}"
        try:
            with urllib.request.urlopen(url, timeout=2) as answered:
                if answered.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"{url} does not answer")
