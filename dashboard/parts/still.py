"""Numbers, tables and bars as plain HTML, for the first view: the browser needs no script for them.

Whatever comes from the warehouse is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dashboard.parts import tables
from dashboard.parts.markup import is_web_address
from dashboard.parts.numbers import is_absent

if TYPE_CHECKING:
    import pandas as pd


def counts(cells: Mapping[str, str], links: Mapping[str, str] | None = None) -> str:
    """Name → number, side by side; `links` are addresses within the page for some of the names."""
    told = (f"<div><dt>{escape(name)}</dt><dd>{_led(cell, name, links)}</dd></div>" for name, cell in cells.items())
    return f"<dl class='counts'>{''.join(told)}</dl>"


def rows(
    frame: pd.DataFrame, headings: Mapping[str, str], label: str, links: Mapping[str, list[str]] | None = None
) -> str:
    """The columns of `headings` (column → heading) of a readable frame, each row a row; `label` is what it is called.

    `links` are addresses within the page, one a row, for the texts of a column.
    """
    head = "".join(f"<th scope='col'{_class(name)}>{escape(heading)}</th>" for name, heading in headings.items())
    body = ""
    for at, row in enumerate(frame.to_dict("records")):
        cells = ""
        for name in headings:
            cell = _cell(name, row[name])
            if links and name in links:
                cell = f"<a href='{escape(links[name][at])}'>{cell or '—'}</a>"
            cells += f"<td{_class(name)}>{cell}</td>"
        body += f"<tr>{cells}</tr>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='rows' tabindex='0' role='region' aria-label='{escape(label)}'>{table}</div>"


def bars(
    sizes: Mapping[str, Mapping[str, float]], colours: Mapping[str, str], most: float, form: str = "{:,.0f}"
) -> str:
    """A bar for each name, stacked of its parts (part → size), where `most` is the longest that a bar can be.

    `colours` are those of the parts; the sum stands beside the bar in `form`, each part's size in its title.
    """
    body = ""
    for name, parts in sizes.items():
        drawn = "".join(
            f"<span style='width:{100 * size / most:.2f}%;background:{colours[part]}' title='{escape(part)} {size:g}'>"
            "</span>"
            for part, size in parts.items()
        )
        total = form.format(sum(parts.values()))
        body += (
            f"<tr><th scope='row'>{escape(name)}</th><td class='bar'>{drawn}</td><td class='number'>{total}</td></tr>"
        )
    key = "".join(f"<span style='--colour:{colours[part]}'>{escape(part)}</span>" for part in colours)
    shown_key = f"<div class='key'>{key}</div>" if len(colours) > 1 else ""
    return f"<div class='rows'><table><tbody>{body}</tbody></table></div>{shown_key}"


def _led(cell: str, name: str, links: Mapping[str, str] | None) -> str:
    if not links or name not in links:
        return escape(cell)
    return f"<a href='{escape(links[name])}' aria-label='{escape(name)}: {escape(cell)}'>{escape(cell)}</a>"


def _class(name: str) -> str:
    if tables.is_number(name):
        return " class='number'"
    return " class='wide'" if name in {"title", "example"} else ""


def _cell(name: str, value: Any) -> str:
    if is_absent(value):
        return ""
    if is_web_address(value):
        return f"<a href='{escape(value)}' target='_blank'>{escape(urlsplit(value).hostname or value)}</a>"
    return escape(tables.printed(name, value))
