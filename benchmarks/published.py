"""A published warehouse over a generated corpus, as the analysts' page and other readers open it.

`python -m benchmarks.published FOLDER [reports]` lays it into the empty folder FOLDER, which then is a `FAZHI_DATA`.
10,000 reports take about two minutes of processor time, 2.7 GB of memory and twice 1.1 GB of disk.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.marts import measured
from ingest.loading.search import SCHEMA as SEARCH
from warehouse.building.summary import summarise
from warehouse.publication import Publication, publish
from warehouse.publication.views import free_views
from warehouse.questions import install_questions
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

MANY = 10_000
LONGEST = 3600.0
"""Seconds that one step may take."""

_FINDINGS = """
create or replace table audit.findings as
select
    findings.finding_id, findings.rule, findings.severity, findings.subject, findings.figure_id,
    findings.related_figure_id, figures.sha256, documents.region_code, documents.report_year as year,
    figures.indicator_code, figures.raw as observed, '生成的存疑：' || figures.raw as message_zh,
    'A generated doubt: ' || figures.raw as message_en, documents.region_code as publisher_key,
    [findings.figure_id] as evidence, null::varchar as explained, null::date as explained_until
from audit.figure_findings as findings
inner join raw.figures as figures using (figure_id)
inner join raw.documents as documents on figures.sha256 = documents.sha256;
"""

_INDEX = """
insert into raw.sentences
select sha256, row_number() over (partition by sha256 order by "start") - 1, "start", "end", 12
from (select distinct sha256, sentence_start as "start", sentence_end as "end" from raw.figures);

insert into raw.tokens
select word, sha256, list(ordinal order by ordinal)
from (
    select sentences.sha256, sentences.ordinal, unnest(indicators.words) as word
    from raw.sentences as sentences
    inner join (select distinct sha256, sentence_start, indicator_code from raw.figures) as figures
        on sentences.sha256 = figures.sha256 and sentences."start" = figures.sentence_start
    inner join (
        select indicator_code, list_distinct([name_zh[:2], name_zh[3:4], name_zh[:4]]) as words
        from marts.dim_indicator
    ) as indicators using (indicator_code)
)
where word <> ''
group by word, sha256;

insert into raw.vocabulary select token, count(*), sum(len(sentences)) from raw.tokens group by token order by token;
"""


def publish_generated(data: Path, reports: int) -> Publication:
    """Generates `reports` reports, builds the marts and publishes them in the folder `data`.

    Raises `subprocess.TimeoutExpired` where a step takes longer than `LONGEST`, `subprocess.CalledProcessError` where
    one fails.
    """
    import duckdb

    workspace = Workspace(data.resolve())
    for folder in (workspace.candidate.parent, workspace.published):
        folder.mkdir(parents=True, exist_ok=True)
    for step, size in (("generate", [str(reports)]), ("build", [])):
        begun = time.perf_counter()
        measured(step, str(workspace.candidate), *size, longest=LONGEST)
        print(f"{step} {reports} reports {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    with duckdb.connect(workspace.candidate) as con:
        con.execute("set memory_limit = '3GB'")
        counts = _finish(con)
    publication = publish(workspace, f"{reports:016}", "generated", counts)
    workspace.candidate.unlink()
    return publication


def _finish(con: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """What follows the marts in a refresh: findings, the index of words, the usual questions."""
    con.execute(_FINDINGS)
    con.execute(SEARCH.read_text(encoding="utf-8"))
    con.execute(_INDEX)
    free_views(con)
    install_questions(con)
    return summarise(con)


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Ends the program with one message where a command that it ran failed or took too long."""
    try:
        yield
    except subprocess.TimeoutExpired as late:
        sys.exit(f"not ready after {late.timeout:.0f} s: {shlex.join(map(str, late.cmd))}")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"{shlex.join(map(str, failed.cmd))}:\n{failed.stderr}")


if __name__ == "__main__":
    with told_in_a_sentence():
        print(publish_generated(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else MANY).file)
