"""`fazhi diff`: what the current extractor reads differently from the one that made the published warehouse."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.bars import shown_progress
from cli.console import heard, print_json, tell
from cli.language import say
from warehouse import progress
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from ingest.loading.differences import FigureDifference, ReportDifference, Status

SIGNS: dict[Status, str] = {"added": "+", "changed": "~", "lost": "-"}
STYLES = {"+": "green", "~": "yellow", "-": "red"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The published extraction against the present one."""

    before: str
    """Extractor version of the published warehouse; several, joined by a comma, should it hold several."""
    after: str
    """Version of the present extractor."""
    documents: int
    figures: int
    """Published figures."""
    reports: list[ReportDifference]

    @property
    def counts(self) -> dict[str, int]:
        """Figures by what became of them."""
        return {
            status: sum(figure.status == status for report in self.reports for figure in report.figures)
            for status in SIGNS
        }


def run(*, as_json: bool, rules: bool) -> int:
    """Exit code 0, whatever differs, and where nothing is published yet."""
    workspace = Workspace.from_environment()
    if not workspace.warehouse.exists():
        if as_json:
            print_json({"before": None, "after": None, "reports": []})
        else:
            told = "{file}: nothing is published yet, so there is nothing to compare with."
            tell(say(told, file=workspace.warehouse))
        return 0
    with workspace.prepare().writing(told=heard):
        comparison = _compare(workspace, rules)
    if as_json:
        print_json(_record(comparison))
    else:
        _print(comparison)
    return 0


def _compare(workspace: Workspace, rules: bool) -> Comparison:
    import duckdb

    from ingest.archive import Archive
    from ingest.batches import extract_new
    from ingest.extraction import extractor_version
    from ingest.loading.differences import COMPARED, HOW_IT_WAS_READ, compare, compared_items

    version = extractor_version()
    with duckdb.connect() as con:
        con.execute(f"attach '{_quoted(workspace.warehouse.resolve())}' as published (read_only)")
        items = compared_items(con, "published.raw")
        with shown_progress():
            extract_new(
                items,
                Archive(workspace.archive),
                workspace.extractions,
                lambda done, total: progress.report("extraction", done, total),
            )
        columns = COMPARED + HOW_IT_WAS_READ if rules else COMPARED
        reports = compare(con, "published.raw", workspace.extractions / version, columns)
        versions = con.execute("select distinct extractor_version from published.raw.documents order by 1").fetchall()
        (figures,) = con.execute("select count(*) from published.raw.figures").fetchall()[0]
    return Comparison(", ".join(name for (name,) in versions), version, len(items), figures, reports)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _print(comparison: Comparison) -> None:
    for report in comparison.reports:
        for line in _report_lines(report):
            tell(line, style=STYLES.get(line.strip()[:1]) if line.startswith("  ") else "bold")
        tell("")
    before, after = comparison.before, comparison.after
    versions = (
        say("extractor {before} (published) and {after} (current)", before=before, after=after)
        if before != after
        else say("the published warehouse was made with the current extractor, {after}", after=after)
    )
    single = comparison.documents == 1
    sentence = "{count} figures of {documents} document" if single else "{count} figures of {documents} documents"
    counted = say(sentence, count=comparison.figures, documents=comparison.documents)
    if not comparison.reports:
        tell(say("Nothing changed: {counted}; {versions}.", counted=counted, versions=versions))
        return
    changes = say("{added} added, {changed} changed, {lost} lost", **comparison.counts)
    tell(say("{changes}, of {counted}; {versions}.", changes=changes, counted=counted, versions=versions))


def _report_lines(report: ReportDifference) -> list[str]:
    counts = " ".join(f"{sign}{report.count(status)}" for status, sign in SIGNS.items() if report.count(status))
    name = " ".join(str(part) for part in (report.region_name, report.report_year) if part is not None)
    lines = [f"{name or report.title or report.sha256[:12]}  {counts}  {report.address}"]
    if report.note:
        lines.append(f"  ({report.note})")
    return lines + [f"  {_figure_line(figure)}" for figure in report.figures]


def _figure_line(figure: FigureDifference) -> str:
    if figure.before is not None and figure.after is not None:
        what = "; ".join(
            f"{name} {_shown(figure.before[name])} → {_shown(figure.after[name])}" for name in figure.changed
        )
    else:
        what = _reading(figure.after or figure.before or {})
    return f"{SIGNS[figure.status]} {figure.raw}  {what}  “{figure.sentence.strip()}”"


def _reading(columns: dict[str, Any]) -> str:
    """What was read of an added or lost figure, in the order of the columns; what is usual is left out."""
    usual = {"exact", "level", "total", None}
    told = [_shown(value) for value in columns.values() if isinstance(value, list) or value not in usual]
    return " ".join(word for word in told if word != "–")


def _shown(value: Any) -> str:
    from decimal import Decimal

    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return ",".join(value) or "–"
    return str(value)


def _record(comparison: Comparison) -> dict[str, Any]:
    return {
        "before": comparison.before,
        "after": comparison.after,
        "documents": comparison.documents,
        "published_figures": comparison.figures,
        **comparison.counts,
        "reports": [_report_record(report) for report in comparison.reports],
    }


def _report_record(report: ReportDifference) -> dict[str, Any]:
    figures = [asdict(figure) | {"changed": figure.changed} for figure in report.figures]
    counts = {"added": report.count("added"), "changed": report.count("changed"), "lost": report.count("lost")}
    return asdict(report) | counts | {"figures": figures}
