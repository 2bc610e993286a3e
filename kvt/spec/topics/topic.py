"""What a run is about: training, mostly. Any other topic is a story of its own: `kvt/recipes/topics/<kind>.py`."""

from typing import ClassVar, Literal

from kvt.spec.base import Part


class Topic(Part):
    """`parts` are the recipes that the story builds on, as (heading, recipe), in reading order; a topic that `trains`
    is no story: it trains the spec's model by its route.

    "{dataset}", "{model}" and "{optimizer}" in a recipe's name stand for the spec's kinds.
    """

    parts: ClassVar[tuple[tuple[str, str], ...]] = ()
    trains: ClassVar[bool] = False


class Train(Topic):
    kind: Literal["train"] = "train"
    title: ClassVar[str] = "Train a model"
    help: ClassVar[str] = "Train the model on the dataset by the route."
    trains: ClassVar[bool] = True
