"""Faults in the words of reports: they go through reading, extraction and loading before they are judged."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.seeded_faults.kinds import Kind, Texts, words

HETING, YANYAO, WUTANG = "heting-2024.txt", "yanyao-2024.html", "wutang-2024.html"
TABLE = "yanyao-2023.html"


def _last_year_again(texts: Texts) -> Texts:
    """Every year in the report of 2022 is put one later: only its numbers tell."""
    again = texts["heting-2022.txt"].replace("2023年", "2024年").replace("2022年", "2023年").replace("2021年", "2022年")
    return texts | {"heting-2023.txt": again}


def _last_year_alone(texts: Texts) -> Texts:
    """The report of 2022 with title, opening and signature of 2023, its plan as it was; the real one is missing."""
    head, plan = texts["heting-2022.txt"].split("2023年工作安排")
    plan, signed = plan.rsplit("2023年", 1)
    kept = {name: text for name, text in texts.items() if name != "heting-2022.txt"}
    head = head.replace("2022年", "2023年")
    return kept | {"heting-2023.txt": f"{head}2023年工作安排{plan}2024年{signed}"}


def _title_of_the_year_before(texts: Texts) -> Texts:
    """Only the title is that of the report before."""
    title, text = texts[HETING].split("\n", 1)
    return texts | {HETING: f"{title.replace('2024年', '2023年')}\n{text}"}


def _other_title(texts: Texts) -> Texts:
    """Title and signature are the neighbour's, the text goes on to speak of its own county."""
    text = texts[HETING].replace("鹤汀市人民政府", "砚垚区人民政府").replace("鹤汀市2024年", "砚垚区2024年")
    return texts | {HETING: text.replace("全市", "鹤汀市").replace("砚垚区人民政府全面", "区人民政府全面")}


def _copied_elsewhere(texts: Texts) -> Texts:
    kept = {name: text for name, text in texts.items() if name != YANYAO}
    return kept | {"copy-2024.txt": texts[HETING].replace("鹤汀市", "砚垚区")}


def _second_version(texts: Texts) -> Texts:
    return texts | {"second-2024.txt": texts[HETING].replace("受理107件", "受理109件")}


