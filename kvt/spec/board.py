"""What a run writes for TensorBoard beside its scalars and hyperparameters, which cost nothing and are always there."""

from typing import Literal

from kvt.spec.base import Part, knob


class Board(Part):
    """Each choice costs the training time, so each can be left out."""

    weight_histograms: bool = knob(
        False,
        "Histograms of weights",
        "For TensorBoard: how the values of each variable are spread, about once a second.",
        owner="engine",
    )
    gradient_histograms: bool = knob(
        False,
        "Histograms of gradients",
        "For TensorBoard: how the gradients over the first batch, without dropout, are spread, about once a second.",
        owner="engine",
    )
    drawn_graph: Literal["none", "model", "step"] = knob(
        "model",
        "Drawn graph",
        "For TensorBoard’s Graphs: the model’s forward pass, or the whole traced training step with its gradients. "
        "An eager loop has no step to draw, and shows the model.",
        owner="engine",
        options={"none": "none", "model": "the model", "step": "the training step"},
    )
