"""What a sweep does from its first trial to its last, by hand: whatever the sampler, whoever interrupts it."""

import math

import pytest

from kvt.errors import JobError, RunError
from kvt.jobs.process import Exit
from kvt.sweeps import space as spaces

RATE = "training.optimizer.learning_rate"
TWO = f"{RATE}:0.0001..1;training.batch_size:8..128"


@pytest.fixture
def begin(lab, search, spec):
    """begin(sampler="grid"): a sweep that has begun, its first runs in the slots."""

    def begin(space=TWO, base=None, **fields):
        sweep = lab.conductor.start(search(space, base, **fields), base or spec(), workspace="mine")
        lab.round()
        return sweep

    return begin


@pytest.mark.parametrize("sampler", ["random", "tpe", "cmaes", "grid"])
class TestEverySampler:
    def test_it_tries_so_many_points_of_the_space_and_finds_the_best_of_them(self, sampler, lab, begin):
        found = lab.play(begin(sampler=sampler))
        assert found.standing.state == "completed"
        assert [trial.state for trial in found.trials] == ["completed"] * 8
        assert len({tuple(trial.values.items()) for trial in found.trials}) == 8
        for trial in found.trials:
            assert 0.0001 <= trial.values[RATE] <= 1
            assert 8 <= trial.values["training.batch_size"] <= 128
        assert found.best.value == min(trial.value for trial in found.trials)
        assert found.best_spec.training.optimizer.learning_rate == found.best.values[RATE]

    def test_each_trial_is_a_run_with_its_values_that_can_be_found(self, sampler, lab, begin):
        sweep = begin(sampler=sampler)
        found = lab.play(sweep)
        for trial in found.trials:
            run = lab.manager.store.get(trial.runs[0])
            assert run.spec == spaces.spec_at(sweep.plan.base, trial.values)
            assert (run.about.sweep, run.about.position, run.about.page) == (sweep.id, trial.number, "sweeps")

    def test_the_next_trial_waits_before_a_slot_is_free_and_no_more_do(self, sampler, lab, begin):
        sweep = begin(sampler=sampler)
        for _ in range(4):
            states = [lab.manager.status(run.id).state for run in lab.manager.active("mine")]
            assert sorted(states) == ["queued", "running", "running"]
            lab.finish(lab.running()[0])
            lab.round()
        assert lab.conductor.progress(sweep).ended == 4

    def test_a_killed_server_loses_no_trial(self, sampler, lab, begin):
        sweep = begin(sampler=sampler)
        for _ in range(3):
            lab.finish(lab.running()[0])
            lab.round()
        before = lab.conductor.progress(sweep)
        with sweep.journal.open("ab") as journal:
            journal.write(b'{"op_code": 5, "half')
        lab.boot()  # its processes go on; what waited is lost
        lab.conductor.manager.attach("mine")
        again = lab.conductor.get(sweep.id)
        kept = [trial for trial in lab.conductor.progress(again).trials if trial.ended]
        assert kept == [trial for trial in before.trials if trial.ended]
        going = {id for trial in before.trials if not trial.ended for id in trial.runs if id in lab.executor.processes}
        found = lab.play(again)
        assert [trial.number for trial in found.trials] == list(range(8))
        assert {trial.state for trial in found.trials} == {"completed"}
        assert going <= {id for trial in found.trials for id in trial.runs}


def test_the_first_trial_is_where_the_settings_stand(lab, begin):
    found = lab.play(begin())
    assert found.trials[0].values == {RATE: 0.03, "training.batch_size": 32}
    assert found.start == found.trials[0]


def test_the_sampler_learns_from_what_came_before(lab, begin):
    found = lab.play(begin(f"{RATE}:0.000001..1", sampler="tpe", trials=40), rounds=600)
    assert abs(math.log10(found.best.values[RATE]) + 2) < 0.2
    assert lab.conductor.importance(lab.conductor.get(found.plan.id)) == {RATE: pytest.approx(1.0)}


def test_a_field_that_only_one_variant_has_is_tried_under_that_one_alone(lab, begin):
    found = lab.play(begin("training.optimizer:adam,sgd;training.optimizer.momentum:0..0.9", sampler="random"))
    kinds = {trial.values["training.optimizer"] for trial in found.trials}
    assert kinds == {"adam", "sgd"}
    for trial in found.trials:
        assert ("training.optimizer.momentum" in trial.values) == (trial.values["training.optimizer"] == "sgd")


