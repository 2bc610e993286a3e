"""Many networks trained by one program are those that are trained alone, and by Keras."""

import numpy as np
import pytest

from kvt.views.many_at_once import calm_below

pytestmark = pytest.mark.tensorflow

FEW = {"topic__rates": 4, "topic__seeds": 2, "topic__strengths": 2, "topic__passes": 4}


@pytest.fixture(scope="module")
def told(trained, spec):
    (run,) = trained(spec(topic="many_at_once", **FEW))
    return run.history().results


def test_together_alone_and_by_keras_they_learn_the_same(told):
    asked, together, alone, *keras = told
    assert len(asked["rates"]) == len(together["losses"]) == len(alone["losses"]) == 16
    np.testing.assert_allclose(together["losses"], alone["losses"], atol=1e-5)
    assert [run["place"] for run in keras] == [0, 8]
    for run in keras:
        assert abs(run["loss"] - together["losses"][run["place"]]) < 1e-5
    assert calm_below(asked, [0.0] * 16) == max(asked["rates"])


def test_every_configuration_is_another_and_learns(told):
    asked, together = told[:2]
    assert len(set(zip(asked["rates"], asked["strengths"], asked["seeds"], strict=True))) == 16
    assert len({round(loss, 6) for loss in together["losses"]}) == 16
    assert min(together["losses"]) < 0.2 < max(together["losses"])
    assert all(way["seconds"] > 0 and way["first_seconds"] > 0 for way in told[1:])
