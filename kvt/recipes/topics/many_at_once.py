"""The same configurations all at once, one after the other, and some of them by Keras."""

import itertools
import time
from collections.abc import Iterator

import numpy as np

from kvt.recipes.datasets.moons import load
from kvt.recipes.networks.many_networks import cross_entropy, first_weights, train_networks
from kvt.recipes.networks.one_of_many import fit_network
from kvt.recipes.settings import BATCH_SIZE, LEARNING_RATES, PASSES, SEEDS, SHUFFLE_SEED, STRENGTHS, WEIGHTS_SEED

LOWEST, HIGHEST = 0.0003, 0.1  # learning rates


def findings() -> Iterator[dict]:
    """Learning rate, strength and seed of each configuration; seconds and final losses of each way."""
    x, y = load()
    rng = np.random.default_rng(SHUFFLE_SEED)
    order = np.array([rng.permutation(len(x)) for _ in range(PASSES)])
    order = order[:, : len(x) // BATCH_SIZE * BATCH_SIZE].reshape(-1, BATCH_SIZE)  # a row a step
    data = x[order], y[order], x, y
    rates = np.geomspace(LOWEST, HIGHEST, LEARNING_RATES)
    strengths = [0.0, 0.001, 0.01, 0.1][:STRENGTHS]
    seeds = [WEIGHTS_SEED + number for number in range(SEEDS)]
    rate, strength, seed = (np.array(column) for column in zip(*itertools.product(rates, strengths, seeds)))
    rate, strength = rate.astype("float32"), strength.astype("float32")
    weights = [np.stack(same) for same in zip(*(first_weights(each) for each in seed))]
    yield {
        "name": "configurations",
        "rates": rate.tolist(),
        "strengths": strength.tolist(),
        "seeds": seed.tolist(),
        "steps": len(order),
    }

    def train(chosen: slice) -> tuple[list[float], float]:
        """Final losses, and seconds."""
        started = time.perf_counter()
        losses = train_networks([each[chosen] for each in weights], rate[chosen], strength[chosen], *data).numpy()
        return losses.tolist(), time.perf_counter() - started

    _, first_seconds = train(slice(None))  # compiles
    losses, seconds = train(slice(None))
    yield {"name": "at_once", "losses": losses, "seconds": seconds, "first_seconds": first_seconds}

    _, first_seconds = train(slice(0, 1))  # compiles anew, since another shape is another program
    each = [train(slice(place, place + 1)) for place in range(len(rate))]
    yield {
        "name": "one_by_one",
        "losses": [losses[0] for losses, _ in each],
        "seconds": sum(seconds for _, seconds in each),
        "first_seconds": first_seconds,
    }

    for place in (0, len(rate) // 2):
        start = [each[place] for each in weights]
        variables, seconds, first_seconds = fit_network(start, float(rate[place]), float(strength[place]), *data[:2])
        loss = cross_entropy([variable.value[np.newaxis] for variable in variables], x, y)
        yield {
            "name": "keras",
            "place": place,
            "loss": float(loss[0]),
            "seconds": seconds,
            "first_seconds": first_seconds,
        }
