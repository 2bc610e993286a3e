"""Which field matters: the one that does, whether it is a number or a choice, and nothing while nobody can know."""

import pytest

from kvt.sweeps.study import ENOUGH, Study
from kvt.sweeps.sweep import Plan

RATE, KIND = "training.optimizer.learning_rate", "model.activation"
DEPENDS = {RATE: lambda values: abs(values[RATE] - 0.01), KIND: lambda values: ["tanh", "relu"].index(values[KIND])}


@pytest.fixture
def study(tmp_path, search, spec):
    space = search(f"{RATE}:0.0001..1;{KIND}:relu,tanh", sampler="random", trials=24)
    plan = Plan(id="s", workspace="mine", created=1.0, base=spec(), search=space)
    return Study(plan, tmp_path / "journal.jsonl")


def tell(study, trials, loss):
    for _ in range(trials):
        trial = study.ask()
        study.tell(trial.number, "completed", float(loss(trial.values)) + 1e-3 * trial.number, "", 1.0)


@pytest.mark.parametrize("field", [RATE, KIND])
def test_the_field_that_decides_matters_most(study, field):
    tell(study, 24, DEPENDS[field])
    shares = study.importance()
    assert max(shares, key=shares.__getitem__) == field


def test_of_few_trials_nothing_is_said(study):
    tell(study, ENOUGH - 1, DEPENDS[KIND])
    assert study.importance() == {}
    tell(study, 1, DEPENDS[KIND])
    assert study.importance()
