"""Components of a whole that is printed nowhere: `省级赋权129项，市级赋权982项`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ingest.indicators.catalogue import load_catalogue
from ingest.indicators.views import Line
from ingest.model import Figure

RULE = "scope.component"
_WHOLE_OR_STAGE = re.compile(
    r"共|总|累计|合计|达|现有|已有|新|其余|剩余|还有|交由|交办|转|再次|第二次|上年|去年|结转"
    r"|全[省市县区州盟旗]|各级|[省市县区州盟旗]政府"
)
"""Words that tell of a whole, of what is new in it, or of the same at another stage: `交办11件，交由…办理8件`."""


@cache
def _counted() -> frozenset[str]:
    """Codes whose figures can be added up."""
    return frozenset(indicator.code for indicator in load_catalogue() if indicator.kind == "count")


_TAKEN_IN = re.compile(r"(?:受理|立案|收到|新收)(?!前)")
_HANDLED = re.compile(r"办理|审理")


def mark_components(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """The judged figures of a line, those that are components of one unprinted whole with scope `part`.

    They keep their indicator: their sum is its value. Components stand in one sentence, one right behind the other,
    with the same indicator, unit and year, each by words of its own, and none of them is said to be a whole.
    """
    found = list(figures)
    levels = [place for place, figure in enumerate(found) if figure.measure == "level"]
    pairs = [pair for pair in pairwise(levels) if _belong_together(line, found, *pair)]
    components = {place for pair in pairs for place in pair}
    for place in sorted(components):
        code = found[place].indicator_code
        found[place] = _part(found[place])
        # What follows tells of the component: its change, its value of another year.
        follower = place + 1
        while follower < len(found) and follower not in components and _follows(found[follower], code):
            found[follower] = _part(found[follower])
            follower += 1
    return found


def _belong_together(line: Line, figures: Sequence[Figure], first: int, second: int) -> bool:
    one, other = figures[first], figures[second]
    alike = (
        one.indicator_code is not None
        and one.indicator_code == other.indicator_code
        and one.indicator_code in _counted()
        and (one.unit, one.year, one.sentence_start) == (other.unit, other.year, other.sentence_start)
        and _by_own_words(one)
        and _by_own_words(other)
    )
    words = [line.text[slice(*line.windows[place].before)] for place in (first, second)]
    # 受理100件，办理98件: the same cases at two stages.
    staged = any(_TAKEN_IN.search(a) and _HANDLED.search(b) for a, b in (words, words[::-1]))
    return (
        alike
        and not staged
        and not any(_WHOLE_OR_STAGE.search(line.text, *line.windows[place].before) for place in (first, second))
    )


def _by_own_words(figure: Figure) -> bool:
    return figure.scope == "total" and any(rule.startswith("indicator.") for rule in figure.rules)


def _follows(figure: Figure, code: str | None) -> bool:
    return figure.indicator_code == code and figure.rules[-1].startswith(("change.of", "series."))


def _part(figure: Figure) -> Figure:
    return figure._replace(scope="part", rules=(*figure.rules, RULE))
