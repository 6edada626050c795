from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from ingest.fetch.files import NothingToRead, bytes_of, collect_files, documents_in, passed_over_in

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


def zipped(member: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr(member, b"x" * 200)
    return written.getvalue()


PAGE = "<html><body><p>全年受理行政复议案件1083件。</p></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report", zipped("word/document.xml")),
        ("report.zip", zipped("report.html")),
        ("report.html.gz", gzip.compress(PAGE, mtime=0)),
        ("report.json", b'{"data": {"content": "<p>x</p>"}}'),
        ("view.aspx", PAGE),
        ("report.bak", b"%PDF-1.7 ..."),
    ],
)
def test_a_document_is_told_by_its_bytes_where_its_ending_says_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert [path.name for path in documents_in(tmp_path)] == [name]
    assert passed_over_in(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "data", "reason", "said"),
    [
        ("report.html.crdownload", PAGE, "unfinished", "download that was not finished"),
        ("README.md", b"words", "not_a_document", "this text has another ending"),
        ("report.xlsx", zipped("xl/workbook.xml"), "not_a_document", "this is XLSX"),
        ("report.rar", b"Rar!\x1a\x07\x00" + bytes(64), "not_a_document", "this is RAR"),
        ("stamp.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "not_a_document", "a picture"),
        ("report.dat", bytes(range(32)) * 9, "not_a_document", "neither text nor of a known format"),
    ],
)
def test_whatever_else_a_folder_holds_is_named(tmp_path: Path, name: str, data: bytes, reason: str, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert documents_in(tmp_path) == []
    (one,) = passed_over_in(tmp_path)
    assert (one.path.name, one.reason) == (name, reason)
    assert said in one.message


def test_links_out_of_a_folder_and_what_is_no_regular_file_are_named_and_not_opened(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", touch(tmp_path / "secret.txt")
    kept = touch(inside / "report.txt")
    (inside / "out.txt").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path, target_is_directory=True)
    (inside / "in.txt").symlink_to(kept)
    os.mkfifo(inside / "pipe.txt")
    (inside / "itself.txt").symlink_to(inside / "itself.txt")
    assert set(documents_in(inside)) == {kept}
    assert [(one.path.name, one.reason) for one in passed_over_in(inside)] == [
        ("folder", "leads_elsewhere"),
        ("itself.txt", "no_regular_file"),
        ("out.txt", "leads_elsewhere"),
        ("pipe.txt", "no_regular_file"),
    ]


def test_bytes_are_read_of_regular_files_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # opening it would wait for ever
    for path in (tmp_path / "pipe.txt", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match="no regular file"):
            bytes_of(path)
    assert bytes_of(touch(tmp_path / "report.txt")) == (tmp_path / "report.txt").read_bytes()
