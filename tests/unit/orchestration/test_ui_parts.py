"""What `fazhi ui` starts."""

from __future__ import annotations

import pytest

from cli.ui import WORKSPACE, Ui
from warehouse.workspace import UserError

pytestmark = pytest.mark.unit


def test_pages_listen_on_this_machine_alone() -> None:
    for part in ("all", "web"):
        arguments = Ui(part=part).arguments()
        assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
    assert "--host" not in Ui(part="daemon").arguments()


def test_each_part_is_the_module_that_dagster_means_for_production() -> None:
    assert Ui(part="web", port=3001, path_prefix="/dagster", read_only=True).arguments() == [
        "-m",
        "dagster_webserver",
        "--host",
        "127.0.0.1",
        "--port",
        "3001",
        "--path-prefix",
        "/dagster",
        "--read-only",
        "-w",
        str(WORKSPACE),
    ]
    assert Ui(part="daemon").arguments() == ["-m", "dagster._daemon", "run", "-w", str(WORKSPACE)]


@pytest.mark.parametrize(
    "asked",
    [
        {"part": "everything"},
        {"part": ""},
        {"path_prefix": "/dagster"},
        {"part": "daemon", "read_only": True},
        {"part": "web", "path_prefix": "dagster"},
        {"part": "web", "path_prefix": "/dagster/"},
        {"part": "web", "path_prefix": "/"},
    ],
)
def test_what_does_not_fit_together_is_refused_with_the_option_s_name(asked: dict[str, object]) -> None:
    with pytest.raises(UserError, match=r"^--(part|path-prefix)"):
        Ui(**asked)  # type: ignore[arg-type]
