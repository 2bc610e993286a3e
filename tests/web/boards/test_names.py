import re

from kvt.web.boards import names


def test_runs_are_called_by_page_race_and_what_tells_them_apart(store, logged):
    first, second = logged("w", {"loss": [1.0]}, race="abcdefgh")

    assert names.folders(store.list("w")) == {
        "differences/abcdef/Keras fit": first.folder / "tb",
        "differences/abcdef/Tape, tf.function": second.folder / "tb",
    }


def test_a_race_is_found_by_its_names(store, logged):
    run, _ = logged("w", {"loss": [1.0]}, race="a.b+c(d)")
    logged("w", {"loss": [1.0]}, race="other")
    found = [name for name in names.folders(store.list("w")) if re.search(names.race_filter(run), name)]

    assert len(found) == 2
    assert all("a.b+c(" in name for name in found)


def test_two_races_of_one_short_name_do_not_hide_each_other(store, logged):
    logged("w", {"loss": [1.0]}, race="sameness-1")
    logged("w", {"loss": [1.0]}, race="sameness-2")

    assert len(names.folders(store.list("w"))) == 4


def test_a_run_without_records_or_with_a_link_in_their_place_is_left_out(store, spec, tmp_path):
    bare, linked = (store.create(spec(), "", workspace="w") for _ in range(2))
    (linked.folder / "tb").symlink_to(tmp_path)

    assert bare.folder.is_dir()
    assert names.folders(store.list("w")) == {}


def test_a_damaged_run_is_left_out(store, logged):
    damaged, _ = logged("w", {"loss": [1.0]}, race="one")
    logged("w", {"loss": [1.0]}, race="two")
    damaged.spec_path.write_text("{")

    assert [name.partition("/")[2][:3] for name in names.folders(store.list("w"))] == ["two", "two"]


def test_the_trials_of_a_sweep_stand_together_and_are_found_together(store, spec):
    rates = ("0.1", "0.01")
    trials = [
        store.create(
            spec(training__optimizer__learning_rate=rate),
            "",
            workspace="w",
            page="sweeps",
            sweep="abcdefgh",
            position=at,
        )
        for at, rate in enumerate(rates)
    ]
    for run in trials:
        (run.folder / "tb").mkdir()
    found = names.folders(store.list("w"))

    assert [name.rpartition("/")[0] for name in found] == ["sweeps/abcdef"] * 2
    assert all(any(rate in name for name in found) for rate in rates)
    assert all(re.search(names.race_filter(trials[0]), name) for name in found)
