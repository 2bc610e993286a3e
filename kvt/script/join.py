"""A spec becomes one script: recipes, word for word, under the constants they read.

Of a recipe that serves many scripts, each shows what it needs: choices are resolved (`fold`), and what nothing in the
script calls is left out (`reach`).
"""

import ast
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kvt.script.close_up import WIDTH
from kvt.script.examples import example
from kvt.script.fold import fold, names_asked
from kvt.script.reach import Definition, definitions, out_of_reach, reached, without
from kvt.script.settings import picture, settings
from kvt.script.settings import sections as constants
from kvt.spec import Spec, check
from kvt.spec.models import Cnn

RECIPES = Path(__file__).parent.parent / "recipes"


class Section(NamedTuple):
    """One `# %%` part of a script. `name` is its heading; `text` all of it, heading included."""

    name: str
    text: str


def plan(spec: Spec, report: bool = True) -> Iterator[tuple[str, str]]:
    """(heading, recipe) of every part of the script, in reading order. A part that is not needed is not there."""
    flavour, optimizer = spec.route.flavour, spec.training.optimizer.kind
    if settings(spec)["ENGINE"]:
        yield "Engine", "engine/settings"
    if not spec.topic.trains:
        kinds = {"dataset": spec.dataset.kind, "model": spec.model.kind, "optimizer": optimizer}
        for name, recipe in spec.topic.parts:
            yield name, recipe.format(**kinds)
        yield "Findings", "topics/tell"
        yield spec.topic.title, f"topics/{spec.topic.kind}"
        yield "Main", "topics/main"
        return
    yield "Data", f"datasets/{spec.dataset.kind}"
    yield "Split", "datasets/split"
    if spec.route.recipe != "epoch_graph":
        yield "Batches", "datasets/batches"
    if isinstance(spec.model, Cnn) and spec.model.convolution == "shifted":
        yield "Convolution", "models/convolve"
    if flavour == "module" and isinstance(spec.model, Cnn) and spec.model.augmentation:
        yield "Augmentation", "models/module/augmentation"
    yield "Layers", f"models/{flavour}/layers"
    yield "Model", f"models/{flavour}/{spec.model.kind}"
    yield "Loss", f"losses/{flavour}"
    if flavour == "keras":
        yield "Optimizer", "optimizers/keras"
    else:
        yield "Optimizer", f"optimizers/module/{optimizer.removesuffix('w')}"
        if spec.training.schedule.kind != "constant":
            yield "Learning rate", "optimizers/module/rate"
        if spec.training.optimizer.clip != "none":
            yield "Clipping", "optimizers/module/clip"
    if spec.route.way != "keras":
        yield "Metric", "metrics/by_hand"
    if spec.training.stopping.kind == "patience" and spec.route.way != "keras":
        yield "Early stopping", "stopping"
    if settings(spec, report)["STEERED"]:
        yield "Steering", "steering"
    yield "Training", f"routes/{spec.route.recipe}"
    yield "Saving", f"saving/{flavour}"
    if spec.start.epochs_done:
        yield "Going on", "saving/restore"
    if settings(spec, report)["KEEP_IMAGES"]:
        yield "Looking inside", "saving/images"
    if report:
        if picture(spec):
            yield "Picture", f"pictures/{picture(spec)}"
        if spec.board.weight_histograms or spec.board.gradient_histograms:
            yield "Histograms", "spreads"
        yield "TensorBoard", "board"
        yield "Report", "report"
        if spec.route.way == "keras":
            yield "Report of fit", "report_keras"
    else:
        yield "Report", "report_off"
    if spec.engine.debugger.kind == "dump":
        yield "Post-mortem", "debugger/post_mortem"
    elif spec.engine.debugger.kind == "numerics":
        yield "Messages", "debugger/messages"
    if spec.engine.debugger.kind != "off":
        yield "Debugger", "debugger/watched_run"
    yield "Main", "main"


@lru_cache(maxsize=256)
def script(spec: Spec, *, report: bool = True) -> str:
    """The whole text of train.py. `report=False` leaves the reporting out: the yardstick for what reporting costs.

    Raises ClashError if the spec's values do not go together.
    """
    check(spec)
    if spec.topic.kind == "example":
        return example(spec)
    values = settings(spec, report)
    imports: list[ast.stmt] = []
    folded: list[tuple[str, str, Definition]] = []
    for name, recipe in plan(spec, report):
        asked = tuple((asked, values[asked]) for asked in _names(recipe) if asked in values)
        found, body, definition = _folded(recipe, asked)
        imports += found
        folded.append((name, body, definition))
    read = reached(definition for _, _, definition in folded)
    parts = [Section(name, _cut(body, tuple(out_of_reach(definition, read)))) for name, body, definition in folded]
    head = [Section("Imports", _environment(spec) + _imports(imports, read))]
    if settled := constants(spec, values, read):
        head.append(Section("Settings", settled))
    return _docstring(spec, values) + "\n\n".join(f"# %% {part.name}\n{part.text}" for part in head + parts)


