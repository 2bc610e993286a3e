"""Real children, forked and fresh, without TensorFlow: both must be what `python train.py` is."""

import json
import os
import signal
import subprocess
import sys

import pytest

from kvt.jobs.process import Forked, Fresh

WAYS = ["forked", "fresh"]


@pytest.fixture
def start(local, write_run, until, doomed):
    """start("print(1)", way): the run of that script and its process, started the way that is named."""

    def start(text, way):
        executor = local(fork=way == "forked")
        until(lambda: executor.ready(fresh=False))
        run = write_run(text)
        process = executor.start(run, fresh=False)
        doomed.append(process.pid)
        assert type(process) is (Forked if way == "forked" else Fresh)
        return run, process

    return start


@pytest.fixture
def outcome(start, until):
    """outcome("print(1)", way): its exit code and its log."""

    def outcome(text, way):
        run, process = start(text, way)
        exit = until(process.poll)
        return exit.code, run.log(1000)

    return outcome


ENDINGS = {
    "print('done')": 0,
    "import sys; sys.exit()": 0,
    "import sys; sys.exit(3)": 3,
    "import sys; sys.exit(-1)": 255,
    "raise SystemExit('no data')": 1,
    "raise ValueError('no data')": 1,
    "this is no Python": 1,
    "raise KeyboardInterrupt": 130,
    "import os; os._exit(7)": 7,
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": -9,
    "import os, signal; os.kill(os.getpid(), signal.SIGTERM)": -15,
    "import os; os.abort()": -6,
    "import atexit; atexit.register(print, 'last word')": 0,
    "import threading; threading.Timer(0.05, print, ['late word']).start()": 0,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", ENDINGS)
def test_a_child_ends_with_the_code_that_python_gives(outcome, way, text):
    assert outcome(text, way)[0] == ENDINGS[text]


@pytest.mark.parametrize(
    "text", ["print('done')", "raise SystemExit('no data')", "raise ValueError('ö')", *list(ENDINGS)[-2:]]
)
def test_a_forked_child_prints_what_a_fresh_one_prints(outcome, text):
    forked, fresh = (outcome(text, way)[1] for way in WAYS)
    masked = [[line for line in log.splitlines() if not line.lstrip().startswith("File")] for log in (forked, fresh)]
    assert masked[0] == masked[1]
    assert masked[0]


def test_a_traceback_begins_in_the_script(outcome):
    _, log = outcome("def train():\n    raise ValueError('no data')\n\ntrain()\n", "forked")
    lines = log.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1].endswith('train.py", line 4, in <module>')
    assert lines[-1] == "ValueError: no data"


SURROUNDINGS = """
import json, os, signal, sys, threading
print(json.dumps({
    "argv": sys.argv, "name": __name__, "here": __file__ == os.path.abspath("train.py"), "cwd": os.getcwd(),
    "first": sys.path[0], "kvt": [name for name in sys.modules if name.split(".")[0] == "kvt"],
    "main": sys.modules["__main__"].__dict__ is globals(), "leads": os.getsid(0) == os.getpid(),
    "threads": threading.active_count(), "openblas": os.environ.get("OPENBLAS_NUM_THREADS"),
    "level": os.environ["TF_CPP_MIN_LOG_LEVEL"], "unbuffered": os.environ["PYTHONUNBUFFERED"],
    "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    "others": [str(signal.getsignal(s)) for s in (signal.SIGTERM, signal.SIGCHLD)],
    "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, [])), "wakeup": signal.set_wakeup_fd(-1),
    "files": sorted(os.readlink(f"/proc/self/fd/{fd}").split("/")[-1] for fd in os.listdir("/proc/self/fd")
                    if os.path.exists(f"/proc/self/fd/{fd}")),
}))
"""


