"""Read a dump without TensorBoard: which operation was the first to go bad, where does it stand, what did it get?"""

import bisect
import os
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from tensorflow.core.protobuf import debug_event_pb2
from tensorflow.python.debug.lib.debug_events_monitors import InfNanMonitor
from tensorflow.python.debug.lib.debug_events_reader import DebugDataReader

RUN_UP = 12  # operations that are told before the bad one
MODES = debug_event_pb2.TensorDebugMode
SHOWN = ("size", "minus_inf", "plus_inf", "nan", "negative", "zero", "positive")
# What the debugger keeps of a tensor, by mode.
COLUMNS = {
    MODES.CURT_HEALTH: ("id", "bad"),
    MODES.CONCISE_HEALTH: ("id", "size", "minus_inf", "plus_inf", "nan"),
    MODES.FULL_HEALTH: ("id", "device", "dtype", "rank", *SHOWN),
}
PACKAGES = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")})


def post_mortem(folder: str, ended: Sequence[float] = ()) -> dict:
    """The first bad operation of a dump; `ended` are the times at which the training's steps ended, where known.

    A dump that a full disk or a kill cut short is read as far as it goes, and `damage` says where it broke off.
    """
    kept = sum(path.stat().st_size for path in Path(folder).glob("*"))
    found = {"name": "post_mortem", "bytes": kept, "damage": "", "tensors": 0, "calls": 0, "op": ""}
    try:
        dump = Dump(folder)
    except Exception as error:
        return found | {"damage": f"{type(error).__name__}: {error}"}
    found |= {
        "damage": dump.damage or torn(folder) or silence(dump.last(), ended),
        "tensors": dump.reader.num_graph_execution_traces(),
    }
    found |= {"calls": dump.reader.num_executions()}
    try:
        return found | dump.first_bad(ended)
    except Exception as error:
        return found | {"damage": dump.damage or f"{type(error).__name__}: {error}"}


def torn(folder: str) -> str:
    """Which file ends within a record, "" if none does: TensorFlow's reader takes that for the end, and says nothing.

    A record of TensorFlow is its length (8 bytes), a checksum (4), as many bytes, and their checksum (4).
    """
    for path in sorted(Path(folder).glob("*")):
        with path.open("rb") as file:
            start, size = 0, path.stat().st_size
            while start < size:
                file.seek(start)
                start += 16 + int.from_bytes(file.read(8), "little")
        if start > size:
            return f"DataLossError: {path.suffix} ends within a record"
    return ""


def silence(last: float, ended: Sequence[float]) -> str:
    """From which step on nothing is told though earlier ones are, "" if all are: the disk was full, perhaps.

    `last` is when the last thing was told, `ended` when each step ended.
    """
    earlier = [time for time in ended if time < ended[-1]]
    if len(earlier) < 2 or not ended[0] < last < earlier[-1]:
        return ""
    return f"DataLossError: nothing is told after step {bisect.bisect(ended, last) + 1} of {len(ended)}"


