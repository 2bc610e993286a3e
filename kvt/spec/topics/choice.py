"""Topics of document 5, which one to choose: a model leaves Python."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic


class Export(Topic):
    kind: Literal["export"] = "export"
    title: ClassVar[str] = "Export"
    help: ClassVar[str] = (
        "One trained network written in the formats of servers, phones and browsers, read back, and compared."
    )
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Data", "datasets/digits"),
        ("Images", "networks/images"),
        ("Trying", "networks/trying"),
        ("Network", "networks/exported"),
    )
    network: Literal["dense", "convolutional", "recurrent", "looped"] = knob(
        "convolutional",
        "Network",
        "What reads the digits: all pixels at once, filters, or a cell row by row, its steps laid out or looped over.",
        owner="keras",
        options={
            "dense": "dense",
            "convolutional": "convolutional",
            "recurrent": "GRU, laid out",
            "looped": "GRU, as a loop",
        },
    )
    passes: int = knob(10, "Epochs", "Passes over the training images.", owner="keras", ge=1, le=50)


TOPICS = (Export,)
