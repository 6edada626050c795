"""While libraries load no garbage is collected; after that it is again, but not among what they made."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from warehouse.loading import without_garbage_collection

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """The collector is left as it was found."""
    yield
    gc.unfreeze()
    gc.enable()


def test_collection_pauses_and_goes_on_without_what_was_made_meanwhile() -> None:
    before = gc.get_freeze_count()
    with without_garbage_collection():
        assert not gc.isenabled()
        made = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(made)


def test_the_outermost_of_nested_blocks_ends_the_pause() -> None:
    with without_garbage_collection():
        with without_garbage_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collection_goes_on_after_an_error() -> None:
    with pytest.raises(ImportError), without_garbage_collection():
        raise ImportError
    assert gc.isenabled()


def test_who_collects_no_garbage_at_all_keeps_to_that() -> None:
    gc.disable()
    with without_garbage_collection():
        pass
    assert not gc.isenabled()
