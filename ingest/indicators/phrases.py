"""The rules of phrasing: which words around a figure make it which indicator.

`words.csv` names groups of words, `units.csv` groups of measure words, `phrases/<domain>.csv` holds one rule a
row. A cell is a list of groups joined by ` & `, each a list of alternatives joined by `|`; an alternative is a
word as printed, `>word` for one that stands right behind the figure, or `@name` for a group of `words.csv`.

    here     all of these stand in the figure's own window (its clause, up to the neighbouring figures)
    around   all of these stand in its sentence
    of       the subject: one of these topics (without @) is in the window, else was named last before it
    role     `part_of_total`: no indicator where the sentence has already printed a total of the same code
    behind   the figure before it in its sentence carries one of these codes (`举办讲座6期，参加400人次`)
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError, Indicator, load_catalogue

HERE = Path(__file__).parent
COLUMNS = ["code", "units", "of", "here", "around", "role", "behind"]
KINDS = {"word", "topic", "opaque", "aside", "filler", "light", "change", "body"}
ROLES = {"", "part_of_total"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing one indicator; word groups are bit masks over `Phrasebook.names`."""

    id: str
    code: str
    units: frozenset[str]
    of: int
    here: tuple[int, ...]
    around: tuple[int, ...]
    part_of_total: bool
    behind: frozenset[str] = frozenset()
    weight: int = 0
    """How specific the rule is: words in the window count more than words in the sentence."""


