"""What does not go together, told before a run rather than by it. One function a clash; all of them are asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kvt.errors import ClashError
from kvt.spec.datasets import Csv, Dataset
from kvt.spec.knobs import variants
from kvt.spec.models import Cnn, Rnn
from kvt.spec.optimizers import Patience, Sgd
from kvt.spec.spec import LOSSES, Spec
from kvt.spec.start import no_way_on
from kvt.spec.topics.queues import Pipelines

PIPELINE_SECONDS = 10  # of one input pipeline in which nothing overlaps


@dataclass(frozen=True)
class Clash:
    """`paths` are the fields to look at; `sentence` says why they do not go together and what to change."""

    paths: tuple[str, ...]
    sentence: str


def clashes(spec: Spec) -> list[Clash]:
    if not spec.topic.trains:
        return list(pipelines_end_soon(spec))  # the other topics read a few fields each, none of which clash
    return [clash for rule in RULES for clash in rule(spec)]


def check(spec: Spec) -> None:
    """Raise ClashError with every reason why `spec` cannot run."""
    if found := clashes(spec):
        raise ClashError(" ".join(clash.sentence for clash in found))


def csv_is_chosen(spec: Spec) -> Iterator[Clash]:
    if isinstance(spec.dataset, Csv) and not spec.dataset.digest:
        yield Clash(("dataset.digest",), "No file is chosen yet: upload a CSV and choose the column to predict.")


def loss_fits_task(spec: Spec) -> Iterator[Clash]:
    if spec.loss not in LOSSES[spec.dataset.task]:
        fitting = " or ".join(LOSSES[spec.dataset.task].values())
        yield Clash(
            ("training.loss", "dataset"),
            f"The loss {spec.loss} does not fit {spec.dataset.title}, a {spec.dataset.task} task: choose {fitting}.",
        )


def batch_fits_samples(spec: Spec) -> Iterator[Clash]:
    left = spec.dataset.size - spec.validation_samples
    if spec.dataset.size and spec.steps_per_epoch < 1:
        yield Clash(
            ("training.batch_size", "dataset.samples"),
            f"A batch of {spec.training.batch_size} is more than the {left} training samples: make the batch smaller.",
        )


def stopping_needs_validation(spec: Spec) -> Iterator[Clash]:
    if isinstance(spec.training.stopping, Patience) and spec.validation_samples < 1:
        yield Clash(
            ("training.stopping", "training.validation_share"),
            "Stopping early watches the validation loss: keep a share of the samples for validation.",
        )


def nesterov_needs_momentum(spec: Spec) -> Iterator[Clash]:
    optimizer = spec.training.optimizer
    if isinstance(optimizer, Sgd) and optimizer.nesterov and not optimizer.momentum:
        yield Clash(
            ("training.optimizer.nesterov", "training.optimizer.momentum"),
            "Nesterov looks ahead along the momentum, and the momentum is 0: set a momentum, or Nesterov off.",
        )


def eager_excludes_graphs(spec: Spec) -> Iterator[Clash]:
    engine = spec.engine
    if engine.run_eagerly and engine.jit_compile == "on":
        yield Clash(
            ("engine.run_eagerly", "engine.jit_compile"),
            "XLA compiles a graph, and an eager run has none: switch one of the two off.",
        )
    if engine.run_eagerly and engine.steps_per_execution > 1:
        yield Clash(
            ("engine.run_eagerly", "engine.steps_per_execution"),
            "Several steps per execution run inside one graph, and an eager run has none: set it to 1, or eager off.",
        )


def execution_fits_epoch(spec: Spec) -> Iterator[Clash]:
    steps = spec.steps_per_epoch
    if steps >= 1 and steps % spec.engine.steps_per_execution:
        yield Clash(
            ("engine.steps_per_execution", "training.batch_size"),
            f"An epoch has {steps} steps, which is not a multiple of {spec.engine.steps_per_execution} steps per "
            f"execution: choose one of {_divisors(steps)}.",
        )


def by_hand_is_not_all(spec: Spec) -> Iterator[Clash]:
    optimizer, route = spec.training.optimizer, spec.route
    if route.flavour != "module":
        return
    if optimizer.ema:
        yield Clash(
            ("training.optimizer.ema", "route"),
            f"{route.title} writes its optimizer out and keeps no average of the weights: "
            "switch the average off, or leave this route out.",
        )
    if optimizer.accumulation > 1:
        yield Clash(
            ("training.optimizer.accumulation", "route"),
            f"{route.title} writes its optimizer out and does not accumulate gradients: "
            "set it to 1, or leave this route out.",
        )


def convolutions_need_images(spec: Spec) -> Iterator[Clash]:
    if isinstance(spec.model, Cnn) and not _has_images(spec.dataset):
        datasets = variants(Spec.model_fields["dataset"].annotation).values()
        images = [dataset.title for dataset in datasets if _has_images(dataset)]
        yield Clash(
            ("model", "dataset"),
            f"A convolution slides over images, and {spec.dataset.title} has none: "
            f"choose {', '.join(images[:-1])} or {images[-1]}, or another model.",
        )


def pooling_leaves_a_pixel(spec: Spec) -> Iterator[Clash]:
    model, shape = spec.model, spec.dataset.shape
    if isinstance(model, Cnn) and _has_images(spec.dataset) and model.pooling != "none":
        most = min(shape[:2]).bit_length() - 1  # so often can a side be halved
        if len(model.filters) > most:
            yield Clash(
                ("model.filters", "model.pooling", "dataset"),
                f"{len(model.filters)} poolings, each halving the sides, leave nothing of {shape[0]}×{shape[1]} "
                f"pixels: have at most {most} blocks of filters, or no pooling.",
            )


def deterministic_xla_has_no_maximum(spec: Spec) -> Iterator[Clash]:
    # XLA raises UnimplementedError for the gradient of max pooling when it must be deterministic, on CPUs too.
    if isinstance(spec.model, Cnn) and spec.model.pooling == "max" and spec.engine.deterministic and _compiles(spec):
        yield Clash(
            ("model.pooling", "engine.deterministic", "engine.jit_compile", "route"),
            f"XLA has no deterministic gradient for max pooling, and {spec.route.title} runs under XLA: pool by the "
            "mean, or switch determinism or XLA off.",
        )


def recurrence_needs_sequences(spec: Spec) -> Iterator[Clash]:
    if isinstance(spec.model, Rnn) and not spec.dataset.sequences:
        datasets = variants(Spec.model_fields["dataset"].annotation).values()
        fitting = " or ".join(dataset.title for dataset in datasets if dataset.sequences)
        yield Clash(
            ("model", "dataset"),
            f"A recurrent network reads sequences step by step, and {spec.dataset.title} has none: choose {fitting}, "
            "or another model.",
        )


def _has_images(dataset: Dataset | type[Dataset]) -> bool:
    return bool(dataset.shape) and not dataset.sequences


def augmentation_has_no_xla(spec: Spec) -> Iterator[Clash]:
    # XLA has no ImageProjectiveTransformV3, by which Keras's layers and TensorFlow alone shift and turn.
    if isinstance(spec.model, Cnn) and spec.model.augmentation and _compiles(spec):
        yield Clash(
            ("model.augmentation", "engine.jit_compile", "route"),
            f"XLA cannot compile the operation that shifts and turns images, and {spec.route.title} runs under XLA: "
            "set augmentation to 0, or switch XLA off or leave this route out.",
        )


def memory_grows_or_is_limited(spec: Spec) -> Iterator[Clash]:
    if spec.engine.memory_growth and spec.engine.memory_limit:
        yield Clash(
            ("engine.memory_growth", "engine.memory_limit"),
            "TensorFlow takes a GPU's memory as it grows or up to a limit, and refuses both: switch growth off, or set "
            "the limit to 0.",
        )


def pipelines_end_soon(spec: Spec) -> Iterator[Clash]:
    if isinstance(spec.topic, Pipelines) and spec.topic.serial_seconds > PIPELINE_SECONDS:
        yield Clash(
            ("topic.work_ms", "topic.step_ms", "topic.batch", "topic.batches", "topic.passes"),
            f"One pipeline alone would take {spec.topic.serial_seconds:.0f} s, and eleven run one after the other: "
            f"lower the work, the step or the number of samples until it is {PIPELINE_SECONDS} s at most.",
        )


def steering_reaches_each_step(spec: Spec) -> Iterator[Clash]:
    if spec.topic.kind != "steering":
        return
    if spec.route.recipe not in ("keras_fit", "tape") or spec.route.flavour != "keras":
        yield Clash(
            ("route",), f"{spec.route.title} hands nothing to who would steer it: choose fit, or a tape by hand."
        )
    if spec.training.schedule.kind != "constant":
        yield Clash(
            ("training.schedule",), "A learning rate that follows a schedule cannot be steered: choose a constant one."
        )
    if spec.route.way == "keras" and spec.engine.steps_per_execution > 1:
        yield Clash(
            ("engine.steps_per_execution",), "Within one execution fit lets nobody in: set steps per execution to 1."
        )


def debugger_sees_operations(spec: Spec) -> Iterator[Clash]:
    if spec.engine.debugger.kind != "off" and _compiles(spec):
        yield Clash(
            ("engine.debugger", "engine.jit_compile", "route"),
            f"XLA fuses the operations that the debugger looks at, and {spec.route.title} runs under XLA: switch XLA "
            "or the debugger off.",
        )


def _compiles(spec: Spec) -> bool:
    """Whether XLA compiles the step: an epoch graph decides by its kind, and an eager tape has nothing to compile."""
    if spec.route.recipe == "epoch_graph" or spec.route.kind == "tape_eager":
        return spec.route.kind == "epoch_graph_xla"
    return spec.engine.jit_compile == "on"


def _divisors(steps: int) -> str:
    return ", ".join(str(size) for size in range(1, min(steps, 1000) + 1) if steps % size == 0)


def going_on_goes_further(spec: Spec) -> Iterator[Clash]:
    done = spec.start.epochs_done
    if done and (sentence := no_way_on(spec)):
        yield Clash(("start",), sentence)
    if done >= spec.training.epochs:
        yield Clash(
            ("training.epochs",),
            f"The run that this one goes on from has done {done} epochs: choose more than that.",
        )


RULES: tuple[Callable[[Spec], Iterator[Clash]], ...] = (
    csv_is_chosen,
    loss_fits_task,
    batch_fits_samples,
    stopping_needs_validation,
    nesterov_needs_momentum,
    eager_excludes_graphs,
    execution_fits_epoch,
    by_hand_is_not_all,
    convolutions_need_images,
    pooling_leaves_a_pixel,
    deterministic_xla_has_no_maximum,
    debugger_sees_operations,
    steering_reaches_each_step,
    augmentation_has_no_xla,
    memory_grows_or_is_limited,
    recurrence_needs_sequences,
    going_on_goes_further,
)
