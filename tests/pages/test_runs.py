"""The page of all runs: found, filtered, tagged, deleted and had back, brought in."""

import io

import pytest

from kvt.runs.archive import stream
from kvt.runs.intake import take_in
from kvt.runs.notes import Notes
from kvt.runs.store import Store
from kvt.spec import parse
from kvt.views import history, runs_actions, state

RACE = [parse({"route": route, "training.epochs": "2"}).spec for route in ("keras_fit", "tape_graph")]


@pytest.fixture
def runs(bench):
    """Two that completed and one that failed, and one of somebody else."""
    bench.submit_race(RACE, workspace="visitor", page="differences")
    bench.ending, bench.reason = "failed", "It fell over."
    bench.submit(parse({"dataset": "digits"}).spec, workspace="visitor", page="cnn")
    bench.ending = "completed"
    bench.submit(RACE[0], workspace="somebody", page="cnn")
    return bench.store.list("visitor")


def table(app):
    assert not app.exception
    return app.dataframe[0].value


@pytest.fixture
def tick(monkeypatch):
    """tick(app, run): the page with these rows ticked, as long as they are there. AppTest cannot click into a grid."""
    draw = history.draw_runs

    def tick(app, *runs):
        ids = [run.id for run in runs]

        def ticked(page, rows, progress, **looks):
            draw(page, rows, progress, **looks)
            return [row.id for row in rows if row.id in ids]

        monkeypatch.setattr(history, "draw_runs", ticked)
        return app.run()

    return tick


def press(app, name):
    app.button(key=f"runs/{name}").click().run()
    assert not app.exception
    return app


def test_before_the_first_run_it_says_what_will_be_here(visit):
    app = visit("runs")
    assert not app.exception
    assert "Nothing yet" in app.markdown[0].value
    assert len(app.dataframe) == 0


def test_every_run_of_the_visitor_is_a_row_and_nobody_elses(visit, runs):
    found = table(visit("runs"))
    assert list(found["State"]) == ["✗ failed", "✓ completed", "✓ completed"]
    assert list(found["Route"]) == ["Keras fit", "Tape, tf.function", "Keras fit"]
    assert "Tags" not in found  # a column of nothing


def test_words_in_the_address_find_runs(visit, runs):
    assert list(table(visit("runs", search="digits"))["State"]) == ["✗ failed"]
    assert len(table(visit("runs", search="epochs=2"))) == 2
    app = visit("runs", search="atlantis")
    assert len(app.dataframe) == 0
    assert any("take a word" in caption.value for caption in app.caption)


def test_runs_of_a_race_are_a_group_and_so_are_all_trials_of_a_sweep(visit, bench, runs):
    for trial in range(3):
        bench.submit(RACE[0], workspace="visitor", page="sweeps", race=f"s-1-{trial}-0", sweep="s-1", position=trial)
    found = table(visit("runs", group="Race or sweep"))
    assert list(found["Runs"]) == [3, 1, 2]


def test_a_deleted_run_is_gone_and_can_be_had_back(visit, tick, bench, runs):
    app = press(tick(visit("runs"), runs[0]), "delete")
    assert len(table(app)) == 2
    assert [item.id for item in bench.store.trashed("visitor")] == [runs[0].id]
    assert len(table(press(app, "undo"))) == 3
    assert bench.store.trashed("visitor") == []


def test_what_was_deleted_in_another_tab_can_be_had_back_or_removed_for_good(visit, bench, runs):
    for run in runs[:2]:
        bench.store.delete(run)
    app = visit("runs")
    assert len(table(press(app, "restore"))) == 3
    bench.store.delete(runs[0])
    press(visit("runs"), "empty")
    assert bench.store.trashed("visitor") == []


def test_what_goes_on_is_not_deleted(visit, tick, bench, runs):
    bench.ending = "running"
    run = bench.submit(RACE[0], workspace="visitor", page="cnn")
    app = tick(visit("runs"), run)
    assert app.button(key="runs/delete").disabled
    assert "100 %" in table(app)["State"][0] or "▶" in table(app)["State"][0]


def test_a_pin_is_set_and_taken_away(visit, tick, runs):
    app = press(tick(visit("runs"), *runs[:2]), "pin")
    assert [run.notes.pinned for run in runs] == [True, True, False]
    assert list(table(app)["Kept"]) == ["pinned", "pinned", ""]
    press(app, "pin")
    assert not any(run.notes.pinned for run in runs)


def test_pins_have_a_share_of_the_room(visit, tick, bench, runs, monkeypatch):
    monkeypatch.setattr(bench, "limits", type("Small", (), {"kept_bytes": 1000, "kept_runs": 10})())
    app = press(tick(visit("runs"), runs[0]), "pin")
    assert not runs[0].notes.pinned
    assert "half of your room" in app.warning[0].value


