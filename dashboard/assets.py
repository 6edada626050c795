"""Streamlit's own scripts, styles and fonts, out of memory and compressed.

A first visit asks for some 140 files. Streamlit opens each on a thread and sends it as it is: that alone takes a second
of processor time, while the browser waits. Which of them a view needs, the browser would learn only once the view's
content is there: it is told beforehand.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_COMPRESSED = {".js", ".css", ".svg", ".json", ".map"}
_IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w.$-]+\.js)["']""")
_FOREVER = "public, max-age=31536000, immutable"
"""Names hold a hash of what is in the file."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, the same gzipped (None where that saves nothing), its media type."""

    content: bytes
    gzipped: bytes | None
    media_type: str


def folder() -> Path:
    """Where the installed Streamlit keeps them."""
    import streamlit

    return Path(streamlit.__file__).parent / "static" / "static"


def asset(path: str) -> Asset | None:
    """The file at `path` below `folder()`; None where there is none."""
    return _read(path) if path in _paths() else None


def needed_by(*chunks: str) -> list[str]:
    """The script files of `chunks` (names without their hash) and all that these import, as paths below `folder()`."""
    found: dict[str, None] = {}
    waiting = [path.name for chunk in chunks for path in sorted((folder() / "js").glob(f"{chunk}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if f"js/{name}" not in found:
            found[f"js/{name}"] = None
            waiting += _IMPORT.findall((folder() / "js" / name).read_text(encoding="utf-8"))
    return list(found)


class Assets:
    """An ASGI application that answers for these files below `base`/static/, and leaves all else to `app`."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.prefix = f"{base}/static/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever is not asked by GET or HEAD, or is no such file, is Streamlit's to answer."""
        from starlette.datastructures import Headers
        from starlette.responses import Response

        found = None
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and scope["path"].startswith(self.prefix):
            found = asset(scope["path"].removeprefix(self.prefix))
        if found is None:
            return await self.app(scope, receive, send)
        content, headers = found.content, {"Cache-Control": _FOREVER, "X-Content-Type-Options": "nosniff"}
        if found.gzipped:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                content, headers["Content-Encoding"] = found.gzipped, "gzip"
        await Response(content, headers=headers, media_type=found.media_type)(scope, receive, send)
        return None


@cache
def _read(path: str) -> Asset:
    file = folder() / path
    content = file.read_bytes()
    gzipped = gzip.compress(content, 6, mtime=0) if file.suffix in _COMPRESSED else None
    return Asset(content, gzipped, mimetypes.guess_type(file.name)[0] or "application/octet-stream")


@cache
def _paths() -> frozenset[str]:
    return frozenset(file.relative_to(folder()).as_posix() for file in folder().rglob("*") if file.is_file())
