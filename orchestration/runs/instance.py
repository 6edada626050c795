"""Dagster's instance folder: its settings are ours, unless somebody took them over."""

from __future__ import annotations

from pathlib import Path

from ingest.state_files import write_whole
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

_SETTINGS = Path(__file__).with_name("dagster.yaml")
_OURS = "# Written by fazhi"

_POSTGRES = """
storage:
  postgres:
    postgres_url:
      env: FAZHI_DAGSTER_POSTGRES
"""


def prepare_instance(workspace: Workspace) -> Path:
    """The instance folder of a data folder, with its settings. Raises `UserError` where it cannot be written."""
    home = workspace.prepare().dagster_home
    try:
        write_instance_settings(home)
    except OSError as error:
        raise UserError(f"{home}: Dagster's settings cannot be written ({error.strerror}).") from error
    return home


def write_instance_settings(home: Path) -> None:
    """Writes `dagster.yaml` where it is missing, or where it is ours and of another version.

    A file without our first line belongs to its author and is left alone. With `FAZHI_DAGSTER_POSTGRES` runs, events
    and schedules are kept in PostgreSQL (extra `fazhi[postgres]`) instead of SQLite files below `home`; the password
    stays in the environment. Raises OSError.
    """
    home.mkdir(parents=True, exist_ok=True)
    path = home / "dagster.yaml"
    present = path.read_text(encoding="utf-8") if path.exists() else _OURS
    wanted = _SETTINGS.read_text(encoding="utf-8") + (_POSTGRES if settings.dagster_postgres else "")
    if present != wanted and present.startswith(_OURS):
        write_whole(path, wanted.encode())
