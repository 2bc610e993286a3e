"""What can be trained: options, bounds, owners, and what does not go together."""

from kvt.spec.base import OWNERS, Owner, Part, Task
from kvt.spec.clashes import Clash, check, clashes
from kvt.spec.knobs import Knob, knobs, titles, variants
from kvt.spec.labels import differing, keys, labels
from kvt.spec.parse import Parsed, Problem, assignments, parse
from kvt.spec.spec import LOSSES, Engine, Seeds, Spec, Training

__all__ = [
    "LOSSES",
    "OWNERS",
    "Clash",
    "Engine",
    "Knob",
    "Owner",
    "Parsed",
    "Part",
    "Problem",
    "Seeds",
    "Spec",
    "Task",
    "Training",
    "assignments",
    "check",
    "clashes",
    "differing",
    "keys",
    "knobs",
    "labels",
    "parse",
    "titles",
    "variants",
]
