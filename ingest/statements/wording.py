"""A figure's words as names of features: pairs of characters, which need no list of words.

`审计法宣传周` is 审计, 计法, 法宣 and so on: what is told of a kind, an occasion or an organ is weighed by its own
words also where no rule knows them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.statements.features import features
from ingest.statements.statement import Statement

_NEAR = 30
"""Characters before the figure that are weighed for each code on its own."""
_OWN = 14
_BEHIND = 8
_OF_NEIGHBOURS = ("sign.", "among.", "subject.", "sum.", "how.", "bracketed", "kind.", "subset.")
"""Beginnings of features that say something about the figure beside, too."""
_OF_EACH_CODE = ("sign.", "match.", "bare", "pattern.", "subject.", "how.")
"""Beginnings of features that mean something else for each code: `sign.new` speaks against a stock alone."""


def wording(statement: Statement) -> list[str]:
    """What the words of a statement and of those beside it say about whose it is, whichever code is proposed."""
    thing, sentence, clause = statement.thing, statement.sentence, statement.clause
    deed = statement.line.text[slice(*statement.phrase.deed)] if statement.phrase.deed else ""
    found = {f"thing|{thing[-length:]}" for length in range(1, min(len(thing), 4) + 1)}
    found.update((f"unit|{statement.figure.unit}", f"deed|{deed}"))
    found.update((f"pattern|{statement.pattern_code or ''}", f"phrase|{statement.proposal.code or ''}"))
    found.update(f"before|{pair}" for pair in _pairs(sentence))
    found.update(f"behind|{pair}" for pair in _pairs(_behind(statement)))
    found.update(f"{thing[-2:]}|{name}" for name in features(statement))
    for length in (2, 3):
        found.update((f"sentence|{sentence[:length]}", f"clause|{clause[:length]}"))
    for name, beside in (("last", statement.last), ("next", statement.next)):
        found.update(f"{name}|{each}" for each in _of_neighbour(statement, beside))
    return sorted(found)


def wording_of(statement: Statement, code: str, known: list[str]) -> list[str]:
    """What the words say for one code; `known` are the features of the statement with that code."""
    pattern = statement.match.pattern if statement.match else None
    domain = code.partition(".")[0]
    found = {
        f"{code}|unit={statement.figure.unit}",
        f"{code}|measure={statement.figure.measure}",
        f"{code}|thing={statement.thing[-2:]}",
        f"{code}|by={pattern.id if pattern and pattern.code == code else ''}",
        f"{code}|publisher={statement.publisher.kind}",
    }
    found.update(f"{code}|{name}" for name in known if name.startswith(_OF_EACH_CODE))
    found.update(f"{code}|{pair}" for pair in _pairs(statement.sentence[-_NEAR:]))
    found.update(f"{domain}|{pair}" for pair in _pairs(statement.own[-_OWN:]))
    return sorted(found)


def _of_neighbour(statement: Statement, beside: Statement | None) -> Iterator[str]:
    if beside is None:
        yield "none"
        return
    one, other = statement.figure, beside.figure
    yield f"unit={other.unit}"
    yield f"thing={beside.thing[-2:]}"
    yield "proposed" if beside.proposal.code or beside.pattern_code else "not proposed"
    if (one.unit, one.measure) == (other.unit, other.measure):
        yield "larger" if other.value > one.value else "not larger"
    yield from (name for name in features(beside) if name.startswith(_OF_NEIGHBOURS))


def _behind(statement: Statement) -> str:
    return statement.line.text[slice(*statement.window.after)][:_BEHIND]


def _pairs(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(len(words) - 1)}
