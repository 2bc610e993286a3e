"""The examples that the documents print: one run each, as printed or repaired.

The script is the example itself, so a new one is two files, `kvt/recipes/examples/<document>_<number>_printed.py` and
`…_repaired.py`, and nothing else.
"""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic

Document = Literal["hyperparameters", "differences", "interaction", "cnn", "choice"]
Version = Literal["printed", "repaired"]


class Example(Topic):
    """`document` is the page that speaks of it."""

    kind: Literal["example"] = "example"
    title: ClassVar[str] = "A printed example"
    help: ClassVar[str] = "What a document prints, run today; and what kvt makes of it."
    document: Document = knob("hyperparameters", "Document", "Where it is printed.", owner="shared")
    number: int = knob(1, "Example", "Its number in the document.", owner="shared", ge=1, le=9)
    version: Version = knob("printed", "Version", "As it is printed, or as it runs today.", owner="shared")

    @property
    def recipe(self) -> str:
        return f"examples/{self.document}_{self.number}_{self.version}"


TOPICS = (Example,)
