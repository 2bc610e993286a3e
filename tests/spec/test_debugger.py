import pytest

from kvt.errors import ClashError
from kvt.script import script
from kvt.spec import check


def test_a_run_without_a_debugger_has_no_line_of_one(spec):
    text = script(spec())
    assert "debug" not in text.lower()
    assert "self.ended" not in text


@pytest.mark.parametrize(
    "route", ["keras_fit", "keras_train_step", "tape_eager", "tape_graph", "module_graph", "epoch_graph"]
)
def test_every_route_without_xla_can_be_dumped_or_checked(spec, route):
    dumped = script(spec(route=route, engine__debugger="dump", engine__debugger__buffer="100"))
    assert "circular_buffer_size=DEBUG_BUFFER" in dumped
    assert "DEBUG_BUFFER = 100" in dumped
    assert "enable_check_numerics" not in dumped
    checked = script(spec(route=route, engine__debugger="numerics"))
    assert "enable_check_numerics" in checked
    assert "enable_dump_debug_info" not in checked


@pytest.mark.parametrize("fields", [{"route": "epoch_graph_xla"}, {"route": "keras_fit", "engine__jit_compile": "on"}])
def test_xla_and_the_debugger_get_a_sentence(spec, fields):
    with pytest.raises(ClashError, match="switch XLA or the debugger off"):
        check(spec(engine__debugger="dump", **fields))


def test_what_a_dump_reads_is_one_runs_folder_and_nothing_else(spec):
    assert 'DUMPED = "abc_-1"' in script(spec(topic="dump", topic__dumped="abc_-1"))
    with pytest.raises(AssertionError):
        spec(topic="dump", topic__dumped="../../etc")
