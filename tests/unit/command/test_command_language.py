"""What commands say in Chinese: the catalogue is complete, and sentences of other rooms are told by their form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.cli.language import SETTINGS, catalogue, language, say, translated
from orchestration.workspace import PROJECT

pytestmark = pytest.mark.unit

COMMAND = PROJECT / "orchestration" / "cli"
ERRORS = {"UserError", "NothingBrought", "NothingToRead", "NothingToDecide", "CorrectionError", "ExceptionsError"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w+)(?:!r)?\}")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANG", "zh")


def sources(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((PROJECT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def sentences(node: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    """The literal sentences that an argument can be; f-strings with 7 in their places."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, ast.BinOp):
        yield from (a + b for a in sentences(node.left, named) for b in sentences(node.right, named))
    elif isinstance(node, ast.IfExp):
        yield from sentences(node.body, named)
        yield from sentences(node.orelse, named)
    elif isinstance(node, ast.Name) and node.id in named:
        yield from sentences(named[node.id], {})


def said(function: set[str], *rooms: str) -> set[tuple[str, str]]:
    found = set()
    for path, module in sources(*rooms):
        constants = assigned(module.body)
        for scope in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
            named = constants | assigned(ast.walk(scope))
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in function:
                    found |= {(path.name, one) for first in node.args[:1] for one in sentences(first, named) if one}
    return found


def assigned(nodes: Iterable[ast.AST]) -> dict[str, ast.expr]:
    """What names of one scope stand for, where that is a sentence."""
    found: dict[str, ast.expr] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.IfExp | ast.Tuple):
            target = node.targets[0]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
                found |= {one.id: value for one, value in pairs if isinstance(one, ast.Name)}
            elif isinstance(target, ast.Name):
                found.setdefault(target.id, node.value)
    return found


def test_everything_that_commands_say_has_chinese_words() -> None:
    spoken = said({"say"}, "orchestration")
    assert len(spoken) > 100
    known = catalogue("messages")
    assert not [(file, one) for file, one in sorted(spoken) if one not in known]


def test_every_error_that_reaches_the_terminal_has_chinese_words(chinese: None) -> None:
    raised = said(ERRORS, "ingest", "orchestration", "expectations")
    assert len(raised) > 40
    assert not [(file, one) for file, one in sorted(raised) if not CHINESE.search(translated(one).replace(one, ""))]


@pytest.mark.parametrize("file", ["messages", "errors", "help"])
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
    for name in SETTINGS:
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
