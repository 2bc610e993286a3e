"""Where a training begins: with weights drawn by the seed, or with what an earlier run has left."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from kvt.spec.base import Part

if TYPE_CHECKING:
    from kvt.spec.spec import Spec


class Start(Part):
    """What an earlier run has done; 0 epochs: there was none. No knob, since it is found in that run's folder.

    `run` is its id. `training.epochs` counts from the first epoch of all, so there are `epochs - epochs_done` to go.
    """

    epochs_done: Annotated[int, Field(ge=0, le=10_000)] = 0
    run: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]*$", max_length=64)] = ""


def no_way_on(spec: "Spec") -> str:
    """Why nobody can go on where a run of `spec` ends, as a sentence; "" where its state.npz tells all."""
    training = spec.training
    if spec.topic.kind != "train":
        return "Only an ordinary training leaves the state from which it can go on."
    if training.optimizer.ema:
        return "At its end the weights give way to their average, so that none are left to go on from: switch that off."
    if training.stopping.kind != "never":
        return (
            "It stops early, and how long it has waited for a lower loss is not kept: set “Stop early” to never, "
            "and run it again."
        )
    return ""
