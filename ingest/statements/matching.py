"""Which indicator a statement is: patterns over its object, deed, subject matter and unit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.indicators.clauses import Window
from ingest.indicators.views import Line
from ingest.model import Figure
from ingest.statements.objects import Phrase, phrase_of
from ingest.statements.vocabulary import Pattern, Vocabulary, load_vocabulary

_SUFFIX = re.compile(r"(?:数量|总数|总量|人数|件数|次数|数|量|工作|情况|活动|等|的|”|“|（.{0,8}）|\s)+$")
# What makes no object: `全年累计`, `年内`.
_LIGHT = re.compile(
    r"全年|年内|今年|本年度?|20\d\d ?年度?|全(?:省|市|县|区|州|旗|镇|乡|街道|系统)|我(?:省|市|县|区|州|旗|镇|乡|街道|局)|各级|共|累计|共计|已|先后|分别|其中|截至目前|目前|现|"
    r"成功|依法|主动|及时|全部|均|并|再|又|还|一年来|当年|每年|期间|各类|各项|有关|相关|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九]是|\d+[.．、]|[的了，、：:）（()“”\s]|"
    r"经审查后|经审查|经审理|审查后|直接|专题|专门|专项|集中|统一|组织|积极|通过|市政府|县政府|区政府|行政机关|后|含|经|年度|次|先后|历史性|方式|以|新|宣布|产生|因退休|成功|决定|人员|调解和解|机构|和|现|向[省市县区].{0,12}$|对|由|为|将|一并|累计|并|全市|等|各|达|余"
)


# Words that may stand before a generic noun and say nothing of which: `各类`, `我区`, `转来的`.
_NEUTRAL = re.compile(
    r"各类|各种|各级|各项|全部|有效|上级|转来|转办|承办|办理|群众|市民|企业和?|行政机关|行政|法治|普法|宣传|主题|专题|系列|集中|大型|线上|线下|开展|组织|举办|依法|年度|新收|一审|"
    r"受理|收到|审结|办结|市级|县级|区级|省级|本级|我[市县区省局]|全[市县区省]|[市县区省]政府|人民政府|另有|当年|同期|以来|所有|上述"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that a statement fulfils, and how well."""

    pattern: Pattern
    head: bool
    """Whether the object itself is the pattern's; else one of its words is, or there is none."""
    bare: bool
    deed: int
    """0 no deed asked for, 1 in the figure's own words, 2 taken over from a figure beside it."""
    topic: int
    """0 none asked for or in the figure's own words, n: named n clauses before, 9 in the heading."""
    length: int
    """Characters of the object's word."""

    @property
    def rank(self) -> tuple[int, ...]:
        """How specific the match is; the greatest wins."""
        pattern = self.pattern
        asked = (pattern.deed != 0 or bool(pattern.deed_words)) + (pattern.topic != 0) + bool(pattern.around or pattern.around_words)
        return (self.head, not self.bare, self.deed != 2, -min(self.topic, 3), asked, self.length)


@lru_cache(maxsize=256)
def _mask_of(text: str) -> int:
    """The union of the masks of all words in a title."""
    vocabulary = load_vocabulary()
    union = 0
    for word, _, _ in vocabulary.finder.find(text):
        union |= vocabulary.masks[word]
    return union


