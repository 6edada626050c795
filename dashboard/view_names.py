"""The views by name, in the order of the menu, each with its icon; a view is the file of its name."""

from __future__ import annotations

FIRST_VIEW = "overview"
"""The one that stands at `/`."""

VIEWS = {
    "overview": ":material/dashboard:",
    "map": ":material/map:",
    "indicator": ":material/show_chart:",
    "region": ":material/location_city:",
    "compare": ":material/compare_arrows:",
    "changes": ":material/swap_vert:",
    "report": ":material/article:",
    "findings": ":material/flag:",
    "review": ":material/fact_check:",
    "search": ":material/search:",
    "sql": ":material/terminal:",
}
