"""The first sentences of the page: what the reports say that is worth a look, made from the marts.

Each is a sentence with its numbers, says how sure it is, quotes the words that it rests on and leads to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from dashboard.asking import Literal, names_in
from dashboard.parts.doubts import GRAVE, marked
from dashboard.parts.links import address_of
from dashboard.parts.markup import quote_markup
from dashboard.parts.numbers import is_absent, number
from dashboard.parts.session import ask, localized, say

ASKED: dict[str, Literal] = {"grave": GRAVE, "least": 100}
"""What the queries below ask for, beside the year: of small numbers a first sentence would tell little."""
QUERIES = ("overview_punctuality", "overview_top_change", "overview_top_move", "overview_top_contradiction")


def headlines(year: int) -> str:
    """The sentences of a year as HTML, one after another; empty where the year has none."""
    told = "".join(f"<li>{one}</li>" for one in _sentences(year))
    return f"<ul class='headlines'>{told}</ul>" if told else ""


def _sentences(year: int) -> Iterator[str]:
    for name, tell in (
        ("overview_top_change", _change),
        ("overview_top_move", _move),
        ("overview_top_contradiction", _contradiction),
        ("overview_punctuality", _punctuality),
    ):
        found = ask(name, year=year, **{key: value for key, value in ASKED.items() if key in names_in(name)})
        if found and not found.frame.empty:
            yield tell(found.frame.iloc[0])


def _change(row: Any) -> str:
    stated = not is_absent(row["consistent"]) and bool(row["consistent"])
    sure = say("headline_sure_stated") if stated else say("headline_sure")
    sentence = say(
        "headline_rise" if row["yoy_pct"] > 0 else "headline_fall",
        region=row["region_name"], year=row["year"], indicator=localized(row, "indicator_name"),
        prior=number(row["prior_value"]), value=number(row["value"]), unit=row["unit"], change=f"{row['yoy_pct']:+.1f}",
        least=ASKED["least"],
    )  # fmt: skip
    more = _link("changes", say("headline_more_changes"), year=str(row["year"]), least=str(ASKED["least"]))
    return f"{_sentence(sentence)} {escape(sure)} {escape(marked(row['doubts']))}{_words(row)}{more}"


def _move(row: Any) -> str:
    sentence = say(
        "headline_move", indicator=localized(row, "indicator_name"), governments=row["governments"],
        change=f"{row['median_pct']:+.1f}", risen=row["risen"], fallen=row["fallen"],
    )  # fmt: skip
    more = _link("indicator", say("open_indicator"), indicator=str(row["indicator_code"]))
    return f"{_sentence(sentence)}{more}"


def _contradiction(row: Any) -> str:
    percent = not is_absent(row["reported_yoy_pct"]) and not is_absent(row["yoy_pct"])
    stated, computed = ("reported_yoy_pct", "yoy_pct") if percent else ("reported_points", "yoy_points")
    if is_absent(row[stated]) or is_absent(row[computed]):
        sentence = say("headline_contradictions", count=row["contradictions"])
    else:
        unit = "%" if percent else say("percentage_points")
        sentence = say(
            "headline_contradiction", count=row["contradictions"], region=row["region_name"], year=row["year"],
            indicator=localized(row, "indicator_name"), stated=f"{row[stated]:+.1f}{unit}",
            computed=f"{row[computed]:+.1f}{unit}", prior=number(row["prior_value"]), value=number(row["value"]),
        )  # fmt: skip
    more = _link("findings", say("headline_more_findings"), year=str(row["year"]), rule="stated_change_agrees")
    return f"{_sentence(sentence)}{_words(row)}{more}"


def _punctuality(row: Any) -> str:
    names = ("here", "in_time", "late", "undated", "not_here", "never_asked")
    numbers = {name: f"{int(row[name]):,}" for name in names}
    return " ".join(
        (
            _sentence(say("headline_punctuality", **numbers)),
            escape(say("headline_absent", **numbers) if row["not_here"] else say("headline_all_here")),
        )
    )


def _sentence(text: str) -> str:
    return f"<strong>{escape(text)}</strong>"


def _words(row: Any) -> str:
    """The sentence that the number stands in, as a link to it in its report."""
    address = address_of("report", report=str(row["sha256"]), figure=str(row["figure_id"]))
    quote = quote_markup(str(row["quote"]), [number(row["value"]), number(row["value"]).replace(",", "")])
    return f"{quote}<a href='{escape(address)}'>{escape(say('open_text'))}</a>"


def _link(view: str, label: str, **chosen: str) -> str:
    return f" <a href='{escape(address_of(view, **chosen))}'>{escape(label)}</a>"
