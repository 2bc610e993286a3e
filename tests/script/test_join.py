"""Every combination, as text: it compiles, asks nothing that is settled, reads nothing that is not there."""

import ast
import builtins
import itertools
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvt.errors import ClashError
from kvt.script import script, sections
from kvt.script.join import RECIPES, plan
from kvt.script.settings import LISTED, settings
from kvt.spec import Spec, knobs, parse, titles
from kvt.spec.datasets import Csv
from kvt.spec.start import Start

OPTIONS = [
    {},
    {"model.dropout": "0.2", "model.l2": "0.01", "model.batch_normalization": "true", "model.initializer": "he_normal"}
    | {"board.weight_histograms": "true", "board.gradient_histograms": "true"},
    {"training.stopping": "patience", "training.schedule": "cosine", "training.schedule.warmup_steps": "5"},
    {"training.validation_share": "0", "training.schedule": "exponential", "training.optimizer.clip": "norm"},
    {
        "engine.intra_op_threads": "1",
        "engine.deterministic": "true",
        "engine.onednn": "false",
        "engine.jit_compile": "on",
        "board.drawn_graph": "none",
    },
    {"training.optimizer.weight_decay": "0.01", "training.optimizer.clip": "value", "training.stop_on_nan": "false"}
    | {"board.drawn_graph": "step"},
]
IMAGES = {"model": "cnn", "dataset": "digits"}
CONVOLUTIONS = [
    IMAGES,
    IMAGES | {"model.filters": "8,16", "model.convolution": "shifted", "model.units": "16", "model.l1": "0.01"},
    IMAGES | {"model.pooling": "average", "model.dropout": "0.2", "model.batch_normalization": "true"},
    IMAGES | {"model.pooling": "none", "model.initializer": "lecun_normal", "model.l2": "0.01", "model.l1": "0.01"},
    IMAGES | {"model.convolution": "shifted", "model.batch_normalization": "true", "model.units": "16"},
]
# XLA has no operation that moves images.
AUGMENTED = IMAGES | {"model.augmentation": "0.1", "dataset.pixels": "28", "engine.memory_limit": "1000"}
SEQUENCES = {"model": "rnn", "dataset": "sine"}
RECURRENT = [
    SEQUENCES | {"model.cell": "simple", "model.unroll": "true", "model.activation": "relu"},
    SEQUENCES | {"model.cell": "gru", "model.dropout": "0.2"},
    SEQUENCES | {"model.cell": "lstm", "model.l2": "0.01", "model.initializer": "he_normal"},
]
CSV = Csv(
    digest="0" * 64,
    target="y",
    goal="multiclass",
    rows=100,
    numbers=("a",),
    categories=("b",),
    labels=("u", "v", "w"),
    width=4,
)


def combinations():
    kinds = {knob.path: list(knob.options) for knob in knobs(Spec()) if knob.kind == "variant"}
    products = itertools.product(kinds["dataset"], kinds["route"], kinds["training.optimizer"])
    # Every fifth, in which each dataset, route, optimizer and set of options meets most of the others.
    for (dataset, route, optimizer), options in itertools.islice(zip(products, itertools.cycle(OPTIONS)), 0, None, 5):
        spec = parse({"dataset": dataset, "route": route, "training.optimizer": optimizer} | options).spec
        yield spec.model_copy(update={"dataset": CSV}) if dataset == "csv" else spec
    for route, options in itertools.product(kinds["route"], [*CONVOLUTIONS, *RECURRENT]):
        yield parse({"route": route} | options).spec
    for route in kinds["route"]:
        yield parse({"route": route}).spec.model_copy(update={"start": Start(epochs_done=3, run="earlier")})
        if route != "epoch_graph_xla":
            yield parse({"route": route} | AUGMENTED).spec
            for debugger in ("dump", "numerics"):
                yield parse({"route": route, "engine.debugger": debugger}).spec


def test_each_of_many_combinations_is_a_script_that_settles_all_its_choices():
    seen = 0
    for spec in combinations():
        text = script(spec)
        tree = ast.parse(text)
        assert "kvt" not in text
        names = set(settings(spec))
        for node in ast.walk(tree):
            if isinstance(node, ast.If | ast.IfExp):
                asked = {name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)}
                assert not (asked and asked <= names), ast.unparse(node.test)
        assert undefined(tree) == set()
        if seen % 5 == 0:  # which meets each route, dataset, optimizer and set of options in turn
            assert idle(text, tree) == set(), spec
        seen += 1
    assert seen > 150


def test_every_route_meets_every_set_of_options():
    specs = list(combinations())
    for route, options in itertools.product(titles("route"), OPTIONS):
        assert any(spec.route.kind == route and parse(options, spec).spec == spec for spec in specs), (route, options)


def undefined(tree: ast.Module) -> set[str]:
    """Names that are read somewhere and bound nowhere."""
    bound = set(dir(builtins)) | {"__name__"}
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Store() | ast.Del()):
                bound.add(node.id)
            case ast.FunctionDef() | ast.ClassDef():
                bound.add(node.name)
            case ast.arg():
                bound.add(node.arg)
            case ast.alias():
                bound.add(node.asname or node.name.partition(".")[0])
            case ast.ExceptHandler(name=str(name)):
                bound.add(name)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - bound


