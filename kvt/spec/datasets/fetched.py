"""Images that Keras downloads on first use."""

from typing import ClassVar, Literal

from kvt.spec.base import Task, knob
from kvt.spec.datasets.dataset import Dataset, Scaling, scaling


class Fetched(Dataset):
    """Images that Keras downloads once and keeps in ~/.keras/datasets."""

    task: ClassVar[Task] = "multiclass"
    classes: ClassVar[int] = 10
    needs_download: ClassVar[bool] = True
    samples: int = knob(
        2000, "Samples", "How many of the training images to use.", owner="data", common=True, ge=100, le=50_000
    )
    scaling: Scaling = scaling("minmax")
    available: ClassVar[int] = 50_000


class Mnist(Fetched):
    kind: Literal["mnist"] = "mnist"
    title: ClassVar[str] = "MNIST"
    help: ClassVar[str] = "Handwritten digits of 28×28 pixels; downloaded on first use."
    features: ClassVar[int] = 784
    shape: ClassVar[tuple[int, ...]] = (28, 28, 1)


class FashionMnist(Fetched):
    kind: Literal["fashion_mnist"] = "fashion_mnist"
    title: ClassVar[str] = "Fashion-MNIST"
    help: ClassVar[str] = "Clothes, 28×28 pixels, ten kinds; downloaded on first use."
    features: ClassVar[int] = 784
    shape: ClassVar[tuple[int, ...]] = (28, 28, 1)
    names: ClassVar[tuple[str, ...]] = (
        "T-shirt",
        "trousers",
        "pullover",
        "dress",
        "coat",
        "sandal",
        "shirt",
        "sneaker",
        "bag",
        "boot",
    )


class Cifar10(Fetched):
    kind: Literal["cifar10"] = "cifar10"
    title: ClassVar[str] = "CIFAR-10"
    help: ClassVar[str] = "Colour photographs of 32×32 pixels, ten kinds; downloaded on first use."
    features: ClassVar[int] = 3072
    shape: ClassVar[tuple[int, ...]] = (32, 32, 3)
    names: ClassVar[tuple[str, ...]] = (
        "plane",
        "car",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "truck",
    )
