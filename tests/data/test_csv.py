"""What is found in a table, and that the script's own reading finds the same."""

import importlib
import sys
import types
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kvt.script.settings
from kvt.data import csv, uploads
from kvt.errors import DataError
from kvt.spec import Spec
from kvt.spec.datasets import Csv


def matrix(path: Path, dataset: Csv, monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, np.ndarray]:
    """x and y as the script reads them: the recipe, with this dataset's settings, beside data.csv."""
    module = types.ModuleType("kvt.recipes.settings")
    module.__dict__.update(kvt.script.settings.settings(Spec(dataset=dataset)))
    (path.parent / "data.csv").write_bytes(path.read_bytes())
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "kvt.recipes.settings", module)
        patch.delitem(sys.modules, "kvt.recipes.datasets.csv", raising=False)
        patch.chdir(path.parent)
        return importlib.import_module("kvt.recipes.datasets.csv").load()


def agree(path: Path, dataset: Csv, monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, np.ndarray]:
    x, y = matrix(path, dataset, monkeypatch)
    assert x.shape == (dataset.rows, dataset.width) and x.dtype == np.float32
    assert np.isfinite(x).all()
    if dataset.goal == "multiclass":
        assert y.dtype == np.int32 and set(y) == set(range(len(dataset.labels)))
    else:
        assert y.shape == (dataset.rows, 1) and y.dtype == np.float32
        assert dataset.goal == "regression" or set(y[:, 0]) == {0.0, 1.0}
    return x, y


@pytest.fixture
def save(tmp_path):
    """Upload text; the path of what was kept."""

    def save(text: str) -> Path:
        return uploads.path(tmp_path, "visitor", uploads.save(tmp_path, "visitor", text.encode()))

    return save


def rows(target, count: int = 40, city: str = "ABC") -> str:
    lines = [f"{n},{n / 8},{city[n % len(city)]},{target(n)}" for n in range(count)]
    return "\n".join(["id,size,city,goal", *lines])


@pytest.mark.parametrize(
    ("target", "goal", "labels"),
    [
        (lambda n: "yes" if n % 2 else "no", "binary", ("no", "yes")),
        (lambda n: n % 2, "binary", ("0", "1")),
        (lambda n: ["1.0", "1", "01", "2"][n % 4], "binary", ("1", "2")),
        (lambda n: "xyz"[n % 3], "multiclass", ("x", "y", "z")),
        (lambda n: n % 12, "multiclass", tuple(str(n) for n in range(12))),
        (lambda n: n % 3 / 2, "regression", ()),
        (lambda n: n, "regression", ()),
        (lambda n: ["-3e2", "0.5", "1E-3", "+7"][n % 4], "regression", ()),
    ],
)
def test_the_task_follows_from_the_target(save, monkeypatch, target, goal, labels):
    path = save(rows(target))
    found = csv.describe(path, "goal")
    assert (found.goal, found.labels) == (goal, labels)
    assert (found.rows, found.numbers, found.categories, found.width) == (40, ("id", "size"), ("city",), 5)
    agree(path, found, monkeypatch)


def test_the_script_reads_values_and_labels_as_they_were_written(save, monkeypatch):
    path = save(rows(lambda n: "xyz"[n % 3]))
    x, y = agree(path, csv.describe(path, "goal"), monkeypatch)
    assert np.array_equal(x[:, 0], np.arange(40)) and np.array_equal(x[:, 1], np.arange(40) / 8)
    assert np.array_equal(x[:, 2:], np.eye(3)[np.arange(40) % 3])
    assert np.array_equal(y, np.arange(40) % 3)


def test_a_gap_among_numbers_costs_its_row_and_is_told(save, monkeypatch):
    path = save(rows(lambda n: n).replace("\n3,0.375", "\n3,NA").replace("\n5,", "\n?,"))
    found = csv.describe(path, "goal")
    assert found.rows == 38
    assert csv.remarks(path, "goal") == ["2 of 40 rows have an empty cell among target and numbers: left out."]
    agree(path, found, monkeypatch)


def test_a_value_that_only_left_out_rows_hold_makes_no_feature(save, monkeypatch):
    path = save(rows(lambda n: n) + "\n,1,rare,5")
    found = csv.describe(path, "goal")
    assert found.width == 5
    agree(path, found, monkeypatch)


