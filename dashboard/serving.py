"""Starts the page's web server: `python -m dashboard.serving HOST PORT [BASE_PATH]`.

What a page needs is imported before the first visitor comes: pandas and Altair alone take longer than a page may.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.assets import Assets, asset
from dashboard.first_page import assets_of, first_page
from dashboard.view_names import FIRST_VIEW, VIEWS
from warehouse.settings import stay_quiet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

_HERE = Path(__file__).parent

POLICY = "; ".join((
    "default-src 'self'",
    # Streamlit starts with inline scripts, components are modules in blobs, and Vega compiles expressions.
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
))  # fmt: skip
"""What the browser may load: nothing from anywhere else, whatever a report's text tells it."""


def settings(host: str, port: int, base_path: str = "") -> dict[str, object]:
    """Streamlit's settings: those of `streamlit.toml`, and where to listen."""
    import tomllib

    fixed = tomllib.loads((_HERE / "streamlit.toml").read_text(encoding="utf-8"))
    return fixed | {"server.address": host, "server.port": port, "server.baseUrlPath": base_path.strip("/")}


def page_routes(base_path: str = "") -> list[Route]:
    """The addresses of the views, each of which answers with Streamlit's page."""
    from starlette.responses import HTMLResponse, RedirectResponse
    from starlette.routing import Route

    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    headers |= {"Referrer-Policy": "no-referrer"}

    def answering(view: str) -> Callable[[Request], Awaitable[Response]]:
        page = first_page(base_path, view)

        async def answered(_: Request) -> Response:
            return HTMLResponse(page, headers=headers)

        return answered

    async def first(request: Request) -> Response:
        return RedirectResponse(request.url.replace(path=f"{base}/"))

    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    views = [Route(f"{base}/{name}", answering(name)) for name in VIEWS if name != FIRST_VIEW]
    return [Route(f"{base}/", answering(FIRST_VIEW)), Route(f"{base}/{FIRST_VIEW}", first), *views]


def serve(host: str, port: int, base_path: str = "") -> None:
    """Runs until it is interrupted."""
    stay_quiet()
    import streamlit
    from starlette.middleware import Middleware

    warm_up()
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    assets = Middleware(Assets, base=base)
    page = streamlit.App(_HERE / "app.py", routes=page_routes(base_path), middleware=[assets])
    try:
        page.run(config=settings(host, port, base_path))
    except KeyboardInterrupt:
        raise SystemExit(130) from None  # Ctrl-C is how it ends: no traceback


def warm_up() -> None:
    """Imports what pages need, and draws a first chart: Altair reads a schema of megabytes for it."""
    import pandas as pd
    import pyarrow as pa

    from dashboard.parts import charts
    from dashboard.parts.menu import shown

    for module in ("duckdb", "streamlit.delta_generator"):
        import_module(module)
    for name in VIEWS:
        shown(name)
    frame = pd.DataFrame({"name": ["a"], "size": [1.0]})
    charts.bars(frame, "name", "size", "size", charts.Look()).to_dict()
    pa.Table.from_pandas(frame)
    for path in {path for view in VIEWS for path in assets_of(view)}:
        asset(path)
    ask_first()


def ask_first() -> None:
    """Asks what the first view will ask of the published file, so that the first visitor finds it answered."""
    import duckdb

    from dashboard.asking import Literal, MissingTables, names_in, query
    from dashboard.parts.headlines import ASKED
    from dashboard.parts.session import answered
    from dashboard.views.overview import QUERIES, usual_year
    from dashboard.warehouse import NothingPublished, newest_version
    from warehouse.workspace import Workspace

    # What is missing or gone is told to the visitor.
    with suppress(NothingPublished, MissingTables, duckdb.IOException):
        path = str(newest_version(Workspace.from_environment()).path)
        years = answered(path, query("years")).frame
        asked: dict[str, Literal] = {"year": usual_year(years), **ASKED} if len(years) else {}
        for name in QUERIES if asked else ():
            wanted = names_in(name)
            answered(path, query(name, **{key: value for key, value in asked.items() if key in wanted}))


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
