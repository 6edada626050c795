"""Batches are the same files wherever they are extracted: here, in processes, on a Dask cluster that loses a worker."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import batches
from ingest.archive import Archive
from ingest.batches import Item, extract_batch, extract_new
from ingest.engines import NoCluster, on_dask
from ingest.extraction import extractor_version

pytestmark = pytest.mark.integration

SAMPLES = sorted(path for path in (Path(__file__).parents[3] / "samples").glob("*-20??.*"))[:6]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("engines") / "archive")
    archive.keep_all([path.read_bytes() for path in SAMPLES])
    return archive


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return [Item(hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in SAMPLES]


@pytest.fixture(scope="module")
def expected(archive: Archive, items: list[Item], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What this process alone makes of each document, a batch of its own."""
    home = tmp_path_factory.mktemp("alone") / extractor_version()
    for item in items:
        extract_batch([item], archive.root, home)
    return files(home)


def files(home: Path) -> dict[str, str]:
    """Name of each file below `home` → its hash."""
    paths = [path for path in home.rglob("*") if path.is_file()]
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_SIZE", 1)


def test_processes_write_the_files_that_one_process_writes(
    archive: Archive, items: list[Item], expected: dict[str, str], tmp_path: Path
) -> None:
    assert extract_new(items, archive, tmp_path) == len(items)
    assert files(tmp_path / extractor_version()) == expected


def test_a_cluster_that_loses_a_worker_writes_the_same_files(
    archive: Archive, items: list[Item], expected: dict[str, str], tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", protocol="tcp", dashboard_address=None
    ) as cluster:
        killed: list[int] = []

        def kill_one(done: int, total: int) -> None:
            if not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        told: Callable[[int, int], None] = kill_one
        assert extract_new(items, archive, tmp_path, told, cluster.scheduler_address) == len(items)
    assert killed
    made = files(tmp_path / extractor_version())
    assert {name: digest for name, digest in made.items() if not name.startswith(".partial")} == expected


def test_a_worker_with_other_code_is_refused(archive: Archive, items: list[Item], tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"install the same fazhi.* on all machines"):
        batches._extract_there(items[:1], archive.root, tmp_path / "0123456789ab")


def test_where_no_scheduler_answers_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("ingest.engines._SECONDS_TO_ANSWER", 0.5)
    with pytest.raises(NoCluster, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers there"):
        list(on_dask(str, ["batch"], "tcp://127.0.0.1:9"))


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(NoCluster, match=r"fazhi\[cluster\]"):
        list(on_dask(str, ["batch"], "tcp://127.0.0.1:9"))
    assert list(on_dask(str, [], "tcp://127.0.0.1:9")) == []
