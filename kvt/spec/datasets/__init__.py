"""What can be learned from. One class a dataset; its recipe is `kvt/recipes/datasets/<kind>.py`."""

from typing import Annotated

from pydantic import Field

from kvt.spec.datasets.csv import Csv
from kvt.spec.datasets.dataset import Dataset
from kvt.spec.datasets.fetched import Cifar10, FashionMnist, Mnist
from kvt.spec.datasets.generated import Circles, Dummy, Gaussians, Moons, Sine, Spirals, Wave, Xor
from kvt.spec.datasets.packaged import BreastCancer, Diabetes, Digits, Iris, Wine

AnyDataset = Annotated[
    Moons
    | Circles
    | Gaussians
    | Xor
    | Spirals
    | Wave
    | Sine
    | Dummy
    | Digits
    | Iris
    | Wine
    | BreastCancer
    | Diabetes
    | Mnist
    | FashionMnist
    | Cifar10
    | Csv,
    Field(discriminator="kind"),
]

__all__ = ["AnyDataset", "Csv", "Dataset", "Moons"]
