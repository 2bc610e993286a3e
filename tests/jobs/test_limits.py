"""What the container around us has, read from the files that tell it."""

import psutil
import pytest

from kvt.errors import JobError
from kvt.jobs.limits import MB, Limits, available_cores, available_memory, free_memory, has_gpu


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """machine({"proc/self/cgroup": "0::/", …}, cores=8, memory=…): a file system to read limits from."""

    def make(files=(), cores=8, memory=64 * 1024 * MB):
        for name, text in dict(files).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        monkeypatch.setattr("os.process_cpu_count", lambda: cores, raising=False)
        monkeypatch.setattr(
            psutil, "virtual_memory", lambda: type("Memory", (), {"total": memory, "available": memory // 2})
        )
        return tmp_path

    return make


def test_without_a_container_the_machine_is_all_there_is(machine):
    root = machine(cores=8, memory=1000)
    assert (available_cores(root), available_memory(root)) == (8, 1000)


def test_version_2_limits_the_root_of_the_container(machine):
    root = machine({"sys/fs/cgroup/memory.max": f"{1024 * MB}\n", "sys/fs/cgroup/cpu.max": "150000 100000\n"})
    assert (available_cores(root), available_memory(root)) == (2, 1024 * MB)


def test_version_2_limits_any_group_above_ours(machine):
    root = machine(
        {
            "proc/self/cgroup": "0::/pods/one/two\n",
            "sys/fs/cgroup/pods/memory.max": f"{512 * MB}\n",
            "sys/fs/cgroup/pods/one/two/memory.max": "max\n",
            "sys/fs/cgroup/pods/one/cpu.max": "max 100000\n",
            "sys/fs/cgroup/pods/one/two/cpu.max": "300000 100000\n",
        }
    )
    assert (available_cores(root), available_memory(root)) == (3, 512 * MB)


def test_version_1_limits_as_well(machine):
    root = machine(
        {
            "proc/self/cgroup": "4:memory:/docker/x\n3:cpu,cpuacct:/\n0::/\n",
            "sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": f"{700 * MB}\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "100000\n",
            "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        }
    )
    assert (available_cores(root), available_memory(root)) == (1, 700 * MB)


def test_a_version_1_group_without_quota_limits_nothing(machine):
    root = machine({"sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"})
    assert available_cores(root) == 8


def test_a_quota_below_one_core_is_one_core(machine):
    assert available_cores(machine({"sys/fs/cgroup/cpu.max": "20000 100000\n"})) == 1


@pytest.mark.parametrize("text", ["", "rubbish", "0 0", "max"])
def test_files_that_say_nothing_limit_nothing(machine, text):
    root = machine({"sys/fs/cgroup/cpu.max": text, "sys/fs/cgroup/memory.max": text}, memory=1000)
    assert (available_cores(root), available_memory(root)) == (8, 1000)


def test_slots_are_by_cores_where_memory_abounds(machine):
    assert Limits.of_this_machine({}, machine(cores=4)).slots == 4


def test_slots_are_by_memory_where_it_is_short(machine):
    limits = Limits.of_this_machine({}, machine(cores=8, memory=1400 * MB))
    assert limits.slots == 2
    assert limits.memory == 450 * MB


def test_there_is_a_slot_even_on_the_smallest_machine(machine):
    limits = Limits.of_this_machine({}, machine(cores=1, memory=256 * MB))
    assert limits.slots == 1
    assert limits.memory >= 200 * MB


def test_the_environment_overrides(machine):
    limits = Limits.of_this_machine(
        {"KVT_SLOTS": "7", "KVT_SECONDS": "60", "KVT_MEMORY_MB": "900", "KVT_TAB_GRACE": "5"}, machine()
    )
    assert (limits.slots, limits.seconds, limits.memory, limits.tab_grace) == (7, 60.0, 900 * MB, 5.0)


@pytest.mark.parametrize("text", ["none", "0", "-3", "nan", "inf", "1e999"])
def test_an_override_that_is_no_number_is_an_error_in_a_sentence(machine, text):
    with pytest.raises(JobError, match=r"KVT_SLOTS is .*correct it"):
        Limits.of_this_machine({"KVT_SLOTS": text}, machine())


@pytest.mark.parametrize(
    ("file", "there"),
    [("dev/nvidia0", True), ("dev/dxg", True), ("dev/nvidiactl", False), ("dev/dri", False), ("dev/null", False)],
)
def test_a_gpu_is_there_where_its_driver_shows_one(file, there, machine):
    assert has_gpu(machine({file: ""})) is there


def test_free_memory_is_what_the_container_leaves_and_its_cached_files_do_not_count(machine):
    root = machine(
        {
            "sys/fs/cgroup/memory.max": f"{1024 * MB}\n",
            "sys/fs/cgroup/memory.current": f"{900 * MB}\n",
            "sys/fs/cgroup/memory.stat": f"anon 1\ninactive_file {300 * MB}\n",
        }
    )
    assert free_memory(root) == 424 * MB


def test_without_a_limit_the_machines_own_free_memory_counts(machine):
    assert free_memory(machine({"sys/fs/cgroup/memory.max": "max\n"}, memory=1000)) == 500