def test_tags_and_a_note_are_kept(visit, tick, runs):
    app = tick(visit("runs"), runs[0])
    app.text_input[1].set_value("good,  seed 3 ,, good")
    app.text_area[0].set_value("Look at epoch 7.")
    next(button for button in app.button if button.label == "Save").click().run()
    assert runs[0].notes == Notes(tags=("good", "seed 3"), note="Look at epoch 7.")
    app = visit("runs")
    assert table(app)["Tags"][0] == "good, seed 3"


def test_a_tag_that_is_too_long_gets_a_sentence(visit, tick, runs):
    app = tick(visit("runs"), runs[0])
    app.text_input[1].set_value("x" * 60)
    app = next(button for button in app.button if button.label == "Save").click().run()
    assert "at most 40 characters" in app.warning[0].value
    assert runs[0].notes.tags == ()


def test_another_visitors_run_is_neither_tagged_nor_deleted(bench, runs, monkeypatch):
    said = []
    monkeypatch.setattr(state, "complain", lambda page, sentences: said.append(sentences))
    monkeypatch.setattr(state, "hold", lambda *args: None)
    (theirs,) = bench.store.list("somebody")
    runs_actions.tag("runs", [theirs.id], ["mine"])
    runs_actions.delete("runs", [theirs.id])
    runs_actions.pin("runs", [theirs.id], True)
    assert theirs.notes == Notes()
    assert bench.store.list("somebody") == [theirs]
    assert all("somebody else’s" in sentence for (sentence,) in said)


def upload(app, data):
    app.file_uploader[0].upload("runs.zip", data, "application/zip").run()
    assert not app.exception
    return app


def test_a_zip_is_brought_in(visit, bench, runs, tmp_path):
    data = b"".join(stream(runs[:2]))
    app = upload(visit("runs"), data)
    assert "2 runs brought in" in app.success[0].value
    assert list(table(app)["Kept"]).count("imported") == 2
    assert len(bench.store.of_page("visitor", "differences")) == 2  # and not four


def test_garbage_is_refused_with_a_sentence_and_leaves_nothing(visit, bench, runs):
    app = upload(visit("runs"), b"garbage")
    assert "no zip" in app.warning[0].value
    assert len(bench.store.list("visitor")) == 3


def test_without_a_usable_index_the_page_is_the_same(visit, bench, runs):
    (bench.store.root / ".index.sqlite").mkdir()
    assert len(table(visit("runs"))) == 3


def test_zips_come_in_as_they_went(bench, runs, tmp_path):
    store = Store(tmp_path / "elsewhere")
    taken = take_in(store, io.BytesIO(b"".join(stream(runs))), workspace="w", room=10**9)
    assert taken.refused == []
    assert [row.what for row in store.index.rows("w")] == [row.what for row in bench.store.index.rows("visitor")]


def test_a_click_at_the_moment_in_which_the_last_run_ends_is_heard(visit, tick, bench, runs, monkeypatch):
    filters, bench.ending = history._filters, "running"
    run = bench.submit(RACE[0], workspace="visitor", page="cnn")
    app = tick(visit("runs"), run)
    bench.ending = "completed"
    # Between the look that finds it running and the drawing of the buttons.
    monkeypatch.setattr(history, "_filters", lambda rows: bench.end(run) or filters(rows))
    press(app, "pin")
    assert run.notes.pinned


def test_a_phone_sees_first_what_a_run_is_and_what_it_came_to(visit, runs, monkeypatch):
    wide = table(visit("runs"))
    monkeypatch.setattr(history, "is_narrow", lambda page: True)
    found = table(visit("runs"))
    assert list(found)[1] == "Run"
    assert list(found["Run"])[1] == "Two moons, Multilayer perceptron, Tape, tf.function, epochs=2"
    assert [mark[0] for mark in found.iloc[:, 0]] == ["✗", "✓", "✓"]
    assert set(wide) - set(found) <= {"State", "What", "Route", "Settings"}


def test_what_tells_runs_apart_stands_beside_what_they_are(visit, runs):
    found = table(visit("runs"))
    assert list(found)[1:4] == ["What", "Route", "Settings"]
    assert list(found["Settings"]) == ["", "epochs=2", "epochs=2"]


def test_the_way_back_from_a_deletion_stands_above_the_table(visit, tick, runs):
    app = press(tick(visit("runs"), runs[0]), "delete")
    names = [getattr(element, "key", "") or element.type for element in app.main]
    assert names.index("runs/undo") < names.index("search")


def test_nothing_is_offered_to_be_ticked_where_nothing_is_found(visit, runs):
    app = visit("runs", search="atlantis")
    assert not any("Tick some" in text.value for text in app.markdown)
