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
Filters = Annotated[int, Field(ge=1, le=256)]
Activation = Annotated[
    Literal["relu", "tanh", "sigmoid", "elu", "selu", "gelu", "silu", "softplus"],
    knob(..., "Activation", "What each hidden unit does with its sum.", owner="keras", common=True),
]


class Network(Part):
    """What every network can be told of its kernels."""

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


class Mlp(Network):
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
    activation: Activation = "tanh"
    dropout: float = knob(
        0.0,
        "Dropout",
        "Share of hidden values set to zero at each training step.",
        owner="keras",
        common=True,
        ge=0.0,
        le=0.9,
    )
    batch_normalization: bool = knob(
        False,
        "Batch normalisation",
        "Bring each hidden layer's sums to mean 0 and deviation 1 over the batch.",
        owner="keras",
    )


class Cnn(Network):
    """Blocks of a convolution and a pooling, then a dense layer if asked, then the dense layer that gives logits."""

    kind: Literal["cnn"] = "cnn"
    title: ClassVar[str] = "Convolutional network"
    help: ClassVar[str] = "Filters that slide over images, block after block, and a dense layer at the end."
    filters: Annotated[tuple[Filters, ...], BeforeValidator(split_sizes)] = knob(
        (32,),
        "Filters",
        "Filters of each block's convolution, first to last, such as 16, 32.",
        owner="keras",
        common=True,
        min_length=1,
        max_length=4,
    )
    pooling: Literal["max", "average", "none"] = knob(
        "max",
        "Pooling",
        "What each block makes of every square of 2×2 values; it halves height and width.",
        owner="keras",
        common=True,
        options={"max": "maximum", "average": "mean", "none": "none"},
    )
    kernel_size: int = knob(
        3, "Kernel size", "Height and width of each filter, in pixels.", owner="keras", common=True, ge=1, le=7
    )
    units: int = knob(
        0,
        "Dense units",
        "Units of a dense layer between the blocks and the last layer; 0: no such layer.",
        owner="keras",
        unit="units",
        common=True,
        ge=0,
        le=1024,
    )
    activation: Activation = "relu"
    dropout: float = knob(
        0.0,
        "Dropout",
        "Share of the values before the last layer set to zero at each training step.",
        owner="keras",
        common=True,
        ge=0.0,
        le=0.9,
    )
    batch_normalization: bool = knob(
        False,
        "Batch normalisation",
        "Bring each filter's sums to mean 0 and deviation 1 over the batch.",
        owner="keras",
    )
    augmentation: float = knob(
        0.0,
        "Augmentation",
        "At each step every training image is shifted by up to this share of its sides, and turned by up to this share "
        "of a half turn. 0: images stay as they are.",
        owner="keras",
        ge=0.0,
        le=0.5,
    )
    convolution: Literal["direct", "shifted"] = knob(
        "direct",
        "Convolution",
        "By TensorFlow's own operation, or as shifted copies of the image times one matrix: the same sums; "
        "compare the two under XLA.",
        owner="engine",
        options={"direct": "one operation", "shifted": "shifted copies × matrix"},
    )


class Rnn(Network):
    """One recurrent layer that reads a sequence step by step, then the dense layer that gives logits or the number."""

    kind: Literal["rnn"] = "rnn"
    title: ClassVar[str] = "Recurrent network"
    help: ClassVar[str] = "A cell that reads a sequence step by step and keeps a state, and a dense layer at the end."
    cell: Literal["simple", "gru", "lstm"] = knob(
        "gru",
        "Cell",
        "What becomes of the state at each time step: one layer, or gates that decide what is kept.",
        owner="keras",
        common=True,
        options={"simple": "SimpleRNN", "gru": "GRU", "lstm": "LSTM"},
    )
    units: int = knob(16, "Units", "Size of the state.", owner="keras", unit="units", common=True, ge=1, le=512)
    activation: Activation = "tanh"
    dropout: float = knob(
        0.0,
        "Dropout",
        "Share of the last state's values set to zero at each training step.",
        owner="keras",
        common=True,
        ge=0.0,
        le=0.9,
    )
    unroll: bool = knob(
        False,
        "Unroll",
        "Lay the time steps out one after the other in the graph, rather than loop over them: more to trace and to "
        "compile, less to do at each step.",
        owner="shared",
        common=True,
    )


AnyModel = Annotated[Mlp | Cnn | Rnn, Field(discriminator="kind")]
