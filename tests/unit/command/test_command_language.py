"""What commands say in Chinese: the catalogue is complete, and sentences of other rooms are told by their form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.language import catalogue, language, say, translated
from ingest.fetch.exchange import _BREAKS
from ingest.fetch.failures import Failure, reasons
from ingest.fetch.records import FetchResult
from ingest.listings.bounded import PageReader
from ingest.reports.patterns import read_patterns
from warehouse.settings import LANGUAGE
from warehouse.workspace import PROJECT

pytestmark = pytest.mark.unit

COMMAND = PROJECT / "cli"
ERRORS = {"UserError", "NothingBrought", "NothingToRead", "NothingToDecide", "CorrectionError", "ExceptionsError"} | {
    "CoverageShrunk"
}
REJECTIONS = {
    **{"unreadable": 1, "_rejected": 1, "Reject": 2, "_doubt": 2},
    **{"Failure": 1, "ListingUnreadable": 0, "_Missed": 0, "NobodyChosen": 0},
}
"""What says why a document, an address or a listing is not taken, and which argument is the sentence."""
PASSED_ON = {
    *("rejection.py", "recognition.py", "isolation.py", "reception.py", "looking.py", "exchange.py", "bounded.py"),
}
SENTENCES = (ast.Constant, ast.IfExp, ast.Tuple, ast.JoinedStr, ast.BinOp, ast.Dict)
Named = dict[str, list[ast.expr]]
"""Names of a scope → what they can stand for."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w+)(?:!r)?\}")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANG", "zh")


