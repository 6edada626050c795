"""What is a report and what is not."""

from __future__ import annotations

import csv
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
        ("桐庐县2024年法治政府建设工作要点", ADVICE, "plan"),
        ("桐庐县法治政府建设示范县创建工作方案", ADVICE, "model_creation"),
        ("关于开展2023年法治政府建设督察的通知", ADVICE, "notice"),
        ("关于做好2023年法治政府建设年度报告工作的通知", ADVICE, "notice"),
        (f"《{TITLE}》政策解读", ADVICE, "interpretation"),
        ("一图读懂：桐庐县2023年法治政府建设情况报告", ADVICE, "interpretation"),
        ("桐庐县召开2023年法治政府建设推进会", ADVICE, "news"),
        (
            "桐庐县2023年政府信息公开工作年度报告",
            "2023年，桐庐县推进政务公开，办理申请17件。" * 60,
            "disclosure_report",
        ),
        ("桐庐县茶文化节游客如织", "2023年，桐庐县举行活动，游客众多，热闹非凡，大家都很高兴。" * 30, "not_a_report"),
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


NEWS = "2月1日，桐庐县对外公开年度法治政府建设成绩，群众满意度明显提高，行政执法更加规范有序。" * 20


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        ("桐庐县法治政府建设实施方案（2021—2025年）", ADVICE, "plan"),
        ("桐庐县2024年度法治政府建设工作计划", ADVICE, "plan"),
        ("桐庐县法治政府建设“十四五”规划", ADVICE, "plan"),
        ("法治桐庐建设规划纲要", ADVICE, "plan"),
        ("桐庐县2024年法治政府建设工作安排", ADVICE, "plan"),
        ("关于印发桐庐县2024年法治政府建设工作要点的通知", ADVICE, "plan"),
        ("桐庐县2023年法治政府建设重点任务清单", ADVICE, "list"),
        ("桐庐县行政执法事项目录", ADVICE, "list"),
        ("桐庐县法治政府建设考核办法", ADVICE, "rule"),
        ("关于深入推进法治政府建设的实施意见", ADVICE, "rule"),
        ("关于报送2023年度法治政府建设情况的通知", ADVICE, "notice"),
        ("桐庐县司法局关于召开法治政府建设座谈会的函", ADVICE, "notice"),
        ("桐庐县法治政府建设示范创建工作情况", ADVICE, "model_creation"),
        ("桐庐县申报全国法治政府建设示范县公示", ADVICE, "model_creation"),
        ("2024年桐庐县政府工作报告", ADVICE, "work_report"),
        ("桐庐县2023年政务公开工作总结", ADVICE, "disclosure_report"),
        ("桐庐县委书记张三同志2023年度述法报告", ADVICE, "personal_report"),
        ("2023年度述职述廉述法报告", ADVICE, "personal_report"),
        ("桐庐县水利局局长履行推进法治建设第一责任人职责情况报告", ADVICE, "personal_report"),
        ("桐庐县2023年上半年法治政府建设工作总结", BODY, "part_of_year"),
        ("桐庐县2023年第三季度依法行政工作情况", BODY, "part_of_year"),
        ("桐庐县法治政府建设第三方评估报告", ADVICE, "other_report"),
        ("关于法治政府建设督察反馈问题整改情况的报告", ADVICE, "other_report"),
        ("桐庐县2023年法治政府建设情况报告（征求意见稿）公开征集意见", ADVICE, "draft"),
        ("桐庐县2023年法治政府建设情况报告图解", BODY, "interpretation"),
        ("解读《桐庐县2023年法治政府建设情况报告》", BODY, "interpretation"),
        ("桐庐县2023年法治政府建设成绩单出炉", NEWS, "news"),
        ("桐庐县审议法治政府建设工作", NEWS, "news"),
        # Reports, whatever stands around the word.
        ("桐庐县2023年法治政府工作报告", BODY, "report"),
        ("桐庐县2023年法治政府建设工作总结和2024年工作要点", BODY.replace("，现将有关情况报告如下：", "。"), "report"),
        ("关于公布《桐庐县2023年法治政府建设情况报告》的公告", BODY, "report"),
        ("桐庐县人民政府关于2023年度推进法治政府建设情况的公示", BODY.replace("报告如下", "公示如下"), "report"),
        (
            "关于印发《桐庐县2023年法治政府建设情况报告》的通知",
            BODY.replace("，现将有关情况报告如下：", "。"),
            "report",
        ),
        ("桐庐县2023年推进法治政府建设暨党政主要负责人履行法治建设第一责任人职责情况报告", BODY, "report"),
        ("桐庐县2023年度法治政府建设暨述法工作情况报告", BODY, "report"),
        ("桐庐县发展和改革局2023年度法治政府建设情况的报告", BODY, "report"),
        ("桐庐县司法局关于2023年法治政府建设示范引领工作情况的报告", BODY, "report"),
    ],
)
def test_every_other_kind_of_document_has_a_reason_of_its_own(title: str, body: str, reason: str) -> None:
    assert verdict(title, body, as_page=False) == reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (BODY.replace("法治政府建设", "法治当局扶植").replace("行政执法行为", "依法使政行为"), "spun_copy"),
        (BODY.replace("全县各部门", "(略)各部门"), "spun_copy"),
        (BODY.replace("严格", "嚴(yán)格").replace("规范", "規(guī)范"), "spun_copy"),
        (BODY.replace("全县各部门", "开云体育常务会议"), "spun_copy"),
        (
            BODY + "查处网络赌博案件3起，取缔棋牌室2家，彩票公益金支出12万元，印发规定（试行）、(A)类目录。" * 6,
            "report",
        ),
    ],
)
def test_a_copy_with_changed_words_is_told_from_the_report(changed: str, reason: str) -> None:
    assert verdict(TITLE, changed, as_page=False) == reason


def test_no_known_title_of_a_report_is_that_of_another_document(shared: Path) -> None:
    with (shared / "catalog" / "known_reports.csv").open(encoding="utf-8", newline="") as stream:
        titles = [row["title"] for row in csv.DictReader(stream) if "-" not in row["report_year"]]
    assert len(titles) > 150
    filling = "，".join(["推进工作"] * 120)
    body = f"依法行政工作扎实推进。\n一、做法\n{filling}。\n二、成效\n{filling}。\n三、不足\n{filling}。"
    verdicts = {title: verdict(title, body, as_page=False) for title in titles}
    assert {title: found for title, found in verdicts.items() if found not in ("report", "no_region")} == {}


def test_the_real_reports_are_taken(shared: Path) -> None:
    files = sorted((shared / "reports").glob("*.txt"))
    assert files
    for file in files:
        document = read_document(file.read_bytes(), file.name)
        check_report(document, read_head(document, file.name, load_regions()))
