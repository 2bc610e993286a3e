"""Each attempt in processes of its own, which are ended when it is over or has taken too long."""

import multiprocessing
import os
from multiprocessing.connection import Connection, wait

from kvt.recipes.networks.trying import what_it_says
from kvt.recipes.settings import LIMIT
from kvt.recipes.strategies.making import make_strategy, serve_cluster, tasks
from kvt.recipes.strategies.training import train_by_fit, train_by_loop

WAYS = {"fit": train_by_fit, "own loop": train_by_loop}
# A copy of this process is there at once, with TensorFlow imported; it is safe while no operation has run here.
CONTEXT = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


def attempt(strategy: str, way: str) -> dict:
    """What came of training one `way` under one strategy: losses and speed, or the error, or that time was up."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    processes = [
        CONTEXT.Process(target=play, args=(theirs, strategy, way, task), daemon=True) for task in tasks(strategy)
    ]
    try:
        for process in processes:
            process.start()
        ready = wait([ours, processes[0].sentinel], timeout=LIMIT)
        if ours.poll():
            return ours.recv()
        return {"error": "its process ended without a word"} if ready else {"error": f"no answer in {LIMIT} s"}
    finally:
        for process in processes:
            process.kill()
            process.join()


def play(answer: Connection, strategy: str, way: str, task: dict[str, str]) -> None:
    """One process's part."""
    os.environ.update(task)
    result = {}

    def train() -> None:
        serve_cluster()
        result.update(WAYS[way](make_strategy(strategy)))

    error = what_it_says(train).partition("\n")[0]
    answer.send({"error": error} if error else result)
