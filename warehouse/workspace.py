"""Where everything that fazhi writes is kept: one folder, `FAZHI_DATA` (default `data/`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import UserError
from warehouse.leftovers import sweep
from warehouse.locks import COLLECTING, WRITING, Holder, StillHeld, Told, held
from warehouse.settings import settings

__all__ = ["CORRECTIONS", "DBT_PROJECT", "PROJECT", "SAMPLES", "UserError", "Workspace"]

PROJECT = Path(__file__).parents[1]
SAMPLES = PROJECT / "samples"
CORRECTIONS = PROJECT / "corrections.yml"
DBT_PROJECT = PROJECT / "dbt_project"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders below `FAZHI_DATA`."""

    root: Path

    @classmethod
    def from_environment(cls) -> Workspace:
        """The folder that `FAZHI_DATA` names, else `data/` where the command is run."""
        return cls(settings.data.resolve())

    @property
    def archive(self) -> Path:
        """Bytes as they came, and the record of their fetches."""
        return self.root / "archive"

    @property
    def robots(self) -> Path:
        """What sites answered to robots.txt in the last day."""
        return self.root / "robots.jsonl"

    @property
    def extractions(self) -> Path:
        """Parquet batches by extractor version."""
        return self.root / "extractions"

    @property
    def candidate(self) -> Path:
        """The warehouse that is being built; nobody reads it but the audit."""
        return self.root / "builds" / "candidate.duckdb"

    @property
    def clean_rows(self) -> Path:
        """What the audit of the candidate need not judge again."""
        return self.root / "builds" / "clean_rows"

    @property
    def validations(self) -> Path:
        """What each rule said of the last builds, as JSON."""
        return self.root / "audit" / "validations"

    @property
    def data_docs(self) -> Path:
        """The Data Docs of Great Expectations, built by `fazhi docs`."""
        return self.root / "audit" / "docs"

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
        """Files placed here are picked up automatically."""
        return self.root / "inbox"

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance folder."""
        return self.root / "dagster"

    @property
    def dbt(self) -> Path:
        """dbt's target and log folders."""
        return self.root / "dbt"

    @property
    def dbt_docs(self) -> Path:
        """The page of dbt's documentation of the warehouse, written by `fazhi docs`."""
        return self.dbt / "docs" / "static_index.html"

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
            probe = self.root / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"{self.root}: the data folder cannot be written ({error.strerror}). "
                "Give another one with FAZHI_DATA, or the right to write there."
            ) from error
        return self

    @contextmanager
    def writing(
        self, holder: Holder | None = None, *, wait: float | None = None, told: Told | None = None
    ) -> Iterator[Holder | None]:
        """Holds the writer's lock, and gives the writer before that crashed in it, if one did.

        Where another process writes, `told` (the terminal) hears for whom one waits. Raises `UserError` where that
        takes longer than `wait` seconds (`FAZHI_LOCK_WAIT`). `holder` is what others are told of us.
        """
        patience = settings.lock_wait if wait is None else wait
        try:
            with held(self.root, WRITING, holder or Holder.here(), patience, told or _tell) as crashed:
                sweep(self.root)
                yield crashed
        except StillHeld as error:
            raise UserError(
                f"{self.root}: another refresh is writing here: {error}. Try again when it has ended (`fazhi status` "
                "shows what is published), let FAZHI_LOCK_WAIT name more seconds, or give another folder with "
                "FAZHI_DATA."
            ) from None

    @contextmanager
    def collecting(
        self, wait: float | None = 0, holder: Holder | None = None, *, told: Told | None = None
    ) -> Iterator[None]:
        """Holds the collector's lock: one process at a time asks publishers, or decides on what they sent.

        It is not the writer's: builds go on meanwhile, and files may be taken in. Waits up to `wait` seconds for
        it (None: `FAZHI_LOCK_WAIT`), then raises `UserError`.
        """
        patience = settings.lock_wait if wait is None else wait
        try:
            with held(self.root, COLLECTING, holder or Holder.here(), patience, told or _tell):
                yield
        except StillHeld as error:
            raise UserError(
                f"{self.root}: another process is asking the publishers: {error}. Wait until it has ended; what it "
                "brings is in the archive then."
            ) from None


def _tell(sentence: str) -> None:
    sys.stderr.write(f"fazhi: {sentence}\n")
