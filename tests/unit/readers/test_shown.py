"""What a page shows: struck, hidden and raised text, lines of cells, numbers that a line's end parts, teasers."""

from __future__ import annotations

import pytest

from ingest.readers.html import read_html

pytestmark = pytest.mark.unit

FIRST = "2023年，鹤汀市坚持依法行政，现将有关情况报告如下。"
LAST = "下一步，我市将继续推进法治政府建设，取得更大成效。"
OWN = "全年受理行政复议案件1083件，审结996件。"
MORE = "全市共有行政执法人员2150名，开展执法检查86次。"
OTHER = "2022年，全市受理行政复议案件962件，审结901件，应诉案件233件。"
TITLE = "鹤汀市2023年法治政府建设年度报告"
BEFORE = "鹤汀市2022年法治政府建设年度报告"


def lines(body: str, head: str = "") -> list[str]:
    """What is read between the first and the last sentence of an article."""
    page = (
        f'<html><head><meta charset="utf-8">{head}<title>{TITLE}</title></head><body><h1>{TITLE}</h1>'
        f'<div id="zoom"><p>{FIRST}</p>{body}<p>{LAST}</p></div></body></html>'
    )
    text = read_html(page.encode(), "utf-8").text.split("\n")
    return text[text.index(FIRST) + 1 : text.index(LAST)]


def table(*rows: list[str]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            "案件<del>1038件</del><ins>1083件</ins>，审结<s>969</s>996件，<strike>应诉264件</strike>。",
            "案件1083件，审结996件，。",
        ),
        ('案件<span style="text-decoration:line-through">1038</span>1083件。', "案件1083件。"),
        ("案件<s><b>12件</b></s>13件。", "案件13件。"),
        ("案件<span hidden>99件</span>13件。", "案件13件。"),
        ('案件<i style="opacity:0;">97件</i>13件。', "案件13件。"),
        ('案件<i style="opacity:0.8">13件</i>。', "案件13件。"),
        (
            "案件1083<sup>2</sup>件，审结996<sup>[3]</sup>件，办结率92%<sup>1</sup>。",
            "案件1083件，审结996件，办结率92%。",
        ),
        ('案件1083<a href="#_ftn1">[1]</a>件。', "案件1083件。"),
        ('案件1083<span style="vertical-align: super">注</span>件。', "案件1083件。"),
        ("面积1200m<sup>2</sup>，约3×10<sup>4</sup>人。", "面积1200m²，约3×10⁴人。"),
        ("案件1083<sup>件</sup>。", "案件1083件。"),
        ('案件1083<a href="#fn1">2</a>件，<a href="#part">12</a>次。', "案件1083件，12次。"),
        ("案件1083<sub>2</sub>件，CO<sub>2</sub>、PM<sub>2.5</sub>下降。", "案件1083件，CO2、PM2.5下降。"),
        ('案件1083<i style="position:relative; top:-4px; font-size:8px">2</i>件。', "案件1083件。"),
        ('案件<i style="position:relative; top:-4px; font-size:8px">12</i>件。', "案件12件。"),
        ('案件<i style="position:absolute;left:-9999px">99件</i>13件。', "案件13件。"),
        ('案件<i style="height:0;overflow:hidden">99件</i>13件。', "案件13件。"),
        ('案件<i style="text-indent:-21pt">13件</i>。', "案件13件。"),
        ('案件1083<i style="position:relative; top:-4pt">2</i>件。', "案件1083件。"),
        ('案件1083<a href="#n3">3</a>件，审结996<a href="#_ftn2">②</a>件。', "案件1083件，审结996件。"),
        ("CO<sub>2</sub>1500吨。", "CO₂1500吨。"),
    ],
)
def test_struck_and_hidden_text_and_marks_of_notes_are_left_out(body: str, shown: str) -> None:
    assert lines(f"<p>{body}</p>") == [shown]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("案件1<img src=0.png>83件，12<svg></svg>件。", "案件1\ufffc83件，12\ufffc件。"),
        ("案件<img src=9.png> 96件。", "案件\ufffc96件。"),
        ("一千<img src=0.png>八十三件。", "一千\ufffc八十三件。"),
        ("<img src=dot.png>案件<img src=icon.png>情况：13件。<img src=end.png>", "案件情况：13件。"),
        ("<img src=dot.png>13件。", "13件。"),
        ('案件1<i class="icon-0"></i>83件。', "案件1\ufffc83件。"),
        ('案件1<b class="zero"></b>83件。', "案件1\ufffc83件。"),
        ('案件<b class="dot"></b>情况：13件。', "案件情况：13件。"),
        ('案件<bdo dir="rtl">31</bdo>件。', "案件\u202e31\u202c件。"),
        ('案件<b style="display:flex;flex-direction:row-reverse"><i>3</i><i>1</i></b>件。', "案件\u202e31\u202c件。"),
    ],
)
def test_what_stands_in_place_of_a_digit_is_told(body: str, shown: str) -> None:
    head = "<style>.zero:before{content:'0'} .dot::after{content:'·'}</style>"
    assert lines(f"<p>{body}</p>", head) == [shown]


