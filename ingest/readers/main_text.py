"""Which lines of a page are the article: those of the element that holds its sentences."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ingest.readers.blocks import BlockWalk, Element, Line

_NOISE_SHARE = 0.3
"""An element that holds more of the page's sentences is the article, whatever its name says."""


@cache
def _noise_line() -> re.Pattern[str]:
    listed = Path(__file__).with_name("noise_lines.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in listed if line))


def _add_scores(walk: BlockWalk) -> list[int]:
    """Scores of the lines; every element gets the sum of its own and its descendants'."""
    scores = [0 if _noise_line().match(line.text) else line.score for line in walk.lines]
    for line, score in zip(walk.lines, scores, strict=True):
        walk.elements[line.element].score += score
    for index in range(len(walk.elements) - 1, 0, -1):
        walk.elements[walk.elements[index].parent].score += walk.elements[index].score
    return scores


def _drop_noise(walk: BlockWalk, scores: list[int]) -> list[bool]:
    """Which lines stand in an element that is named as noise and holds little of the page's sentences."""
    dropped = [False] * len(walk.lines)
    total = walk.elements[0].score
    for index in range(1, len(walk.elements)):
        element = walk.elements[index]
        if not element.noisy or element.score > _NOISE_SHARE * total:
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
        elements[inner].score, elements[inner].noisy = 0, False
        pending += elements[inner].children


def _article(elements: list[Element]) -> Element:
    """The innermost element that holds every sentence of the page."""
    here = elements[0]
    while True:
        inside = [elements[index] for index in here.children if elements[index].score]
        if len(inside) != 1 or inside[0].score < here.score:
            return here
        here = inside[0]


def split_page(walk: BlockWalk) -> tuple[list[Line], list[Line]]:
    """(lines of the article, lines that stand before its first sentence but not in it), in page order.

    No sentence is given up: where two elements hold sentences, both are taken. Lines that are only links, or
    of a kind listed in `noise_lines.txt`, are not part of the article.
    """
    scores = _add_scores(walk)
    dropped = _drop_noise(walk, scores)
    article = _article(walk.elements)
    first_sentence = next((number for number, score in enumerate(scores) if score), len(walk.lines))
    inside: list[Line] = []
    before: list[Line] = []
    for number, line in enumerate(walk.lines):
        held = article.first_line <= number < article.end_line
        noise = dropped[number] or _noise_line().match(line.text) or _is_link(line)
        if held and not noise:
            inside.append(line)
        elif number < first_sentence and not _is_link(line):
            before.append(line)
    return inside, before


def _is_link(line: Line) -> bool:
    return line.linked * 10 > len(line.text) * 7