def _half(texts: Texts) -> Texts:
    return texts | {HETING: texts[HETING][: len(texts[HETING]) * 2 // 5]}


def _within_a_sentence(texts: Texts) -> Texts:
    text = texts[HETING]
    return texts | {HETING: text[: text.index("通过旁听庭审") + 4]}


def _numbers_of_another_year(texts: Texts) -> Texts:
    """The report of 2021 stands for 2023, and is missing where it belongs."""
    kept = {name: text for name, text in texts.items() if name != "heting-2021.txt"}
    moved = texts["heting-2021.txt"].replace("2022年", "2024年").replace("2021年", "2023年")
    return kept | {"heting-2023.txt": moved}


def _last_year_below(texts: Texts) -> Texts:
    return texts | {HETING: f"{texts[HETING]}\n{texts['heting-2023.txt']}"}


def _half_of_next_year(texts: Texts) -> Texts:
    half = "五、", "六、规范权力运行"
    start, end = (texts[HETING].index(mark) for mark in half)
    old = texts["heting-2023.txt"]
    kept, rest = old[: old.index("五、")], old[old.index("六、") :]
    return texts | {"heting-2023.txt": kept + texts[HETING][start:end] + rest}


def _pasted_twice(*changes: tuple[str, str]) -> Callable[[Texts], Texts]:
    """A paragraph once more below itself, with other words in it."""

    def plant(texts: Texts) -> Texts:
        lines = texts[HETING].split("\n")
        at = next(at for at, line in enumerate(lines) if line.strip().startswith("（十三）"))
        again = words("again", *changes)({"again": lines[at]})["again"]
        return texts | {HETING: "\n".join([*lines[: at + 1], again, *lines[at + 1 :]])}

    return plant


def _rows_shifted(texts: Texts) -> Texts:
    """The numbers of a table one row higher, the first one at the end."""
    cells = re.compile(r"(?<=</TD><TD>)[^<]*(?=</TD></TR>)")
    numbers = [found for found in cells.findall(texts[TABLE]) if found[:1].isdigit()]
    moved = iter([*numbers[1:], numbers[0]])
    shifted = cells.sub(lambda cell: next(moved) if cell[0][:1].isdigit() else cell[0], texts[TABLE])
    return texts | {TABLE: shifted}


def _prefecture_of_the_same_name(texts: Texts) -> Texts:
    """A county's report in the words of a prefecture."""
    text = texts[WUTANG]
    for own, others in (("全县", "全市"), ("县政府", "市政府"), ("县委", "市委")):
        text = text.replace(own, others)
    return texts | {WUTANG: text}


def _signed_by_the_neighbour(texts: Texts) -> Texts:
    return texts | {HETING: texts[HETING].replace("鹤汀市人民政府", "雾棠县人民政府")}


def _before(what: str, rule: str, *changes: tuple[str, str], name: str = HETING) -> Kind:
    return Kind(what, rule, "figures", words(name, *changes))


def _after(what: str, rule: str, *changes: tuple[str, str], name: str = HETING) -> Kind:
    return Kind(what, rule, "marts", words(name, *changes))


def _report(what: str, rule: str, plant: object) -> Kind:
    return Kind(what, rule, "figures", plant)  # type: ignore[arg-type]


TEXT_KINDS = [
    _before("a rate of 119.5%", "rate_lies_within_0_100", ("办结率99.4%", "办结率119.5%")),
    _before("a rate without its decimal point", "rate_lies_within_0_100", ("满意率96.3%", "满意率963%")),
    _before("a share of more than the whole", "rate_lies_within_0_100", ("占68%", "占168%"), name="yanyao-2022.html"),
    _before("a decrease by more than all", "decrease_is_at_most_100_percent", ("同比下降13.3%", "同比下降133%")),
    _before("万 left out of 2.61万件", "count_is_whole", ("2.61万件", "2.61件"), name=WUTANG),
    _before("万 written too much", "count_suits_its_population", ("受理107件", "受理107万件")),
    _before(
        "a percentage of no indicator above 100",
        "other_percentage_lies_within_0_100",
        ("以罚代管，", "以罚代管，台账规范率达到171%，"),
    ),
    _report(
        "last year's report under this year's title, both there", "report_repeats_no_earlier_year", _last_year_again
    ),
    _report("last year's report under this year's title, alone", "plan_is_for_the_next_year", _last_year_alone),
    _report("a title taken over from the year before", "title_names_its_year", _title_of_the_year_before),
    _report("a neighbour's report under this county's title", "report_is_not_of_its_neighbour", _other_title),
    _report("a report copied under another county's name", "report_repeats_no_other_publisher", _copied_elsewhere),
    _report("two different texts for one year", "publisher_has_one_report_a_year", _second_version),
    _report("the greater part of the text missing", "coverage_keeps_up_with_last_year", _half),
    _report("the text cut within a sentence", "text_ends_with_a_sentence", _within_a_sentence),
    _after("a stated change that contradicts the levels", "stated_change_agrees", ("同比增长31.9%", "同比增长81.9%")),
    _after("the sign of a change lost", "stated_change_agrees", ("同比下降13.3%", "同比增长13.3%")),
    _after("a rate's change of the wrong sign", "stated_change_agrees", ("同比提升0.7个百分点", "同比下降0.7个百分点")),
    _after("a digit too many", "count_keeps_its_order_of_magnitude", ("46307件", "463075件")),
    _after("two digits lost", "count_keeps_its_order_of_magnitude", ("行政执法持证人员702名", "行政执法持证人员7名")),
    _after(
        "a count unlike all other years",
        "value_fits_its_other_years",
        ("行政执法持证人员702名", "行政执法持证人员5702名"),
    ),
    _after("a rate with its point one place to the left", "value_fits_its_other_years", ("胜诉率94.2%", "胜诉率9.42%")),
    _after("a count unlike all peers", "value_fits_its_peers", ("法律援助案件436件", "法律援助案件43600件")),
    _after("more cases closed than accepted", "part_is_not_above_whole", ("审结104件", "审结140件")),
    _after(
        "ways to end that are more than the cases",
        "parts_add_up_to_no_more_than_the_total",
        ("审结104件，经调解、和解结案33件", "审结104件，其中维持68件、驳回29件，经调解、和解结案33件"),
    ),
    _after(
        "won and lost together above 100%", "opposite_rates_add_up_to_100", ("胜诉率94.2%", "胜诉率94.2%，败诉率25.8%")
    ),
    _after(
        "a printed rate that the counts contradict",
        "printed_rate_equals_computed_rate",
        ("直接纠错率4.8%", "直接纠错率1.8%"),
        name=YANYAO,
    ),
    _after(
        "a component told as the total",
        "report_gives_one_value",
        ("免罚轻罚案件103件", "全市评查执法案卷48份；免罚轻罚案件103件"),
    ),
    _after(
        "last year's value restated otherwise",
        "restated_prior_equals_first_printed",
        ("25288件", "25828件"),
        name=WUTANG,
    ),
    _before(
        "a rate and a count that changed places",
        "count_is_whole",
        ("行政诉讼案件52件", "行政诉讼案件94.2件"),
        ("胜诉率94.2%", "胜诉率52%"),
    ),
    _before("a letter in the place of a digit", "numbers_are_legible", ("受理107件", "受理1O7件")),
    _before("a blank of the draft", "numbers_are_legible", ("受理107件", "受理XX件")),
    _report("a paragraph pasted twice", "text_repeats_no_paragraph", _pasted_twice()),
    _report(
        "a prefecture's report under its county's name", "report_speaks_of_its_own_kind", _prefecture_of_the_same_name
    ),
    _report("a report signed by the neighbour", "title_names_its_region", _signed_by_the_neighbour),
    Kind(
        "the report of a namesake in another city",
        "report_is_not_of_its_namesake",
        "figures",
        words(HETING, ("全市", "南京市"), ("全市", "南京市"), ("全市", "南京市")),
        "update raw.regions set name = '鹤汀市', parent_code = '320100' where {code} and name = '雾棠县'",
    ),
    _after(
        "two counts that changed places",
        "values_keep_their_places",
        ("审计项目23个，发现问题108个", "审计项目108个，发现问题23个"),
    ),
    _after(
        "a part and its whole that changed places",
        "part_is_not_above_whole",
        ("矛盾纠纷5902件，调解5716件", "矛盾纠纷5716件，调解5902件"),
    ),
    _after("a rate read as its opposite", "rate_keeps_near_the_year_before", ("胜诉率94.2%", "胜诉率5.8%")),
    _after("a rate printed as a fraction", "rate_keeps_near_the_year_before", ("满意率96.3%", "满意率0.963%")),
    _after("a rate of 0 for a missing one", "rate_keeps_near_the_year_before", ("满意率99.5%", "满意率0%")),
    _after("a 0 for a missing number", "count_keeps_its_order_of_magnitude", ("行政争议23件", "行政争议0件")),
    _after("digits in another order", "value_fits_its_other_years", ("持证人员702名", "持证人员207名")),
    _after(
        "the sum of four years for that of one",
        "value_fits_its_other_years",
        ("调解5716件，同比增长2.3%", "调解21769件"),
    ),
    _after("a clause dated to the year before", "restated_prior_equals_first_printed", ("新收行政", "2023年新收行政")),
    Kind("last year's report below this year's", "report_gives_one_value", "marts", _last_year_below),
    Kind("a chapter of the next year's report", "stated_change_agrees", "marts", _half_of_next_year),
    Kind(
        "a paragraph pasted twice, with another number",
        "report_gives_one_value",
        "marts",
        _pasted_twice(("受理107件", "受理117件")),
    ),
    Kind("the numbers of a table one row higher", "part_is_not_above_whole", "marts", _rows_shifted),
    Kind(
        "the numbers of another year under this year's title",
        "report_continues_the_year_before",
        "marts",
        _numbers_of_another_year,
    ),
]