def test_pictures_in_cells_are_told_beside_digits() -> None:
    body = table(["指标<img src=a.png>", "件"], ["受理", "10<img src=8.png>3"], ["审结", "<img src=9.png>96"])
    assert lines(body) == ["指标 | 件", "受理 | 10\ufffc3", "审结 | \ufffc96"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<p>案件<span style="color:#fff">77</span>13件。</p>', ["案件13件。"]),
        ('<p>案件<font color="#FFFFFF">77</font>13件。</p>', ["案件13件。"]),
        ('<p>案件<b class="w">77</b>13件。</p><p class="w">调解888件。</p>', ["案件13件。"]),
        ('<p>案件13件。</p><p style="color: rgb(255, 255, 255)">调解888件。</p>', ["案件13件。"]),
        ('<p style="background:#b00"><span style="color:#fff">案件13件。</span></p>', ["案件13件。"]),
        ('<p class="banner"><span style="color:#fff">案件13件。</span></p>', ["案件13件。"]),
        ('<p>案件<b class="badge" style="color:#fff">13</b>件。</p>', ["案件13件。"]),
        ('<p>案件<b style="color:#fff;background-color:red">13</b>件。</p>', ["案件13件。"]),
        ('<p>案件<b style="background-color:#fff;border-color:white">13</b>件。</p>', ["案件13件。"]),
    ],
)
def test_white_text_on_white_ground_is_left_out(body: str, shown: list[str]) -> None:
    assert lines(body, "<style>.w{color:#FFF;font-size:12px} .dark{color:#fff;background:#000}</style>") == shown


def test_columns_of_preformatted_text_are_a_table() -> None:
    body = "<pre>行政复议情况\n指标      2022年   2023年\n受理（件）   962     1083\n\n以上为全年数据。</pre>"
    assert lines(body) == ["行政复议情况", "指标 | 2022年 | 2023年", "受理（件） | 962 | 1083", "以上为全年数据。"]
    assert lines("<pre>案件13件，\n审结12件。</pre>") == ["案件13件，审结12件。"]


def test_counts_of_readers_are_no_line_of_the_article() -> None:
    assert lines("<p>案件13件。</p><div>阅读 3562次 点赞12次 分享3次</div>") == ["案件13件。"]


def test_a_class_that_a_style_sheet_hides_is_left_out_and_one_of_another_medium_is_not() -> None:
    head = "<style>.draft{display:none}@media print{.menu{display:none}}.out{text-decoration:line-through}"
    head += ".up{vertical-align:super}</style>"
    body = '<p>案件<b class="draft">7件</b><b class="out">8件</b><b class="menu">9<b class="up">2</b>件</b>。</p>'
    assert lines(body, head) == ["案件9件。"]


@pytest.mark.parametrize("how", ["hidden", 'style="display:none"', 'style="visibility: hidden"'])
def test_a_hidden_part_is_left_out_and_the_article_is_not(how: str) -> None:
    assert lines(f"<p>{OWN}</p><div {how}><p>{OTHER}</p></div>") == [OWN]
    whole = (
        f"<html><title>{TITLE}</title><body><p>请稍候。</p><div {how}><p>{FIRST}</p><p>{OWN}</p></div></body></html>"
    )
    assert OWN in read_html(whole.encode(), "utf-8").text


def test_hidden_rows_and_cells_of_a_table_are_left_out() -> None:
    body = (
        "<table><tr><td>指标</td><td>件</td></tr><tr hidden><td>受理</td><td>7777</td></tr>"
        '<tr><td>审结</td><td>996</td><td style="display:none">8888</td></tr></table>'
    )
    assert lines(body) == ["指标 | 件", "审结 | 996"]


