"""The words of statements: concepts (what is counted), deeds (what is done), and patterns that make indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from ingest.indicators.catalogue import CATALOGUE, CatalogueError, load_catalogue, read_rows
from ingest.reports.finder import Finder

HERE = Path(__file__).parent
ANY_COUNT = "*"
"""Stands for every measure word but %: a change in percent may be that of any count."""
COLUMNS = ["code", "units", "object", "deed", "topic", "around", "unless", "publisher"]
_WITHOUT_PATTERN = (".carried_over", ".pending")
BARE = "-"
"""Stands in the column `object` for a clause that names nothing of its own: `，受理93件`."""
GENERIC = ("法治内容", "法治工作", "其他文件", "法规草案", "执法人员", "领导场合", "法律咨询")
GENERIC_HEADS = (
    "案件",
    "申请",
    "活动",
    "信息",
    "单位",
    "企业",
    "审计项目",
    "审计问题",
    "审计建议",
    "建议",
    "工单",
    "管理权限",
    "执法问题",
    "违法",
    "一般会议",
    "一般学习",
    "一般培训",
    "材料",
    "办件",
)
_CHOICE = re.compile(r"\{([^{}]*)\}(\??)|(.)\?")


def expand(word: str) -> Iterator[str]:
    """All spellings of a template: `{专题/}学法` is 专题学法 and 学法, `“?一把手` with and without the mark."""
    match = _CHOICE.search(word)
    if match is None:
        yield word
        return
    choices = match[1].split("/") if match[1] is not None else [match[3], ""]
    if match[2]:
        choices = [*choices, ""]
    for choice in choices:
        yield from expand(word[: match.start()] + choice + word[match.end() :])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of `patterns/<domain>.csv`; groups are masks over `Vocabulary.names`, literals words as printed."""

    id: str
    code: str
    units: frozenset[str]
    object: int
    object_words: tuple[str, ...]
    bare: bool
    deed: int
    deed_words: tuple[str, ...]
    no_deed: int
    topic: int
    around: int
    around_words: tuple[str, ...]
    unless: int
    unless_words: tuple[str, ...]
    unless_sentence: int
    publishers: frozenset[str]
    """Kinds of publishers in whose reports it holds; empty: in all."""
    needed_deeds: int
    """Deeds of which one has to be there; 0 where none has to, or where a literal may tell it."""


class _Index:
    """Patterns of one unit by what their object may be."""

    def __init__(self) -> None:
        self.of_heads = lru_cache(maxsize=4096)(self._of_heads)
        self.bits = 0
        self.by_bit: dict[int, list[Pattern]] = {}
        self.by_word: dict[str, list[Pattern]] = {}
        """Literal that an object may end in → patterns."""
        self.endings: dict[str, tuple[str, ...]] = {}
        """Last character → literals that end in it."""
        self.bare: list[Pattern] = []

    def add(self, pattern: Pattern) -> None:
        self.bits |= pattern.object
        rest = pattern.object
        while rest:
            bit = rest & -rest
            rest ^= bit
            self.by_bit.setdefault(bit, []).append(pattern)
        for word in pattern.object_words:
            self.by_word.setdefault(word, []).append(pattern)
            self.endings[word[-1]] = (*self.endings.get(word[-1], ()), word)
        if pattern.bare:
            self.bare.append(pattern)

    def _of_heads(self, heads: int, bare: bool) -> tuple[Pattern, ...]:
        """Patterns whose object is one of `heads`, or none where `bare`, in the order of their ids."""
        found = list(self.bare) if bare else []
        while heads:
            bit = heads & -heads
            heads ^= bit
            found += self.by_bit[bit]
        return _in_order(found)


