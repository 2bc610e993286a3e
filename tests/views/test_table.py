from dataclasses import replace

import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.runs.facts import End, Start
from kvt.runs.history import History
from kvt.views.table import COLUMNS, NONE, rows


@pytest.fixture
def outcome(spec):
    def make(route, loss=0.5, **changes):
        history = History(
            start=Start(time=0.0, epochs=1, steps_per_epoch=2, metric="accuracy"),
            steps=np.array([1, 2]),
            loss=np.array([1.0, loss], np.float32),
            val_loss=np.array([0.25], np.float32),
            val_metric=np.array([np.nan], np.float32),
            end=End(0.0, "completed", 2, 1, 1.25, 1, 0.25),
        )
        made = Outcome(spec(route=route), "completed", history, "# %% Training\nfit()\n", peak_memory=90_000_000)
        return replace(made, **changes)

    return make


def test_a_row_holds_every_figure_of_its_run(outcome):
    first, second = rows([outcome("keras_fit"), outcome("tape_graph", loss=0.75)])
    assert len(first) == len(COLUMNS) + 1
    assert first == ("Keras fit", "1", "0.25 s", "1.2 s", "reference", "reference", "1", "90 MB", "0.2500", NONE)
    assert second[4] == "0.25"
    assert rows([outcome("keras_fit"), outcome("tape_graph", loss=0.5 + 2**-20)])[1][4] == "9.5e-7"


def test_a_run_that_has_not_ended_has_gaps_rather_than_noughts(outcome):
    running = outcome("keras_fit", state="running", history=History(), peak_memory=None)
    assert rows([running])[0][1:] == (NONE, NONE, NONE, NONE, NONE, "1", NONE, NONE, NONE)


def test_fit_is_the_reference_wherever_it_stands(outcome):
    found = rows([outcome("tape_eager"), outcome("keras_fit")])
    assert [row[4] for row in found] == ["0", "reference"]
