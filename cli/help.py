"""Help texts: how they are laid out, and in which language.

A docstring's first sentence is what the list of commands shows; its last paragraph is an example, shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from cli import exits
from cli.language import helped, language

EXAMPLE = "Example: "
_FIRST_SENTENCE = re.compile(r"(.+?)(?:[.:](?=\s|$)|[。：]|$)", re.DOTALL)
_TYPERS_WORDS = {"[required]": "[必填]", "[default: ": "[默认: "}
_TYPE = re.compile(r" <([^>]+)>")
_TYPES = {"int": "N", "int range": "N", "path": "PATH"}
"""What an option takes, by click's name for its type; everything else is TEXT."""
_WORDS = re.compile(r"[\u2e80-\uffef][，。：；、）」]*|[^\s\u2e80-\uffef]+[，。：；、）」]*|\s+")
"""What stands on one line: a Chinese character or a word of another script, each with the marks behind it."""


class Commands(TyperGroup):
    """A group that shows its help where no command is named, and ends quietly where nobody reads any more."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Without arguments: the help on standard error, exit code 2."""
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(exits.WRONG_USE)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Typer would answer a broken pipe with exit code 1, which says something else here."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit(exits.UNREAD) from None


def laid_out(command: Any) -> Any:
    """The command with all below it, its help in the language of the terminal."""
    for one in _all(command):
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", one.help or "")]
        told = [_paragraph(part) for part in paragraphs if part]
        one.short_help = first_sentence(told[0]) if told else ""
        one.help = "\n\n".join(told)
        for parameter in one.params:
            if getattr(parameter, "help", None):
                parameter.help = helped(parameter.help)
        _set_page(one)
    return command


def first_sentence(text: str) -> str:
    """Up to its first full stop or colon, without it."""
    match = _FIRST_SENTENCE.match(text)
    return match[1] if match else text


def _paragraph(english: str) -> str:
    if english.startswith(EXAMPLE):
        # \b keeps typer from breaking the line where it would no longer be one command.
        return f"\b\n{helped(EXAMPLE)}{english.removeprefix(EXAMPLE)}"
    return helped(english)


def _all(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _all(below)


def _set_page(command: Any) -> None:
    """Headings in the language of the terminal, and lines that are broken by the width of their characters."""

    class Page(command.context_class.formatter_class):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            # Click sets what is required in braces; that it is required stands beside the argument.
            super().write_usage(prog, args.translate({ord("{"): "", ord("}"): ""}), prefix or helped("Usage: "))

        def write_heading(self, heading: str) -> None:
            super().write_heading(helped(heading))

        def write_text(self, text: str) -> None:
            margin = " " * self.current_indent
            for part in text.split("\n\n"):
                kept = part.startswith("\b\n")
                lines = [part[2:]] if kept else wrapped(part, self.width - len(margin))
                self.write("".join(f"{margin}{line}\n" for line in lines) + "\n")
            self.buffer[-1] = self.buffer[-1].removesuffix("\n")

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            rows = [(_with_plain_types(name), english) for name, english in rows]
            first = min(max((len(name) for name, _ in rows), default=0), col_max) + col_spacing
            for name, english in rows:
                text = _with_typers_words(helped(english))
                lines = wrapped(text, max(self.width - first - self.current_indent, 10)) or [""]
                margin = " " * self.current_indent
                beside = len(name) <= first - col_spacing
                self.write(f"{margin}{name:{first}}{lines[0]}\n" if beside else f"{margin}{name}\n")
                for line in lines[beside:]:
                    self.write(f"{margin}{'':{first}}{line}\n")

    class Context(command.context_class):
        formatter_class = Page

    command.context_class = Context


def _with_plain_types(name: str) -> str:
    """`--limit <int range>` as `--limit N`; an argument has a name of its own and needs no type."""
    is_option = name.startswith("-")
    return _TYPE.sub(lambda found: f" {_TYPES.get(found[1], 'TEXT')}" if is_option else "", name)


def _with_typers_words(text: str) -> str:
    if language() == "zh":
        for word, chinese in _TYPERS_WORDS.items():
            text = text.replace(word, chinese)
    return text


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; Chinese characters take two, and a line may end behind any of them."""
    from unicodedata import east_asian_width

    lines, line, used = [], "", 0
    for token in _WORDS.findall(text):
        columns = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in token)
        if used + columns > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
            if token.isspace():
                continue
        line, used = line + token, used + columns
    return [*lines, line.rstrip()] if line.strip() else lines
