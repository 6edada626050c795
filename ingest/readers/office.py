"""Word files of before 2007, RTF, ODT and Word's single XML file → DOCX, by LibreOffice where it is installed."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest.model import ReadDocument
from ingest.readers.docx import read_docx
from ingest.readers.parts import program
from ingest.readers.rejection import unreadable

_SECONDS = 60
"""It takes one; the first time three, for a profile of its own."""
_FILTERS = {
    "doc": ("doc", "MS Word 97", "application/msword"),
    "rtf": ("rtf", "Rich Text Format", "application/rtf"),
    "odt": ("odt", "writer8", "application/vnd.oasis.opendocument.text"),
    "wordml": ("xml", "MS Word 2003 XML", "application/msword"),
}
"""By format: ending, the name of LibreOffice's filter, media type. Without a filter it takes damaged files for text."""


def read_rtf(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of an RTF file, which often goes under the name of a `.doc`; raises as `read_by_office`."""
    return read_by_office(data, "rtf")


def read_odt(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of an OpenDocument text; raises as `read_by_office`, and as `check_package`."""
    from ingest.readers.packed import check_package

    check_package(data, "odt")
    return read_by_office(data, "odt")


def read_wordml(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a Word document as one XML file; raises as `read_by_office`."""
    return read_by_office(data, "wordml")


def read_by_office(data: bytes, form: str) -> ReadDocument:
    """The text of what LibreOffice makes of the bytes, which are of one of the formats in `_FILTERS`.

    Raises DocumentRejected (`needs_converter`, `converter_failed`, and what `read_docx` raises).
    """
    office = program("libreoffice")
    if office is None:
        raise needs_converter(form)
    return replace(read_docx(_as_docx(office, data, form)), media_type=_FILTERS[form][2])


def needs_converter(form: str) -> Exception:
    """The exception for what only another program reads."""
    return unreadable(
        "needs_converter",
        f"{form.upper()} files are read by LibreOffice (Debian: libreoffice-writer-nogui), those of Word also by "
        "antiword or catdoc; none is installed. Install one and refresh again, or save the document as DOCX.",
    )


def _as_docx(office: str, data: bytes, form: str) -> bytes:
    ending, told, _ = _FILTERS[form]
    with tempfile.TemporaryDirectory(prefix="fazhi-office-") as folder:
        source = Path(folder) / f"document.{ending}"
        source.write_bytes(data)
        command = [
            *(office, f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless", "--norestore"),
            *(f"--infilter={told}", "--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source)),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise unreadable(
                "reader_timeout", f"LibreOffice took longer than {_SECONDS} s for this {form.upper()} and was ended."
            ) from error
        converted = Path(folder) / "out" / "document.docx"
        if not converted.is_file():
            said = done.stderr.decode(errors="replace").strip()[:200] or f"status {done.returncode}"
            raise unreadable(
                "converter_failed",
                f"LibreOffice cannot open this {form.upper()} ({said}): fetch it again.",
            )
        return converted.read_bytes()
