"""Topics of document 4, convolutional networks."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic

IMAGES = (("Data", "datasets/digits"), ("Images", "networks/images"))


def passes(default: int) -> int:
    return knob(default, "Epochs", "Passes over the training images.", owner="keras", ge=1, le=50)


class SummedLoss(Topic):
    kind: Literal["summed_loss"] = "summed_loss"
    title: ClassVar[str] = "A loss for each sample"
    help: ClassVar[str] = "A loop that differentiates a mean, and one that differentiates a value a sample, beside fit."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (*IMAGES, ("Network", "networks/small_cnn"))
    batch: int = knob(32, "Batch size", "Samples a step.", owner="keras", unit="samples", ge=1, le=512)
    rate: float = knob(
        0.1,
        "Rate of SGD",
        "SGD's learning rate; Adam keeps its own default.",
        owner="keras",
        scale="log",
        ge=1e-5,
        le=10.0,
    )
    passes: int = passes(6)


class InsertedLayer(Topic):
    kind: Literal["inserted_layer"] = "inserted_layer"
    title: ClassVar[str] = "A layer between the layers"
    help: ClassVar[str] = "A layer of one's own within a convolutional network: as printed, and with a kernel's shape."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        *IMAGES,
        ("Trying", "networks/trying"),
        ("Layer", "networks/inserted_layer"),
    )
    units: int = knob(64, "Units", "Outputs of the layer at each pixel.", owner="keras", ge=1, le=256)
    passes: int = passes(6)


class Attention(Topic):
    kind: Literal["attention"] = "attention"
    title: ClassVar[str] = "Attention"
    help: ClassVar[str] = (
        "Attention between the pixels of a convolutional network: as a layer of Keras, and without any Keras."
    )
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        *IMAGES,
        ("With Keras", "networks/attention_keras"),
        ("By hand", "networks/attention_by_hand"),
    )
    filters: int = knob(16, "Filters", "Of the convolution; features of each pixel.", owner="keras", ge=1, le=64)
    heads: int = knob(2, "Heads", "Ways of attending, beside each other.", owner="keras", ge=1, le=8)
    passes: int = passes(6)


class Convolution(Topic):
    kind: Literal["convolution"] = "convolution"
    title: ClassVar[str] = "One convolution"
    help: ClassVar[str] = "One image under four filters: by a layer of Keras, an operation of TensorFlow, and loops."
    parts: ClassVar[tuple[tuple[str, str], ...]] = IMAGES
    image: int = knob(0, "Image", "Which of the 1 797 digits.", owner="data", ge=0, le=1796)
    kernel_size: int = knob(3, "Kernel size", "Height and width of each filter, in pixels.", owner="keras", ge=2, le=7)


TOPICS = (SummedLoss, InsertedLayer, Attention, Convolution)
