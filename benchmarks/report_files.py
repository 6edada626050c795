"""Report files of invented reports, as many as wanted: pages as they are published, of the texts in `corpora.py`."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.corpora import fill

PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{year}-03-01"></head>
<body><div class="crumbs">首页 &gt; 政务公开 &gt; 法治政府建设</div><h1>{title}</h1>
<div class="info">发布时间：{year}-03-01　来源：{issuer}</div>
<div class="content">
{paragraphs}
</div><div class="foot">版权所有</div></body></html>
"""

_HEADING = re.compile(r"([a-z_]+)\n")  # 91.4%。emergency⏎应急救援 → the code of a domain that ends a line
_NUMERALS = "一二三四五六七八九十"


def write_reports(folder: Path, reports: int) -> list[Path]:
    """Writes `reports` pages of about 20 kB below `folder` and returns them in order: equal numbers give equal bytes.

    A larger number gives the same pages and more.
    """
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        fill(con, reports)
        rows = con.execute(
            "select region_code, issuer, report_year, text from raw.documents order by region_code, report_year"
        )
        paths = []
        while row := rows.fetchone():
            code, issuer, year, text = row
            title = f"{issuer}{year}年法治政府建设年度报告"
            parts = _HEADING.split(text)[2::2]
            paragraphs = "\n".join(
                f"<p>{numeral}、第{numeral}方面工作</p>\n<p>{part}</p>"
                for numeral, part in zip(_NUMERALS, parts, strict=False)
            )
            page = PAGE.format(title=title, year=year + 1, issuer=issuer, paragraphs=paragraphs)
            paths.append(folder / f"{code}-{year}.html")
            paths[-1].write_text(page, encoding="utf-8")
    return paths
