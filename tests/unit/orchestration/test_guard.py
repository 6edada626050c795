"""The guard of the Dagster UI: whom it lets through, and whom not."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from orchestration.runs.by_command import is_by_command
from orchestration.serving.guard import Guard
from warehouse.inputs.files import require_allowed
from warehouse.workspace import SAMPLES, UserError, Workspace

pytestmark = pytest.mark.unit

UI = "http://127.0.0.1:3000"


async def page(_: Request) -> PlainTextResponse:
    return PlainTextResponse("the UI")


async def socket(connection: WebSocket) -> None:
    await connection.accept()
    await connection.send_text("the UI")
    await connection.close()


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/{path:path}", page, methods=["GET", "POST", "PUT", "OPTIONS"]),
        WebSocketRoute("/graphql", socket),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, hosts=["fazhi.example.org"])])
    return TestClient(app, base_url=UI)


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/runs?q=1", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}),
        ("GET", "/graphql", {}),
        ("POST", "/graphql", {"origin": UI, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}),
        ("POST", "/graphql", {}),
        ("POST", "/graphql", {"host": "localhost:3000", "origin": "http://localhost:3000"}),
        ("POST", "/graphql", {"host": "[::1]:3000"}),
        ("POST", "/dagster/graphql", {"host": "fazhi.example.org", "origin": "https://fazhi.example.org"}),
        ("GET", "/", {"host": "FAZHI.example.org"}),
    ],
)
def test_the_ui_itself_may_ask(client: TestClient, method: str, path: str, headers: dict[str, str]) -> None:
    answer = client.request(method, path, headers=headers)
    assert (answer.status_code, answer.text) == (200, "the UI")


@pytest.mark.parametrize(
    ("status", "method", "path", "headers"),
    [
        (403, "GET", "/", {"host": "evil.example"}),
        (403, "GET", "/", {"host": "127.0.0.1.evil.example:3000"}),
        (403, "GET", "/", {"host": "evil.example@127.0.0.2"}),
        (403, "GET", "/", {"host": "[::1"}),
        (403, "GET", "/", {"host": ""}),
        (403, "POST", "/graphql", {"origin": "https://evil.example"}),
        (403, "POST", "/graphql", {"origin": "null"}),
        (403, "POST", "/graphql", {"origin": "http://[::1"}),
        (403, "POST", "/graphql", {"origin": "http://127.0.0.1:8080"}),
        (403, "POST", "/graphql", {"host": "fazhi.example.org", "origin": "https://fazhi.example.org.evil.example"}),
        (403, "GET", "/graphql", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
        (403, "GET", "/graphql", {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"}),
        (405, "GET", "/graphql?query=mutation{launchRun}", {}),
        (405, "GET", "/dagster/graphql/?query=mutation{launchRun}", {}),
        (405, "PUT", "/", {}),
    ],
)
def test_other_sites_may_not(client: TestClient, status: int, method: str, path: str, headers: dict[str, str]) -> None:
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == status
    assert answer.text != "the UI"


def test_a_socket_of_another_site_is_closed(client: TestClient) -> None:
    with client.websocket_connect("/graphql", headers={"origin": UI, "host": "127.0.0.1:3000"}) as opened:
        assert opened.receive_text() == "the UI"
    for headers in ({"origin": "https://evil.example", "host": "127.0.0.1:3000"}, {"host": "evil.example"}):
        with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect("/graphql", headers=headers):
            pass
        assert closed.value.code == 1008


def test_a_run_of_the_ui_reads_where_it_may_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Workspace(tmp_path / "data").prepare()
    reports = tmp_path / "reports"
    reports.mkdir()
    (place.inbox / "way-out").symlink_to("/etc")
    require_allowed(place, [str(place.inbox), str(place.inbox / "a.html"), str(SAMPLES)])
    ways_out = ("/etc/passwd", f"{place.inbox}/../../x", str(place.inbox / "way-out" / "passwd"), str(reports))
    for path in ways_out:
        with pytest.raises(UserError, match="FAZHI_REPORT_FOLDERS"):
            require_allowed(place, [path])
    monkeypatch.setenv("FAZHI_REPORT_FOLDERS", f"{tmp_path / 'other'}, {reports}")
    require_allowed(place, [str(reports / "2024" / "a.pdf")])
    assert not is_by_command()
