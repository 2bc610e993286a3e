"""Whether a dump is whole, judged by its times alone: without TensorFlow, which the rest of its recipe needs."""

import ast
import bisect
from collections.abc import Sequence
from pathlib import Path

import pytest

import kvt

SOURCE = Path(kvt.__file__).with_name("recipes") / "debugger" / "post_mortem.py"


@pytest.fixture(scope="module")
def silence():
    (definition,) = (node for node in ast.parse(SOURCE.read_text()).body if getattr(node, "name", "") == "silence")
    names = {"bisect": bisect, "Sequence": Sequence}
    exec(compile(ast.Module([definition], []), str(SOURCE), "exec"), names)
    return names["silence"]


def test_steps_of_which_nothing_is_told_are_missed_though_every_file_is_whole(silence):
    assert silence(2.5, [1.0, 2.0, 3.0, 4.0, 5.0]) == "DataLossError: nothing is told after step 3 of 5"


@pytest.mark.parametrize(
    ("last", "ended"),
    [
        (4.5, [1.0, 2.0, 3.0, 4.0, 5.0]),  # the last step is told
        (9.0, [1.0, 2.0, 3.0]),  # and what came after it
        (0.5, [1.0, 2.0, 3.0]),  # no step tells anything: the choice of operations leaves all out
        (0.0, [1.0, 2.0, 3.0]),
        (1.5, [1.0, 3.0, 3.0, 3.0]),  # one call, many steps
        (2.5, []),  # of a run that was killed nobody knows
    ],
)
def test_a_dump_that_may_be_whole_is_not_suspected(silence, last, ended):
    assert silence(last, ended) == ""
