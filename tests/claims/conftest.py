"""Outcomes made up for claims: what a verdict says must follow from these figures alone."""

import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.runs.facts import End, Start
from kvt.runs.history import History
from kvt.script import script
from kvt.spec import parse

STEPS = 40


@pytest.fixture
def outcome():
    """outcome("tape_graph", speed=1000, loss=…): a completed run of that route, its script the real one."""

    def make(
        route, *, speed=1000.0, first=0.3, loss=None, weights=(), state="completed", reason="completed", text=None
    ):
        spec = parse({"route": route}).spec
        loss = np.linspace(0.7, 0.1, STEPS, dtype=np.float32) if loss is None else np.asarray(loss, np.float32)
        history = History(
            start=Start(time=0.0, epochs=2, steps_per_epoch=STEPS // 2, metric="accuracy"),
            steps=np.arange(1, len(loss) + 1),
            loss=loss,
            metric=1 - loss,
            end=End(
                time=9.0,
                reason=reason,
                steps=len(loss),
                epochs=2,
                training_seconds=first + (len(loss) - 1) / speed,
                first_call_steps=1,
                first_call_seconds=first,
            ),
        )
        return Outcome(spec, state, history, script(spec) if text is None else text, tuple(weights), 90_000_000)

    return make


@pytest.fixture
def claim():
    """claim("2.1"): the claim of that number."""
    from kvt.claims import CLAIMS

    return {claim.number: claim for claims in CLAIMS.values() for claim in claims}.__getitem__


@pytest.fixture
def story():
    """story("tensors", {…}, …): a completed run of that topic that found these results."""

    def make(topic, *results, state="completed"):
        end = End(time=1.0, reason="completed", steps=0, epochs=0, training_seconds=0.1)
        return Outcome(parse({"topic": topic}).spec, state, History(results=results, end=end), "")

    return make
