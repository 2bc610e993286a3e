"""The topics of all documents. One file a document; each ends with its TOPICS."""

from typing import Annotated, Union

from pydantic import Field

from kvt.spec.topics import differences, hyperparameters, interaction
from kvt.spec.topics.topic import Topic, Train

AnyTopic = Annotated[
    Union[Train, *differences.TOPICS, *hyperparameters.TOPICS, *interaction.TOPICS],  # noqa: UP007
    Field(discriminator="kind"),
]

__all__ = ["AnyTopic", "Topic", "Train"]
