"""Real data that comes with scikit-learn."""

from typing import ClassVar, Literal

from kvt.spec.base import Task, knob
from kvt.spec.datasets.dataset import Dataset, Scaling, scaling


class Packaged(Dataset):
    """Real data that ships with scikit-learn."""

    scaling: Scaling = scaling("standard")


class Digits(Packaged):
    kind: Literal["digits"] = "digits"
    title: ClassVar[str] = "Digits"
    help: ClassVar[str] = "1 797 handwritten digits of 8×8 pixels, or drawn larger."
    task: ClassVar[Task] = "multiclass"
    classes: ClassVar[int] = 10
    available: ClassVar[int] = 1797
    pixels: int = knob(
        8,
        "Size",
        "Height and width of each image. 8 is as they are; 28, drawn larger, takes the work of MNIST and no download.",
        owner="data",
        unit="pixels",
        common=True,
        ge=8,
        le=28,
    )
    scaling: Scaling = scaling("minmax")

    @property
    def shape(self) -> tuple[int, ...]:  # type: ignore[override]
        return (self.pixels, self.pixels, 1)

    @property
    def features(self) -> int:  # type: ignore[override]
        return self.pixels**2


class Iris(Packaged):
    kind: Literal["iris"] = "iris"
    title: ClassVar[str] = "Iris"
    help: ClassVar[str] = "150 flowers of three species, four lengths each."
    task: ClassVar[Task] = "multiclass"
    features: ClassVar[int] = 4
    classes: ClassVar[int] = 3
    names: ClassVar[tuple[str, ...]] = ("setosa", "versicolor", "virginica")
    available: ClassVar[int] = 150


class Wine(Packaged):
    kind: Literal["wine"] = "wine"
    title: ClassVar[str] = "Wine"
    help: ClassVar[str] = "178 wines of three growers, thirteen measurements each."
    task: ClassVar[Task] = "multiclass"
    features: ClassVar[int] = 13
    classes: ClassVar[int] = 3
    available: ClassVar[int] = 178


class BreastCancer(Packaged):
    kind: Literal["breast_cancer"] = "breast_cancer"
    title: ClassVar[str] = "Breast cancer"
    help: ClassVar[str] = "569 biopsies, thirty measurements each: malignant or benign."
    task: ClassVar[Task] = "binary"
    features: ClassVar[int] = 30
    classes: ClassVar[int] = 2
    names: ClassVar[tuple[str, ...]] = ("malignant", "benign")
    available: ClassVar[int] = 569


class Diabetes(Packaged):
    kind: Literal["diabetes"] = "diabetes"
    title: ClassVar[str] = "Diabetes"
    help: ClassVar[str] = (
        "442 patients, ten measurements each; the progression a year later, in deviations from its mean."
    )
    task: ClassVar[Task] = "regression"
    features: ClassVar[int] = 10
    available: ClassVar[int] = 442
