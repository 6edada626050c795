"""Numbers and the ends of lines: what a line's end parted is one number, what stands below another number is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBER_ENDS = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)[.,]?\s*$")
_NUMBERED_THING = re.compile(r"(?:附件|附表|[表图第注]|[A-Za-z(（〔\[])\s*\d+\s*$")
"""`附件1`, `（1`: such a number goes on in no line below."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER_GOES_ON = re.compile(r"\s*(?:\d+(?:[.,]\d+)*\s*(?=[\u4e00-\u9fff%％‰])|[.,]\d+\s*(?=[\u4e00-\u9fff%％‰]))")
"""`083件`, `8%`, `.8%`: not `1.`, `2、` and `3)`, which number a line."""
_UNIT_GOES_ON = re.compile(
    r"\s*(?:[余多]?[万亿千百]?(?:[个件次人名场期项份部条起家户宗例元%％‰批班支间套台辆册篇张幅块座米吨倍]|个?百分点|公里|平方)"
    r"|[余多]?[万亿千百])次?(?=[，。；、,;)）\s]|$)"
)
"""`件，`, `余万元。`: at the end of a clause, so that the next row of a table, `项目 22`, is none."""
_CHINESE_ENDS = re.compile(r"(?<![第统唯同之单专万])[一二两三四五六七八九十百千万亿零〇]$")
_SHARE_ENDS = re.compile(r"[百千万]分之[一二三四五六七八九十百零点]*$")
_SHARE_GOES_ON = re.compile(r"[一二三四五六七八九十百零点]+(?![、.．一二三四五六七八九十百零点])")
_CHINESE_GOES_ON = re.compile(r"\s*[一二两三四五六七八九十百千万亿零〇]+[余多]?(?:[件人名起场户项万元%％次]|个(?!是))")
_MAY_CUT = re.compile(
    r"[\d之点零一二两三四五六七八九十百千万亿][.,]?[ \t\r\u3000]*\n[ \t\u3000]*[.,\d\u4e00-\u9fff%％]"
)
_MOVED = re.compile(r"([ \t\u3000]*)([\d.,]*\s?[\u4e00-\u9fff%％‰]{0,6})")
"""What goes up to the number: its other digits, and the word behind them with what follows at once."""
_AFTER_GAP = re.compile(r"[ \t\u3000]\d[\d.,]*\s*$")
"""A number that is set apart, as in a table of plain text."""
_VALUE = re.compile(r"\s*[-+−]?\d[\d,.]*\s*(?:[%％‰]|[\u4e00-\u9fff]{0,4})\s*")
"""A line that holds a number alone, with its measure word or without: `962`, `1,083件`, `12.6%`."""
_BARE = re.compile(r"\s*[-+−]?\d[\d,.]*\s*")
_LONGEST_ABOVE = 20_000
_TAIL = 60
"""Characters at the end of a line in which a number may stand."""
_LEAST_ABOVE = 5
"""Han characters of a paragraph that can break off within a number."""


def is_cut(above: str, below: str, *, paragraphs: bool = False) -> bool:
    """Whether the end of a line stands within a number, or between it and its measure word: `1` and `083件`, `95.` and
    `8%`. Between paragraphs it has to stand between digits, and the upper one has to be a sentence."""
    if not _HAN.search(above) or len(above) > _LONGEST_ABOVE or "|" in above or "|" in below:
        return False
    end = above[-_TAIL:]
    ends = _NUMBER_ENDS.search(end)
    if ends is None:
        is_share = _SHARE_ENDS.search(end) and _SHARE_GOES_ON.match(below)
        return not paragraphs and bool(is_share or (_CHINESE_ENDS.search(end) and _CHINESE_GOES_ON.match(below)))
    if _NUMBERED_THING.search(end):
        return False
    goes_on = bool(_NUMBER_GOES_ON.match(below))
    if goes_on and _YEAR.fullmatch(ends["number"]) and not below.lstrip().startswith(("0", ".", ",")):
        return False
    if paragraphs:
        return goes_on and len(_HAN.findall(above)) >= _LEAST_ABOVE
    return goes_on or bool(_UNIT_GOES_ON.match(below))


def joined_cuts(lines: Sequence[str], *, paragraphs: bool = False) -> list[str]:
    """The lines with those joined that a number's break parted."""
    joined: list[str] = []
    for line in lines:
        if joined and is_cut(joined[-1], line, paragraphs=paragraphs):
            joined[-1] = joined[-1].rstrip() + line.lstrip()
        else:
            joined.append(line)
    return joined


def whole_numbers(text: str) -> str:
    """The text with the end of a line moved behind the number and the words that it parted: `1⏎083件，` → `1083件⏎，`.

    No character is lost and none is added, so that offsets elsewhere index the text as it was.
    """
    if not _MAY_CUT.search(text):
        return text
    lines = text.split("\n")
    for number in range(1, len(lines)):
        above, below = lines[number - 1], lines[number]
        moved = _MOVED.match(below)
        if moved and moved[2] and not _AFTER_GAP.search(above[-_TAIL:]) and is_cut(above.rstrip(), below):
            bare = above.rstrip()
            lines[number - 1] = bare + moved[2] + above[len(bare) :]
            lines[number] = moved[1] + below[moved.end() :]
    return "\n".join(lines)


def is_value(line: str) -> bool:
    """Whether a line of a cell holds a number alone."""
    return bool(_VALUE.fullmatch(line))


def one_cell(lines: Sequence[str]) -> str:
    """The lines of a cell as one: with a blank between them, with a semicolon between two numbers."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text[-1:].isdigit() and line[:1].isdigit():
            is_one = _BARE.fullmatch(line) is None and line[0] == "0" and line[:2].isdigit()
            text += ("" if is_one else "；") + line
        elif text[-1:] in ".," and line[:1].isdigit():
            text += line
        else:
            text += (" " if text else "") + line
    return text


def split_rows(row: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows that one row of a table holds, given the lines of each cell: as many as its cells have lines, where
    labels and numbers stand line by line beside each other. Else one row, see `one_cell`.
    """
    counts = {len(cell) for cell in row if len(cell) > 1}
    several = [cell for cell in row if len(cell) > 1]
    single = [cell for cell in row if len(cell) == 1]
    values = [cell for cell in several if all(map(is_value, cell))]
    labels = [cell for cell in several if not any(map(is_value, cell))]
    if len(counts) != 1 or not values or not labels or any(is_value(cell[0]) for cell in single):
        return [[one_cell(cell) for cell in row]]
    (count,) = counts
    return [[cell[number] if len(cell) > 1 else "".join(cell) for cell in row] for number in range(count)]
