"""The questions that are saved in the warehouse file: their parameters, filled in as a call in SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.asking import Literal, literal

# One argument of a call: 'litigation.cases', 2023, or by its name: n := 10.
_ARGUMENT = re.compile(r"\s*(?:(?P<name>\w+)\s*:=\s*)?(?:'(?P<text>[^']*)'|(?P<number>\d+))\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question by name, with an example of its call and the parameters that the call has places for, in order."""

    name: str
    call: str
    parameters: tuple[str, ...]

    def examples(self) -> dict[str, str | int]:
        """Parameter → its value in the example, of those that stand there."""
        return {name: value for name, (value, _) in self._arguments().items()}

    def filled(self, values: Mapping[str, Literal]) -> str:
        """The call with `values` for its parameters. An absent one is null where it has a place, else left out."""
        if not self.parameters:
            return self.call
        placed = {name for name, (_, is_named) in self._arguments().items() if not is_named}
        told = [literal(values.get(name)) for name in self.parameters if name in placed]
        told += [
            f"{name} := {literal(values[name])}"
            for name in self.parameters
            if name not in placed and values.get(name) is not None
        ]
        return f"from {self.name}({', '.join(told)})"

    def _arguments(self) -> dict[str, tuple[str | int, bool]]:
        inside = self.call.partition("(")[2].rpartition(")")[0]
        found: dict[str, tuple[str | int, bool]] = {}
        for place, match in enumerate(_ARGUMENT.finditer(inside)):
            value = int(match["number"]) if match["number"] else match["text"]
            found[match["name"] or self.parameters[place]] = (value, match["name"] is not None)
        return found


def question_of(name: str, call: str, parameters: Sequence[str]) -> Question:
    """A row of `questions.sql`; one whose example is more than its call (`select … from name()`) has no parameters."""
    is_call = call.startswith(f"from {name}(")
    return Question(name, call, tuple(map(str, parameters)) if is_call else ())
