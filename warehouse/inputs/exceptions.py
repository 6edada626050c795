"""Which exceptions hold: those of `FAZHI_EXCEPTIONS`, else of `exceptions.yml` beside the code."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.settings import settings
from warehouse.workspace import PROJECT, UserError

if TYPE_CHECKING:
    from expectations.exceptions import Explanation

EXCEPTIONS = PROJECT / "exceptions.yml"


def exceptions_in_force() -> list[Explanation]:
    """The exceptions of the file, checked. Raises `UserError` where it cannot be followed."""
    from expectations.exceptions import ExceptionsError, read_exceptions

    path = _exceptions_file()
    try:
        return read_exceptions(path) if path else []
    except ExceptionsError as error:
        raise UserError(str(error)) from error


def exceptions_digest() -> str:
    """A hash over the file as it is written, or over nothing: editing it is news for a refresh."""
    path = _exceptions_file()
    try:
        return hashlib.sha256(path.read_bytes() if path else b"").hexdigest()
    except OSError as error:
        raise UserError(f"{path}: the file cannot be read ({error.strerror}).") from error


def _exceptions_file() -> Path | None:
    """None where no file is named and none stands beside the code, as in an installed package."""
    if settings.exceptions:
        path = settings.exceptions.resolve()
        if not path.is_file():
            raise UserError(f"{path}: there is no such file. FAZHI_EXCEPTIONS names it: correct the path, or unset it.")
        return path
    return EXCEPTIONS if EXCEPTIONS.is_file() else None
