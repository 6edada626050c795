"""Printed pages → lines of text: what PDF, OFD and pictures have in common is where each character stands.

pieces and ruled lines of each page
  ─▶ rows ─▶ without page numbers and running heads ─▶ columns, tables ─▶ paragraphs over lines and pages
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.printed.blocks import Block, blocks_of
from ingest.readers.printed.channels import Channel
from ingest.readers.printed.margins import without_margins
from ingest.readers.printed.paragraphs import join_lines
from ingest.readers.printed.pieces import Piece, PrintedPage, Rule
from ingest.readers.printed.rows import rows_of

__all__ = ["Piece", "PrintedPage", "Rule", "text_of_pages"]


def text_of_pages(pages: Sequence[PrintedPage]) -> str:
    """The text of all pages: one paragraph, heading or table row a line, cells set apart by ` | `."""
    rows = [rows_of(page.pieces) for page in pages]
    kept = without_margins(pages, rows)
    blocks: list[Block] = []
    channels: list[Channel] = []
    for page, of_page in zip(pages, kept, strict=True):
        own, channels = blocks_of(page, of_page, channels)
        blocks += own
    return "\n".join(join_lines(blocks))
