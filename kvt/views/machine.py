"""What machine the figures come from."""

import platform
from importlib.metadata import PackageNotFoundError, version

import streamlit as st

from kvt.claims.words import count

PACKAGES = {
    "TensorFlow": ("tensorflow", "tensorflow-cpu"),
    "Keras": ("keras",),
    "NumPy": ("numpy",),
    "Streamlit": ("streamlit",),
}


def draw() -> None:
    """Cores, memory and versions, read from the packages' metadata: TensorFlow is not imported for it."""
    from kvt.jobs.limits import available_cores, available_memory

    st.markdown("#### :material/memory: This machine", anchors=False)
    hardware = (
        f"{count(available_cores(), 'core')} · {available_memory() / 1e9:.1f} GB of memory · {platform.machine()}"
    )
    packages = " · ".join(f"{name} {text}" for name, text in versions().items())
    st.markdown(f"{hardware}  \n{packages}")


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
