"""What holds for every document that is a zip of XML: how large it unpacks, and that its XML declares no entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.readers.limits import MB, limits_of
from ingest.readers.rejection import unreadable

BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, SyntaxError, NotImplementedError),
)
"""What unpacking and parsing a damaged package raise."""
_MOST_MEMBERS = 20_000
_LARGEST_XML = 128 * MB
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_PROLOGUE = 4096
"""Bytes of an XML file in which a document type can be declared: nothing but white space and notes may precede it."""


def check_package(data: bytes, form: str) -> list[str]:
    """The names of the members, after a look at each.

    Raises DocumentRejected: `damaged` (no zip, or a part of one), `encrypted`, `unpacks_too_large`, `xml_entities`.
    Nothing is unpacked for it but the beginning of each XML file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _check_sizes(members, len(data), form)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_prologue(package, member)
            return [member.filename for member in members]
    except BROKEN as error:
        raise damaged(form, error) from error


def damaged(form: str, error: Exception) -> Exception:
    """The exception for a package that cannot be unpacked or whose parts are missing."""
    return unreadable("damaged", f"The {form.upper()} cannot be unpacked ({error}): fetch it again.")


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, form: str) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise unreadable("encrypted", f"The {form.upper()} is locked by a password: ask for an open copy.")
    size = sum(member.file_size for member in members)
    most = limits_of(form).unpacked or 0
    largest_xml = max((m.file_size for m in members if m.filename.lower().endswith(".xml")), default=0)
    if size > most or largest_xml > _LARGEST_XML or len(members) > _MOST_MEMBERS:
        raise unreadable(
            "unpacks_too_large",
            f"The {form.upper()} has {packed:,} bytes and would unpack to {size:,} in {len(members):,} files; "
            f"at most {most:,} bytes are unpacked, {_LARGEST_XML:,} of them one XML file.",
        )


def _check_prologue(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with package.open(member) as stream:
        check_prologue(stream.read(_PROLOGUE), member.filename)


def check_prologue(data: bytes, called: str) -> None:
    """Raises DocumentRejected (`xml_entities`) where an XML file declares a document type."""
    if _DECLARES.search(data[:_PROLOGUE].replace(b"\0", b"")):
        raise unreadable(
            "xml_entities",
            f"{called} declares a document type of its own, which no word processor writes and which can "
            "make a small file endless: the document is not opened.",
        )