def split_sections(text: str) -> list[Section]:
    """The `# %%` sections of a script, in order; what stands before the first is called "About"."""
    pieces = re.split(r"^(?=# %% )", text, flags=re.MULTILINE)
    return [Section(_heading(piece), piece) for piece in pieces if piece.strip()]


def _heading(piece: str) -> str:
    first = piece.partition("\n")[0]
    return first.removeprefix("# %% ") if first.startswith("# %% ") else "About"


def _docstring(spec: Spec, values: dict[str, Any]) -> str:
    if not spec.topic.trains:
        title = spec.topic.title if spec.topic.title.endswith("?") else f"{spec.topic.title}."
        about = f"{title}\n\n{spec.topic.help}"
        return f'"""{about}\n\n    python train.py\n\nleaves what it found in events.jsonl.\n"""\n\n'
    model = "model.keras" if spec.route.flavour == "keras" else "model/, a SavedModel"
    done = spec.start.epochs_done
    begins = f"goes on from start.npz, the state that an earlier run left after {done} epochs, and " if done else ""
    left = ["what happened (events.jsonl, and tb/ for TensorBoard)"] if values["REPORT"] else []
    left.append(f"what was learned (weights.npz, and {model})")
    left += ["what another run can go on from (state.npz)"] if values["KEEP_STATE"] else []
    left += ["what the model makes of some images (images.npz)"] if values["KEEP_IMAGES"] else []
    leaves = f"{begins}leaves beside itself {_list(left)}."
    title = f"{spec.dataset.title}, {spec.model.title.lower()}: {spec.route.title}."
    about = textwrap.fill(f"{leaves} The same settings give the same losses.", WIDTH)
    return f'"""{title}\n\n    python train.py\n\n{about}\n"""\n\n'


def _list(items: list[str]) -> str:
    *first, last = items
    return f"{', '.join(first)}{',' if len(first) > 1 else ''} and {last}" if first else last


def _environment(spec: Spec) -> str:
    if spec.engine.onednn:
        return ""
    # Read when TensorFlow is imported, so it stands before the other imports.
    return 'import os\n\nos.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # before TensorFlow is imported\n\n'


@cache
def _names(recipe: str) -> list[str]:
    """The names that a recipe's choices ask: settings among them."""
    return sorted(names_asked((RECIPES / f"{recipe}.py").read_text("utf-8")))


@lru_cache(maxsize=512)
def _folded(recipe: str, values: tuple[tuple[str, Any], ...]) -> tuple[list[ast.stmt], str, Definition]:
    imports, body = _read(fold((RECIPES / f"{recipe}.py").read_text("utf-8"), dict(values)))
    return imports, body, definitions(body)


@lru_cache(maxsize=512)
def _cut(body: str, spans: tuple[tuple[int, int], ...]) -> str:
    return without(body, spans)


def _read(source: str) -> tuple[list[ast.stmt], str]:
    """Split a recipe into its imports of other packages, and its body without docstring and imports."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    imports: list[ast.stmt] = []
    for number, node in enumerate(tree.body):
        is_docstring = number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_import = isinstance(node, ast.Import | ast.ImportFrom)
        if is_import and not (isinstance(node, ast.ImportFrom) and str(node.module).startswith("kvt.")):
            imports.append(node)
        if is_docstring or is_import:
            for line in range(node.lineno - 1, node.end_lineno):
                lines[line] = ""
    return imports, "".join(lines).strip("\n") + "\n"


def _imports(nodes: list[ast.stmt], read: frozenset[str]) -> str:
    """The imports that are used, each once: the standard library's first, then the others, whole modules ahead."""
    wanted: dict[tuple[bool, bool, str], set[str]] = defaultdict(set)
    for node in nodes:
        for alias in node.names:  # type: ignore[attr-defined]
            module = node.module if isinstance(node, ast.ImportFrom) else alias.name
            if (alias.asname or alias.name.partition(".")[0]) in read:
                is_foreign = module.partition(".")[0] not in sys.stdlib_module_names
                is_part = isinstance(node, ast.ImportFrom)
                wanted[is_foreign, is_part, module].add(ast.unparse(alias))
    blocks: dict[bool, list[str]] = {False: [], True: []}
    for (is_foreign, is_part, module), names in sorted(wanted.items()):
        if is_part:
            blocks[is_foreign].append(f"from {module} import {', '.join(sorted(names))}")
        else:
            blocks[is_foreign] += [f"import {name}" for name in sorted(names)]
    return "\n".join("\n".join(block) + "\n" for block in blocks.values() if block)
