"""Where everything that fazhi writes is kept: one folder, `FAZHI_DATA` (default `data/`)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SAMPLES = PROJECT / "samples"
CORRECTIONS = PROJECT / "corrections.yml"
DBT_PROJECT = PROJECT / "dbt_project"


class UserError(Exception):
    """Something that the user can mend; the message is one sentence: what, where, why and what to do."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders below `FAZHI_DATA`."""

    root: Path

    @classmethod
    def from_environment(cls) -> Workspace:
        """The folder that `FAZHI_DATA` names, else `data/` where the command is run."""
        return cls(Path(os.environ.get("FAZHI_DATA") or "data").resolve())

    @property
    def archive(self) -> Path:
        """Bytes as they came, and the record of their fetches."""
        return self.root / "archive"

    @property
    def extractions(self) -> Path:
        """Parquet batches by extractor version."""
        return self.root / "extractions"

    @property
    def candidate(self) -> Path:
        """The warehouse that is being built; nobody reads it but the audit."""
        return self.root / "builds" / "candidate.duckdb"

    @property
    def published(self) -> Path:
        """The published versions, read-only."""
        return self.root / "published"

    @property
    def warehouse(self) -> Path:
        """The pointer that analysts open: always the newest published version."""
        return self.root / "fazhi.duckdb"

    @property
    def inbox(self) -> Path:
        """Files laid here are taken in by themselves."""
        return self.root / "inbox"

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance folder."""
        return self.root / "dagster"

    @property
    def dbt(self) -> Path:
        """dbt's target and log folders."""
        return self.root / "dbt"

    def prepare(self) -> Workspace:
        """Creates the folders. Raises `UserError` where that cannot be."""
        try:
            for folder in (
                self.archive,
                self.extractions,
                self.candidate.parent,
                self.published,
                self.inbox,
                self.dbt,
            ):
                folder.mkdir(parents=True, exist_ok=True)
            self._prepare_dagster_home()
            probe = self.root / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise UserError(
                f"{self.root}: the data folder cannot be written ({error.strerror}). "
                "Give another one with FAZHI_DATA, or the right to write there."
            ) from error
        return self

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the writer's lock. Raises `UserError` at once where another refresh holds it."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.root / "refresh.lock", timeout=0)
        try:
            with lock:
                yield
        except Timeout:
            raise UserError(
                f"{self.root}: another refresh is writing here. Wait for it (`fazhi status` shows what is "
                "published), or give another folder with FAZHI_DATA."
            ) from None

    def _prepare_dagster_home(self) -> None:
        self.dagster_home.mkdir(parents=True, exist_ok=True)
        settings = self.dagster_home / "dagster.yaml"
        if not settings.exists():
            settings.write_text((Path(__file__).parent / "dagster.yaml").read_text(encoding="utf-8"), encoding="utf-8")