def idle(text: str, tree: ast.Module) -> set[str]:
    """What stands in a script and does nothing there, or is asked for and is not there; and lines that are too long.

    Counted, and not searched for from the start on as the joiner does: whatever is named must be read somewhere.
    """
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)}
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
    found = {line for line in text.splitlines() if len(line) > 120}
    for node in tree.body:
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        if isinstance(node, ast.Assign):
            found |= names - read - LISTED
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names} - read
        elif isinstance(node, ast.FunctionDef):
            found |= {node.name} - read
        elif isinstance(node, ast.ClassDef):
            found |= {node.name} - read
            own = [part for part in ast.walk(node) if isinstance(part, ast.Attribute) and is_self(part.value)]
            kept = {part.attr for part in own if isinstance(part.ctx, ast.Store)}
            methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
            found |= kept - asked
            if not node.bases:
                found |= {name for name in methods if not name.startswith("__")} - asked
                found |= {part.attr for part in own} - kept - methods - names
    return found


def is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("import os\n", {"os"}),
        ("A = 1\n", {"A"}),
        ("def f():\n    pass\n", {"f"}),
        ("class A:\n    def f(self):\n        pass\n\n\nA()\n", {"f"}),
        ("class A:\n    def f(self):\n        self.g()\n\n\nA().f()\n", {"g"}),
        ("class A(B):\n    def f(self):\n        self.x = 1\n\n\nA()\n", {"x"}),
        ("print(1)" + " " * 120 + "\n", {"print(1)" + " " * 120}),
        ("def f():\n    return 1\n\n\nf()\n", set()),
    ],
)
def test_idle_names_are_found(text, what):
    assert idle(text, ast.parse(text)) == what


def test_nothing_is_idle_in_any_story(story_folder):
    for path in story_folder.iterdir():
        text = path.read_text("utf-8")
        assert idle(text, ast.parse(text)) == set(), path.name


def test_a_script_without_settings_has_no_section_for_them():
    assert "Settings" not in [section.name for section in sections(script(parse({"topic": "old_debugger"}).spec))]


@pytest.mark.parametrize("route", titles("route"))
@pytest.mark.parametrize("options", OPTIONS)
def test_a_linter_finds_nothing_in_a_script(tmp_path, route, options):
    lint(tmp_path, options | {"route": route})


@pytest.mark.parametrize("route", ["keras_fit", "module_graph"])
@pytest.mark.parametrize("options", [*CONVOLUTIONS, AUGMENTED, *RECURRENT])
def test_a_linter_finds_nothing_in_other_networks(tmp_path, route, options):
    lint(tmp_path, options | {"route": route})


def stories():
    """Every topic, and of those with choices each choice once."""
    for kind in titles("topic"):
        if kind in ("train", "example"):
            continue
        yield {"topic": kind}
        for knob in knobs(parse({"topic": kind}).spec):
            if knob.path.startswith("topic.") and knob.options:
                yield from ({"topic": kind, knob.path: choice} for choice in knob.options if choice != knob.default)


@pytest.fixture(scope="module")
def story_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stories")
    for number, assignments in enumerate(stories()):
        (folder / f"story_{number}.py").write_text(script(parse(assignments).spec), "utf-8")
    return folder


def test_a_linter_finds_nothing_in_any_story(story_folder):
    assert len(list(story_folder.iterdir())) > 60
    assert ruff("check", *RULES, story_folder) == ""


def test_scripts_are_formatted_as_a_formatter_would(story_folder, tmp_path):
    for number, spec in enumerate(itertools.islice(combinations(), 0, None, 15)):
        (tmp_path / f"train_{number}.py").write_text(script(spec), "utf-8")
    for folder in (story_folder, tmp_path):
        assert ruff("format", "--diff", "--line-length", "120", folder) == ""


RULES = ["--select", "E,F,W,I,B,UP,SIM,PIE,C4", "--ignore", "B905,SIM108,SIM115", "--line-length", "120"]
RULES += ["--target-version", "py311", "--config", "lint.isort.lines-after-imports=2"]


def ruff(command, *arguments):
    """What ruff has to say, or "" if it is content."""
    call = [sys.executable, "-m", "ruff", command, "--isolated", "--no-cache", *map(str, arguments)]
    result = subprocess.run(call, capture_output=True, text=True)
    return "" if result.returncode == 0 else result.stdout + result.stderr


def lint(tmp_path, assignments):
    path = tmp_path / "train.py"
    path.write_text(script(parse(assignments).spec), "utf-8")
    # Where a setting stands before the imports, theirs is not the only block.
    sorting = ["--ignore", "I001"] if "engine.onednn" in assignments else []
    assert ruff("check", *RULES, *sorting, path) == ""


