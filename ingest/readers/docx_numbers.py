"""The numbers that Word writes itself before paragraphs: `一、`, `（二）`, `3.` are in no paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    f"{prefix}{name}" for prefix in ("chinese", "japanese", "taiwanese") for name in ("Counting", "CountingThousand")
)
_DIGITAL = frozenset(["ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"])
_CIRCLED = frozenset(["decimalEnclosedCircle", "decimalEnclosedCircleChinese"])
_PLACE = re.compile(r"%(\d)")
_DEEPEST_STYLE = 20


class _Level(NamedTuple):
    form: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._styles: dict[str | None, Any] = {style.get(f"{W}styleId"): style for style in document.styles.element}
        self._counts: dict[str, dict[int, int]] = {}
        related = [relation for relation in document.part.rels.values() if not relation.is_external]
        part = next((one.target_part for one in related if one.reltype.endswith("/numbering")), None)
        if part is not None:
            self._read(part.element if hasattr(part, "element") else _parsed(part.blob))

    def number_of(self, paragraph: Any) -> str:
        """The number that stands before a paragraph, or nothing. To be asked of every paragraph once, in order."""
        found = self._list_of(paragraph)
        if found is None or found[0] not in self._lists:
            return ""
        abstract, levels = self._lists[found[0]]
        depth = found[1]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, level)
            return _written(counts.get(at, other.start), other.form)

        return "" if level.form in ("bullet", "none") else _PLACE.sub(shown, level.text)

    def _read(self, root: Any) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            levels = (_level(level) for level in abstract.iter(f"{W}lvl"))
            abstracts[abstract.get(f"{W}abstractNumId")] = dict(levels)
        for number in root.iter(f"{W}num"):
            named = _value(number, "abstractNumId") or ""
            own = dict(abstracts.get(named, {}))
            overrides = list(number.iter(f"{W}lvlOverride"))
            for override in overrides:
                depth = int(override.get(f"{W}ilvl") or 0)
                for level in override.iter(f"{W}lvl"):
                    own[depth] = _level(level)[1]
                start = _value(override, "startOverride")
                if start and start.isdigit() and depth in own:
                    own[depth] = own[depth]._replace(start=int(start))
            identifier = number.get(f"{W}numId")
            # A list that starts anew counts for itself; all others of one kind go on counting together.
            self._lists[identifier] = (f"{named}/{identifier}" if overrides else named, own)

    def _list_of(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) that the paragraph names itself, or its style, or the style that this one is based on."""
        depth: int | None = None
        for holder in self._paragraph_and_styles(paragraph):
            own = holder.find(f"{W}pPr/{W}numPr")
            said = _value(own, "ilvl")
            depth = int(said) if depth is None and said and said.isdigit() else depth
            identifier = _value(own, "numId")
            if identifier is not None:
                return None if identifier == "0" else (identifier, depth or 0)
        return None

    def _paragraph_and_styles(self, paragraph: Any) -> Iterator[Any]:
        yield paragraph
        style = self._styles.get(_value(paragraph.find(f"{W}pPr"), "pStyle"))
        for _ in range(_DEEPEST_STYLE):
            if style is None:
                return
            yield style
            style = self._styles.get(_value(style, "basedOn"))


def _parsed(blob: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(blob)


def _level(level: Any) -> tuple[int, _Level]:
    start = _value(level, "start") or "1"
    form, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
    return int(level.get(f"{W}ilvl") or 0), _Level(form, text, int(start) if start.isdigit() else 1)


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _written(count: int, form: str) -> str:
    """A count as the list writes it; forms that no Chinese report uses are written in digits."""
    if form in _CHINESE:
        return chinese_numeral(count)
    if form in _DIGITAL:
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    if form in _CIRCLED and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if form in ("upperLetter", "lowerLetter") and 1 <= count <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + count - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    return str(count)


def chinese_numeral(count: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; from 100 on digit by digit, which no list of a report reaches."""
    if not 0 < count < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    tens, ones = divmod(count, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
