"""Which files a refresh reads: those given, those in the inbox, or else the bundled samples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.archive import Archive, Source
from ingest.archive.intake import Intake, is_news, note_passed_over, take_in
from ingest.fetch.files import NothingToRead, PassedOver, collect_files, documents_in, passed_over_in
from ingest.loading.corpus import has_real
from warehouse import progress
from warehouse.settings import settings
from warehouse.workspace import SAMPLES, UserError, Workspace


class NothingBrought(Exception):
    """A live refresh ended without any real report; the message says so."""


def files_to_take(workspace: Workspace, paths: Sequence[str]) -> tuple[list[Path], Source]:
    """The files of this refresh and what kind of source they are. Raises `UserError` for a useless path.

    Without `paths` and with an empty inbox, the samples are used until the first real report is given.
    """
    try:
        given = collect_files([Path(path) for path in paths])
    except NothingToRead as error:
        raise UserError(str(error)) from error
    files = sorted({*given, *documents_in(workspace.inbox)})
    if files or has_real(Archive(workspace.archive).fetches()):
        return files, "files"
    return collect_files([SAMPLES]), "samples"


def require_allowed(workspace: Workspace, paths: Sequence[str]) -> None:
    """Raises `UserError` for a path outside of the inbox, the samples and the folders of `FAZHI_REPORT_FOLDERS`.

    Whoever reaches the Dagster UI can start a run, and what a run reads can be looked at there.
    """
    allowed = [workspace.inbox, SAMPLES, *map(Path, settings.report_folders)]
    for path in paths:
        if not any(Path(path).resolve().is_relative_to(folder.resolve()) for folder in allowed):
            raise UserError(
                f"{path}: a run of the Dagster UI may not read there. Lay the reports into {workspace.inbox}, let "
                "FAZHI_REPORT_FOLDERS name their folder, or give them to `fazhi refresh --reports`."
            )


def passed_over(workspace: Workspace, paths: Sequence[str]) -> list[PassedOver]:
    """Files in the folders of this refresh that are no documents, each once."""
    folders = [*(Path(path) for path in paths if Path(path).is_dir()), workspace.inbox]
    return sorted({one for folder in folders for one in passed_over_in(folder)})


def require_real_reports(workspace: Workspace, paths: Sequence[str]) -> None:
    """Raises `NothingBrought` where a live refresh would have nothing to build from but samples."""
    if files_to_take(workspace, paths)[1] == "samples":
        raise NothingBrought(
            f"{workspace.archive}: no report could be fetched from the publishers. `fazhi status` lists the failures."
        )


def has_news(workspace: Workspace, paths: Sequence[str]) -> bool:
    """Whether a file of this refresh is new, has changed, or can no longer be read."""
    files, source = files_to_take(workspace, paths)
    known = Archive(workspace.archive).latest()
    if any(is_news(path, source, known.get(path.as_uri())) for path in files):
        return True
    told = {address: fetch.message for address, fetch in known.items()}
    return any(told.get(one.path.as_uri()) != one.message for one in passed_over(workspace, paths))


def take_in_files(workspace: Workspace, paths: Sequence[str]) -> Intake:
    """Brings the files of this refresh into the archive."""
    files, source = files_to_take(workspace, paths)
    archive = Archive(workspace.archive)
    intake = take_in(archive, files, source, lambda done, total: progress.report("documents", done, total))
    intake.news += note_passed_over(archive, passed_over(workspace, paths), "files").news
    return intake
