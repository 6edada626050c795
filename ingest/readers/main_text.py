"""Which lines of a page are the article: where its sentences stand, without what the site prints around them."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from ingest.readers.blocks import BlockWalk, Element, Line
from ingest.readers.labels import is_label_line, labels_in_line
from ingest.readers.scores import add_scores, drop_noise, is_noise
from ingest.readers.teasers import drop_teasers

_CORE_SHARE = 0.5
"""The core of the article is the innermost element that holds more than this share of the page's sentences."""
_LARGE_SHARE = 0.2
"""An element with more of the page's sentences is of the article wherever it stands."""
_FOREIGN_LINKS = 0.3
"""Beside the core, an element whose characters stand in links to this share is a list of other articles."""
_LEAST_COPIED = 3
_COPIED_SHARE = 0.8
"""Of at least three sentences, those that stood on the page before: then the rest of them did so in other words."""
_SHORT = 25
"""Characters. Above the first sentence, a shorter line without a Chinese character is a widget, or a value of one."""
_HAN = re.compile("[\u2e80-\u9fff]")


@cache
def _kind(name: str) -> re.Pattern[str]:
    """Lines of one kind in `line_kinds.tsv`."""
    with Path(__file__).with_name("line_kinds.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return re.compile("|".join(f"(?:{row['pattern']})" for row in rows if name in row["kind"].split()))


def ends_article(text: str) -> bool:
    """Whether a line stands below articles: buttons, neighbours, what a site says of itself."""
    return bool(_kind("end").match(text) or _kind("site").search(text))


def split_page(walk: BlockWalk) -> tuple[list[Line], list[Line]]:
    """(lines of the article, lines that stand above its first sentence but are not of it), in page order.

    Where several elements hold sentences, all of them are taken but those that are named as noise, are mostly
    links, speak of the site, or stand above the title or behind the article's end.
    """
    return _Article(walk).split()


class _Article:
    def __init__(self, walk: BlockWalk) -> None:
        self.lines, self.elements = walk.lines, walk.elements
        self.scores = add_scores(walk)
        self.dropped = drop_noise(walk, self.scores)
        drop_teasers(walk, self.scores, self.dropped)
        self.noise = [
            gone or _is_link(line) or is_noise(line.text) for gone, line in zip(self.dropped, self.lines, strict=True)
        ]

    def split(self) -> tuple[list[Line], list[Line]]:
        own = self._sentences()
        if not own:
            return self._without_sentences()
        first, last = own[0], own[-1]
        holder = self._holder(own)
        begin = self._extended(min(first, holder.first_line), -1, "opening")
        end = self._extended(max(last, holder.end_line - 1), +1, "closing")
        foreign = {n for n, score in enumerate(self.scores) if score} - set(own)
        opening = self._opening(begin, first)
        body = [n for n in range(first, self._cut(last, end) + 1) if not self.noise[n] and n not in foreign]
        body = [n for n in body if n <= last or not is_label_line(self.lines[n].text)]
        taken = {*opening, *body}
        before = [line for n, line in enumerate(self.lines[:first]) if n not in taken and not _is_link(line)]
        return [self.lines[n] for n in sorted(taken)], before

    def _without_sentences(self) -> tuple[list[Line], list[Line]]:
        """A page of headings, labels or a table: whatever is neither noise nor label."""
        kept = [n for n in range(len(self.lines)) if not self.noise[n] and not is_label_line(self.lines[n].text)]
        rest = set(range(len(self.lines))) - set(kept)
        return [self.lines[n] for n in kept], [self.lines[n] for n in sorted(rest) if not _is_link(self.lines[n])]

    def _sentences(self) -> list[int]:
        """Numbers of the lines that hold the article's sentences."""
        total = self.elements[0].score
        if not total:
            return []
        core = _descend(self.elements, 0, _CORE_SHARE * total)
        held = self._without_footers(core)
        sentences = [n for span in held for n in range(*span) if self.scores[n]]
        if not sentences:
            return []
        begun, ended = sentences[0], sentences[-1]
        title = self._title_above(begun, self.elements[core].first_line)
        stop = next((n for n in range(ended + 1, len(self.lines)) if self._is_behind(n)), len(self.lines))
        seen = {self.lines[n].text for n in sentences}
        inside, above = core, self.elements[core].parent
        while above >= 0:
            for one in self._beside(above, inside):
                in_place = title < one[0] < stop or sum(self.scores[slice(*one)]) > _LARGE_SHARE * total
                if in_place and not self._is_foreign(*one) and not self._is_copy(one, seen):
                    held.append(one)
            inside, above = above, self.elements[above].parent
        return sorted({n for span in held for n in range(*span) if self.scores[n]})

    def _without_footers(self, core: int) -> list[tuple[int, int]]:
        """Spans of lines of the core, without those of its children that are the site's footer or repeat another."""
        spans = self._beside(core, -1)
        footer = _kind("footer")
        kept = [one for one in spans if not any(footer.search(line.text) for line in self.lines[slice(*one)])] or spans
        seen: set[str] = set()
        return [one for one in kept if not self._is_copy(one, seen)]

    def _is_copy(self, span: tuple[int, int], seen: set[str]) -> bool:
        """Whether the sentences of a span stood on the page before, as where it has a version for print."""
        own = [self.lines[n].text for n in range(*span) if self.scores[n]]
        known = sum(text in seen for text in own)
        seen.update(own)
        return len(own) >= _LEAST_COPIED and known >= _COPIED_SHARE * len(own)

    def _beside(self, above: int, inside: int) -> list[tuple[int, int]]:
        """Spans of lines in one element beside another one within: of its other children, and of its own lines."""
        spans = []
        at = self.elements[above].first_line
        for child in self.elements[above].children:
            one = self.elements[child]
            spans += [(n, n + 1) for n in range(at, one.first_line)]
            if child != inside:
                spans.append((one.first_line, one.end_line))
            at = one.end_line
        spans += [(n, n + 1) for n in range(at, self.elements[above].end_line)]
        return [span for span in spans if any(self.scores[span[0] : span[1]])]

    def _is_foreign(self, start: int, end: int) -> bool:
        lines = self.lines[start:end]
        linked = sum(line.linked for line in lines)
        if linked > _FOREIGN_LINKS * sum(len(line.text) for line in lines):
            return True
        return any(_kind("site").search(line.text) for line in lines)

    def _holder(self, own: list[int]) -> Element:
        """The innermost element that holds all of these lines."""
        here = 0
        while True:
            inside = [
                child
                for child in self.elements[here].children
                if self.elements[child].first_line <= own[0] and own[-1] < self.elements[child].end_line
            ]
            if not inside:
                return self._around(self.elements[here]) if own[0] == own[-1] else self.elements[here]
            here = inside[0]

    def _around(self, leaf: Element) -> Element:
        """Of a sentence alone in its element, as where each line has one of its own: the element of its neighbours,
        as far as nothing of the site stands between them."""
        while leaf.parent >= 0:
            parent = self.elements[leaf.parent]
            span = range(parent.first_line, parent.end_line)
            if any(self.noise[n] or self._ends(n) or _kind("site").search(self.lines[n].text) for n in span):
                break
            leaf = parent
        return leaf

    def _extended(self, at: int, step: int, kind: str) -> int:
        """The article's first or last line, where salutation, heading or signature stand in elements of their own."""
        while 0 <= at + step < len(self.lines):
            line = self.lines[at + step]
            if self.noise[at + step] or self.scores[at + step] or not _kind(kind).match(line.text):
                break
            at += step
        return at

    def _title_above(self, first: int, core: int) -> int:
        """The last title above a line; -1 without one. Sentences above it are not the article's.

        From `core` on, where the article begins, `…工作情况` may as well be a heading of its own.
        """
        found = -1
        for number in range(first):
            if self._is_title(number) and (number < core or _kind("named").search(self.lines[number].text)):
                found = number
        return found

    def _is_title(self, number: int) -> bool:
        line = self.lines[number]
        if self.noise[number] or self.scores[number] or " | " in line.text or line.text.startswith("•"):
            return False
        return bool(_kind("title").match(line.text)) and not is_label_line(line.text)

    def _opening(self, begin: int, first: int) -> list[int]:
        """The lines between the top of the article's element and its first sentence that are the article's."""
        start = begin
        for number in range(begin, first):
            if self._is_title(number):
                start = number
            elif not self.noise[number] and _kind("begun").match(self.lines[number].text):
                break
        while start > begin and _kind("organ").match(self.lines[start - 1].text):
            start -= 1
        return [number for number in range(start, first) if not self._is_widget(number)]

    def _is_widget(self, number: int) -> bool:
        text = self.lines[number].text
        if self.noise[number] or is_label_line(text) or _kind("stamp").match(text):
            return True
        if " | " in text and any(labels_in_line(text)):
            return True
        return len(text) < _SHORT and not _HAN.search(text)

    def _cut(self, last: int, end: int) -> int:
        """The last line before what ends the article: buttons, neighbours, the site's footer."""
        for number in range(last + 1, end + 1):
            if ends_article(self.lines[number].text):
                return number - 1
        return end

    def _is_behind(self, number: int) -> bool:
        """Whether the article has ended here: with the day of its signing, or with what sites print below."""
        return self._ends(number) or bool(_kind("signed").match(self.lines[number].text))

    def _ends(self, number: int) -> bool:
        return bool(_kind("end").match(self.lines[number].text))


def _descend(elements: list[Element], here: int, least: float) -> int:
    """The innermost element below `here` that holds more than `least` of score."""
    while True:
        inside = [child for child in elements[here].children if elements[child].score > least]
        if not inside:
            return here
        here = inside[0]


def _is_link(line: Line) -> bool:
    return line.linked * 10 > len(line.text) * 7