def test_repeats_have_seeds_of_their_own_and_their_mean_is_compared(lab, begin):
    sweep = begin(repeats=2, trials=2)
    losses = {}
    while lab.conductor.standing(sweep).active:
        for run in lab.running():
            losses[run.id] = 0.25 * (1 + len(losses))
            lab.finish(run, [losses[run.id]] * 20)
        lab.round()
    for trial in lab.conductor.progress(sweep).trials:
        runs = [lab.manager.store.get(id) for id in trial.runs]
        assert [run.spec.seeds.weights for run in runs] == [0, 1]
        assert [run.spec.seeds.data for run in runs] == [0, 0]
        assert trial.value == pytest.approx(sum(losses[id] for id in trial.runs) / 2)


def test_a_loss_that_is_no_number_is_a_failed_trial(lab, begin):
    sweep = begin()
    lab.finish(lab.running()[0], [math.nan], reason="nan")
    lab.round()
    trial = lab.conductor.progress(sweep).trials[0]
    assert (trial.state, trial.value) == ("failed", None)
    assert trial.reason == "The loss was no longer a number."
    assert lab.play(sweep).best is not None


def test_a_run_that_crashed_is_a_failed_trial_with_its_reason(lab, begin):
    sweep = begin()
    run = lab.running()[0]
    run.log_path.write_text("ValueError: no such thing\n")
    lab.executor.processes[run.id].exit = Exit(1)
    lab.round()
    assert lab.conductor.progress(sweep).trials[0].reason == "ValueError: no such thing"


def test_who_falls_behind_the_median_is_stopped_and_marked(lab, begin):
    sweep = begin(pruner="median", trials=10)
    while len([trial for trial in lab.conductor.progress(sweep).trials if trial.state == "completed"]) < 5:
        lab.finish(lab.running()[0], [0.4] * 20)
        lab.round()
    good, bad = lab.running()
    lab.tell(good, [0.3] * 8)
    lab.tell(bad, [9.0] * 8)
    lab.round()
    lab.round()
    told = {id: trial for trial in lab.conductor.progress(sweep).trials for id in trial.runs}
    assert told[bad.id].state == "pruned"
    assert told[bad.id].reason.startswith("Pruned after epoch 8: with a validation loss of 9")
    assert lab.manager.status(bad.id).state == "stopped"
    assert lab.manager.status(bad.id).reason == told[bad.id].reason
    assert told[good.id].state == "running"


def test_nobody_is_stopped_where_nobody_is_to_be(lab, begin):
    sweep = begin(trials=10)
    for _ in range(6):
        lab.finish(lab.running()[0], [0.4] * 20)
        lab.round()
    lab.tell(lab.running()[0], [9.0] * 8)
    lab.round()
    assert {trial.state for trial in lab.conductor.progress(sweep).trials} == {"completed", "running"}


def test_a_pause_lets_begun_runs_end_and_begins_no_other(lab, begin):
    sweep = begin()
    lab.conductor.pause(sweep)
    begun = lab.running()
    assert lab.manager.active("mine") == begun
    for run in begun:
        lab.finish(run)
    lab.round()
    lab.round()
    found = lab.conductor.progress(sweep)
    assert (found.standing.state, found.ended, lab.manager.active("mine")) == ("paused", 2, [])
    lab.conductor.resume(sweep)
    found = lab.play(sweep)
    assert [trial.state for trial in found.trials] == ["completed"] * 8


def test_a_stopped_sweep_keeps_what_has_ended_and_says_of_the_rest_that_it_has_not(lab, begin):
    sweep = begin()
    lab.finish(lab.running()[0])
    lab.round()
    lab.conductor.stop(sweep)
    lab.round()
    found = lab.conductor.progress(sweep)
    assert found.standing.state == "stopped"
    assert [trial.state for trial in found.trials] == ["completed", "stopped", "stopped", "stopped"]
    assert lab.manager.active("mine") == []


def test_it_pauses_when_the_visitor_has_gone_and_goes_on_when_they_are_back(lab, begin):
    lab.manager.attach("mine")
    sweep = begin()
    lab.finish(lab.running()[0])
    lab.round()
    lab.manager.detach("mine")
    lab.round(31.0)
    lab.round()
    standing = lab.conductor.standing(sweep)
    assert (standing.state, standing.absent, standing.reason) == ("paused", True, "Its page was closed.")
    assert lab.manager.active("mine") == []
    lab.round(1000.0)
    assert lab.conductor.standing(sweep).seconds < 50  # nobody waits for who is not there
    lab.manager.attach("mine")
    lab.round()
    assert lab.conductor.standing(sweep).state == "running"
    assert [trial.state for trial in lab.play(sweep).trials] == ["completed"] * 8


