"""What a visitor takes along: the script, the notebook, the trained model, the whole run, TensorBoard, the link."""

import io
import zipfile
from collections.abc import Callable, Sequence

import streamlit as st

from kvt.errors import KvtError
from kvt.runs.run import Run, files
from kvt.spec import Spec, keys, titles
from kvt.views import state
from kvt.views.boards import draw_board


def take_along(page: str, runs: Sequence[Run]) -> None:
    """Buttons for one racer; files are made when their button is pressed, not before."""
    specs = [run.spec for run in runs] or state.experiment(page).specs()
    places = {name: place for place, name in enumerate(keys(specs))} if specs else {}
    if not places:
        st.caption("There is no script yet: the settings do not go together.")
        return
    key = state.tell(f"{page}/take", state.kept(f"{page}/take", tuple(places)))
    name = st.segmented_control(
        "Of which run",
        list(places),
        format_func=lambda name: titles("route").get(name, name),
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    place = places.get(name, 0)
    run = runs[place] if runs else None
    kind = specs[place].route.kind if len(specs) == len({spec.route.kind for spec in specs}) else str(place + 1)
    text = run.script if run else _script(specs[place])
    if text is None:
        st.caption("There is no script yet: the settings do not go together.")
        return
    with st.container(horizontal=True):
        _button("train.py", ":material/description:", lambda: text.encode(), f"train-{kind}.py", "text/x-python", page)
        _button(
            "Notebook",
            ":material/menu_book:",
            lambda: _notebook(text),
            f"train-{kind}.ipynb",
            "application/x-ipynb+json",
            page,
        )
        if run is not None and not run.status.active:
            if run.model_path.exists():
                suffix = ".keras" if run.model_path.is_file() else ".zip"
                _button(
                    "Trained model", ":material/neurology:", lambda: model(run), f"model-{kind}{suffix}", None, page
                )
            _button(
                "Whole run", ":material/folder_zip:", lambda: archive(run), f"run-{kind}.zip", "application/zip", page
            )
    draw_board(page, runs)
    if len(runs) > 1:
        ids = ",".join(run.id for run in runs)
        icon = ":material/compare_arrows:"
        st.page_link("compare.py", label="Compare these runs", icon=icon, query_params={"runs": ids})
    st.caption(
        "The script trains in an empty folder, with the same packages, to the same losses. "
        "The link opens this experiment:"
    )
    st.code(state.link(page), language=None, wrap_lines=True)


def model(run: Run) -> bytes:
    """The Keras file as it is, or the SavedModel folder as a zip. Raises OSError if it has been deleted since."""
    path = run.model_path
    if path.is_file():
        return path.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folder:
        for file in sorted(files(path)):
            folder.write(file, file.relative_to(path.parent))
    return buffer.getvalue()


def archive(run: Run) -> bytes:
    buffer = io.BytesIO()
    run.zip(buffer)
    return buffer.getvalue()


def _notebook(text: str) -> bytes:
    from kvt.script import notebook

    return notebook(text).encode()


def _script(spec: Spec) -> str | None:
    from kvt.script import script

    try:
        return script(spec)
    except KvtError:
        return None


def _button(label: str, icon: str, make: Callable[[], bytes], name: str, mime: str | None, page: str) -> None:
    st.download_button(label, make, name, mime, icon=icon, on_click="ignore", key=f"{page}/download/{label}")
