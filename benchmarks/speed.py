"""How fast figures are read, in CPU time, beside jieba on the same text; and in how much memory.

Prints tables and judges nothing: times depend on the machine. Texts are the real reports where there are some
(see `score.py`), else the bundled samples, again and again for the time that is asked for.
"""

from __future__ import annotations

import argparse
import itertools
import math
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import process_time

from benchmarks.score import REPOSITORY, shared_folder

MB = 1_000_000
SECONDS = 5
SAMPLE_PAGE = REPOSITORY / "samples/wutang-2024.html"


def report_texts() -> list[str]:
    """The texts of the reports that are measured."""
    from ingest.readers import read_document

    real = sorted((shared_folder() / "reports").glob("*.txt"))
    samples = sorted(path for path in (REPOSITORY / "samples").glob("*-20??.*"))
    return [read_document(path.read_bytes(), path.name).text for path in real or samples]


def repeated(texts: list[str], seconds: float) -> Iterator[str]:
    """The texts one after the other, again and again, for so many seconds of CPU time; each once at least."""
    end = process_time() + seconds
    for turn in itertools.count():
        for text in texts:
            if turn and process_time() >= end:
                return
            yield text


def read_figures(texts: Iterable[str]) -> int:
    """Sections, figures and indicators of each text, none of them kept; the number of figures."""
    from ingest.figures import find_figures
    from ingest.reports.sections import split_sections
    from ingest.statements import assign_indicators

    count = 0
    for text in texts:
        sections = split_sections(text)
        count += len(assign_indicators(text, find_figures(text, 2024, sections), sections))
    return count


def cut_words(texts: Iterable[str]) -> int:
    """The number of words that jieba cuts the texts into, none of them kept."""
    import jieba

    return sum(len(jieba.lcut(text)) for text in texts)


def best_seconds(works: Sequence[Callable[[], object]], seconds: float) -> list[float]:
    """CPU time of the fastest turn of each work. They take turns until so many seconds have passed, twice at least."""
    best, begun, turns = [math.inf] * len(works), process_time(), 0
    while turns < 2 or process_time() - begun < seconds:
        for place, work in enumerate(works):
            before = process_time()
            work()
            best[place] = min(best[place], process_time() - before)
        turns += 1
    return best


def peak_megabytes() -> float:
    """The most memory that this process ever had. Linux counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MB if sys.platform == "darwin" else peak * 1024 / MB


def memory_of(seconds: float) -> tuple[float, float]:
    """Megabytes of UTF-8 that a process of its own reads figures of in so many seconds, and its peak memory.

    Has to run before this process has grown: on Linux a child begins with the peak of its parent.
    """
    command = [sys.executable, "-m", "benchmarks.speed", "--peak-of", str(seconds)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout
    read, peak = map(float, printed.split())
    return read, peak


def _print_peak(seconds: float) -> None:
    texts, size = report_texts(), 0
    read_figures(texts)  # Words and weights are loaded by the first text that is read.
    for text in repeated(texts, seconds):
        read_figures([text])
        size += len(text.encode())
    print(size / MB, peak_megabytes())


def _print_speed(seconds: float) -> None:
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    texts = report_texts()
    size, figures = sum(len(text.encode()) for text in texts) / MB, read_figures(texts)
    ours, words = best_seconds([lambda: read_figures(texts), lambda: cut_words(texts)], seconds)
    for name, best in (("sections, figures, statements", ours), ("jieba.lcut", words)):
        print(f"{name:<32}{best * 1000:8.1f} ms {size / best:8.2f} MB/s")
    print(f"{'ratio to jieba.lcut':<32}{words / ours:20.2f}")
    print(f"{len(texts)} reports of {size * 1000:.0f} kB with {figures} figures, each turn; the fastest counts\n")


def _print_documents(seconds: float) -> None:
    from ingest.extraction import extract_document

    data = SAMPLE_PAGE.read_bytes()
    [best] = best_seconds([lambda: extract_document(data, SAMPLE_PAGE.name)], seconds)
    print(f"{'one HTML page, bytes to figures':<32}{len(data) / 1000:8.1f} kB {best * 1000:8.2f} ms")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="CPU time that each table may take")
    parser.add_argument("--peak-of", type=float, help="print size and peak memory of so many seconds, and no more")
    chosen = parser.parse_args()
    if chosen.peak_of is not None:
        _print_peak(chosen.peak_of)
        return
    # A quarter and the whole: were anything kept of each report, the whole would need more.
    peaks = [memory_of(chosen.seconds / 4), memory_of(chosen.seconds)]
    _print_speed(chosen.seconds)
    _print_documents(chosen.seconds / 4)
    for size, peak in peaks:
        print(f"{'peak memory of reading':<32}{size:8.2f} MB {peak:8.1f} MB")


if __name__ == "__main__":
    main()
