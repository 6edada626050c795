"""Which optional parts there are, and that a change of them is a change of the extractor."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.limits import MB, limits_of
from ingest.readers.parts import installed_parts, program, read_by
from ingest.readers.reading import READERS

pytestmark = pytest.mark.unit


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_parts.cache_clear()
    monkeypatch.setattr("ingest.readers.parts.installed_parts", installed_parts.__wrapped__)
    return tmp_path


def install(folder: Path, name: str) -> None:
    (folder / name).write_text("#!/bin/sh\n")
    (folder / name).chmod(0o755)


def test_a_program_is_found_under_each_of_its_names(folder: Path) -> None:
    assert program("libreoffice") is None
    install(folder, "libreoffice")
    assert program("libreoffice") == str(folder / "libreoffice")


def test_what_reads_changes_with_what_is_installed(folder: Path) -> None:
    before = read_by()
    install(folder, "antiword")
    assert set(read_by()) - set(before) == {"antiword"}
    assert any(line.startswith("pypdfium2 ") for line in before)


def test_every_format_that_is_read_apart_has_limits() -> None:
    for form in READERS:
        limits = limits_of(form)
        assert limits.memory is not None
        assert limits.memory >= 1024 * MB
        assert 0 < limits.seconds <= 900
        assert limits.largest <= 200 * MB
