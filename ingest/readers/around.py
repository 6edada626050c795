"""What a site prints around an article, where a page came as a PDF that a browser printed: lines say it, no tags."""

from __future__ import annotations

from ingest.readers.labels import is_label_line
from ingest.readers.main_text import ends_article
from ingest.readers.scores import is_noise

_SENTENCE = "。"


def without_site(text: str) -> tuple[str, list[str]]:
    """(the lines of the article, the lines of labels that stood above its first sentence).

    Menus above the first sentence are left out, and, behind the last one, all from the first line on that sites
    print below an article. A text without any sentence is left as it is.
    """
    lines = text.split("\n")
    prose = [number for number, line in enumerate(lines) if _SENTENCE in line and not is_noise(line)]
    if not prose:
        return text, []
    first, last = prose[0], prose[-1]
    labels = [line for line in lines[:first] if is_label_line(line)]
    opening = [line for line in lines[:first] if line not in labels and not is_noise(line)]
    end = next((number for number in range(last + 1, len(lines)) if ends_article(lines[number])), len(lines))
    return "\n".join([*opening, *lines[first:end]]), labels
