"""A figure's words as names of features: pairs of characters, which need no list of words.

`审计法宣传周` is 审计, 计法, 法宣 and so on: what is told of a kind, an occasion or an organ is weighed by its own
words also where no rule knows them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.statements.features import features
from ingest.statements.model import Evidence
from ingest.statements.statement import Statement

_NEAR = 30
"""Characters before the figure that are weighed for each code on its own."""
_OWN = 14
_BEHIND = 8
_NOTHING = "-"
"""The group of what holds for a figure that names no object."""
_OF_NEIGHBOURS = ("sign.", "among.", "subject.", "sum.", "how.", "bracketed", "kind.", "subset.")
"""Beginnings of features that say something about the figure beside, too."""
_OF_EACH_CODE = ("sign.", "match.", "bare", "pattern.", "subject.", "how.")
"""Beginnings of features that mean something else for each code: `sign.new` speaks against a stock alone."""


def wording(statement: Statement) -> Evidence:
    """What the words of a statement and of those beside it say about whose it is, whichever code is proposed."""
    thing, sentence, clause, window = statement.thing, statement.sentence, statement.clause, statement.window
    deed = statement.line.text[slice(*statement.phrase.deed)] if statement.phrase.deed else ""
    return [
        ("thing", [thing[-length:] for length in range(1, min(len(thing), 4) + 1)]),
        ("unit", [statement.figure.unit]),
        ("deed", [deed]),
        ("code", [statement.code or ""]),
        ("before", _pairs(statement, window.sentence[0], window.before[1])),
        ("behind", _pairs(statement, window.after[0], min(window.after[1], window.after[0] + _BEHIND))),
        (thing[-2:] or _NOTHING, features(statement)),
        ("sentence", {sentence[:2], sentence[:3]}),
        ("clause", {clause[:2], clause[:3]}),
        ("last", _of_neighbour(statement, statement.last)),
        ("next", _of_neighbour(statement, statement.next)),
    ]


def wording_of(statement: Statement, code: str, known: Iterable[str]) -> Evidence:
    """What the words say for one code; `known` are the features of the statement with that code."""
    pattern = statement.match.pattern if statement.match else None
    domain = code.partition(".")[0]
    said = [
        f"unit={statement.figure.unit}",
        f"measure={statement.figure.measure}",
        f"thing={statement.thing[-2:]}",
        f"by={pattern.id if pattern and pattern.code == code else ''}",
        f"publisher={statement.publisher.kind}",
    ]
    said += [name for name in known if name.startswith(_OF_EACH_CODE)]
    (own, end), sentence = statement.window.before, statement.window.sentence[0]
    near = _pairs(statement, max(sentence, end - _NEAR), end)
    return [(code, said), (code, near), (domain, _pairs(statement, max(own, end - _OWN), end))]


def _of_neighbour(statement: Statement, beside: Statement | None) -> list[str]:
    if beside is None:
        return ["none"]
    one, other = statement.figure, beside.figure
    said = [f"unit={other.unit}", f"thing={beside.thing[-2:]}"]
    said.append("proposed" if beside.code else "not proposed")
    if (one.unit, one.measure) == (other.unit, other.measure):
        said.append("larger" if other.value > one.value else "not larger")
    return said + [name for name in features(beside) if name.startswith(_OF_NEIGHBOURS)]


def _pairs(statement: Statement, start: int, end: int) -> set[str]:
    """The pairs of neighbours in a stretch of the statement's line."""
    return set(statement.line.pairs[start : max(start, end - 1)])