def _in_order(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Each of the patterns once, in the order of their ids."""
    found = {pattern.id: pattern for pattern in patterns}
    return tuple(found[each] for each in sorted(found))


class Vocabulary:
    """Concepts and deeds with one automaton over all their words."""

    def __init__(self, folder: Path = HERE) -> None:
        self.names: list[str] = []
        self._bits: dict[str, int] = {}
        masks: dict[str, int] = {}
        self.deeds = 0
        self.short: dict[str, int] = {}
        """Verbs of one character, which are deeds only where they stand right at a number: `案件结59件`."""
        for path in (*sorted((folder / "concepts").glob("*.csv")), folder / "deeds.csv"):
            deeds = path.name == "deeds.csv"
            for _, row in read_rows(path, ["class" if deeds else "name", "words"]):
                name = f"!{row['class']}" if deeds else row["name"]
                if name in self._bits:
                    raise CatalogueError(f"{path.name}: {name!r} occurs twice")
                bit = self._bits[name] = 1 << len(self.names)
                self.names.append(name)
                self.deeds |= bit if deeds else 0
                for template in row["words"].split("|"):
                    for word in filter(None, expand(template)):
                        masks[word] = masks.get(word, 0) | bit
        for _, row in read_rows(folder / "short_deeds.csv", ["class", "verbs"]):
            for verb in row["verbs"].split("|"):
                self.short[verb] = self.short.get(verb, 0) | self._bits[f"!{row['class']}"]
        self.words = list(masks)
        self.masks = list(masks.values())
        self.is_noun = [bool(mask & ~self.deeds) for mask in self.masks]
        """Whether each word is more than a deed."""
        self.finder = Finder(self.words)
        self.patterns = list(self._read_patterns(folder))
        self.subjects = 0
        """Topics that end the one before: generic ones, such as 法治内容, do not."""
        self.things = 0
        """Concepts that some pattern counts; the others are only topics or exclude a pattern."""
        generic = self.mask(*GENERIC)
        self.generic_heads = self.mask(*GENERIC_HEADS)
        for pattern in self.patterns:
            self.subjects |= pattern.topic & ~generic
            self.things |= pattern.object & ~self.deeds
        self._index: dict[str, _Index] = {}
        for pattern in self.patterns:
            for unit in (*pattern.units, *((ANY_COUNT,) if "%" not in pattern.units else ())):
                self._index.setdefault(unit, _Index()).add(pattern)

    def candidates(self, unit: str, heads: int, thing: str, bare: bool) -> Sequence[Pattern]:
        """Patterns for `unit` whose object may be one of `heads`, end the words `thing`, or be none where `bare`."""
        index = self._index.get(unit)
        if index is None:
            return ()
        found = index.of_heads(heads & index.bits, bare)
        endings = index.endings.get(thing[-1:], ())
        if not thing.endswith(endings):
            return found
        told = [index.by_word[word] for word in endings if thing.endswith(word)]
        return _in_order(chain(found, *told))

    def _read_patterns(self, folder: Path) -> Iterator[Pattern]:
        units = _units()
        codes = {indicator.code for indicator in load_catalogue()}
        numbers: dict[str, int] = {}
        for path in sorted((folder / "patterns").glob("*.csv")):
            for place, row in read_rows(path, COLUMNS):
                _check(place, path.stem, row, codes, units.keys())
                number = numbers[row["code"]] = numbers.get(row["code"], 0) + 1
                objects, deeds = row["object"].split("|"), row["deed"]
                negative = deeds.startswith("!")
                deed, deed_words = self._group(place, deeds.removeprefix("!"), deeds=True)
                thing, thing_words = self._group(place, "|".join(each for each in objects if each != BARE))
                around, around_words = self._group(place, row["around"])
                cells = row["unless"].split("|")
                unless, unless_words = self._group(place, "|".join(cell for cell in cells if not cell.startswith("~")))
                wide, _ = self._group(place, "|".join(cell[1:] for cell in cells if cell.startswith("~")))
                yield Pattern(
                    f"indicator.{row['code']}#{number}",
                    row["code"],
                    frozenset().union(*(units[group] for group in row["units"].split("|"))),
                    thing,
                    thing_words,
                    BARE in objects,
                    0 if negative else deed,
                    deed_words,
                    deed if negative else 0,
                    self._group(place, row["topic"])[0],
                    around,
                    around_words,
                    unless,
                    unless_words,
                    wide,
                    frozenset(filter(None, row["publisher"].split("|"))),
                    0 if negative or deed_words else deed,
                )
        # Cases carried over and pending are told by words of their own (`carrying.py`).
        if missing := [code for code in sorted(codes - numbers.keys()) if not code.endswith(_WITHOUT_PATTERN)]:
            raise CatalogueError(f"no pattern for {', '.join(missing)}")

    def _group(self, place: str, cell: str, deeds: bool = False) -> tuple[int, tuple[str, ...]]:
        mask, words = 0, []
        for name in filter(None, cell.split("|")):
            if name.startswith("="):
                words.append(name[1:])
            elif (bit := self._bits.get(f"!{name}" if deeds else name) or self._bits.get(f"!{name}")) is not None:
                mask |= bit
            else:
                raise CatalogueError(f"{place}: {name!r} is no concept and no deed")
        return mask, tuple(words)

    def mask(self, *names: str) -> int:
        """The mask of these names."""
        return sum(self._bits[name] for name in names)


def _check(place: str, domain: str, row: dict[str, str], codes: Set[str], units: Set[str]) -> None:
    if row["code"] not in codes:
        raise CatalogueError(f"{place}: unknown code {row['code']!r}")
    if not row["code"].startswith(f"{domain}."):
        raise CatalogueError(f"{place}: {row['code']} does not belong into {domain}.csv")
    if unknown := set(row["units"].split("|")) - units:
        raise CatalogueError(f"{place}: unknown units {', '.join(sorted(unknown))}")
    if not row["object"]:
        raise CatalogueError(f"{place}: `object` is empty")


def _units() -> dict[str, frozenset[str]]:
    path = CATALOGUE.with_name("units.csv")
    return {row["group"]: frozenset(row["units"].split("|")) for _, row in read_rows(path, ["group", "units"])}


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that comes with this package."""
    return Vocabulary()


def names_of(mask: int, names: Sequence[str]) -> list[str]:
    """The names whose bits are set."""
    return [name for bit, name in enumerate(names) if mask >> bit & 1]
