"""`python -m orchestration.serving [dev] …`: the options of `dagster-webserver`, or of `dagster dev`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

_WEBSERVER = "dagster_webserver"


def serve() -> None:
    """Runs Dagster's web server with the guard before everything that it answers."""
    from dagster_webserver import cli
    from dagster_webserver.webserver import DagsterWebserver
    from starlette.middleware import Middleware

    from orchestration.serving.guard import Guard
    from warehouse.settings import settings

    build, hosts = DagsterWebserver.build_middleware, settings.ui_hosts

    def guarded(self: DagsterWebserver) -> list[Middleware]:
        return [Middleware(Guard, hosts=hosts), *build(self)]

    DagsterWebserver.build_middleware = guarded  # type: ignore[method-assign]
    cli.main()


def develop(arguments: Sequence[str]) -> None:
    """`dagster dev`, which starts the web server as a process of its own: this one in place of Dagster's."""
    from dagster._cli import dev
    from dagster_shared.ipc import open_ipc_subprocess as start

    def started(command: Sequence[str], **options: Any) -> Any:
        return start([__package__ if part == _WEBSERVER else part for part in command], **options)

    vars(dev)["open_ipc_subprocess"] = started
    dev.dev_command(list(arguments), auto_envvar_prefix="DAGSTER_DEV")


if __name__ == "__main__":
    develop(sys.argv[2:]) if sys.argv[1:2] == ["dev"] else serve()
