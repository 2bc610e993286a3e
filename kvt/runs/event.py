"""One line of `events.jsonl`: what a training script tells while it trains."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kvt.errors import RunError


@dataclass(frozen=True)
class Event:
    """`kind` tells what happened, `fields` the rest of the line. Kinds that nobody knows are kept."""

    kind: str
    fields: Mapping[str, Any]

    @classmethod
    def parse(cls, line: str | bytes) -> Self | None:
        """The event of one line, or None where the line is none: half written, or torn by a full disk."""
        try:
            fields = json.loads(line)
        except ValueError:
            return None
        if not isinstance(fields, dict) or not isinstance(kind := fields.pop("kind", None), str):
            return None
        return cls(kind, fields)

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def __getitem__(self, name: str) -> Any:
        """A field's value; RunError where it is missing."""
        try:
            return self.fields[name]
        except KeyError:
            raise RunError(
                f"The run's event {self.kind!r} lacks {name!r}: the file is damaged, start the run again."
            ) from None

    def floats(self, name: str) -> NDArray[np.float32]:
        """A field of base64 float32, as an array [n]; exact to the bit."""
        return self._decode(name, "<f4").astype(np.float32, copy=False)

    def octets(self, name: str) -> NDArray[np.uint8]:
        """A field of base64 bytes, as an array [n]."""
        return self._decode(name, "u1")

    def _decode(self, name: str, dtype: str) -> NDArray[Any]:
        try:
            return np.frombuffer(base64.b64decode(self[name], validate=True), dtype)
        except (TypeError, ValueError, binascii.Error) as error:
            raise RunError(
                f"The run's event {self.kind!r} has a {name!r} that is not base64 numbers: "
                "the file is damaged, start the run again."
            ) from error


def encode(values: NDArray[np.floating[Any]]) -> str:
    """Numbers as base64 of little-endian float32: the inverse of `Event.floats`."""
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode("ascii")
