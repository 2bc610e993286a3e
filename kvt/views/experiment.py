"""One race as a page holds it: what is trained, by which routes; and the same as the parameters of a URL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kvt.spec import Spec, assignments, clashes, knobs, parse, titles

# More parameters than any experiment has, and fewer than would keep the server busy.
MOST = 200


@dataclass(frozen=True)
class Experiment:
    """`spec` is shared by all routes, its own route at the default; `routes` are kinds, in the order of the race."""

    spec: Spec
    routes: tuple[str, ...]

    def specs(self) -> list[Spec]:
        """One spec a route."""
        return [on_route(self.spec, route) for route in self.routes]

    def clashes(self) -> list[str]:
        """Why this cannot be raced, a sentence each; none if it can."""
        if not self.routes:
            return ["No route is chosen: choose at least one."]
        sentences = [clash.sentence for spec in self.specs() for clash in clashes(spec)]
        return list(dict.fromkeys(sentences))


class Read(NamedTuple):
    experiment: Experiment
    problems: tuple[str, ...]


def on_route(spec: Spec, route: str) -> Spec:
    return parse({"route": route}, spec).spec


def read(params: Mapping[str, str], default: Experiment) -> Read:
    """The experiment that a URL's parameters name, and a sentence for each value that was not taken.

    Without parameters it is `default`; with some, what they leave out is kvt's own default, whatever the page's is.
    """
    if not params:
        return Read(default, ())
    problems: list[str] = []
    rest = dict(list(params.items())[:MOST])
    if len(params) > MOST:
        problems.append(f"The address has {len(params)} parameters, and only the first {MOST} were read.")
    routes = default.routes
    if "routes" in rest:
        routes, unknown = _routes(rest.pop("routes"))
        if unknown:
            problems.append(f"There is no route {', '.join(unknown)}: choose of {', '.join(titles('route'))}.")
        if not routes:
            routes = default.routes
    elif "route" in rest and rest["route"] in titles("route"):
        routes = (rest["route"],)
    rest.pop("route", None)
    parsed = parse(rest)
    problems += [problem.sentence for problem in parsed.problems]
    return Read(Experiment(parsed.spec, routes), tuple(problems))


def write(experiment: Experiment, default: Experiment) -> dict[str, str]:
    """The parameters that `read` turns back into `experiment`: {} for the default."""
    if experiment == default:
        return {}
    params = assignments(experiment.spec)
    if experiment.routes != default.routes or not params:
        params["routes"] = ",".join(experiment.routes)
    return params


def changed(experiment: Experiment, path: str, value: object) -> Read:
    """`experiment` with one field set to what was typed; a problem leaves it, and names the field as the form does."""
    parsed = parse({path: value}, experiment.spec)
    label = next((knob.label for knob in knobs(experiment.spec) if knob.path == path), path)
    sentences = tuple(
        label + problem.sentence.removeprefix(path) for problem in parsed.problems if problem.path == path
    )
    return Read(replace(experiment, spec=parsed.spec), sentences)


def _routes(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Known kinds in kvt's own order, each once; and the others, shortened for show."""
    asked = [part.strip() for part in text.split(",") if part.strip()]
    known = tuple(kind for kind in titles("route") if kind in asked)
    unknown = [repr(part[:40]) for part in dict.fromkeys(asked) if part not in known]
    return known, unknown[:5]
