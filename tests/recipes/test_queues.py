"""The input pipelines, run: all deliver the same samples, and one that breaks ends."""

import ast

import pytest

from kvt.claims.pipelines import bench
from kvt.script import script

SMALL = {"topic__work_ms": 0.2, "topic__step_ms": 1, "topic__batch": 4, "topic__batches": 5, "topic__workers": 3}


@pytest.fixture(scope="module")
def small(spec):
    def make(**changes):
        return spec(topic="pipelines", **SMALL | {f"topic__{name}": value for name, value in changes.items()})

    return make


@pytest.mark.tensorflow
def test_all_pipelines_deliver_the_same_samples_and_those_with_workers_overlap(small, trained):
    whole, broken, computing = trained(small(), small(broken_at=14), small(work="python", passes=1))
    found = bench(whole.history().results)
    assert [one.error for one in found.pipelines] == [""] * 11
    assert {one.samples for one in found.pipelines} == {40}
    assert found.all_same
    assert found.pipelines[0].checksum > 0
    lanes = {one.name: {worker for worker, _, _ in one.result["spans"]} for one in found.pipelines}
    assert len(lanes["plain generator"]) == 1
    assert len(lanes["tf.queue, threads"]) > 1
    for one in found.pipelines:
        assert 0 <= one.waited < 1
        starts = [start for start, _ in one.result["steps"]]
        assert starts == sorted(starts)
        assert all(start < end <= found.window for _, start, end in one.result["spans"])
        assert min(count for _, count in one.result["ready"]) >= 0

    found = bench(broken.history().results)
    for one in found.pipelines:
        assert one.error.endswith("ValueError: record 14 cannot be read")
        assert one.samples < 20  # workers overtake one another, but nobody delivers the batch of the broken record

    found = bench(computing.history().results)
    assert not any(one.error for one in found.pipelines)
    assert found.all_same


@pytest.mark.parametrize("work", ["waiting", "python", "native"])
@pytest.mark.parametrize("broken_at", [0, 3])
def test_a_choice_that_is_off_leaves_no_line(work, broken_at, small):
    text = script(small(work=work, broken_at=broken_at))
    assert ("time.sleep(WORK_MS" in text) == (work == "waiting")
    assert ("sum(range(" in text) == (work == "python")
    assert ("decompress(BLOCK)" in text) == (work == "native")
    assert ("cannot be read" in text) == bool(broken_at)
    assert "WORK ==" not in text
    assert "kvt" not in text
    ast.parse(text)
