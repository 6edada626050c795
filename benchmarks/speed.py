"""How fast figures are read, on one core, beside jieba on the same text; and in how much memory.

Prints tables and judges nothing: times depend on the machine. Texts are the real reports where there are some
(see `score.py`), else the bundled samples, again and again up to the size that is asked for.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from benchmarks.score import REPOSITORY, shared_folder

MB = 1_000_000
SIZE_MB = 20
JIEBA_MB = 2
"""jieba is several times slower: a part of the text tells its speed as well."""
ROUNDS = 3
SAMPLE_PAGE = REPOSITORY / "samples/wutang-2024.html"
_PAGES = 20


def report_texts() -> list[str]:
    """The texts of the reports that are measured."""
    from ingest.readers import read_document

    real = sorted((shared_folder() / "reports").glob("*.txt"))
    samples = sorted(path for path in (REPOSITORY / "samples").glob("*-20??.*"))
    return [read_document(path.read_bytes(), path.name).text for path in real or samples]


def repeated(texts: list[str], megabytes: float) -> Iterator[str]:
    """The texts one after the other, again and again, until there are so many megabytes of UTF-8."""
    size = 0
    for text in itertools.cycle(texts):
        if size >= megabytes * MB:
            return
        size += len(text.encode())
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


def best_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Wall time of the fastest of some rounds."""
    seconds = []
    for _ in range(rounds):
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)
    return min(seconds)


def peak_megabytes() -> float:
    """The most memory that this process ever had. Linux counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MB if sys.platform == "darwin" else peak * 1024 / MB


def memory_of(megabytes: float) -> float:
    """Peak memory of a process of its own that reads the figures of so many megabytes.

    Has to run before this process has grown: on Linux a child begins with the peak of its parent.
    """
    command = [sys.executable, "-m", "benchmarks.speed", "--peak-of", str(megabytes)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout)


def _print_speed(megabytes: float) -> None:
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    texts = report_texts()
    whole = list(repeated(texts, megabytes))
    part = list(repeated(texts, min(megabytes, JIEBA_MB)))
    figures = read_figures(texts)
    speeds = {}
    for name, work, read in (
        ("sections, figures, indicators", lambda: read_figures(whole), whole),
        ("jieba.lcut", lambda: cut_words(part), part),
    ):
        size = sum(len(text.encode()) for text in read) / MB
        seconds = best_seconds(work)
        speeds[name] = size / seconds
        print(f"{name:<32}{size:8.1f} MB {seconds:8.2f} s {speeds[name]:8.2f} MB/s")
    ours, words = speeds.values()
    print(f"{'ratio to jieba.lcut':<32}{ours / words:36.1f}")
    kilobytes = sum(len(text.encode()) for text in texts) / 1000
    print(f"{len(texts)} reports of {kilobytes:.0f} kB with {figures} figures, repeated; best of {ROUNDS} rounds\n")


def _print_documents() -> None:
    from ingest.extraction import extract_document

    data = SAMPLE_PAGE.read_bytes()
    seconds = best_seconds(lambda: [extract_document(data, SAMPLE_PAGE.name) for _ in range(_PAGES)]) / _PAGES
    print(f"{'one HTML page, bytes to figures':<32}{len(data) / 1000:8.1f} kB {seconds * 1000:8.2f} ms a document")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=SIZE_MB, help="UTF-8 to read figures of")
    parser.add_argument("--peak-of", type=float, help="print the peak memory of reading so many megabytes, and no more")
    chosen = parser.parse_args()
    if chosen.peak_of:
        read_figures(repeated(report_texts(), chosen.peak_of))
        print(peak_megabytes())
        return
    # A quarter and the whole: were anything kept of each report, the whole would need more.
    peaks = {megabytes: memory_of(megabytes) for megabytes in (chosen.megabytes / 4, chosen.megabytes)}
    _print_speed(chosen.megabytes)
    _print_documents()
    for megabytes, peak in peaks.items():
        print(f"{'peak memory of reading':<32}{megabytes:8.1f} MB {peak:8.1f} MB")


if __name__ == "__main__":
    main()