@dataclass(slots=True)
class Phrasebook:
    """All rules, with the words they are made of."""

    words: dict[str, int] = field(default_factory=dict)
    """Word → mask of the groups that it belongs to."""
    behind: dict[str, int] = field(default_factory=dict)
    """Word → mask of the groups that it belongs to where it stands behind the figure."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """`@name` → words of a row of `words.csv`."""
    names: list[str] = field(default_factory=list)
    """Bit `i` of a mask stands for `names[i]`: a topic (`@复议`), or a group of alternatives as a rule prints it."""
    places: dict[str, int] = field(default_factory=dict)
    """Name → its position in `names`."""
    bare: int = 0
    """Groups that a window of nothing but fillers fulfils."""
    opaque: set[str] = field(default_factory=set)
    """Words that hide shorter words within them (`不予受理` hides `受理`)."""
    topics: int = 0
    aside: int = 0
    """Words of a clause that lists examples and changes no subject (`案件类型主要为…`)."""
    fillers: list[str] = field(default_factory=list)
    """Words that may stand before a figure and say nothing of what it counts (`共计`)."""
    lights: list[str] = field(default_factory=list)
    """Verbs that may stand before a figure beside fillers where the clause before says what is counted."""
    bodies: list[str] = field(default_factory=list)
    """Names of bodies that act: what stands behind one of them is its deed."""
    changes: list[str] = field(default_factory=list)
    """Words that tie a change to the figure just before it (`同比增长`)."""
    rules: list[Rule] = field(default_factory=list)
    by_unit: dict[str, list[Rule]] = field(default_factory=dict)


def read_rows(path: Path, columns: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a data file with the place (`file:line`) of each; raises `CatalogueError` on other columns."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != columns:
            raise CatalogueError(f"{path.name}: columns are {reader.fieldnames}, expected {columns}")
        for row in reader:
            place = f"{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise CatalogueError(f"{place}: a row needs {len(columns)} cells")
            yield place, row


def read_phrasebook(folder: Path, catalogue: Sequence[Indicator]) -> Phrasebook:
    """Read and check `words.csv`, `units.csv` and `phrases/*.csv`; raises `CatalogueError` naming the row."""
    book = Phrasebook()
    _read_words(folder / "words.csv", book)
    units = _read_units(folder / "units.csv")
    codes = {indicator.code for indicator in catalogue}
    counts: dict[str, int] = {}
    seen: dict[tuple[str, ...], str] = {}
    for path in sorted((folder / "phrases").glob("*.csv")):
        for place, row in read_rows(path, COLUMNS):
            _check(place, path.stem, row, codes, units)
            if (first := seen.setdefault(tuple(row.values()), place)) != place:
                raise CatalogueError(f"{place}: the same rule as {first}")
            counts[row["code"]] = counts.get(row["code"], 0) + 1
            book.rules.append(_compile(place, row, counts[row["code"]], units, book))
    if missing := codes - counts.keys():
        raise CatalogueError(f"no rule for {', '.join(sorted(missing))}")
    for rule in book.rules:
        for unit in rule.units:
            book.by_unit.setdefault(unit, []).append(rule)
    return book


@cache
def load_phrasebook() -> Phrasebook:
    """The rules that come with this package."""
    return read_phrasebook(HERE, load_catalogue())


def _read_words(path: Path, book: Phrasebook) -> None:
    for place, row in read_rows(path, ["name", "kind", "words"]):
        name, kind, words = row["name"], row["kind"], row["words"].split("|")
        if kind not in KINDS:
            raise CatalogueError(f"{place}: kind {kind!r} is none of {sorted(KINDS)}")
        if not name or f"@{name}" in book.groups or "" in words or len(set(words)) != len(words):
            raise CatalogueError(f"{place}: a name or word is empty or occurs twice")
        plain = {"filler": book.fillers, "light": book.lights, "change": book.changes, "body": book.bodies}
        if kind in plain:
            plain[kind].extend(words)
            continue
        book.groups[f"@{name}"] = words
        bit = _bit(f"@{name}", book) if kind in {"topic", "aside"} else 0
        for word in words:
            book.words[word] = book.words.get(word, 0) | bit
        if kind == "topic":
            book.topics |= bit
        elif kind == "aside":
            book.aside |= bit
        elif kind == "opaque":
            book.opaque.update(words)


def _read_units(path: Path) -> dict[str, frozenset[str]]:
    return {row["group"]: frozenset(row["units"].split("|")) for _, row in read_rows(path, ["group", "units"])}


def _bit(name: str, book: Phrasebook) -> int:
    place = book.places.setdefault(name, len(book.names))
    if place == len(book.names):
        book.names.append(name)
    return 1 << place


def _check(place: str, domain: str, row: dict[str, str], codes: set[str], units: dict[str, frozenset[str]]) -> None:
    if row["code"] not in codes:
        raise CatalogueError(f"{place}: unknown code {row['code']!r}")
    if not row["code"].startswith(f"{domain}."):
        raise CatalogueError(f"{place}: {row['code']} does not belong into {domain}.csv")
    if row["role"] not in ROLES:
        raise CatalogueError(f"{place}: unknown role {row['role']!r}")
    if unknown := set(row["units"].split("|")) - units.keys():
        raise CatalogueError(f"{place}: unknown units {', '.join(sorted(unknown))}")
    if unknown := set(row["behind"].split("|")) - codes - {""}:
        raise CatalogueError(f"{place}: unknown codes in `behind`: {', '.join(sorted(unknown))}")
    if not row["here"]:
        raise CatalogueError(f"{place}: `here` is empty")


def _compile(place: str, row: dict[str, str], number: int, units: dict[str, frozenset[str]], book: Phrasebook) -> Rule:
    def groups(cell: str) -> tuple[int, ...]:
        return tuple(_group(place, text, book) for text in cell.split("&")) if cell else ()

    of = 0
    for name in row["of"].split("|") if row["of"] else ():
        topic = 1 << book.places[f"@{name}"] if f"@{name}" in book.places else 0
        if not topic & book.topics:
            raise CatalogueError(f"{place}: `of` takes topics only: {row['of']}")
        of |= topic
    here, around, behind = groups(row["here"]), groups(row["around"]), row["behind"]
    return Rule(
        id=f"indicator.{row['code']}#{number}",
        code=row["code"],
        units=frozenset().union(*(units[group] for group in row["units"].split("|"))),
        of=of,
        here=here,
        around=around,
        part_of_total=row["role"] == "part_of_total",
        behind=frozenset(behind.split("|")) if behind else frozenset(),
        weight=10 * len(here) + 4 * len(around) + (5 if of else 0) + (6 if behind else 0),
    )


def _group(place: str, text: str, book: Phrasebook) -> int:
    """The bit of a group of alternatives, given to each of its words."""
    alternatives = text.strip().split("|")
    known = "|".join(alternatives) in book.places
    bit = _bit("|".join(alternatives), book)
    for word in () if known else alternatives:
        if not word.strip() or word != word.strip():
            raise CatalogueError(f"{place}: stray space or empty alternative in {text!r}")
        if word.startswith("@") and word not in book.groups and word != BARE:
            raise CatalogueError(f"{place}: {word} is not in words.csv")
        if word == BARE:
            book.bare |= bit
        elif word.startswith(">"):
            book.words.setdefault(word[1:], 0)
            book.behind[word[1:]] = book.behind.get(word[1:], 0) | bit
        else:
            for each in book.groups[word] if word.startswith("@") else (word,):
                book.words[each] = book.words.get(each, 0) | bit
    return bit


BARE = "@bare"
"""A window that holds nothing but fillers: `,共计48人,`."""
