"""What MkDocs calls while it builds: adds the reference pages, and keeps links that leave `docs/` readable."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

_LINK_OUT = re.compile(r"(?<!!)\[(?P<label>[^\]]+)\]\((?P<target>(?:\.\./)+[^)#\s]+)(?:#[^)]*)?\)")


def on_files(files: Any, config: Any) -> Any:
    """Adds `reference/*.md`."""
    from mkdocs.structure.files import File

    from documentation.reference import reference_pages

    for name, text in reference_pages().items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links to files of the project that are no page become their label: the site may stand without the project."""
    here = (PROJECT / "docs" / page.file.src_uri).parent

    def leaves_docs(match: re.Match[str]) -> str:
        target = (here / match["target"]).resolve()
        return match[0] if target.is_relative_to(PROJECT / "docs") else match["label"]

    return _LINK_OUT.sub(leaves_docs, markdown)
