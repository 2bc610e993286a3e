"""Measure this machine: each figure beside its yardstick, taken in the same run."""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from kvt.errors import KvtError, SpecError

FOLDER = Path(__file__).parents[2]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="which ones; by default all")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")


def command(arguments: argparse.Namespace) -> int:
    """Exit code 0 if every limit was met, 1 if one was not."""
    there = names()
    if unknown := [name for name in arguments.names if name not in there]:
        raise SpecError(f"There is no benchmark {', '.join(unknown)}: choose from {', '.join(there)}.")
    met = True
    for name in arguments.names or there:
        benchmark = importlib.import_module(f"benchmarks.{name}")
        if not arguments.json:
            print(f"\n{name}: {(benchmark.__doc__ or '').splitlines()[0]}")
        for row in benchmark.measure():
            met = met and row.met is not False
            print(json.dumps({"benchmark": name} | row.as_json()) if arguments.json else f"  {row}", flush=True)
    return 0 if met else 1


def names() -> list[str]:
    """The modules in benchmarks/ that have no underscore before their name."""
    return [module.name for module in pkgutil.iter_modules(_package().__path__) if not module.name.startswith("_")]


def _package() -> ModuleType:
    # They lie beside the package, not in it: an installed kvt is not for measuring.
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    try:
        return importlib.import_module("benchmarks")
    except ModuleNotFoundError as error:
        raise KvtError("There are no benchmarks here: run this in a clone of the repository.") from error
