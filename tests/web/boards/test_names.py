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
