"""Whether a document is one government's yearly report at all."""

from __future__ import annotations

import re
from functools import cache

from ingest.model import DocumentRejected, ReadDocument, Reject, ReportHead
from ingest.reports.patterns import read_patterns
from ingest.reports.sections import split_sections
from ingest.reports.titles import is_report_title

_TOPIC = re.compile("法治政府|依法行政|法治建设|法治建設")
_SAYS_IT_REPORTS = re.compile(
    "(?:报告|汇报|总结|公开|公布|通报|報告|匯報)如下|情况(?:报告|汇报)?[:：]"
    "|[现現][将將就把][^。\\n]{0,60}(?:报告|汇报|報告|总结)"
)
_UNITS = "[个件次人名场期项部份条起家万元市县区镇乡局年月日%户处支]"
_GAP = re.compile(rf"(?:[xX×＊*_＿○〇]{{2,}}|[xX×])\s*(?={_UNITS})|20[xX×]{{2}}年")
"""What stands in a template where a figure, a name or a year belongs: `XX件`, `××县`, `20XX年`."""

_SHORT = 600
"""Characters. Error and login pages have fewer; a report has thousands."""
_LEAST = 400
"""Han characters of the shortest text that can be a report and not a note about one."""
_LEAST_GAPS = 3
_HAN = re.compile("[\u4e00-\u9fff]")
_NEWS_SUBJECT = re.compile("报告|情况|总结|汇报|白皮书|報告")


@cache
def _kinds() -> list[tuple[str, str, re.Pattern[str]]]:
    return [(reason, where, pattern) for (reason, where), pattern in read_patterns("page_kinds.tsv")]


def check_report(document: ReadDocument, head: ReportHead) -> None:
    """Returns where the document is a report whose region and year are known.

    Else raises DocumentRejected (stage `report`) with reason `error_page`, `login_page`, `interpretation`,
    `template`, `not_a_report`, `no_report_year` or `no_region`, and one sentence that says what was missing.
    """
    text, title = document.text, head.title or ""
    called = f"“{title}”" if title else "The page"
    _reject_other_pages(text, title)
    if not _TOPIC.search(title) and not _TOPIC.search(text):
        raise _rejected("not_a_report", f"{called} never speaks of 法治政府 or 依法行政.")
    han = len(_HAN.findall(text))
    if han < _LEAST:
        raise _rejected("not_a_report", f"{called} has {han} Chinese characters: too few for a report.")
    gaps = len(_GAP.findall(text))
    if gaps >= _LEAST_GAPS:
        raise _rejected("template", f"{called} has {gaps} blanks such as XX or ×× in the place of figures.")
    if not _reads_like_report(text, title):
        raise _rejected("not_a_report", f"{called} has neither the title nor the opening nor the parts of a report.")
    if head.report_year is None:
        raise _rejected("no_report_year", f"{called} does not say which year it reports on.")
    if head.region_code is None:
        raise _rejected("no_region", f"{called} does not say which region it is of, or several bear that name.")


def _rejected(reason: str, message: str) -> DocumentRejected:
    return DocumentRejected(Reject(stage="report", reason=reason, message=message))


def _reject_other_pages(text: str, title: str) -> None:
    """Error and login pages by their few words; notices, plans, interpretations and news by their titles."""
    report_title = is_report_title(title)
    for reason, where, pattern in _kinds():
        if where == "short" and len(text) < _SHORT and pattern.search(f"{title}\n{text}"):
            kind = reason.replace("_", " ")
            raise _rejected(reason, f"The page holds {len(text)} characters and reads like one: {kind}.")
        if where == "title" and pattern.search(title) and not _carries_report(title, text):
            raise _rejected(reason, f"“{title}” announces another kind of document.")
        if where == "news" and pattern.search(title) and not report_title and not _carries_report(title, text):
            raise _rejected(reason, f"“{title}” is news about an event.")


def _carries_report(title: str, text: str) -> bool:
    """A report under the title of another document, as `关于印发…报告的通知`: it says so where it begins."""
    return bool(_NEWS_SUBJECT.search(title) and re.search("[报報]告如下", text[:2000]))


def _reads_like_report(text: str, title: str) -> bool:
    if title and not _TOPIC.search(title) and not _TOPIC.search(text[:1500]):
        return False
    if is_report_title(title) or (_SAYS_IT_REPORTS.search(text[:2000]) and _TOPIC.search(text[:2000])):
        return True
    sections = [section for section in split_sections(text) if section.rank in (1, 2)]
    return len(sections) >= 3 and len(_TOPIC.findall(text)) >= 3 and any(not section.is_plan for section in sections)