class Dump:
    def __init__(self, folder: str) -> None:
        self.reader = DebugDataReader(folder)
        self.monitor = InfNanMonitor(self.reader)
        self.damage = ""
        try:
            self.reader.update()
        except Exception as error:
            self.damage = f"{type(error).__name__}: {error}"
        self.traces = self.reader.graph_execution_traces(digest=True)
        self.places: dict[tuple, list[int]] = {}
        for index, trace in enumerate(self.traces):
            self.places.setdefault((trace.graph_id, trace.op_name, trace.output_slot), []).append(index)

    def last(self) -> float:
        """When the last thing was told (Unix seconds); 0 if nothing was."""
        times = [told.wall_time for told in (*self.traces[-1:], *self.reader.executions(digest=True)[-1:])]
        return max(times, default=0.0)

    def first_bad(self, ended: Sequence[float]) -> dict:
        """Which operation it was, or {} if none went bad, or the mode keeps no values."""
        alerts = self.monitor.alerts()
        if not alerts:
            return {}
        first = min(alerts, key=lambda alert: alert.wall_time)
        step = bisect.bisect(ended, first.wall_time) + 1 if ended else None
        if first.graph_execution_trace_index is None:
            return {"step": step, **self.eager(first)}
        bad = {alert.graph_execution_trace_index for alert in alerts} - {None}
        index = self.upstream(first.graph_execution_trace_index, bad)
        step = step or self.turn(index)
        return {"step": step, **self.in_graph(index)}

    def eager(self, alert) -> dict:
        """An operation that Python ran itself: its inputs are not told."""
        execution = self.reader.executions(digest=True)[alert.execution_index]
        execution = self.reader.read_execution(execution)
        _, stack = self.reader.read_execution_stack_trace(execution)
        values = execution.debug_tensor_values[alert.output_slot]
        health = told(execution.tensor_debug_mode, values)
        return {"op": alert.op_type, "path": "", "inputs": [], "run_up": [], **health, **place(stack)}

    def in_graph(self, index: int) -> dict:
        digest = self.digest(index)
        inputs = [{"name": name, **self.health(self.near(index, name))} for name in digest.input_names or ()]
        run_up = [self.row(number) for number in range(max(0, index - RUN_UP), index + 1)]
        where = place(self.reader.read_graph_op_creation_stack_trace(digest)[1])
        names = {"op": digest.op_type, "path": digest.op_name}
        return {**names, "inputs": inputs, "run_up": run_up, **self.health(index), **where}

    def upstream(self, index: int, bad: set[int]) -> int:
        """Operations that run at the same time are told in any order: go up while what came in was bad already."""
        batch = [number for number in bad if self.traces[number].op_type == "IteratorGetNext"]
        if batch and self.left(min(batch)) == self.left(index):
            return min(batch)  # of the same step, and all else was computed from it
        while True:
            inputs = [self.near(index, name) for name in self.digest(index).input_names or ()]
            above = next((number for number in inputs if number in bad and number < index), None)
            if above is None:
                return index
            index = above

    def there(self, index: int) -> list[int]:
        """All traces of the tensor that trace `index` tells of."""
        trace = self.traces[index]
        return self.places[trace.graph_id, trace.op_name, trace.output_slot]

    def left(self, index: int) -> int:
        """How often the tensor is told again: the same for all of a step, whatever the buffer has dropped before."""
        return len(self.there(index)) - bisect.bisect(self.there(index), index)

    def turn(self, index: int) -> int | None:
        """How often it had been told by then: the step, unless a loop repeats it within one."""
        return None if "while" in self.traces[index].op_name else bisect.bisect(self.there(index), index)

    def digest(self, index: int):
        trace = self.traces[index]
        return self.reader.graph_by_id(trace.graph_id).get_op_creation_digest(trace.op_name)

    def near(self, index: int, name: str) -> int | None:
        """The trace of the tensor `name` ("op:slot") that is the last before `index`, if it was told at all."""
        op_name, _, slot = name.partition(":")
        there = self.places.get((self.traces[index].graph_id, op_name, int(slot)), [])
        before = bisect.bisect(there, index)
        return there[before - 1] if before else None

    def health(self, index: int | None) -> dict:
        if index is None:
            return {}
        trace = self.reader.read_graph_execution_trace(self.traces[index])
        return told(trace.tensor_debug_mode, trace.debug_tensor_value)

    def row(self, index: int) -> dict:
        digest = self.digest(index)
        _, stack = self.reader.read_graph_op_creation_stack_trace(digest)
        return {"op": digest.op_type, "path": digest.op_name, "line": place(stack)["line"], **self.health(index)}


def told(mode: int, values: Sequence[float] | None) -> dict:
    """The counts that this mode keeps of a tensor; {} for integers, of which it keeps none."""
    columns = dict(zip(COLUMNS.get(mode, ()), values or ()))
    return {name: int(columns[name]) for name in SHOWN if name in columns}


def place(stack: Sequence[tuple[str, int, str]]) -> dict:
    """Where an operation stands: the innermost line that is of no package, those that led there, and what it called."""
    own = [number for number, (path, _, _) in enumerate(stack) if not path.startswith(PACKAGES)]
    if not own:
        return {"line": None, "lines": [], "function": "", "inside": ""}
    file, line, function = stack[own[-1]]
    lines = [stack[number][1] for number in own if stack[number][0] == file]
    below = [frame for frame in stack[own[-1] + 1 :] if "/keras/" in frame[0] and "traceback_utils" not in frame[0]]
    calls = [frame for frame in below if "/layers/" in frame[0] or "/losses/" in frame[0] or "/optimizers/" in frame[0]]
    inside = ""
    if calls:
        path, number, name = calls[-1]
        inside = f"keras/{path.rpartition('/keras/')[2]}, line {number}, in {name}"
    return {"line": line, "lines": lines, "function": function, "inside": inside}
