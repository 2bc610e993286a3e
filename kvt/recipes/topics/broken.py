"""Break a training on purpose, find the operation by the debugger's dump, and see what other watchers say."""

from collections.abc import Iterator

from kvt.recipes.debugger.dumping import alone, dumped
from kvt.recipes.debugger.faults import BROKEN
from kvt.recipes.debugger.post_mortem import post_mortem
from kvt.recipes.debugger.training import Record
from kvt.recipes.debugger.watching import WATCHERS, what_it_costs, what_it_tells
from kvt.recipes.settings import OTHERS, STEPS


def findings() -> Iterator[dict]:
    record = Record()
    alone(dumped, BROKEN, STEPS, record, "debugger")
    found = post_mortem("debugger", record.ended)
    yield found | {"losses": record.losses[-3:], "steps": len(record.losses), "bad_step": record.bad_step}
    if OTHERS:
        for watcher in WATCHERS:
            if watcher == "dump":
                tells = {"said": "", "step": found.get("step"), "op": found["op"], "line": found.get("line")}
            else:
                tells = what_it_tells(watcher)
            yield {"name": "watcher", "watcher": watcher, **tells, **what_it_costs(watcher)}
