"""What can be learned from. One class a dataset; its recipe is `kvt/recipes/datasets/<kind>.py`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kvt.spec.base import Part, Task, knob

SCALINGS = {"none": "as they are", "standard": "to mean 0, deviation 1", "minmax": "to 0 … 1"}
Scaling = Literal["none", "standard", "minmax"]


def scaling(default: Scaling) -> Scaling:
    return knob(
        default,
        "Scaling of features",
        "Measured on the training samples alone and applied to both, so that nothing of the validation samples leaks.",
        owner="data",
        options=SCALINGS,
    )


class Dataset(Part):
    """The facts that hold before a sample is loaded: `features` a sample, `classes` (1 for regression), samples."""

    task: ClassVar[Task]
    features: ClassVar[int]
    classes: ClassVar[int] = 1
    available: ClassVar[int]
    shape: ClassVar[tuple[int, ...]] = ()
    needs_download: ClassVar[bool] = False

    @property
    def size(self) -> int:
        """Samples in all, training and validation together."""
        return getattr(self, "samples", self.available)


class Generated(Dataset):
    """Points drawn by NumPy from a seed: as many as asked for."""

    samples: int = knob(
        1000, "Samples", "Points in all, training and validation together.", owner="data", common=True, ge=20, le=20_000
    )
    noise: float = knob(
        0.15,
        "Noise",
        "Standard deviation of what is added to each point.",
        owner="data",
        common=True,
        ge=0.0,
        le=2.0,
    )
    scaling: Scaling = scaling("none")
    available: ClassVar[int] = 20_000


class TwoFeatures(Generated):
    task: ClassVar[Task] = "binary"
    features: ClassVar[int] = 2
    classes: ClassVar[int] = 2


class Moons(TwoFeatures):
    kind: Literal["moons"] = "moons"
    title: ClassVar[str] = "Two moons"
    help: ClassVar[str] = "Two half circles that reach into each other: a line cannot part them."


class Circles(TwoFeatures):
    kind: Literal["circles"] = "circles"
    title: ClassVar[str] = "Two circles"
    help: ClassVar[str] = "One ring inside another."
    noise: float = knob(
        0.1, "Noise", "Standard deviation of what is added to each point.", owner="data", common=True, ge=0.0, le=2.0
    )


class Gaussians(TwoFeatures):
    kind: Literal["gaussians"] = "gaussians"
    title: ClassVar[str] = "Gaussian clouds"
    help: ClassVar[str] = "Three clouds, one a class."
    task: ClassVar[Task] = "multiclass"
    classes: ClassVar[int] = 3
    noise: float = knob(0.5, "Noise", "Standard deviation of each cloud.", owner="data", common=True, ge=0.0, le=2.0)


class Xor(TwoFeatures):
    kind: Literal["xor"] = "xor"
    title: ClassVar[str] = "Exclusive or"
    help: ClassVar[str] = "Four quadrants, opposite ones of one class: the problem that a single layer cannot solve."
    noise: float = knob(
        0.1, "Noise", "Standard deviation of what is added to each point.", owner="data", common=True, ge=0.0, le=2.0
    )


class Spirals(TwoFeatures):
    kind: Literal["spirals"] = "spirals"
    title: ClassVar[str] = "Two spirals"
    help: ClassVar[str] = "Two arms wound around each other: hard for a small network."
    noise: float = knob(
        0.05, "Noise", "Standard deviation of what is added to each point.", owner="data", common=True, ge=0.0, le=2.0
    )


class Wave(Generated):
    kind: Literal["wave"] = "wave"
    title: ClassVar[str] = "A noisy wave"
    help: ClassVar[str] = "One feature, one number to predict: a sine that swells from left to right."
    task: ClassVar[Task] = "regression"
    features: ClassVar[int] = 1


class Dummy(Dataset):
    kind: Literal["dummy"] = "dummy"
    title: ClassVar[str] = "Random labels"
    help: ClassVar[str] = (
        "Random features with random labels: there is nothing to learn, so validation stays at chance."
    )
    task: ClassVar[Task] = "binary"
    classes: ClassVar[int] = 2
    available: ClassVar[int] = 20_000
    samples: int = knob(
        1000, "Samples", "Training and validation together.", owner="data", common=True, ge=20, le=20_000
    )
    columns: int = knob(100, "Features", "Random numbers a sample.", owner="data", common=True, ge=1, le=1000)
    scaling: Scaling = scaling("none")

    @property
    def features(self) -> int:  # type: ignore[override]
        return self.columns


class Packaged(Dataset):
    """Real data that ships with scikit-learn."""

    scaling: Scaling = scaling("standard")


class Digits(Packaged):
    kind: Literal["digits"] = "digits"
    title: ClassVar[str] = "Digits, 8×8"
    help: ClassVar[str] = "1 797 handwritten digits of 8×8 pixels."
    task: ClassVar[Task] = "multiclass"
    features: ClassVar[int] = 64
    classes: ClassVar[int] = 10
    available: ClassVar[int] = 1797
    shape: ClassVar[tuple[int, ...]] = (8, 8, 1)
    scaling: Scaling = scaling("minmax")


class Iris(Packaged):
    kind: Literal["iris"] = "iris"
    title: ClassVar[str] = "Iris"
    help: ClassVar[str] = "150 flowers of three species, four lengths each."
    task: ClassVar[Task] = "multiclass"
    features: ClassVar[int] = 4
    classes: ClassVar[int] = 3
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


class Cifar10(Fetched):
    kind: Literal["cifar10"] = "cifar10"
    title: ClassVar[str] = "CIFAR-10"
    help: ClassVar[str] = "Colour photographs of 32×32 pixels, ten kinds; downloaded on first use."
    features: ClassVar[int] = 3072
    shape: ClassVar[tuple[int, ...]] = (32, 32, 3)


class Csv(Dataset):
    """A visitor's own table, already checked: the file lies beside the script as `data.csv`.

    Made by `kvt.data.csv.describe`, never by hand: `columns` are the numeric features, `categories` the columns that
    become one 0/1 feature a value.
    """

    kind: Literal["csv"] = "csv"
    title: ClassVar[str] = "Your own CSV"
    help: ClassVar[str] = "A table with a header row; choose the column to predict."
    available: ClassVar[int] = 0
    digest: str = knob("", "File", "SHA-256 of the uploaded file.", owner="data", pattern=r"^([0-9a-f]{64})?$")
    target: str = knob("", "Column to predict", "Its values are what the model learns.", owner="data", common=True)
    # Found in the file; nobody types these, so they are no knobs.
    goal: Task = "binary"
    rows: int = Field(0, ge=0, le=1_000_000)
    numbers: tuple[str, ...] = Field((), max_length=2000)
    categories: tuple[str, ...] = Field((), max_length=200)
    labels: tuple[str, ...] = Field((), max_length=1000)
    width: int = Field(0, ge=0, le=5000)
    scaling: Scaling = scaling("standard")

    @property
    def task(self) -> Task:  # type: ignore[override]
        return self.goal

    @property
    def features(self) -> int:  # type: ignore[override]
        return self.width

    @property
    def classes(self) -> int:  # type: ignore[override]
        return max(1, len(self.labels))

    @property
    def size(self) -> int:
        return self.rows


AnyDataset = Annotated[
    Moons
    | Circles
    | Gaussians
    | Xor
    | Spirals
    | Wave
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
