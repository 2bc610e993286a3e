"""The first page beside that of `streamlit hello`, and what the web process holds after all pages were visited."""

import statistics
from collections.abc import Iterator

from benchmarks import Row
from benchmarks._web import modules_of, pages, server, visitor

VISITS = 7
MB = 2**20


def measure() -> Iterator[Row]:
    with server("run", "app.py") as (kvt, process), server("hello") as (hello, other), visitor() as (how, open_page):
        yield Row(f"very first page {how}", open_page(kvt), "s", "streamlit hello", open_page(hello))
        ours, theirs = [], []
        for _ in range(VISITS):
            ours.append(open_page(kvt))
            theirs.append(open_page(hello))
        yield Row(
            f"first page {how}",
            statistics.median(ours),
            "s",
            "streamlit hello",
            statistics.median(theirs),
            ratio_limit=1.2,
        )
        for page in pages():
            open_page(f"{kvt}/{page}")
        memory, base = process.memory_info().rss / MB, other.memory_info().rss / MB
        yield Row(f"memory after {len(pages())} pages", memory, "MB", "streamlit hello", base, limit=150.0)
        tensorflow = sum("tensorflow" in name for name in modules_of(process))
        yield Row("TensorFlow's libraries in the web process", tensorflow, "", limit=0.0)
