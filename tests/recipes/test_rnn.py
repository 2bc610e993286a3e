"""Recurrent networks: every cell, as a loop and laid out, by Keras and written out."""

import numpy as np
import pytest

from kvt.claims.difference import loss_difference

pytestmark = pytest.mark.tensorflow

SMALL = {
    "dataset": "sine",
    "dataset__length": 6,
    "dataset__samples": 100,
    "model": "rnn",
    "model__units": 3,
    "training__epochs": 6,
    "training__optimizer__learning_rate": 0.03,
}


@pytest.mark.parametrize(
    ("cell", "unroll", "activation"), [("simple", True, "tanh"), ("lstm", False, "tanh"), ("gru", True, "relu")]
)
def test_a_cell_written_out_learns_what_keras_has_it_learn(cell, unroll, activation, spec, trained):
    options = SMALL | {"model__cell": cell, "model__unroll": unroll, "model__activation": activation}
    fit, module = trained(*(spec(route=route, **options) for route in ("keras_fit", "module_graph")))
    assert loss_difference(fit.history(), module.history()) <= 1e-6
    assert max(np.max(np.abs(a - b)) for a, b in zip(fit.weights(), module.weights(), strict=True)) <= 1e-6
    assert np.ptp(fit.history().running_loss) > 0.05


def test_laid_out_or_looped_is_one_network(spec, trained):
    looped, laid_out = trained(*(spec(route="tape_graph", model__unroll=unroll, **SMALL) for unroll in (False, True)))
    assert loss_difference(looped.history(), laid_out.history()) <= 1e-6
    assert "tf.while_loop" not in laid_out.script


def test_a_perceptron_may_read_the_same_sequences(spec, trained):
    fit, module = trained(
        *(
            spec(dataset="sine", dataset__samples=100, route=route, training__epochs=2)
            for route in ("keras_fit", "module_graph")
        )
    )
    assert fit.weights()[0].shape == (24, 8)
    assert loss_difference(fit.history(), module.history()) <= 1e-6
