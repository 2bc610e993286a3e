"""From the settings to what was found."""

import time

from kvt.recipes.engine.settings import set_up
from kvt.recipes.settings import ENGINE
from kvt.recipes.topics.tell import tell
from kvt.recipes.topics.tensors import findings


def main() -> None:
    if ENGINE:
        set_up()
    started = time.perf_counter()
    for finding in findings():
        tell("result", **finding)
        # Long lists of numbers stand in events.jsonl alone.
        print(*(f"{name}={value}" for name, value in finding.items() if len(str(value)) < 200))
    tell("end", reason="completed", steps=0, epochs=0, training_seconds=time.perf_counter() - started)


if __name__ == "__main__":
    main()
