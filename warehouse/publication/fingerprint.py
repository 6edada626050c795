"""What a version is made of, as one short word: equal inputs and rules give equal fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from warehouse.inputs.corrections import corrections_digest
from warehouse.inputs.exceptions import exceptions_digest
from warehouse.workspace import DBT_PROJECT, PROJECT

if TYPE_CHECKING:
    from ingest.loading.catalogue import Catalogue

_DECIDING = {".sql", ".yml", ".yaml", ".py", ".csv", ".toml", ".md"}


def build_fingerprint(corpus: Corpus, catalogue: Catalogue, postponed: Iterable[str] = ()) -> str:
    """A hash over documents, catalogue of publishers, extractor, corrections, dbt project and expectations.

    A version in which documents are missing that are to be read again (`postponed`) is not the one that it could be.
    """
    data = [corpus.fingerprint, catalogue.fingerprint, *sorted(postponed)]
    parts = [*data, extractor_version(), corrections_digest(), exceptions_digest(), code_version()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def code_version() -> str:
    """A hash over the files outside the extractor that decide what is published."""
    digest = hashlib.sha256()
    folders = (
        DBT_PROJECT,
        PROJECT / "expectations",
        PROJECT / "ingest" / "corrections",
        PROJECT / "ingest" / "loading",
        PROJECT / "warehouse",
        PROJECT / "orchestration",
    )
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _DECIDING and "target" not in path.relative_to(folder).parts:
                digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
