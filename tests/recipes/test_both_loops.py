"""What the stories of own parts measure, without TensorFlow: a clock and a model that are made up."""

import sys
import types
from unittest.mock import MagicMock

import pytest


@pytest.fixture
def both_loops(monkeypatch):
    settings = types.ModuleType("kvt.recipes.settings")
    settings.STEPS, settings.UNITS, settings.WEIGHTS_SEED = 3, 4, 0
    keras = MagicMock()
    keras.callbacks.LambdaCallback = types.SimpleNamespace
    monkeypatch.setitem(sys.modules, "kvt.recipes.settings", settings)
    monkeypatch.setitem(sys.modules, "keras", keras)
    monkeypatch.setitem(sys.modules, "tensorflow", MagicMock())
    for name in ("own_loss", "both_loops"):
        monkeypatch.delitem(sys.modules, f"kvt.recipes.networks.{name}", raising=False)
    from kvt.recipes.networks import both_loops as recipe

    yield recipe
    for name in ("own_loss", "both_loops"):
        sys.modules.pop(f"kvt.recipes.networks.{name}", None)


def test_the_seconds_of_a_step_are_not_those_that_fit_takes_to_begin_and_to_end(both_loops, monkeypatch):
    clock = types.SimpleNamespace(now=0.0, perf_counter=lambda: clock.now)
    monkeypatch.setattr(both_loops, "time", clock)

    class Model:
        def fit(self, x, y, *, batch_size, epochs=1, callbacks=(), **_):
            clock.now += 100.0
            for step in range(epochs * -(-len(x) // batch_size)):
                clock.now += 0.5
                for callback in callbacks:
                    callback.on_train_batch_end(step, {})
            clock.now += 100.0

    assert both_loops.seconds_a_step(Model(), range(1000), range(1000)) == 0.5
