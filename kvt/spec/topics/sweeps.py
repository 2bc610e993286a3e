"""Topics beside the sweeps, of no document: what a batch of configurations buys."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic


class ManyAtOnce(Topic):
    kind: Literal["many_at_once"] = "many_at_once"
    title: ClassVar[str] = "Many at once"
    help: ClassVar[str] = "One XLA program trains all configurations of a small network together, or one after another."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Data", "datasets/moons"),
        ("Networks", "networks/many_networks"),
        ("Keras", "networks/one_of_many"),
    )
    rates: int = knob(
        16,
        "Learning rates",
        "Of Adam, from 0.0003 to 0.1, equally far apart on a log axis.",
        owner="keras",
        setting="LEARNING_RATES",
        ge=2,
        le=32,
    )
    seeds: int = knob(4, "Seeds", "Of the first weights.", owner="keras", ge=1, le=8)
    strengths: int = knob(
        2, "Strengths of L2", "0, then 0.001, and each further one ten times as strong.", owner="keras", ge=1, le=4
    )
    passes: int = knob(20, "Epochs", "Passes over the training samples.", owner="keras", ge=1, le=100)


TOPICS = (ManyAtOnce,)
