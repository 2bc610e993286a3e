"""One race as a page holds it: what is trained, by which routes, with which values; and the same as a URL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kvt.spec import Spec, assignments, clashes, knobs, labels, parse, titles
from kvt.sweeps import search as searches
from kvt.sweeps.search import Search
from kvt.views import vary as variations
from kvt.views.vary import Variation

# More parameters than any experiment has, and fewer than would keep the server busy.
MOST = 200


class Racer(NamedTuple):
    """One run of a race. `label` says what tells it from the others."""

    label: str
    spec: Spec


@dataclass(frozen=True)
class Experiment:
    """`spec` is shared by all racers, its own route at the default; `routes` are kinds, in the order of the race.
    `vary` gives each racer values of its own, on every route; nothing varies by itself. With a `search` no race is
    meant but a sweep on the first route.
    """

    spec: Spec
    routes: tuple[str, ...]
    vary: tuple[Variation, ...] = ()
    search: Search | None = None

    @property
    def base(self) -> Spec:
        """What a sweep begins with."""
        return on_route(self.spec, self.routes[0])

    def racers(self) -> list[Racer]:
        """One a route and value, the routes outermost."""
        routed = (on_route(self.spec, route) for route in self.routes)
        specs = [spec for base in routed for spec in variations.variants(base, self.vary)]
        return [Racer(label, spec) for label, spec in zip(labels(specs), specs, strict=True)] if specs else []

    def specs(self) -> list[Spec]:
        return [racer.spec for racer in self.racers()]

    def clashes(self) -> list[str]:
        """Why this cannot be raced, a sentence each; none if it can."""
        if not self.routes:
            return ["No route is chosen: choose at least one."]
        if self.search is not None:
            return searches.problems(self.search, self.base)
        sentences = [clash.sentence for spec in self.specs() for clash in clashes(spec)]
        return list(dict.fromkeys([*variations.stray(self.spec, self.vary), *sentences]))


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
    varied = rest.pop("vary", "")
    asked = {name: rest.pop(name) for name in ("search", *searches.PARAMETERS) if default.search and name in rest}
    parsed = parse(rest)
    problems += [problem.sentence for problem in parsed.problems]
    vary = variations.read(varied, parsed.spec) if varied else variations.Read((), ())
    found = Experiment(parsed.spec, routes, vary.vary, default.search)
    if default.search is not None:
        search = searches.read(asked, found.base, default.search)
        return Read(replace(found, search=search.search), (*problems, *search.problems))
    return Read(found, (*problems, *vary.problems))


def write(experiment: Experiment, default: Experiment) -> dict[str, str]:
    """The parameters that `read` turns back into `experiment`: {} for the default."""
    if experiment == default:
        return {}
    params = assignments(experiment.spec)
    if experiment.vary:
        params["vary"] = variations.write(experiment.vary)
    if experiment.search is not None:
        params |= searches.write(experiment.search)
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
