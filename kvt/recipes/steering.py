"""Steer a training while it runs: pause, go on, take one step, change the learning rate."""

import json
import time

import keras

from kvt.recipes.report import Report
from kvt.recipes.settings import PACE, RATES, REPLAYED, ROUTE

if REPLAYED:

    class Steering:
        """Changes the learning rate before the same steps as in the run that this one repeats."""

        def __init__(self, optimizer: keras.optimizers.Optimizer, report: "Report") -> None:
            self.optimizer, self.report = optimizer, report

        def wait(self) -> None:
            step = self.report.step_count + 1
            for when, rate in RATES:
                if when == step:
                    self.optimizer.learning_rate = rate
                    self.report.write("result", name="control", step=step, do="rate", rate=rate)

else:

    class Steering:
        """Obeys the lines of control.jsonl, to which anybody may append while this runs:

            {"do": "pause"}   {"do": "play"}   {"do": "step"}   {"do": "rate", "rate": 0.01}

        What was obeyed, and before which step, is told to the report.
        """

        def __init__(self, optimizer: keras.optimizers.Optimizer, report: "Report") -> None:
            self.optimizer, self.report = optimizer, report
            self.lines = open("control.jsonl", "a+b")
            self.lines.seek(0)
            self.is_paused = False
            self.granted = 0  # single steps
            self.due = time.perf_counter()

        def wait(self) -> None:
            """Returns when the next step may be taken: it is not paused, and not ahead of PACE."""
            self.obey()
            while (self.is_paused and not self.granted) or time.perf_counter() < self.due:
                if self.report.is_over:
                    raise KeyboardInterrupt  # stopped while it waits: the next step is not taken
                self.report.flush()
                time.sleep(0.01)
                self.obey()
            self.granted = max(0, self.granted - 1)
            self.due = max(self.due + 1 / PACE, time.perf_counter())
            self.report.begin_epoch()  # waiting is no training: the clock starts anew

        def obey(self) -> None:
            while line := self.lines.readline():
                if not line.endswith(b"\n"):
                    self.lines.seek(self.lines.tell() - len(line))  # half written: the rest comes soon
                    return
                command = json.loads(line)
                do = command["do"]
                if do == "rate":
                    self.optimizer.learning_rate = float(command["rate"])
                elif do == "step":
                    self.is_paused = True
                    self.granted += 1
                else:
                    self.is_paused = do == "pause"
                    self.granted = 0
                self.report.write("result", name="control", step=self.report.step_count + 1, **command)


if ROUTE == "keras_fit" or ROUTE == "keras_train_step":

    class SteeringCallback(keras.callbacks.Callback):
        """fit lets nobody into its loop: before each batch it calls this, and waits until it returns."""

        def __init__(self, steering: "Steering") -> None:
            super().__init__()
            self.steering = steering

        def on_train_batch_begin(self, batch, logs=None):
            self.steering.wait()
