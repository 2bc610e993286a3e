"""What machine the figures come from."""

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

import streamlit as st

from kvt.claims.words import count, listed
from kvt.runs.run import Run
from kvt.views import state
from kvt.views.outcomes import history

PACKAGES = {
    "TensorFlow": ("tensorflow", "tensorflow-cpu"),
    "Keras": ("keras",),
    "NumPy": ("numpy",),
    "Streamlit": ("streamlit",),
}
ASKED = 8  # runs: the newest ones


def draw() -> None:
    """Cores, memory and versions, read from the packages' metadata: TensorFlow is not imported for it."""
    from kvt.jobs.limits import available_cores, available_memory

    st.markdown("#### :material/memory: This machine", anchors=False)
    hardware = (
        f"{count(available_cores(), 'core')} · {available_memory() / 1e9:.1f} GB of memory · {platform.machine()}"
    )
    packages = " · ".join(f"{name} {text}" for name, text in versions().items())
    st.markdown(f"{hardware}  \n{packages}")


def lacks(needs: str) -> str:
    """Why a knob that `needs` something of the machine changes nothing here; '' where it does, or needs nothing."""
    if needs != "gpu":
        return ""
    from kvt.jobs.limits import has_gpu
    from kvt.jobs.server import manager

    told = _devices(manager().store.list(state.workspace())[:ASKED])
    if told is not None:
        return "" if "GPU" in told else f"Greyed: in your last run TensorFlow saw {listed(sorted(set(told)))} alone."
    if versions()["TensorFlow"] != "not installed" and _version("tensorflow-cpu"):
        return "Greyed: the TensorFlow of this server is built for CPUs alone."
    return "" if has_gpu() else "Greyed: this server has no GPU."


def _devices(runs: Iterable[Run]) -> tuple[str, ...] | None:
    """What the newest of `runs` that told it saw; None where none did."""
    starts = (history(run).start for run in runs)
    return next((start.devices for start in starts if start and start.devices), None)


def versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for name, candidates in PACKAGES.items():
        found[name] = next((text for package in candidates if (text := _version(package))), "not installed")
    return found


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
