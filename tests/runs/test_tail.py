import pytest

from kvt.runs.tail import follow, read


@pytest.fixture
def path(tmp_path):
    return tmp_path / "events.jsonl"


def test_lines_come_once(path):
    path.write_bytes(b"one\ntwo\n")
    first = read(path)
    with path.open("ab") as file:
        file.write(b"three\n")

    assert first.lines == [b"one", b"two"]
    assert read(path, first.offset).lines == [b"three"]


def test_a_half_line_waits_until_it_is_whole(path):
    path.write_bytes(b"one\ntw")
    first = read(path)
    path.write_bytes(b"one\ntwo\n")

    assert first == ([b"one"], 4, False)
    assert read(path, first.offset) == ([b"two"], 8, False)


def test_a_file_that_is_not_there_has_nothing_new(path):
    assert read(path, 5) == ([], 5, False)


def test_an_offset_behind_the_end_has_nothing_new(path):
    path.write_bytes(b"one\n")

    assert read(path, 100) == ([], 100, False)


def test_an_offset_inside_a_line_skips_to_the_next(path):
    path.write_bytes(b"one\ntwo\nthree\n")

    assert read(path, 5).lines == [b"three"]


def test_the_limit_cuts_between_lines_and_says_so(path):
    path.write_bytes(b"0123456\n" * 10)

    first = read(path, limit=20)

    assert first == ([b"0123456"] * 2, 16, True)
    assert read(path, first.offset, limit=200) == ([b"0123456"] * 8, 80, False)


def test_a_line_longer_than_the_limit_comes_whole(path):
    path.write_bytes(b"x" * 50 + b"\nend\n")

    assert read(path, limit=20) == ([b"x" * 50], 51, True)


def test_a_half_line_longer_than_the_limit_waits(path):
    path.write_bytes(b"x" * 50)

    assert read(path, limit=20) == ([], 0, False)


def test_no_more_than_the_limit_is_read_of_a_long_file(path):
    path.write_bytes(b"0123456\n" * 1000)

    assert len(read(path, 4000, limit=80).lines) == 10


def test_follow_gives_every_event_and_forgives_torn_lines(path):
    path.write_bytes(b'{"kind":"a"}\n{"ki{"kind":"b"}\n{"kind":"c"}\n{"kin')

    events, offset = follow(path)

    assert [event.kind for event in events] == ["a", "c"]
    assert follow(path, offset) == ([], offset)
