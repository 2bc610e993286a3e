"""One click to Debugger V2: the button, that it is starting, and the link."""

from urllib.parse import urljoin

import streamlit as st

from kvt.errors import JobError
from kvt.runs.run import Run
from kvt.views import state
from kvt.views.owners import plain


def draw_debugger_v2(page: str, run: Run) -> None:
    """For a run that has left a dump and has ended; nothing for any other."""
    from kvt.jobs.viewer import viewer

    if run.status.active or not run.dump_path.is_dir():
        return
    there = viewer().of(run.dump_path, run.workspace)
    for problem in state.problems(_key(run)):
        st.warning(plain(problem), icon=":material/memory:")
    if there is not None and there.state == "starting":
        _wait(run)
    elif there is not None and there.state == "ready":
        from kvt.web.debugger import url

        st.link_button(
            "Debugger V2 is ready: open it",
            urljoin(st.context.url or "/", url(there.token)),
            icon=":material/open_in_new:",
        )
        st.caption("It shows this dump: its alerts, each operation with its stack, and the source. Closed when unused.")
    else:
        if there is not None:
            st.caption(f":material/info: {plain(there.reason)}")
        st.button(
            "Open in Debugger V2",
            icon=":material/bug_report:",
            key=f"{page}/debugger_v2/{run.id}",
            on_click=_open,
            args=(run,),
            help="TensorBoard’s own view of this dump. It needs a process with TensorFlow: some seconds, and 700 MB.",
        )


@st.fragment(run_every=0.5)
def _wait(run: Run) -> None:
    from kvt.jobs.viewer import viewer

    there = viewer().of(run.dump_path, run.workspace)
    if there is None or there.state != "starting":
        st.rerun()
    st.button("Debugger V2 is starting: it loads TensorFlow …", icon=":material/hourglass_top:", disabled=True)


def _open(run: Run) -> None:
    from kvt.jobs.viewer import viewer

    state.complain(_key(run), ())
    try:
        viewer().open(run.dump_path, run.workspace)
    except JobError as error:
        state.complain(_key(run), (str(error),))


def _key(run: Run) -> str:
    return f"{run.id}:debugger_v2"
