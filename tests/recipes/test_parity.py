"""From equal weights and equal batches, all routes train the same model. The reference is the traced tape."""

import numpy as np
import pytest

from kvt.claims.difference import loss_difference
from kvt.spec import titles

pytestmark = pytest.mark.tensorflow

# What rounds differently may drift apart by this much over some hundred steps of stable training.
ROUNDING = 5e-6

CASES = {
    "binary, Adam": {"training__epochs": 4},
    "classes, SGD with Nesterov momentum": {
        "dataset": "gaussians",
        "training__optimizer": "sgd",
        "training__optimizer__momentum": 0.9,
        "training__optimizer__nesterov": True,
        "training__optimizer__clip": "global_norm",
        "training__optimizer__clip_limit": 0.5,
        "training__epochs": 4,
    },
    "regression, RMSprop on a cosine": {
        "dataset": "wave",
        "training__optimizer": "rmsprop",
        "training__optimizer__momentum": 0.5,
        "training__optimizer__centered": True,
        "training__optimizer__learning_rate": 0.003,
        "training__schedule": "cosine",
        "training__schedule__warmup_steps": 10,
        "training__epochs": 4,
    },
    "digits, AdamW, regularised": {
        "dataset": "digits",
        "model__hidden": "32,16",
        "model__activation": "relu",
        "model__initializer": "he_normal",
        "model__batch_normalization": True,
        "model__l1": 1e-4,
        "model__l2": 1e-3,
        "training__optimizer": "adamw",
        "training__optimizer__amsgrad": True,
        "training__optimizer__learning_rate": 0.003,
        "training__schedule": "exponential",
        "training__epochs": 2,
    },
    "cnn, Adam": {
        "dataset": "digits",
        "model": "cnn",
        # Few, and few steps: where two values in a pooling differ by mere rounding, the gradient goes another way.
        "model__filters": "8,8",
        "model__units": 16,
        "model__l2": 1e-4,
        "training__optimizer__learning_rate": 0.01,
        "training__batch_size": 64,
        "training__epochs": 1,
    },
    "cnn, normalised, pooled by the mean, SGD": {
        "dataset": "digits",
        "model": "cnn",
        "model__filters": "8",
        "model__kernel_size": 4,
        "model__pooling": "average",
        "model__activation": "silu",
        "model__initializer": "he_normal",
        "model__batch_normalization": True,
        "training__optimizer": "sgd",
        "training__epochs": 1,
    },
    "rnn, Adam": {
        "dataset": "sine",
        "dataset__length": 8,
        "dataset__samples": 200,
        "model": "rnn",
        "model__units": 4,
        "model__l2": 1e-4,
        "training__optimizer__learning_rate": 0.03,
        "training__epochs": 4,
    },
    "cnn, as a product of matrices": {
        "dataset": "digits",
        "model": "cnn",
        "model__filters": "8",
        "model__pooling": "none",
        "model__convolution": "shifted",
        "training__optimizer": "sgd",
        "training__epochs": 1,
    },
}
# Behind a batch normalisation a kernel's size has no effect, and Adam takes full steps along what is mere rounding.
DRIFT = {"digits, AdamW, regularised": 1e-4}


@pytest.mark.parametrize("case", CASES)
def test_all_routes_train_the_same_model(case, spec, trained):
    routes = list(titles("route"))
    runs = dict(zip(routes, trained(*(spec(route=route, **CASES[case]) for route in routes)), strict=True))
    reference, weights = runs["tape_graph"].history(), runs["tape_graph"].weights()
    assert reference.steps_done == reference.total_steps > 0
    assert np.ptp(reference.loss) > 0.1  # it did learn
    for route, run in runs.items():
        apart = max(np.max(np.abs(a - b)) for a, b in zip(run.weights(), weights, strict=True))
        exact = route == "keras_fit"
        drift = DRIFT.get(case, ROUNDING)
        assert apart <= (0.0 if exact else drift), route
        # Penalties are added to the loss by graph optimisers in an order of their own; gradients do not see it.
        exact = exact and "model__l1" not in CASES[case]
        assert loss_difference(run.history(), reference) <= (0.0 if exact else drift), route
        assert np.max(np.abs(run.history().val_loss - reference.val_loss)) <= drift, route


def test_dropout_and_averaged_weights_agree_too(spec, trained):
    options = {"model__dropout": 0.2, "training__optimizer__ema": True, "training__optimizer__accumulation": 5}
    fit, tape, epochs = trained(
        *(spec(route=route, training__epochs=3, **options) for route in ("keras_fit", "tape_graph", "epoch_graph"))
    )
    for run in (fit, epochs):
        assert loss_difference(run.history(), tape.history()) <= ROUNDING
        assert max(np.max(np.abs(a - b)) for a, b in zip(run.weights(), tape.weights(), strict=True)) <= ROUNDING


def test_early_stopping_ends_all_routes_at_the_same_epoch(spec, trained):
    options = {"training__stopping": "patience", "training__stopping__patience": 2, "training__epochs": 60}
    options |= {"training__optimizer__learning_rate": 0.1}
    routes = ("keras_fit", "tape_graph", "epoch_graph_xla")
    runs = trained(*(spec(route=route, **options) for route in routes))
    ends = {(run.history().end.reason, run.history().end.epochs) for run in runs}
    assert len(ends) == 1
    assert ends.pop()[0] == "early"


def test_several_steps_an_execution_are_the_same_steps(spec, trained):
    one, five = trained(spec(training__epochs=2), spec(training__epochs=2, engine__steps_per_execution=5))
    assert five.history().steps.tolist() == list(range(5, 51, 5))
    assert loss_difference(one.history(), five.history()) == 0.0


def test_a_loss_that_is_no_number_is_told_with_its_step_and_ends_the_run(spec, trained):
    options = {"dataset": "wave", "training__optimizer": "sgd", "training__optimizer__learning_rate": 5}
    routes = ("keras_fit", "tape_graph", "epoch_graph_xla")
    runs = trained(*(spec(route=route, **options) for route in routes))
    # Within a step: Keras multiplies a loss by its batch before it takes the mean, which overflows sooner.
    steps = [run.history().nan_step for run in runs]
    assert max(steps) - min(steps) <= 1 < min(steps)
    for run in runs:
        history = run.history()
        assert history.end.reason == "nan"
        assert history.steps_done == history.nan_step
        assert not np.isfinite(run.history().running_loss[-1])


def test_a_run_may_go_on_after_a_loss_that_is_no_number(spec, trained):
    options = {"dataset": "wave", "training__optimizer": "sgd", "training__optimizer__learning_rate": 5}
    (run,) = trained(spec(route="tape_graph", training__stop_on_nan=False, training__epochs=3, **options))
    assert run.history().nan_step < run.history().steps_done == run.history().total_steps


@pytest.mark.parametrize(
    "options", [{"engine__run_eagerly": True}, {"engine__onednn": False}, {"engine__jit_compile": "on"}]
)
def test_the_engine_does_not_change_what_is_learned(options, spec, trained):
    plain, changed = trained(spec(training__epochs=1), spec(training__epochs=1, **options))
    assert loss_difference(plain.history(), changed.history()) <= ROUNDING


def test_threads_and_determinism_are_taken_by_the_engine(spec, trained):
    engine = {"engine__intra_op_threads": 1, "engine__inter_op_threads": 2, "engine__deterministic": True}
    (run,) = trained(spec(route="module_graph", training__epochs=1, model__dropout=0.1, **engine))
    assert (run.history().start.intra_op_threads, run.history().start.inter_op_threads) == (1, 2)
