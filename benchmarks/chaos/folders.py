"""Data folders to disturb, the refreshes that are run on them, and what they hold afterwards."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb

from warehouse.settings import process_environment, set_variable
from warehouse.workspace import SAMPLES

EARLIER, LATER = "202[12]", "2023"
"""Years of the samples that are there from the first refresh on, and that come with the second."""
PATIENCE = 900.0
"""Seconds until a run that does not end is a failed case."""
_REMEDY = ("try again", "`fazhi", "Give the user", "Make room")
"""What the messages that say what to do have in common."""

Tables = dict[str, tuple[int, str]]
"""Each published table: how many rows, and a hash of them."""


@dataclass
class Running:
    """A refresh at work, in a process group of its own; `wait` gives its exit code, `told` is its standard error."""

    pid: int
    wait: Callable[[], int | None]
    told: Path

    def end(self) -> tuple[int, str]:
        """Exit code and standard error. Raises TimeoutError where it does not end."""
        code = self.wait()
        if code is None:
            os.killpg(self.pid, signal.SIGKILL)
            raise TimeoutError(f"A refresh did not end within {PATIENCE:.0f} s.")
        return code, self.told.read_text(encoding="utf-8", errors="replace")

    def below(self) -> list[int]:
        """The processes that it has started, and those that these have."""
        found, at = [self.pid], 0
        while at < len(found):
            with suppress(OSError):  # it has ended already
                told = Path(f"/proc/{found[at]}/task/{found[at]}/children").read_text(encoding="ascii")
                found.extend(int(pid) for pid in told.split())
            at += 1
        return found[1:]


class Folders:
    """Data folders before and after an undisturbed second refresh, and the reports for it.

    With `whole`, refreshes are `fazhi refresh`; else they are forked from a process that has imported everything,
    because importing would be most of a small refresh.
    """

    def __init__(self, root: Path, *, whole: bool) -> None:
        self.root, self.whole = root, whole
        self.before, self.after, self.reports = root / "before", root / "after", root / "reports"
        self.reports.mkdir()
        self._forks = get_context("forkserver")
        self._forks.set_forkserver_preload(["benchmarks.chaos.preloaded"])
        self.seconds: list[float] = []
        """How long the first and the second refresh take."""
        for data, years in ((self.before, EARLIER), (self.after, LATER)):
            for path in SAMPLES.glob(f"*-{years}.*"):
                shutil.copy(path, self.reports)
            if data == self.after:
                shutil.copytree(self.before, data, symlinks=True)
            begun = time.monotonic()
            code, told = self.start(data).end()
            if code:
                raise RuntimeError(f"An undisturbed refresh failed: {told}")
            self.seconds.append(time.monotonic() - begun)
        self.first, self.expected = tables(self.before), tables(self.after)

    def start(self, data: Path, *, limit: int | None = None, batch: int | None = None) -> Running:
        """A refresh. `limit` is the largest file that it may write, in bytes; `batch` the documents of a batch."""
        told = self.root / f"told-{time.monotonic_ns()}"
        told.touch()  # a refresh may be killed before it opens it
        given = {"FAZHI_DATA": str(data), "FAZHI_LANG": "en"}
        if self.whole:
            command = ["prlimit", f"--fsize={'unlimited' if limit is None else limit}"]
            command += [str(Path(sys.executable).with_name("fazhi")), "refresh", "--reports", str(self.reports)]
            with told.open("wb") as error:
                process = subprocess.Popen(
                    command,
                    env=process_environment(**given),
                    stdout=subprocess.DEVNULL,
                    stderr=error,
                    start_new_session=True,
                )
            return Running(process.pid, lambda: process.wait(PATIENCE), told)
        forked = self._forks.Process(target=_forked, args=(self.reports, given, told, limit, batch))
        forked.start()
        assert forked.pid

        def wait() -> int | None:
            forked.join(PATIENCE)
            return forked.exitcode

        return Running(forked.pid, wait, told)


class Lane:
    """One data folder that is disturbed, again and again.

    With `mounted`, it lies on a file system of its own in memory, which can be full or read-only.
    """

    def __init__(self, folders: Folders, place: Path, *, mounted: bool) -> None:
        self.folders, self.place, self.mounted = folders, place, mounted
        self.data = place / "data"
        place.mkdir()
        if mounted:
            subprocess.run(["mount", "-t", "tmpfs", "none", place], check=True)

    def anew(self, *, first: bool = False) -> Path:
        """The folder to disturb: empty, or as after the first refresh."""
        while self.data.exists():
            shutil.rmtree(self.data, ignore_errors=True)
        if first:
            self.data.mkdir()
        else:
            shutil.copytree(self.folders.before, self.data, symlinks=True)
        return self.data

    def outcome(self) -> str:
        """What the next refresh, undisturbed, makes of the folder: `equal`, `told`, or what is wrong."""
        # Readers have a whole version, or none was ever published.
        if (self.data / "fazhi.duckdb").is_symlink() and not tables(self.data):
            return "no whole version"
        return self.rebuilt()

    def rebuilt(self) -> str:
        """The same where the published file itself may be damaged."""
        code, told = self.folders.start(self.data).end()
        if code:
            return "told" if has_remedy(told) else f"no remedy: {told.strip()[-300:]}"
        return "equal" if tables(self.data) == self.folders.expected else "other tables"

    def room(self, byte_count: int | None) -> None:
        """How much the file system of the folder holds, where it has one of its own."""
        size = byte_count or "50%"  # of the memory; one without a limit could not get one again
        subprocess.run(["mount", "-o", f"remount,size={size}", self.place], check=True)

    def writable(self, yes: bool) -> None:
        """Whether anything may be written where the folder lies."""
        if self.mounted:
            subprocess.run(["mount", "-o", f"remount,{'rw' if yes else 'ro'}", self.place], check=True)
            return
        for folder, _, _ in os.walk(self.data):
            Path(folder).chmod(0o755 if yes else 0o555)


def _forked(reports: Path, given: dict[str, str], told: Path, limit: int | None, batch: int | None) -> None:
    """The refresh of a process that has just been forked."""
    import ingest.batches
    from benchmarks.chaos.one_refresh import main

    os.setsid()
    for name, value in given.items():
        set_variable(name, value)
    os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if batch is not None:
        ingest.batches.BATCH_SIZE = batch
    main(str(reports))


def has_remedy(told: str) -> bool:
    """Whether an error is a message that says what to do, and no traceback."""
    return "Traceback" not in told and any(word in told for word in _REMEDY)


def tables(data: Path) -> Tables:
    """Rows and a hash of each published table, without columns that say when."""
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        names = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        told = "select columns(c -> not contains(c, '_at')) from {}"
        query = f"select count(*), sum(hash(t)::hugeint)::varchar from ({told}) as t"
        return {name: con.execute(query.format(name)).fetchall()[0] for (name,) in names}
