"""Publishing: a finished warehouse becomes a read-only version, and the pointer moves to it.

`fingerprint` what a version is made of · `versions` the versions and the pointer · `withdrawals` what was rolled
back · `changes` a diff by key against the version before, which `previous` attaches · `coverage` what may not be lost.
"""

from warehouse.publication.changes import publication_changes, told_changes
from warehouse.publication.fingerprint import build_fingerprint
from warehouse.publication.versions import (
    Publication,
    current_publication,
    is_damaged,
    last_intact,
    publish,
    published_versions,
    roll_back,
)
from warehouse.publication.withdrawals import is_withdrawn

__all__ = [
    "Publication",
    "build_fingerprint",
    "current_publication",
    "is_damaged",
    "is_withdrawn",
    "last_intact",
    "publication_changes",
    "publish",
    "published_versions",
    "roll_back",
    "told_changes",
]
