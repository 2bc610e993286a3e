"""Train under TensorFlow's debugger."""

from collections.abc import Iterator
from contextlib import contextmanager

import tensorflow as tf

from kvt.recipes.debugger.messages import named
from kvt.recipes.debugger.post_mortem import post_mortem
from kvt.recipes.report import Report
from kvt.recipes.settings import DEBUG_BUFFER, DEBUG_MODE, DEBUGGER

if DEBUGGER == "dump":

    @contextmanager
    def watched(report: "Report") -> Iterator[None]:
        """What every operation of this thread makes is written into debugger/, and read at the end."""
        writer = tf.debugging.experimental.enable_dump_debug_info(
            "debugger",
            tensor_debug_mode=DEBUG_MODE,
            circular_buffer_size=DEBUG_BUFFER or -1,
        )
        try:
            yield
        finally:
            # It stays on until Python ends: graphs that were traced under it go on writing, and crash where it is off.
            writer.FlushNonExecutionFiles()
            writer.FlushExecutionFiles()
            report.write("result", **post_mortem("debugger", report.ended))

elif DEBUGGER == "numerics":

    @contextmanager
    def watched(report: "Report") -> Iterator[None]:
        """The first operation of this thread that makes a NaN or an infinity ends the training."""
        tf.debugging.enable_check_numerics()
        try:
            yield
        except tf.errors.InvalidArgumentError as error:
            report.write("result", name="check_numerics", said=str(error), **named(error))
            report.reason = "nan"
        finally:
            tf.debugging.disable_check_numerics()
