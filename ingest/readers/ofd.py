"""OFD (GB/T 33190) → text: the state's own fixed-layout format, a zip of XML in which every character has a place."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ingest.model import ReadDocument
from ingest.readers.limits import limits_of
from ingest.readers.mending import is_garbled, mend, without_unmapped
from ingest.readers.ofd_package import Package, first, local, of_name, text_of
from ingest.readers.ofd_pages import POINTS, Box, box_of, drawn_on
from ingest.readers.packed import BROKEN, check_package, damaged
from ingest.readers.printed import PrintedPage, text_of_pages
from ingest.readers.rejection import unreadable

MEDIA_TYPE = "application/ofd"
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".jb2", ".tif", ".tiff", ".gbig2")
_A4 = Box(0.0, 0.0, 210.0, 297.0)


def read_ofd(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of an OFD file: one paragraph, heading or table row a line, without page numbers and running heads.

    `meta` has what the file says of itself (`document_title`, `author`, `created`). Raises DocumentRejected
    (`damaged`, `encrypted`, `unpacks_too_large`, `xml_entities`, `too_many_pages`, `needs_ocr`, `garbled_text`,
    `no_text`).
    """
    members = check_package(data, "ofd")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            package = Package(zipped)
            root = package.parsed("OFD.xml")
            pages = [page for body in of_name(root, "DocBody") for page in _pages(package, body)]
            meta = _said_of_itself(root)
    except BROKEN as error:
        raise damaged("ofd", error) from error
    text = text_of_pages(pages)
    if not text.strip():
        raise _empty(members)
    if is_garbled(text):
        raise unreadable(
            "garbled_text", "The fonts of the OFD do not say which characters they show: ask for another copy."
        )
    return ReadDocument(without_unmapped(mend(text)), MEDIA_TYPE, "", meta)


def _pages(package: Package, body: Any) -> list[PrintedPage]:
    """The pages of one document of the package, with what their templates print on them."""
    place = package.place("", text_of(body, "DocRoot") or "")
    document = package.parsed(place)
    common = first(document, "CommonData")
    usual = box_of(text_of(first(common, "PageArea"), "PhysicalBox")) or _A4
    templates = {one.get("ID"): package.place(place, one.get("BaseLoc", "")) for one in of_name(common, "TemplatePage")}
    listed = of_name(first(document, "Pages"), "Page")
    most = limits_of("ofd").pages
    if most is not None and len(listed) > most:
        raise unreadable("too_many_pages", f"The OFD has {len(listed)} pages; at most {most} are read.")
    units = _units(package, place, common)
    return [_page(package, package.place(place, page.get("BaseLoc", "")), usual, templates, units) for page in listed]


def _units(package: Package, place: str, common: Any) -> dict[str, Any]:
    """Composite units, which pages show by their number, from the resources of a document."""
    found: dict[str, Any] = {}
    for resource in [*of_name(common, "PublicRes"), *of_name(common, "DocumentRes")]:
        root = package.parsed(package.place(place, resource.text or ""))
        for unit in of_name(first(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
            found[unit.get("ID", "")] = unit
    return found


def _page(
    package: Package, place: str, usual: Box, templates: dict[str | None, str], units: dict[str, Any]
) -> PrintedPage:
    content = package.parsed(place)
    box = box_of(text_of(first(content, "Area"), "PhysicalBox")) or usual
    used = [templates.get(one.get("TemplateID")) for one in of_name(content, "Template")]
    shown = [package.parsed(template) for template in used if template]
    pieces, rules = [], []
    for part in [*shown, content]:
        of_part = drawn_on(first(part, "Content"), box, units)
        pieces += of_part[0]
        rules += of_part[1]
    width, height = box.width * POINTS, box.height * POINTS
    return PrintedPage(width, height, [piece for piece in pieces if 0 <= piece.y <= height], rules)


def _empty(members: list[str]) -> Exception:
    if any(member.lower().endswith(_PICTURES) for member in members):
        return unreadable(
            "needs_ocr", "The OFD holds pictures of pages and no text: print it to PDF and import that, or its text."
        )
    return unreadable("no_text", "The OFD holds no text.")


def _said_of_itself(root: Any) -> dict[str, str]:
    info = first(first(root, "DocBody"), "DocInfo")
    names = {"Title": "document_title", "Author": "author", "CreationDate": "created"}
    said = {} if info is None else {local(child): (child.text or "").strip() for child in info}
    return {names[name]: value for name, value in said.items() if name in names and value}
