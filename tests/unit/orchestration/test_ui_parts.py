"""What `fazhi ui` starts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

from cli.ui import WORKSPACE, Ui
from warehouse.workspace import PROJECT, UserError

pytestmark = pytest.mark.unit


def test_pages_listen_on_this_machine_alone() -> None:
    for part in ("all", "web"):
        arguments = Ui(part=part).arguments()
        assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
    assert "--host" not in Ui(part="daemon").arguments()


def test_each_part_is_the_module_that_serves_it() -> None:
    assert Ui(part="web", port=3001, path_prefix="/dagster", read_only=True).arguments() == [
        "-m",
        "orchestration.serving",
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
    code = Ui(part="code", port=4000).arguments()
    assert code[:8] == ["-m", "dagster", "code-server", "start", "--host", "127.0.0.1", "--port", "4000"]
    assert code[8:12] == ["-m", "orchestration.definitions", "--location-name", "fazhi"]


def test_a_code_server_is_the_same_location_under_the_same_name(tmp_path: Path) -> None:
    served = Ui(part="web", code_server="127.0.0.1:4000").workspace(tmp_path)
    [one] = yaml.safe_load(served.read_text(encoding="utf-8"))["load_from"]
    assert one == {"grpc_server": {"host": "127.0.0.1", "port": 4000, "location_name": "fazhi"}}
    assert Ui(part="daemon").workspace(tmp_path) == WORKSPACE


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
        {"part": "web", "code_server": "4000"},
        {"part": "code", "code_server": "127.0.0.1:4000"},
    ],
)
def test_what_does_not_fit_together_is_refused_with_the_option_s_name(asked: dict[str, object]) -> None:
    with pytest.raises(UserError, match=r"^--(part|path-prefix|code-server)"):
        Ui(**asked)  # type: ignore[arg-type]


def test_bare_dagster_dev_finds_what_the_services_load_under_the_same_name() -> None:
    from dagster._core.workspace.load_target import get_origins_from_toml

    [service] = yaml.safe_load(WORKSPACE.read_text(encoding="utf-8"))["load_from"]
    for tool in ("dagster", "dg"):
        project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][tool]
        named = project.get("project", project)
        module = named.get("module_name") or named["code_location_target_module"]
        assert service["python_module"] == {"module_name": module, "location_name": named["code_location_name"]}
    [origin] = get_origins_from_toml(str(PROJECT / "pyproject.toml"))
    assert origin.location_name == "fazhi"
