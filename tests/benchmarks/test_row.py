"""A figure, its yardstick and its limits."""

import json

import pytest

from benchmarks import Row
from kvt.cli import bench, main


def test_a_ratio_is_value_by_yardstick():
    assert Row("first page", 3.0, "s", "hello", 2.0).ratio == 1.5
    assert Row("memory", 120.0, "MB").ratio is None


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("no limit", 1.0, "s", "other", 2.0), None),
        (Row("at its limit", 0.5, "s", limit=0.5), True),
        (Row("above", 0.51, "s", limit=0.5), False),
        (Row("ratio kept", 1.2, "s", "other", 1.0, ratio_limit=1.2), True),
        (Row("ratio broken", 1.3, "s", "other", 1.0, ratio_limit=1.2), False),
        (Row("one of two broken", 1.0, "s", "other", 2.0, limit=0.9, ratio_limit=1.2), False),
        (Row("no yardstick after all", 1.0, "s", "other", None, ratio_limit=1.2), False),
    ],
)
def test_a_limit_is_kept_or_not_or_not_there(row, met):
    assert row.met is met


def test_a_row_reads_as_a_sentence_with_its_figures():
    text = str(Row("first page", 1.3, "s", "streamlit hello", 1.0, ratio_limit=1.2))
    assert text.startswith("first page") and text.endswith("1.3 s, 1.3 × streamlit hello (1), at most 1.2 ×: NOT KEPT")


@pytest.fixture
def measured(monkeypatch):
    """A benchmark called `tea` with the given rows."""

    def measured(*rows: Row) -> None:
        module = type(bench)("benchmarks.tea", "How long tea takes.\n\nAnd why.")
        module.measure = lambda: iter(rows)
        monkeypatch.setattr(bench, "names", lambda: ["tea"])
        monkeypatch.setitem(__import__("sys").modules, "benchmarks.tea", module)

    return measured


def test_bench_prints_rows_and_says_by_its_code_whether_limits_were_kept(measured, capsys):
    measured(Row("water", 1.0, "min", limit=2.0), Row("leaves", 3.0, "min"))
    assert main(["bench"]) == 0
    assert "tea: How long tea takes." in capsys.readouterr().out
    measured(Row("water", 1.0, "min", limit=0.5), Row("leaves", 3.0, "min"))
    assert main(["bench", "tea", "--json"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["benchmark"], row["name"], row["met"]) for row in rows] == [
        ("tea", "water", False),
        ("tea", "leaves", None),
    ]


def test_every_benchmark_is_found_and_none_of_the_shared_parts():
    known = "compare feed index latency overhead parity routes startup sweep"
    assert bench.names() == known.split()
