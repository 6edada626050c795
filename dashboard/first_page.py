"""What the browser is given first: Streamlit's own page, with what it would otherwise learn one answer after another.

That page is a frame which scripts fill. It is told where its server is, its language, our styles, and which scripts
the view at this address will need: left alone, it asks for these only once the view's content has come.
"""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

from dashboard.assets import folder, needed_by
from dashboard.view_names import FIRST_VIEW

_HERE = Path(__file__).parent
_ALL_VIEWS = ("Html", "ButtonGroup", "Selectbox", "DownloadButton", "Popover")
_DRAWN = ("DataFrame", "ArrowVegaLiteChart", "embed")
"""Scripts of tables that are scrolled and sorted, and of charts: half of all there is. The first view does without."""
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_NAMED = re.compile(r'"\./static/(js/[^"]+)"')
_ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')
_LANGUAGE = """
const tell = () => {
  document.documentElement.lang = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN';
};
window.navigation?.addEventListener('currententrychange', tell);
tell();
"""
"""Fonts and screen readers have to know the language; the address tells it."""


def first_page(base_path: str = "", view: str = FIRST_VIEW) -> str:
    """The page for the address of `view`, below `base_path`.

    Without being told its server, it asks for `/<view>/_stcore/health` first when a view is opened by its address, and
    the browser's console shows what was not found.
    """
    base = f"/{base_path.strip('/')}/" if base_path.strip("/") else "/"
    page = (folder().parent / "index.html").read_text(encoding="utf-8")
    drawing = b64encode((_HERE / "icon.svg").read_bytes()).decode()
    icon = f'<link rel="shortcut icon" href="data:image/svg+xml;base64,{drawing}">'
    page = _ICON.sub(icon, _FONT.sub("", page), count=1).replace('lang="en"', 'lang="zh-CN"', 1)
    server = f"window.__streamlit = {{BACKEND_BASE_URL: new URL('{base}', location.origin).href}}"
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    told = f"<script>{server};{_LANGUAGE}</script><style>{style}</style>"
    return page.replace("<head>", f"<head>{told}", 1).replace("</head>", f"{_early(page, view)}</head>", 1)


def assets_of(view: str) -> list[str]:
    """What the browser loads for `view` beforehand, as paths of `assets`."""
    page = (folder().parent / "index.html").read_text(encoding="utf-8")
    chunks = _ALL_VIEWS if view == FIRST_VIEW else (*_ALL_VIEWS, *_DRAWN)
    return list(dict.fromkeys([*_NAMED.findall(page), *needed_by(*chunks)]))


def _early(page: str, view: str) -> str:
    wanted = (path for path in assets_of(view) if path not in page)
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/{path}">' for path in wanted)
