"""Pages of site systems and authors that follow no form: the article comes out, what stands around it does not."""

from __future__ import annotations

import pytest

from ingest.readers.html import read_html

pytestmark = pytest.mark.unit

TITLE = "青禾县2014年法治政府建设情况报告"
ARTICLE = [
    "2014年，青禾县扎实推进法治政府建设，办理行政复议案件17件，审结15件，综合纠错率11.8%。",
    "一、主要做法",
    "（一）加强领导",
    "全年召开专题会议3次，研究解决难题12个，印发年度工作要点，明确任务31项。",
    "（二）强化监督",
    "评查行政执法案卷88份，发现问题37个，均已整改到位；开通微信公众号，推送信息410条。",
    "二、下一步打算",
    "2015年，我县将继续推进法治政府建设，新增法治宣传栏40个。",
]
SIGNED = ["青禾县人民政府", "2015年1月30日"]
BODY = "".join(f"<p>{line}</p>" for line in ARTICLE)
WHOLE = BODY + "".join(f"<p style='text-align:right'>{line}</p>" for line in SIGNED)

SITES = {
    "nested tables with a print button": (
        "<table id='barrierfree_container'><tr><td><table><tr><td>当前位置：<a href=/>首页</a>&gt;<a href=/a>公告</a></td></tr></table></td></tr>"
        f"<tr><td class=title>{TITLE}</td></tr><tr><td><table><tr><td>发布日期：2015-02-01</td><td>浏览次数：<script>1</script></td>"
        "<td>字号：[ <a href=#>大</a> <a href=#>中</a> <a href=#>小</a> ]</td></tr></table></td></tr>"
        f"<tr><td><!--RSS.content.begin--><div id=zoom>{WHOLE}</div></td></tr><tr><td align=right>【<a href=#>打印本页</a>】</td></tr></table>"
    ),
    "a sentence in the side column": f"<div id=l><h3>领导之窗</h3><p>县长主持县政府全面工作，分管县审计局、县财政局等部门。</p></div><div id=r><h2>{TITLE}</h2><div>{WHOLE}</div></div>",
    "a summary above": f"<div class=m><h1>{TITLE}</h1><div class=s>内容概述：本报告总结了2014年青禾县法治政府建设情况，办案17件。</div><div class=c>{WHOLE}</div></div>",
    "a form below": f"<div><h1>{TITLE}</h1>{WHOLE}</div><form><p>请输入您对本文的意见和建议，我们会及时回复您。</p><textarea></textarea><button>提交</button></form>",
    "a cookie banner": f"<div id=x1>我们使用必要的信息来改善您的浏览体验，继续浏览即表示您同意。<button>同意</button></div><h1>{TITLE}</h1><div class=c>{WHOLE}</div>",
    "related texts without links": f"<h1>{TITLE}</h1><div class=c>{WHOLE}</div><div class=k><h4>相关解读</h4><p>一张图读懂青禾县法治政府建设年度报告，内容十分丰富。</p></div>",
    "everything in the body": f"<h2 align=center>{TITLE}</h2><p align=center>来源：县司法局 时间：2015-02-01</p>{WHOLE}<p>（责任编辑：李四）</p><p>分享到：</p>",
    "a list of definitions": f"<dl><dt>{TITLE}</dt><dd>发布：2015-02-01</dd><dd>{WHOLE}</dd></dl>",
    "a signature in elements of its own": f"<h1>{TITLE}</h1><div class=c1>{BODY}</div><div class=c2>{SIGNED[0]}</div><div class=c3>{SIGNED[1]}</div>",
    "a chat account's article": (
        f"<div id=page><h1>{TITLE}</h1><div><span>青禾司法</span> <em>2015-02-01 09:30</em></div><div id=js_content><section><section>{WHOLE}</section></section>"
        "<p>来源：县司法局</p><p>编辑：王五</p></div></div><div>微信扫一扫，使用小程序</div>"
    ),
    "slogans in the header": (
        f"<header><h1>青禾县人民政府</h1><p>为人民服务，让政府更加透明高效，让群众更加满意放心。</p></header><main><h2>{TITLE}</h2>{WHOLE}</main>"
        "<footer><p>本网站由青禾县政府办公室主办，由青禾县大数据中心负责技术维护。</p></footer>"
    ),
    "a hidden version for print": f"<div class=a>{WHOLE}</div><div style='display:none'>{WHOLE}</div>",
    "a version for small screens": f"<h1>{TITLE}</h1><div class=pc>{WHOLE}</div><div class=mobile>{WHOLE}</div>",
    "an address of two lines": f"<h1>{TITLE}</h1><div>{WHOLE}</div><div><p>青禾县人民政府办公室地址：青禾县城关镇人民路1号，联系电话：010-00000000，工作时间：周一至周五。</p></div>",
    "elements that are never closed": f"<center><h1>{TITLE}<p>来源:县司法局<p>{'<p>'.join(ARTICLE)}<div align=right>{SIGNED[0]}<br>{SIGNED[1]}",
    "a table row a paragraph": "<table>"
    + "".join(f"<tr><td>{line}</td></tr>" for line in [TITLE, *ARTICLE, *SIGNED])
    + "</table>",
    "labels in brackets": f"<div><span>[ 索引号 ]</span><span>0001/2015-00012</span><span>[ 发文字号 ]</span><span>青政〔2015〕3号</span></div><h1>{TITLE}</h1><div>{WHOLE}</div>",
    "a text of a word processor": (
        "<div><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->"
        + "".join(
            f"<p class=MsoNormal><![if !supportLists]><![endif]><span><o:p>{line}</o:p></span></p>"
            for line in ARTICLE + SIGNED
        )
        + "</div>"
    ),
}


