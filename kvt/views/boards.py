"""TensorBoard over the runs that a page shows: in a tab of its own, here on the page, or as files to take along."""

import io
import re
import zipfile
from collections.abc import Sequence
from urllib.parse import urljoin

import streamlit as st

from kvt.runs.run import Run, files
from kvt.runs.store import home
from kvt.spec import labels
from kvt.views import state
from kvt.web.boards.route import url

LOGS = "tensorboard-logs"
HEIGHT = 720  # pixels, of a window of 800
UNSAFE = re.compile(r"[^\w ,.=-]+")  # not for the name of a folder


def draw_board(page: str, runs: Sequence[Run]) -> None:
    """A link, the logs, and the board itself for who asks for it; nothing before a run has written any."""
    logged = [run for run in runs if (run.folder / "tb").is_dir()]
    if not logged:
        return
    # As the browser knows it: the app may lie below a prefix that the server does not see.
    address = urljoin(st.context.url or "/", url(state.workspace(), home(), logged[0]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button("Open in TensorBoard", address, icon=":material/open_in_new:")
        st.download_button(
            "TensorBoard logs",
            lambda: logs(logged),
            f"{LOGS}.zip",
            "application/zip",
            icon=":material/folder_zip:",
            on_click="ignore",
            key=f"{page}/download/logs",
            help=f"Unpacked elsewhere, `tensorboard --logdir {LOGS}` shows them.",
        )
        shown = st.toggle("TensorBoard on this page", key=f"{page}/board")
    if shown:
        st.iframe(address, height=HEIGHT, alt="TensorBoard over the runs of this page")


def logs(runs: Sequence[Run]) -> bytes:
    """A zip with a folder a run, named by what tells it from the others: what `tensorboard --logdir` reads."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (run, label) in enumerate(zip(runs, labels([run.spec for run in runs]), strict=True), 1):
            folder = f"{LOGS}/{number} {UNSAFE.sub('-', label)}"
            for file in sorted(files(run.folder / "tb")):
                archive.write(file, f"{folder}/{file.name}")
    return buffer.getvalue()
