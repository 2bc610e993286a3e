"""The constants of a script, taken from a spec: every knob by its name, and what follows from the knobs."""

from typing import Any

from kvt.spec import OWNERS, Owner, Spec, knobs
from kvt.spec.start import no_way_on

MOST_CLASSES = 20  # in a picture


def settings(spec: Spec, report: bool = True) -> dict[str, Any]:
    """Name → literal: int, float, bool, str, None or tuples of them. What follows from knobs is for folding, mostly."""
    values = {knob.setting: knob.value for knob in knobs(spec)}
    engine = spec.engine
    dataset = spec.dataset
    return values | {
        "TASK": dataset.task,
        "METRIC": spec.metric,
        "LOSS": spec.loss,
        "FEATURES": dataset.features,
        "OUTPUTS": dataset.classes if dataset.task == "multiclass" else 1,
        "IMAGES": bool(dataset.shape),
        "BATCH_NORMALIZATION": getattr(spec.model, "batch_normalization", False),
        "SHAPE": dataset.shape or (dataset.features,),
        "VALIDATION_SAMPLES": spec.validation_samples,
        "JIT_COMPILE": jit_compile(spec),
        "STRIDE": spec.engine.steps_per_execution if spec.route.way == "keras" else 1,
        "ENGINE": bool(
            engine.intra_op_threads
            or engine.inter_op_threads
            or engine.memory_growth
            or engine.memory_limit
            or engine.deterministic
        ),
        "RUNNING": spec.route.way == "keras",  # fit reports means over the epoch so far
        "WHOLE_EPOCHS": spec.route.recipe == "epoch_graph",  # are run by one call
        "PICTURE": picture(spec),
        "KEEP_IMAGES": report and bool(dataset.shape) and picture(spec) == "confusion",
        "PIXELS": getattr(dataset, "pixels", 8),  # stories read the digits, too, whatever the dataset is
        "REPORT": report,
        "EPOCHS_DONE": spec.start.epochs_done,
        "KEEP_STATE": report and not no_way_on(spec),
        "STEP_GRAPH": report and step_graph(spec),
        "STEERED": report and spec.topic.kind == "steering",
        **_replayed(spec.topic),
        **_columns(dataset),
    }


def jit_compile(spec: Spec) -> bool | None:
    """Whether XLA compiles the step: as the route demands, else as was chosen; None leaves it to Keras."""
    if spec.route.recipe == "epoch_graph":
        return spec.route.kind == "epoch_graph_xla"
    return {"auto": None, "on": True, "off": False}[spec.engine.jit_compile]


def step_graph(spec: Spec) -> bool:
    """Whether TensorBoard is to show the traced step: an eager loop has none."""
    is_eager = spec.route.kind == "tape_eager" or (spec.route.way == "keras" and spec.engine.run_eagerly)
    return spec.board.drawn_graph == "step" and not is_eager


def picture(spec: Spec) -> str:
    """What a run draws beside its curves, or nothing.

    The "boundary" over two features, the "curve" over one, the "confusion" of classes, few enough to be seen, where
    samples were held out.
    """
    dataset = spec.dataset
    if dataset.task == "regression":
        return "curve" if dataset.features == 1 else ""
    if dataset.features == 2:
        return "boundary"
    return "confusion" if spec.validation_samples and dataset.classes <= MOST_CLASSES else ""


def _replayed(topic: Any) -> dict[str, Any]:
    """What a run that was steered has left for the one that repeats it."""
    return {"RATES": topic.rates} if topic.kind == "steering" else {}


def _columns(dataset: Any) -> dict[str, Any]:
    if dataset.kind != "csv":
        return {}
    return {"NUMBERS": dataset.numbers, "CATEGORIES": dataset.categories, "LABELS": dataset.labels}


# Settings that are no knob of their own stand with the owner of the knob that they follow from.
FOLLOWING: dict[str, Owner] = {
    "OUTPUTS": "data",
    "FEATURES": "data",
    "SHAPE": "data",
    "VALIDATION_SAMPLES": "data",
    "NUMBERS": "data",
    "CATEGORIES": "data",
    "LABELS": "data",
    "METRIC": "keras",
    "RATES": "keras",
    "EPOCHS_DONE": "keras",
    "JIT_COMPILE": "shared",
    "STRIDE": "shared",
}


# What TensorBoard lists, for which a script may name things that it never asks.
LISTED = {"DATASET", "MODEL", "LOSS", "OPTIMIZER", "ROUTE"}
LIST = """# All of them, as TensorBoard lists them.
SETTINGS = {name: value for name, value in globals().items() if name.isupper()}"""


def sections(spec: Spec, values: dict[str, Any], read: frozenset[str]) -> str:
    """The constants in `read`, one `# Owner` block each, in the order of the form; "" if there are none.

    If SETTINGS is read, too, it follows, as the dictionary of them all.
    """
    is_listed = "SETTINGS" in read
    if is_listed:
        read |= LISTED
    owners: dict[str, Owner] = {knob.setting: knob.owner for knob in knobs(spec)} | FOLLOWING
    blocks = []
    for owner, title in OWNERS.items():
        lines = [
            f"{name} = {literal(value)}" for name, value in values.items() if name in read and owners.get(name) == owner
        ]
        if lines:
            blocks.append("\n".join([f"# {title}", *lines]))
    if is_listed:
        blocks.append(LIST)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def literal(value: Any) -> str:
    """`value` as Python source; text in double quotes where it has none of its own. Never anything but a literal."""
    if isinstance(value, tuple):
        return f"({', '.join(literal(item) for item in value)}{',' if len(value) == 1 else ''})"
    text = repr(value)
    return f'"{text[1:-1]}"' if isinstance(value, str) and '"' not in text else text
