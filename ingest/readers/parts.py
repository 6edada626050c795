"""Optional parts that read more: programs of the system and extras of the package. What is missing is said."""

from __future__ import annotations

import shutil
from functools import cache
from importlib.metadata import PackageNotFoundError, version

PROGRAMS = {"libreoffice": ("soffice", "libreoffice"), "antiword": ("antiword",), "catdoc": ("catdoc",)}
"""Programs that read old Word files, by part: the names under which each may be found on the path."""


def program(part: str) -> str | None:
    """Where the program of a part stands, or None where it is not installed."""
    return next((path for name in PROGRAMS[part] if (path := shutil.which(name))), None)


LIBRARIES = ("lxml", "pypdf", "pypdfium2", "python-docx", "selectolax")
"""Packages whose versions decide what text comes out."""


def read_by() -> list[str]:
    """What reads here, a line each: libraries with their versions, and the optional parts that are installed.

    Another list may give other texts of the same bytes, and may read what was rejected before.
    """
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    parts = [f"{part} {said}" if part == "ocr" else part for part, said in installed_parts().items()]
    return sorted(libraries + parts)


@cache
def installed_parts() -> dict[str, str]:
    """The optional parts that are there: `ocr`, `libreoffice`, `antiword`, `catdoc`, each with version or path."""
    found = {part: path for part in PROGRAMS if (path := program(part))}
    try:
        version("onnxruntime")
        found["ocr"] = version("rapidocr")
    except PackageNotFoundError:
        pass
    return found
