"""Layers of a PDF that are switched off: what stands in them is not shown, and not read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass

_MARKS = (b"/OCProperties", b"/ObjStm")
"""A PDF without either has no layers: the catalogue that names them may stand packed in an object stream."""
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"})
_BEGINS = frozenset({b"BDC", b"BMC"})
_DEEPEST = 8
"""Of forms that stand in each other."""


def without_hidden_layers(data: bytes) -> bytes:
    """The PDF without what its switched-off layers show; the same bytes where there are none.

    What the parser cannot open is given back as it is: it is read, or rejected, by the reader itself.
    """
    if not any(mark in data for mark in _MARKS):
        return data
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted or not _switched_off(reader):
            return data
        writer = PdfWriter(clone_from=reader)
        hidden = _switched_off(writer)
        seen: set[int] = set()
        for page in writer.pages:
            contents = page.get_contents()
            if contents is not None and _without(contents, page.get("/Resources"), hidden, writer, seen, 0):
                page.replace_contents(contents)
        written = io.BytesIO()
        writer.write(written)
        return written.getvalue()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return data


def _switched_off(pdf: Any) -> set[int]:
    """Object numbers of the layers that are off when the document is opened."""
    root = pdf.root_object if hasattr(pdf, "root_object") else pdf._root_object
    properties = _object(root.get("/OCProperties"))
    if not properties:
        return set()
    default = _object(properties.get("/D")) or {}
    layers = {_number(layer) for layer in _object(properties.get("/OCGs")) or ()}
    off = {_number(layer) for layer in _object(default.get("/OFF")) or ()}
    on = {_number(layer) for layer in _object(default.get("/ON")) or ()}
    return {number for number in ((layers - on) | off if default.get("/BaseState") == "/OFF" else off) if number}


def _without(content: Any, resources: Any, hidden: set[int], pdf: Any, seen: set[int], depth: int) -> bool:
    """Takes what is hidden out of a content stream, and out of the forms that it shows; whether it did."""
    resources = _object(resources) or {}
    properties: Any = _object(resources.get("/Properties")) or {}
    forms = _object(resources.get("/XObject")) or {}
    kept: list[Any] = []
    open_marks: list[bool] = []
    for operands, operator in content.operations:
        if operator in _BEGINS:
            layer = properties.raw_get(operands[1]) if _names_layer(operands, properties) else None
            open_marks.append(layer is not None and _is_hidden(layer, hidden))
        elif operator == b"EMC" and open_marks:
            open_marks.pop()
        if operator not in _SHOWS or not any(open_marks):
            if operator == b"Do" and not _show_form(operands, forms, resources, hidden, pdf, seen, depth):
                continue
            kept.append((operands, operator))
    changed = len(kept) < len(content.operations)
    if changed:
        content.operations = kept
    return changed


def _show_form(
    operands: Any, forms: Any, resources: Any, hidden: set[int], pdf: Any, seen: set[int], depth: int
) -> bool:
    """Whether a form is shown; what is hidden within it is taken out."""
    from pypdf.generic import ContentStream, NameObject

    name = operands[0] if operands else None
    if name not in forms:
        return True
    form = _object(forms[name])
    if "/OC" in form and _is_hidden(form.raw_get("/OC"), hidden):
        return False
    number = _number(forms.raw_get(name))
    if form.get("/Subtype") == "/Form" and number not in seen and depth < _DEEPEST:
        seen.add(number)
        content = ContentStream(form, pdf)
        if _without(content, form.get("/Resources", resources), hidden, pdf, seen, depth + 1):
            form.set_data(content.get_data())
            form.pop(NameObject("/Filter"), None)
    return True


def _names_layer(operands: Any, properties: Any) -> bool:
    return len(operands) > 1 and operands[0] == "/OC" and isinstance(operands[1], str) and operands[1] in properties


def _is_hidden(layer: Any, hidden: set[int]) -> bool:
    """Whether a layer, or a membership of several, is not shown."""
    if _number(layer) in hidden:
        return True
    held: Any = _object(layer)
    if getattr(held, "get", None) is None or held.get("/Type") != "/OCMD" or "/OCGs" not in held:
        return False
    groups = _object(held.raw_get("/OCGs"))
    off = [_number(one) in hidden for one in (groups if isinstance(groups, list) else [held.raw_get("/OCGs")])]
    policy = held.get("/P", "/AnyOn")
    shown = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}.get(policy, not all(off))
    return bool(off) and not shown


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _number(value: Any) -> int:
    """Of an object that is referred to; 0 for any other."""
    return int(getattr(value, "idnum", 0))
