"""DOC and WPS → text, by LibreOffice, antiword or catdoc, whichever is installed, in this order.

LibreOffice alone writes the automatic numbers of headings and keeps tables as tables; the others take a hundredth of
its time. See docs/reading.md for what was measured.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from pathlib import Path

from ingest.model import ReadDocument
from ingest.readers.mending import mend, without_unmapped
from ingest.readers.office import needs_converter, read_by_office
from ingest.readers.parts import program
from ingest.readers.rejection import unreadable
from ingest.readers.written import one_line, row_line

MEDIA_TYPE = "application/msword"
_SECONDS = 20
_COMMANDS = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0", "-t"),
    "catdoc": ("-d", "utf-8", "-w", "-s", "cp936"),
}
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"
_ENCRYPTED = 0x0100
_FREE = 0xFFFFFFFA
"""Sector numbers from here on are no places but marks."""


def read_doc(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a Word file of before 2007, or of a WPS one.

    Raises DocumentRejected (`encrypted`, `truncated`, `needs_converter`, `converter_failed`, `no_text`).
    """
    _check_compound(data)
    if program("libreoffice"):
        return read_by_office(data, "doc")
    for part in _COMMANDS:
        path = program(part)
        if path:
            return ReadDocument(_printed_by(path, part, data), MEDIA_TYPE, "")
    raise needs_converter("doc")


def _check_compound(data: bytes) -> None:
    """Whether all sectors that the file's header names are there, and whether its text is open to read."""
    if len(data) < 2 * _SECTOR:
        raise unreadable("truncated", f"The Word file breaks off after {len(data):,} bytes: fetch it again.")
    (shift,) = struct.unpack_from("<H", data, 30)
    sectors = [*struct.unpack_from("<109I", data, 76), *struct.unpack_from("<I", data, 48)]
    size = 1 << min(shift, 12)
    beyond = [number for number in sectors if number < _FREE and (number + 1) * size >= len(data)]
    if beyond:
        raise unreadable("truncated", f"The Word file breaks off after {len(data):,} bytes: fetch it again.")
    for place in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[place : place + 2] == _WORD_MAGIC:
            if struct.unpack_from("<H", data, place + 10)[0] & _ENCRYPTED:
                raise unreadable(
                    "encrypted", "The Word file is locked by a password: ask its publisher for an open copy."
                )
            return


def _printed_by(path: str, part: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="fazhi-word-") as folder:
        source = Path(folder) / "document.doc"
        source.write_bytes(data)
        try:
            done = subprocess.run(
                [path, *_COMMANDS[part], str(source)],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
                env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise unreadable("reader_timeout", f"{part} took longer than {_SECONDS} s and was ended.") from error
    printed = done.stdout.decode(errors="replace")
    if done.returncode != 0 or "\ufffd" in printed:
        said = done.stderr.decode(errors="replace").strip()[:200] or f"status {done.returncode}"
        raise unreadable("converter_failed", f"{part} cannot open this Word file ({said}): fetch it again.")
    text = "\n".join(_lines(printed))
    if not text.strip():
        raise unreadable("no_text", "The Word file holds no text: it may be a picture that was pasted.")
    return without_unmapped(mend(text))


def _lines(printed: str) -> list[str]:
    """Lines as all readers write them: antiword sets the cells of tables between bars, catdoc behind tabs."""
    lines: list[str] = []
    for line in printed.splitlines():
        barred = re.fullmatch(r"\|(.*)\|", line.strip())
        if barred:
            lines.append(row_line(barred[1].split("|")))
        elif "\t" in line.strip():
            lines.append(row_line(line.strip().split("\t")))
        else:
            lines.append(one_line(line))
    return [line for line in lines if line]
