"""The settings that recipes read, at their defaults: so each recipe can be imported and tried alone.

In a script these are constants of its own; `kvt.script` writes them and drops the import.
"""

from functools import cache
from typing import Any

from kvt.script.settings import settings
from kvt.spec import Spec, knobs, parse


@cache
def _defaults() -> dict[str, Any]:
    """Every setting there is: those of the default spec, and of each dataset, optimizer … that it did not choose."""
    values: dict[str, Any] = {}
    for knob in knobs(Spec()):
        if knob.kind == "variant":
            for kind in knob.options or {}:
                values = settings(parse({knob.path: kind}).spec) | values
    return values | settings(Spec())


def __getattr__(name: str) -> Any:
    if name == "SETTINGS":
        return _defaults()
    try:
        return _defaults()[name]
    except KeyError:
        raise AttributeError(f"no setting is called {name}") from None
