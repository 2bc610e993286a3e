"""Optimizers with all they take, learning-rate schedules and early stopping. All of it is Keras's."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kvt.spec.base import Part, knob

CLIPS = {
    "none": "not at all",
    "value": "each entry",
    "norm": "each variable's norm",
    "global_norm": "the norm of all together",
}


class Optimizer(Part):
    """What every Keras optimizer takes. 0 turns a number off."""

    learning_rate: float = knob(
        0.03, "Learning rate", "How far a step goes.", owner="keras", scale="log", common=True, gt=0.0, le=10.0
    )
    weight_decay: float = knob(
        0.0,
        "Weight decay",
        "Share of each weight, times the rate, taken off at each step.",
        owner="keras",
        scale="log",
        ge=0.0,
        le=1.0,
    )
    clip: Literal["none", "value", "norm", "global_norm"] = knob(
        "none", "Clip gradients", "Bound the gradients before the step.", owner="keras", options=CLIPS
    )
    clip_limit: float = knob(1.0, "Clip at", "The bound.", owner="keras", scale="log", gt=0.0, le=1000.0)
    ema: bool = knob(
        False, "Average the weights", "Keep a moving average of the weights and end with it.", owner="keras"
    )
    ema_momentum: float = knob(
        0.99, "Average's momentum", "How slowly the average follows.", owner="keras", ge=0.0, lt=1.0
    )
    accumulation: int = knob(
        1,
        "Accumulate gradients",
        "Batches whose gradients are averaged before a step.",
        owner="keras",
        unit="batches",
        ge=1,
        le=100,
    )


class Sgd(Optimizer):
    kind: Literal["sgd"] = "sgd"
    title: ClassVar[str] = "SGD"
    help: ClassVar[str] = "Down the gradient, with momentum if asked."
    learning_rate: float = knob(
        0.1, "Learning rate", "How far a step goes.", owner="keras", scale="log", common=True, gt=0.0, le=10.0
    )
    momentum: float = knob(
        0.0, "Momentum", "Share of the last step that goes on.", owner="keras", common=True, ge=0.0, lt=1.0
    )
    nesterov: bool = knob(False, "Nesterov", "Look ahead along the momentum.", owner="keras")


class Rmsprop(Optimizer):
    kind: Literal["rmsprop"] = "rmsprop"
    title: ClassVar[str] = "RMSprop"
    help: ClassVar[str] = "Each gradient divided by the root of its recent mean square."
    rho: float = knob(0.9, "Rho", "How slowly the mean square forgets.", owner="keras", common=True, ge=0.0, lt=1.0)
    momentum: float = knob(
        0.0, "Momentum", "Share of the last step that goes on.", owner="keras", common=True, ge=0.0, lt=1.0
    )
    epsilon: float = knob(1e-7, "Epsilon", "Keeps the division finite.", owner="keras", scale="log", gt=0.0, le=1.0)
    centered: bool = knob(False, "Centred", "Subtract the squared mean gradient.", owner="keras")


class Adam(Optimizer):
    kind: Literal["adam"] = "adam"
    title: ClassVar[str] = "Adam"
    help: ClassVar[str] = "Moving means of the gradient and of its square, corrected for their start."
    beta_1: float = knob(
        0.9, "Beta 1", "How slowly the mean gradient forgets.", owner="keras", common=True, ge=0.0, lt=1.0
    )
    beta_2: float = knob(
        0.999, "Beta 2", "How slowly the mean square forgets.", owner="keras", common=True, ge=0.0, lt=1.0
    )
    epsilon: float = knob(1e-7, "Epsilon", "Keeps the division finite.", owner="keras", scale="log", gt=0.0, le=1.0)
    amsgrad: bool = knob(False, "AMSGrad", "Never let the mean square shrink.", owner="keras")


class AdamW(Adam):
    kind: Literal["adamw"] = "adamw"  # type: ignore[assignment]
    title: ClassVar[str] = "AdamW"
    help: ClassVar[str] = "Adam with weight decay that does not pass through the means."
    weight_decay: float = knob(
        0.004,
        "Weight decay",
        "Share of each weight, times the rate, taken off at each step.",
        owner="keras",
        scale="log",
        common=True,
        ge=0.0,
        le=1.0,
    )


AnyOptimizer = Annotated[Sgd | Rmsprop | Adam | AdamW, Field(discriminator="kind")]


class Constant(Part):
    kind: Literal["constant"] = "constant"
    title: ClassVar[str] = "constant"


class ExponentialDecay(Part):
    kind: Literal["exponential"] = "exponential"
    title: ClassVar[str] = "exponential decay"
    decay_rate: float = knob(0.5, "Decay", "Factor over the decay's steps.", owner="keras", gt=0.0, le=1.0)
    decay_steps: int = knob(250, "Decay over", "Steps.", owner="keras", unit="steps", scale="log", ge=1, le=1_000_000)


class CosineDecay(Part):
    kind: Literal["cosine"] = "cosine"
    title: ClassVar[str] = "cosine decay"
    decay_steps: int = knob(500, "Decay over", "Steps.", owner="keras", unit="steps", scale="log", ge=1, le=1_000_000)
    final_share: float = knob(0.0, "Ends at", "Share of the learning rate that is left.", owner="keras", ge=0.0, le=1.0)
    warmup_steps: int = knob(
        0, "Warm-up", "Steps from rate 0 to the full rate.", owner="keras", unit="steps", ge=0, le=100_000
    )


AnySchedule = Annotated[Constant | ExponentialDecay | CosineDecay, Field(discriminator="kind")]


class Never(Part):
    kind: Literal["never"] = "never"
    title: ClassVar[str] = "never"


class Patience(Part):
    kind: Literal["patience"] = "patience"
    title: ClassVar[str] = "when validation loss stalls"
    patience: int = knob(
        5, "Patience", "Epochs without improvement before the end.", owner="keras", unit="epochs", ge=1, le=1000
    )
    min_delta: float = knob(0.0, "Least improvement", "Less than this does not count.", owner="keras", ge=0.0, le=1.0)
    restore_best: bool = knob(True, "Restore the best", "End with the weights of the best epoch.", owner="keras")


AnyStopping = Annotated[Never | Patience, Field(discriminator="kind")]
