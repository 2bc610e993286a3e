"""Two epochs and two more are four epochs: every route takes up the state that it has left."""

import numpy as np
import pytest

from kvt.runs.going_on import going_on
from kvt.spec import titles

pytestmark = pytest.mark.tensorflow

CASE = {
    "dataset__samples": 120,
    "model__hidden": "5",
    "model__dropout": 0.3,
    "model__batch_normalization": True,
    "model__l2": 1e-3,
    "training__schedule": "exponential",
    "training__schedule__decay_steps": 5,
    "training__batch_size": 16,
}
ROUTES = [route for route in titles("route") if route != "keras_train_step"]  # which is fit, but for its step
COLUMNS = ("steps", "loss", "metric", "epochs", "val_loss", "val_metric")


@pytest.fixture(scope="module")
def both(spec, laboratory, trained):
    """By route: four epochs in one run, and the two runs that share them."""
    ended = trained(*(spec(route=route, training__epochs=n, **CASE) for route in ROUTES for n in (4, 2)))
    whole, first = dict(zip(ROUTES, ended[::2], strict=True)), dict(zip(ROUTES, ended[1::2], strict=True))
    rest = {}
    for route in ROUTES:
        more, files = going_on(first[route], 2)
        rest[route] = laboratory.submit(more, workspace="tests", files=files)
    assert laboratory.wait(rest.values(), timeout=120)
    return {route: (whole[route], first[route], rest[route]) for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES)
def test_two_runs_are_one_to_the_last_bit(both, route):
    whole, first, rest = both[route]
    assert rest.status.state == "completed", rest.log()
    one, begun, ended = (run.history() for run in (whole, first, rest))
    for name in COLUMNS:
        joined = np.concatenate([getattr(begun, name), getattr(ended, name)])
        assert np.array_equal(joined, getattr(one, name)), name
    assert all(np.array_equal(a, b) for a, b in zip(rest.weights(), whole.weights(), strict=True))
    assert np.ptp(one.loss) > 0.01  # it did learn


def test_the_rest_is_told_as_the_rest(both):
    history = both["tape_graph"][2].history()
    assert (history.start.epochs_done, history.start.epochs, history.progress) == (2, 4, 1.0)
    spent = history.end.training_seconds - history.end.first_call_seconds
    assert history.steady_steps_per_second == pytest.approx((2 * history.start.steps_per_epoch - 1) / spent)
