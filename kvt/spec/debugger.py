"""TensorFlow's debugger, which any run can be started with: what it keeps, or what it stops at."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kvt.spec.base import Part, knob

# What the debugger keeps of each tensor, as TensorFlow names it, and as a person may choose it.
MODES = {
    "FULL_HEALTH": "counts of NaN, ±Inf, zero",
    "CONCISE_HEALTH": "counts of NaN and ±Inf",
    "CURT_HEALTH": "healthy or not",
    "SHAPE": "shapes alone",
    "NO_TENSOR": "no values",
}
Mode = Literal["FULL_HEALTH", "CONCISE_HEALTH", "CURT_HEALTH", "SHAPE", "NO_TENSOR"]


def mode_knob(setting: str) -> Mode:
    return knob(
        "FULL_HEALTH",
        "Of each tensor",
        "What the dump keeps of a tensor.",
        owner="engine",
        setting=setting,
        options=MODES,
    )


def buffer_knob(setting: str) -> int:
    return knob(
        0,
        "Circular buffer",
        "Only so many last events are kept, and written at the end; 0 writes all of them.",
        owner="engine",
        unit="events",
        setting=setting,
        ge=0,
        le=100_000,
    )


class Off(Part):
    kind: Literal["off"] = "off"
    title: ClassVar[str] = "off"
    help: ClassVar[str] = "Nobody watches."


class Dump(Part):
    kind: Literal["dump"] = "dump"
    title: ClassVar[str] = "dump of every operation"
    help: ClassVar[str] = "What each operation makes is written down, and read when the run has ended."
    mode: Mode = mode_knob("DEBUG_MODE")
    buffer: int = buffer_knob("DEBUG_BUFFER")


class Numerics(Part):
    kind: Literal["numerics"] = "numerics"
    title: ClassVar[str] = "stop at NaN and Inf"
    help: ClassVar[str] = "Each operation is checked, and the first that makes a NaN or an infinity ends the run."


AnyDebugger = Annotated[Off | Dump | Numerics, Field(discriminator="kind")]
