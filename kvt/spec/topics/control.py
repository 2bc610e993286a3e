"""Topics of document 5, control: what trains, what becomes of gradients, parts of one's own, a run that is steered."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic

DATA = ("Data", "datasets/moons")
NETWORK = ("Network", "networks/three_layers")


def rate(default: float) -> float:
    return knob(
        default, "Rate of SGD", "SGD's learning rate.", owner="keras", setting="RATE", scale="log", ge=1e-4, le=10.0
    )


class Freezing(Topic):
    kind: Literal["freezing"] = "freezing"
    title: ClassVar[str] = "Freezing variables"
    help: ClassVar[str] = "One layer or variable held still: before compile, after the first fit, and by hand."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        DATA,
        NETWORK,
        ("Through Keras", "networks/frozen_keras"),
        ("By hand", "networks/frozen_by_hand"),
    )
    frozen: Literal[
        "first", "second", "last", "first/kernel", "first/bias", "second/kernel", "second/bias", "last/kernel",
        "last/bias",
    ] = knob(
        "first/kernel",
        "Freeze",
        "A whole layer, or one of its variables.",
        owner="keras",
        options={
            "first": "the first layer",
            "second": "the second layer",
            "last": "the last layer",
        },
    )  # fmt: skip
    rate: float = rate(0.5)
    passes: int = knob(
        20, "Epochs", "In two halves, a fit each; what freezes late freezes between them.", owner="keras", ge=2, le=200
    )


class Gradients(Topic):
    kind: Literal["gradients"] = "gradients"
    title: ClassVar[str] = "Gradients under control"
    help: ClassVar[str] = "Gradients changed before they move a weight: in a train_step of one's own, and by hand."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        DATA,
        NETWORK,
        ("Batches", "networks/batches_in_order"),
        ("Operation", "networks/gradient_operation"),
        ("Spread", "networks/gradient_spread"),
        ("Training", "networks/operated_training"),
    )
    operation: Literal[
        "clip_value", "clip_norm", "clip_global_norm", "scale", "noise", "centralise", "layer_rates", "accumulate"
    ] = knob(
        "clip_global_norm",
        "Do to the gradients",
        "What is done to them between the tape and the optimizer.",
        owner="engine",
        options={
            "clip_value": "clip each number",
            "clip_norm": "clip each variable’s norm",
            "clip_global_norm": "clip the norm of all",
            "scale": "scale",
            "noise": "add noise",
            "centralise": "centralise",
            "layer_rates": "a rate for each layer",
            "accumulate": "accumulate over batches",
        },
    )
    limit: float = knob(
        0.1,
        "Limit",
        "What the number or the norm is clipped to.",
        owner="engine",
        setting="GRADIENT_LIMIT",
        scale="log",
        ge=1e-6,
        le=1000.0,
    )
    factor: float = knob(0.5, "Factor", "What every gradient is multiplied with.", owner="engine", ge=-10.0, le=10.0)
    deviation: float = knob(
        0.03,
        "Deviation",
        "Standard deviation of the noise that is added to each number.",
        owner="engine",
        scale="log",
        gt=0.0,
        le=10.0,
    )
    fading: float = knob(
        0.5,
        "Fading",
        "Each layer's rate, as a share of the rate of the layer after it.",
        owner="engine",
        ge=0.0,
        le=1.0,
    )
    gathered: int = knob(4, "Batches", "Whose gradients are averaged into one step.", owner="engine", ge=2, le=64)
    rate: float = rate(1.0)
    steps: int = knob(80, "Steps", "Batches of 50 samples.", owner="keras", ge=2, le=500)

    @property
    def strength(self) -> str:
        """The field that says how strongly the chosen operation works; "" where it has no strength."""
        return {
            "scale": "factor",
            "noise": "deviation",
            "centralise": "",
            "layer_rates": "fading",
            "accumulate": "gathered",
        }.get(self.operation, "limit")


class Steering(Topic):
    """Trains by the spec's own dataset, model and route; `replayed` repeats the `rates` of a run that was steered."""

    kind: Literal["steering"] = "steering"
    title: ClassVar[str] = "Steering"
    help: ClassVar[str] = "Pause, go on, take one step, change the learning rate, while it trains."
    trains: ClassVar[bool] = True
    pace: int = knob(
        40, "Pace", "Steps a second at the most, so that a person can follow.", owner="shared", ge=1, le=1000
    )
    replayed: bool = knob(
        False, "Repeated", "Nobody steers: learning rates change where they changed in a run before.", owner="shared"
    )
    rates: tuple[tuple[int, float], ...] = ()  # (the step before which, the learning rate)


class FirstModel(Topic):
    kind: Literal["first_model"] = "first_model"
    title: ClassVar[str] = "A first model"
    help: ClassVar[str] = "The example's model, as printed and compiled, on random labels and on labels with a rule."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Trying", "networks/trying"),
        ("Model", "networks/first_model"),
    )
    samples: int = knob(
        1000,
        "Training samples",
        "Each of 100 random numbers.",
        owner="data",
        setting="TRAINING_SAMPLES",
        ge=100,
        le=20_000,
    )
    passes: int = knob(10, "Epochs", "Passes over the training samples.", owner="keras", ge=1, le=200)


TOPICS = (Freezing, Gradients, Steering, FirstModel)
