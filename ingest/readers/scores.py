"""How much of a page's sentences each line and element holds, without what is named as menus and footers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ingest.readers.blocks import BlockWalk, Element
from ingest.readers.labels import is_label_line

_LONGEST_NOISE = 200
_NOISE_SHARE = 0.3
"""An element that holds more of the page's sentences is the article, whatever its name says."""

_HIDDEN_SHARE = 0.6
"""As much for one that the page hides: with more, it is the article itself, which a script shows."""


@cache
def _noise_line() -> re.Pattern[str]:
    listed = Path(__file__).with_name("noise_lines.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in listed if line))


def is_noise(text: str) -> bool:
    """Whether a line is never of an article: a button, a switch, where in the site the page stands."""
    return len(text) <= _LONGEST_NOISE and bool(_noise_line().match(text))


def add_scores(walk: BlockWalk) -> list[int]:
    """Scores of the lines; every element gets the sum of its own and its descendants'."""
    scores = [line.score if line.score and not _is_chrome(line.text) else 0 for line in walk.lines]
    sum_scores(walk, scores)
    return scores


def sum_scores(walk: BlockWalk, scores: list[int]) -> None:
    """Gives every element the sum of the scores of its lines, those of its descendants among them."""
    for element in walk.elements:
        element.score = 0
    for line, score in zip(walk.lines, scores, strict=True):
        walk.elements[line.element].score += score
    for index in range(len(walk.elements) - 1, 0, -1):
        walk.elements[walk.elements[index].parent].score += walk.elements[index].score


def _is_chrome(text: str) -> bool:
    return is_noise(text) or is_label_line(text)


def drop_noise(walk: BlockWalk, scores: list[int]) -> list[bool]:
    """Which lines stand in an element that is named as noise and holds little of the page's sentences."""
    dropped = [False] * len(walk.lines)
    total = walk.elements[0].score
    for index in range(1, len(walk.elements)):
        element = walk.elements[index]
        most = _HIDDEN_SHARE if element.hidden else _NOISE_SHARE
        if not (element.noisy or element.hidden) or element.score > most * total:
            continue
        for line in range(element.first_line, element.end_line):
            dropped[line] = True
            scores[line] = 0
        lost, above = element.score, index
        while above >= 0 and lost:
            walk.elements[above].score -= lost
            above = walk.elements[above].parent
        _clear(walk.elements, index)
    return dropped


def _clear(elements: list[Element], index: int) -> None:
    """Takes noise and score from everything below an element that is dropped as a whole."""
    pending = list(elements[index].children)
    while pending:
        inner = pending.pop()
        elements[inner].score, elements[inner].noisy, elements[inner].hidden = 0, False, False
        pending += elements[inner].children
