"""Archives: the one document in a ZIP or a gzip file, and what stands in those that are not read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import NamedTuple

from ingest.readers.formats import detect_format
from ingest.readers.limits import MB
from ingest.readers.packed import BROKEN
from ingest.readers.rejection import unreadable

_LARGEST = 100 * MB
"""Bytes of what is unpacked. A page has some kilobytes, the largest Word files some ten megabytes."""
_MOST_MEMBERS = 2000
_MOST_NAMED = 8
_READ = frozenset({"txt", "html", "htm", "shtml", "mht", "mhtml", "pdf", "doc", "docx", "wps", "rtf", "odt", "ofd"})
_UTF8_NAMES = 0x800
_LOCKED = 0x1
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]{0,200}?\bname="([^"]{1,60})"')

_BOUND_SHEET = re.compile(rb"\x85\0(?P<length>.)\0.{4}[\0-\x02][\0\x01\x02\x06](?P<count>.)(?P<wide>[\0\x01])", re.S)
"""The record of a sheet in a workbook of Excel 97 to 2003, up to its name: 85 00 · 10 00 · its place · visible · kind
· 04 letters · 01 for two bytes each."""


class Unpacked(NamedTuple):
    """The one document of an archive."""

    name: str
    data: bytes
    beside: list[str]
    """Names of the other files in the archive."""


def unpack_gzip(data: bytes) -> bytes:
    """What a gzip file holds.

    Raises DocumentRejected: `damaged`, `truncated`, `unpacks_too_large`.
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, _LARGEST + 1)
    except zlib.error as error:
        raise unreadable("damaged", f"The gzip file cannot be unpacked ({error}): fetch it again.") from error
    if len(unpacked) > _LARGEST:
        raise _too_large("gzip file", len(data))
    if not unpacker.eof:
        raise unreadable("truncated", f"The gzip file breaks off after {len(data):,} bytes: fetch it again.")
    return unpacked


def unpack_zip(data: bytes) -> Unpacked:
    """The document of a ZIP archive that holds exactly one.

    Raises DocumentRejected: `unsupported_format` where it holds none or several, with their names; `damaged`,
    `encrypted`, `unpacks_too_large`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [one for one in package.infolist() if not one.is_dir() and not _is_of_system(one.filename)]
            names = [_name(member) for member in members]
            documents = [n for n, name in enumerate(names) if name.rpartition(".")[2].lower() in _READ]
            if len(members) > _MOST_MEMBERS or len(documents) != 1:
                raise unreadable(
                    "unsupported_format",
                    f"Of the files in the ZIP archive ({_listed(names)}), {len(documents)} are documents: unpack it "
                    "and import the one that is the report.",
                )
            at = documents[0]
            return Unpacked(names[at], _content(package, members[at], len(data)), names[:at] + names[at + 1 :])
    except BROKEN as error:
        raise unreadable("damaged", f"The ZIP archive cannot be unpacked ({error}): fetch it again.") from error


def what_it_is(form: str, data: bytes) -> str:
    """What a document of a format that is not read is, with what it names: `XLSX (表1, 表2)`, `RAR`."""
    if form == "xls" and (sheets := _sheets_of_1997(data)):
        return f"XLS ({_listed(sheets)})"
    if form not in ("xlsx", "zip"):
        return form.upper()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            inside = _sheets(package) if form == "xlsx" else [_name(one) for one in package.infolist()]
    except BROKEN:
        inside = []
    return f"{form.upper()} ({_listed(inside)})" if inside else form.upper()


def _content(package: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int) -> bytes:
    if member.flag_bits & _LOCKED:
        raise unreadable("encrypted", "The ZIP archive is locked by a password: ask for an open copy.")
    with package.open(member) as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise _too_large("ZIP archive", packed)
    if detect_format(content) in ("zip", "gzip"):
        raise unreadable("unsupported_format", f"The ZIP archive holds another archive ({_name(member)}): unpack it.")
    return content


def _sheets(package: zipfile.ZipFile) -> list[str]:
    with package.open("xl/workbook.xml") as stream:
        return [name.decode("utf-8", "replace") for name in _SHEET.findall(stream.read(MB))]


def _sheets_of_1997(data: bytes) -> list[str]:
    names = []
    for record in _BOUND_SHEET.finditer(data):
        width = record["count"][0] * (1 + record["wide"][0])
        if width and record["length"][0] == 8 + width:
            name = data[record.end() : record.end() + width]
            names.append(name.decode("utf-16-le" if record["wide"][0] else "latin-1", "replace"))
    return names


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member; programs of Chinese systems write it in GBK and do not say so."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    return PurePosixPath(name.replace("\\", "/")).name


def _is_of_system(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (", ".join(name[:60] for name in names[:_MOST_NAMED]) or "nothing") + more


def _too_large(what: str, packed: int) -> Exception:
    return unreadable(
        "unpacks_too_large",
        f"The {what} has {packed:,} bytes and unpacks to more than {_LARGEST:,}: unpack it by hand.",
    )
