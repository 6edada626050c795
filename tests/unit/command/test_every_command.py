"""What holds for every command: help with an example that can be typed, the same options under the same names."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from rich.cells import cell_len

from cli import app
from cli.help import EXAMPLE, first_sentence, laid_out, wrapped
from cli.language import catalogue
from warehouse.settings import LANGUAGE

pytestmark = pytest.mark.unit

SERVERS = {"fazhi ui", "fazhi dashboard"}
"""They run until they are ended, and answer nothing."""


def every(command: Any, path: str = "fazhi") -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
    for name, one in (below or {}).items():
        yield from every(one, f"{path} {name}")


COMMANDS = dict(every(typer.main.get_command(app)))
each_command = pytest.mark.parametrize("path", COMMANDS)


def examples(path: str) -> list[str]:
    return [line.strip() for line in (COMMANDS[path].help or "").splitlines() if line.strip().startswith(EXAMPLE)]


def page(path: str, width: int = 80) -> str:
    command = laid_out(typer.main.get_command(app))
    names = path.split()
    context = command.make_context(names[0], [], resilient_parsing=True)
    for name in names[1:]:
        command = command.commands[name]
        context = command.make_context(name, [], resilient_parsing=True, parent=context)
    return str(command.get_help(context))


def test_there_are_the_commands_that_the_documentation_speaks_of() -> None:
    assert {"fazhi refresh", "fazhi sql", "fazhi status", "fazhi doctor", "fazhi archive verify"} <= set(COMMANDS)


@each_command
def test_every_command_has_one_example_that_can_be_typed(path: str) -> None:
    (example,) = examples(path)
    words = shlex.split(example.removeprefix(EXAMPLE))
    assert words[: len(path.split())] == path.split()
    # Parsed as it would be, and not run: a wrong option or a missing argument raises here.
    COMMANDS[path].make_context(path, words[len(path.split()) :])


@each_command
def test_the_example_stands_on_one_line_of_the_help_and_can_be_copied(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LANG", "en")
    (example,) = examples(path)
    assert example in [line.strip() for line in page(path).splitlines()]


@each_command
def test_every_option_and_argument_says_what_it_is(path: str) -> None:
    for parameter in COMMANDS[path].params:
        assert (getattr(parameter, "help", None) or "").endswith("."), f"{path}: {parameter.name}"


@each_command
def test_what_an_option_takes_is_named_for_people(path: str) -> None:
    told = page(path)
    assert not re.search(r"<[a-z]|[{}]|\[\[", told)
    for parameter in COMMANDS[path].params:
        if parameter.param_type_name == "option" and not parameter.is_flag:
            assert re.search(rf"({'|'.join(parameter.opts)}) [A-Z]+", told), parameter.name


@each_command
def test_programs_can_read_what_every_command_says(path: str) -> None:
    options = {option for parameter in COMMANDS[path].params for option in parameter.opts}
    assert path in SERVERS or "--json" in options


def test_the_same_option_says_the_same_everywhere() -> None:
    said: dict[str, set[str]] = {}
    for command in COMMANDS.values():
        for parameter in command.params:
            for option in {"--json", "--csv", "--candidate"} & set(parameter.opts):
                said.setdefault(option, set()).add(parameter.help)
    assert len(said) == 3
    assert all(len(words) == 1 for words in said.values()), said


@each_command
def test_every_help_is_complete_in_chinese(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = catalogue("help")
    command = COMMANDS[path]
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", command.help or "")]
    english = [part for part in paragraphs if not part.startswith(EXAMPLE)]
    english += [parameter.help for parameter in command.params]
    assert not [part for part in english if part not in known]
    for name in LANGUAGE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    told = page(path)
    assert "用法: " in told and "选项:" in told and "示例：fazhi" in told
    assert "Show this message" not in told and "[required]" not in told and "[default" not in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_of_commands_cuts_no_sentence_off_and_fits_the_terminal(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LANG", language)
    monkeypatch.setenv("COLUMNS", "80")
    told = page("fazhi")
    assert "..." not in told.replace("[ARGS]...", "")
    assert all(cell_len(line) <= 80 for line in told.splitlines())
    assert "doctor" in told


def test_a_line_breaks_by_columns_and_never_before_a_closing_mark() -> None:
    lines = wrapped("数据目录不给时用 FAZHI_DATA，再不然用当前目录。", 16)
    assert "".join(lines).replace(" ", "") == "数据目录不给时用FAZHI_DATA，再不然用当前目录。"
    assert all(cell_len(line) <= 16 for line in lines)
    assert not [line for line in lines if line[0] in "，。"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One"),
        ("Files (.txt, .html) of v1.5. More.", "Files (.txt, .html) of v1.5"),
        ("检查环境。更多。", "检查环境"),
        ("No stop", "No stop"),
        ("Where: here.", "Where"),
    ],
)
def test_the_first_sentence_ends_at_its_stop(text: str, first: str) -> None:
    assert first_sentence(text) == first
