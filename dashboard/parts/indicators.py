"""The indicators as one chooses them."""

from __future__ import annotations

from dashboard import words
from dashboard.parts.session import ask, language, localized


def indicator_names(domain: str | None = None) -> dict[str, str]:
    """Code → domain and name, of those that the file has values of; of one domain if asked."""
    found = ask("indicators")
    if found is None:
        return {}
    return {
        str(row["indicator_code"]): f"{words.domain_name(language(), row['domain'])} · {localized(row, 'name')}"
        for row in found.frame.to_dict("records")
        if domain is None or row["domain"] == domain
    }
