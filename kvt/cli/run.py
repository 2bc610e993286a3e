"""Train through the same manager as the pages do, and print what became of it."""

import argparse
import signal
import sys
from pathlib import Path

from kvt.cli import experiment
from kvt.cli.outcome import as_json, as_table, outcome
from kvt.errors import SpecError
from kvt.jobs.executor import LocalExecutor
from kvt.jobs.manager import Manager
from kvt.runs.going_on import going_on
from kvt.runs.history import History
from kvt.runs.run import Run
from kvt.runs.store import Files, Store, home
from kvt.runs.tail import follow
from kvt.spec import Spec

LOOK = 0.2  # seconds between two lines of progress
INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    experiment.add_arguments(parser)
    parser.add_argument("--continue", dest="earlier", metavar="RUN", help="go on where it ended: a run’s folder or id")
    parser.add_argument("--epochs", type=int, metavar="N", help="so many more, with --continue; by default as many")
    parser.add_argument("--json", action="store_true", help="the outcome as one JSON object")


def command(arguments: argparse.Namespace) -> int:
    """Exit code 0 if the run completed, 1 if it did not, 130 if Ctrl-C stopped it."""
    store = Store(folder())
    spec, files = chosen(arguments, store)
    # A root of its own: two managers must never watch over the same runs, and a server may be using the other one.
    manager = Manager(store, LocalExecutor(fork=False))
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        run = manager.submit(spec, workspace=experiment.WORKSPACE, files=files)
        interrupted = follow_up(manager, run, quiet=arguments.json or not sys.stderr.isatty())
    finally:
        signal.signal(signal.SIGTERM, previous)
        manager.close()
    found = outcome(run)
    print(as_json(found) if arguments.json else as_table(found))
    if found["state"] in ("failed", "killed", "lost"):
        print(run.log(), file=sys.stderr)
    if interrupted:
        return INTERRUPTED
    return 0 if found["state"] == "completed" else 1


def chosen(arguments: argparse.Namespace, store: Store) -> tuple[Spec, Files]:
    """What is to be trained, and the files that its script reads. Raises SpecError, DataError or RunError."""
    if arguments.earlier is None:
        if arguments.epochs is not None:
            raise SpecError("--epochs goes with --continue: for a new run write --set training.epochs=N.")
        read = experiment.read(arguments)
        return read.spec, {"data.csv": read.data}
    if arguments.assignments or arguments.csv is not None or arguments.target is not None:
        raise SpecError("A run goes on with its own settings and data: leave --set, --csv and --target out.")
    given = Path(arguments.earlier)
    run = Run(given.absolute()) if given.is_dir() else store.get(arguments.earlier)
    epochs = run.spec.training.epochs if arguments.epochs is None else arguments.epochs
    if epochs < 1:
        raise SpecError(f"--epochs cannot be {epochs}: give at least 1.")
    return going_on(run, epochs)


def folder() -> Path:
    """Where the command line keeps its runs: beside the server's, never among them."""
    return home() / "cli"


def follow_up(manager: Manager, run: Run, *, quiet: bool) -> bool:
    """Wait until `run` has ended, telling how far it is; whether Ctrl-C was pressed. A second one ends it at once."""
    history, offset, interrupted = History(), 0, False
    while True:
        try:
            if manager.wait([run], timeout=LOOK):
                break
            if not quiet:
                events, offset = follow(run.events_path, offset)
                history = history.extend(events)
                print(f"\r{progress(history)}\x1b[K", end="", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            if interrupted:
                raise
            interrupted = True
            manager.stop(run.id, "It was stopped by Ctrl-C.")
    if not quiet:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return interrupted


def progress(history: History) -> str:
    """One line: steps done, and the loss there."""
    if not history.steps.size:
        return "TensorFlow is loading …" if history.start is None else "The first step is traced …"
    return f"step {history.steps_done} of {history.total_steps}, loss {history.loss[-1]:.4g}"
