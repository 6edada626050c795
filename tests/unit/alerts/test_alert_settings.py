"""Who is told of failed runs, as the environment says."""

from __future__ import annotations

import pytest

from orchestration.alerts import AlertSettings
from orchestration.alerts.settings import body_of, forms
from warehouse.settings import all_settings
from warehouse.workspace import UserError

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in all_settings():
        monkeypatch.delenv(one.name, raising=False)


def test_nobody_is_told_where_nothing_is_set() -> None:
    assert not AlertSettings.from_environment().anyone


def test_several_people_get_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_ALERT_MAIL_TO", "a@example.org, b@example.org,")
    settings = AlertSettings.from_environment()
    assert settings.mail_to == ("a@example.org", "b@example.org")
    assert settings.anyone


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAZHI_ALERT_FORM", "pager"),
        ("FAZHI_ALERT_WEBHOOK", "example.org/hook"),
        ("FAZHI_ALERT_WEBHOOK", "file:///etc/passwd"),
        ("FAZHI_ALERT_MAIL_SERVER", "mail.example.org"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match=name):
        AlertSettings.from_environment()


@pytest.mark.parametrize("form", list(forms()))
def test_every_form_carries_the_text_whatever_is_in_it(form: str) -> None:
    text = 'a "quoted" {title} \\ line\nand 第二行'
    assert text in _strings(body_of(form, {"title": "t", "text": text, "run_id": "r", "at": "now"}))


def _strings(value: object) -> list[object]:
    return [inner for part in value.values() for inner in _strings(part)] if isinstance(value, dict) else [value]
