"""What is a report and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import DocumentRejected
from ingest.publishers.regions import load_regions
from ingest.readers import read_document
from ingest.reports.head import read_head
from ingest.reports.recognition import check_report

pytestmark = pytest.mark.unit

TITLE = "桐庐县2023年法治政府建设情况报告"
BODY = (
    "2023年，桐庐县深入推进法治政府建设，现将有关情况报告如下：\n一、主要工作\n（一）加强领导。"
    + "全县各部门严格落实责任，规范行政执法行为，办理行政复议案件17件。" * 20
    + "\n二、存在不足\n"
    + "执法力量不足，能力有待提高。" * 10
)
ADVICE = BODY.replace("现将有关情况报告如下", "现就有关事项明确").replace("二、存在不足", "二、工作要求")


def verdict(title: str, body: str, as_page: bool) -> str:
    text = f"{title}\n{body}"
    if as_page:
        paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
        text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{paragraphs}</div></body></html>"
    document = read_document(text.encode())
    try:
        check_report(document, read_head(document, "", load_regions()))
    except DocumentRejected as rejected:
        assert rejected.reject.stage == "report"
        assert rejected.reject.message.endswith(".")
        return rejected.reject.reason
    return "report"


@pytest.mark.parametrize("as_page", [False, True])
@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        (TITLE, BODY, "report"),
        ("", BODY, "report"),
        ("桐庐县2023年法治政府建设工作总结及2024年工作计划", BODY, "report"),
        ("桐庐县人民政府关于印发2023年法治政府建设情况报告的通知", BODY, "report"),
        (TITLE, BODY.replace("，现将有关情况报告如下：", "。"), "report"),
        ("桐庐县2024年法治政府建设工作要点", ADVICE, "not_a_report"),
        ("桐庐县法治政府建设示范县创建工作方案", ADVICE, "not_a_report"),
        ("关于开展2023年法治政府建设督察的通知", ADVICE, "not_a_report"),
        ("关于做好2023年法治政府建设年度报告工作的通知", ADVICE, "not_a_report"),
        (f"《{TITLE}》政策解读", ADVICE, "interpretation"),
        ("一图读懂：桐庐县2023年法治政府建设情况报告", ADVICE, "interpretation"),
        ("桐庐县召开2023年法治政府建设推进会", ADVICE, "not_a_report"),
        ("桐庐县2023年政府信息公开工作年度报告", "2023年，桐庐县推进政务公开，办理申请17件。" * 60, "not_a_report"),
        ("桐庐县举行茶文化节", "2023年，桐庐县举行活动，游客众多，热闹非凡，大家都很高兴。" * 30, "not_a_report"),
        ("XX县2023年法治政府建设情况报告", BODY.replace("桐庐县", "XX县").replace("17件", "XX件"), "template"),
        ("××局20XX年法治政府建设情况报告", BODY.replace("17件", "××件"), "template"),
        ("桐庐县法治政府建设情况报告", BODY.replace("2023年，", ""), "no_report_year"),
        ("2023年法治政府建设情况报告", BODY.replace("桐庐县", "我地").replace("全县", "各地"), "no_region"),
        ("404 Not Found", "您访问的页面不存在或已被删除，请返回首页。", "error_page"),
        ("系统提示", "对不起，服务器繁忙，请稍后再试。", "error_page"),
        ("用户登录", "请输入用户名、密码和验证码，登录系统。", "login_page"),
        (TITLE, "详见附件。", "not_a_report"),
    ],
)
def test_a_document_is_taken_or_rejected_for_its_reason(title: str, body: str, reason: str, as_page: bool) -> None:
    assert verdict(title, body, as_page) == reason


def test_the_real_reports_are_taken(shared: Path) -> None:
    files = sorted((shared / "reports").glob("*.txt"))
    assert files
    for file in files:
        document = read_document(file.read_bytes(), file.name)
        check_report(document, read_head(document, file.name, load_regions()))
