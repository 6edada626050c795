"""Lines → paragraphs: which line goes on in the next one.

A compositor breaks a line where the next word does not fit. So a line that would have had room for the first word of
the next one ends its paragraph; one that is full goes on, unless the next is set in, numbered or farther down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.numbers import is_cut
from ingest.readers.printed.blocks import Block

_INDENT = 0.8
"""Of the type's size: first lines of paragraphs are set in by two, lines of a ragged edge by a quarter."""
_ROOM = 0.9
"""Of the type's size: what justified lines may leave at their end though they are full."""
_PARAGRAPH_STEP = 1.45
"""Times the usual distance of lines."""
_UNIT = r"[“‘（《【「『〔(]*(?:[0-9A-Za-z.,%+/-]+|.)[，。、；：！？”’）》】」』〕%％‰,.;:!?)]*"
_FIRST_WORD = re.compile(rf"{_UNIT}(?:[“”‘’\"']+{_UNIT})*", re.S)
"""What a line does not part: numbers, words, marks that may not begin or end one, and, by UAX 14, what stands on
both sides of a quotation mark."""
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节部]"
    r"|\d{1,2}[.．、](?!\d)|[(（]\d{1,2}[)）]|[①-⑳]|附件?\s*\d*[:：]"
)
_ENDS = re.compile(r"[。！？!?.；;：:][”’」』）)]*$")
_LETTER = re.compile(r"[A-Za-z]")
_CENTRED = 1.5


def join_lines(blocks: Sequence[Block]) -> list[str]:
    """Paragraphs, headings and rows of tables, in order."""
    texts: list[str] = []
    before: Block | None = None
    usual = _usual_edges(blocks)
    breaks = any(_is_broken(block) for block in blocks)
    for block in (_widened(block, usual) for block in blocks):
        if before is not None and _goes_on(before, block, breaks):
            texts[-1] = _joined(texts[-1], block.text)
        else:
            texts.append(block.text)
        before = block
    return texts


def _usual_edges(blocks: Sequence[Block]) -> tuple[float, float]:
    """(left, right) of the column of text that most lines stand in."""
    counts = Counter((round(block.left), round(block.right)) for block in blocks if block.row)
    return counts.most_common(1)[0][0] if counts else (0, 0)


def _widened(block: Block, usual: tuple[float, float]) -> Block:
    """A page with few lines does not show how wide its column is: those of the others do."""
    if block.row is None or block.left < usual[0] - block.row.size or block.right > usual[1] + block.row.size:
        return block
    return block._replace(left=min(block.left, usual[0]), right=max(block.right, usual[1]))


def _joined(text: str, more: str) -> str:
    """Nothing stands between the lines of Chinese text; words of letters are set apart again."""
    apart = _LETTER.match(more) and (_LETTER.match(text[-1:]) or text[-1:] in ",.;:!?")
    apart = apart or (_LETTER.match(text[-1:]) and more[:1].isascii() and more[:1].isalnum())
    return f"{text} {more}" if apart else text + more


def _is_broken(block: Block) -> bool:
    """Whether a line reaches the edge of its column within a sentence."""
    if block.row is None or _ENDS.search(block.text):
        return False
    return block.right - block.row.right < 2 * block.row.size


def _goes_on(above: Block, below: Block, breaks: bool) -> bool:
    """Whether the lower line belongs to the paragraph of the upper one; `breaks` where any line of the text does."""
    if above.row is None or below.row is None:
        return False
    if _is_title_line(above) and _is_title_line(below) and _has_room(below):
        same = abs(above.row.size - below.row.size) < 0.1 * above.row.size
        return same and 0 < below.row.y - above.row.y < 2.2 * above.row.size
    size = min(above.row.size, below.row.size)
    if max(above.row.size, below.row.size) > 1.15 * size:
        return False
    if below.row.left - below.left > _INDENT * size:
        return False
    if _OPENS.match(below.text) and _ENDS.search(above.text):
        return False
    if not breaks and _ENDS.search(above.text):
        return False
    step = below.row.y - above.row.y
    if above.pitch and step > _PARAGRAPH_STEP * max(above.pitch, size):
        return False
    return _is_full(above, below, size) or is_cut(above.text, below.text)


def _is_full(above: Block, below: Block, size: float) -> bool:
    """Whether the first word of the next line had no room at the end of this one."""
    assert above.row is not None
    word = _FIRST_WORD.match(below.text)
    width = size * sum(0.55 if character.isascii() else 1 for character in (word[0] if word else " "))
    return above.right - above.row.right < width + _ROOM * size


def _has_room(block: Block) -> bool:
    """Whether a line begins behind the edge of its column and ends before it."""
    assert block.row is not None
    room = block.row.size
    return block.row.left - block.left > room and block.right - block.row.right > room


def _is_title_line(block: Block) -> bool:
    """Whether a line stands in the middle of its column and is no sentence. A full line of prose does too."""
    assert block.row is not None
    left, right, size = block.row.left, block.row.right, block.row.size
    # Where a column holds nothing but the title, its own edges say nothing.
    measured = block.right - block.left > 0.35 * block.page_width
    middle = (block.left + block.right) / 2 if measured else block.page_width / 2
    return abs((left + right) / 2 - middle) < _CENTRED * size and len(block.text) <= 40 and not _ENDS.search(block.text)
