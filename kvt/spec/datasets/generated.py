"""Samples drawn by a seed: of two features, of one, sequences, and labels that nothing can be learned from."""

from typing import ClassVar, Literal

from kvt.spec.base import Task, knob
from kvt.spec.datasets.dataset import Dataset, Scaling, scaling


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


class Sine(Generated):
    kind: Literal["sine"] = "sine"
    title: ClassVar[str] = "A noisy sine, step by step"
    help: ClassVar[str] = (
        "Pieces of sines of many pitches: what comes next? A recurrent network reads them step by step, a perceptron "
        "all steps at once."
    )
    task: ClassVar[Task] = "regression"
    sequences: ClassVar[bool] = True
    noise: float = knob(
        0.1,
        "Noise",
        "Standard deviation of what is added to each step that is read; the next value has none.",
        owner="data",
        common=True,
        ge=0.0,
        le=2.0,
    )
    length: int = knob(
        24, "Length", "Time steps of each sequence.", owner="data", unit="time steps", common=True, ge=4, le=200
    )

    @property
    def features(self) -> int:  # type: ignore[override]
        return self.length

    @property
    def shape(self) -> tuple[int, ...]:  # type: ignore[override]
        return (self.length, 1)


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
