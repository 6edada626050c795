"""Whether a document is one government's yearly report at all."""

from __future__ import annotations

import re
from functools import cache

from ingest.model import DocumentRejected, ReadDocument, Reject, ReportHead
from ingest.reports.copies import copy_mark
from ingest.reports.patterns import read_patterns
from ingest.reports.sections import split_sections
from ingest.reports.titles import is_report_title

_TOPIC = re.compile("法治政府|依法行政|法治建设|法治建設")
_SAYS_IT_REPORTS = re.compile(
    "(?:报告|汇报|总结|公开|公布|公示|公告|通报|報告|匯報)如下|情况(?:报告|汇报)?[:：]"
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
_SUBJECT = re.compile("报告|情况|总结|汇报|白皮书|報告")
_WITH_PLANS = re.compile(r"(总结|情况|报告|汇报)的?[及和与暨、]")
"""A report that ends with the plans for the next year: `2023年工作总结及2024年工作计划`."""
_DIRECTS = re.compile(
    r"通知如下|[提有]出?(?:如下|以下)要求|(?:事项|要求|意见|安排)[^。\n]{0,6}如下|[贵请]各?[^。\n]{0,16}(?:认真|遵照|抓好)"
)
_CARRIES = re.compile(r"印发|公布|公开|发布|公示|转发|(?:报告|情况|总结)[》”]?的?(?:公告|通告|公示|公开)")
"""Titles of notices under which a whole report may stand, as `关于印发…报告的通知`."""
_OPENING = 2000


@cache
def _kinds() -> list[tuple[str, str, re.Pattern[str]]]:
    return [(reason, where, pattern) for (reason, where), pattern in read_patterns("page_kinds.tsv")]


def check_report(document: ReadDocument, head: ReportHead) -> None:
    """Returns where the document is a report whose region and year are known.

    Else raises DocumentRejected (stage `report`) with one sentence that says what was missing, and a reason: one of
    `page_kinds.tsv` (`plan`, `notice`, `interpretation`, `news`, …), `spun_copy`, `template`, `not_a_report`,
    `no_report_year` or `no_region`.
    """
    text, title = document.text, head.title or ""
    called = f"“{title}”" if title else "The page"
    _reject_other_pages(text, title)
    mark = copy_mark(text)
    if mark:
        raise _rejected("spun_copy", f"{called} is a copy with changed words: {mark}. Take the publisher's own page.")
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
    for reason, where, pattern in _kinds():
        if where == "short":
            if len(text) < _SHORT and pattern.search(f"{title}\n{text}"):
                kind = reason.replace("_", " ")
                raise _rejected(reason, f"The page holds {len(text)} characters and reads like one: {kind}.")
        elif pattern.search(title) and not _is_report_all_the_same(reason, where, title, text):
            raise _rejected(reason, f"“{title}” announces another kind of document: {reason.replace('_', ' ')}.")


def _is_report_all_the_same(reason: str, where: str, title: str, text: str) -> bool:
    if where == "news" and is_report_title(title):
        return True
    if reason == "plan" and is_report_title(title) and _WITH_PLANS.search(title):
        return True
    carries = reason in ("notice", "news") and _CARRIES.search(title)
    return bool(carries and _SUBJECT.search(title) and _reports(text))


def _reports(text: str) -> bool:
    """Whether a text is a report whatever its title: it says so where it begins, or has the parts of one and tells
    nobody what to do."""
    opening = text[:_OPENING]
    if _SAYS_IT_REPORTS.search(opening) and not re.search("通知如下", opening):
        return True
    return not _DIRECTS.search(text) and bool(_TOPIC.search(opening)) and _has_parts(text)


def _reads_like_report(text: str, title: str) -> bool:
    if title and not _TOPIC.search(title) and not _TOPIC.search(text[:1500]):
        return False
    if is_report_title(title) or (_SAYS_IT_REPORTS.search(text[:_OPENING]) and _TOPIC.search(text[:_OPENING])):
        return True
    return len(_TOPIC.findall(text)) >= 3 and _has_parts(text)


def _has_parts(text: str) -> bool:
    """Three headings of the upper ranks at least, not all of them on plans."""
    sections = [section for section in split_sections(text) if section.rank in (1, 2)]
    return len(sections) >= 3 and any(not section.is_plan for section in sections)
