"""What publishers changed: the figures of each vintage of an address against those of the vintage before.

Places say nothing here: with one sentence more, everything behind it has moved. Figures are paired by what stands
around them, from the surest sign to the weakest, those with the same words first. What finds no partner was added,
or is gone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ingest.loading.differences import COMPARED

if TYPE_CHECKING:
    from collections.abc import Hashable

    import duckdb

Change = Literal["added", "gone", "changed"]

_LEAST_LABEL = 4
"""Characters before a figure that tell it from others: `共` and `其中` stand before any."""
_CLAUSE_END = re.compile(r"[,。;:、,;:!?!?()()\s#]")
_BLANK = "#"

_REVISED = """
select address, fetched_at::varchar, previous, sha256
from (
    select address, fetched_at, sha256, lag(sha256) over (partition by address order by fetched_at) as previous
    from raw.vintages
    semi join raw.documents using (sha256)
)
where previous <> sha256
"""

_FIGURES = f"""
select
    f.sha256, f.figure_id, f."start", f."end", f.raw, f.sentence_start,
    substring(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) as sentence,
    {", ".join(f"f.{name}" for name in COMPARED)}
from raw.figures as f
inner join raw.documents as d using (sha256)
where f.sha256 in (select unnest($1::varchar[]))
order by f.sha256, f.sentence_start, f."start"
"""


class Printed(NamedTuple):
    """One figure with what stands around it."""

    figure_id: str
    start: int
    raw: str
    sentence: str
    frame: str
    """The sentence with every figure blanked out."""
    place: int
    """Which of the figures of its sentence it is."""
    label: str
    """What stands between the last mark or figure before it and the figure."""
    reading: dict[str, Any]
    """The compared columns: value, unit, indicator, …"""


@dataclass(frozen=True, slots=True)
class FigureRevision:
    """One figure that a vintage has otherwise than the one before."""

    change: Change
    before: Printed | None
    after: Printed | None

    @property
    def changed(self) -> list[str]:
        """The compared columns that differ; none for a figure that was added or is gone."""
        if self.before is None or self.after is None:
            return []
        return [name for name in COMPARED if self.before.reading[name] != self.after.reading[name]]


Revised = tuple[str, str, str, str]
"""An address, when its bytes changed, the bytes of before and those of after."""


def revised_vintages(con: duckdb.DuckDBPyConnection) -> set[Revised]:
    """The vintages of `raw.vintages` that can be compared with the one before at their address."""
    return set(con.execute(_REVISED).fetchall())


def load_revisions(con: duckdb.DuckDBPyConnection, known: Set[Revised] = frozenset()) -> list[dict[str, Any]]:
    """Rows of `raw.revisions`: one per address, vintage and figure that is otherwise than in the vintage before.

    Made of `raw.vintages`, `raw.documents` and `raw.figures`, so that vintages of years ago are compared as the
    present extractor reads them. A vintage that could not be read as a report is passed over. Those that are `known`
    are left out: their rows are there already.
    """
    pairs = sorted(revised_vintages(con) - known)
    printed = _printed(con, sorted({sha256 for *_, before, after in pairs for sha256 in (before, after)}))
    return [
        _row(address, revised_at, (before, after), figure)
        for address, revised_at, before, after in pairs
        for figure in compare_figures(printed[before], printed[after])
    ]


def compare_figures(before: Sequence[Printed], after: Sequence[Printed]) -> list[FigureRevision]:
    """The figures that differ, in the order of the text: gone ones stand where they stood."""
    partners = _pair(before, after)
    paired = [FigureRevision("changed", one, other) for one, other in partners]
    found = [figure for figure in paired if figure.changed]
    met = {id(one) for pair in partners for one in pair}
    found += [FigureRevision("gone", one, None) for one in before if id(one) not in met]
    found += [FigureRevision("added", None, one) for one in after if id(one) not in met]
    return sorted(found, key=_where)


def _where(figure: FigureRevision) -> tuple[int, str]:
    stands = figure.after or figure.before
    assert stands is not None
    return stands.start, figure.change


def _same_sentence(one: Printed) -> Hashable:
    return one.sentence, one.place


def _same_frame(one: Printed) -> Hashable:
    return one.frame, one.place


def _same_indicator(one: Printed) -> Hashable | None:
    told = one.reading
    if told["indicator_code"] is None:
        return None
    return tuple(told[name] for name in ("indicator_code", "year", "measure", "scope", "unit"))


def _same_label(one: Printed) -> Hashable | None:
    return (one.label, one.reading["unit"]) if len(one.label) >= _LEAST_LABEL else None


def _unchanged(sign: Callable[[Printed], Hashable | None]) -> Callable[[Printed], Hashable | None]:
    def with_its_words(one: Printed) -> Hashable | None:
        key = sign(one)
        return None if key is None else (key, one.raw)

    return with_its_words


_SIGNS = (_same_frame, _same_indicator, _same_label)
_LADDER = (_same_sentence, *map(_unchanged, _SIGNS), *_SIGNS)


def _pair(before: Sequence[Printed], after: Sequence[Printed]) -> list[tuple[Printed, Printed]]:
    """Partners, sign by sign. Of several with the same sign, the first goes with the first."""
    pairs: list[tuple[Printed, Printed]] = []
    left, right = list(before), list(after)
    for sign in _LADDER:
        waiting: dict[Hashable, list[Printed]] = defaultdict(list)
        for one in reversed(left):
            waiting[sign(one)].append(one)
        waiting.pop(None, None)
        found = [(waiting[key].pop(), other) for other in right if waiting.get(key := sign(other))]
        met = {id(one) for pair in found for one in pair}
        left = [one for one in left if id(one) not in met]
        right = [one for one in right if id(one) not in met]
        pairs += found
    return pairs


def _printed(con: duckdb.DuckDBPyConnection, hashes: list[str]) -> dict[str, list[Printed]]:
    """Figures by document, in the order of its text."""
    found: dict[str, list[Printed]] = {sha256: [] for sha256 in hashes}
    rows = con.execute(_FIGURES, [hashes]).fetchall()
    for (sha256, _), sentence in groupby(rows, key=lambda row: (row[0], row[5])):
        found[sha256] += _of_sentence(list(sentence))
    return found


def _of_sentence(rows: list[tuple[Any, ...]]) -> Iterable[Printed]:
    _, _, _, _, _, sentence_start, sentence = rows[0][:7]
    spans = [(row[2] - sentence_start, row[3] - sentence_start) for row in rows]
    frame, ahead = "", []
    at = 0
    for start, end in spans:
        frame += sentence[at:start]
        ahead.append(_CLAUSE_END.split(frame)[-1])
        frame += _BLANK
        at = max(at, end)
    frame += sentence[at:]
    for place, (row, label) in enumerate(zip(rows, ahead, strict=True)):
        _, figure_id, start, _, raw, _, _, *reading = row
        named = dict(zip(COMPARED, reading, strict=True))
        yield Printed(figure_id, start, raw, sentence.strip(), frame.strip(), place, label, named)


def _row(address: str, revised_at: str, hashes: tuple[str, str], figure: FigureRevision) -> dict[str, Any]:
    before, after = figure.before, figure.after
    stands = after or before
    assert stands is not None
    row: dict[str, Any] = {
        "address": address,
        "revised_at": revised_at,
        "sha256_before": hashes[0],
        "sha256_after": hashes[1],
        "change": figure.change,
        "changed": figure.changed,
        "indicator_code": stands.reading["indicator_code"],
        "year": stands.reading["year"],
    }
    for side, one in (("before", before), ("after", after)):
        value: Decimal | None = one.reading["value"] if one else None
        row |= {
            f"figure_id_{side}": one.figure_id if one else None,
            f"raw_{side}": one.raw if one else None,
            f"value_{side}": value,
            f"unit_{side}": one.reading["unit"] if one else None,
            f"quote_{side}": one.sentence if one else None,
        }
    return row
