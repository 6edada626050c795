"""The language of the terminal: English, or Chinese where the settings ask for it.

The code is written in English, and an English sentence is the key of its Chinese one in `chinese/*.csv`. What is
missing there is shown in English. What programs read (JSON, CSV, names of columns and of rules) is never translated.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Literal

from warehouse.settings import language_named

Language = Literal["en", "zh"]

CATALOGUE = Path(__file__).with_name("chinese")
"""`messages.csv`: what commands say. `help.csv`: what `--help` prints. Sentences of other packages: `errors.csv`, and
`rejects.csv` on why documents, addresses and listings could not be had or read."""

_PLACE = re.compile(r"\{(\w+)\}")


def language() -> Language:
    """The language that the environment asks for: everything but Chinese is English."""
    named = language_named()
    return "zh" if re.match(r"zh(?![a-z])|chinese|中文", named, re.IGNORECASE) else "en"


def say(english: str, /, **values: object) -> str:
    """The sentence in the language of the terminal; `values` fill its `{places}`."""
    return _in_chinese("messages", english).format(**values) if language() == "zh" else english.format(**values)


def helped(english: str) -> str:
    """A paragraph of a help text in the language of the terminal."""
    return _in_chinese("help", english) if language() == "zh" else english


def translated(sentence: str) -> str:
    """A finished English sentence of another package in the language of the terminal.

    Errors come as text (a Dagster run keeps no more of one), so a sentence is recognised by its form, the words around
    what varies. A value that is such a sentence itself is translated, too.
    """
    return sentence if language() == "en" else _told(sentence) or sentence


def _told(sentence: str) -> str | None:
    """The Chinese of a sentence, of several in lines, or of a list of them; None where it has no known form."""
    for parting, joint in (("\n", "\n"), ("; ", "；")):
        parts = [_told(part) for part in sentence.split(parting)] if parting in sentence else [None]
        if all(parts):
            return joint.join(map(str, parts))
    for form, chinese in _forms():
        if match := form.fullmatch(sentence):
            return chinese.format(**{name: translated(value) for name, value in match.groupdict().items()})
    # Within another sentence it may stand without its full stop.
    whole = None if sentence.endswith(".") else _told(f"{sentence}.")
    return whole and whole.removesuffix("。")


def _in_chinese(file: str, english: str) -> str:
    return catalogue(file).get(english, english)


@cache
def catalogue(file: str) -> dict[str, str]:
    """Chinese by English of one file of the catalogue."""
    with (CATALOGUE / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
        return {row["en"]: row["zh"] for row in csv.DictReader(rows)}


@cache
def _forms() -> list[tuple[re.Pattern[str], str]]:
    """The forms of sentences, the one with the most words of its own first."""
    known = catalogue("errors") | catalogue("rejects")
    by_words = sorted(known.items(), key=lambda pair: -len(_PLACE.sub("", pair[0])))
    return [(_form(english), chinese) for english, chinese in by_words]


def _form(english: str) -> re.Pattern[str]:
    words = _PLACE.split(english)  # words at even places, names between them
    parts = [f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(words)]
    return re.compile("".join(parts), re.DOTALL)
