"""What a forked copy of the zygote does to become `python train.py`. Runs in the child, so: the standard library alone.

What this does not undo: modules are already imported (without pandas in sight, so Keras takes no data frames), and
OpenBLAS keeps to one thread.
"""

import atexit
import os
import signal
import sys
import threading
import types
from pathlib import Path
from typing import NoReturn

INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended


def become(folder: str) -> NoReturn:
    """Run `train.py` of `folder` as the main program, and end as Python would: its traceback, its exit code."""
    code = 1
    try:
        settle(folder)
        code = execute(Path(folder, "train.py"))
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it has to be told
        print(f"The run could not begin: {error}", file=sys.stderr)
    finally:
        os._exit(code)


def settle(folder: str) -> None:
    """Own session, own files, own signals, own chance; nothing left that tells of the zygote."""
    os.setsid()
    os.chdir(folder)
    log = os.open("log.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    if "numpy" in sys.modules:  # Python's own random does so by itself
        sys.modules["numpy"].random.seed()
    for name in [name for name in sys.modules if name == "kvt" or name.startswith("kvt.")]:
        del sys.modules[name]
    sys.argv[:] = ["train.py"]
    if not sys.flags.safe_path:
        sys.path[0] = folder
    # Should the server be killed and no other take this up, nobody is left who ends what waits or hangs.
    signal.setitimer(signal.ITIMER_REAL, 2 * float(os.environ["KVT_SECONDS"]))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # From here on a Stop is heard; one that came since the fork was kept waiting and is heard now.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


def execute(script: Path) -> int:
    """Run the file as `__main__`; the exit code. Not runpy: that takes `__main__` away before atexit has run."""
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=str(script), __builtins__=__builtins__, __cached__=None)
    sys.modules["__main__"] = main
    try:
        code = _guarded(script, main)
        threading._shutdown()  # type: ignore[attr-defined]  # waits for the script's own threads, as Python does
    except KeyboardInterrupt:
        code = INTERRUPTED
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass  # the disk is full, or the script closed it
    return code


def _guarded(script: Path, main: types.ModuleType) -> int:
    try:
        exec(compile(script.read_bytes(), str(script), "exec"), main.__dict__)
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            return (stop.code or 0) & 0xFF
        print(stop.code, file=sys.stderr)
        return 1
    except BaseException as error:  # noqa: BLE001 - told as Python tells it
        # The first frame is this file's: a script started by hand would not show it.
        trace = error.__traceback__.tb_next if error.__traceback__ else None
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        return INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1
    return 0
