"""The code blocks of a page: files to make and commands to type."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.S | re.M)
_PROMPT = "$ "


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """One fenced block; `title` is the path of the file that it shows, where it shows one."""

    language: str
    title: str | None
    body: str


def code_blocks(page: Path) -> list[CodeBlock]:
    """The fenced blocks of a Markdown page, in their order."""
    text = page.read_text(encoding="utf-8")
    return [CodeBlock(match["language"], match["title"], match["body"]) for match in _BLOCK.finditer(text)]


def commands(block: CodeBlock) -> list[str]:
    """What a reader types: the lines of a console block behind the prompt."""
    return [line.removeprefix(_PROMPT) for line in block.body.splitlines() if line.startswith(_PROMPT)]


def as_script(page: Path) -> str:
    """A shell script that makes the page's files and runs its commands, and stops at the first that fails.

    What the page starts in the background is ended with the script.
    """
    lines = ["set -euo pipefail", "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT"]
    for block in code_blocks(page):
        if block.title:
            name = shlex.quote(block.title)
            lines.append(f"mkdir -p $(dirname {name})\ncat > {name} <<'END OF FILE'\n{block.body}END OF FILE")
        elif block.language == "console":
            lines += [f"echo {shlex.quote('$ ' + command)}\n{command}" for command in commands(block)]
    return "\n".join(lines) + "\n"
