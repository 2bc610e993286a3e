"""A whole experiment: what is trained, on what, how, and by what engine."""

from typing import Literal

from kvt.spec.base import Part, knob
from kvt.spec.board import Board
from kvt.spec.datasets import AnyDataset, Moons
from kvt.spec.debugger import AnyDebugger, Off
from kvt.spec.models import AnyModel, Mlp
from kvt.spec.optimizers import Adam, AnyOptimizer, AnySchedule, AnyStopping, Constant, Never
from kvt.spec.routes import AnyRoute, KerasFit
from kvt.spec.start import Start
from kvt.spec.topics import AnyTopic, Train

LOSSES: dict[str, dict[str, str]] = {
    "binary": {"binary_crossentropy": "binary cross-entropy", "hinge": "hinge"},
    "multiclass": {"sparse_categorical_crossentropy": "categorical cross-entropy"},
    "regression": {
        "mean_squared_error": "mean squared error",
        "mean_absolute_error": "mean absolute error",
        "huber": "Huber",
    },
}


class Training(Part):
    """What Keras's compile and fit are told."""

    epochs: int = knob(
        20, "Epochs", "Passes over the training samples.", owner="keras", unit="epochs", common=True, ge=1, le=10_000
    )
    batch_size: int = knob(
        32, "Batch size", "Samples a step.", owner="keras", unit="samples", scale="log", common=True, ge=1, le=4096
    )
    validation_share: float = knob(
        0.2,
        "Validation share",
        "Share of the samples kept for validation, drawn by the data seed.",
        owner="keras",
        ge=0.0,
        le=0.9,
    )
    loss: Literal[
        "auto",
        "binary_crossentropy",
        "hinge",
        "sparse_categorical_crossentropy",
        "mean_squared_error",
        "mean_absolute_error",
        "huber",
    ] = knob(
        "auto",
        "Loss",
        "What training makes small; by default the task's own.",
        owner="keras",
        options={"auto": "the task's own"}
        | {key: label for losses in LOSSES.values() for key, label in losses.items()},
    )
    optimizer: AnyOptimizer = knob(Adam(), "Optimizer", "How gradients become steps.", owner="keras", common=True)
    schedule: AnySchedule = knob(Constant(), "Learning rate over time", "Constant or falling.", owner="keras")
    stopping: AnyStopping = knob(Never(), "Stop early", "End before the last epoch.", owner="keras")
    stop_on_nan: bool = knob(True, "Stop at NaN", "End the run when the loss is not a number any more.", owner="keras")


class Engine(Part):
    """How TensorFlow computes it: speed and memory, not what is learned."""

    jit_compile: Literal["auto", "on", "off"] = knob(
        "auto",
        "XLA",
        "Compile the step with XLA. By itself Keras leaves it off on a machine with CPUs alone.",
        owner="shared",
        common=True,
        options={"auto": "as Keras decides", "on": "on", "off": "off"},
    )
    steps_per_execution: int = knob(
        1,
        "Steps per execution",
        "Steps that fit runs in one call of the graph.",
        owner="shared",
        unit="steps",
        ge=1,
        le=1000,
    )
    run_eagerly: bool = knob(
        False, "Run eagerly", "fit without a graph: slow, and open to a Python debugger.", owner="shared"
    )
    intra_op_threads: int = knob(
        0,
        "Threads within an operation",
        "0: as TensorFlow decides.",
        owner="engine",
        unit="threads",
        common=True,
        ge=0,
        le=256,
    )
    inter_op_threads: int = knob(
        0, "Threads between operations", "0: as TensorFlow decides.", owner="engine", unit="threads", ge=0, le=256
    )
    memory_growth: bool = knob(
        False,
        "Memory growth",
        "Take a GPU's memory as it is needed rather than all at once; without a GPU it changes nothing.",
        owner="engine",
        needs="gpu",
    )
    memory_limit: int = knob(
        0,
        "Memory limit",
        "The most that is taken of each GPU's memory; 0: no limit. Without a GPU it changes nothing.",
        owner="engine",
        unit="MB",
        needs="gpu",
        ge=0,
        le=1_000_000,
    )
    deterministic: bool = knob(
        False, "Determinism", "Refuse operations whose result may differ from run to run.", owner="engine"
    )
    debugger: AnyDebugger = knob(
        Off(), "Debugger", "TensorFlow's own: what every operation makes, watched. Slows each step.", owner="engine"
    )
    onednn: bool = knob(
        True,
        "oneDNN",
        "Intel's kernels; off takes a fresh process, since TensorFlow reads it when it is imported.",
        owner="engine",
    )


class Seeds(Part):
    """Three seeds apart, so that one source of chance can change alone."""

    data: int = knob(
        0,
        "Data seed",
        "Draws the samples and the split.",
        owner="data",
        setting="DATA_SEED",
        common=True,
        ge=0,
        le=1_000_000_000,
    )
    weights: int = knob(
        0,
        "Weights seed",
        "Draws the first weights and the dropout.",
        owner="keras",
        setting="WEIGHTS_SEED",
        ge=0,
        le=1_000_000_000,
    )
    shuffle: int = knob(
        0,
        "Shuffle seed",
        "Draws the order of the batches.",
        owner="keras",
        setting="SHUFFLE_SEED",
        ge=0,
        le=1_000_000_000,
    )


class Spec(Part):
    """One run, whole: equal specs give equal scripts, and equal scripts equal losses."""

    dataset: AnyDataset = knob(Moons(), "Dataset", "What is learned from.", owner="data", common=True)
    model: AnyModel = knob(Mlp(), "Model", "What is trained.", owner="keras", common=True)
    route: AnyRoute = knob(KerasFit(), "Route", "The way it is trained.", owner="shared", common=True)
    topic: AnyTopic = knob(Train(), "Topic", "What the run is about.", owner="shared")
    training: Training = Training()
    engine: Engine = Engine()
    board: Board = Board()
    seeds: Seeds = Seeds()
    start: Start = Start()

    @property
    def loss(self) -> str:
        """The loss by name, with the task's own where none was chosen."""
        return next(iter(LOSSES[self.dataset.task])) if self.training.loss == "auto" else self.training.loss

    @property
    def metric(self) -> str:
        return "mae" if self.dataset.task == "regression" else "accuracy"

    @property
    def validation_samples(self) -> int:
        return int(self.dataset.size * self.training.validation_share)

    @property
    def steps_per_epoch(self) -> int:
        """Whole batches alone: the last, smaller one is left out, by every route alike."""
        return (self.dataset.size - self.validation_samples) // self.training.batch_size

    @property
    def needs_fresh_process(self) -> bool:
        """Whether a setting must stand before TensorFlow is imported."""
        return not self.engine.onednn
