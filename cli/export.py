"""`fazhi export`: the published marts as files."""

from __future__ import annotations

from pathlib import Path

from cli.console import print_json, tell
from cli.language import say
from warehouse.workspace import UserError, Workspace


def run(folder: Path, format_name: str, *, as_json: bool = False) -> int:
    """Writes the forms that are asked for. Exit code 0. Raises `UserError` for wrong names and unwritable folders."""
    import duckdb

    from warehouse.exporting import FORMATS, export
    from warehouse.exporting.tables import Published
    from warehouse.publication import current_publication

    if format_name != "all" and format_name not in FORMATS:
        raise UserError(f"--format {format_name}: no such format. Give one of {', '.join(FORMATS)}, or all.")
    workspace = Workspace.from_environment()
    publication = current_publication(workspace)
    if publication is None:
        raise UserError(f"{workspace.warehouse}: nothing is published here yet. Run `fazhi refresh` first.")
    formats = list(FORMATS) if format_name == "all" else [format_name]
    try:
        # The file itself and not the pointer: a refresh that ends meanwhile changes nothing here.
        with duckdb.connect(workspace.published / publication.file, read_only=True) as con:
            con.execute("set timezone = 'UTC'")
            written = export(Published(con, publication), folder, formats)
    except (OSError, duckdb.IOException) as error:
        raise UserError(f"{folder}: the files cannot be written ({error}). Name another folder.") from error
    size = sum(path.stat().st_size for path in written)
    if as_json:
        files = [str(path.relative_to(folder)) for path in written]
        print_json({"folder": str(folder), "files": files, "bytes": size, "of": publication.file})
        return 0
    told = "{folder}: {count} files, {size} MB, of {file}."
    tell(say(told, folder=folder, count=len(written), size=f"{size / 1e6:.1f}", file=publication.file))
    return 0
