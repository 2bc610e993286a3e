"""The topics of all documents. One file a document; each ends with its TOPICS."""

from typing import Annotated, Union

from pydantic import Field

from kvt.spec.topics import (
    choice,
    cnn,
    control,
    debugger,
    differences,
    examples,
    hyperparameters,
    interaction,
    queues,
    sweeps,
)
from kvt.spec.topics.topic import Topic, Train

AnyTopic = Annotated[
    Union[
        Train,
        *differences.TOPICS,
        *hyperparameters.TOPICS,
        *interaction.TOPICS,
        *cnn.TOPICS,
        *queues.TOPICS,
        *debugger.TOPICS,
        *choice.TOPICS,
        *control.TOPICS,
        *sweeps.TOPICS,
        *examples.TOPICS,
    ],
    Field(discriminator="kind"),
]

__all__ = ["AnyTopic", "Topic", "Train"]
