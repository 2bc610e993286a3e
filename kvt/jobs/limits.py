"""What this machine, or the container around it, really has, and what a run may take of it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from kvt.errors import JobError

MB = 1024 * 1024
RUN = 400 * MB  # what a small run takes when nothing is shared: what slots are counted by
RESERVE = 500 * MB  # the web process and the zygote
UNLIMITED = 1 << 60  # cgroup v1 writes "no limit" as a number above any memory


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes a run may take, runs at once and waiting, seconds of grace. Each run is held to them."""

    slots: int = 1
    seconds: float = 600.0
    memory: int = 2048 * MB
    output: int = 300 * MB
    queued: int = 200
    queued_a_workspace: int = 40
    stop_grace: float = 1.6  # to hear it in, asked twice; with the kill after it, Stop takes less than 2 s
    save_grace: float = 5.0  # of one that has heard: to tidy up and to save its model in
    tab_grace: float = 30.0
    kept_runs: int = 5000  # a workspace, on the disk: what its table shows at once
    kept_bytes: int = 1024 * MB
    kept_bytes_in_all: int = 4096 * MB

    @classmethod
    def of_this_machine(cls, environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> Self:
        """Slots by cores and memory, a run's memory by slots.

        KVT_SLOTS, KVT_SECONDS, KVT_MEMORY_MB, KVT_OUTPUT_MB and KVT_TAB_GRACE override. Raises JobError where one is
        no number of 1 or more.
        """
        room = max(available_memory(root) - RESERVE, RUN // 2)
        slots = int(_number(environment, "KVT_SLOTS", max(1, min(available_cores(root), room // RUN))))
        return cls(
            slots=slots,
            seconds=_number(environment, "KVT_SECONDS", cls.seconds),
            memory=int(_number(environment, "KVT_MEMORY_MB", max(RUN, room // slots) // MB)) * MB,
            output=int(_number(environment, "KVT_OUTPUT_MB", cls.output // MB)) * MB,
            tab_grace=_number(environment, "KVT_TAB_GRACE", cls.tab_grace),
        )


def available_cores(root: Path = Path("/")) -> int:
    """Cores that this process may use: the smallest of affinity and the container's quota, rounded up."""
    if hasattr(os, "process_cpu_count"):
        cores = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min([cores, *(-int(-quota // 1) for quota in _cpu_quotas(root))]))


def available_memory(root: Path = Path("/")) -> int:
    """Bytes: the smallest of the machine's memory and the container's limits."""
    total = psutil.virtual_memory().total
    limits = [_integer(path) for path in _control_files(root, "memory", "memory.max", "memory.limit_in_bytes")]
    return min([total, *(limit for limit in limits if limit is not None and 0 < limit < UNLIMITED)])


def has_gpu(root: Path = Path("/")) -> bool:
    """Whether a driver shows a GPU that TensorFlow's wheels can use: NVIDIA's, or Windows's from within Linux (WSL).

    TensorFlow itself is not asked; a build for CPUs alone still sees none.
    """
    return any((root / "dev").glob("nvidia[0-9]*")) or (root / "dev/dxg").exists()


def free_memory(root: Path = Path("/")) -> int:
    """Bytes that may still be taken: what the machine has free, or what the container's limits leave, if less."""
    left = [psutil.virtual_memory().available]
    limits = _control_files(root, "memory", "memory.max", "memory.limit_in_bytes")
    for path in limits:
        limit = _integer(path)
        used = _integer(path.with_name("memory.current" if path.name == "memory.max" else "memory.usage_in_bytes"))
        if limit is not None and used is not None and limit < UNLIMITED:
            # Pages of files that were read count as used, and are given back when they are needed.
            cached = re.search(r"^(?:total_)?inactive_file (\d+)$", _read(path.with_name("memory.stat")), re.MULTILINE)
            left.append(limit - used + (int(cached[1]) if cached else 0))
    return max(0, min(left))


def _cpu_quotas(root: Path) -> list[float]:
    quotas = []
    for path in _control_files(root, "cpu", "cpu.max", "cpu.cfs_quota_us"):
        words = _read(path).split()
        if path.name == "cpu.cfs_quota_us":
            words.append(_read(path.with_name("cpu.cfs_period_us")).strip())
        if len(words) == 2 and words[0].isdigit() and words[1].isdigit() and int(words[1]):
            quotas.append(int(words[0]) / int(words[1]))
    return quotas


def _control_files(root: Path, controller: str, v2: str, v1: str) -> list[Path]:
    """The control group's files for this process and for every group around it, version 2 and version 1."""
    groups = root / "sys/fs/cgroup"
    found = [groups / v2, groups / controller / v1]
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, names, path = line.split(":", 2)
        base, file = (groups, v2) if names == "" else (groups / controller, v1)
        if names == "" or controller in names.split(","):
            parts = Path(path.lstrip("/")).parts
            found += [base.joinpath(*parts[:depth], file) for depth in range(1, len(parts) + 1)]
    return [path for path in found if path.is_file()]


def _integer(path: Path) -> int | None:
    text = _read(path).strip()
    return int(text) if text.isdigit() else None


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1 <= value < float("inf"):
        raise JobError(f"{name} is {text!r}, which is no number of 1 or more: correct it or leave it out.")
    return value
