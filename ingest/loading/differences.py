"""What another version of the extractor reads otherwise in the same documents: figures added, changed, lost.

Figures are the same where their `figure_id` is: the same characters of the same text of the same bytes. Where the
text itself is read otherwise, places have moved: there the n-th figure of the same words is taken for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ingest.batches import Item, batch_files
from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

Status = Literal["added", "changed", "lost"]

COMPARED = ("value", "unit", "bound", "measure", "scope", "indicator_code", "year")
HOW_IT_WAS_READ = ("precision", "rules")
"""Columns that say how a figure was read rather than what was read."""

_REPORT_COLUMNS = 6

_FETCHED = (
    "select sha256, first(address order by fetched_at) as address, first(charset order by fetched_at) as charset "
    "from {raw}.fetches where sha256 is not null group by 1"
)

_READ_OTHERWISE = """
create or replace temp table read_otherwise as
select sha256 from before_documents as b inner join after_documents as a using (sha256) where a.text <> b.text
"""

_KEYED = """
create or replace temp view keyed_{side} as
select
    f.*,
    case
        when r.sha256 is null then f.figure_id
        else concat_ws(':', f.raw, row_number() over (partition by f.sha256, f.raw order by f."start"))
    end as key
from {side}_figures as f
left join read_otherwise as r using (sha256)
"""


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure that one side has and the other has not, or has otherwise."""

    figure_id: str
    status: Status
    start: int
    end: int
    raw: str
    sentence: str
    """The sentence that holds it: as it was for a lost figure, as it is now for the others."""
    before: dict[str, Any] | None
    """The compared columns as they were; None for an added figure."""
    after: dict[str, Any] | None
    """As they are now; None for a lost figure."""

    @property
    def changed(self) -> list[str]:
        """The compared columns that differ, where both sides have the figure."""
        if self.before is None or self.after is None:
            return []
        return [name for name, value in self.before.items() if value != self.after[name]]


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """The differences in one report, in reading order."""

    sha256: str
    address: str
    title: str | None
    region_name: str | None
    report_year: int | None
    note: str | None
    """What became of the document as a whole, where that explains its figures."""
    figures: list[FigureDifference]

    def count(self, status: Status) -> int:
        """How many figures have this status."""
        return sum(figure.status == status for figure in self.figures)


def compared_items(con: duckdb.DuckDBPyConnection, raw: str) -> list[Item]:
    """The documents that the warehouse with schema `raw` was made of, rejected ones included."""
    rows = con.execute(_FETCHED.format(raw=raw) + " order by sha256")
    return [Item(*row) for row in rows.fetchall()]


def compare(
    con: duckdb.DuckDBPyConnection, raw: str, home: Path, columns: Sequence[str] = COMPARED
) -> list[ReportDifference]:
    """Compares `{raw}.figures` with the batches below `home`, in the documents that `{raw}.fetches` names.

    `raw` is a schema, with its database where that is not the connection's own. Returns the reports that
    differ, by region, year and hash; those that one side rejects are among them.
    """
    for table in ("figures", "documents"):
        con.execute(f"create or replace temp view before_{table} as select * from {raw}.{table}")
        con.execute(f"create or replace temp view after_{table} as {_extracted(table, home, raw)}")
    con.execute(f"create or replace temp view fetched as {_FETCHED.format(raw=raw)}")
    con.execute(_READ_OTHERWISE)
    for side in ("before", "after"):
        con.execute(_KEYED.format(side=side))
    rows = con.execute(_difference(columns)).fetchall()
    return [_report(head, group) for head, group in groupby(rows, key=lambda row: row[:_REPORT_COLUMNS])]


def _difference(columns: Sequence[str]) -> str:
    """A query with one row per figure that differs: first the columns of its report, then those of the figure."""
    return f"""
    with figures as (
        select
            coalesce(a.sha256, b.sha256) as sha256,
            coalesce(a.figure_id, b.figure_id) as figure_id,
            case when b.key is null then 'added' when a.key is null then 'lost' else 'changed' end as status,
            coalesce(a."start", b."start") as "start",
            coalesce(a."end", b."end") as "end",
            coalesce(a.raw, b.raw) as raw,
            coalesce(a.sentence_start, b.sentence_start) as sentence_start,
            coalesce(a.sentence_end, b.sentence_end) as sentence_end,
            {_packed("b", columns)} as before,
            {_packed("a", columns)} as after
        from keyed_before as b
        full outer join keyed_after as a on b.sha256 = a.sha256 and b.key = a.key
        where b.key is null or a.key is null or before is distinct from after
    )
    select
        f.sha256,
        fetched.address,
        coalesce(ad.title, bd.title),
        coalesce(ad.region_name, bd.region_name) as region_name,
        coalesce(ad.report_year, bd.report_year) as report_year,
        case
            when bd.sha256 is null then 'rejected before'
            when ad.sha256 is null then 'rejected now'
            when r.sha256 is not null then 'its text is read otherwise: figures are compared by their words'
        end,
        f.figure_id,
        f.status,
        f."start",
        f."end",
        f.raw,
        substring(
            case f.status when 'lost' then bd.text else ad.text end,
            f.sentence_start + 1,
            f.sentence_end - f.sentence_start
        ),
        f.before,
        f.after
    from figures as f
    inner join fetched using (sha256)
    left join before_documents as bd using (sha256)
    left join after_documents as ad using (sha256)
    left join read_otherwise as r using (sha256)
    order by region_name nulls last, report_year nulls last, f.sha256, f."start", f."end", f.status desc
    """


def _extracted(table: str, home: Path, raw: str) -> str:
    files = ", ".join(literal(path) for path in batch_files(home, table))
    if not files:
        return f"select * from {raw}.{table} where false"
    return f"select b.* from read_parquet([{files}]) as b semi join {raw}.fetches using (sha256)"


def _packed(side: str, columns: Sequence[str]) -> str:
    return "struct_pack(" + ", ".join(f'"{name}" := {side}."{name}"' for name in columns) + ")"


def _report(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> ReportDifference:
    sha256, address, title, region_name, report_year, note = head
    figures = [_figure(row[_REPORT_COLUMNS:]) for row in rows]
    return ReportDifference(sha256, address, title, region_name, report_year, note, figures)


def _figure(row: Sequence[Any]) -> FigureDifference:
    figure_id, status, start, end, raw, sentence, before, after = row
    return FigureDifference(
        figure_id=figure_id,
        status=status,
        start=start,
        end=end,
        raw=raw,
        sentence=sentence,
        before=None if status == "added" else before,
        after=None if status == "lost" else after,
    )
