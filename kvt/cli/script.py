"""Print the script of an experiment: what its page shows, runs and exports."""

import argparse
import sys

from kvt.cli import experiment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    experiment.add_arguments(parser)
    parser.add_argument("--notebook", action="store_true", help="as a Jupyter notebook")


def command(arguments: argparse.Namespace) -> int:
    from kvt.script import notebook, script

    chosen = experiment.read(arguments)
    text = script(chosen.spec)
    sys.stdout.write(notebook(text) if arguments.notebook else text)
    if chosen.data is not None:
        print(f"The script reads data.csv beside it: a copy of {arguments.csv} in UTF-8 with commas.", file=sys.stderr)
    return 0
