"""A process that is killed leaves none of its workers behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

PATIENCE = 120
"""Seconds until workers that do not end fail the test; they end at once."""
SCRIPT = """
import os, time
from ingest.engines import in_processes

def work(seconds):
    print("working", flush=True)
    time.sleep(seconds)

if __name__ == "__main__":
    os.cpu_count = lambda: 2
    list(in_processes(work, [9999, 9999]))
"""


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "two_workers.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "working\n"
        process.kill()
        process.communicate(timeout=PATIENCE)  # the workers hold the other end of the pipe until they have ended
