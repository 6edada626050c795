"""The views by name, in the order and the sections of the menu."""

from __future__ import annotations

FIRST_VIEW = "overview"
"""The one that stands at `/`."""

_PLACES = {
    "": {
        "overview": ":material/dashboard:",
        "map": ":material/map:",
        "indicator": ":material/show_chart:",
        "region": ":material/location_city:",
        "compare": ":material/compare_arrows:",
        "changes": ":material/swap_vert:",
        "promises": ":material/handshake:",
        "report": ":material/article:",
        "sql": ":material/terminal:",
    },
    "words": {
        "search": ":material/search:",
        "problems": ":material/report_problem:",
        "statements": ":material/format_list_numbered:",
        "terms": ":material/text_increase:",
        "reuse": ":material/content_copy:",
        "completeness": ":material/checklist:",
        "timeliness": ":material/schedule:",
    },
    "doubt": {
        "findings": ":material/flag:",
        "revisions": ":material/difference:",
        "review": ":material/fact_check:",
    },
}
SECTIONS = {section: list(views) for section, views in _PLACES.items()}
"""Section of the menu (empty: none) → its views, in order."""
VIEWS = {name: icon for views in _PLACES.values() for name, icon in views.items()}
"""Each view and its icon. A view is the file of its name, or a list that `record_views.py` describes."""
