"""The debugger's stories, run: a dump names the operation and the line, whole, torn or of a run that was killed."""

import shutil

import pytest

from kvt.claims.diagnosis import by_watcher, is_found, what_to_try, why_nothing

pytestmark = pytest.mark.tensorflow

# What the marked line of each fault's script says, and the operation that stands there.
MARKED = {
    "log": ("Log", "tf.math.log(1 - p"),
    "division": ("RealDiv", "x / (length"),
    "rate": ("MatMul", "model(x, training=True)"),
    "data": ("IteratorGetNext", "in batches(number)"),
}


@pytest.fixture(scope="module")
def broken(trained, spec):
    """The runs of every fault by its loop, and of one by fit; one with all watchers, the others with the dump alone."""
    alone = {"topic": "broken", "topic__steps": "70", "topic__others": "false"}
    loops = [spec(**alone | {"topic__fault": fault, "topic__others": str(fault == "log").lower()}) for fault in MARKED]
    fit = spec(**alone, topic__fault="recurrent", topic__way="fit")
    return dict(zip([*MARKED, "recurrent"], trained(*loops, fit), strict=True))


def found_in(run):
    return next(result for result in run.history().results if result["name"] == "post_mortem")


@pytest.mark.parametrize("fault", MARKED)
def test_the_dump_names_the_operation_and_the_line_that_broke_it(broken, fault):
    run, (op, text) = broken[fault], MARKED[fault]
    found = found_in(run)
    assert found["op"] == op
    assert text in run.script.splitlines()[found["line"] - 1]
    assert found["step"] == found["bad_step"]
    assert found["damage"] == ""
    assert found["nan"] + found["plus_inf"] + found["minus_inf"] > 0


def test_advice_fits_each_fault_though_it_knows_only_the_counts(broken):
    advice = {fault: what_to_try(found_in(run)) for fault, run in broken.items()}
    assert "logits" in advice["log"]
    assert "divided by zero" in advice["division"]
    assert "learning rate" in advice["rate"]
    assert "came in with the data" in advice["data"]
    assert "time step" in advice["recurrent"]


def test_keras_is_named_where_the_line_only_calls_it(broken):
    found = found_in(broken["recurrent"])
    assert "model.fit(" in broken["recurrent"].script.splitlines()[found["line"] - 1]
    assert "keras/src/layers/rnn/simple_rnn.py" in found["inside"]


def test_other_watchers_tell_what_they_can(broken):
    watchers = by_watcher(broken["log"].history().results)
    assert watchers["none"]["op"] == "" and watchers["none"]["steps"] == 70
    assert watchers["stop"]["steps"] == watchers["stop"]["step"] == found_in(broken["log"])["step"]
    assert (watchers["check_numerics"]["op"], watchers["check_numerics"]["line"]) == (
        watchers["dump"]["op"],
        watchers["dump"]["line"],
    )
    assert "finite(loss_fn" in broken["log"].script.splitlines()[watchers["by_hand"]["line"] - 1]
    assert all(watcher["steps_per_second"] > 0 for watcher in watchers.values())


def test_the_number_that_breaks_it_put_right_it_trains(broken):
    watchers = by_watcher(broken["log"].history().results)
    assert all(watcher["cured_losses"][1] < watcher["cured_losses"][0] for watcher in watchers.values())


@pytest.fixture(scope="module")
def reread(broken, trained, spec):
    """Dumps of one run, damaged in several ways, each read by a run of its own."""
    source = broken["log"].folder
    damages = {
        "whole": None, "torn": "graphs", "empty": "metadata", "no traces": "graph_execution_traces",
        "full disk": "execution",
    }  # fmt: skip
    names = []
    for number, (damage, part) in enumerate(damages.items()):
        name = f"damagedrun{number:02}"
        folder = source.parent / name / "debugger"
        shutil.copytree(source / "debugger", folder)
        if part:
            (file,) = folder.glob(f"*.{part}")
            kept = {"torn": file.stat().st_size // 2, "full disk": file.stat().st_size - 1}.get(damage, 0)
            file.write_bytes(file.read_bytes()[:kept])
        names.append(name)
    runs = trained(*(spec(topic="dump", topic__dumped=name) for name in (*names, "nosuchrun")))
    for name in names:
        shutil.rmtree(source.parent / name)
    return {name: run.history().results[0] for name, run in zip([*damages, "none"], runs, strict=True)}


def test_a_dump_of_another_run_says_the_same_once_more(broken, reread):
    names = ("op", "line", "step", "minus_inf", "tensors")
    assert [reread["whole"][name] for name in names] == [found_in(broken["log"])[name] for name in names]


def test_a_file_that_ends_within_a_record_is_told_though_tensorflow_reads_over_it(reread):
    assert not reread["whole"]["damage"]
    assert ".execution ends within a record" in reread["full disk"]["damage"]


@pytest.mark.parametrize("damage", ["torn", "empty", "no traces", "none"])
def test_a_damaged_dump_is_read_as_far_as_it_goes_and_ends_in_a_sentence(reread, damage):
    found = reread[damage]
    assert is_found(found) or why_nothing(found, "FULL_HEALTH").endswith(".")


def test_a_dump_without_its_beginning_or_of_no_run_says_that_it_cannot_be_read(reread):
    assert "could not be read" in why_nothing(reread["empty"], "FULL_HEALTH")
    assert "could not be read" in why_nothing(reread["none"], "FULL_HEALTH")


def test_any_run_can_be_watched_and_keeps_its_losses(trained, spec):
    fields = {"training__epochs": "1", "dataset__samples": "160"}
    plain, dumped, checked = trained(
        spec(**fields, route="tape_graph"),
        spec(**fields, route="tape_graph", engine__debugger="dump"),
        spec(**fields, route="tape_graph", engine__debugger="numerics"),
    )
    assert (found_in(dumped)["op"], found_in(dumped)["damage"]) == ("", "")
    assert found_in(dumped)["tensors"] > 100
    for run in (dumped, checked):
        assert run.history().loss == pytest.approx(plain.history().loss, rel=1e-5)


def test_a_run_that_goes_bad_is_named_by_either_debugger(trained, spec):
    fields = {
        "dataset": "wave", "dataset__samples": "200", "training__optimizer": "sgd", "training__epochs": "4",
        "training__optimizer__learning_rate": "10", "model__activation": "relu", "route": "module_graph",
    }  # fmt: skip
    dumped, checked = trained(spec(**fields, engine__debugger="dump"), spec(**fields, engine__debugger="numerics"))
    found, (said,) = found_in(dumped), checked.history().results
    assert found["op"]
    assert said["name"] == "check_numerics"
    assert said["op"]
    assert checked.history().end.reason == "nan"


def test_of_the_old_debugger_some_parts_run_and_name_the_operation(trained, spec):
    (run,) = trained(spec(topic="old_debugger"))
    ways = {result["way"]: result for result in run.history().results}
    assert ways["watch_graph and DebugDumpDir"]["op"] == "Log"
    line = run.script.splitlines()[ways["DumpingDebugWrapperSession"]["line"] - 1]
    assert "tf.math.log(numbers)" in line
    assert "AttributeError" in ways["LocalCLIDebugWrapperSession(tf.Session())"]["error"]
