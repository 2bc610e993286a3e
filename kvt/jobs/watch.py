"""Look at one run's process: has it ended, does it keep to its limits, did it outlive a server."""

import shutil
import sys
from pathlib import Path

import psutil

from kvt.errors import RunError
from kvt.jobs.executor import Executor
from kvt.jobs.job import Job
from kvt.jobs.limits import MB, Limits
from kvt.jobs.outcome import Outcome, judge
from kvt.jobs.process import Exit, Process
from kvt.runs.run import Run

MEASURE = 1.0  # seconds between two looks at memory and folder: each takes a few milliseconds
FULL = 1 * MB  # bytes free on a disk that counts as full


def look_at(job: Job, limits: Limits, now: float) -> Outcome | None:
    """What became of a run, None while it goes on. One that breaks a limit or does not answer is killed."""
    if job.process is None or job.status.state != "running":
        return None
    exit = job.process.poll()
    if exit is not None:
        return _judged(job, exit)
    if job.asked_at is not None and not job.forced:
        _urge(job, job.process, limits, now - job.asked_at)
    if not job.limit and job.status.started is not None and now - job.status.started > limits.seconds:
        # Asked first, as by Stop, so that what it learned is saved.
        job.limit = f"It ran for longer than {limits.seconds:g} seconds, the limit here: train fewer epochs."
        if job.asked_at is None:
            job.asked, job.asked_at = "", now
            job.process.interrupt()
    if now - job.measured_at >= MEASURE:
        job.measured_at = now
        if broken := _measure(job, job.process, limits):
            job.limit = job.limit or broken
            job.process.kill()
    return None


def adopt(job: Job, executor: Executor) -> Outcome | None:
    """After a restart: watch on if the run's process goes on (None), else what became of it."""
    status = job.status
    if status.pid is not None and status.pid_started is not None:
        process = executor.adopt(status.pid, status.pid_started)
        if process.poll() is None:
            job.process = process
            return None
    if status.state == "queued":
        return Outcome("lost", "The server was restarted before this run began: run it again.")
    if job.run.end() is not None:
        return judge(Exit(None), job.run.end())
    return Outcome(
        "lost", "The server was restarted and this run did not outlive it. What it told is kept: run it again."
    )


def ended_at(job: Job, now: float) -> float:
    """When a run that nobody watched came to its end (Unix seconds): at its last word, else when it wrote last.

    The hours until a server came again are none of the run's.
    """
    began = job.status.started
    if began is None:
        return now
    said = (job.run.end() or {}).get("time")
    if isinstance(said, int | float) and began <= said <= now:
        return said
    return min(now, max(began, _changed(job.run.events_path), _changed(job.run.log_path)))


def race_of(run: Run) -> str:
    try:
        return run.about.race
    except RunError:
        return run.id


def restrain(pid: int, output: int) -> None:
    """No file of a process may outgrow `output` bytes, no core is dumped, and it goes first when memory is short.

    Linux alone; elsewhere the looks once a second have to do.
    """
    if sys.platform != "linux":
        return
    try:
        process = psutil.Process(pid)
        process.rlimit(psutil.RLIMIT_FSIZE, (output, output))
        process.rlimit(psutil.RLIMIT_CORE, (0, 0))
        Path(f"/proc/{pid}/oom_score_adj").write_text("500")
    except (OSError, ValueError, psutil.Error):
        pass  # it has ended already, or the container forbids it


def _urge(job: Job, process: Process, limits: Limits, waited: float) -> None:
    """Ask a run that does not end a second time, which breaks off what its training is at, and kill it at last.

    One that has heard and saves its model, which takes a slow machine long, is given time for that.
    """
    heard = job.run.is_ending()
    if waited >= (limits.save_grace if heard else limits.stop_grace):
        job.forced = True
        process.kill()
    elif waited >= limits.stop_grace / 2 and not job.urged and not heard:
        job.urged = True
        process.interrupt()


def _judged(job: Job, exit: Exit) -> Outcome:
    outcome = judge(exit, job.run.end(), asked=job.asked, forced=job.forced, limit=job.limit, log=job.run.log(lines=1))
    if outcome.state == "failed" and _disk_is_full(job.run.folder):
        return Outcome("failed", "The disk is full, so the run could not go on: delete old runs, or free space.")
    return outcome


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _disk_is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FULL
    except OSError:
        return False  # the folder was taken away


def _measure(job: Job, process: Process, limits: Limits) -> str:
    """Look at memory and folder, and keep the largest memory seen; the sentence about a limit that is broken, or ""."""
    memory = process.memory()
    if memory is not None and memory > (job.status.peak_memory or 0):
        job.status, job.saved = job.status.but(peak_memory=memory), False
    if memory is not None and memory > limits.memory:
        return f"It took more than {limits.memory // MB} MB of memory, the limit here: make model or batch smaller."
    if job.run.size() > limits.output:
        return f"It wrote more than {limits.output // MB} MB, the limit here: train fewer steps, or print less."
    return ""
