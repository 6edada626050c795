"""A text of nothing but numbers is rejected before they cost anything."""

from __future__ import annotations

import pytest

from ingest.extraction import extract_document
from ingest.model import DocumentRejected

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("numbers", ["12件、", "十二件、", "12件\n"])
def test_a_text_of_more_numbers_than_any_report_has_is_rejected(numbers: str) -> None:
    with pytest.raises(DocumentRejected) as caught:
        extract_document(("2023年法治政府建设情况：\n" + numbers * 30_000).encode(), "report.txt")
    assert caught.value.reject.reason == "too_large"
    assert "numbers" in caught.value.reject.message
