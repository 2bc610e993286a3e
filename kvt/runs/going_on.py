"""Go on where a run has ended: what it leaves, and the spec of the run that takes it up."""

from kvt.errors import RunError, SpecError
from kvt.runs.run import Run
from kvt.runs.store import Files
from kvt.spec import Spec, parse
from kvt.spec.start import Start, no_way_on


def obstacle(run: Run) -> str:
    """Why no run can go on where this one ended, as a sentence; "" if one can. Raises RunError if it is damaged."""
    if run.status.active:
        return "It still goes on."
    if run.about.imported:
        return "It was brought here, and what it learned is never loaded: run it again, and go on from that."
    if sentence := no_way_on(run.spec):
        return sentence
    end = run.end()  # the script's last word, after everything is saved
    if end is None or not run.state_path.is_file():
        return "It left no state to go on from: it broke off, or is of an earlier version of kvt. Run it again."
    if end.get("reason") == "nan":
        return "Its loss was not a number any more, and would stay so: change a setting, and run it again."
    if not _epochs(run):
        return "Not one of its epochs has ended: run it again."
    return ""


def is_exact(run: Run) -> bool:
    """Whether what goes on from `run` is what it would have been had `run` not ended: a Stop comes at any moment."""
    return run.status.state == "completed"


def going_on(run: Run, epochs: int) -> tuple[Spec, Files]:
    """The spec that adds `epochs` to those of `run`, and the files that its script reads.

    Raises RunError where nobody can go on, SpecError where there would be too many epochs.
    """
    if sentence := obstacle(run):
        raise RunError(sentence)
    done = _epochs(run)
    start = Start(epochs_done=done, run=run.id)
    parsed = parse({"training.epochs": done + epochs}, run.spec.model_copy(update={"start": start}))
    if parsed.problems:
        raise SpecError(" ".join(problem.sentence for problem in parsed.problems))
    return parsed.spec, {**run.given(), "start.npz": run.state_path}


def _epochs(run: Run) -> int:
    """Those that ended, as the script says."""
    epochs = (run.end() or {}).get("epochs")
    return epochs if isinstance(epochs, int) and epochs > 0 else 0