@pytest.mark.parametrize("cell", ["{}<br>{}", "<p>{}</p><p>{}</p>", "<div>{}</div><div>{}</div>", "{}\n{}"])
def test_lines_of_cells_beside_each_other_are_rows(cell: str) -> None:
    body = table(
        ["指标", "2022年", "2023年"], ["受理（件）<br>审结（件）", cell.format(962, 901), cell.format(1083, 996)]
    )
    assert lines(body) == ["指标 | 2022年 | 2023年", "受理（件） | 962 | 1083", "审结（件） | 901 | 996"]


@pytest.mark.parametrize(
    "cell", ["962<br>901", "<p>962</p><p>901</p>", "<ul><li>962</li><li>901</li></ul>", "962\n901"]
)
def test_two_numbers_in_a_cell_stay_two(cell: str) -> None:
    assert lines(table(["指标", "2022年"], ["受理（件）", cell])) == ["指标 | 2022年", "受理（件） | 962；901"]


def test_a_number_that_a_narrow_cell_breaks_is_whole() -> None:
    assert lines(table(["受理", "1<br>083件"], ["满意度", "98.<br>25%"])) == ["受理 | 1083件", "满意度 | 98.25%"]


def test_rows_of_tables_within_tables_keep_their_lines_too() -> None:
    inner = table(["受理<br>审结", "962<br>901件"])
    assert lines(table([inner, "注"]))[:2] == ["受理 | 962", "审结 | 901件"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>受理案件1<br>083件，审结996<br>件，办结率95.<br>8%。</p>", ["受理案件1083件，审结996件，办结率95.8%。"]),
        ("<p>调解纠纷三千九<br>百六十五件。</p>", ["调解纠纷三千九百六十五件。"]),
        ("<p>全年应诉案件1</p><p>084件，其中一审12件。</p>", ["全年应诉案件1084件，其中一审12件。"]),
        ("<p>附件1</p><p>3个部门参加。</p>", ["附件1", "3个部门参加。"]),
        ("<p>工作安排（一）<br>1.受理案件12件。</p>", ["工作安排（一）", "1.受理案件12件。"]),
        ("<p>表2023<br>12件审结。</p>", ["表2023", "12件审结。"]),
    ],
)
def test_a_number_that_the_end_of_a_line_parts_is_whole(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


@pytest.mark.parametrize(
    "teaser",
    [
        f'<div class="xgwz"><h3>相关文章</h3><ul><li><a href="/1">{BEFORE}</a><p>{OTHER}</p></li></ul></div>',
        f'<ul><li><a href="/1">{BEFORE}</a><p>{OTHER}</p></li></ul>',
        f'<div><div>延伸阅读</div><div><a href="/1">一图读懂</a><p>{OTHER}</p></div></div>',
        f'<dl><dt><a href="/1">{BEFORE}</a></dt><dd>{OTHER}</dd></dl>',
        f'<section><div><a href="/1">{BEFORE}</a><span>{OTHER}</span></div></section>',
        f'<p><a href="/1">{BEFORE}</a></p><p>{OTHER}</p>',
        f'<ul><li><a href="/1">{BEFORE}</a><i>2023-03-01</i><p>2022年，我市受理行政复议案件962件……</p></li></ul>',
        '<ul><li><a href="/2">青屏县2023年法治政府建设年度报告</a><p>2023年，我县受理行政复议案件62件……</p></li></ul>',
        f'<table><tr><td>历年报告</td><td>摘要</td></tr><tr><td><a href="/1">{BEFORE}</a></td><td>{OTHER}</td></tr></table>',
    ],
)
def test_teasers_of_other_reports_within_the_article_are_left_out(teaser: str) -> None:
    assert lines(f"<p>{OWN}</p><p>{MORE}</p>{teaser}") == [OWN, MORE]
    assert lines(f"{teaser}<p>{OWN}</p><p>{MORE}</p>") == [OWN, MORE]


def test_a_link_to_the_report_itself_and_one_within_a_sentence_are_no_teasers() -> None:
    link = f'<p><a href="/1">{TITLE}</a></p>'
    assert lines(f"{link}<p>{OWN}</p>")[-1] == OWN
    assert lines(f'<p>落实《<a href="/1">{BEFORE}</a>》提出的任务。</p>') == [f"落实《{BEFORE}》提出的任务。"]
