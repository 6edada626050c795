"""How long the analysts' page takes to show itself in a real Chromium.

`FAZHI_DATA=… python -m benchmarks.dashboard` prints, for the published warehouse, the seconds from the click on a link
to the page with its script run: the first visit after the start, the median of five more, and each view's.
`fazhi refresh` publishes the samples, `benchmarks.corpora` a generated corpus.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.views.names import FIRST_VIEW, VIEWS
from orchestration.workspace import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VISITS = 5
_QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_SETTLED = "[data-testid=stApp][data-test-script-state=notRunning] h1"


def visit(browser: Browser, address: str) -> float:
    """Seconds until a new visitor sees the page whole."""
    page = browser.new_page()
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(_SETTLED, timeout=120_000)
    seconds = time.perf_counter() - begun
    page.close()
    return seconds


def measure(address: str, chromium: str) -> None:
    """Visits every view and prints a line for each."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_QUIET)
        print(f"first page, first visit      {visit(browser, address):6.2f} s")
        again = [visit(browser, address) for _ in range(VISITS)]
        print(f"first page, median of {VISITS} more {statistics.median(again):6.2f} s")
        for name in VIEWS:
            if name != FIRST_VIEW:
                print(f"{name:28} {visit(browser, f'{address}{name}'):6.2f} s")
        browser.close()


def main() -> None:
    """Starts the page on a free port and ends it again."""
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        sys.exit(f"{chromium}: no browser (apt-get install chromium fonts-noto-cjk)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.serving", "127.0.0.1", str(port)]
    server = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(PROJECT)}, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(f"{address}_stcore/health")
        measure(address, chromium)
    finally:
        server.terminate()
        server.wait()


def _wait(url: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"{url} does not answer")


if __name__ == "__main__":
    main()