def test_an_empty_category_and_one_called_na_are_categories(save, monkeypatch):
    path = save(rows(lambda n: n, city=["A", "", "NA"]))
    assert csv.describe(path, "goal").width == 5
    agree(path, csv.describe(path, "goal"), monkeypatch)


def test_decimal_commas_are_numbers_where_semicolons_part_the_fields(save, monkeypatch):
    path = save("\n".join(["a;b", *[f"{n},5;-{n},25" for n in range(30)]]))
    found = csv.describe(path, "b")
    assert (found.goal, found.numbers) == ("regression", ("a",))
    x, y = agree(path, found, monkeypatch)
    assert x[3, 0] == 3.5 and y[3, 0] == -3.25


def test_columns_that_say_nothing_are_left_out_with_a_reason(save):
    lines = [f"{n},same,7,{'' if n % 3 else n},name{n},{n % 2}" for n in range(90)]
    path = save("\n".join(["n,text,seven,sparse,name,goal", *lines]))
    assert csv.describe(path, "goal").numbers == ("n",)
    told = " ".join(csv.remarks(path, "goal"))
    assert "'text' holds the same value" in told and "'seven' holds the same value" in told
    assert "'sparse' is empty in 60 of 90 rows" in told and "'name' holds 90 different texts" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (rows(lambda n: "ten" if n == 7 else n), "Row 9, column 'goal': 'ten' is no number, and 39 of 40 cells are."),
        (rows(lambda n: "inf" if n == 7 else n), "Row 9, column 'goal': 'inf' is infinite"),
        (rows(lambda n: "-1e300" if n == 7 else n), "Row 9, column 'goal': '-1e300' is infinite or beyond"),
        (rows(lambda n: "one"), "'goal' holds the same value in every row"),
        (rows(lambda n: f"name {n}"), "'goal' holds 40 different texts"),
        (rows(lambda n: "x" * (201 + n % 2)), "a label has at most 200"),
        (rows(lambda n: n % 2 if n < 10 else ""), "Only 10 rows have both"),
        ("\n".join(["a,goal", *[f"1,{n}" for n in range(30)]]), "There is nothing to learn from"),
    ],
)  # fmt: skip
def test_what_cannot_be_learned_from_is_told_by_row_and_column(save, text, sentence):
    with pytest.raises(DataError) as caught:
        csv.describe(save(text), "goal")
    assert sentence in str(caught.value)


def test_a_target_that_is_not_there_is_told_with_those_that_are(save):
    path = save(rows(lambda n: n))
    assert csv.columns(path) == ["id", "size", "city", "goal"]
    with pytest.raises(DataError, match=r"There is no column 'price'. Choose one of 'id, size, city, goal'"):
        csv.describe(path, "price")


def test_a_file_that_is_gone_is_told(tmp_path):
    with pytest.raises(DataError, match=r"The file gone.csv cannot be read"):
        csv.columns(tmp_path / "gone.csv")


CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "NA", "nan", "inf", "1", "1.0", "-2.5", "1e400", "=1", '"', "1,5", "1_0", "\r", "\u2028", "١"]
    ),
    st.floats().map(str),
)
LINES = st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=40))
TABLES = st.builds(
    lambda lines, delimiter, encoding: "\n".join(delimiter.join(line) for line in lines).encode(encoding, "replace"),
    LINES,
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
)
QUOTED = st.builds(
    lambda cells, repeat: "\n".join(
        ["a,b,goal", *[",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells * repeat]]
    ).encode("utf-8", "replace"),
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    st.integers(3, 10),
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(max_size=400), TABLES, QUOTED))
def test_any_bytes_are_described_or_refused_with_a_sentence(tmp_path_factory, content):
    root = tmp_path_factory.mktemp("fuzz")
    try:
        path = uploads.path(root, "visitor", uploads.save(root, "visitor", content))
        names = csv.columns(path)
        found = csv.describe(path, names[-1])
    except DataError as error:
        told = str(error)
    else:
        told = ""
        with pytest.MonkeyPatch.context() as patch:
            agree(path, found, patch)
    assert not told or told[0].isupper() or told[0] == "'"
    assert not told or told.endswith(".")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(max_size=400), TABLES))
def test_any_file_is_described_or_refused_even_without_an_upload(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        found = csv.describe(path, "goal")
    except DataError:
        return
    assert found.rows >= 20 and found.width >= 1
