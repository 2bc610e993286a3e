"""Optuna behind a small door: the next point, what each trial came to, who falls behind, which field matters.

Optuna is imported when the first study is opened, since most visitors of a server never sweep.
"""

import math
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from kvt.runs.trial import Trial, TrialState
from kvt.sweeps import space as spaces
from kvt.sweeps.dimension import Dimension
from kvt.sweeps.search import larger_is_better
from kvt.sweeps.sweep import Plan

NAME = "sweep"
STARTUP = 5  # trials that are never pruned: there is nothing yet to fall behind
ENOUGH = 12  # completed trials: of fewer, what matters is little better than guessed
_importing = threading.Lock()


class Study:
    """One sweep's trials, kept in a journal that a killed server leaves whole. The caller holds the lock."""

    def __init__(self, plan: Plan, journal: Path) -> None:
        optuna = _optuna()
        from optuna.storages import JournalStorage

        self._optuna, self._plan = optuna, plan
        mend(journal)
        fresh = not journal.exists() or not journal.stat().st_size
        self._study = optuna.create_study(
            storage=JournalStorage(_backend(journal)),
            study_name=NAME,
            sampler=_sampler(optuna, plan),
            pruner=_pruner(optuna, plan),
            direction="maximize" if larger_is_better(plan.search, plan.base) else "minimize",
            load_if_exists=True,
        )
        if fresh:
            self._enqueue()

    def _enqueue(self) -> None:
        """A grid's points; else where the settings stand, so that the sweep says how much better than that it found."""
        search, base = self._plan.search, self._plan.base
        if search.sampler == "grid":
            for values in spaces.grid(search.space, base)[: search.trials]:
                self._study.enqueue_trial(values)
        elif (start := spaces.here(search.space, base)) is not None:
            self._study.enqueue_trial(start)

    def ask(self) -> Trial:
        """The next trial, running, with the values to try."""
        asked = self._study.ask()
        plan = self._plan
        spaces.draw(plan.search.space, plan.base, lambda dimension: _suggest(asked, dimension))
        asked.set_user_attr("runs", [""] * plan.search.repeats)
        return self.trial(asked.number)

    def assign(self, number: int, repeat: int, run_id: str) -> None:
        """Note which run tries it; "" for one that has to begin again."""
        runs = list(self.trial(number).runs)
        runs[repeat] = run_id
        self._set(number, "runs", runs)

    def hear(self, number: int, epochs: Mapping[int, float]) -> None:
        """Note a trial's values at epochs' ends: what the others are measured by, and it by theirs."""
        trial = self._open(number)
        told = self._frozen(number).intermediate_values
        for epoch, value in epochs.items():
            if epoch not in told and not math.isnan(value):
                trial.report(value, epoch)

    def behind(self, number: int) -> bool:
        """Whether the trial has fallen so far behind that it is to be stopped."""
        return self._open(number).should_prune()

    def prune(self, number: int, reason: str) -> None:
        """Note that it is to be stopped for falling behind; it ends when its runs have."""
        self._set(number, "pruned", reason)

    def pruned(self, number: int) -> str:
        """The reason why it was pruned, "" if it was not."""
        return self._frozen(number).user_attrs.get("pruned", "")

    def tell(
        self, number: int, state: TrialState, value: float | None = None, reason: str = "", seconds: float = 0.0
    ) -> None:
        """Write down what a trial came to, after so many seconds of its runs."""
        self._set(number, "seconds", seconds)
        if reason:
            self._set(number, "reason", reason)
        states = self._optuna.trial.TrialState
        match state:
            case "completed":
                self._study.tell(number, value, skip_if_finished=True)
            case "pruned":
                self._study.tell(number, state=states.PRUNED, skip_if_finished=True)
            case _:
                self._set(number, "stopped", state == "stopped")  # Optuna knows no difference
                self._study.tell(number, state=states.FAIL, skip_if_finished=True)

    def trial(self, number: int) -> Trial:
        return _plain(self._frozen(number))

    def trials(self) -> list[Trial]:
        """All that have begun, in their order."""
        waiting = self._optuna.trial.TrialState.WAITING
        return [_plain(found) for found in self._study.get_trials(deepcopy=False) if found.state != waiting]

    def importance(self) -> dict[str, float]:
        """Each field's share in what tells the better trials from the others, 0 … 1; {} while that cannot be said.

        PED-ANOVA, Watanabe and others, 2023 (arxiv.org/abs/2304.10255): needs no model of the trials. Its best tenth
        is one or two of them here, which differ from all in every number and in no choice: so the better half.
        """
        done = [trial for trial in self.trials() if trial.state == "completed"]
        if len(done) < ENOUGH or len({trial.value for trial in done}) < 2:
            return {}
        importance = _without("sklearn", "optuna.importance")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that few trials have a field
            try:
                shares = importance.get_param_importances(
                    self._study, evaluator=importance.PedAnovaImportanceEvaluator(target_quantile=0.5), normalize=True
                )
            except (ValueError, RuntimeError):
                return {}
        return {path: float(share) for path, share in shares.items() if math.isfinite(share)}

    def _frozen(self, number: int) -> Any:
        return self._study.get_trials(deepcopy=False)[number]

    def _open(self, number: int) -> Any:
        return self._optuna.trial.Trial(self._study, self._frozen(number)._trial_id)

    def _set(self, number: int, name: str, value: Any) -> None:
        self._study._storage.set_trial_user_attr(self._frozen(number)._trial_id, name, value)


