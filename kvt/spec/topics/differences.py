"""Topics of document 2, key differences."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic


class Tracing(Topic):
    kind: Literal["tracing"] = "tracing"
    title: ClassVar[str] = "Tracing"
    help: ClassVar[str] = "How often tf.function runs the Python code, and how fast the graph is that it drew."
    calls: int = knob(5, "Calls", "Calls of one function, each with another number.", owner="shared", ge=1, le=100)


class Tensors(Topic):
    kind: Literal["tensors"] = "tensors"
    title: ClassVar[str] = "Tensors by hand"
    help: ClassVar[str] = "A formula and its slope, and a product of matrices, without any model."
    formula: Literal["square", "cube", "sine", "bump", "softplus", "tanh"] = knob(
        "square",
        "Formula",
        "What is computed for nine values of x, and differentiated.",
        owner="shared",
        options={
            "square": "x²",
            "cube": "x³ − x",
            "sine": "sin x",
            "bump": "exp(−x²)",
            "softplus": "log(1 + exp x)",
            "tanh": "tanh x",
        },
    )
    size: int = knob(256, "Matrix size", "Rows and columns of the two matrices.", owner="shared", ge=2, le=1024)


TOPICS = (Tracing, Tensors)
