"""Why a page holds no article: each kind of page has a reason of its own."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from ingest.model import DocumentRejected
from ingest.readers.blocks import BlockWalk, Line
from ingest.readers.leads import Leads
from ingest.readers.rejection import unreadable

_SHORT = 200
"""Han characters. A page that only announces its attachment says less; the shortest report has several times that."""
_LONG_TITLE = 80
"""Han characters of a title with its issuer."""
_LEAST_ROWS = 6
_LEAST_TITLE = 8
_LINKS_TO_TEXT = 4
_MOST_NAMED = 5
_LONGEST_NAME = 120
_OF_THE_SITE = re.compile(
    r"icon|logo|qr|ewm|erweima|code|wx|weixin|weibo|share|print|blank|banner|button|btn|arrow|beian|jiucuo|\.gif$|\.svg$",
    re.I,
)
"""What sites show beside every article: `logo.png`, `gongan_beian.png`, a button to tell errors (`jiucuo.png`)."""
_HAN = re.compile("[\u4e00-\u9fff]")
_SEARCH = re.compile("搜索结果|检索结果|站内搜索|全文检索|高级搜索|搜索一下")
_LOGIN = re.compile("登录|登陆|身份认证|log ?in|sign ?in", re.I)
_CHALLENGE = re.compile(r"document\.cookie\s*=|\$_ts\b|__jsl_clearance|acw_sc__v2|_\$jsvm", re.I)
"""What the script of a shield does before it loads the page again: `document.cookie='__jsl_clearance=…'`."""
_APP_ONLY = re.compile(
    r"请?(?:下载|打开|在|使用|通过).{0,20}(?:APP|客户端|微信|小程序).{0,12}(?:查看|阅读|浏览|打开|访问)", re.I
)
_MOVED = re.compile(
    r"(?:网站|本站|站点|网址|域名).{0,16}(?:迁移|搬迁|更换|变更|停用|关停|关闭|下线|停止(?:服务|运行|更新))"
)
_ERROR = re.compile(r"\b[45]0\d\b|不存在|未找到|找不到|出错|错误|无法访问|Not Found|Forbidden|Bad Gateway", re.I)


def why_no_article(
    tree: LexborHTMLParser, walk: BlockWalk, article: list[Line], leads: Leads
) -> DocumentRejected | None:
    """The reject of a page that is a search, a list, or only leads elsewhere; None where it holds text of its own."""
    han = 0
    for line in article:
        han += len(_HAN.findall(line.text))
        if han >= _SHORT:
            return None
    notice = _notice("".join(line.text for line in article))
    if notice:
        return notice
    if leads.attachments:
        likely_first = sorted(leads.attachments, key=lambda one: not one.is_likely)
        named = "; ".join(f"{one.name or 'without a name'} ({one.reference})" for one in likely_first[:_MOST_NAMED])
        return unreadable("attachment_only", f"The page only leads to a document: {named}. Download and import it.")
    rows = [line for line in walk.lines if line.linked >= _LEAST_TITLE and line.linked * 10 > len(line.text) * 4]
    if _SEARCH.search(_head_words(tree)) and _is_mostly(rows, article):
        return unreadable("search_page", "The page is a search on the site, not an article: open the article itself.")
    if len(rows) >= _LEAST_ROWS and _is_mostly(rows, article):
        return unreadable(
            "list_page", f"The page is a list of {len(rows)} links, not an article: import the articles behind them."
        )
    only_title = han < _LONG_TITLE and not any(line.score or " | " in line.text for line in article)
    if leads.frames and only_title:
        return unreadable(
            "frame_only", f"The page only shows or forwards to another one: {leads.frames[0]}. Import that one."
        )
    return _only_pictures(tree) if only_title and han else None


def _notice(text: str) -> DocumentRejected | None:
    """What a page says that stands in the place of the article."""
    if _APP_ONLY.search(text):
        return unreadable("app_only", "The page says that only an app shows the article: get its text there by hand.")
    if _MOVED.search(text):
        return unreadable("moved_site", "The page says that its site has moved or closed: look for its new address.")
    return None


def _only_pictures(tree: LexborHTMLParser) -> DocumentRejected | None:
    pictures = _pictures(tree)
    if not pictures:
        return None
    named = ", ".join(pictures[:_MOST_NAMED])
    return unreadable(
        "no_text",
        f"The page shows its article as pictures only ({len(pictures)}: {named}). Save its text and import that.",
    )


def _pictures(tree: LexborHTMLParser) -> list[str]:
    """The pictures of a page that may show an article, not what sites put around one."""
    sources = [(node.attributes.get("src") or "").strip() for node in tree.css("img[src]")]
    named = [source if len(source) <= _LONGEST_NAME else f"{source[:_LONGEST_NAME]}…" for source in sources]
    return [source for source in dict.fromkeys(named) if source and not _OF_THE_SITE.search(source)]


def nothing_printed(tree: LexborHTMLParser) -> DocumentRejected:
    """The reject of a page without any text: what its window's title and its fields say that it is."""
    title = _head_words(tree)
    if any(_CHALLENGE.search(script.text()) for script in tree.css("script")):
        return unreadable(
            "script_challenge",
            "The site lets only browsers in that run its script: save the page from a browser and import that.",
        )
    if tree.css_first("input[type=password]") is not None or _LOGIN.search(title):
        return unreadable("login_page", "The page asks to log in: open the article's public address.")
    if _ERROR.search(title):
        return unreadable(
            "error_page", f"The page says that there is an error ({title.strip()[:40]}): get it again later."
        )
    if tree.css_first("script[src], script") is not None and tree.css_first("img") is None:
        return unreadable(
            "drawn_by_script",
            "The page holds no text by itself, a script draws it: open it in a browser and save its text.",
        )
    return _only_pictures(tree) or unreadable(
        "no_text",
        "The page holds no text outside of menus and links: it may be a picture. Save its text and import that.",
    )


def _is_mostly(rows: list[Line], article: list[Line]) -> bool:
    """Whether the page says several times as much in links as besides, or has no sentence at all."""
    own = sum(len(line.text) for line in article if line not in rows)
    said = any(line.score for line in article)
    return not said or _LINKS_TO_TEXT * own <= sum(line.linked for line in rows)


def _head_words(tree: LexborHTMLParser) -> str:
    return " ".join(node.text() or "" for node in tree.css("title, h1, h2, button, input[type=submit]"))
