"""The scripts of a page's stories, and what can be taken along of each."""

import io
from collections.abc import Sequence

import streamlit as st

from kvt.errors import ClashError
from kvt.runs.run import Run
from kvt.script import notebook, script
from kvt.spec import titles
from kvt.views import state
from kvt.views.owners import plain
from kvt.views.topic import topic_runs, topic_spec


def draw_topic_code(page: str, topics: Sequence[str]) -> None:
    """One story's script: the one that ran, else the one that would; with its downloads."""
    key = f"{page}/code"
    topic = st.segmented_control(
        "Of what",
        list(topics),
        format_func=lambda kind: titles("topic")[kind],
        key=state.tell(key, state.kept(key, tuple(topics))),
        required=True,
        label_visibility="collapsed",
    )
    runs = topic_runs(page, topic)
    try:
        text = runs[0].script if runs else script(topic_spec(page, topic))
    except ClashError as error:
        st.caption(f"There is no script yet. {plain(str(error))}")
        return
    st.code(text, language="python", line_numbers=True, height=480)
    with st.container(horizontal=True):
        _button("train.py", ":material/description:", text, f"{topic}.py", "text/x-python")
        _button("Notebook", ":material/menu_book:", notebook(text), f"{topic}.ipynb", "application/x-ipynb+json")
        if runs and not runs[0].status.active:
            st.download_button(
                "Whole run",
                lambda: _archive(runs[0]),
                f"{topic}.zip",
                "application/zip",
                icon=":material/folder_zip:",
                on_click="ignore",
            )
    st.caption("The script runs in an empty folder, with the same packages, and finds the same.")


def _button(label: str, icon: str, text: str, name: str, mime: str) -> None:
    st.download_button(label, lambda: text.encode(), name, mime, icon=icon, on_click="ignore")


def _archive(run: Run) -> bytes:
    buffer = io.BytesIO()
    run.zip(buffer)
    return buffer.getvalue()
