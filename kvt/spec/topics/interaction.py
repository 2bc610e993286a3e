"""Topics of document 3, how Keras interacts with TensorFlow."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic

DATA = ("Data", "datasets/moons")
TRYING = ("Trying", "networks/trying")


def steps(default: int) -> int:
    return knob(default, "Steps", "Training steps, each over all samples at once.", owner="keras", ge=2, le=200)


class Apis(Topic):
    kind: Literal["apis"] = "apis"
    title: ClassVar[str] = "One network, four ways"
    help: ClassVar[str] = (
        "Which Keras this is, one network in four styles from equal weights, and what TensorFlow runs."
    )
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        DATA,
        ("Four ways", "networks/four_ways"),
        ("No chain", "networks/branching"),
        ("Graphs", "networks/graphs"),
        TRYING,
    )
    units: int = knob(16, "Units", "Outputs of each of the two hidden layers.", owner="keras", ge=1, le=512)
    steps: int = steps(30)


class Extensions(Topic):
    kind: Literal["extensions"] = "extensions"
    title: ClassVar[str] = "Your own parts"
    help: ClassVar[str] = "An own layer, optimizer, gradient, loss and metric, through Keras and by hand."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        DATA,
        TRYING,
        ("Layer", "networks/own_layer"),
        ("Optimizer", "networks/own_optimizer"),
        ("Gradient", "networks/own_gradient"),
        ("Loss and metric", "networks/own_loss"),
        ("Training", "networks/both_loops"),
    )
    units: int = knob(16, "Units", "Outputs of the hidden layer.", owner="keras", ge=1, le=512)
    update: Literal["momentum", "rmsprop", "adagrad", "adam", "lion"] = knob(
        "adam",
        "Your optimizer",
        "The formula by which your own optimizer moves a weight; it is compared with the built-in one.",
        owner="keras",
        options={
            "momentum": "momentum: v = 0.9 v − rate·g",
            "rmsprop": "RMSprop: rate·g / √v",
            "adagrad": "Adagrad: rate·g / √Σg²",
            "adam": "Adam: rate·m / √v",
            "lion": "Lion: rate·sign m",
        },
    )
    gradient: Literal["reverse", "straight_through", "clip"] = knob(
        "straight_through",
        "Your gradient",
        "What tf.custom_gradient puts in the place of TensorFlow's own derivative.",
        owner="engine",
        options={
            "straight_through": "rounds, passes straight through",
            "reverse": "changes nothing, reverses the sign",
            "clip": "changes nothing, clips to ±0.001",
        },
    )
    steps: int = steps(30)


class Strategies(Topic):
    kind: Literal["strategies"] = "strategies"
    title: ClassVar[str] = "Distribution strategies"
    help: ClassVar[str] = "Which strategies of tf.distribute carry a Keras model, by fit and by a loop of one's own."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        DATA,
        TRYING,
        ("Strategy", "strategies/making"),
        ("Training", "strategies/training"),
        ("Processes", "strategies/processes"),
    )
    chosen: Literal["quick", "all", "one_device", "mirrored", "central_storage", "multi_worker", "parameter_server"] = (
        knob(
            "quick",
            "Strategies",
            "Each is tried with fit and with a loop of its own, in processes of its own, and so is none at all.",
            owner="engine",
            options={
                "quick": "those of one process",
                "all": "all five",
                "one_device": "OneDevice",
                "mirrored": "Mirrored",
                "central_storage": "CentralStorage",
                "multi_worker": "MultiWorkerMirrored",
                "parameter_server": "ParameterServer",
            },
        )
    )
    devices: int = knob(
        2, "Logical devices", "Devices that the CPU is split into, one replica each.", owner="engine", ge=1, le=8
    )
    steps: int = steps(40)
    limit: int = knob(
        20, "Time limit", "After this an attempt is given up.", owner="shared", unit="seconds", ge=2, le=60
    )


TOPICS = (Apis, Extensions, Strategies)
