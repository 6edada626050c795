from __future__ import annotations

from pathlib import Path

import pytest

from ingest.fetch.files import NothingToRead, collect_files, documents_in

pytestmark = pytest.mark.unit


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    return path.resolve()


def test_of_a_folder_the_documents_are_taken_at_any_depth(tmp_path: Path) -> None:
    wanted = sorted([touch(tmp_path / "a.TXT"), touch(tmp_path / "sub" / "b.html"), touch(tmp_path / "c.pdf")])
    touch(tmp_path / "README.md")
    touch(tmp_path / ".hidden.txt")
    touch(tmp_path / ".cache" / "d.txt")
    assert collect_files([tmp_path]) == wanted


def test_a_file_named_by_hand_is_taken_whatever_its_ending_and_only_once(tmp_path: Path) -> None:
    file = touch(tmp_path / "report.unknown")
    assert collect_files([file, file]) == [file]


def test_a_path_that_does_not_exist_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"missing\.txt: there is no such file"):
        collect_files([tmp_path / "missing.txt"])


def test_a_folder_without_documents_says_what_was_expected(tmp_path: Path) -> None:
    touch(tmp_path / "notes.md")
    with pytest.raises(NothingToRead, match=r"no report in this folder.*\.html"):
        collect_files([tmp_path])


def test_a_folder_that_is_missing_holds_no_documents(tmp_path: Path) -> None:
    assert documents_in(tmp_path / "missing") == []
