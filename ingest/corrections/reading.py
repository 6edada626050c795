"""The corrections file → checked corrections, or one error that tells where and what to do.

Every scalar is read as it is written: a hash of digits alone is no number, and `95.90` keeps its last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ingest.corrections.entry import Correction, CorrectionError, PlacedCorrection

_NULL = "tag:yaml.org,2002:null"


class _AsWritten(yaml.SafeLoader):
    """YAML whose scalars are text or null, and whose keys stand once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"{twice[0]} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


_AsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_corrections(path: Path) -> list[PlacedCorrection]:
    """The corrections of a YAML file, a list of entries, in its order; none where it holds comments alone.

    Raises `CorrectionError` where the file cannot be read, where an entry breaks the schema, and where two
    entries speak of the same figure.
    """
    placed = []
    for number, (line, entry) in enumerate(_entries(path), start=1):
        place = f"{path}: entry {number} (line {line})"
        placed.append(PlacedCorrection(place, _checked(entry, place)))
    _refuse_duplicates(placed)
    return placed


def _entries(path: Path) -> list[tuple[int, Any]]:
    """Line and content of each entry."""
    try:
        loader = _AsWritten(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        if root is None or root.tag == _NULL:
            return []
        if not isinstance(root, yaml.SequenceNode):
            raise CorrectionError(f"{path}: it must hold a list of entries, each beginning with `- report: …`.")
        return [(node.start_mark.line + 1, loader.construct_object(node, deep=True)) for node in root.value]
    except OSError as error:
        raise CorrectionError(f"{path}: the file cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path}: it is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CorrectionError(f"{path}: line {line}: this is not YAML as expected ({error.problem}).") from error
    except yaml.YAMLError as error:
        raise CorrectionError(f"{path}: this is not YAML ({error}).") from error


def _checked(entry: Any, place: str) -> Correction:
    if not isinstance(entry, dict):
        raise CorrectionError(f"{place}: it must hold fields, beginning with `- report: …`.")
    try:
        return Correction.model_validate(entry)
    except ValidationError as error:
        told = "; ".join(_problem(problem) for problem in error.errors())
        raise CorrectionError(f"{place}: {told}. Correct the entry or remove it.") from error


def _problem(problem: Any) -> str:
    field = ".".join(str(part) for part in problem["loc"][:1])
    match problem["type"]:
        case "extra_forbidden":
            return f"there is no field {field} (the fields are {', '.join(Correction.model_fields)})"
        case "missing":
            return f"{field} is missing"
        case "string_pattern_mismatch":
            return f"{field} {problem['input']!r} is not the first 12 hexadecimal digits or more of a sha256"
        case "value_error":
            said = str(problem["ctx"]["error"])
            return f"{field}: {said}" if field else said
        case _:
            said = problem["msg"].removeprefix("Input should be ")
            return f"{field} {problem['input']!r} should be {said}" if said != problem["msg"] else f"{field}: {said}"


def _refuse_duplicates(placed: Sequence[PlacedCorrection]) -> None:
    seen: dict[tuple[str, int | None], list[PlacedCorrection]] = {}
    for one in placed:
        same_words = seen.setdefault((one.correction.raw, one.correction.start), [])
        for other in same_words:
            reports = sorted((one.correction.report, other.correction.report), key=len)
            if reports[1].startswith(reports[0]):
                raise CorrectionError(
                    f"{one.place}: it speaks of the same figure as {other.place.split(': ')[-1]}. Keep one of the two."
                )
        same_words.append(one)
