"""A refresh that is killed at any point, again and again, ends with the tables of one that never was."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HERE = "127.0.0.1"
KILLS = 20
COLUMNS = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"

# A process that forks one child a line: `0` lets it run to its end and prints how many points it passed, n kills it
# at the n-th. A point is a call that a crash could fall between: a file opened, renamed, cut, removed; a connection.
REFRESHING = """
import os, signal, sys
from ingest.archive import Archive
from ingest.batches import extract_new
from ingest.corrections import read_corrections
from ingest.extraction import extractor_version
from ingest.live import Selection
from ingest.reports.terms import count_terms
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw
from warehouse.inputs.live import collect_live
from warehouse.building.candidate import candidate_to_load, region_tables
from warehouse.workspace import Workspace
import aiohttp, duckdb, jieba, pyarrow.parquet

POINTS = {'open', 'os.rename', 'os.truncate', 'os.remove', 'os.mkdir', 'socket.connect', 'shutil.rmtree'}
passed = 0

def watch(kill_at):
    def hook(event, arguments):
        global passed
        if event in POINTS:
            passed += 1
            if passed == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)

def refresh():
    place = Workspace.from_environment().prepare()
    collect_live(place, Selection(publisher='990121-政府'))
    with place.writing(wait=0):
        archive = Archive(place.archive)
        corpus = Corpus.of(archive.fetches())
        extract_new(corpus.items, archive, place.extractions)
        with candidate_to_load(place) as con:
            load_raw(con, corpus, place.extractions / extractor_version(), region_tables(), [], keep=True)

count_terms('预备')
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        watch(int(line))
        refresh()
        os.write(1, f'{passed}\\n'.encode())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        os.write(1, f'-{os.WTERMSIG(status)}\\n'.encode())
    elif status:
        os._exit(1)
"""

TABLES = {
    "documents": "select * from raw.documents order by sha256",
    "sections": "select * from raw.sections order by section_id",
    "figures": "select * from raw.figures order by figure_id",
    "terms": "select * from raw.terms order by all",
    "rejects": "select * from raw.rejects order by all",
    "vintages": "select distinct address, sha256 from raw.fetches where outcome = 'ok' order by all",
}


class Refreshing:
    """The process that refreshes, and dies where it is told to."""

    def __init__(self, data: Path, publishers: Path) -> None:
        names = {"DATA": data, "PUBLISHERS": publishers, "ALLOW_LOOPBACK": "1", "WAIT_SCALE": "0.0001"}
        self.data = data
        self.process = subprocess.Popen(
            [sys.executable, "-c", REFRESHING],
            cwd=Path(__file__).parents[3],
            env=os.environ | {f"FAZHI_{name}": str(value) for name, value in names.items()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def once(self, kill_at: int = 0) -> int:
        """How many points a refresh passed, or the signal that killed it as a negative number."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{kill_at}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the refresh failed"
        return int(answer)

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """What was built, without the times at which sites were asked."""
        with duckdb.connect(self.data / "builds" / "candidate.duckdb", read_only=True) as con:
            return {name: _timeless(con, query) for name, query in TABLES.items()}

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)


def _timeless(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    found = con.execute(query)
    kept = [place for place, column in enumerate(found.description or []) if not column[0].endswith("_at")]
    return [tuple(row[place] for place in kept) for row in found.fetchall()]


@pytest.fixture
def publishers(sites: Any, tmp_path: Path) -> Path:
    """One government whose listing has two pages with four reports."""
    titles = {year: f"雾棠县{year}年法治政府建设情况报告" for year in (2021, 2022, 2023, 2024)}
    for year in titles:
        sites.put(HERE, f"/fz/{year}.html", (SAMPLES / f"wutang-{year}.html").read_bytes())
    pages = [{titles[year]: f"{year}.html" for year in pair} for pair in ((2024, 2023), (2022, 2021))]
    listing = sites.put_listing(HERE, "/fz/", pages[0], "index_1.html")
    sites.put_listing(HERE, "/fz/index_1.html", pages[1])
    row = f"990121-政府,雾棠县人民政府,990121,county,{listing}\n"
    (tmp_path / "publishers.csv").write_text(f"{COLUMNS},tls_verify,note\n{row}", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    return tmp_path


def test_killed_at_twenty_points_and_restarted_it_ends_with_the_same_tables(
    sites: Any, publishers: Path, tmp_path: Path
) -> None:
    undisturbed = Refreshing(tmp_path / "undisturbed", publishers)
    points = undisturbed.once()
    undisturbed.end()
    assert points > 100
    chosen = random.Random(20_260_101)
    killed = Refreshing(tmp_path / "killed", publishers)
    ends: list[int] = []
    while ends.count(-signal.SIGKILL) < KILLS:
        ends.append(killed.once(chosen.randint(1, points)))
        assert len(ends) < 3 * KILLS, f"too few were killed: {ends}"
    killed.once()
    killed.end()
    assert killed.tables() == undisturbed.tables()
    assert len(killed.tables()["documents"]) == 4
    lines = (tmp_path / "killed" / "archive" / "fetches.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["outcome"] for line in lines} <= {"ok", "not_modified"}
    whole = [path.name for path in (tmp_path / "killed" / "archive" / "objects").glob("??/[!.]*")]
    assert len(whole) == len(set(whole)) == 4
