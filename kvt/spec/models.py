"""What is trained. One class a model; its recipes are `kvt/recipes/models/{keras,module}/<kind>.py`."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from kvt.spec.base import Part, knob


def split_sizes(value: object) -> object:
    """'8, 8' as typed in a form or a URL → ('8', '8'); anything else is left to pydantic."""
    if isinstance(value, str):
        return tuple(part for part in value.replace(",", " ").split())
    if isinstance(value, int) and not isinstance(value, bool):
        return (value,)
    return value


Width = Annotated[int, Field(ge=1, le=1024)]


class Mlp(Part):
    """Dense layers one after the other; the last gives logits (or the number itself, for regression)."""

    kind: Literal["mlp"] = "mlp"
    title: ClassVar[str] = "Multilayer perceptron"
    help: ClassVar[str] = "Dense layers, one after the other."
    hidden: Annotated[tuple[Width, ...], BeforeValidator(split_sizes)] = knob(
        (8, 8),
        "Hidden layers",
        "Units of each hidden layer, first to last, such as 8, 8.",
        owner="keras",
        common=True,
        max_length=8,
    )
    activation: Literal["relu", "tanh", "sigmoid", "elu", "selu", "gelu", "silu", "softplus"] = knob(
        "tanh", "Activation", "What each hidden unit does with its sum.", owner="keras", common=True
    )
    dropout: float = knob(
        0.0,
        "Dropout",
        "Share of hidden values set to zero at each training step.",
        owner="keras",
        common=True,
        ge=0.0,
        le=0.9,
    )
    l1: float = knob(
        0.0,
        "L1",
        "Weight of the sum of absolute kernel values in the loss.",
        owner="keras",
        scale="log",
        ge=0.0,
        le=1.0,
    )
    l2: float = knob(
        0.0, "L2", "Weight of the sum of squared kernel values in the loss.", owner="keras", scale="log", ge=0.0, le=1.0
    )
    initializer: Literal[
        "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"
    ] = knob("glorot_uniform", "Initialiser", "How the first kernels are drawn.", owner="keras")
    batch_normalization: bool = knob(
        False,
        "Batch normalisation",
        "Bring each hidden layer's sums to mean 0 and deviation 1 over the batch.",
        owner="keras",
    )


AnyModel = Mlp
