"""Document 5's claim of queues and threads, both ways, from results made up."""

import pytest

from kvt.claims import Outcome
from kvt.claims.pipelines import bench, heart, processes_or_threads
from kvt.runs.facts import End
from kvt.runs.history import History
from kvt.spec import parse

YARDSTICKS = {
    "name": "yardsticks", "samples": 100, "serial_seconds": 1.0, "overlap_seconds": 0.5, "window": 0.4, "cores": 2,
}  # fmt: skip


def pipeline(name, rate, *, samples=100, checksum=7, error=""):
    return {
        "name": "pipeline", "pipeline": name, "samples": samples, "checksum": checksum, "error": error,
        "timed_samples": 90, "timed_seconds": 90 / rate, "waited_seconds": 9 / rate, "first_step": 0.1,
    }  # fmt: skip


@pytest.fixture
def outcome():
    def make(*pipelines):
        end = End(time=1.0, reason="completed", steps=0, epochs=0, training_seconds=0.1)
        history = History(results=(YARDSTICKS, *pipelines), end=end)
        return Outcome(parse({"topic": "pipelines"}).spec, "completed", history, "")

    return make


def test_queues_that_overlap_hold_and_the_fastest_is_named(claim, outcome):
    told = [
        pipeline("plain generator", 100.0),
        pipeline("tf.queue, threads", 180.0),
        pipeline("queue runner", 150.0),
        pipeline("tf.data AUTOTUNE", 195.0),
    ]
    verdict = claim("5.3").verdict([outcome(*told)])
    assert verdict.state == "holds"
    assert "fed by threads is 1.80× faster" in verdict.sentence
    assert "still runs, deprecated: 1.50× faster" in verdict.sentence
    assert "Fastest is tf.data AUTOTUNE, 2.0× faster: 195 samples/s" in verdict.sentence
    assert "in a row there would be 100, with all that can overlap 200" in verdict.sentence


def test_queues_that_gain_nothing_do_not(claim, outcome):
    told = [pipeline("plain generator", 100.0), pipeline("tf.queue, threads", 103.0), pipeline("queue runner", 60.0)]
    verdict = claim("5.3").verdict([outcome(*told)])
    assert verdict.state == "holds not"
    assert "fed by threads is as fast" in verdict.sentence
    assert "1.67× slower" in verdict.sentence


def test_a_queue_runner_that_raises_is_quoted(claim, outcome):
    gone = {"name": "pipeline", "pipeline": "queue runner", "samples": 0, "error": "AttributeError: gone"}
    told = [pipeline("plain generator", 200.0), pipeline("tf.queue, threads", 100.0), gone]
    verdict = claim("5.3").verdict([outcome(*told)])
    assert verdict.state == "holds not"
    assert "The queue runner of TensorFlow 1 did not deliver: “AttributeError: gone”." in verdict.sentence
    assert "Fastest is the plain generator itself" in verdict.sentence


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "run the pipelines"),
        ([pipeline("plain generator", 100.0, error="ValueError: no")], "no record broken"),
        ([pipeline("plain generator", 100.0), pipeline("queue runner", 200.0, checksum=8)], "different samples"),
    ],
)
def test_what_cannot_be_compared_stays_open(told, words, claim, outcome):
    verdict = claim("5.3").verdict([outcome(*told)])
    assert verdict.state == "open"
    assert words in verdict.sentence


def test_nothing_run_is_open(claim):
    assert claim("5.3").verdict([]).state == "open"


def test_a_pipeline_that_delivers_too_little_is_told():
    found = bench([YARDSTICKS, pipeline("tf.data map", 100.0, samples=96)])
    assert found.pipelines[0].error == "It delivered 96 of 100 samples."
    assert found.fastest is None
    assert found.plain is None


def test_a_pipeline_of_one_step_has_no_rate():
    one = pipeline("tf.data map", 1.0) | {"timed_samples": 0, "timed_seconds": 0.0, "waited_seconds": 0.0}
    assert bench([YARDSTICKS, one]).pipelines[0].rate == 0.0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("ValueError: no record", "ValueError: no record"),
        (
            "InvalidArgumentError: {{node x}} Error in map: : ValueError: no record\nTraceback:\n  raise\n\n"
            "ValueError: no record\n\n\n\t [[{{node PyFunc}}]]",
            "InvalidArgumentError: ValueError: no record",
        ),
        ("", ""),
    ],
)
def test_the_heart_of_an_error_is_what_the_worker_raised(error, words):
    assert heart(error) == words


@pytest.mark.parametrize(
    ("processes", "words"),
    [(180.0, "Processes beat threads here: by processes PyDataset is 1.80× faster, 180 against 100 samples/s."),
     (50.0, "Threads beat processes here: by processes PyDataset is 2.0× slower, 50 against 100 samples/s."),
     (104.0, "Processes and threads are as fast here: 104 against 100 samples/s")],
)  # fmt: skip
def test_whether_processes_beat_threads_is_said_either_way(processes, words, outcome):
    told = [pipeline("PyDataset, threads", 100.0), pipeline("PyDataset, processes", processes)]
    assert processes_or_threads(bench(outcome(*told).history.results)).startswith(words)
    assert processes_or_threads(bench(outcome(told[0]).history.results)) == ""


@pytest.mark.parametrize(("rate", "disturbed"), [(98.0, False), (30.0, True)])
def test_a_plain_generator_slower_than_its_parts_warns_of_its_gains(rate, disturbed, claim, outcome):
    told = [pipeline("plain generator", rate), pipeline("tf.queue, threads", 180.0), pipeline("queue runner", 150.0)]
    assert ("your values give 100 in a row" in claim("5.3").verdict([outcome(*told)]).sentence) == disturbed
