"""`python -m benchmarks.chaos.one_refresh FOLDER`: the reports of a folder into the published version of FAZHI_DATA."""

from __future__ import annotations

import sys

from cli.refusal import advice
from ingest.archive import Archive
from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.catalogue import Catalogue
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw
from warehouse.building.candidate import candidate_to_load, region_tables, seal_candidate
from warehouse.inputs.files import take_in_files
from warehouse.publication import build_fingerprint, current_publication, last_intact, publish
from warehouse.workspace import Workspace


def refresh(folder: str) -> None:
    """Takes in, extracts, loads and publishes, as the assets of the graph do, under the writer's lock."""
    place = Workspace.from_environment().prepare()
    with place.writing():
        take_in_files(place, [folder])
        archive = Archive(place.archive)
        corpus = Corpus.of(archive.fetches())
        extract_new(corpus.items, archive, place.extractions)
        with candidate_to_load(place) as con:
            counts = load_raw(con, corpus, place.extractions / extractor_version(), region_tables())
        fingerprint = build_fingerprint(corpus, Catalogue())
        current = current_publication(place)
        if current is None or current != last_intact(place) or current.fingerprint != fingerprint:
            told = {"reports": counts["documents"], "figures": counts["figures"], "rejects": counts["rejects"]}
            publish(place, fingerprint, "chaos", told | {"matched": 0, "findings": 0, "sample": False})
        seal_candidate(place)


def main(folder: str) -> None:
    """Refreshes; an error ends the process with a sentence, as it ends the command."""
    try:
        refresh(folder)
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error} {advice(str(error)) or ''}")


if __name__ == "__main__":
    main(sys.argv[1])
