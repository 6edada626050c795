"""Generated corpora: raw tables of as many invented reports as wanted, as the extractor would have filled them.

Reports are those of real county codes with invented numbers: about 80 figures a report, of which most are levels
of catalogue indicators, some a stated change, some the value of the year before, and some the
same value told again. Every figure stands where its offsets say. Equal arguments give equal tables.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

PROJECT = Path(__file__).resolve().parents[1]
SCHEMA = PROJECT / "ingest" / "loading" / "schema.sql"
INDICATORS = PROJECT / "ingest" / "indicators" / "indicators.csv"
REGIONS = PROJECT / "ingest" / "publishers" / "regions.csv"

YEARS = 4
"""Reports a publisher, the years up to `LAST_YEAR`: more where there are fewer counties than reports need."""
COUNTIES = 2800
LAST_YEAR = 2024
INDICATORS_GIVEN = 70
"""Of the catalogue's 108, how many a report gives."""
TERMS = 600
"""Different terms a report; the samples have 515 to 693."""
FILLER = (
    "各部门结合自身职责逐项抓好落实，年内未发生需要特别说明的情形，有关台账已经归档备查，后续工作按计划接续开展；"
    "对照年初确定的任务分工，承办单位按月报送进度，牵头单位按季汇总情况，发现偏差及时提醒并督促整改到位。"
)
"""Said after every sentence with figures: a real report has about 9,000 characters, most of them without a figure."""

_FINDINGS = """
create schema if not exists audit;
create or replace table audit.figure_findings (
    finding_id varchar, rule varchar, severity varchar, subject varchar, figure_id varchar,
    related_figure_id varchar, sha256 varchar, region_code varchar, year integer, indicator_code varchar,
    observed varchar, message_zh varchar, message_en varchar
);
"""

_CATALOGUE = """
insert into raw.indicators by name select * from read_csv('{indicators}', header = true, all_varchar = true);
insert into raw.regions by name
select code, name, level, nullif(parent_code, '') as parent_code, valid_from::integer as valid_from,
    nullif(valid_to, '')::integer as valid_to, false as invented
from read_csv('{regions}', header = true, all_varchar = true);
"""

_REPORTS = """
create or replace temp table report as
with county as (
    select code, any_value(name) as name, row_number() over (order by code) as ordinal
    from raw.regions
    where level = 'county' and valid_to is null
    group by code
)
select
    county.code, county.name, {last_year} - offset_years.years as report_year,
    sha256(county.code || (report_year)::varchar) as sha256
from county cross join (select unnest(range({years})) as years) as offset_years
qualify row_number() over (order by ordinal, report_year) <= {reports};
"""

_SENTENCES = """
create or replace temp table fact as
select
    report.sha256, report.report_year, indicator.code as indicator_code, indicator.domain, indicator.kind,
    indicator.unit, indicator.name_zh,
    hash(report.code, indicator.code) as seed,
    case indicator.kind
        when 'rate' then 80 + (seed % 150 + (seed // 7 % 40) * (report_year - {last_year} + {years})) % 200 / 10.0
        else 1 + seed % 900 + (seed // 1000 % 90) * (report_year - {last_year} + {years})
    end::decimal(28, 6) as level,
    case indicator.kind
        when 'rate' then 80 + (seed % 150 + (seed // 7 % 40) * (report_year - {last_year} + {years} - 1)) % 200 / 10.0
        else 1 + seed % 900 + (seed // 1000 % 90) * (report_year - {last_year} + {years} - 1)
    end::decimal(28, 6) as prior,
    round(100 * (level / prior - 1), 1)::decimal(28, 6) as growth,
    case indicator.kind when 'rate' then printf('%.1f', level::double) else level::bigint::varchar end as digits
from report cross join raw.indicators as indicator
where seed % 108 < {given};

create or replace temp table mention as
select *, 1 as turn, 'level' as measure, level as value, unit as mark, digits || unit as words from fact
union all
select *, 2, 'change', growth, '%', printf('%.1f', abs(growth)::double) || '%'
from fact where kind = 'count' and seed // 13 % 8 = 0 and growth <> 0
union all
select *, 3, 'prior', prior, unit, prior::bigint::varchar || unit
from fact where kind = 'count' and seed // 17 % 20 = 0;

create or replace temp table piece as
select sha256, indicator_code as place, 1 as part,
    name_zh || string_agg(
        case turn when 1 then '' when 2 then '，同比变动' else '，上年为' end || words, '' order by turn
    ) || '。' as text
from mention group by sha256, indicator_code, name_zh
union all
select sha256, indicator_code, 2, '{filler}' from fact
union all
select distinct sha256, domain, 0, domain || chr(10) from fact;

create or replace temp table laid as
select *, sum(length(text)) over (partition by sha256 order by place, part) - length(text) as "start" from piece;
"""

