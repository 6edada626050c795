"""The settings that the environment holds, each read when it is needed."""

from __future__ import annotations

import pytest

from cli.language import translated
from documentation.reference import settings_page
from warehouse.errors import UserError
from warehouse.settings import Settings, all_settings, faults, given_names, settings

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in given_names():
        monkeypatch.delenv(name)


def test_unset_and_empty_are_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (settings.kept_versions, settings.lock_wait, settings.live) == (5, 1800, False)
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", " ")
    assert settings.kept_versions == 5


def test_a_value_is_the_one_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", "3")
    assert settings.kept_versions == 3
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", "4")
    assert settings.kept_versions == 4


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *[("FAZHI_KEPT_VERSIONS", given) for given in ("0", "-1", "2.5", "many")],
        *[("FAZHI_LARGEST_LOSS", given) for given in ("-0.1", "1.5", "nan", "inf", "a fifth")],
        *[("FAZHI_LOCK_WAIT", given) for given in ("-1", "nan", "inf", "1e9", "ten")],
        *[("FAZHI_WAIT_SCALE", given) for given in ("-1", "nan", "inf", "fast")],
        ("FAZHI_ALERT_WEBHOOK", "file:///etc/passwd"),
    ],
)
def test_what_cannot_be_used_stops_only_who_needs_it(monkeypatch: pytest.MonkeyPatch, name: str, given: str) -> None:
    monkeypatch.setenv(name, given)
    with pytest.raises(UserError, match=f"^{name}={given}: this has to be "):
        getattr(settings, name.removeprefix("FAZHI_").lower())
    assert settings.dbt_threads == 2
    assert [fault.split("=")[0] for fault in faults()] == [name]


def test_every_setting_that_can_be_wrong_says_so_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    limited = [one for one in all_settings() if one.must]
    assert len(limited) > 5
    monkeypatch.setenv("FAZHI_LANG", "zh")
    for one in limited:
        told = translated(f"{one.name}=x: this has to be {one.must}.")
        assert told.startswith(f"{one.name}=x：应为") and one.must not in told, told


def test_the_page_shows_every_setting_with_its_default() -> None:
    page = settings_page()
    assert all(f"`{one.name}`" in page and one.what in page for one in all_settings())
    assert "| `FAZHI_LARGEST_LOSS` | `0.2` |" in page
    assert Settings.kept_versions.name == "FAZHI_KEPT_VERSIONS"
