"""What all tests share: specs written short, and one laboratory for those that train."""

import os

import hypothesis
import pytest

from kvt.spec import Spec, parse

# A busy machine is no failure; and the same examples each time, so that a failure is one for everybody.
hypothesis.settings.register_profile(
    "kvt", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("kvt")


@pytest.fixture(scope="session")
def spec():
    """spec(route="tape_graph", training__epochs=5): the default spec with fields set; refuses what cannot be set."""

    def make(**fields) -> Spec:
        parsed = parse({path.replace("__", "."): value for path, value in fields.items()})
        assert parsed.problems == ()
        return parsed.spec

    return make


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory):
    """A manager with a warm zygote, where there can be one, and two slots."""
    from kvt.jobs.executor import LocalExecutor
    from kvt.jobs.limits import Limits
    from kvt.jobs.manager import Manager
    from kvt.runs.store import Store

    slots = min(2, os.cpu_count() or 1)
    manager = Manager(Store(tmp_path_factory.mktemp("runs")), LocalExecutor(), limits=Limits(slots=slots))
    yield manager
    manager.close()


@pytest.fixture(scope="session")
def trained(laboratory):
    """trained(spec, …): the runs of these specs, completed. A run that fails fails the test with its log's end."""

    def train(*specs: Spec):
        runs = [laboratory.submit(spec, workspace="tests") for spec in specs]
        assert laboratory.wait(runs, timeout=240)
        for run in runs:
            assert run.status.state == "completed", f"{run.status.reason}\n{run.log()}"
        return runs

    return train
