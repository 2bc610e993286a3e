import stat
import sys

import pytest

from kvt.web.boards import tokens

WORKSPACE = "0123456789abcdef01234567"


def test_a_token_opens_its_own_workspace(tmp_path):
    assert tokens.workspace(tokens.token(WORKSPACE, tmp_path), tmp_path) == WORKSPACE


def test_a_token_outlives_the_server(tmp_path):
    before = tokens.token(WORKSPACE, tmp_path)
    tokens._key.cache_clear()

    assert tokens.token(WORKSPACE, tmp_path) == before


def test_a_token_of_another_server_opens_nothing(tmp_path):
    foreign = tokens.token(WORKSPACE, tmp_path / "another")

    assert tokens.workspace(foreign, tmp_path / "this") is None


def test_nobody_can_sign_for_another_workspace(tmp_path):
    _, _, signature = tokens.token(WORKSPACE, tmp_path).partition(".")

    assert tokens.workspace(f"another.{signature}", tmp_path) is None


@pytest.mark.parametrize(
    "text", ["", ".", WORKSPACE, f"{WORKSPACE}.", f"{WORKSPACE}.é", "../x.y", "..", "a/b.c", "é.x"]
)
def test_any_other_text_opens_nothing(text, tmp_path):
    assert tokens.workspace(text, tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_key_is_its_owners_alone(tmp_path):
    tokens.key(tmp_path)

    assert stat.S_IMODE((tmp_path / tokens.KEY).stat().st_mode) == 0o600


def test_half_a_key_is_made_anew(tmp_path):
    (tmp_path / tokens.KEY).write_bytes(b"half")

    assert len(tokens.key(tmp_path)) == tokens.LENGTH
    assert (tmp_path / tokens.KEY).read_bytes() == tokens.key(tmp_path)


def test_where_nothing_can_be_written_the_key_lasts_as_long_as_the_server(tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")

    assert tokens.key(tmp_path / "home") == tokens.key(tmp_path / "home")
