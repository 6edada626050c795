"""Reading in a process of its own, so that a reader that hangs, crashes or eats memory takes one document with it.

A process per document would cost 0.2 s each, of which reading is a hundredth. So one process reads document after
document and is replaced when it failed, or after some hundreds: readers written in C lose a little memory each time.
Document and answer go over a socket pair, the answer as JSON: what a damaged reader says is never executed.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from ingest.model import DocumentRejected, ReadDocument, Reject
from ingest.readers.rejection import POSTPONED, unreadable

MOST_DOCUMENTS = 500
"""Documents that one process reads before it is replaced."""
LARGEST_ANSWER = 512 * 2**20
_PATIENCE = 2.0
_PAUSES = (0.2, 1.0)
"""Seconds before each new try with a document whose reader was ended from outside."""
_NOT_TO_BLAME = {
    "reader_killed": "Reading this {form} was ended three times from outside, by a person or by the system for want of "
    "memory",
    "reader_starved": "Three times this {form} was not read in time, as other programs kept the processor busy",
}
_LENGTHS = struct.Struct("!QQ")
_READ = "ingest.readers.reading:read_bytes"
_ROOT = str(Path(__file__).parents[2])


class ReaderProcess:
    """A process that reads, started when it is first needed and again after each failure. Usable from any thread."""

    def __init__(self, memory: int, reads: str = _READ) -> None:
        """`memory` in bytes of address space; `reads` is `module:function`, called with form, bytes and charset."""
        self._memory = memory
        self._reads = reads
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._documents = 0

    def read(self, form: str, data: bytes, declared_charset: str | None, seconds: float) -> ReadDocument:
        """What the reader of `form` makes of `data`.

        Raises DocumentRejected as the reader does, and with `reader_timeout`, `reader_crashed` or `out_of_memory` where
        it did not come to an answer. One that failed in a used process is tried once more in a fresh one. What ended a
        process from outside, or kept the processor from it, says nothing of its document: that is tried three times,
        and then `postponed`.
        """
        return _document_of(self.answer(form, data, declared_charset, seconds), form, seconds)

    def answer(self, form: str, data: bytes, declared_charset: str | None, seconds: float) -> dict[str, Any]:
        """What the function in the process returned, under `document`, as a dictionary of its fields.

        Else `reject` with those of a Reject, or `failure` with why there is no answer. Retries are those of `read`.
        """
        with self._lock:
            used = self._documents > 0
            answer = self._ask(form, data, declared_charset, seconds)
            if used and answer.get("failure") in ("reader_crashed", "out_of_memory"):
                answer = self._ask(form, data, declared_charset, seconds)
            for pause in _PAUSES:
                if answer.get("failure") not in _NOT_TO_BLAME:
                    break
                time.sleep(pause)
                answer = self._ask(form, data, declared_charset, seconds)
        return answer

    def close(self, patience: float = 0.0) -> None:
        """Ends the process, with whatever it started; with patience, in seconds, it may end by itself before."""
        process, self._process = self._process, None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if process is not None:
            _end(process, patience)
        self._documents = 0

    def _ask(self, form: str, data: bytes, declared_charset: str | None, seconds: float) -> dict[str, Any]:
        ends_at, before = time.monotonic() + seconds, 0.0
        header = json.dumps({"form": form, "charset": declared_charset, "seconds": seconds}).encode()
        try:
            connection = self._connection()
            before = self._waited()
            connection.settimeout(seconds)
            connection.sendall(_LENGTHS.pack(len(header), len(data)) + header)
            connection.sendall(data)
            answer: dict[str, Any] = json.loads(_receive(connection, ends_at))
        except TimeoutError:
            starved = self._waited() - before > seconds / 2
            self.close()
            return {"failure": "reader_starved" if starved else "reader_timeout"}
        except (OSError, ValueError) as error:
            return self._failure(error)
        self._documents += 1
        if "failure" in answer or self._documents >= MOST_DOCUMENTS:
            self.close(_PATIENCE)
        return answer

    def _waited(self) -> float:
        return waited(self._process.pid) if self._process is not None else 0.0

    def _failure(self, error: Exception) -> dict[str, str]:
        """Why there is no answer, told by how the process ended. SIGKILL comes from outside: the limit of its own
        memory gives a MemoryError, but Linux may end it where all programs together want more than there is."""
        process = self._process
        if process is None:
            return {"failure": "reader_crashed", "detail": str(error)}
        try:
            status: int | None = process.wait(2)
        except subprocess.TimeoutExpired:
            status = None
        self.close()
        if status in (-signal.SIGKILL, -signal.SIGTERM):
            return {"failure": "reader_killed"}
        if status == -signal.SIGALRM:
            return {"failure": "reader_timeout"}
        ended = signal.Signals(-status).name if status is not None and status < 0 else f"status {status}"
        return {"failure": "reader_crashed", "detail": f"it ended with {ended}"}

    def _connection(self) -> socket.socket:
        if self._socket is None or self._process is None or self._process.poll() is not None:
            self.close()
            self._process, self._socket = _start(self._reads, self._memory)
        return self._socket


def waited(pid: int) -> float:
    """Seconds that a process was ready to run and other programs had the processor; 0 where the system does not say."""
    try:
        # 81234567 904321 57: nanoseconds on the processor and in its queue, and how often it ran.
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _start(reads: str, memory: int) -> tuple[subprocess.Popen[bytes], socket.socket]:
    here, there = socket.socketpair()
    paths = [_ROOT, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    with there:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.readers.reading", str(there.fileno()), str(memory), reads],
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Two threads do for text recognition; more only fill the address space.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "OMP_NUM_THREADS": "2"},
            start_new_session=True,
        )
    return process, here


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Ends the process and its children, which share a process group that no other process is in."""
    if patience:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _receive(connection: socket.socket, ends_at: float) -> bytes:
    length, _ = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size, ends_at))
    if length > LARGEST_ANSWER:
        raise ValueError(f"the answer has {length} bytes")
    return _exactly(connection, length, ends_at)


