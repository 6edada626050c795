"""Days of publication that stand below the article, or that only a script knows."""

from __future__ import annotations

import pytest

from ingest.readers.html import read_html

pytestmark = pytest.mark.unit

BODY = "".join(f"<p>第{n}段：全县依法办理各类案件{n}件，群众十分满意，工作井然有序。</p>" for n in range(1, 9))


def meta(below: str = "", script: str = "", name: str = "text") -> dict[str, str]:
    page = f"<html><body><div id={name}>{BODY}</div>{below}<script>{script}</script></body></html>"
    return read_html(page.encode(), "utf-8").meta


@pytest.mark.parametrize(
    "line", ["发布时间：2024-03-29", "（来源：青禾县司法局　发布日期：2024年3月29日）", "发布时间: 2024/3/29 10:00"]
)
def test_a_labelled_day_below_the_article_is_told(line: str) -> None:
    assert meta(below=f"<p>{line}</p>")["published_below"].startswith("2024")


@pytest.mark.parametrize("line", ["2024-03-29", "生成日期：2024-03-29", "发布时间：近期"])
def test_what_is_no_day_of_publication_below_the_article_is_not_told(line: str) -> None:
    assert "published_below" not in meta(below=f"<div><p>{line}</p></div>")


@pytest.mark.parametrize(
    "script",
    [
        "var state={'publishTime':'2024-2-2 08:30:00'};",
        'var state={"pub_date":"2024/02/02"};',
        "var releaseTime = 1706842800000;",
        'x={"fbsj":"2024-02-02"};y={"fbsj":"2024-02-02 10:00"}',
    ],
)
def test_a_day_that_a_script_names_as_that_of_publication_is_told(script: str) -> None:
    assert meta(script=script)["published_in_script"] == "2024-02-02"


@pytest.mark.parametrize(
    "script",
    [
        "a={publishTime:'2024-02-02'};b={publishTime:'2023-01-05'}",
        "var loginTime='2024-02-02';",
        "var ct='1706842800';",
    ],
)
def test_a_script_that_names_several_days_or_another_one_tells_nothing(script: str) -> None:
    assert "published_in_script" not in meta(script=script)


@pytest.mark.parametrize(
    "script", ['var ct = "1709738000";', "window.ct='1709738000'", "var createTime = '2024-03-06 23:13';"]
)
def test_articles_of_public_accounts_tell_their_day_in_seconds_of_china(script: str) -> None:
    assert meta(script=script, name="js_content")["published_in_script"] == "2024-03-06"
