"""Measures Octavo against its floors and prints one line a metric.

    python3 packaging/dev.py bench [METRIC...] [--sizes 1000 10000 100000] [--rounds 5]

A bound is passed only when the median and the best of the pairs both pass it. Milliseconds are CPU time, to go by.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from corpus import Corpus
from measure import HEADING, Metric, compare

METRICS = {
    "parse": "parse_page.ParsePage",
    "hub-answer": "read_forms.HubAnswer",
    "hub-page": "read_forms.HubPage",
    "arxiv-answer": "read_forms.ArxivAnswer",
    "arxiv-feed": "read_forms.ArxivFeed",
    "arxiv-page": "read_forms.ArxivPage",
    "arxiv-mail": "read_forms.ArxivMail",
    "mail": "read_forms.Mail",
    "news-feed": "read_forms.NewsFeed",
    "bibtex": "read_forms.Bib",
    "ris": "read_forms.Ris",
    "csl": "read_forms.Csl",
    "import": "import_batch.ImportBatch",
    "search": "search_words.SearchWords",
    "paint": "paint_list.PaintList",
    "start": "start_window.StartWindow",
    "gap": "longest_gap.LongestGap",
    "export": "export_bibtex.ExportBibtex",
}


def metric_class(name: str) -> type[Metric]:
    module, _, kind = METRICS[name].partition(".")
    return getattr(importlib.import_module(module), kind)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("metrics", nargs="*", metavar="METRIC", help=f"of {', '.join(METRICS)}; all when none is named")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="papers; 100000 takes minutes")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    names = options.metrics or list(METRICS)
    if unknown := [name for name in names if name not in METRICS]:
        parser.error(f"no metric {', '.join(unknown)}")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores\n\n{HEADING}")
    corpus = Corpus()
    passed = []
    for name in names:
        kind = metric_class(name)
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                outcome = compare(kind(corpus, size, Path(folder)), options.rounds)
            print(outcome.row(), flush=True)
            if not outcome.kept:
                passed.append(f"{kind.name} at {size}")
        print(f"{'':<24}floor: {kind.floor_words}", flush=True)
    print(f"\nPassed its bound: {', '.join(passed) or 'none'}")
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