class Context:
    """One line's mentions, and for each figure what the patterns ask for."""

    def __init__(self, line: Line, heading: str, above: int = 0) -> None:
        self.line = line
        self.vocabulary: Vocabulary = load_vocabulary()
        found = self.vocabulary.finder.find(line.text)
        found.sort(key=lambda mention: (mention[1], -mention[2]))
        self._found = found
        self._starts = [start for _, start, _ in found]
        self._heading = above
        self._unit_before = ""
        self._title = _mask_of(line.title)
        masks = self.vocabulary.masks
        for word, _, _ in self.vocabulary.finder.find(heading) if heading else ():
            self._heading |= masks[word]
        self.deeds_of: list[int] = []
        self.heads_of: list[int] = []

    def between(self, start: int, end: int) -> list[tuple[int, int, int]]:
        left = bisect_left(self._starts, start)
        return [m for m in self._found[left : bisect_left(self._starts, end, left)] if m[2] <= end]

    def mask(self, start: int, end: int) -> int:
        union = 0
        masks = self.vocabulary.masks
        for word, _, _ in self.between(start, end):
            union |= masks[word]
        return union

    def match(self, place: int, figure: Figure) -> tuple[Match | None, Phrase, list[Match], bool]:
        """The best match of the line's figure `place`; figures have to be asked for in order."""
        line, window = self.line, self.line.windows[place]
        nouns = [(b, e) for w, b, e in self.between(window.before[0], window.after[1]) if self.vocabulary.masks[w] & ~self.vocabulary.deeds]
        phrase = phrase_of(line.text, window.before, window.after, nouns)
        own = self.mask(*window.before) | self.mask(*window.after)
        clause_end = self._clause_end(window)
        deeds = own & self.vocabulary.deeds
        inherited = 0
        if not deeds:
            if place and self._coordinated(place):
                inherited = self.deeds_of[place - 1]
            later = self.mask(window.after[0], clause_end) & self.vocabulary.deeds
            inherited |= later
        self.deeds_of.append(deeds or inherited)
        heads, length = self._heads(phrase)
        carried = 0
        generic = bool(heads) and not heads & ~self.vocabulary.generic_heads
        bare = not heads and (phrase.object is None or self._light(phrase.object))
        if bare and place and self._coordinated(place) and self._unit_before == figure.unit:
            carried = self.heads_of[-1]
        self.heads_of.append(heads or carried)
        self._unit_before = figure.unit
        thing = line.text[slice(*phrase.object)] if phrase.object else ""
        if figure.measure == "point_change":
            candidates: Sequence[Pattern] = self.vocabulary.by_unit.get("%", ())
        elif figure.measure == "change" and figure.unit in ("%", "倍"):
            candidates = self.vocabulary.counts
        else:
            candidates = self.vocabulary.by_unit.get(figure.unit, ())
        sentence = None
        found: list[Match] = []
        words_before, words_after = line.text[window.before[0] : window.before[1]], line.text[window.after[0] : clause_end]
        own_after = line.text[slice(*window.after)]
        for pattern in candidates:
            head = bool(heads & pattern.object) or any(thing.endswith(word) for word in pattern.object_words)
            again = not head and bool(carried & pattern.object)
            if not (head or again or (bare and pattern.bare)):
                continue
            deed = 0
            if pattern.deed or pattern.deed_words:
                if deeds & pattern.deed or any(word in words_before or word in words_after for word in pattern.deed_words):
                    deed = 1
                elif not deeds and inherited & pattern.deed:
                    deed = 2
                else:
                    continue
            if head and generic and self._modified(phrase, pattern, length):
                continue
            if pattern.no_deed & deeds:
                continue
            if own & pattern.unless or any(word in words_before or word in own_after for word in pattern.unless_words):
                continue
            if pattern.unless_sentence and self.mask(*window.sentence) & pattern.unless_sentence:
                continue
            topic = self._topic(pattern.topic, own, window)
            if topic is None:
                continue
            if pattern.around or pattern.around_words:
                sentence = line.text[slice(*window.sentence)] if sentence is None else sentence
                near = self.mask(*window.sentence) & pattern.around or any(word in sentence for word in pattern.around_words)
                if not near:
                    item = (window.item, window.sentence[1])
                    if self.mask(*item) & pattern.around or self._heading & pattern.around:
                        topic = max(topic, 5)
                    elif self._title & pattern.around or any(word in line.title for word in pattern.around_words):
                        topic = max(topic, 6)
                    else:
                        continue
            found.append(Match(pattern, head, not head and not again, deed, topic, length if head else 0))
        best = max(found, key=lambda match: match.rank, default=None)
        return best, phrase, found, bare

    def _heads(self, phrase: Phrase) -> tuple[int, int]:
        """Concepts that the object is, and the characters of the longest word that says so."""
        if phrase.object is None:
            return 0, 0
        start, end = phrase.object
        text = self.line.text
        masks = self.vocabulary.masks
        ends = {end, end + 1}
        match = _SUFFIX.search(text, start, end)
        if match and match.start() > start:
            ends.add(match.start())
        union, longest = 0, 0
        mentions = [m for m in self.between(start, end + 1) if m[2] in ends]
        if mentions:
            longest = max(stop - begin for _, begin, stop in mentions)
            for word, begin, stop in mentions:
                if stop - begin == longest or stop - begin >= 4:
                    union |= masks[word]
        # A list of equals is each of them: `参考率、合格率`.
        listed = max(text.rfind(mark, start, end) for mark in "、和及与")
        if listed > start:
            for word, begin, stop in self.between(start, listed):
                if stop == listed:
                    union |= masks[word]
        return union, longest

    def _modified(self, phrase: Phrase, pattern: Pattern, length: int) -> bool:
        """Whether words before a generic noun say which: `按日计罚` in `按日计罚案件`."""
        start, end = phrase.object or (0, 0)
        rest = self.line.text[start : end - length]
        wanted = pattern.topic | pattern.object
        masks = self.vocabulary.masks
        for word, begin, stop in self.between(start, end - length):
            if masks[word] & wanted:
                rest = rest.replace(self.line.text[begin:stop], "")
        rest = _LIGHT.sub("", _NEUTRAL.sub("", rest))
        return len(rest) > 1

    def _light(self, span: tuple[int, int]) -> bool:
        """Whether the words name nothing: `经审查后`, `全年共`."""
        rest = _LIGHT.sub("", self.line.text[slice(*span)])
        return len(rest) < 2

    def _topic(self, wanted: int, own: int, window: Window) -> int | None:
        if not wanted or own & wanted:
            return 0
        cuts = self.line.cuts
        place = bisect_right(cuts, window.before[0]) - 1
        right = window.before[0]
        distance = 0
        while right > window.item:
            left = max(cuts[place] if place >= 0 else 0, window.item)
            if left < right:
                distance += 1
                named = self.mask(left, right) & self.vocabulary.subjects
                if self.mask(left, right) & wanted:
                    return distance
                if named:
                    return self._far(wanted, window)
            right = left
            place -= 1
            if place < 0:
                break
        return self._far(wanted, window)

    def _far(self, wanted: int, window: Window) -> int | None:
        stops = self.line.stops
        opening = stops[1] if len(stops) > 1 else 0
        if window.item == 0 and opening and opening < window.before[0] and self.mask(0, opening) & wanted:
            return 8
        return 9 if self._heading & wanted else None

    def subjects(self) -> int:
        """The subjects that the line names, for the row below it; those above it where it names none."""
        return self.mask(0, len(self.line.text)) & self.vocabulary.subjects or self._heading

    def _clause_end(self, window: Window) -> int:
        cuts = self.line.cuts
        place = bisect_right(cuts, window.after[0])
        return cuts[place] - 1 if place < len(cuts) else len(self.line.text)

    def _coordinated(self, place: int) -> bool:
        line = self.line
        return line.windows[place - 1].sentence == line.windows[place].sentence
