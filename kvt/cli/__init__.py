"""The command line: run, sweep, script, fields, bench. A mistake is a sentence on standard error and exit code 2."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from kvt.cli import bench, experiment, fields, run, script, sweep
from kvt.errors import KvtError

COMMANDS = (run, sweep, script, fields, bench)


class Parser(argparse.ArgumentParser):
    """argparse, with the mistake as a sentence and without the usage in front of it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` tells what there is.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what `argv` (by default the process's own) asks for.

    The exit code: 0 done, 1 it ran and failed, 2 it could not run, 130 stopped by Ctrl-C.
    """
    try:
        arguments = parser().parse_args(argv)
        return arguments.command(arguments)
    except experiment.Refused as refused:
        print("\n".join(refused.sentences), file=sys.stderr)
    except KvtError as error:
        print(error, file=sys.stderr)
    except SystemExit as exit:  # argparse's way to end, after --help or a mistake
        return int(exit.code or 0)
    except BrokenPipeError:  # `python -m kvt fields | head`
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130
    return 2


def parser() -> Parser:
    whole = Parser(prog="python -m kvt", description="Keras vs TensorFlow: the laboratory without a browser.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    for module in COMMANDS:
        words = (module.__doc__ or "").split("\n")[0]
        part = commands.add_parser(module.__name__.rpartition(".")[2], help=words, description=words)
        module.add_arguments(part)
        part.set_defaults(command=module.command)
    return whole
