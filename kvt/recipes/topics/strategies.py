"""Every chosen strategy with fit and with a loop of its own, one after the other, so that none disturbs another."""

from collections.abc import Iterator

from kvt.recipes.settings import CHOSEN
from kvt.recipes.strategies.processes import WAYS, attempt

STRATEGIES = {
    "one_device": "OneDevice",
    "mirrored": "Mirrored",
    "central_storage": "CentralStorage",
    "multi_worker": "MultiWorkerMirrored",
    "parameter_server": "ParameterServer",
}


def findings() -> Iterator[dict]:
    if CHOSEN == "all":
        chosen = list(STRATEGIES.values())
    elif CHOSEN == "quick":
        chosen = ["OneDevice", "Mirrored", "CentralStorage"]
    else:
        chosen = [STRATEGIES[CHOSEN]]
    left_out = [strategy for strategy in STRATEGIES.values() if strategy not in chosen]
    yield {"name": "left out", "strategies": left_out}
    for way in WAYS:
        for strategy in ["none", *chosen]:
            yield {"name": "attempt", "strategy": strategy, "way": way, **attempt(strategy, way)}
