"""A reader that hangs, crashes or eats memory takes one document with it, and the next one is read."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.model import DocumentRejected, ReadDocument
from ingest.readers import isolation
from ingest.readers.isolation import ReaderProcess

pytestmark = pytest.mark.integration

MEMORY = 1 << 30
READER = """
import ctypes, os, sys, time
from ingest.model import ReadDocument
from ingest.readers.rejection import unreadable

def read(form, data, charset):
    word = data.decode()
    if word == "hang":
        time.sleep(3600)
    if word == "child":
        import subprocess
        subprocess.run(["sleep", "3600"])
    if word == "spin":
        while True:
            pass
    if word == "crash":
        ctypes.string_at(0)
    if word == "leave":
        os._exit(3)
    if word == "eat":
        return ReadDocument(str([bytearray(1 << 20) for _ in range(4000)]), "", "")
    if word.startswith("killed"):
        _, tries, folder = word.split(" ")
        if len(os.listdir(folder)) < int(tries):
            open(os.path.join(folder, str(os.getpid())), "w").close()
            os.kill(os.getpid(), 9)
    if word == "fault":
        raise KeyError("a part is missing")
    if word == "deep":
        return read(form, data, charset)
    if word == "reject":
        raise unreadable("no_text", "Nothing to read.")
    if word == "noise":
        print("noise from a library"); os.write(1, b"more of it")
    return ReadDocument(f"{form} {word} {charset} \\ud800", "text/plain", str(os.getpid()), {"a": "b"})
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderProcess]:
    """A process with a reader that does what the document tells it."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "obedient_reader.py").write_text(READER)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(folder)
    process = ReaderProcess(MEMORY, "obedient_reader:read")
    process.read("text", b"begin", None, 30)
    yield process
    process.close()
    os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def rejected(reader: ReaderProcess, word: str, seconds: float = 30) -> tuple[str, str]:
    with pytest.raises(DocumentRejected) as caught:
        reader.read("pdf", word.encode(), None, seconds)
    assert caught.value.reject.stage == "read"
    return caught.value.reject.reason, caught.value.reject.message


def read(reader: ReaderProcess, word: str = "word") -> ReadDocument:
    return reader.read("text", word.encode(), "gb18030", 30)


def test_the_answer_comes_back_whole_and_the_process_stays(reader: ReaderProcess) -> None:
    first, second = read(reader), read(reader, "noise")
    assert first.text == "text word gb18030 \ud800"
    assert first.meta == {"a": "b"}
    assert first.charset == second.charset != str(os.getpid())


def test_a_reader_that_is_ended_from_outside_is_tried_again(reader: ReaderProcess, tmp_path: Path) -> None:
    word = f"killed 2 {tmp_path}"
    assert read(reader, word).text.startswith(f"text {word}")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_reader_that_is_always_ended_from_outside_is_no_fault_of_the_document(
    reader: ReaderProcess, tmp_path: Path
) -> None:
    reason, message = rejected(reader, f"killed 99 {tmp_path}")
    assert (reason, len(list(tmp_path.iterdir()))) == ("postponed", 3)
    assert "not to blame" in message
    assert read(reader).text.startswith("text word")


@pytest.mark.parametrize(
    ("word", "reason", "said"),
    [
        ("crash", "reader_crashed", "SIGSEGV"),
        ("leave", "reader_crashed", "status 3"),
        ("fault", "reader_crashed", "KeyError: 'a part is missing'"),
        ("deep", "reader_crashed", "nested too deep"),
        ("eat", "out_of_memory", "more memory"),
        ("reject", "no_text", "Nothing to read."),
    ],
)
def test_what_fails_is_rejected_with_its_reason_and_the_next_document_is_read(
    reader: ReaderProcess, word: str, reason: str, said: str
) -> None:
    found, message = rejected(reader, word)
    assert found == reason
    assert said in message
    assert read(reader).text.startswith("text word")


@pytest.mark.parametrize("word", ["hang", "spin", "child"])
def test_what_does_not_end_is_ended_with_all_that_it_started(
    reader: ReaderProcess, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = int(read(reader).charset)
    monkeypatch.setattr(isolation, "waited", lambda pid: 0.0)
    assert rejected(reader, word, seconds=0.5)[0] == "reader_timeout"
    ends_at = time.monotonic() + 20
    while any(map(is_there, in_group(group))) and time.monotonic() < ends_at:
        time.sleep(0.02)
    assert [process for process in in_group(group) if is_there(process)] == []
    assert read(reader).text.startswith("text word")


def test_a_reader_that_never_got_the_processor_is_tried_again_and_its_document_postponed(
    reader: ReaderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def waited(pid: int) -> float:
        asked.append(pid)
        return 0.5 * len(asked)

    monkeypatch.setattr(isolation, "waited", waited)
    reason, message = rejected(reader, "hang", seconds=0.5)
    assert (reason, len(set(asked))) == ("postponed", 3)
    assert "processor" in message and "not to blame" in message


def test_threads_take_turns(reader: ReaderProcess) -> None:
    texts: dict[int, str] = {}

    def work(number: int) -> None:
        texts[number] = read(reader, f"n{number}").text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {number: f"text n{number} gb18030 \ud800" for number in range(8)}


def in_group(group: int) -> list[int]:
    """Processes of a group; those that have ended may wait a while to be taken note of."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            found.append(int(stat.parent.name))
    return found


def is_there(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_reader_does_not_outlive_a_parent_that_was_killed() -> None:
    program = (
        "import os\n"
        "from ingest.readers.isolation import _processes\n"
        "from ingest.readers import read_document\n"
        "read_document('<html><body><p>全县办理行政复议案件共十七件，其中调解五件。</p></body></html>'.encode())\n"
        "print(*(reader._process.pid for reader in _processes.values()), flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    readers = [int(word) for word in done.stdout.split()]
    assert len(readers) == 1, done.stderr
    ends_at = time.monotonic() + 20
    while is_there(readers[0]) and time.monotonic() < ends_at:
        time.sleep(0.05)
    assert not is_there(readers[0])


def test_a_forked_child_has_a_reader_of_its_own() -> None:
    program = (
        "import os, sys\n"
        "from ingest.readers import read_document\n"
        "page = '<html><body><p>全县办理行政复议案件共{}件，其中调解五件。</p></body></html>'\n"
        "read_document(page.format(1).encode())\n"
        "child = os.fork()\n"
        "mine = 'child' if child == 0 else 'parent'\n"
        "ok = all(str(n) in read_document(page.format(n).encode()).text for n in range(100, 150))\n"
        "if child == 0: os._exit(0 if ok else 1)\n"
        "sys.exit(0 if ok and os.waitpid(child, 0)[1] == 0 else 1)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
