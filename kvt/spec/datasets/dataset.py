"""What every dataset has in common."""

from typing import ClassVar, Literal

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
    sequences: ClassVar[bool] = False  # then the shape is (time steps, features), else that of an image
    needs_download: ClassVar[bool] = False
    names: ClassVar[tuple[str, ...]] = ()

    @property
    def size(self) -> int:
        """Samples in all, training and validation together."""
        return getattr(self, "samples", self.available)

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the classes are called: by their numbers, where they have no names."""
        return self.names or tuple(map(str, range(self.classes)))
