"""How commands end: exit codes, pipes that nobody reads, Ctrl-C, colours, JSON."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

COMMAND = Path(sys.executable).with_name("fazhi")
ESCAPE = "\x1b["

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


def environment(data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "FAZHI_DATA": str(data), "FAZHI_LANG": "en", "COLUMNS": "200", **more}


def on_terminal(*arguments: str, data: Path, **more: str) -> str:
    """What a command prints where standard output and error are a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(data, TERM="xterm", **more)
    )
    os.close(theirs)
    printed = b""
    try:
        while block := os.read(ours, 65536):
            printed += block
    except OSError:
        pass  # Linux ends a terminal whose other side is closed so
    process.wait(60)
    os.close(ours)
    return printed.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["status"], 0, ""),
        (["--version"], 0, ""),
        (["search", "qwxyz"], 1, ""),
        (["explain", "zz"], 2, "no figure has this id"),
        (["status", "--nonsense"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["explain"], 2, "Missing argument"),
        (["findings", "--limit", "many"], 2, "Invalid value"),
        (["sql", "select 1", "--csv", "--json"], 2, "exclude each other"),
        ([], 2, "Usage: fazhi"),
        (["archive"], 2, "Usage: fazhi archive"),
        (["refresh", "--year", "2024"], 2, "add --live"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_exit_codes_say_how_it_ended(
    arguments: list[str], code: int, says: str, sample_data: Path, fazhi: Fazhi
) -> None:
    done = fazhi(*arguments, data=sample_data, FAZHI_LANG="en")
    assert done.returncode == code, done.stderr
    assert says in done.stderr and "Traceback" not in done.stderr
    if code == 2 and "Usage" not in says:
        assert done.stderr.startswith("fazhi: ") and done.stdout == ""


def test_a_fault_of_its_own_is_exit_code_three_and_a_sentence(sample_data: Path, tmp_path: Path, fazhi: Fazhi) -> None:
    data = Path(shutil.copytree(sample_data, tmp_path / "data", symlinks=True))
    records = data / "archive/fetches.jsonl"
    records.unlink()
    records.mkdir()
    done = fazhi("status", data=data, FAZHI_LANG="en")
    assert done.returncode == 3
    assert done.stderr.startswith("fazhi: stopped with IsADirectoryError") and "--debug" in done.stderr
    assert "Traceback" in fazhi("--debug", "status", data=data).stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "没有这个命令"),
        (["explain"], "缺少参数"),
        (["status", "--jsn"], "没有这个选项"),
        (["findings", "--limit", "many"], "应为整数"),
        (["ui", "--port", "0"], "应不小于 1"),
        (["explain", "zz"], "没有数字用这个编号"),
        (["sql", "select 1", "--csv", "--json"], "不能同用"),
        (["refresh", "--reports", "/nowhere/at/all"], "没有这个文件或目录"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_errors_are_told_in_chinese_where_the_locale_is(
    arguments: list[str], says: str, sample_data: Path, fazhi: Fazhi
) -> None:
    done = fazhi(*arguments, data=sample_data, FAZHI_LANG="", LC_ALL="", LC_MESSAGES="", LANG="zh_CN.UTF-8")
    assert done.returncode == 2
    assert says in done.stderr


@pytest.mark.parametrize("form", ["", "--csv", "--json"])
def test_a_reader_who_goes_away_ends_a_command_without_a_word(form: str, sample_data: Path) -> None:
    query = "select range as n, repeat('字', 100) as words from range(3000)"
    arguments = [str(COMMAND), "sql", query, *filter(None, [form])]
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(sample_data), text=True
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 141
    assert complaint == ""


def test_what_was_printed_and_never_read_is_no_complaint_either(sample_data: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [COMMAND, "status"], stdout=theirs, stderr=subprocess.PIPE, env=environment(sample_data), check=False, text=True
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (141, "")


def test_ctrl_c_ends_a_refresh_at_once_and_leaves_nothing_half_written(
    sample_data: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    data = Path(shutil.copytree(sample_data, tmp_path / "data", symlinks=True))
    before = (data / "fazhi.duckdb").readlink(), sorted(path.name for path in (data / "published").iterdir())
    built = (data / "builds" / "candidate.duckdb").stat().st_mtime_ns
    process = subprocess.Popen(
        [COMMAND, "refresh", "--full"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(data), text=True
    )
    # In the middle of the graph: the writer's lock is held, and the candidate is being written.
    while process.poll() is None:
        log = data / "builds" / "candidate.duckdb.wal"
        written = log.exists() or _changed(data / "builds" / "candidate.duckdb", built)
        if (data / "refresh.holder.json").exists() and written:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    printed, complaint = process.communicate(timeout=120)
    assert process.returncode == 130, complaint
    assert "Traceback" not in complaint and "Try next" not in printed
    assert (data / "fazhi.duckdb").readlink() == before[0]
    assert sorted(path.name for path in (data / "published").iterdir()) == before[1]
    assert fazhi("sql", "select count(*) from indicator_yoy", data=data).returncode == 0
    doctor = json.loads(fazhi("doctor", "--json", data=data).stdout)
    assert {sign["state"] for sign in doctor["signs"] if sign["check"] == "refresh lock"} == {"ok"}
    again = fazhi("refresh", data=data, FAZHI_LANG="en")
    assert again.returncode == 0 and "Nothing new" in again.stdout


def _changed(path: Path, before: int) -> bool:
    try:
        return path.stat().st_mtime_ns != before
    except FileNotFoundError:
        return True


def test_a_terminal_gets_colours_and_no_color_is_respected(sample_data: Path) -> None:
    coloured = on_terminal("doctor", data=sample_data, NO_COLOR="")
    assert re.search(r"\x1b\[3\d", coloured)
    plain = on_terminal("doctor", data=sample_data, NO_COLOR="1")
    assert not re.search(r"\x1b\[(?:\d+;)*3\d", plain)
    assert "python" in plain


def test_long_work_shows_how_far_it_is_on_a_terminal_and_nothing_in_a_pipe(sample_data: Path, fazhi: Fazhi) -> None:
    shown = on_terminal("archive", "verify", data=sample_data)
    assert "12/12" in shown and "objects" in shown
    piped = fazhi("archive", "verify", data=sample_data)
    assert piped.stderr == "" and ESCAPE not in piped.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["doctor"],
        ["sql", "select 1 as one"],
        ["search", "行政复议"],
        ["findings"],
        ["diff"],
        ["rollback", "--list"],
        ["publishers", "check"],
        ["archive", "verify"],
        ["archive", "export", "{folder}/all.warc.gz"],
        ["export", "{folder}/marts", "--format", "csv"],
        ["extract", "samples/heting-2024.txt"],
        ["refresh"],
    ],
    ids=" ".join,
)
def test_json_is_one_document_in_every_language(
    arguments: list[str], sample_data: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    words = [word.format(folder=tmp_path) for word in arguments]
    samples = Path(__file__).parents[3] / "samples"
    words = [str(samples / Path(word).name) if word.startswith("samples/") else word for word in words]
    english, chinese = (fazhi(*words, "--json", data=sample_data, FAZHI_LANG=name) for name in ("en", "zh"))
    assert english.returncode == chinese.returncode == 0, english.stderr
    told = json.loads(english.stdout), json.loads(chinese.stdout)
    assert _keys(told[0]) == _keys(told[1])
    assert told[0] not in ({}, []) and english.stderr == ""


def _keys(record: object) -> object:
    if isinstance(record, dict):
        return {name: _keys(value) for name, value in record.items()}
    return [_keys(one) for one in record[:1]] if isinstance(record, list) else None


def test_a_refused_refresh_says_which_documents_were_not_taken_and_so_does_status(
    refused_refresh: tuple[Path, int, str, str], fazhi: Fazhi
) -> None:
    data, code, output, errors = refused_refresh
    assert code == 1
    told = json.loads(output)
    assert told["outcome"] == "refused" and told["published"] is None
    (reject,) = told["rejects"]
    assert reject["address"].startswith("file:") and reject["reason"] and reject["message"]
    assert "the audit refused to publish" in errors
    assert reject["reason"] in errors and "购物.txt" in errors
    status = fazhi("status", data=data, FAZHI_LANG="en")
    assert reject["reason"] in status.stdout and "购物.txt" in status.stdout
    assert json.loads(fazhi("status", "--json", data=data).stdout)["refused"]["rejects"] == [reject]
    chinese = fazhi("status", data=data, FAZHI_LANG="zh").stdout
    assert "购物.txt" in chinese and "build_has_reports：本次构建有0份报告" in chinese
    assert not re.search("[a-z]{3} [a-z]{3} [a-z]{3}", chinese.replace("fazhi findings --candidate", "")), chinese


def test_a_status_whose_published_file_is_gone_says_what_to_do(tmp_path: Path, fazhi: Fazhi) -> None:
    (tmp_path / "fazhi.duckdb").symlink_to("published/fazhi-1.duckdb")
    for language, told in (("en", "which is not there. `fazhi rollback`"), ("zh", "而它不存在。`fazhi rollback`")):
        done = fazhi("status", data=tmp_path, FAZHI_LANG=language)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr


def test_the_data_folder_can_be_named_before_the_command(sample_data: Path, tmp_path: Path, fazhi: Fazhi) -> None:
    done = fazhi("--data", sample_data, "status", "--json", data=tmp_path / "other")
    assert json.loads(done.stdout)["warehouse"] == str(sample_data / "fazhi.duckdb")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str, sample_data: Path, fazhi: Fazhi) -> None:
    script = fazhi(data=sample_data, _FAZHI_COMPLETE=f"source_{shell}")
    assert script.returncode == 0 and "fazhi" in script.stdout
    asked = {
        "bash": {"COMP_WORDS": "fazhi findings --severity w", "COMP_CWORD": "3"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "fazhi findings --severity w"},
        "fish": {"_TYPER_COMPLETE_ARGS": "fazhi findings --severity w", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    answered = fazhi(data=sample_data, _FAZHI_COMPLETE=f"complete_{shell}", **asked)
    assert "warn" in answered.stdout and "error" not in answered.stdout
