"""Faults in tables: what a broken reader, loader or mart would leave behind."""

from __future__ import annotations

from benchmarks.seeded_faults.kinds import Kind, table


def _figure(change: str, raw: str) -> str:
    return f"update raw.figures set {change} where {{sha}} and raw = '{raw}'"


def _document(change: str, year: int = 2024) -> str:
    return f"update raw.documents set {change} where {{sha}} and report_year = {year} and region_name = '鹤汀市'"


def _mart(change: str, where: str) -> str:
    return (
        f"update marts.indicator_yoy set {change} where {{sha}} and year = 2024 and region_name = '鹤汀市' and {where}"
    )


TABLE_KINDS = [
    table("万 taken for one", "value_follows_from_its_digits", _figure("value = value / 10000", "1.36万件")),
    table("the decimal point lost", "value_follows_from_its_digits", _figure("value = value * 10", "98.8%")),
    table("thousands cut at the comma", "value_follows_from_its_digits", _figure("value = 4", "4,260件")),
    table("two figures' values changed places", "value_follows_from_its_digits", _figure("value = 52", "120件")),
    table("the unit lost", "unit_is_given", _figure("unit = ''", "46307件")),
    table("a negative count", "count_is_not_negative", _figure("value = -value", "107件")),
    table(
        "offsets shifted by one",
        "raw_stands_at_its_place",
        _figure('"start" = "start" + 1, "end" = "end" + 1', "107件"),
    ),
    table(
        "offsets counted in bytes",
        "end_is_within_text",
        _figure('"start" = "start" + 9000, "end" = "end" + 9000', "107件"),
    ),
    table("an offset before the text", "start_is_not_before_text", _figure('"start" = -3, "end" = 2', "107件")),
    table("an end before its start", "end_is_after_start", _figure('"end" = "start" - 1', "107件")),
    table("an unknown measure", "measure_is_a_known_word", _figure("measure = 'ratio'", "107件")),
    table("an unknown bound", "bound_is_a_known_word", _figure("bound = 'circa'", "107件")),
    table("an unknown scope", "scope_is_a_known_word", _figure("scope = 'whole'", "107件")),
    table("a figure of 1924", "year_is_from_2000", _figure("year = 1924", "107件")),
    table("a figure of 2203", "year_is_not_far_after_report", _figure("year = 2203", "107件")),
    table("a rate printed as cases", "rate_is_in_percent", _figure("unit = '件'", "98.8%")),
    table("a percentage read as per mille", "rate_is_in_percent", _figure("unit = '‰'", "98.8%")),
    table("a count printed in days", "count_is_in_a_counting_unit", _figure("unit = '天'", "107件")),
    table("cases printed as people", "things_are_not_told_as_people", _figure("unit = '名'", "107件")),
    table("a report on 2203", "report_year_has_come", _document("report_year = 2203")),
    table("a report on 1924", "report_year_is_from_2000", _document("report_year = 1924")),
    table("a report filed under a year that it never names", "report_names_its_year", _document("report_year = 2018")),
    table(
        "published before its year was over",
        "report_is_published_after_its_year",
        _document("published_on = '2024-02-19'"),
    ),
    table(
        "published after it was fetched",
        "report_is_published_before_it_is_fetched",
        _document("published_on = '2203-02-19'"),
    ),
    table("no region", "region_is_known", _document("region_code = null")),
    table(
        "a region that was founded later",
        "region_existed_by_then",
        "update raw.regions set valid_from = 2030 where {code} and name = '鹤汀市'",
    ),
    table(
        "a region that was dissolved before",
        "region_existed_still",
        "update raw.regions set valid_to = 2019 where {code} and name = '鹤汀市'",
    ),
    table("a region that the text never names", "report_names_its_region", _document("region_name = '云岭县'")),
    Kind(
        "columns of a table shifted by one",
        "report_gives_one_value",
        "marts",
        None,
        "update raw.figures set indicator_code = 'reconsideration.closed' where {sha} and raw = '107件'",
    ),
    Kind(
        "a rate above 100 in the marts",
        "published_rate_lies_within_0_100",
        "finished",
        None,
        _mart("value = 120", "unit = '%'"),
    ),
    Kind(
        "a negative count in the marts",
        "published_count_is_not_negative",
        "finished",
        None,
        _mart("value = -5", "indicator_code = 'reconsideration.accepted'"),
    ),
]
