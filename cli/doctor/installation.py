"""Looks at what is installed, and at the machine."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from cli.doctor.signs import Sign
from cli.language import say
from warehouse.settings import settings
from warehouse.workspace import DBT_PROJECT, PROJECT, SAMPLES, Workspace

_SHOWN = ("duckdb", "dagster", "dbt-core", "great-expectations", "pandas")
_CLOCK_MAY_DIFFER = timedelta(minutes=5)
_LEAST_TEMPORARY = 200e6
"""Bytes: Word files and scans are unpacked there."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def versions(workspace: Workspace) -> Iterator[Sign]:
    """fazhi, Python, and whether every package is of a version that fazhi was made for."""
    from packaging.requirements import Requirement

    try:
        lines = requires("fazhi") or []
        yield Sign("fazhi", "ok", f"{version('fazhi')} ({PROJECT})")
    except PackageNotFoundError:
        yield Sign("fazhi", "broken", say("is not installed, only its code is here"), say("Run `make setup`."))
        return
    yield Sign("python", "ok", f"{sys.version.split()[0]} ({sys.executable})")
    wanted = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = []
    for one in wanted:
        try:
            found = version(one.name)
        except PackageNotFoundError:
            wrong.append(say("{package} is missing", package=one.name))
        else:
            if not one.specifier.contains(found, prereleases=True):
                wrong.append(
                    say("{package} is {found}, not {wanted}", package=one.name, found=found, wanted=one.specifier)
                )
    if wrong:
        advice = say("Reinstall fazhi, in an environment of its own: `make setup`, or `uv tool install fazhi`.")
        yield Sign("packages", "broken", "; ".join(wrong), advice)
    else:
        yield Sign("packages", "ok", ", ".join(f"{name} {version(name)}" for name in _SHOWN))
    missing = [str(path) for path in (DBT_PROJECT / "dbt_project.yml", SAMPLES) if not path.exists()]
    if missing:
        yield Sign("project", "broken", say("missing: {files}", files=", ".join(missing)), say("Reinstall fazhi."))


def machine(workspace: Workspace) -> Iterator[Sign]:
    """Clock, time zones, encodings and the folder for temporary files."""
    yield _clock(workspace)
    yield from _time_zones()
    encodings = {sys.getfilesystemencoding(), (sys.stdout.encoding or "utf-8")}
    strange = sorted(name for name in encodings if name.lower().replace("-", "") != "utf8")
    if strange:
        yield Sign("encoding", "warn", ", ".join(strange), say("Set PYTHONUTF8=1: Chinese may be printed as ?."))
    else:
        yield Sign("encoding", "ok", "UTF-8")
    folder = Path(tempfile.gettempdir())
    free = shutil.disk_usage(folder).free
    found = say("{folder}: {free} free", folder=folder, free=gigabytes(free))
    if free > _LEAST_TEMPORARY:
        yield Sign("temporary", "ok", found)
    else:
        yield Sign("temporary", "warn", found, say("Make room there, or name another folder with TMPDIR."))


def _clock(workspace: Workspace) -> Sign:
    """The clock against the newest of what was written: time does not go back."""
    now = datetime.now(UTC)
    marks = [Path(__file__), workspace.archive / "fetches.jsonl", workspace.archive / "listings.jsonl"]
    marks += sorted(workspace.published.glob("fazhi-*.duckdb"))[-1:]
    latest = max(datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in marks if path.exists())
    shown = f"{now.astimezone():%Y-%m-%d %H:%M:%S %Z}"
    if latest <= now + _CLOCK_MAY_DIFFER:
        return Sign("clock", "ok", shown)
    found = say("{now}, but a file was written at {latest}", now=shown, latest=f"{latest.astimezone():%Y-%m-%d %H:%M}")
    return Sign(
        "clock", "broken", found, say("Set the clock (`timedatectl set-ntp true`): ages are calculated from it.")
    )


def _time_zones() -> Iterator[Sign]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError:
        advice = say("Install the system's time zones (Debian: `apt install tzdata`), or `pip install tzdata`.")
        yield Sign("time zones", "broken", say("Asia/Shanghai is unknown, by which the schedule runs"), advice)


def optional_parts(workspace: Workspace) -> Iterator[Sign]:
    """What reads more formats, and what only some need."""
    from ingest.readers.parts import PROGRAMS, installed_parts

    parts = installed_parts()
    word = [name for name in PROGRAMS if name in parts]
    if word:
        yield Sign("word files", "ok", ", ".join(f"{name} ({parts[name]})" for name in word))
    else:
        advice = say(
            "Old Word files (.doc, .wps) need it. Debian: `apt install libreoffice-writer-nogui`, or antiword."
        )
        yield Sign("word files", "note", say("neither LibreOffice nor antiword nor catdoc is installed"), advice)
    if "ocr" in parts:
        yield Sign("scans", "ok", f"rapidocr {parts['ocr']}")
    else:
        advice = say("Scanned reports need it: install `fazhi[ocr]`.")
        yield Sign("scans", "note", say("text recognition is not installed"), advice)
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser:
        yield Sign("browser", "ok", browser)
    else:
        advice = say("Only the tests of the pages need it. Debian: `apt install chromium fonts-noto-cjk`.")
        yield Sign("browser", "note", say("no Chromium is installed"), advice)
    if settings.dagster_postgres:
        yield _postgres()


def _postgres() -> Sign:
    try:
        return Sign("postgres", "ok", f"dagster-postgres {version('dagster-postgres')}")
    except PackageNotFoundError:
        found = say("FAZHI_DAGSTER_POSTGRES is set, and dagster-postgres is not installed")
        return Sign("postgres", "broken", found, say("Install `fazhi[postgres]`, or unset the variable."))


def gigabytes(count: float) -> str:
    """Bytes for people."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
