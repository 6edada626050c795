"""`fazhi doctor`: what is wrong is found, told with what to do, and nothing is touched by looking."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.doctor import examine, folders, installation
from cli.doctor.signs import Sign
from warehouse.locks import WRITING, Holder
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANG", "en")


@pytest.fixture
def data(sample_data: Path, tmp_path: Path) -> Path:
    """A data folder of one's own, after one refresh."""
    return Path(shutil.copytree(sample_data, tmp_path / "data", symlinks=True))


def signs(root: Path) -> dict[str, Sign]:
    """The gravest sign by check."""
    order = ("ok", "note", "warn", "broken")
    found: dict[str, Sign] = {}
    for sign in sorted(examine(Workspace(root)), key=lambda sign: order.index(sign.state)):
        found[sign.check] = sign
    return found


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(root)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in root.rglob("*")
        if not path.is_dir()
    }


def test_a_sound_folder_has_nothing_broken_and_stays_as_it_is(data: Path, fazhi: Fazhi) -> None:
    before = snapshot(data)
    done = fazhi("doctor", "--json", data=data)
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    assert told["broken"] == 0
    names = {sign["check"] for sign in told["signs"]}
    assert {"python", "packages", "clock", "data folder", "space", "refresh lock", "archive", "warehouse"} <= names
    assert all(sign["advice"] for sign in told["signs"] if sign["state"] != "ok")
    assert snapshot(data) == before


def test_a_folder_that_is_not_there_yet_is_in_order_and_is_not_made(tmp_path: Path, fazhi: Fazhi) -> None:
    done = fazhi("doctor", data=tmp_path / "not" / "yet", FAZHI_LANG="zh")
    assert done.returncode == 0, done.stdout
    assert "首次 refresh 时建立" in done.stdout and "尚未发布" in done.stdout
    assert not (tmp_path / "not").exists()


def test_what_is_broken_is_exit_code_one_and_each_has_advice(data: Path, fazhi: Fazhi) -> None:
    (data / "fazhi.duckdb").resolve().unlink()
    done = fazhi("doctor", data=data, FAZHI_KEPT_VERSIONS="none")
    assert done.returncode == 1
    broken = [line for line in done.stdout.splitlines() if line.startswith("BROKEN")]
    assert len(broken) == 2
    assert "FAZHI_KEPT_VERSIONS" in done.stdout and "fazhi rollback" in done.stdout


def test_a_published_file_that_is_no_warehouse_is_told(data: Path) -> None:
    published = (data / "fazhi.duckdb").resolve()
    published.chmod(0o644)
    published.write_bytes(b"not a database" * 1000)
    assert signs(data)["warehouse"].state == "broken"


def test_one_bit_of_the_published_file_is_told(data: Path, fazhi: Fazhi) -> None:
    published = (data / "fazhi.duckdb").resolve()
    published.chmod(0o644)
    content = bytearray(published.read_bytes())
    content[len(content) // 2] ^= 1
    published.write_bytes(content)
    assert signs(data)["warehouse"].state == "broken"
    done = fazhi("status", data=data)
    assert done.returncode == 1
    assert "is damaged" in done.stdout and "fazhi rollback" in done.stdout


def test_a_candidate_that_cannot_be_opened_is_no_reason_to_stop(data: Path) -> None:
    (data / "builds" / "candidate.duckdb").write_bytes(b"cut off")
    found = signs(data)
    assert found["candidate"].state == "warn" and "--full" in found["candidate"].advice
    assert found["warehouse"].state == "ok"


def test_documents_without_their_bytes_are_counted(data: Path) -> None:
    lost = next((data / "archive" / "objects").rglob("?" * 64))
    lost.unlink()
    archive = signs(data)["archive"]
    assert archive.state == "broken" and archive.found.startswith("1 ")


def test_records_that_cannot_be_read_stop_no_other_look(data: Path) -> None:
    with (data / "archive" / "fetches.jsonl").open("a", encoding="utf-8") as records:
        records.write("{not json}\n{}\n")
    found = signs(data)
    assert found["archive"].state == "broken" and "fetches.jsonl, line " in found["archive"].found
    assert found["warehouse"].state == "ok" and found["dagster"].state == "ok"


def test_who_holds_the_lock_is_told_and_is_not_disturbed(data: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from warehouse.workspace import Workspace\n"
        "with Workspace(Path(sys.argv[1])).writing():\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, data], stdout=subprocess.PIPE, cwd=REPOSITORY)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        lock = signs(data)["refresh lock"]
        assert lock.state == "note" and f"process {holder.pid}" in lock.found
    finally:
        holder.kill()
        holder.wait()
        assert holder.stdout is not None
        holder.stdout.close()
    assert signs(data)["refresh lock"].state == "warn", "it was killed while it held the lock"


def test_the_doctor_itself_leaves_the_lock_free(data: Path) -> None:
    assert not folders.is_held(Workspace(data), WRITING)
    with Workspace(data).writing(Holder.here("test"), wait=0):
        assert folders.is_held(Workspace(data), WRITING)


def test_a_misspelt_setting_is_noticed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_KEPT_VERSION", "3")
    found = [sign for sign in examine(Workspace(data)) if sign.check == "settings" and sign.state == "warn"]
    assert [sign.advice for sign in found] == ["Did you mean FAZHI_KEPT_VERSIONS?"]


@pytest.mark.parametrize(
    ("contact", "live", "state"),
    [
        ("", "0", "note"),
        ("", "1", "warn"),
        ("me@example.org", "1", "ok"),
        ("https://example.org/me", "0", "ok"),
        ("somebody", "0", "warn"),
    ],
)
def test_sites_can_reach_who_asks_them(
    contact: str, live: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_CONTACT", contact)
    monkeypatch.setenv("FAZHI_LIVE", live)
    assert signs(tmp_path)["contact"].state == state


def test_a_clock_that_went_back_is_noticed(data: Path) -> None:
    records = data / "archive" / "fetches.jsonl"
    later = records.stat().st_mtime + 86_400
    os.utime(records, (later, later))
    assert signs(data)["clock"].state == "broken"


@pytest.mark.parametrize(("file", "content"), [("dagster.yaml", b"a: [b"), ("history/runs.db", b"no database" * 99)])
def test_an_instance_that_dagster_cannot_open_is_told(data: Path, file: str, content: bytes) -> None:
    path = data / "dagster" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert signs(data)["dagster"].state == "broken"


def test_a_data_folder_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert signs(tmp_path / "file" / "data")["data folder"].state == "broken"


def test_folders_of_somebody_else_are_told_with_their_owner(data: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (data / "published").chmod(0o555)
    try:
        assert signs(data)["data folder"].state == "broken"
    finally:
        (data / "published").chmod(0o755)


@pytest.mark.parametrize(("free", "state"), [(1e6, "broken"), (1e9, "warn"), (1e11, "ok")])
def test_a_disk_that_fills_up_is_told_before_a_refresh_fails(
    data: Path, free: float, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(data)._replace(free=int(free))
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda path: usage)
    assert signs(data)["space"].state == state


def test_packages_of_other_versions_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["duckdb<1", "no-such-package>=2", "pandas>=1", "rapidocr>=99; extra == 'ocr'"]
    monkeypatch.setattr(installation, "requires", lambda name: lines)
    packages = signs(tmp_path)["packages"]
    assert packages.state == "broken"
    assert "duckdb is " in packages.found and "no-such-package is missing" in packages.found
    assert "pandas" not in packages.found and "rapidocr" not in packages.found