def _exactly(connection: socket.socket, count: int, ends_at: float) -> bytes:
    received = bytearray()
    while len(received) < count:
        connection.settimeout(max(ends_at - time.monotonic(), 0.001))
        part = connection.recv(min(count - len(received), 1 << 20))
        if not part:
            raise ConnectionError("the process ended")
        received += part
    return bytes(received)


def _document_of(answer: dict[str, Any], form: str, seconds: float) -> ReadDocument:
    if "document" in answer:
        return ReadDocument(**answer["document"])
    if "reject" in answer:
        raise DocumentRejected(Reject(**answer["reject"]))
    if answer["failure"] in _NOT_TO_BLAME:
        raise unreadable(
            POSTPONED,
            f"{_NOT_TO_BLAME[answer['failure']].format(form=form)}: the document is not to blame. "
            "The next refresh reads it again.",
        )
    messages = {
        "reader_timeout": f"Reading this {form} took longer than {seconds:.0f} s and was ended",
        "out_of_memory": f"Reading this {form} needed more memory than it may have and was ended",
        "reader_crashed": f"The reader of {form} broke off: {answer.get('detail', 'no reason is known')}",
    }
    raise unreadable(
        answer["failure"], f"{messages[answer['failure']]}. Open the document, save its text and import that."
    )


_processes: dict[tuple[int, int, str], ReaderProcess] = {}
_processes_lock = threading.Lock()


def reader_process(memory: int, reads: str = _READ) -> ReaderProcess:
    """The process of this one that reads so, with so much memory. A forked child never shares that of its parent."""
    with _processes_lock:
        return _processes.setdefault((os.getpid(), memory, reads), ReaderProcess(memory, reads))


def _close_all() -> None:
    for (owner, *_), process in _processes.items():
        if owner == os.getpid():
            process.close(_PATIENCE)


atexit.register(_close_all)
