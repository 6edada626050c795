"""The published marts as files that other tools read: Parquet, CSV, SDMX-CSV, each described in the field's own way.

`tables` what is exported, and in which order · `parquet`, `csv_files`, `sdmx` one form each · `datapackage` the
description of the first two (Frictionless Data Package). Equal publications give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from warehouse.exporting.csv_files import write as write_csv
from warehouse.exporting.parquet import write as write_parquet
from warehouse.exporting.sdmx import write as write_sdmx
from warehouse.exporting.tables import Published

FORMATS: dict[str, Callable[[Published, Path], list[Path]]] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "sdmx": write_sdmx,
}


def export(published: Published, folder: Path, formats: list[str]) -> list[Path]:
    """Writes each form into a folder of its name below `folder`, what stood there under these names anew.

    Returns the files. Raises `OSError` where they cannot be written.
    """
    written = []
    for name in formats:
        home = folder / name
        home.mkdir(parents=True, exist_ok=True)
        written += FORMATS[name](published, home)
    return written
