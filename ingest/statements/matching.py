"""Which indicator a statement is: patterns over its object, deed, subject matter and unit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ingest.indicators.clauses import Window
from ingest.indicators.lines import Line
from ingest.model import Figure
from ingest.statements.fulfilment import Match, Words, deed_of
from ingest.statements.mentions import Mentions
from ingest.statements.objects import Phrase, phrase_of
from ingest.statements.vocabulary import ANY_COUNT, Pattern

_SUFFIX = re.compile(r"(?:数量|总数|总量|人数|件数|次数|数|量|工作|情况|活动|等|的|并|统一|”|“|（.{0,8}）|\s)+$")
# What makes no object: `全年累计`, `年内`.
_LIGHT = re.compile(
    r"全年|年内|今年|本年度?|20\d\d ?年度?|一年来|当年|每年|年度|期间|截至目前|目前"
    r"|全(?:省|市|县|区|州|旗|镇|乡|街道|系统)|我(?:省|市|县|区|州|旗|镇|乡|街道|局)|各级|共|累计|共计|已|先后|分别|其中|现|成功|依法|主动|及时|全部|均|并|再|又|还"
    r"|各类|各项|有关|相关|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九]是|\d+[.．、]|[的了，、：:）（()“”\s]"
    r"|或者?|及|截[至止]到?|[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|份)?|(?:行政)?复议(?:机关|机构|局)|两级法院|各地|20\d\d|总共|需|须|里|低于|高于"
    r"|经审查后|经审查|经审理|审查后|直接|专题|专门|专项|集中|统一|组织|积极|通过|[市县区]政府|行政机关|人员|机构|方式|决定"
    r"|后|含|经|次|历史性|以|新|宣布|产生|因退休|调解和解|和|向[省市县区].{0,12}$|对|由|为|将|一并|等|各|达|余"
    r"|上年|这|实际|[《》]|[省市县区镇乡村局队]里"
)


# Words that may stand before a generic noun and say nothing of which: `各类`, `我区`, `转来的`.
_NEUTRAL = re.compile(
    # 结合“12·4”等节点办活动: the occasion of all of them.
    r"(?:结合|利用|借助?|围绕|抓住|紧扣)[^，。；]{1,16}(?:节点|时机|契机)|各类|各种|各级|各项|全部|有效|上级|转来|转办|承办|办理|群众|市民|企业和?|行政机关|行政|法治|普法|宣传|主题|专题|系列|集中|大型|线上|线下|开展|组织|举办|依法|年度|新收|一审|"
    r"受理|收到|审结|办结|作出|监督检查|执法检查|抽[到取中查]|领域|市级|县级|区级|省级|本级|我[市县区省局]|全[市县区省]|[市县区省]政府|人民政府|另有|当年|同期|以来|所有|上述"
)


class Fit(NamedTuple):
    """The patterns that a figure fulfils."""

    best: Match | None
    phrase: Phrase
    matches: list[Match]
    lost: Callable[[], list[tuple[str, str]]]
    """Gives (id, column) of the patterns that ask for its object and fail on another column."""
    bare: bool
    """Whether it names no object."""
    uncovered: int
    """Characters of the object that neither the best pattern nor neutral words account for: `校园` of `校园普法`."""


def _units_of(figure: Figure) -> tuple[str, ...]:
    """The measure words that patterns are looked up by: 下降6% may be the change of any count, or of a rate."""
    if figure.measure == "point_change":
        return ("%",)
    if figure.measure == "change" and figure.unit in ("%", "倍"):
        return (ANY_COUNT, "%") if figure.unit == "%" else (ANY_COUNT,)
    return (figure.unit,)


class Context(Mentions):
    """What the patterns ask for of each figure of a line."""

    def __init__(self, line: Line, heading: str, above: int = 0, publisher: str = "") -> None:
        super().__init__(line, heading, above)
        self._publisher = publisher
        self._before: Words | None = None
        self._unit_before = ""

    def match(self, place: int, figure: Figure) -> Fit:
        """What fits the line's figure `place`; figures have to be asked for in order."""
        words = self._words(place, figure)
        self._before, self._unit_before = words, figure.unit
        said = words.deeds | words.inherited
        found: list[Match] = []
        for pattern in self._candidates(figure, words):
            # Three in four ask for a deed that is not there.
            if pattern.needed_deeds and not pattern.needed_deeds & said:
                continue
            match = self._fulfilled(pattern, words)
            if isinstance(match, Match):
                found.append(match)
        best = max(found, key=lambda match: match.rank, default=None)
        uncovered = self._uncovered(words.phrase, best.pattern) if best else 0
        return Fit(best, words.phrase, found, partial(self._lost, figure, words), words.bare, uncovered)

    def _candidates(self, figure: Figure, words: Words) -> Iterator[Pattern]:
        for unit in _units_of(figure):
            yield from self.vocabulary.candidates(unit, words.heads | words.carried, words.thing, words.bare)

    def _lost(self, figure: Figure, words: Words) -> list[tuple[str, str]]:
        tried = [(p, self._fulfilled(p, words)) for p in self._candidates(figure, words) if words.is_of(p)]
        return [(pattern.id, column) for pattern, column in tried if isinstance(column, str)]

    def _words(self, place: int, figure: Figure) -> Words:
        line, window = self.line, self.line.windows[place]
        deeds = self.vocabulary.deeds
        is_noun = self.vocabulary.is_noun
        nouns = [(b, e) for w, b, e in self.between(window.before[0], window.after[1]) if is_noun[w]]
        phrase = phrase_of(line.text, window.before, window.after, nouns)
        own = self.mask(*window.before) | self.mask(*window.after)
        if phrase.deed:
            own |= self.vocabulary.short.get(line.text[slice(*phrase.deed)], 0)
        close = self._clause_end(window)
        before = self._before if place and line.windows[place - 1].sentence == window.sentence else None
        heads, length = self._heads(phrase)
        heads &= ~deeds
        bare = not heads & self.vocabulary.things and (phrase.object is None or self._light(phrase.object))
        inherited = 0
        if not own & deeds:
            inherited = (before.deeds or before.inherited) if before else 0
            inherited |= self.mask(window.after[0], close) & deeds
        carried = before.heads or before.carried if before and bare and self._unit_before == figure.unit else 0
        if bare and window.before[1] < line.spots[place][0]:
            # 受理、审结行政复议案件分别为53件、48件: the last name of the list says it for all.
            carried |= self.mask(window.before[1], line.spots[place][0]) & ~deeds
        return Words(
            window,
            phrase,
            line.text[slice(*phrase.object)] if phrase.object else "",
            heads,
            length,
            carried,
            bare,
            bool(heads) and not heads & ~self.vocabulary.generic_heads,
            own,
            own & deeds,
            inherited,
            line.text[slice(*window.before)],
            line.text[slice(*window.after)],
            line.text[window.after[0] : close],
        )

    def _fulfilled(self, pattern: Pattern, words: Words) -> Match | str:
        """How the pattern is fulfilled, or the column that is not."""
        if pattern.publishers and self._publisher not in pattern.publishers:
            return "publisher"
        if words.own & pattern.unless or (pattern.unless_words and words.prints(pattern.unless_words)):
            return "unless"
        if pattern.unless_sentence and self.mask(*words.window.sentence) & pattern.unless_sentence:
            return "unless"
        deed = deed_of(pattern, words)
        if deed is None:
            return "deed"
        if words.heads & pattern.object and words.generic and self._modified(words.phrase, pattern, words.length):
            return "object"
        topic = self.topic(pattern.topic, words.window) if pattern.topic and not words.own & pattern.topic else 0
        if topic is None:
            return "topic"
        if pattern.around or pattern.around_words:
            topic = self.around(pattern, words.window, topic)
            if topic is None:
                return "around"
        head = words.is_of(pattern)
        again = not head and bool(words.carried & pattern.object)
        return Match(pattern, head, not head and not again, deed, topic, words.length if head else 0)

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
        listed = max([text.rfind(mark, start, end) for mark in "、和及与"])
        if listed > start:
            for word, _, stop in self.between(start, listed):
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
        # 宪法宣传周、送法下乡等各类普法活动: what stands before 等 are examples of all of them.
        rest = _LIGHT.sub("", _NEUTRAL.sub("", rest.rpartition("等各类")[2]))
        return len(rest) > 1

    def _uncovered(self, phrase: Phrase, pattern: Pattern) -> int:
        """Characters of the object that neither the pattern nor neutral words account for."""
        start, end = phrase.object or (0, 0)
        text, masks = self.line.text, self.vocabulary.masks
        wanted = pattern.object | pattern.topic | pattern.around | pattern.deed
        marks = bytearray(end - start)
        for word, left, right in self.between(start, end):
            if masks[word] & wanted:
                marks[left - start : right - start] = b"\x01" * (right - left)
        for ending in pattern.object_words:
            if text.endswith(ending, start, end):
                marks[len(marks) - len(ending) :] = b"\x01" * len(ending)
        rest = "".join(sign if not mark else "　" for sign, mark in zip(text[start:end], marks, strict=True))
        return sum("\u4e00" <= sign <= "\u9fff" for sign in _LIGHT.sub("", _NEUTRAL.sub("", rest)))

    def _light(self, span: tuple[int, int]) -> bool:
        """Whether the words name nothing: `经审查后`, `全年共`; or head what is told: `执法：检查` ⟦260家次⟧."""
        if self.line.text[span[1] : span[1] + 1] in ("：", ":"):
            return True
        rest = _LIGHT.sub("", self.line.text[slice(*span)])
        return len(rest) < 2

    def _clause_end(self, window: Window) -> int:
        cuts = self.line.cuts
        place = bisect_right(cuts, window.after[0])
        return cuts[place] - 1 if place < len(cuts) else len(self.line.text)
