"""README says what is so: its commands are CI's, its tree is on disk."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_ci_runs_the_test_command_of_the_readme():
    (command,) = re.findall(r"^(python3 -m venv .*pytest .*)$", README, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_tree_names_what_is_there_and_everything_that_is():
    (tree,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    named = set()
    folders: list[str] = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 4
        name = line.split()[0]
        folders = [*folders[:depth], name.rstrip("/")]
        named.add("/".join(folders))
    missing = {name for name in named if not (ROOT / name).exists()}
    assert missing == set()
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kvt").rglob("*.py") if path.name != "__init__.py"}
    there = {name for name in there if not name.startswith("kvt/recipes/")} | {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py")
    }
    assert there - named == set()


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]*\]\(([^)]+)\)", README))
def test_the_pictures_are_there(picture):
    assert (ROOT / picture).stat().st_size > 10_000