_ROWS = """
insert into raw.documents by name
select report.sha256, 'https://reports.invalid/' || report.sha256 as address, 'generated' as source,
    make_timestamp(report.report_year + 1, 6, 1, 0, 0, 0)::timestamptz as fetched_at, true as is_current,
    'text/plain' as media_type, 'utf-8' as charset, report.name || '人民政府报告' as title,
    report.name || '人民政府' as issuer, report.code as region_code, report.name as region_name, 'county' as level,
    report.report_year,
    make_date(report.report_year + 1, 3, 1) + (hash(report.sha256) % 60)::integer as published_on,
    told.text, 'generated' as extractor_version
from report inner join (
    select sha256, string_agg(text, '' order by place, part) as text from laid group by sha256
) as told using (sha256);

insert into raw.sections by name
select sha256 || ':' || place as section_id, sha256, row_number() over (partition by sha256 order by place) as ordinal,
    1 as rank, place as heading, place as domain, false as is_plan, "start",
    lead("start", 1, 1000000) over (partition by sha256 order by place) as "end"
from laid where part = 0;

insert into raw.figures by name
select * exclude (begins) from (select
    md5(mention.sha256 || mention.indicator_code || mention.turn) as figure_id, mention.sha256,
    mention.sha256 || ':' || mention.domain as section_id,
    laid."start" as sentence_start, laid."start" + length(laid.text) as sentence_end,
    laid."start" + instr(laid.text, case mention.turn when 1 then '' when 2 then '，同比变动' else '，上年为' end
        || mention.words) - 1
        + case mention.turn when 1 then 0 when 2 then 5 else 4 end as begins,
    begins as "start", begins + length(mention.words) as "end",
    mention.words as raw, mention.value, case when mention.mark = '%' then 0.05 else 0.5 end as "precision",
    mention.mark as unit, case when mention.seed // 23 % 30 = 0 then 'at_least' else 'exact' end as bound,
    case mention.measure when 'change' then 'change' else 'level' end as measure, 'total' as scope,
    mention.indicator_code, mention.name_zh as object, '办理' as deed, 'own' as whose,
    case mention.measure when 'prior' then report_year - 1 else report_year end as year,
    ['generated'] as rules, 'generated' as extractor_version
from mention inner join laid
    on mention.sha256 = laid.sha256 and mention.indicator_code = laid.place and laid.part = 1)
order by sha256, "start";

insert into raw.terms by name
select sha256, '词' || (hash(sha256, n) % 7 + n * 7)::varchar as term, 1 + (hash(n, sha256) % 5)::integer as occurrences
from report cross join (select unnest(range({terms})) as n);

insert into audit.figure_findings by name
select figure_id as finding_id, 'generated' as rule, 'warn' as severity, 'figure' as subject, figure_id
from raw.figures where hash(figure_id) % 100 = 0;
"""


def fill(con: duckdb.DuckDBPyConnection, reports: int) -> None:
    """Creates the schemas `raw` and `audit` anew with `reports` reports and their figures, terms and findings."""
    settings = {
        "reports": reports,
        "years": max(YEARS, math.ceil(reports / COUNTIES)),
        "last_year": LAST_YEAR,
        "given": INDICATORS_GIVEN,
        "terms": TERMS,
        "filler": FILLER,
        "indicators": INDICATORS,
        "regions": REGIONS,
    }
    con.execute("drop schema if exists raw cascade;" + SCHEMA.read_text(encoding="utf-8") + _FINDINGS)
    for step in (_CATALOGUE, _REPORTS, _SENTENCES, _ROWS):
        con.execute(step.format(**settings))
