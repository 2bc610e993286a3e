"""Around every page: the little style that themes cannot say, and the visitor's presence.

An open tab keeps its visitor's runs alive; when the last one is closed they stop after a grace period.
"""

from pathlib import Path

import streamlit as st

from kvt.views import state

STYLE = Path(__file__).with_name("style.css")
ICON = str(Path(__file__).with_name("icon.svg"))


def be_present() -> None:
    """Tell the manager, once a session, that this visitor's tab is open, and when it has gone."""
    _attached(state.workspace())


def _leave(workspace: str) -> None:
    from kvt.jobs.server import manager

    manager().detach(workspace)


@st.cache_resource(scope="session", on_release=_leave, show_spinner=False)
def _attached(workspace: str) -> str:
    from kvt.jobs.server import manager

    manager().attach(workspace)
    return workspace
