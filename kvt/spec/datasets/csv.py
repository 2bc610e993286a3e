"""A visitor's own table."""

from typing import ClassVar, Literal

from pydantic import Field

from kvt.spec.base import Task, knob
from kvt.spec.datasets.dataset import Dataset, Scaling, scaling


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
    def class_names(self) -> tuple[str, ...]:
        return self.labels

    @property
    def size(self) -> int:
        return self.rows