def test_a_reloaded_page_interrupts_nothing(lab, begin):
    lab.manager.attach("mine")
    sweep = begin()
    lab.manager.detach("mine")
    lab.round(5.0)
    lab.manager.attach("mine")
    lab.round(60.0)
    assert lab.conductor.standing(sweep).state == "running"


def test_after_a_restart_it_waits_for_a_visitor_who_had_gone_before(lab, begin):
    lab.manager.attach("mine")
    sweep = begin()
    lab.manager.detach("mine")
    lab.round(31.0)
    lab.round()
    lab.boot()
    lab.round()
    assert lab.conductor.standing(sweep).state == "paused"
    lab.manager.attach("mine")
    assert lab.play(lab.conductor.get(sweep.id)).standing.state == "completed"


def test_a_server_shut_down_in_good_order_goes_on_where_it_was(lab, begin):
    sweep = begin()
    lab.finish(lab.running()[0])
    lab.round()
    lab.conductor.close()
    lab.manager.close()
    lab.manager.tick()
    assert lab.manager.active("mine") == []
    lab.boot()
    lab.manager.attach("mine")
    assert [trial.state for trial in lab.play(lab.conductor.get(sweep.id)).trials] == ["completed"] * 8


def test_a_run_that_its_visitor_stopped_is_not_tried_again(lab, begin):
    sweep = begin()
    run = lab.running()[0]
    lab.manager.stop(run.id)
    lab.round()
    assert lab.conductor.progress(sweep).trials[0].state == "stopped"


def test_its_minutes_bound_it(lab, begin):
    sweep = begin(minutes=1, trials=20)
    found = lab.play(sweep, seconds=10.0)
    assert found.standing.reason == "Its time, 1 min, was over."
    assert 60 <= found.standing.seconds < 90
    assert found.ended < 20


def test_others_come_between(lab, begin, spec):
    sweep = begin()
    theirs = lab.manager.submit(spec(), workspace="theirs")
    lab.finish(lab.running()[0])
    lab.round()
    assert lab.manager.status(theirs.id).state == "running"
    assert lab.conductor.standing(sweep).state == "running"


def test_a_full_queue_is_waited_for(lab, search, spec):
    lab.boot(slots=1)
    for _ in range(40):
        lab.manager.submit(spec(), workspace="mine")
    lab.manager.submit(spec(), workspace="mine")
    sweep = lab.conductor.start(search(TWO), spec(), workspace="mine")
    lab.round()
    assert lab.conductor.standing(sweep).state == "running"
    assert lab.conductor.progress(sweep).trials[0].runs == ("",)
    assert [trial.state for trial in lab.play(sweep).trials] == ["completed"] * 8


def test_a_full_disk_pauses_it(lab, begin, monkeypatch):
    sweep = begin()

    def full(*_, **__):
        raise RunError("The run could not be written to the disk.")

    monkeypatch.setattr(lab.manager.store, "create", full)
    lab.finish(lab.running()[0])
    lab.round()
    standing = lab.conductor.standing(sweep)
    assert (standing.state, standing.reason) == ("paused", "The run could not be written to the disk.")
    monkeypatch.undo()
    lab.conductor.resume(sweep)
    assert lab.play(sweep).ended == 8


def test_one_sweep_at_a_time_is_enough(lab, begin, search, spec):
    begin()
    with pytest.raises(JobError, match="goes on already"):
        lab.conductor.start(search(), spec(), workspace="mine")
    assert lab.conductor.start(search(), spec(), workspace="theirs")


def test_what_cannot_be_searched_is_refused(lab, search, spec):
    with pytest.raises(JobError, match="keep a share"):
        lab.conductor.start(search(), spec(training__validation_share=0), workspace="mine")
    assert lab.conductor.sweeps("mine") == []


@pytest.mark.parametrize("id", ["", "nobody", "../mine", "*", "s/../x"])
def test_there_is_no_such_sweep(id, lab, begin):
    begin()
    with pytest.raises(RunError, match="no such sweep"):
        lab.conductor.get(id)


def test_the_latest_sweep_keeps_its_runs_however_many(lab, begin):
    lab.boot(kept=3)
    sweep = begin(trials=12, sampler="random")
    found = lab.play(sweep)
    assert len(lab.manager.store.list("mine")) == 12 == found.ended
    lab.play(begin(trials=4, sampler="random"))
    assert len(lab.manager.store.list("mine")) <= 4
