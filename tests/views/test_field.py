import pytest

from kvt.spec import knobs
from kvt.views.field import integer_step, number_step


def knob(spec, path):
    return next(knob for knob in knobs(spec) if knob.path == path)


@pytest.mark.parametrize(("samples", "step"), [(20, 1), (100, 10), (1000, 100), (20_000, 1000)])
def test_large_counts_go_by_a_tenth_of_their_size(samples, step, spec):
    assert integer_step(knob(spec(dataset__samples=samples), "dataset.samples")) == step


def test_seeds_go_by_one_however_large(spec):
    assert integer_step(knob(spec(seeds__data=5000), "seeds.data")) == 1


@pytest.mark.parametrize(("rate", "step"), [(0.01, 0.01), (0.025, 0.01), (3, 1)])
def test_a_rate_goes_by_its_own_power_of_ten(rate, step, spec):
    found = number_step(knob(spec(training__optimizer__learning_rate=rate), "training.optimizer.learning_rate"))
    assert found == pytest.approx(step)


def test_what_is_off_on_a_log_scale_can_be_turned_on(spec):
    assert 0 < number_step(knob(spec(), "model.l2")) < 1


@pytest.mark.parametrize(("beta", "step"), [(0.9, 0.1), (0.999, 0.001), (0.0, 0.1)])
def test_a_beta_goes_by_what_is_left_to_one(beta, step, spec):
    found = number_step(knob(spec(training__optimizer__beta_2=beta), "training.optimizer.beta_2"))
    assert found == pytest.approx(step, rel=0.01)


def test_every_step_is_positive(spec):
    for found in knobs(spec()):
        if found.kind in ("integer", "number"):
            assert (integer_step if found.kind == "integer" else number_step)(found) > 0
