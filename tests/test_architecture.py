"""What keeps the project in shape: layers, lint, and what the web process may never load."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_imports_point_one_way():
    # import-linter has no module of its own to run.
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = run(sys.executable, "-c", code, "--no-cache")
    assert result.returncode == 0, result.stdout


def test_the_linter_finds_nothing():
    result = run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    assert result.returncode == 0, result.stdout


def test_the_web_process_loads_neither_tensorflow_nor_scikit_learn():
    """Everything that the server and its pages import, imported in one process."""
    code = """
import importlib, pkgutil, sys
import kvt
for module in pkgutil.walk_packages(kvt.__path__, "kvt."):
    if not module.name.startswith(("kvt.recipes", "kvt.jobs.child", "kvt.jobs.zygote", "kvt.__main__")):
        importlib.import_module(module.name)
import app
print(sorted({name.partition(".")[0] for name in sys.modules} & {"tensorflow", "keras", "sklearn", "jax", "torch"}))
"""
    result = run(sys.executable, "-c", code)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "[]"
