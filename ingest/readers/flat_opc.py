# mypy: disable-error-code="import-untyped"
"""Word's package as one XML file (Flat OPC, `pkg:package`), often under the name of a `.doc` → DOCX."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import zipfile
from collections.abc import Collection
from xml.sax.saxutils import quoteattr

from ingest.model import ReadDocument
from ingest.readers.docx import read_docx
from ingest.readers.packed import check_prologue, damaged
from ingest.readers.rejection import unreadable

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MOST_PARTS = 5000


def read_flat_opc(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a Word file whose parts stand in one XML file.

    Raises DocumentRejected as `read_docx`, and `unsupported_format` where the package is not of Word.
    """
    check_prologue(data, "The XML file")
    parts, types = _parts(data)
    if not any(name.startswith("word/") for name in parts):
        folders = ", ".join(sorted({name.partition("/")[0] for name in parts})[:5]) or "nothing"
        raise unreadable("unsupported_format", f"The XML package holds no Word document but {folders}.")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", _content_types(types))
        for name, content in parts.items():
            package.writestr(name, _to_what_is_there(name, content, parts) if name.endswith(".rels") else content)
    return read_docx(written.getvalue())


def _parts(data: bytes) -> tuple[dict[str, bytes], dict[str, str]]:
    """(content, content type) of each part, by its name in the package."""
    from lxml import etree

    parts: dict[str, bytes] = {}
    types: dict[str, str] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
        for part in root.iter(f"{_PKG}part"):
            name = (part.get(f"{_PKG}name") or "").lstrip("/")
            if not name or len(parts) >= _MOST_PARTS:
                continue
            types[name] = part.get(f"{_PKG}contentType") or "application/xml"
            held = next(iter(part), None)
            if held is not None and held.tag == f"{_PKG}xmlData":
                parts[name] = b"".join(etree.tostring(child) for child in held)
            elif held is not None:
                parts[name] = base64.b64decode("".join((held.text or "").split()))
    except (etree.XMLSyntaxError, binascii.Error, ValueError) as error:
        raise damaged("word xml", error) from error
    return parts, types


def _to_what_is_there(name: str, relations: bytes, parts: Collection[str]) -> bytes:
    """The relations of a part without those to parts that the file leaves out, as programs do with pictures."""
    from lxml import etree

    root = etree.fromstring(relations)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        target = relation.get("Target") or ""
        path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if relation.get("TargetMode") != "External" and path not in parts:
            root.remove(relation)
    return etree.tostring(root)


def _content_types(types: dict[str, str]) -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in types.items()
        if kind != rels
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{overrides}</Types>'
    )
