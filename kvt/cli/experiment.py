"""From arguments to a spec: `--set path.to.field=value` for every field, `--csv` and `--target` for a table."""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kvt.data import csv, uploads
from kvt.errors import DataError, SpecError
from kvt.spec import Spec, clashes, parse

WORKSPACE = "cli"


class Refused(SpecError):
    """What was asked for cannot be trained: a sentence for each reason."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Experiment:
    """A spec that can run, and the bytes of its data.csv if it has one."""

    spec: Spec
    data: bytes | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        dest="assignments",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="such as training.epochs=5 or route=tape_graph; `python -m kvt fields` lists them",
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="a table of your own, with a header row")
    parser.add_argument("--target", metavar="COLUMN", help="its column to predict; by default the last one")


def read(arguments: argparse.Namespace) -> Experiment:
    """The experiment that `arguments` ask for. Raises Refused with every reason at once, DataError for a bad table."""
    assignments: dict[str, str] = {}
    sentences = []
    for text in arguments.assignments:
        path, equals, value = text.partition("=")
        if equals:
            assignments[path.strip()] = value
        else:
            sentences.append(f"{text!r} sets nothing: write FIELD=VALUE, such as training.epochs=5.")
    base = Experiment(Spec())
    if arguments.csv is not None:
        base = table(arguments.csv, arguments.target)
        if assignments.keys() & {"dataset", "dataset.kind", "dataset.digest", "dataset.target"}:
            sentences.append("--csv chooses the dataset and --target its column: leave --set dataset=… out.")
    elif arguments.target is not None:
        sentences.append("--target names a column of a table: give the table as --csv FILE.")
    parsed = parse(assignments, base.spec)
    sentences += [problem.sentence for problem in parsed.problems]
    sentences += [clash.sentence for clash in clashes(parsed.spec)]
    if sentences:
        raise Refused(sentences)
    return Experiment(parsed.spec, base.data)


def table(file: Path, target: str | None) -> Experiment:
    """The default experiment on `file`. Raises DataError if it is no table that can be learned from."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}. Check its name.") from error
    with tempfile.TemporaryDirectory() as folder:
        path = uploads.path(Path(folder), WORKSPACE, uploads.save(Path(folder), WORKSPACE, content))
        dataset = csv.describe(path, target or csv.columns(path)[-1])
        return Experiment(Spec(dataset=dataset), path.read_bytes())
