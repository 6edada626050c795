"""Which corrections hold: those of `FAZHI_CORRECTIONS`, else of `corrections.yml` beside the code."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.settings import settings
from warehouse.workspace import CORRECTIONS, UserError

if TYPE_CHECKING:
    from ingest.corrections import PlacedCorrection


def corrections_in_force() -> list[PlacedCorrection]:
    """The corrections of the file, checked. Raises `UserError` where it cannot be followed."""
    from ingest.corrections import CorrectionError, read_corrections

    path = _corrections_file()
    try:
        return read_corrections(path) if path else []
    except CorrectionError as error:
        raise UserError(str(error)) from error


def corrections_digest() -> str:
    """A hash over the file as it is written, or over nothing. Raises `UserError` where it cannot be read."""
    path = _corrections_file()
    try:
        return hashlib.sha256(path.read_bytes() if path else b"").hexdigest()
    except OSError as error:
        raise UserError(f"{path}: the file cannot be read ({error.strerror}).") from error


def _corrections_file() -> Path | None:
    """None where no file is named and none stands beside the code, as in an installed package."""
    if settings.corrections:
        path = settings.corrections.resolve()
        if not path.is_file():
            raise UserError(
                f"{path}: there is no such file. FAZHI_CORRECTIONS names it: correct the path, or unset it."
            )
        return path
    return CORRECTIONS if CORRECTIONS.is_file() else None
