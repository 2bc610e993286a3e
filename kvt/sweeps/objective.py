"""What trials are compared by, read from what their runs have told."""

import numpy as np

from kvt.errors import RunError
from kvt.runs.history import History
from kvt.runs.store import Store
from kvt.runs.tail import follow
from kvt.spec import Spec
from kvt.sweeps.search import Objective


def at_epochs(history: History, objective: Objective) -> dict[int, float]:
    """The objective at the end of each epoch so far; NaN where the loss was no number."""
    told = history.val_loss if objective == "val_loss" else history.val_metric
    return {int(epoch): float(value) for epoch, value in zip(history.epochs, told, strict=True)}


def at_end(history: History, objective: Objective, base: Spec) -> float | None:
    """The objective of the model that was saved: of the last epoch, or of the best where training went back to it.

    None where no epoch ended; NaN where the loss was no number.
    """
    values = list(at_epochs(history, objective).values())
    if not values:
        return None
    stopping = base.training.stopping
    went_back = stopping.kind == "patience" and stopping.restore_best and np.isfinite(history.val_loss).any()
    return values[int(np.nanargmin(history.val_loss)) if went_back else -1]


class Ear:
    """The histories of a sweep's runs, each read once and then only onwards."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, History]] = {}

    def history(self, store: Store, id: str) -> History:
        """All that the run has told so far; of one that is damaged or was deleted, what was heard of it before."""
        offset, history = self._heard.get(id, (0, History()))
        try:
            events, offset = follow(store.get(id).events_path, offset)
            history = history.extend(events)
        except RunError:
            return history
        self._heard[id] = (offset, history)
        return history

    def forget(self, id: str) -> None:
        self._heard.pop(id, None)
