"""What a Word file shows of its runs: struck, hidden and white ones are left out, raised ones are marks."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.raised import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_UNSEEN = ("strike", "dstrike", "vanish")
_PLAIN_GROUNDS = frozenset({None, "auto", "FFFFFF", "ffffff"})
_SMALLEST = 4
"""Half points. Smaller type is not seen."""
_LEAST_LIFT = 4
"""Half points by which a mark stands above the line."""
_DEEPEST = 20
"""Of styles that are based on each other."""
_BEGIN, _END = "\x01", "\x02"
_RAISED = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_JOINT = f"{_END}{_BEGIN}"

Look = dict[str, bool]
"""Of `strike`, `dstrike`, `vanish`, `tiny`, `white`, `raised`, `lifted` and `lowered` those that are said, and whether
they are on."""


class Looks:
    """How runs look, by their own properties and by the styles of the document."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
        default = next(document.styles.element.iter(f"{W}rPrDefault"), None)
        self._default = _said(default.find(f"{W}rPr")) if default is not None else {}
        self._of_style: dict[str | None, Look] = {None: {}}

    def of(self, run: Any, paragraph_style: str | None) -> Look:
        """What holds for a run in a paragraph of a style."""
        properties = run.find(f"{W}rPr")
        style = _value(properties, "rStyle") if properties is not None else None
        return self._default | self._styled(paragraph_style) | self._styled(style) | _said(properties)

    def _styled(self, name: str | None) -> Look:
        if name not in self._of_style:
            look: Look = {}
            above: str | None = name
            for _ in range(_DEEPEST):
                style = self._styles.get(above)
                if style is None:
                    break
                look = _said(style.find(f"{W}rPr")) | look
                above = _value(style, "basedOn")
            self._of_style[name] = look
        return self._of_style[name]


def style_of(paragraph: Any) -> str | None:
    """The name of a paragraph's style."""
    properties = paragraph.find(f"{W}pPr")
    return _value(properties, "pStyle") if properties is not None else None


def is_unseen(look: Look) -> bool:
    """Whether a run is struck out, hidden or of no size."""
    return any(look.get(name) for name in (*_UNSEEN, "tiny"))


def is_on_white(run: Any) -> bool:
    """Whether nothing around a run gives it a ground of its own: no shading, no table with shading, no text box."""
    for outer in run.iterancestors():
        if outer.tag == f"{W}p" and any(_is_ground(one) for one in outer.iterfind(f"{W}pPr/{W}shd")):
            return False
        has_shading = outer.tag == f"{W}tbl" and any(map(_is_ground, outer.iter(f"{W}shd")))
        has_style = outer.tag == f"{W}tbl" and _value(outer.find(f"{W}tblPr"), "tblStyle") is not None
        if has_shading or has_style or outer.tag == f"{W}txbxContent":
            return False
        if outer.tag == f"{W}document":
            return outer.find(f"{W}background") is None
    return True


def _is_ground(shading: Any) -> bool:
    return shading.get(f"{W}fill") not in _PLAIN_GROUNDS or bool(shading.get(f"{W}themeFill"))


def as_raised(text: str) -> str:
    """The text of a raised run, marked for `with_marks`."""
    return f"{_BEGIN}{text}{_END}" if text else ""


def with_marks(text: str) -> str:
    """The text of a paragraph with its raised parts as they are to be read, see `raised`."""
    if _BEGIN not in text:
        return text
    return _RAISED.sub(_read, text.replace(_JOINT, ""))


def _read(match: re.Match[str]) -> str:
    instead = raised(match[1], match.string[max(0, match.start() - 8) : match.start()])
    return match[1] if instead is None else instead


def _said(properties: Any) -> Look:
    if properties is None:
        return {}
    look = {
        name: properties.find(f"{W}{name}").get(f"{W}val", "1") not in _OFF
        for name in _UNSEEN
        if properties.find(f"{W}{name}") is not None
    }
    size, lift = _value(properties, "sz"), _value(properties, "position")
    look |= {"tiny": int(size) <= _SMALLEST} if size and size.isdecimal() else {}
    look |= {"lifted": int(lift) >= _LEAST_LIFT} if lift and lift.isdecimal() else {}
    colour, ground = _value(properties, "color"), properties.find(f"{W}shd")
    if colour:
        is_bare = (ground is None or not _is_ground(ground)) and properties.find(f"{W}highlight") is None
        look["white"] = colour.upper() == "FFFFFF" and is_bare
    aligned = _value(properties, "vertAlign")
    return look | ({"raised": aligned == "superscript", "lowered": aligned == "subscript"} if aligned else {})


def _value(element: Any | None, name: str) -> str | None:
    found = element.find(f"{W}{name}") if element is not None else None
    value: str | None = found.get(f"{W}val") if found is not None else None
    return value
