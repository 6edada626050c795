"""`fazhi refresh --live`, killed anywhere on its whole way, again and again: the end is that of one that never was."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import commands
import duckdb
import pytest

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
SAMPLES = REPOSITORY / "samples"
HERE, PUBLISHER = "127.0.0.1", "990121-政府"
KILLS = 8
COLUMNS = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"

# A point is a report of progress, or a call below the data folder that a crash could fall between. The arguments name a
# step of the way, and which of its points is to be the last one; where a command that goes on from an earlier one has
# fewer, it is the first point behind. Without a step nothing is killed. The last line printed tells the points of each
# step.
REFRESH = """
import json, os, signal, sys, threading
from warehouse import progress
from cli import main

POINTS = {'open', 'os.rename', 'os.truncate', 'os.remove', 'os.mkdir', 'os.symlink', 'os.chmod', 'sqlite3.connect'}
publisher, steps, last, nth, delay = json.loads(sys.argv[1])
data, points, code = os.environ['FAZHI_DATA'], {'start': 0}, 0

def pass_point():
    step = list(points)[-1]
    points[step] += 1
    if not last or steps.index(step) < steps.index(last) or (step == last and points[step] < nth):
        return
    if delay:
        threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
    else:
        os.kill(os.getpid(), signal.SIGKILL)

def report(step, done, total):
    points.setdefault(step, 0)
    pass_point()

def hook(event, arguments):
    if event == 'socket.connect' or event in POINTS and str(arguments[0]).startswith(data):
        pass_point()

sys.argv = ['fazhi', 'refresh', '--live', '--publisher', publisher]
sys.addaudithook(hook)
with progress.listening(report):
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
print()
print(json.dumps(points))
sys.exit(code)
"""


@dataclass
class Commands:
    """Starts one command after the other."""

    publishers: Path
    shared: Path
    steps: list[str] = field(default_factory=list)

    def run(
        self, data: Path, last: str | None = None, nth: int = 0, delay: float = 0.0
    ) -> subprocess.CompletedProcess[str]:
        """One command as it ended, by itself or killed."""
        names = {"PUBLISHERS": self.publishers, "ALLOW_LOOPBACK": "1", "WAIT_SCALE": "0.0001", "LOCK_WAIT": "0"}
        surroundings = os.environ | {f"FAZHI_{name}": str(value) for name, value in (names | {"DATA": data}).items()}
        asked = json.dumps([PUBLISHER, self.steps, last, nth, delay])
        return commands.run([asked], code=REFRESH, shared=self.shared, env=surroundings, cwd=REPOSITORY)


@pytest.fixture
def refresh(sites: Any, tmp_path: Path, run_folder: Path) -> Commands:
    """Commands that ask one government, whose listing has two pages with three reports."""
    titles = {year: f"雾棠县{year}年法治政府建设情况报告" for year in (2022, 2023, 2024)}
    for year in titles:
        sites.put(HERE, f"/fz/{year}.html", (SAMPLES / f"wutang-{year}.html").read_bytes())
    pages = [{titles[year]: f"{year}.html" for year in years} for years in ((2024, 2023), (2022,))]
    listing = sites.put_listing(HERE, "/fz/", pages[0], "index_1.html")
    sites.put_listing(HERE, "/fz/index_1.html", pages[1])
    row = f"{PUBLISHER},雾棠县人民政府,990121,county,{listing}\n"
    (tmp_path / "publishers.csv").write_text(f"{COLUMNS},tls_verify,note\n{row}", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    return Commands(tmp_path, run_folder)


def published_tables(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that is published, without times; of fetches, of which a killed command makes more, what they brought."""
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        tables = con.execute(
            "select schema || '.' || name from (show all tables) where schema in ('raw', 'marts', 'audit')"
        ).fetchall()
        timeless = "select columns(lambda name: not ends_with(name, '_at')) from {table} order by all"
        found = {
            table: con.execute(timeless.format(table=table)).fetchall() for [table] in tables if table != "raw.fetches"
        }
        brought = "select distinct address, sha256 from raw.fetches where outcome = 'ok' order by all"
        return found | {"brought": con.execute(brought).fetchall()}


def expect_one_of_each(data: Path) -> None:
    """Nothing is there twice, nothing half."""
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        for table, key in (
            ("raw.documents", "sha256"),
            ("raw.figures", "figure_id"),
            ("marts.fct_figure", "figure_id"),
        ):
            counts = con.execute(f"select count(*), count(distinct {key}) from {table}").fetchall()
            assert counts[0][0] == counts[0][1] > 2
    objects = [path.name for path in (data / "archive" / "objects").glob("??/[!.]*")]
    assert len(objects) == len(set(objects)) == 3
    lines = (data / "archive" / "fetches.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["outcome"] for line in lines} <= {"ok", "not_modified"}
    versions = sorted((data / "published").glob("fazhi-*"))
    assert [path.suffix for path in versions] == [".duckdb", ".json"]


def test_killed_on_its_whole_way_and_restarted_it_ends_with_the_same_tables(refresh: Commands, tmp_path: Path) -> None:
    undisturbed = refresh.run(tmp_path / "undisturbed")
    assert undisturbed.returncode == 0, undisturbed.stderr
    points: dict[str, int] = json.loads(undisturbed.stdout.splitlines()[-1])
    refresh.steps = list(points)
    wanted = published_tables(tmp_path / "undisturbed")
    assert len(wanted["raw.documents"]) == 3 and len(wanted["marts.fct_indicator"]) > 10

    chosen = random.Random(20_260_331)
    ways = [step for _ in range(KILLS) for step in chosen.sample(list(points), len(points))]
    data, ends = tmp_path / "0", list[int]()
    for step in ways[: 2 * KILLS]:
        delay = chosen.choice([0.0, chosen.random() / 10])
        ends.append(refresh.run(data, step, chosen.randint(1, points[step]), delay).returncode)
        if ends[-1] == 0:  # it was published before it could be killed, or was killed before when it was
            assert published_tables(data) == wanted
            data = tmp_path / str(len(ends))
        if ends.count(-signal.SIGKILL) == KILLS:
            break
    assert set(ends) <= {0, -signal.SIGKILL} and ends.count(-signal.SIGKILL) == KILLS, ends
    restarted = refresh.run(data)
    assert restarted.returncode == 0, restarted.stderr
    for folder in tmp_path.glob("[0-9]*"):
        assert published_tables(folder) == wanted
        expect_one_of_each(folder)
