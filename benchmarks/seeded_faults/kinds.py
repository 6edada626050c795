"""What a kind of fault is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Texts = dict[str, str]
"""Reports by file name, as text."""

Stage = Literal["figures", "marts", "finished"]
"""When it is planted and judged: before the marts, before them and judged after, or in the finished marts."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault, and the rule that has to catch it."""

    what: str
    rule: str
    stage: Stage = "figures"
    in_texts: Callable[[Texts], Texts] | None = None
    """Takes the good reports, gives them back with the fault."""
    in_tables: str = ""
    """SQL on one universe of reports: `{sha}` is a condition on its hashes, `{code}` on its codes."""


def words(name: str, *changes: tuple[str, str]) -> Callable[[Texts], Texts]:
    """Other words in one report. Raises ValueError where the words to be changed are not there."""

    def plant(texts: Texts) -> Texts:
        text = texts[name]
        for old, new in changes:
            if old not in text:
                raise ValueError(f"{name} does not say {old!r}: the fault cannot be planted.")
            text = text.replace(old, new, 1)
        return texts | {name: text}

    return plant


def table(what: str, rule: str, sql: str) -> Kind:
    """A fault planted into the raw tables and judged before the marts."""
    return Kind(what, rule, "figures", None, sql)
