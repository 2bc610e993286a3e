"""Topics of document 5: TensorFlow's debugger."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.debugger import Mode, buffer_knob, mode_knob
from kvt.spec.topics.topic import Topic


class Broken(Topic):
    kind: Literal["broken"] = "broken"
    title: ClassVar[str] = "Break it on purpose"
    help: ClassVar[str] = "A training that goes bad by one number, the operation that did it, and what watching costs."
    fault: Literal["log", "rate", "division", "recurrent", "data"] = knob(
        "log",
        "What breaks it",
        "Each is one number in the script.",
        owner="shared",
        options={
            "log": "Logarithm of zero",
            "rate": "Learning rate too high",
            "division": "Division by zero",
            "recurrent": "Exploding recurrent weights",
            "data": "NaN in the data",
        },
    )
    way: Literal["fit", "tape"] = knob(
        "tape",
        "Trained by",
        "Keras’s loop, or one of its own.",
        owner="shared",
        options={"fit": "Keras fit", "tape": "own loop"},
    )
    mode: Mode = mode_knob("MODE")
    ops: Literal[".*", "Log|Exp|Sqrt|Rsqrt|RealDiv|Reciprocal|Pow", "MatMul|Conv2D|BiasAdd|AddV2"] = knob(
        ".*",
        "Of which operations",
        "A pattern that the type of an operation has to match.",
        owner="engine",
        options={
            ".*": "all",
            "Log|Exp|Sqrt|Rsqrt|RealDiv|Reciprocal|Pow": "logarithms, roots, divisions",
            "MatMul|Conv2D|BiasAdd|AddV2": "products and sums",
        },
    )
    dtypes: Literal["all", "float32"] = knob(
        "all",
        "Of which numbers",
        "Tensors of other types are left out.",
        owner="engine",
        options={"all": "all types", "float32": "float32"},
    )
    buffer: int = buffer_knob("BUFFER")
    steps: int = knob(120, "Steps", "At most so many training steps.", owner="keras", ge=5, le=500)
    others: bool = knob(
        True, "Other watchers", "Whether they are tried, and what each costs is measured.", owner="shared"
    )

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        watchers = (("Messages", "debugger/messages"), ("Watchers", "debugger/watching"))
        return (
            ("Fault", "debugger/faults"),
            ("Training", "debugger/training"),
            ("Dump", "debugger/dumping"),
            ("Post-mortem", "debugger/post_mortem"),
            *(watchers if self.others else ()),
        )


class DumpReading(Topic):
    kind: Literal["dump"] = "dump"
    title: ClassVar[str] = "Read a dump"
    help: ClassVar[str] = "The post-mortem of a run that was killed, or ended before it could read its own dump."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (("Post-mortem", "debugger/post_mortem"),)
    # A run of the same visitor: its folder lies beside the one of the run that reads it.
    dumped: str = knob("", "Run", "The run whose dump is read.", owner="shared", pattern=r"^[A-Za-z0-9_-]{0,40}$")


class OldDebugger(Topic):
    kind: Literal["old_debugger"] = "old_debugger"
    title: ClassVar[str] = "The debugger of TensorFlow 1"
    help: ClassVar[str] = "tfdbg wrapped a session: which parts of it run today, and what the others say."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (("Trying", "networks/trying"),)


TOPICS = (Broken, DumpReading, OldDebugger)
