import pytest

from kvt.runs.facts import Start
from kvt.runs.history import History
from kvt.spec import Spec, knobs
from kvt.views import machine


@pytest.fixture
def server(monkeypatch):
    """server(devices=…, wheel=…, driver=…): what the last run told, which TensorFlow is installed, what /dev shows."""

    def make(devices=(), wheel="tensorflow", driver=True):
        runs = [History(), History(start=Start(0.0, 1, 1, "accuracy", devices=tuple(devices)))]
        store = type("Store", (), {"list": lambda self, workspace: runs})
        monkeypatch.setattr("kvt.jobs.server.manager", lambda: type("Manager", (), {"store": store()}))
        monkeypatch.setattr("kvt.jobs.limits.has_gpu", lambda: driver)
        monkeypatch.setattr(machine, "history", lambda run: run)
        monkeypatch.setattr(machine, "_version", lambda package: "2.21.0" if package in (wheel, "keras") else None)

    return make


def test_what_needs_nothing_lacks_nothing():
    assert machine.lacks("") == ""


def test_the_last_run_is_the_truth(server):
    server(devices=["CPU", "CPU"], driver=True)
    assert "saw CPU alone" in machine.lacks("gpu")
    server(devices=["CPU", "GPU"], wheel="tensorflow-cpu", driver=False)
    assert machine.lacks("gpu") == ""


def test_before_a_run_the_package_and_the_driver_tell(server):
    server(wheel="tensorflow-cpu", driver=True)
    assert "built for CPUs" in machine.lacks("gpu")
    server(driver=False)
    assert "has no GPU" in machine.lacks("gpu")
    server(driver=True)
    assert machine.lacks("gpu") == ""


def test_what_needs_a_gpu_is_what_speaks_of_its_memory():
    needing = {knob.path for knob in knobs(Spec()) if knob.needs}
    assert needing == {"engine.memory_growth", "engine.memory_limit"}