@pytest.mark.parametrize("site", SITES)
def test_the_article_comes_out_of_pages_of_no_form(site: str) -> None:
    page = f"<html><meta charset=utf-8><body>{SITES[site]}</body></html>"
    lines = read_html(page.encode(), None).text.split("\n")
    assert lines[lines[0] == TITLE :] == ARTICLE + SIGNED


def test_paragraphs_and_a_list_in_one_element_stay_together() -> None:
    page = f"<meta charset=utf-8><h1>{TITLE}</h1><div><p>{ARTICLE[0]}</p><ol><li>{ARTICLE[3]}</li><li>{ARTICLE[5]}</li></ol></div>"
    assert read_html(page.encode(), None).text.split("\n") == [ARTICLE[0], ARTICLE[3], ARTICLE[5]]


def test_a_salutation_is_kept_though_a_line_like_a_title_follows() -> None:
    lines = ["县人大常委会：", "2014年法治政府建设情况", *ARTICLE]
    page = f"<meta charset=utf-8><h1>{TITLE}</h1><div>{''.join(f'<p>{line}</p>' for line in lines)}</div>"
    assert read_html(page.encode(), None).text.split("\n") == lines


@pytest.mark.parametrize("words", ["综合纠错率", "网上留言", "微信公众号", "提供技术支持", "侵权案件", "公布举报电话"])
@pytest.mark.parametrize("inside", [True, False])
def test_words_of_sites_in_a_sentence_of_the_report_lose_nothing(words: str, inside: bool) -> None:
    sentence = f"<p>全县推进{words}相关工作，办理事项305件，群众满意度进一步提高。</p>"
    article = f"<div>{BODY}{sentence}</div>" if inside else f"<div>{BODY}</div>{sentence}"
    page = f"<meta charset=utf-8><h1>{TITLE}</h1><div>{article}</div>"
    assert read_html(page.encode(), None).text.split("\n") == [*ARTICLE, sentence[3:-4]]


def test_a_bar_of_buttons_between_two_parts_of_an_article_ends_nothing() -> None:
    first, second = "".join(f"<p>{line}</p>" for line in ARTICLE[:4]), "".join(f"<p>{line}</p>" for line in ARTICLE[4:])
    page = f"<meta charset=utf-8><h1>{TITLE}</h1><div>{first}</div><div>分享到：</div><div>{second}</div>"
    assert read_html(page.encode(), None).text.split("\n") == [TITLE, *ARTICLE]


def test_a_heading_like_a_title_in_the_midst_of_an_article_ends_nothing() -> None:
    heading = "法治政府建设工作情况"
    page = f"<meta charset=utf-8><h1>{TITLE}</h1><div><p>{ARTICLE[3]}</p></div><div><p>{heading}</p>{BODY}</div>"
    assert read_html(page.encode(), None).text.split("\n") == [TITLE, ARTICLE[3], heading, *ARTICLE]
