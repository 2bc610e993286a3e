"""Topics of document 1, hyperparameters."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic


class Owners(Topic):
    kind: Literal["owners"] = "owners"
    title: ClassVar[str] = "Whose knob is it?"
    help: ClassVar[str] = "Which functions of Keras and of TensorFlow take it: found in their signatures."


class Strings(Topic):
    kind: Literal["strings"] = "strings"
    title: ClassVar[str] = "What hides behind a string"
    help: ClassVar[str] = "What Keras makes of names, and one model trained with the names and with the objects."
    name: Literal["adam", "sgd", "rmsprop", "adamw"] = knob(
        "adam", "Optimizer by name", "The string given to compile.", owner="keras", setting="NAME"
    )


class Backends(Topic):
    kind: Literal["backends"] = "backends"
    title: ClassVar[str] = "Backends"
    help: ClassVar[str] = "One Keras model on each backend that is installed, each in a process of its own."


TOPICS = (Owners, Strings, Backends)
