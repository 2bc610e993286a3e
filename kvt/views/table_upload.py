"""A visitor's own table: upload it, choose what to predict, and say what is wrong with it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from kvt.data.table import MEGABYTES
from kvt.errors import DataError
from kvt.spec import Spec
from kvt.spec.datasets import Csv
from kvt.views import state
from kvt.views.experiment import Experiment
from kvt.views.owners import mark, plain


def choose(page: str) -> None:
    """The uploader and the column to predict, where the page's dataset is a CSV; nothing else otherwise."""
    dataset = state.experiment(page).spec.dataset
    if not isinstance(dataset, Csv):
        return
    uploaded = st.file_uploader(
        f"{mark('data')} A table with a header row, at most {MEGABYTES} MB",
        type=["csv", "tsv", "txt"],
        key=f"{page}/upload",
    )
    if uploaded is not None:
        _take(page, uploaded.file_id, uploaded.getvalue)
    digest = state.experiment(page).spec.dataset.digest
    if not digest:
        return
    try:
        path = _path(digest)
        names = _columns(path)
    except DataError as error:
        st.caption(plain(str(error)))
        return
    chosen = state.experiment(page).spec.dataset.target
    key = state.tell(f"{page}/target", chosen if chosen in names else None)
    st.selectbox(
        f"{mark('data')} Column to predict",
        names,
        key=key,
        placeholder="choose",
        help="Its values are what the model learns.",
        **state.callback(_aim, page, key),
    )
    if chosen:
        for sentence in _remarks(path, chosen):
            st.caption(plain(sentence))


def complete(page: str) -> None:
    """Look into the file that the experiment names, so that its spec knows rows, columns and classes."""
    chosen = state.experiment(page)
    dataset = chosen.spec.dataset
    if not isinstance(dataset, Csv) or not dataset.digest or dataset.rows:
        return
    try:
        path = _path(dataset.digest)
    except DataError as error:
        state.choose(page, _with(chosen, Csv()), (f"The table that this address names: {error}",))
        return
    _describe(page, path, dataset.digest, dataset.target)


def table_path(spec: Spec) -> Path | None:
    """Where the table of `spec` lies; None where it learns from something else. Raises DataError if it is gone."""
    return _path(spec.dataset.digest) if isinstance(spec.dataset, Csv) else None


def _take(page: str, file_id: str, read: Callable[[], bytes]) -> None:
    """Keep an uploaded file once; a rerun finds the same upload again and must not undo what was chosen since."""
    if state.taken(page) == file_id:
        return
    from kvt.data import uploads

    state.take(page, file_id)
    try:
        digest = uploads.save(_root(), state.workspace(), read())
        names = _columns(_path(digest))
    except DataError as error:
        state.choose(page, _with(state.experiment(page), Csv()), (str(error),))
        return
    _describe(page, _path(digest), digest, names[-1])


def _aim(page: str, key: str) -> None:
    dataset = state.experiment(page).spec.dataset
    if isinstance(dataset, Csv) and dataset.digest and (target := state.heard(key)):
        _describe(page, _path(dataset.digest), dataset.digest, target)


def _describe(page: str, path: Path, digest: str, target: str) -> None:
    chosen = state.experiment(page)
    try:
        found = _described(path, target or _columns(path)[-1])
        state.choose(page, _with(chosen, found.model_copy(update={"scaling": chosen.spec.dataset.scaling})))
    except DataError as error:
        state.choose(page, _with(chosen, Csv(digest=digest)), (str(error),))


def _with(chosen: Experiment, dataset: Csv) -> Experiment:
    return replace(chosen, spec=chosen.spec.model_copy(update={"dataset": dataset}))


def _path(digest: str) -> Path:
    from kvt.data import uploads

    return uploads.path(_root(), state.workspace(), digest)


def _root() -> Path:
    from kvt.runs.store import home

    return home() / "uploads"


@st.cache_resource(max_entries=64, show_spinner=False)
def _columns(path: Path) -> list[str]:
    from kvt.data import csv

    return csv.columns(path)


# A file is named by its digest, so what was found in it holds for good.
@st.cache_resource(max_entries=64, show_spinner="Reading the table …")
def _described(path: Path, target: str) -> Csv:
    from kvt.data import csv

    return csv.describe(path, target)


@st.cache_resource(max_entries=64, show_spinner=False)
def _remarks(path: Path, target: str) -> list[str]:
    from kvt.data import csv

    try:
        return csv.remarks(path, target)
    except DataError:
        return []  # said by `_describe` already
