"""Finding many words at once in a line."""

from __future__ import annotations

from collections.abc import Sequence


class Finder:
    """Words in one automaton: a line is gone through once, however many words there are."""

    def __init__(self, words: Sequence[str]) -> None:
        import ahocorasick_rs

        self._automaton = ahocorasick_rs.AhoCorasick(words)

    def find(self, line: str) -> list[tuple[int, int, int]]:
        """(position in `words`, start, end) of all that occur, overlapping ones too, in the order of their ends."""
        try:
            return self._automaton.find_matches_as_indexes(line, overlapping=True)
        except UnicodeEncodeError:  # Half a character, as broken pages hold: no word has one.
            whole = line.encode("utf-8", "replace").decode("utf-8")
            return self._automaton.find_matches_as_indexes(whole, overlapping=True)
