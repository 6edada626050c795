"""The views by name, in the order of the menu, each with its icon; a view is the file of its name."""

from __future__ import annotations

FIRST_VIEW = "overview"
"""The one that stands at `/`."""

VIEWS = {
    "overview": ":material/dashboard:",
    "indicator": ":material/show_chart:",
    "region": ":material/location_city:",
    "changes": ":material/swap_vert:",
    "report": ":material/article:",
    "findings": ":material/flag:",
    "search": ":material/search:",
}
