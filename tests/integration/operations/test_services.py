"""The files of deploy/: units that systemd takes, proxies that ask for a password, parts that work together."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any

import pytest
import trustme
import yaml
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from warehouse.settings import all_settings

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
DEPLOY = REPOSITORY / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
HOST = "fazhi.example.org"
COMMAND = Path(sys.executable).with_name("fazhi")


def _program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"no {name}: apt-get install {package}")
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    analyse = _program("systemd-analyze", "systemd")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/fazhi/bin/fazhi", str(COMMAND))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    verify = [analyse, "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.stem)
def test_every_service_calls_fazhi_with_options_that_it_has(unit: Path) -> None:
    (line,) = re.findall(r"^ExecStart=/opt/fazhi/bin/fazhi (.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    command, *arguments = line.split()
    told = subprocess.run([COMMAND, command, "--help"], capture_output=True, text=True, check=True).stdout
    assert all(argument in told for argument in arguments if argument.startswith("--")), told


def test_every_setting_of_the_environment_file_is_one_that_is_read() -> None:
    named = set(re.findall(r"^#?(FAZHI_\w+)=", (DEPLOY / "fazhi.env").read_text(encoding="utf-8"), re.MULTILINE))
    assert named and named <= {one.name for one in all_settings()}


@pytest.mark.parametrize("path", sorted((DEPLOY / "containers").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_setting_that_a_container_gets_is_one_that_is_read(path: Path) -> None:
    config = yaml.safe_load(path.read_text(encoding="utf-8"))["run_launcher"]["config"]
    named = {variable.partition("=")[0] for variable in config["env_vars"]}
    assert "FAZHI_DATA" in named and named <= {one.name for one in all_settings()}


class Page(ThreadingHTTPServer):
    """Stands in for a page behind the proxy and says what it was asked."""

    def __init__(self) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told = {"path": self.path, **{name.lower(): value for name, value in self.headers.items()}}
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture
def pages() -> Iterator[dict[str, Page]]:
    """The pages behind a proxy by the port that the files of deploy/ give them."""
    running = {"8501": Page(), "3000": Page()}
    yield running
    for page in running.values():
        page.shutdown()


def _behind(text: str, pages: dict[str, Page]) -> str:
    for port, page in pages.items():
        text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{page.server_port}")
    return text


def _asked(
    address: str,
    context: ssl.SSLContext | None = None,
    name: str = "",
    password: str = "",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    request = urllib.request.Request(address, headers={"Host": HOST, **headers})
    if name:
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode())
    for attempt in Retrying(
        retry=retry_if_exception_type(ConnectionError), stop=stop_after_delay(30), wait=wait_fixed(0.1), reraise=True
    ):
        with attempt:
            try:
                with urllib.request.urlopen(request, timeout=30, context=context) as answer:
                    return {"status": answer.status, **json.loads(answer.read())}
            except urllib.error.HTTPError as error:
                return {"status": error.code}
            except urllib.error.URLError as error:
                raise (error.reason if isinstance(error.reason, Exception) else error) from None
    raise AssertionError


def _lets_in_by_password(address: str, context: ssl.SSLContext | None = None) -> None:
    for path in ("/", "/dagster", "/dagster/graphql", "/_stcore/stream"):
        assert _asked(address + path, context) == {"status": 401}, f"{path} without a password"
        assert _asked(address + path, context, "analyst", "wrong") == {"status": 401}
    assert _asked(f"{address}/dagster/runs", context, "analyst", "one") == {"status": 401}, "for operators alone"
    page = _asked(f"{address}/findings?year=2024", context, "analyst", "one")
    assert (page["status"], page["path"]) == (200, "/findings?year=2024")
    assert "authorization" not in page, "the password ends at the proxy"
    assert _asked(f"{address}/dagster/runs", context, "operator", "two")["path"] == "/dagster/runs"


def _keeps_other_sites_out(address: str, scheme: str, context: ssl.SSLContext | None = None) -> None:
    """Though the browser knows the password."""

    def status(path: str, **headers: str) -> int:
        answer = _asked(f"{address}{path}", context, "operator", "two", headers)
        return int(answer["status"])

    assert status("/dagster/graphql", Origin=f"{scheme}://{HOST}") == 200
    assert status("/dagster/graphql", Origin="https://evil.example") == 403
    assert status("/dagster/graphql", Origin="null") == 403
    assert status("/dagster/runs", Origin=f"{scheme}://{HOST}.evil.example") == 403
    assert status("/dagster/graphql?query=mutation") == 405
    assert status("/dagster/runs?q=1") == 200


def _run(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_nginx_lets_in_who_has_a_password(tmp_path: Path, pages: dict[str, Page]) -> None:
    nginx, openssl = _program("nginx", "nginx"), _program("openssl", "openssl")
    port, plain = _free_port(), _free_port()
    authority = trustme.CA()
    certificate = authority.issue_cert("fazhi.example.org", "127.0.0.1")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    for who, name, password in (("analysts", "analyst", "one"), ("operators", "operator", "two")):
        kept = subprocess.run([openssl, "passwd", "-apr1", password], capture_output=True, text=True, check=True)
        (tmp_path / f"fazhi.{who}").write_text(f"{name}:{kept.stdout}", encoding="utf-8")
    site = _behind((DEPLOY / "nginx" / "fazhi.conf").read_text(encoding="utf-8"), pages)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("443 ssl", f"127.0.0.1:{port} ssl")
    site = re.sub(r"/etc/ssl/certs/[^;]+", str(tmp_path / "cert.pem"), site)
    site = re.sub(r"/etc/ssl/private/[^;]+", str(tmp_path / "key.pem"), site).replace("/etc/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    folders = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(
        f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} "
        f"http {{ access_log off; {folders} include {tmp_path}/site.conf; }}",
        encoding="utf-8",
    )
    command = [nginx, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    server = _run(command)
    try:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        _lets_in_by_password(f"https://127.0.0.1:{port}", context)
        _keeps_other_sites_out(f"https://127.0.0.1:{port}", "https", context)
        foreign = _asked(f"https://127.0.0.1:{port}/", context, "analyst", "one", {"Host": "evil.example"})
        assert foreign == {"status": 421}
    finally:
        server.terminate()
        server.wait(30)


def test_caddy_lets_in_who_has_a_password(tmp_path: Path, pages: dict[str, Page]) -> None:
    caddy = _program("caddy", "caddy")
    port = _free_port()
    text = _behind((DEPLOY / "caddy" / "Caddyfile").read_text(encoding="utf-8"), pages)
    for word, password in (("ANALYST", "one"), ("OPERATOR", "two")):
        hashed = [caddy, "hash-password", "--plaintext", password]
        kept = subprocess.run(hashed, capture_output=True, text=True, check=True).stdout.strip()
        text = text.replace(f"HASH_OF_{word}", kept)
    text = text.replace(f"{HOST} {{", f"http://{HOST}:{port} {{")
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, encoding="utf-8")
    server = _run([caddy, "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"])
    try:
        _lets_in_by_password(f"http://127.0.0.1:{port}")
        _keeps_other_sites_out(f"http://127.0.0.1:{port}", "http")
    finally:
        server.terminate()
        server.wait(30)


def test_web_server_daemon_and_code_server_start_at_once_on_an_empty_folder_and_find_each_other(
    tmp_path: Path,
) -> None:
    """The pages load the graph from the code server, the daemon by itself."""
    port, served = _free_port(), _free_port()
    started = []
    pages = ["web", "--port", str(port), "--path-prefix", "/dagster", "--code-server", f"127.0.0.1:{served}"]
    for part in (["code", "--port", str(served)], pages, ["daemon"]):
        log = (tmp_path / f"{part[0]}.log").open("wb")
        with log:
            started.append(
                subprocess.Popen(
                    [COMMAND, "ui", "--part", *part],
                    env={**os.environ, "FAZHI_DATA": str(tmp_path / "data")},
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )
    health = "{ instance { daemonHealth { allDaemonStatuses { required healthy } } } repositoriesOrError "
    health += "{ ... on RepositoryConnection { nodes { location { name } jobs { name } } } } }"
    asking = urllib.request.Request(
        f"http://127.0.0.1:{port}/dagster/graphql",
        data=json.dumps({"query": health}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        for attempt in Retrying(stop=stop_after_delay(240), wait=wait_fixed(1), reraise=True):
            with attempt:
                assert [one.poll() for one in started] == [None] * 3, (tmp_path / "web.log").read_text()
                with urllib.request.urlopen(asking, timeout=30) as answer:
                    data = json.load(answer)["data"]
                told = data["instance"]["daemonHealth"]["allDaemonStatuses"]
                assert [one["location"] for one in data["repositoriesOrError"]["nodes"]] == [{"name": "fazhi"}]
                assert all(one["healthy"] for one in told if one["required"]), told
    finally:
        for one in started:
            one.send_signal(signal.SIGINT)
        for one in started:
            try:
                one.wait(60)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
