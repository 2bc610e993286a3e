"""What fit tells a report: a callback."""

import keras

from kvt.recipes.report import Report
from kvt.recipes.settings import METRIC, VALIDATION_SAMPLES


class StepReport(keras.callbacks.Callback):
    """Hands on what Keras says: after each step the means over the epoch so far, after each epoch the validation."""

    def __init__(self, report: "Report") -> None:
        super().__init__()
        self.report = report

    def on_epoch_begin(self, epoch, logs=None):
        self.report.begin_epoch()

    def on_train_batch_end(self, batch, logs=None):
        self.report.step(logs["loss"], logs[METRIC])
        self.model.stop_training = self.report.is_over

    def on_epoch_end(self, epoch, logs=None):
        if VALIDATION_SAMPLES:
            self.report.end_epoch(logs["val_loss"], logs["val_" + METRIC])
        else:
            self.report.end_epoch()
