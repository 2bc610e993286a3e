"""Columns as Arrow, without pandas."""

import subprocess
import sys

from kvt.views.arrow import arrow


def test_values_come_back_as_they_went_and_what_is_missing_is_missing():
    columns = {
        "text": ["a", None, "ü ×", ""],
        "float": [1.5, None, float("nan"), -2.0],
        "whole": [1, None, 3, 2**40],
        "mixed": [1, 2.5, None, 0],
        "nothing": [None] * 4,
    }
    found = arrow(columns).to_pydict()
    assert found["text"] == ["a", "", "ü ×", ""]
    assert found["float"][:2] == [1.5, None] and found["float"][3] == -2.0
    assert found["whole"] == [1, None, 3, 2**40]
    assert found["mixed"] == [1.0, 2.5, None, 0.0]
    assert found["nothing"] == [None] * 4


def test_seconds_become_moments():
    (moment, missing) = arrow({"at": [1_700_000_000.25, None]}, times=["at"]).to_pydict()["at"]
    assert (moment.year, moment.microsecond, missing) == (2023, 250_000, None)


def test_no_rows_are_a_table_too():
    assert arrow({"a": [], "b": []}, times=["b"]).num_rows == 0


def test_pandas_is_not_imported_for_it():
    code = (
        "import sys; from kvt.views.arrow import arrow; arrow({'a': ['x'], 'b': [1.0]}); print('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
