"""Search fields for the values that learn best, with Optuna, through the same conductor as the page does."""

import argparse
import json
import signal
import sys
from typing import Any, get_args

from kvt.cli import experiment
from kvt.cli.experiment import Refused
from kvt.cli.run import INTERRUPTED, folder
from kvt.jobs.executor import LocalExecutor
from kvt.jobs.manager import Manager
from kvt.runs.store import Store
from kvt.sweeps import search as searches
from kvt.sweeps.conductor import Conductor
from kvt.sweeps.progress import Progress
from kvt.sweeps.search import PARAMETERS, Search
from kvt.sweeps.sweep import Sweep

LOOK = 0.2  # seconds between two lines of progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    experiment.add_arguments(parser)
    parser.add_argument(
        "--search",
        metavar="FIELD=RANGE",
        action="append",
        default=[],
        help="such as training.optimizer.learning_rate=1e-4..1e-1 or model.hidden=8,16,32-32",
    )
    for name in PARAMETERS:
        field = Search.model_fields[name]
        options = get_args(field.annotation)
        metavar = f"{{{','.join(options)}}}" if options else "VALUE"
        parser.add_argument(f"--{name}", metavar=metavar, help=f"{field.description} By default {field.default}.")
    parser.add_argument("--seed", type=int, default=0, help="the sampler's; equal seeds draw equal first trials")
    parser.add_argument("--json", action="store_true", help="everything as one JSON object")


def command(arguments: argparse.Namespace) -> int:
    """Exit code 0 if a trial completed, 1 if none did, 130 if Ctrl-C stopped it."""
    chosen = experiment.read(arguments)
    search = read(arguments, chosen)
    manager = Manager(Store(folder()), LocalExecutor())
    conductor = Conductor(manager, folder() / "sweeps")
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sweep = conductor.start(
            search, chosen.spec, workspace=experiment.WORKSPACE, data=chosen.data, seed=arguments.seed
        )
        interrupted = follow_up(conductor, sweep, quiet=arguments.json or not sys.stderr.isatty())
        found = conductor.progress(sweep)
        importance = conductor.importance(sweep)
    finally:
        signal.signal(signal.SIGTERM, previous)
        conductor.close()
        manager.close()
    print(json.dumps(as_json(found, importance)) if arguments.json else as_table(found, importance))
    if interrupted:
        return INTERRUPTED
    return 0 if found.best else 1


def read(arguments: argparse.Namespace, chosen: experiment.Experiment) -> Search:
    """The search that `arguments` ask for. Raises Refused with every reason why there can be none."""
    split = [text.partition("=") for text in arguments.search]
    sentences = [
        f"{''.join(parts)!r} searches nothing: write FIELD=RANGE, such as training.batch_size=8..128."
        for parts in split
        if not parts[1]
    ]
    params = {name: value for name in PARAMETERS if (value := getattr(arguments, name)) is not None}
    params["search"] = ";".join(f"{path}:{words}" for path, equals, words in split if equals)
    found = searches.read(params, chosen.spec, Search())
    sentences += found.problems
    if not sentences:
        sentences = searches.problems(found.search, chosen.spec)
    if sentences:
        raise Refused(sentences)
    return found.search


def follow_up(conductor: Conductor, sweep: Sweep, *, quiet: bool) -> bool:
    """Wait until `sweep` has ended, telling how far it is; whether Ctrl-C was pressed."""
    interrupted = False
    while True:
        try:
            if conductor.wait(sweep, timeout=LOOK):
                break
            if not quiet:
                print(f"\r{line(conductor.progress(sweep))}\x1b[K", end="", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            if interrupted:
                raise
            interrupted = True
            conductor.stop(sweep, "It was stopped by Ctrl-C.")
    if not quiet:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return interrupted


def line(found: Progress) -> str:
    """One line: trials done, and the best so far."""
    best = f", best {found.measured} {found.best.value:.4g}" if found.best else ""
    return f"{found.ended} of {found.planned} trials{best}"


def as_json(found: Progress, importance: dict[str, float]) -> dict[str, Any]:
    """Everything that was found; values by path, seconds, `run` ids below the command line's folder."""
    trials = [
        {
            "number": trial.number,
            "state": trial.state,
            "value": trial.value,
            "values": dict(trial.values),
            "runs": [id for id in trial.runs if id],
            "seconds": trial.seconds,
            "reason": trial.reason,
        }
        for trial in found.trials
    ]
    best = next((row for row in trials if found.best and row["number"] == found.best.number), None)
    return {
        "state": found.standing.state,
        "reason": found.standing.reason,
        "measured": found.measured,
        "larger_is_better": found.larger,
        "seconds": found.standing.seconds,
        "best": best,
        "importance": importance,
        "trials": trials,
        "sweep": found.plan.id,
        "runs": str(folder() / experiment.WORKSPACE),
    }


def as_table(found: Progress, importance: dict[str, float]) -> str:
    """A line a trial, best first; then what mattered."""
    sign = -1 if found.larger else 1
    order = sorted(found.trials, key=lambda trial: (trial.state != "completed", sign * (trial.value or 0.0)))
    lines = [f"{found.standing.state}. {found.standing.reason}".strip(), f"{found.measured}, best first:"]
    for trial in order:
        value = "" if trial.value is None else f"{trial.value:.4g}"
        values = "  ".join(f"{path}={_short(value)}" for path, value in trial.values.items())
        lines.append(f"{value:>10}  {trial.state:10} {values}  {trial.reason}".rstrip())
    lines += [f"{share:>9.0%}  of what tells good trials from others: {path}" for path, share in importance.items()]
    return "\n".join(lines)


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
