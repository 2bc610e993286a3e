"""keras.utils.PyDataset: fit lets workers, threads or processes, make whole batches ahead of the step."""

from collections.abc import Callable

import keras

from kvt.recipes.pipelines.samples import collate, load
from kvt.recipes.settings import AHEAD, BATCH, BATCHES, PASSES, WORKERS


class Records(keras.utils.PyDataset):
    def __len__(self) -> int:
        return BATCHES

    def __getitem__(self, number: int):
        return collate([load(index) for index in range(number * BATCH, (number + 1) * BATCH)])


class Fed(keras.Model):
    """fit brings the batches; each goes into the same step as those of the other pipelines."""

    def __init__(self, step: Callable) -> None:
        super().__init__()
        self.own_step = step

    def train_step(self, batch):
        return {"loss": self.own_step(*batch)}


def py_dataset(step: Callable, processes: bool = False) -> None:
    records = Records(workers=WORKERS, use_multiprocessing=processes, max_queue_size=AHEAD)
    model = Fed(step)
    model.compile(run_eagerly=True)
    model.fit(records, epochs=PASSES, shuffle=False, verbose=0)
