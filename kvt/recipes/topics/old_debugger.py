"""The debugger of TensorFlow 1, tfdbg: what of it still runs today, on a graph whose logarithm is given a zero."""

import contextlib
import io
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import tensorflow as tf
from tensorflow.python import debug as tfdbg

from kvt.recipes.networks.trying import what_it_says

v1 = tf.compat.v1
NUMBERS = [0.5, 0.0, 1.0, 0.2]
TYPED = "run -f has_inf_or_nan\nlt\nexit\n"  # run until a tensor is bad, list the tensors, leave


def findings() -> Iterator[dict]:
    for name, use in WAYS.items():
        yield {"name": "way", "way": name, **attempt(use)}


def attempt(use: Callable[[], dict]) -> dict:
    """What came of one way, or the error that it raised."""
    found = {}
    error = what_it_says(lambda: found.update(use()))
    return {"error": error, **found}


def graph() -> tuple[tf.Graph, tf.Tensor, tf.Tensor]:
    """A graph of then: declared first, run later."""
    with tf.Graph().as_default() as drawn:
        numbers = v1.placeholder(tf.float32, [4], name="numbers")
        loss = tf.reduce_mean(tf.math.log(numbers), name="loss")
    return drawn, numbers, loss


def as_then() -> dict:
    tfdbg.LocalCLIDebugWrapperSession(tf.Session())
    return {}


def by_dumping() -> dict:
    """A session whose every run leaves its tensors in a folder."""
    folder = Path("tfdbg").absolute()  # a relative one crashes TensorFlow
    drawn, numbers, loss = graph()
    with v1.Session(graph=drawn) as session:
        tfdbg.DumpingDebugWrapperSession(session, str(folder)).run(loss, {numbers: NUMBERS})
    found = read(next(folder.iterdir()), drawn)
    folder.rmdir()
    return found


def by_watching() -> dict:
    """A plain session, told which tensors to write down."""
    folder = Path("watched").absolute()
    drawn, numbers, loss = graph()
    options = v1.RunOptions()
    tfdbg.watch_graph(options, drawn, debug_urls=[f"file://{folder}"])
    with v1.Session(graph=drawn) as session:
        session.run(loss, {numbers: NUMBERS}, options=options)
    return read(folder, drawn)


def read(folder: Path, drawn: tf.Graph) -> dict:
    dump = tfdbg.DebugDumpDir(str(folder))
    dump.set_python_graph(drawn)
    bad = dump.find(tfdbg.has_inf_or_nan)
    here = read.__code__.co_filename
    lines = [frame[1] for frame in dump.node_traceback(bad[0].node_name) if frame[0] == here]
    shutil.rmtree(folder)
    return {"tensors": dump.size, "op": bad[0].node_name, "line": lines[-1] if lines else None}


def by_typing(screen: str) -> dict:
    """The command line that it was famous for, with commands typed ahead."""
    drawn, numbers, loss = graph()
    shown, keyboard = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(TYPED)
    try:
        with v1.Session(graph=drawn) as session, contextlib.redirect_stdout(shown):
            wrapped = tfdbg.LocalCLIDebugWrapperSession(session, ui_type=screen)
            wrapped.add_tensor_filter("has_inf_or_nan", tfdbg.has_inf_or_nan)
            with contextlib.suppress(SystemExit):  # "exit" ends Python, not only the debugger
                wrapped.run(loss, {numbers: NUMBERS})
    finally:
        sys.stdin = keyboard
    return {"shown": shown.getvalue()}


WAYS: dict[str, Callable[[], dict]] = {
    "LocalCLIDebugWrapperSession(tf.Session())": as_then,
    "LocalCLIDebugWrapperSession, curses": lambda: by_typing("curses"),
    "LocalCLIDebugWrapperSession, readline": lambda: by_typing("readline"),
    "DumpingDebugWrapperSession": by_dumping,
    "watch_graph and DebugDumpDir": by_watching,
}