def sources(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((PROJECT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def sentences(node: ast.expr, named: Named) -> Iterator[str]:
    """The literal sentences that an argument can be; f-strings with 7 where a value is not known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from map("".join, product(*(list(_part(part, named)) for part in node.values)))
    elif isinstance(node, ast.BinOp):
        yield from (a + b for a in sentences(node.left, named) for b in sentences(node.right, named))
    elif isinstance(node, ast.IfExp):
        yield from sentences(node.body, named)
        yield from sentences(node.orelse, named)
    elif isinstance(node, ast.Dict):
        yield from (one for value in node.values for one in sentences(value, named))
    elif isinstance(node, ast.Subscript):
        yield from sentences(node.value, named)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from (PLACE.sub("7", one) for one in sentences(node.func.value, named))
    elif isinstance(node, ast.Name):
        # A name stands for one of these; what they name themselves is not looked up any further than once.
        further = {name: values for name, values in named.items() if name != node.id}
        yield from (one for value in named.get(node.id, []) for one in sentences(value, further))


def _part(part: ast.expr, named: Named) -> Iterator[str]:
    found = list(sentences(part.value if isinstance(part, ast.FormattedValue) else part, named))
    yield from found or ["7"]


def said(function: dict[str, int], *rooms: str) -> Iterator[tuple[str, int, list[str]]]:
    """File and line of each call of these, and the sentences that its argument at the given place can be."""
    for path, module in sources(*rooms):
        constants = assigned(module.body)
        scopes = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        for scope in scopes:
            named = constants | assigned(ast.walk(scope))
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in function:
                    arguments = node.args[function[node.func.id] :][:1]
                    told = [one for first in arguments for one in sentences(first, named) if one]
                    yield path.name, node.lineno, told


def spoken(function: dict[str, int], *rooms: str) -> set[tuple[str, str]]:
    return {(file, one) for file, _, told in said(function, *rooms) for one in told}


def assigned(nodes: Iterable[ast.AST]) -> Named:
    """What names of one scope stand for, where that can be a sentence."""
    found: Named = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, SENTENCES):
            target = node.targets[0]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
                for one, value in pairs:
                    if isinstance(one, ast.Name):
                        found.setdefault(one.id, []).append(value)
            elif isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(node.value)
    return found


def test_everything_that_commands_say_has_chinese_words() -> None:
    told = spoken({"say": 0}, "cli", "warehouse", "orchestration")
    assert len(told) > 100
    known = catalogue("messages")
    assert not [(file, one) for file, one in sorted(told) if one not in known]


def untold(told: Iterable[str]) -> list[str]:
    """Those that stay English in a Chinese terminal."""
    return [one for one in sorted(told) if not CHINESE.search(translated(one).replace(one, ""))]


def test_every_error_that_reaches_the_terminal_has_chinese_words(chinese: None) -> None:
    raised = spoken(dict.fromkeys(ERRORS, 0), "ingest", "expectations", "warehouse", "orchestration", "cli")
    assert len(raised) > 40
    assert not untold(one for _, one in raised)


def test_everything_that_is_said_of_documents_and_sites_has_chinese_words(chinese: None) -> None:
    found = list(said(REJECTIONS, "ingest"))
    told = {one for _, _, sentences in found for one in sentences}
    assert len(told) > 100
    assert not untold(told - {"7: 7"})  # a fault of ours: the name of an exception, and what it says
    # What cannot be told from the call: it passes on a sentence that is among those above, or tested below.
    assert {file for file, _, sentences in found if not sentences} == PASSED_ON


def test_every_bound_of_a_listing_has_chinese_words(chinese: None) -> None:
    from ingest.listings.bounded import _ADVICE, _WHY
    from ingest.listings.links import ListingOverBounds, require_bearable
    from ingest.live.budget import Budget
    from ingest.live.looking import _TOO_MANY

    sentences = [f"http://a.test/7: {why.format(seconds=7.0)}. {_ADVICE}" for why in _WHY.values()]
    sentences += [f"http://a.test/7: its reader broke off (7). {_ADVICE}", _TOO_MANY.format("http://a.test/7", 7_777)]
    with pytest.raises(ListingOverBounds) as many:
        require_bearable(77_777, "http://a.test/7")
    budget = Budget("http://a.test/7", PageReader())
    budget.spend(FetchResult("http://a.test/7", "", (), "", "ok", 1, byte_count=10**9))
    with pytest.raises(ListingOverBounds) as large:
        budget.require_rest()
    for sentence in [*sentences, str(many.value), str(large.value)]:
        assert not re.search("[a-z]{3} [a-z]{3}", translated(sentence)), sentence


def test_every_way_in_which_a_fetch_fails_has_chinese_words(chinese: None) -> None:
    advised = {Failure(reason, "no connection (7)").message("http://a.test/7") for reason in reasons()}
    assert not [one for one in advised if re.search("[a-z]{3} [a-z]{3}", translated(one))]
    whys = {why(OSError("7")) for _, _, why in _BREAKS} - {"7"}
    assert len(whys) > 8
    assert not untold(whys)


def test_kinds_of_pages_that_are_no_reports_have_chinese_names(chinese: None) -> None:
    for reason, where in {tuple(key) for key, _ in read_patterns("page_kinds.tsv")}:
        kind = reason.replace("_", " ")
        short, title = "The page holds 7 characters and reads like one", "“七” announces another kind of document"
        assert kind not in translated(f"{short if where == 'short' else title}: {kind}.")


def test_why_a_correction_fits_nothing_is_told_in_chinese_line_by_line(chinese: None) -> None:
    (function,) = [
        node
        for _, module in sources("ingest/corrections")
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and node.name == "_why_not_one"
    ]
    named = assigned(ast.walk(function))
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    told = [f"/srv/c.yml: entry 7 (line 7): {one}" for value in returned for one in sentences(value, named)]
    assert len(told) == 5
    assert not [one for one in told if re.search("[a-z]{3} [a-z]{3} ", translated(one))]
    assert translated("\n".join(told)).split("\n") == [translated(one) for one in told]


def test_every_fault_of_the_publishers_tables_is_told_in_chinese(chinese: None) -> None:
    told = set()
    ((_, module),) = [one for one in sources("ingest/publishers") if one[0].name == "checking.py"]
    for scope in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        named = assigned(ast.walk(scope))
        for node in ast.walk(scope):
            if isinstance(node, ast.Yield) and node.value is not None:
                value = node.value.elts[1] if isinstance(node.value, ast.Tuple) else node.value
                told |= set(sentences(value, named))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                told |= {one for argument in node.args[3:] for one in sentences(argument, named)}
    assert len(told) > 15
    assert not untold(f"publishers.csv, line 7, name: {one}" for one in told)
    assert not [one for one in told if re.search("[a-z]{3} [a-z]{3} ", translated(one))]


def test_a_list_of_sentences_is_translated_one_by_one(chinese: None) -> None:
    told = translated("reports fell from 4 to 1 (by 75 %); figures fell from 325 to 84 (by 74 %)")
    assert told == "报告由 4 减至 1（减少 75%）；数字由 325 减至 84（减少 74%）"


@pytest.mark.parametrize("file", ["messages", "errors", "rejects", "help"])
def test_both_languages_fill_the_same_places(file: str) -> None:
    for english, chinese in catalogue(file).items():
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(chinese)), english
        assert chinese.strip() and english.strip()


@pytest.mark.parametrize("file", ["messages", "help"])
def test_every_entry_is_chinese(file: str) -> None:
    assert not [english for english, chinese in catalogue(file).items() if not CHINESE.search(chinese)]


@pytest.mark.parametrize(
    ("settings", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zha_CN.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_GB"}, "zh"),
        ({"FAZHI_LANG": "zh", "LC_ALL": "C"}, "zh"),
        ({"FAZHI_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"FAZHI_LANG": "zh-Hans"}, "zh"),
        ({"FAZHI_LANG": "中文"}, "zh"),
        ({"FAZHI_LANG": " ", "LANG": "zh"}, "zh"),
    ],
)
def test_the_first_setting_that_is_set_names_the_language(
    settings: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LANGUAGE:
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert language() == spoken


def test_a_sentence_within_a_sentence_is_translated_too(chinese: None) -> None:
    told = translated(
        "/srv/数据: another process is asking the publishers: fazhi refresh (process 31, since 2026-01-02T03:04:05). "
        "Wait until it has ended; what it brings is in the archive then."
    )
    assert "另一个进程正在查询发布单位：fazhi refresh（进程 31，自 2026-01-02T03:04:05 起）" in told
    assert "process" not in told


def test_what_has_no_chinese_words_stays_as_it_is(chinese: None) -> None:
    assert translated("Something that nobody foresaw: {0} %s") == "Something that nobody foresaw: {0} %s"
    assert say("a {thing} that nobody translated", thing="word") == "a word that nobody translated"


@given(path=st.text(min_size=1), error=st.text(min_size=1))
def test_values_come_through_unchanged_whatever_they_hold(path: str, error: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAZHI_LANG", "zh")
        sentence = f"the query cannot be answered: {path}|{error}"
        assert translated(sentence) == f"查询无法执行：{path}|{error}"
        patch.setenv("FAZHI_LANG", "en")
        assert translated(sentence) == sentence
