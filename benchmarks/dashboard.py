"""How long the analysts' page takes to show its first view, in a real Chromium.

`python -m benchmarks.dashboard` measures over the bundled samples, `python -m benchmarks.dashboard 10000` over as many
generated reports, `FAZHI_DATA=… python -m benchmarks.dashboard` over what is published there.

The *first page* is what a reader waits for: from the navigation, in a browser profile that knows nothing of the page,
to the frame in which the overview's counts, provinces, bars and newest reports are all there and the script has run.
The server is up. The median of several visits is printed, and beside it the processor seconds that the browser and
the server spent on one: unlike the wall time these depend little on what else the machine does.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.published import publish_generated, told_in_a_sentence
from dashboard.view_names import FIRST_VIEW, VIEWS
from warehouse.settings import given_names, process_environment, settings
from warehouse.workspace import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VISITS = 7
LONGEST = 60.0
"""Seconds after which a visit counts as failed."""
REFRESHED = 300.0
"""Seconds after which the samples count as not published."""
_ASKED = {"search": "search?q=行政复议"}
_QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_RAN = "[data-testid=stApp][data-test-script-state=notRunning] h1"
_SHOWN = {FIRST_VIEW: [_RAN, ".counts dd", ".tiles summary", ".bar span", ".rows td a[href^=report]"]}
"""What of a view has to be there; of the others their title, with the script run."""
_WATCH = """(() => {
  const wanted = %r;
  const look = () => wanted.every((one) => document.querySelector(one))
    ? (window.shownAfter = performance.now()) : requestAnimationFrame(look);
  look();
})()"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit took: wall seconds, processor seconds of the browser and of the server."""

    seconds: float
    browser: float
    server: float


@dataclass(frozen=True, slots=True)
class Server:
    """The running page: its address and its process."""

    address: str
    process: int

    def processor(self) -> float:
        """Processor seconds until now."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> tuple[float, float]:
        """MB now, and at its highest."""
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8").splitlines()
        known = dict(line.split(":", 1) for line in lines)
        return int(known["VmRSS"].split()[0]) / 1024, int(known["VmHWM"].split()[0]) / 1024


def visit(browser: Browser, server: Server, view: str) -> Visit:
    """A new reader opens `view`. Raises playwright's `TimeoutError` where it is not there after `LONGEST` seconds."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH % _SHOWN.get(view, [_RAN]))
    before = _processor(browser), server.processor()
    page.goto(server.address + ("" if view == FIRST_VIEW else _ASKED.get(view, view)), timeout=LONGEST * 1000)
    page.wait_for_function("window.shownAfter", timeout=LONGEST * 1000)
    seconds = float(page.evaluate("window.shownAfter")) / 1000
    after = _processor(browser), server.processor()
    context.close()
    return Visit(seconds, after[0] - before[0], after[1] - before[1])


def _processor(browser: Browser) -> float:
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return sum(float(process["cpuTime"]) for process in told["processInfo"])


def measure(server: Server, chromium: str) -> None:
    """Visits every view and prints a line for each."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_QUIET)
        _line("first page, first visit since the start", [visit(browser, server, FIRST_VIEW)])
        _line(f"first page, median of {VISITS} more", [visit(browser, server, FIRST_VIEW) for _ in range(VISITS)])
        for name in VIEWS:
            if name != FIRST_VIEW:
                _line(name, [visit(browser, server, name) for _ in range(3)])
        browser.close()
    now, highest = server.memory()
    print(f"server: {now:.0f} MB, at most {highest:.0f} MB; load of this machine {os.getloadavg()[0]:.1f}")


def _line(name: str, visits: list[Visit]) -> None:
    wall, browser, server = (
        statistics.median(getattr(one, part) for one in visits) for part in ("seconds", "browser", "server")
    )
    print(f"{name:42} {wall:6.2f} s   processor: browser {browser:5.2f} s, server {server:5.2f} s", flush=True)


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    """The page over the warehouse that is published in `data`, on a free port; ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.serving", "127.0.0.1", str(port)]
    environment = process_environment(PYTHONPATH=PROJECT, FAZHI_DATA=data)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait(f"{address}_stcore/health", process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    while time.monotonic() < begun + LONGEST:
        if process.poll() is not None:
            sys.exit(f"the page's server ended with {process.returncode}: `fazhi dashboard` tells why")
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            print(f"the server answers after {time.monotonic() - begun:.1f} s")
            return
    sys.exit(f"{url} does not answer after {LONGEST:.0f} s")


def main(reports: int | None) -> None:
    """Publishes what is to be measured, unless `FAZHI_DATA` names it, and measures."""
    from playwright.sync_api import TimeoutError as NotShown

    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        sys.exit(f"{chromium}: no browser (apt-get install chromium fonts-noto-cjk)")
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder:
        with told_in_a_sentence():
            data = _published(Path(folder), reports)
        try:
            with serving(data) as server:
                measure(server, chromium)
        except NotShown:
            sys.exit(f"the page was not shown within {LONGEST:.0f} s (load of this machine {os.getloadavg()[0]:.1f})")


def _published(folder: Path, reports: int | None) -> Path:
    if reports is not None:
        publication = publish_generated(folder, reports)
        print(f"{publication.reports:,} generated reports, {publication.figures:,} figures")
        return folder
    named = settings.data if "FAZHI_DATA" in given_names() else None
    if named and not (named / "fazhi.duckdb").exists():
        sys.exit(f"{named}: nothing is published here (`fazhi refresh` does it)")
    if named:
        print(f"what is published in {named}")
        return named
    command = [str(Path(sys.executable).with_name("fazhi")), "refresh"]
    environment = process_environment(FAZHI_DATA=folder)
    subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=REFRESHED)
    print("the bundled samples")
    return folder


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else None)
