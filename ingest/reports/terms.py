"""How often which word is said: the text cut by jieba with the words of the domain.

Where rjieba is installed (`pip install 'fazhi[fast]'`) it cuts in jieba's place: the same dictionary and the same
algorithm in Rust, equal words, some fifteen times as fast. jieba is the reference and what is used without it.
"""

from __future__ import annotations

import atexit
import logging
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_TERM = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{2,}$")
# 万件, 余万元: what is left of a number when its digits are cut off.
_COUNTED = re.compile(r"[十百千万亿余多几]+[件人次个名场份条项元户家起宗期届部批支册张例处卷余]*$")
_SURE_WORD_FREQUENCY = 2_000_000
"""Occurrences that jieba is told of for a word of the domain: above any sum of its parts, so that it stays whole."""


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a text is about."""
    return frozenset((_HERE / "stop_words.txt").read_text(encoding="utf-8").split())


def _cache_folder() -> str:
    """A folder of this user's own: jieba writes its cache under a temporary name and renames it, so processes may
    share the folder, but not with users who may not replace each other's files. What jieba finds there it runs
    (`marshal`): where the folder is not ours alone, this process has one of its own."""
    folder = Path(tempfile.gettempdir()) / f"fazhi-jieba-{os.getuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    state = folder.lstat()
    if stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o022:
        return str(folder)
    own = tempfile.mkdtemp(prefix="fazhi-jieba-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


class Cutter(NamedTuple):
    """What knows words."""

    cut: Callable[[str], list[str]]
    """The words of a text in order, marks and blanks among them."""
    knows: Callable[[str], bool]
    """Whether a word stands in the dictionary."""


@cache
def cutter() -> Cutter:
    """rjieba where it is installed, else jieba."""
    try:
        return _rjieba()
    except ImportError:
        return jieba_cutter()


def _rjieba() -> Cutter:
    import rjieba

    words = rjieba.Jieba()
    for term in _domain_terms():
        words.add_word(term, _SURE_WORD_FREQUENCY, None)
    return Cutter(lambda text: words.cut(text, hmm=False), words.has_word)


@cache
def jieba_cutter() -> Cutter:
    """jieba with the words of the domain; about a second once a process, then 1.2 MB of text a second."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    words = jieba.Tokenizer()
    words.tmp_dir = _cache_folder()
    words.initialize()
    for term in _domain_terms():
        words.add_word(term, _SURE_WORD_FREQUENCY)
    # jieba counts a word that its dictionary has twice, or that is added again, twice. Where two ways to cut are
    # equally likely (零零零), the last bit of the logarithm of this sum decides: it has to be that of rjieba.
    words.total = sum(words.FREQ.values())
    return Cutter(lambda text: list(words.cut(text, HMM=False)), lambda word: bool(words.FREQ.get(word)))


def _domain_terms() -> list[str]:
    return (_HERE / "domain_terms.txt").read_text(encoding="utf-8").split()


def cut(text: str) -> list[str]:
    """The words of a text in order, marks and blanks among them. Wide digits and letters count as narrow ones."""
    return cutter().cut(unicodedata.normalize("NFKC", text))


def count_terms(text: str) -> dict[str, int]:
    """Chinese terms of two characters and more with the number of times that they are said, the most frequent
    first (then in code point order). Stop words, words with digits or Latin letters and
    what is left of numbers (`万件`) are left out."""
    return terms_among(Counter(cut(text)))


def terms_among(counted: Counter[str]) -> dict[str, int]:
    """What `count_terms` gives, of words that are counted already."""
    terms = {
        word: said
        for word, said in counted.items()
        if _TERM.match(word) and not _COUNTED.match(word) and word not in stop_words()
    }
    return dict(sorted(terms.items(), key=lambda term: (-term[1], term[0])))
