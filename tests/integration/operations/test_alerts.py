"""A failed run is told to a real mail server and a real web server, both on loopback."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import dagster as dg
import pytest
from aiosmtpd.controller import Controller

from orchestration.alerts import Alert, AlertNotSent, AlertSettings, send
from orchestration.alerts.sensor import failed_run_alert

pytestmark = pytest.mark.integration

ALERT = Alert("refresh", "run-1", "2025-04-01T00:00:00+00:00", "更正第 3 条找不到数字。 Mend it, or take it out.")


class Mailbox:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("FAZHI_ALERT_MAIL_SERVER", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("FAZHI_ALERT_MAIL_TO", "ops@example.org,law@example.org")
    yield box
    controller.stop()


class Hook(ThreadingHTTPServer):
    """A webhook that answers with the given status codes, then with 200."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.answers: list[int] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.received.append(json.loads(body))
                self.send_response(hook.answers.pop(0) if hook.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        hook = self
        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    server = Hook()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("FAZHI_ALERT_WEBHOOK", f"http://127.0.0.1:{server.server_port}/alerts")
    monkeypatch.setenv("FAZHI_ALERT_FORM", "wecom")
    yield server
    server.shutdown()


def test_both_are_told_with_the_reason(mailbox: Mailbox, hook: Hook) -> None:
    assert send(ALERT, AlertSettings.from_environment(), wait=0) == 2
    ((recipients, mail),) = mailbox.mails
    assert recipients == ["ops@example.org", "law@example.org"]
    assert mail["Subject"] == "fazhi: refresh failed"
    assert ALERT.reason in mail.get_content()
    assert ALERT.reason in hook.received[0]["text"]["content"]


def test_a_webhook_that_stumbles_is_asked_again(hook: Hook) -> None:
    hook.answers = [503, 500]
    assert send(ALERT, AlertSettings.from_environment(), wait=0) == 1
    assert len(hook.received) == 3


def test_mail_goes_out_although_the_webhook_is_broken(mailbox: Mailbox, hook: Hook) -> None:
    hook.answers = [500] * 9
    with pytest.raises(AlertNotSent, match="/alerts: ClientResponseError"):
        send(ALERT, AlertSettings.from_environment(), wait=0)
    assert len(hook.received) == 3
    assert len(mailbox.mails) == 1


@dg.op
def stumbling() -> None:
    try:
        raise OSError("no space left on device")
    except OSError as error:
        raise dg.Failure("data/builds: the disk is full. Make room, then run again.") from error


@dg.op
def broken() -> None:
    raise ValueError("a bug")


@dg.job
def failing() -> None:
    stumbling()
    broken()


def _tell(instance: dg.DagsterInstance) -> None:
    result = failing.execute_in_process(instance=instance, raise_on_error=False)
    (event,) = [event for event in result.all_events if event.is_run_failure]
    context = dg.build_run_status_sensor_context(
        sensor_name=failed_run_alert.name,
        dagster_event=event,
        dagster_instance=instance,
        dagster_run=result.dagster_run,
    )
    failed_run_alert(context.for_run_failure())


def test_the_sensor_tells_what_the_run_said_first(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_ALERT_UI", "https://dagster.example.org/")
    with dg.instance_for_test() as instance:
        _tell(instance)
        (run,) = instance.get_runs()
    text = hook.received[0]["text"]["content"]
    assert "the disk is full. Make room, then run again." in text
    assert "broken: ValueError: a bug" in text
    assert f"https://dagster.example.org/runs/{run.run_id}" in text


def test_an_alert_that_cannot_be_sent_holds_nothing_up(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.alerts.sensor.send", lambda alert, settings: send(alert, settings, wait=0))
    hook.answers = [500] * 9
    with dg.instance_for_test() as instance:
        _tell(instance)
    assert len(hook.received) == 3
