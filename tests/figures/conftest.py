import numpy as np
import pytest

from kvt.runs.facts import End, Start
from kvt.runs.history import History


@pytest.fixture
def made():
    """Make a history of `epochs` of four steps each whose loss at step n is 1/n."""

    def make(epochs=3, **changes):
        steps = np.arange(1, 4 * epochs + 1)
        loss = (1 / steps).astype(np.float32)
        facts = {
            "start": Start(0.0, epochs, 4, "accuracy"),
            "steps": steps,
            "loss": loss,
            "metric": 1 - loss,
            "epochs": np.arange(1, epochs + 1),
            "val_loss": loss[3::4] + 1,
            "val_metric": loss[3::4],
            "end": End(
                1.0, "completed", len(steps), epochs, training_seconds=2.0, first_call_steps=2, first_call_seconds=1.0
            ),
        }
        return History(**facts | changes)

    return make
