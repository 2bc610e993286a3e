"""What a sweep looks for and how: fields, sampler, pruner, budget. The same from a URL, a form and the command line."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kvt.spec import Spec, clashes
from kvt.sweeps import space as spaces
from kvt.sweeps.dimension import POINTS
from kvt.sweeps.space import Space

Sampler = Literal["tpe", "random", "grid", "cmaes"]
Pruner = Literal["none", "median", "hyperband"]
Objective = Literal["val_loss", "val_metric"]

SAMPLERS: dict[Sampler, str] = {"tpe": "TPE", "random": "random", "grid": "grid", "cmaes": "CMA-ES"}
PRUNERS: dict[Pruner, str] = {"none": "nobody", "median": "behind the median", "hyperband": "Hyperband"}
OBJECTIVES: dict[Objective, str] = {"val_loss": "validation loss", "val_metric": "validation metric"}
NOTES: dict[str, str] = {
    "tpe": "Looks where good trials were denser than bad ones.",
    "random": "Draws each trial anew, whatever the others came to.",
    "grid": f"Every combination; of a range {POINTS} values.",
    "cmaes": "A cloud of points that moves towards the good ones: for two numbers or more.",
}
MOST_RUNS = 300


class Search(BaseModel):
    """`trials` and `minutes` bound it, whichever comes first; each trial is the mean of `repeats` runs."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    space: Space = Field((), title="Fields to search", description="What differs from trial to trial.")
    sampler: Sampler = Field("tpe", title="Next values by", description=" ".join(NOTES.values()))
    pruner: Pruner = Field(
        "none",
        title="Stop early",
        description="Ends trials that fall behind at the end of an epoch: behind the median of the others, or in "
        "Hyperband’s rounds, each of which lets the better third go on.",
    )
    objective: Objective = Field("val_loss", title="Best is by", description="What is compared, at a run’s end.")
    trials: int = Field(20, ge=2, le=200, title="Trials", description="How many points of the space are tried.")
    minutes: float = Field(
        0.0, ge=0.0, le=240.0, title="Minutes", description="No trial begins after so many; 0: no such bound."
    )
    repeats: int = Field(
        1, ge=1, le=5, title="Runs a trial", description="Seeds of weights and batches differ; their mean is compared."
    )


class Read(NamedTuple):
    search: Search
    problems: tuple[str, ...]


PARAMETERS = tuple(name for name in Search.model_fields if name != "space")


def read(params: Mapping[str, str], base: Spec, default: Search) -> Read:
    """The search that a URL's parameters name: "search" is "path:low..high;path:a,b", the others by their names.

    What is left out is as in `default`; what is not taken gets a sentence.
    """
    search, problems = default, []
    if "search" in params:
        parts = [part.partition(":") for part in params["search"].split(";") if part.strip()]
        space, problems = spaces.read({path.strip(): words for path, _, words in parts}, base)
        search = search.model_copy(update={"space": space})
    for name in PARAMETERS:
        if name in params:
            search, sentence = changed(search, name, params[name])
            problems += [sentence] if sentence else []
    return Read(search, tuple(problems))


def write(search: Search) -> dict[str, str]:
    """The parameters that `read` turns back into `search`; what is at its default is left out."""
    plain = {name: getattr(search, name) for name in PARAMETERS}
    params = {
        name: f"{value:g}" if isinstance(value, float) else str(value)
        for name, value in plain.items()
        if value != Search.model_fields[name].default
    }
    space = ";".join(f"{dimension.path}:{str(dimension).replace(', ', ',')}" for dimension in search.space)
    return {"search": space} | params


def changed(search: Search, name: str, value: Any) -> tuple[Search, str]:
    """`search` with one plain field set to what was typed, and "" or the sentence that says why it was not taken."""
    field = Search.model_fields[name]
    try:
        return Search.model_validate(search.model_dump() | {name: value}), ""
    except ValidationError as error:
        if options := get_args(field.annotation):
            reason = f"choose {', '.join(map(str, options))}"
        else:
            message = error.errors(include_url=False)[0]["msg"]
            reason = message[0].lower() + message[1:]
        return search, f"{field.title} cannot be {str(value)[:40]!r}: {reason}."


def problems(search: Search, base: Spec) -> list[str]:
    """Why this cannot be searched, a sentence each; none if it can."""
    found = spaces.stray(search.space, base)
    if not search.space:
        found.append("No field is searched: choose at least one.")
    if base.topic.kind != "train":
        found.append("A sweep trains, and this is a story of its own: choose settings of a training.")
    if base.validation_samples < 1:
        found.append("Trials are compared on validation samples: keep a share of the samples for validation.")
    if search.trials * search.repeats > MOST_RUNS:
        found.append(f"These are {search.trials * search.repeats} runs: have at most {MOST_RUNS}.")
    searched = {dimension.path for dimension in search.space}
    if search.sampler == "cmaes" and sum(dimension.kind != "choice" for dimension in search.space) < 2:
        found.append("CMA-ES moves through ranges of numbers: search two ranges or more, or choose TPE.")
    if search.objective == "val_loss" and "training.loss" in searched:
        found.append("Different losses cannot be compared with each other: let the best be by the validation metric.")
    if search.sampler == "grid" and (size := spaces.size(search.space)) > spaces.MOST_POINTS:
        found.append(f"The grid has {size} points: have at most {spaces.MOST_POINTS}, with fewer fields or values.")
    mends = {clash.sentence for clash in clashes(base) if not searched & set(clash.paths)}
    return [*found, *sorted(mends)]


def planned(search: Search, base: Spec) -> int:
    """How many trials there will be, if time allows."""
    return min(search.trials, len(spaces.grid(search.space, base))) if search.sampler == "grid" else search.trials


def larger_is_better(search: Search, base: Spec) -> bool:
    return search.objective == "val_metric" and base.metric == "accuracy"


def measured(search: Search, base: Spec) -> str:
    """What is compared, by name: "validation loss", "validation accuracy"."""
    if search.objective == "val_loss":
        return "validation loss"
    return "validation accuracy" if base.metric == "accuracy" else "validation error (mean absolute)"
