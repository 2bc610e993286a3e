import numpy as np
import pytest

from kvt.runs.ends import ends
from kvt.runs.facts import End, Start
from kvt.runs.history import History


def test_figures_have_the_names_of_what_was_measured():
    told = np.array([0.5, 0.25], np.float32)
    history = History(
        start=Start(0.0, 1, 2, "mae"), steps=np.array([1, 2]), loss=told, metric=told, epochs=np.array([1]),
        val_loss=told[:1], val_metric=told[1:], end=End(1.0, "completed", 2, 1, 3.0, 1, 1.0),
    )  # fmt: skip
    found = ends(history, 5_000_000)
    assert found == {
        "val_loss": 0.5, "val_mae": 0.25, "loss": 0.375, "mae": 0.375, "steps": 2.0, "speed": 0.5,
        "first_call": 1.0, "training": 3.0, "memory": 5.0,
    }  # fmt: skip


@pytest.mark.parametrize("history", [History(), History(start=Start(0.0, 1, 2, "accuracy"))])
def test_what_is_not_known_is_not_there(history):
    assert ends(history) == {}
