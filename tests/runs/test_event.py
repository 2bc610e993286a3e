import numpy as np
import pytest

from kvt.errors import RunError
from kvt.runs.event import Event, encode


def test_a_line_becomes_its_kind_and_its_fields():
    event = Event.parse(b'{"kind":"nan","step":123}')

    assert event == Event("nan", {"step": 123})
    assert event["step"] == 123
    assert "step" in event


@pytest.mark.parametrize(
    "line", [b"", b'{"kind":"st', b"[1]", b"7", b'{"step":1}', b'{"kind":5}', b"\xff\xfe", b'{"ki{"kind":"end"}']
)
def test_a_line_that_is_no_event_is_none(line):
    assert Event.parse(line) is None


def test_floats_keep_every_bit():
    values = np.array([0.1, -0.0, np.nan, np.inf, 1e-45, 3.4e38], np.float32)

    event = Event("steps", {"loss": encode(values)})

    assert event.floats("loss").tobytes() == values.tobytes()
    assert event.floats("loss").dtype == np.float32


def test_no_values_are_an_empty_array():
    assert Event("steps", {"loss": ""}).floats("loss").shape == (0,)


def test_octets_are_bytes():
    assert Event("boundary", {"values": "AP8="}).octets("values").tolist() == [0, 255]


@pytest.mark.parametrize("text", ["AAAA", "not base64!", 5, None])
def test_damaged_numbers_get_a_sentence(text):
    with pytest.raises(RunError, match="'loss' that is not base64 numbers"):
        Event("steps", {"loss": text}).floats("loss")


def test_a_missing_field_gets_a_sentence():
    with pytest.raises(RunError, match="'steps' lacks 'loss'"):
        Event("steps", {}).floats("loss")
