"""TensorBoard with nothing but the Debugger V2, over one dump: a process of its own, since it takes TensorFlow.

    python -m kvt.jobs.viewer_child FOLDER

It prints the port that it serves on 127.0.0.1, and goes when its standard input closes: so it never outlives the server
that started it, however that one ended.
"""

import logging
import os
import sys
import threading


def main(folder: str) -> None:
    threading.Thread(target=_leave, daemon=True).start()
    # Any program may print at its import; what is told goes through a stream of its own.
    told, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr
    os.dup2(2, 1)

    from tensorboard import program
    from tensorboard.plugins.core.core_plugin import CorePluginLoader
    from tensorboard.plugins.debugger_v2.debugger_v2_plugin import DebuggerV2Plugin

    from kvt.jobs import board_assets

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    board = program.TensorBoard(plugins=[CorePluginLoader, DebuggerV2Plugin], assets_zip_provider=board_assets.provide)
    board.configure(logdir=folder, host="127.0.0.1", port=0, load_fast="false")
    address = board.launch()
    print(address.rstrip("/").rpartition(":")[2], file=told, flush=True)
    threading.Event().wait()


def _leave() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