def mend(journal: Path) -> None:
    """Take off a last line that a killed server left half written: what is appended to it would be lost with it."""
    try:
        text = journal.read_bytes()
    except FileNotFoundError:
        return
    whole = text.rfind(b"\n") + 1
    if whole < len(text):
        with journal.open("r+b") as file:
            file.truncate(whole)


def _backend(journal: Path) -> Any:
    """Optuna's journal, without the half lines that a full disk leaves: what came behind one would be lost with it."""
    from optuna.storages.journal import JournalFileBackend

    class WholeLines(JournalFileBackend):
        def append_logs(self, logs: list[dict[str, Any]]) -> None:
            try:
                super().append_logs(logs)
            except OSError:
                mend(journal)
                raise

    # Optuna's own locks are files that a killed server would leave behind; here one process alone writes a journal.
    return WholeLines(str(journal), lock_obj=threading.Lock())  # type: ignore[arg-type]


def _plain(found: Any) -> Trial:
    attributes = found.user_attrs
    states: dict[str, TrialState] = {"COMPLETE": "completed", "PRUNED": "pruned", "FAIL": "failed"}
    state = "stopped" if attributes.get("stopped") else states.get(found.state.name, "running")
    last = max(found.intermediate_values, default=None)
    value = found.value if state == "completed" else None if last is None else found.intermediate_values[last]
    return Trial(
        number=found.number,
        state=state,
        values=dict(found.params),
        value=None if state in ("failed", "stopped") else value,
        runs=tuple(attributes.get("runs", ())),
        reason=attributes.get("reason", ""),
        seconds=attributes.get("seconds", 0.0),
    )


def _suggest(trial: Any, dimension: Dimension) -> Any:
    path = dimension.path
    match dimension.kind:
        case "choice":
            return trial.suggest_categorical(path, dimension.choices)
        case "integer":
            return trial.suggest_int(path, round(dimension.low), round(dimension.high), log=dimension.log)
        case _:
            return trial.suggest_float(path, dimension.low, dimension.high, log=dimension.log)


def _sampler(optuna: Any, plan: Plan) -> Any:
    startup = max(4, min(10, plan.search.trials // 3))
    match plan.search.sampler:
        case "tpe":
            return optuna.samplers.TPESampler(n_startup_trials=startup, seed=plan.seed)
        case "cmaes":
            _without("scipy", "cmaes")
            return optuna.samplers.CmaEsSampler(seed=plan.seed, warn_independent_sampling=False)
        case _:
            return optuna.samplers.RandomSampler(seed=plan.seed)


def _pruner(optuna: Any, plan: Plan) -> Any:
    epochs = plan.base.training.epochs
    match plan.search.pruner:
        case "median":
            return optuna.pruners.MedianPruner(n_startup_trials=STARTUP, n_warmup_steps=max(1, epochs // 5))
        case "hyperband":
            return optuna.pruners.HyperbandPruner(min_resource=max(1, epochs // 9), max_resource=max(2, epochs))
        case _:
            return optuna.pruners.NopPruner()


def _optuna() -> Any:
    with _importing:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        return optuna


def _without(costly: str, name: str) -> Any:
    """The module `name`, imported as if `costly`, which it can do without, were not installed: 60 to 100 MB less."""
    import importlib

    with _importing:
        if costly in sys.modules or name in sys.modules:
            return importlib.import_module(name)
        sys.modules[costly] = None  # type: ignore[assignment]
        try:
            return importlib.import_module(name)
        finally:
            del sys.modules[costly]


def counted(trials: Sequence[Trial]) -> dict[TrialState, int]:
    """How many trials are in each state."""
    return {state: sum(trial.state == state for trial in trials) for state in get_args(TrialState)}
