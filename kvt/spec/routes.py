"""The ways to train one and the same model. Recipes: `kvt/recipes/routes/<recipe>.py`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kvt.spec.base import Part


class Route(Part):
    """`way` is whose loop it is and gives the colour; `flavour` whose layers, loss and optimizer it uses."""

    way: ClassVar[Literal["keras", "tensorflow"]] = "tensorflow"
    flavour: ClassVar[Literal["keras", "module"]] = "keras"
    recipe: ClassVar[str]


class KerasFit(Route):
    kind: Literal["keras_fit"] = "keras_fit"
    title: ClassVar[str] = "Keras fit"
    help: ClassVar[str] = "compile and fit: Keras owns the loop."
    way: ClassVar[Literal["keras", "tensorflow"]] = "keras"
    recipe: ClassVar[str] = "keras_fit"


class KerasTrainStep(Route):
    kind: Literal["keras_train_step"] = "keras_train_step"
    title: ClassVar[str] = "Keras fit, own train_step"
    help: ClassVar[str] = "fit still owns the loop; what a step does is written by hand."
    way: ClassVar[Literal["keras", "tensorflow"]] = "keras"
    recipe: ClassVar[str] = "keras_fit"


class TapeEager(Route):
    kind: Literal["tape_eager"] = "tape_eager"
    title: ClassVar[str] = "Tape, eager"
    help: ClassVar[str] = "A loop by hand with GradientTape; Python runs every operation, one by one."
    recipe: ClassVar[str] = "tape"


class TapeGraph(Route):
    kind: Literal["tape_graph"] = "tape_graph"
    title: ClassVar[str] = "Tape, tf.function"
    help: ClassVar[str] = "The same loop; the step is traced once into a graph."
    recipe: ClassVar[str] = "tape"


class ModuleGraph(Route):
    kind: Literal["module_graph"] = "module_graph"
    title: ClassVar[str] = "TensorFlow alone"
    help: ClassVar[str] = "No Keras at all: tf.Module, tf.Variable, and the optimizer written out."
    flavour: ClassVar[Literal["keras", "module"]] = "module"
    recipe: ClassVar[str] = "tape"


class EpochGraph(Route):
    kind: Literal["epoch_graph"] = "epoch_graph"
    title: ClassVar[str] = "Epochs in one graph"
    help: ClassVar[str] = "Whole epochs inside one traced function: Python is asked once for many steps."
    recipe: ClassVar[str] = "epoch_graph"


class EpochGraphXla(Route):
    kind: Literal["epoch_graph_xla"] = "epoch_graph_xla"
    title: ClassVar[str] = "Epochs in one graph, XLA"
    help: ClassVar[str] = "The same graph, compiled by XLA into one program."
    recipe: ClassVar[str] = "epoch_graph"


AnyRoute = Annotated[
    KerasFit | KerasTrainStep | TapeEager | TapeGraph | ModuleGraph | EpochGraph | EpochGraphXla,
    Field(discriminator="kind"),
]
