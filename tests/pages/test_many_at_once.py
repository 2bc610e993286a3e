"""Below the sweeps: many networks trained by one program."""

import json

import pytest

from kvt.sweeps import server as sweeps
from kvt.sweeps.conductor import Conductor

KEY = "sweeps:many_at_once"
RESULTS = [
    {"name": "configurations", "rates": [0.01, 0.1], "strengths": [0.0, 0.0], "seeds": [0, 0], "steps": 620},
    {"name": "at_once", "losses": [0.2, 0.1], "seconds": 0.5, "first_seconds": 2.5},
    {"name": "one_by_one", "losses": [0.2, 0.1], "seconds": 2.0, "first_seconds": 1.5},
    {"name": "keras", "place": 0, "loss": 0.2, "seconds": 2.0, "first_seconds": 0.5},
]


@pytest.fixture
def page(bench, visit, tmp_path, monkeypatch):
    """page(number of results): the sweeps page, whose topic finds so many when it is run."""
    made = Conductor(bench, tmp_path / "sweeps", thread=False)
    monkeypatch.setattr(sweeps, "conductor", lambda: made)

    def open_page(found):
        def end(run):
            lines = [json.dumps({"kind": "result", "time": 1.0} | result) for result in RESULTS[:found]]
            run.events_path.write_text("\n".join(lines) + "\n")
            run.status_path.write_text('{"state": "completed"}')

        monkeypatch.setattr(bench, "end", end)
        return visit("sweeps")

    yield open_page
    made.close()


def test_its_button_runs_the_topic_and_its_figures_answer(page, bench):
    app = page(4)
    assert app.button(key=f"{KEY}/run").label == "Run it"
    app.button(key=f"{KEY}/run").click().run()
    assert not app.exception
    (run,) = bench.store.of_page("visitor", KEY)
    assert run.spec.topic.kind == "many_at_once"
    assert [metric.value for metric in app.metric][-4:] == ["4 a second", "4.0× faster", "6.0× faster", "bit for bit"]
    assert "620 steps of Adam" in " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("found", [0, 1, 2, 3])
def test_what_has_found_only_a_part_shows_that(page, found):
    app = page(found)
    app.button(key=f"{KEY}/run").click().run()
    assert not app.exception
