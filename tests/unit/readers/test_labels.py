"""Labels of pages, however they are set."""

from __future__ import annotations

import pytest

from ingest.readers.labels import is_label_line, read_labels

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("发布时间：2015-02-01 09:30 来源：县司法局", "published", "2015-02-01 09:30"),
        ("发布日期:2015-02-01浏览次数:字体:[ ]", "published", "2015-02-01"),
        ("【来源:县司法局 | 发布日期:2015-02-01 】", "published", "2015-02-01"),
        ("时间 : 2015-02-01 10:00:00 来源 : 本网", "dated", "2015-02-01 10:00:00"),
        ("索  引 号: 0001/2015-00012 主题分类:", "index", "0001/2015-00012"),
        ("| 索 引 号 | 0001/2015-00012 | 主题分类 | 报告 |", "index", "0001/2015-00012"),
        ("发布机构 青禾县人民政府 生成日期 2015-01-31", "publisher", "青禾县人民政府"),
        ("标      题: 青禾县2014年法治政府建设情况报告", "title", "青禾县2014年法治政府建设情况报告"),
        ("• 文件编号:青政〔2015〕3号", "number", "青政〔2015〕3号"),
        ("来源：青禾县司法局 2015-02-01 09:30", "dated", "2015-02-01 09:30"),  # the day has no label of its own
        ("来源：青禾县司法局 2015-02-01 09:30", "source", "青禾县司法局"),
        ("发文字号 青政〔2015〕3号 发布时间 2015年2月1日", "number", "青政〔2015〕3号"),
    ],
)
def test_a_label_gives_its_value(line: str, field: str, value: str) -> None:
    assert (field, value) in {(label.field, label.value) for label in read_labels([line])}


def test_a_value_may_stand_on_the_next_line() -> None:
    labels = read_labels(["文号:", "青政〔2015〕3号", "时效:", "", "发布日期", "2015-02-01"])
    assert [(label.field, label.value) for label in labels] == [
        ("number", "青政〔2015〕3号"),
        ("published", "2015-02-01"),
    ]


def test_an_empty_label_takes_no_value_from_the_next_label() -> None:
    assert [label.field for label in read_labels(["文号:", "时效:", "发布日期: 2015-02-01"])] == ["published"]


@pytest.mark.parametrize("line", ["青禾县2014年法治政府建设情况报告", "全年办理案件17件。来源：统计。", "一、主要做法"])
def test_titles_and_prose_are_no_lines_of_labels(line: str) -> None:
    assert not is_label_line(line)