@pytest.mark.parametrize("way", WAYS)
def test_a_child_finds_itself_where_python_would_put_it(start, until, way):
    listening = os.open(os.devnull, os.O_RDONLY)
    os.set_inheritable(listening, True)  # even what could be inherited, such as a web server's socket, is not
    try:
        run, process = start(SURROUNDINGS, way)
        until(process.poll)
    finally:
        os.close(listening)
    found = json.loads(run.log())
    files = found.pop("files")
    assert found == {
        "argv": ["train.py"], "name": "__main__", "here": True, "cwd": str(run.folder), "first": str(run.folder),
        "kvt": [], "main": True, "leads": True, "threads": 1, "openblas": os.environ.get("OPENBLAS_NUM_THREADS"),
        "level": os.environ.get("TF_CPP_MIN_LOG_LEVEL", "2"), "unbuffered": "1", "interrupt": True,
        "others": ["0", "0"], "blocked": 0, "wakeup": -1,
    }  # fmt: skip
    assert files == ["log.txt", "log.txt", "null"]


@pytest.mark.parametrize("way", WAYS)
def test_an_interrupt_is_heard_as_ctrl_c(start, until, way):
    # One write: print makes two, and the interrupt could come between them.
    text = "try:\n    os.write(1, b'on\\n')\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('saved')\n"
    run, process = start("import os, time\n" + text, way)
    until(lambda: run.log() == "on")
    process.interrupt()
    assert until(process.poll).code == 0
    assert run.log() == "on\nsaved"


@pytest.mark.parametrize("way", WAYS)
def test_killing_ends_what_the_child_started_too(start, until, way):
    run, process = start(
        "import subprocess, time\nprint(subprocess.Popen(['sleep', '60']).pid, flush=True)\ntime.sleep(60)\n", way
    )
    grandchild = int(until(run.log))
    process.kill()
    assert until(process.poll).code == -9
    until(lambda: gone(grandchild))


@pytest.mark.parametrize("way", WAYS)
def test_what_a_child_leaves_behind_ends_with_it(start, until, way):
    run, process = start("import subprocess\nprint(subprocess.Popen(['sleep', '60']).pid, flush=True)\n", way)
    until(process.poll)
    until(lambda: gone(int(run.log())))


@pytest.mark.parametrize("way", WAYS)
def test_asking_and_killing_one_that_has_ended_does_nothing(start, until, way):
    _, process = start("pass", way)
    until(process.poll)
    process.interrupt()
    process.kill()
    assert process.poll().code == 0


@pytest.mark.parametrize("module", ["random", "numpy.random"])
def test_two_forked_children_draw_different_numbers(local, write_run, until, module):
    executor = local([module], fork=True)
    until(lambda: executor.ready(fresh=False))
    runs = [write_run(f"import {module} as chance\nprint(chance.random())\n") for _ in range(2)]
    for process in [executor.start(run, fresh=False) for run in runs]:
        assert isinstance(process, Forked)
        until(process.poll)
    assert runs[0].log() != runs[1].log()


def test_a_server_that_ignores_ctrl_c_has_children_that_hear_it(write_run, until, doomed):
    run = write_run("import signal\nprint(signal.getsignal(signal.SIGINT) is signal.default_int_handler)\n")
    code = (
        "import os, signal, sys, threading\nfrom pathlib import Path\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from kvt.jobs.process import Fresh\n"
        "ended = threading.Event(); Fresh(Path(sys.argv[1]), dict(os.environ), ended.set); ended.wait()\n"
    )
    subprocess.run([sys.executable, "-c", code, str(run.folder)], check=True)
    assert run.log() == "True"


def gone(pid):
    """Whether a process has ended, be it buried or not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_forked_child_that_nobody_watches_any_more_does_not_live_for_ever(monkeypatch, start, until):
    # What a killed server leaves and no other takes up has twice the time that a run may take.
    monkeypatch.setenv("KVT_SECONDS", "0.1")
    _, process = start("import time\ntime.sleep(60)\n", "forked")
    assert until(process.poll).code == -signal.SIGALRM