def test_a_choice_that_is_off_leaves_no_line():
    text = script(Spec())
    for word in (
        "Dropout",
        "L1",
        "regularizer",
        "Flatten",
        "determinism",
        "clip",
        "=None",
        "EarlyStopping",
        "jit_compile",
    ):
        assert word not in text.partition("# %% Picture")[0], word


def test_a_constant_is_there_if_it_is_read_and_only_then():
    text = script(Spec())
    head = next(section.text for section in sections(text) if section.name == "Settings")
    names = {node.targets[0].id for node in ast.parse(head).body}
    rest = text.replace(head, "")
    assert names - LISTED == {name for name in names if re.search(rf"\b{name}\b", rest)}
    assert {"EPOCHS", "LEARNING_RATE", "DATA_SEED"} <= names
    assert "MOMENTUM" not in names


@pytest.mark.parametrize("route", titles("route"))
def test_tensorboard_is_told_the_settings_and_nothing_else(route):
    text = script(parse({"route": route, "dataset": "digits", "engine.debugger.kind": "off"}).spec)
    head = {section.name: section.text for section in sections(text)}["Settings"]
    names = {node.targets[0].id for node in ast.parse(head).body} - {"SETTINGS"}
    before: dict = {"np": None, "__name__": "__main__"}
    exec(head, before)
    assert set(before["SETTINGS"]) == names > LISTED
    assert text.count("SETTINGS") == 2


def test_a_script_that_reports_nothing_lists_nothing():
    assert "SETTINGS" not in script(Spec(), report=False)


def test_each_route_has_the_part_of_a_report_that_it_calls():
    steps = {route: re.findall(r"^    def (steps?|end_epochs?)\b", script(parse({"route": route}).spec), re.MULTILINE)
             for route in titles("route")}  # fmt: skip
    assert steps["keras_fit"] == steps["tape_graph"] == ["step", "end_epoch", "end_epochs"]
    assert steps["epoch_graph"] == ["steps", "end_epochs"]


def test_settings_stand_in_sections_by_owner(spec):
    text = script(spec(engine__intra_op_threads=1, engine__jit_compile="on"))
    head = next(section.text for section in sections(text) if section.name == "Settings")
    comments = [line for line in head.splitlines() if line.startswith("# ") and not line.startswith("# %%")]
    owners = ["# Data", "# Keras", "# TensorFlow engine", "# Shared: Keras hands it to TensorFlow"]
    assert comments == [*owners, "# All of them, as TensorBoard lists them."]


def test_the_route_without_keras_does_not_import_it(spec):
    imported = {
        a.name
        for n in ast.walk(ast.parse(script(spec(route="module_graph"))))
        if isinstance(n, ast.Import)
        for a in n.names
    }
    assert "tensorflow" in imported
    assert "keras" not in imported


def test_what_must_precede_the_import_does(spec):
    text = script(spec(engine__onednn=False))
    assert 0 < text.index("TF_ENABLE_ONEDNN_OPTS") < text.index("import tensorflow")
    assert "TF_ENABLE_ONEDNN_OPTS" not in script(Spec())


def test_equal_specs_give_equal_scripts():
    assert script(Spec()) == script(parse({}).spec)
    assert script(Spec()) != script(parse({"seeds.weights": "1"}).spec)


def test_a_clash_gives_no_script():
    with pytest.raises(ClashError, match="Nesterov"):
        script(parse({"training.optimizer": "sgd", "training.optimizer.nesterov": "true"}).spec)


def test_every_recipe_is_of_use():
    topics = [parse({"topic": kind}).spec for kind in titles("topic") if kind not in ("train", "example")]
    specs = [*combinations(), parse({"dataset": "wave", "route": "tape_graph"}).spec, *topics]
    used = {recipe for spec in specs for report in (True, False) for _, recipe in plan(spec, report)}
    there = {path.relative_to(RECIPES).with_suffix("").as_posix() for path in RECIPES.rglob("*.py")}
    # Examples are whole scripts by themselves, found by their names.
    rest = {name for name in there - used if not name.startswith("examples/")}
    assert rest == {"__init__", "datasets/__init__", "settings"} & there


words = st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable() or "\n" in text or "\r" in text)


@given(st.lists(words, min_size=2, max_size=4, unique=True), words)
def test_whatever_a_file_calls_its_columns_only_literals_reach_the_script(names, target):
    dataset = CSV.model_copy(
        update={"target": target, "numbers": tuple(names), "labels": tuple(names), "categories": ()}
    )
    text = script(Spec(dataset=dataset))
    head = next(section.text for section in sections(text) if section.name == "Settings")
    *literals, listed = ast.parse(head).body
    values = {node.targets[0].id: ast.literal_eval(node.value) for node in literals}
    assert listed.targets[0].id == "SETTINGS"
    assert values["TARGET"] == target
    assert values["NUMBERS"] == tuple(names)
    assert text.replace(head, "") == script(Spec(dataset=CSV.model_copy(update={"categories": ()}))).replace(
        next(
            s.text
            for s in sections(script(Spec(dataset=CSV.model_copy(update={"categories": ()}))))
            if s.name == "Settings"
        ),
        "",
    )
