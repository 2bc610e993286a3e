"""The same MLP without TensorFlow: `python -m benchmarks._elsewhere numpy '[2, 8, 8, 1]' 32` prints its steps a second.

Squared error on made-up samples, tanh, Adam: the arithmetic of a step is what counts here, not what is learned.
"""

import itertools
import json
import sys
import time
from collections.abc import Callable

import numpy as np

RATE, BETA_1, BETA_2, EPSILON = 0.01, 0.9, 0.999, 1e-7
SECONDS = 1.0
CHUNK = 200  # steps between two looks at the clock


def main(library: str, sizes: list[int], batch: int) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(CHUNK, batch, sizes[0])).astype("float32")
    y = rng.normal(size=(CHUNK, batch, sizes[-1])).astype("float32")
    weights = [
        part
        for fan_in, fan_out in itertools.pairwise(sizes)
        for part in (rng.normal(0, fan_in**-0.5, (fan_in, fan_out)).astype("float32"), np.zeros(fan_out, "float32"))
    ]
    run = {"numpy": in_numpy, "torch": in_torch, "jax": in_jax}[library](weights, x, y)
    run()  # compiled, and warm
    steps, started = 0, time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        run()
        steps += CHUNK
    print(steps / (time.perf_counter() - started))


def in_numpy(weights: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> Callable[[], None]:
    """CHUNK steps of the chain rule and Adam, written out (Kingma and Ba 2015, algorithm 1)."""
    means = [np.zeros_like(weight) for weight in weights]
    squares = [np.zeros_like(weight) for weight in weights]
    step = 0

    def run() -> None:
        nonlocal step
        for batch, target in zip(x, y, strict=True):
            layers = [batch]
            for kernel, bias in zip(weights[::2], weights[1::2], strict=True):
                layers.append(layers[-1] @ kernel + bias)
                if len(layers) <= len(weights) // 2:
                    np.tanh(layers[-1], out=layers[-1])
            error = 2 * (layers[-1] - target) / target.size
            gradients = []
            for index in reversed(range(0, len(weights), 2)):
                before = layers[index // 2]
                gradients += [error.sum(axis=0), before.T @ error]
                error = error @ weights[index].T * (1 - before**2)
            step += 1
            rate = RATE * (1 - BETA_2**step) ** 0.5 / (1 - BETA_1**step)
            for weight, mean, square, gradient in zip(weights, means, squares, reversed(gradients), strict=True):
                mean += (gradient - mean) * (1 - BETA_1)
                square += (gradient * gradient - square) * (1 - BETA_2)
                weight -= rate * mean / (np.sqrt(square) + EPSILON)

    return run


def in_torch(weights: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> Callable[[], None]:
    import torch

    parameters = [torch.tensor(weight, requires_grad=True) for weight in weights]
    optimizer = torch.optim.Adam(parameters, lr=RATE, eps=EPSILON)
    batches = list(zip(torch.tensor(x), torch.tensor(y), strict=True))

    def run() -> None:
        for batch, target in batches:
            layer = batch
            for kernel, bias in zip(parameters[:-2:2], parameters[1:-2:2], strict=True):
                layer = torch.tanh(layer @ kernel + bias)
            loss = ((layer @ parameters[-2] + parameters[-1] - target) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()

    return run


def in_jax(weights: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> Callable[[], None]:
    import jax
    import jax.numpy as jnp

    def loss(parameters, batch, target):
        for kernel, bias in zip(parameters[:-2:2], parameters[1:-2:2], strict=True):
            batch = jnp.tanh(batch @ kernel + bias)
        return jnp.mean((batch @ parameters[-2] + parameters[-1] - target) ** 2)

    def step(state, samples):
        parameters, means, squares, count = state
        gradients = jax.grad(loss)(parameters, *samples)
        count += 1
        rate = RATE * jnp.sqrt(1 - BETA_2**count) / (1 - BETA_1**count)
        means = [mean + (g - mean) * (1 - BETA_1) for mean, g in zip(means, gradients, strict=True)]
        squares = [square + (g * g - square) * (1 - BETA_2) for square, g in zip(squares, gradients, strict=True)]
        moved = [
            weight - rate * mean / (jnp.sqrt(square) + EPSILON)
            for weight, mean, square in zip(parameters, means, squares, strict=True)
        ]
        return (moved, means, squares, count), None

    chunk = jax.jit(lambda state: jax.lax.scan(step, state, (jnp.asarray(x), jnp.asarray(y)))[0])
    zeros = [jnp.zeros_like(weight) for weight in weights]
    state = ([jnp.asarray(weight) for weight in weights], zeros, zeros, jnp.float32(0))

    def run() -> None:
        nonlocal state
        state = jax.block_until_ready(chunk(state))

    return run


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]))
