"""Words and how often they are said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.reports.terms import _cache_folder, count_terms

pytestmark = pytest.mark.unit


def test_words_of_the_domain_stay_whole_and_are_counted() -> None:
    counted = count_terms("行政复议案件多，行政复议质量高。全面推进法治政府建设和包容审慎监管。")
    assert counted["行政复议"] == 2
    assert counted["法治政府建设"] == 1
    assert counted["包容审慎"] == 1


def test_short_words_numbers_latin_and_stop_words_are_left_out() -> None:
    counted = count_terms("我们的12345热线在APP上，以及2023年的事项。")
    assert counted == {"热线": 1, "事项": 1}


def test_what_is_left_of_a_number_is_no_term_and_a_phrase_of_the_domain_is_one() -> None:
    counted = count_terms("受理3万件，挽回损失120余万元，“高效办成一件事”落地，万众一心，千家万户。")
    assert "高效办成一件事" in counted
    assert not {"万件", "余万元", "万元"} & set(counted)
    assert {"万众一心", "千家万户"} <= set(counted)


def test_the_most_frequent_comes_first_and_equal_ones_in_a_fixed_order() -> None:
    counted = count_terms("案件案件，法院，律师，案件。")
    assert list(counted.items()) == [("案件", 3), ("律师", 1), ("法院", 1)]


def test_an_empty_text_has_no_terms() -> None:
    assert count_terms("") == {}
    assert count_terms("2023 %\n") == {}


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    count_terms("法治政府")
    printed = capfd.readouterr()
    assert printed.out == printed.err == ""


@pytest.mark.parametrize("trap", ["writable", "link", "file"])
def test_a_cache_that_others_may_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: str) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shared = tmp_path / f"fazhi-jieba-{os.getuid()}"
    if trap == "writable":
        shared.mkdir()
        shared.chmod(0o777)
    elif trap == "link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        shared.symlink_to(tmp_path / "elsewhere")
    else:
        shared.touch()
    used = Path(_cache_folder())
    assert used != shared
    assert used.parent == tmp_path
    assert used.stat().st_mode & 0o077 == 0


def test_a_cache_of_our_own_is_shared_by_our_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert _cache_folder() == _cache_folder() == str(tmp_path / f"fazhi-jieba-{os.getuid()}")
