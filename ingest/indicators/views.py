"""What the rules see of a figure: the words of its window and its sentence, and its subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.figures.folding import fold
from ingest.figures.lines import LONGEST, pieces
from ingest.indicators.clauses import TIME, Layout, Window, lay_out, windows
from ingest.indicators.headings import is_row
from ingest.indicators.mentions import Lexicon, Mention, Mentions, heading_mask
from ingest.indicators.phrases import Phrasebook
from ingest.indicators.scope import Cue, among_words, cues_of, holding
from ingest.model import Figure

_ENUMERATED = re.compile(r"\s*[一二三四五六七八九十]是")
"""A line that opens with `一是` has no opening sentence above its items."""
_LONG_NAME = re.compile(r"“[^“”]{12,60}”")
"""A quotation that is a name of its own: what it speaks of is no subject of what follows."""
_LIST_MARK = re.compile(r"[ \u3000]*(?:[(（][0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[.．、]|[①-⑨])")
_OPENS_PARTS = ("其中：", "其中:")
_LONGEST_BARE = 24
_LONGEST_AMONG = 12
"""Characters of 其中 with the verb behind it."""
_SAME_DEED = re.compile(r"[、，]?(?:共|共计|计|累计|总数达?|合计|达)*")
"""Between two figures of one deed: `评查案卷3次、240件`."""
_LABEL = re.compile(r"[ \u3000·•▲■-]*[\u4e00-\u9fff]{1,6}[：:] ?[约近超逾]?")
_NEW = re.compile(r"新(?:增|建|培养|培育|培训|设|创建|认定|聘|打造|命名|评|发展|选聘|组建|申报)?")
_IN_ALL = re.compile(r"[、，；]?(?:目前|现|已|全[县市区省州]|共)*(?:总数|总量|累计|共有|达|达到|增至|已有|现有)+")
"""Between what is new and all that there is: `新建工作站3个，累计达16个`."""


@dataclass(slots=True)
class View:
    """Words around one figure as masks over `Phrasebook.names`."""

    window: Window
    near: int
    sentence_mask: Callable[[], int]
    """Words of the sentence; computed when a rule asks for them, which few do."""
    topic: int
    """Topics of the window; where it names none, those that were named last before it."""
    inherited: bool
    """Whether the topic was named outside the window."""
    mentions: list[Mention]
    """Mentions in the window, by rising start."""
    code_before: str | None = None
    """Code of the figure before it in its sentence."""


class Line:
    """One line of a text with its figures. Offsets are into the line; `offset` is where it begins in the text.

    `title` is that of the report."""

    def __init__(
        self,
        text: str,
        offset: int,
        spots: Sequence[tuple[int, int]],
        heading: str,
        book: Phrasebook,
        lexicon: Lexicon,
        title: str = "",
    ) -> None:
        self.text = text
        self.title = title
        self.offset = offset
        self.is_row = is_row(text)
        self.change = lexicon.change
        self.spots = spots
        self._heading = heading
        self._book = book
        self._lexicon = lexicon
        self._layout: Layout = lay_out(text, spots)
        hidden = [span for span in self._layout.titles if not any(span[0] < start < span[1] for start, _ in spots)]
        self.windows = windows(text, spots, self._layout, lexicon.body)
        # What stands behind the sentence of the last figure is asked for by the next row of a table alone.
        heard = text if self.is_row or not spots else text[: self.windows[-1].sentence[1]]
        self._mentions: Mentions = lexicon.mentions(heard, hidden)
        masks, names_subject = lexicon.masks, lexicon.names_subject
        named = [mention for mention in self._mentions.found if names_subject[mention[0]]]
        quoted = [match.span() for match in _LONG_NAME.finditer(text)] if "“" in text else []
        self._topics = [
            mention
            for mention in named
            if masks[mention[0]] & book.topics and not any(left < mention[1] < right for left, right in quoted)
        ]
        self._topic_starts = [start for _, start, _ in self._topics]
        self._asides = [mention for mention in named if masks[mention[0]] & book.aside]
        self._above = 0
        self.is_of_list_of_parts = False
        """Whether the line is an item of a list that 其中： opens in a line above."""
        self._sentences: dict[tuple[int, int], int] = {}
        self.former: dict[int, str] = {}
        """Position of a figure → code that the figure before it, its former value, would have had."""
        self.among = among_words(text)
        self._cues = cues_of(text, title)
        self._held: dict[tuple[tuple[int, int], tuple[int, int], int | None], tuple[Cue, ...]] = {}

    def closed_view(self, index: int, code_before: str | None) -> View | None:
        """The view without the words behind the figure, where these may be the next one's: `持证人员97名培训5期`."""
        window = self.windows[index]
        if (
            index + 1 >= len(self.spots)
            or window.after[1] != self.spots[index + 1][0]
            or window.after[0] == window.after[1]
        ):
            return None
        if window.before[0] >= window.before[1]:
            return None
        return self._view(replace(window, after=(window.after[0], window.after[0])), code_before)

    def cues_at(self, window: Window, year: int | None) -> tuple[Cue, ...]:
        """The cues of parts that hold for a figure of `year` at `window`."""
        key = (window.before, window.after, year)
        if key not in self._held:
            self._held[key] = holding(self.text, self._cues, window, year, self.title)
        return self._held[key]

    def is_new_only(self, index: int) -> bool:
        """Whether the figure counts what is new, and the next one all that there is: `新增3个，累计16个`."""
        if index + 1 >= len(self.spots) or not _NEW.search(self.text, *self.windows[index].before):
            return False
        return _IN_ALL.fullmatch(self.text, self.spots[index][1], self.spots[index + 1][0]) is not None

    def take_over(self, above: Line | None) -> None:
        """What a line has from the one above: it may be of a list of parts, or a row of the same subject."""
        if above is None:
            return
        if _LIST_MARK.match(self.text):
            self.is_of_list_of_parts = above.is_of_list_of_parts or above.text.rstrip().endswith(_OPENS_PARTS)
        if not self.is_row or not above.is_row:
            return
        self._above = above.last_topic()

    @property
    def cuts(self) -> list[int]:
        """Offsets just behind each clause boundary, rising, 0 first."""
        return self._layout.cuts

    @property
    def stops(self) -> list[int]:
        """Offsets just behind each sentence boundary, rising, 0 first."""
        return self._layout.stops

    @property
    def heading(self) -> str:
        """The words above the line that say what it is about."""
        return self._heading

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """Words of the phrasebook that lie wholly within `text[start:end]`."""
        return self._mentions.between(start, end)

    def topic_distance(self, window: Window) -> int | None:
        """Clauses between the last topic named before `window` and the figure; None where the line names none."""
        place = bisect_right(self._topic_starts, window.before[0] - 1) - 1
        if place < 0 or self._topic_starts[place] < window.item:
            return None
        start = self._topic_starts[place]
        return bisect_right(self._layout.cuts, window.before[0]) - bisect_right(self._layout.cuts, start)

    def last_topic(self) -> int:
        """Topics named last in the line."""
        return self._union(0, len(self._topics) - 1) or self._above

    def view(self, index: int, code_before: str | None = None) -> View:
        """What the rules see of figure `index`, where the figure before it in its sentence is `code_before`."""
        return self._view(self.windows[index], code_before)

    def wider_views(self, index: int, code_before: str | None) -> Iterator[View]:
        """Views that take in one and two clauses before the figure's own, where that one says nothing itself.

        `全面开展执法培训，共举办6期`: what is counted stands in the clause before. Never reaches over a figure.
        """
        window = self.windows[index]
        if self._heading and _LABEL.fullmatch(self.text, *window.before) and window.before[0] == window.clause:
            yield self._under_heading(window, code_before)
        if not self._light(*window.before) or not self._light(*window.after):
            return
        if index and self.spots[index - 1][1] >= window.sentence[0]:
            former = self.windows[index - 1]
            gap = self.text[self.spots[index - 1][1] : self.spots[index][0]]
            new = _NEW.search(self.text, *former.before)
            if new and _IN_ALL.fullmatch(gap):
                yield self._view(replace(window, before=(new.end(), former.before[1])), code_before)
                return
            if _SAME_DEED.fullmatch(gap):
                yield self._view(replace(window, before=former.before), code_before)
                return
        floor = max(window.sentence[0], window.item)
        before = [end for _, end in self.spots[:index] if self.text[end - 1] not in TIME]
        floor = max(floor, before[-1]) if before else floor
        place = bisect_left(self._layout.cuts, window.before[0]) - 1
        for back in (0, 1):
            begin = max(floor, self._layout.cuts[place - back]) if place >= back else floor
            if begin < window.before[0]:
                wider = replace(window, before=(begin, window.before[1]))
                yield self._view(wider, code_before)
            if begin == floor:
                return

    def _under_heading(self, window: Window, code_before: str | None) -> View:
        """The view of a label such as `培训：3期`, for which the heading says the rest."""
        view, said = self._view(window, code_before), heading_mask(self._heading)
        return replace(view, near=view.near | said, sentence_mask=lambda: view.sentence_mask() | said)

    def _view(self, window: Window, code_before: str | None) -> View:
        masks = self._lexicon.masks
        around = self._mentions.between(*window.before)
        near = 0
        for word, _, _ in around:
            near |= masks[word]
        end, close = window.after
        if end < close:
            behind = self._mentions.between(end, close)
            for word, start, _ in behind:
                near |= masks[word] | self._lexicon.behind[word] if start == end else masks[word]
            around += behind
        if self.text.startswith("其中", close + 1):
            # 人员97人，其中持证62人: the words behind 其中 tell of the figure before what it is not.
            for word, start, _ in self._mentions.between(close + 1, close + 1 + _LONGEST_AMONG):
                near |= masks[word] if start == close + 1 else 0
        if self._bare(*window.before) and self._bare(end, close):
            near |= self._book.bare
        topic = near & self._book.topics
        inherited = not topic
        if inherited:
            topic = self._inherited(window)
        return View(window, near, partial(self._sentence_mask, window.sentence), topic, inherited, around, code_before)

    def cut_before(self, position: int) -> int:
        """Where the clause that holds `position` begins."""
        return self._layout.cuts[bisect_right(self._layout.cuts, position) - 1]

    def _bare(self, start: int, end: int) -> bool:
        return start == end or (
            self._maybe_light(start, end) and bool(self._lexicon.bare.fullmatch(self.text, start, end))
        )

    def _light(self, start: int, end: int) -> bool:
        return start == end or (
            self._maybe_light(start, end) and bool(self._lexicon.light.fullmatch(self.text, start, end))
        )

    def _maybe_light(self, start: int, end: int) -> bool:
        return end - start <= _LONGEST_BARE and self.text[end - 1] in self._lexicon.light_ends

    def _inherited(self, window: Window) -> int:
        """Topics of the last stretch of words before the window that names one, within the list item."""
        if topics := self._said_last(window):
            return topics
        place = bisect_right(self._topic_starts, window.before[0] - 1) - 1
        while place >= 0 and self._topic_starts[place] >= window.item:
            left, right = self._stretch(self._topic_starts[place])
            left = max(left, window.item)
            first = bisect_left(self._topic_starts, left)
            aside = any(left <= start and end <= right for _, start, end in self._asides)
            if not aside and not self._of_parts(left, window):
                return self._union(first, place)
            place = first - 1
        opening = 0
        if len(self._layout.stops) > 1 and not _ENUMERATED.match(self.text):
            opening = self._layout.stops[1]
        if topic := self._topics_until(min(opening, window.before[0])):
            return topic
        if self._above or not self._heading:
            return self._above
        return heading_mask(self._heading) & self._book.topics

    def _topics_until(self, end: int) -> int:
        """Topics named in the line up to `end`."""
        topics, masks = 0, self._lexicon.masks
        for word, _, stop in self._topics[: bisect_left(self._topic_starts, end)]:
            if stop <= end:
                topics |= masks[word]
        return topics & self._book.topics

    def _said_last(self, window: Window) -> int:
        """Topics of a list with 分别: in `受理、审结复议案件分别为53件、48件` the last name says it for all."""
        end = window.after[0]
        if not window.before[1] < end == window.after[1] or "分别" not in self.text[window.before[1] : end]:
            return 0
        return self._mentions.mask(window.clause, end) & self._book.topics

    def _sentence_mask(self, span: tuple[int, int]) -> int:
        mask = self._sentences.get(span)
        if mask is None:
            mask = self._sentences[span] = self._mentions.mask(*span)
        return mask

    def _of_parts(self, position: int, window: Window) -> bool:
        """Whether the words at `position` tell parts (behind 其中, in brackets) of which the window is none."""
        return any(start <= position < end <= window.before[0] for start, end in self._layout.parts)

    def _union(self, first: int, last: int) -> int:
        topics, masks = 0, self._lexicon.masks
        for word, _, _ in self._topics[first : last + 1]:
            topics |= masks[word]
        return topics & self._book.topics

    def _stretch(self, position: int) -> tuple[int, int]:
        """The words around `position` up to the next clause boundary or figure on either side."""
        cuts = self._layout.cuts
        index = bisect_right(cuts, position)
        left, right = cuts[index - 1], cuts[index] if index < len(cuts) else len(self.text)
        after = bisect_left(self.spots, (position,))
        if after and self.spots[after - 1][1] <= position:
            left = max(left, self.spots[after - 1][1])
        if after < len(self.spots):
            right = min(right, self.spots[after][0])
        return left, right


def line_spans(text: str, figures: Sequence[Figure]) -> list[tuple[int, int, int, int]]:
    """(line start, line end, first figure, behind the last figure) of each line of `text` that holds figures, in pieces
    where it is too long to be a paragraph: what is asked of a figure costs no more than a piece allows."""
    spans: list[tuple[int, int, int, int]] = []
    index = 0
    while index < len(figures):
        start = text.rfind("\n", 0, figures[index].start) + 1
        end = text.find("\n", figures[index].start)
        end = len(text) if end < 0 else end
        for left, right in (
            pieces(fold(text[start:end]), cut_rows=True) if end - start > LONGEST else [(0, end - start)]
        ):
            first = index
            while index < len(figures) and figures[index].start < start + right:
                index += 1
            if first < index:
                spans.append((start + left, start + right, first, index))
    return spans
