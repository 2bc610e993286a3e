"""One model in many formats: what each weighs, whether it decides alike, and how long a call takes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from kvt.claims.errors import core
from kvt.claims.words import count, duration, equality
from kvt.runs.run import Run, files
from kvt.views.downloads import archive
from kvt.views.owners import plain

Results = Sequence[Mapping[str, Any]]
HEAD = "| Format | Size | Largest difference | Same decisions | One image | Writing |\n|:--|--:|--:|--:|--:|--:|\n"
NOTHING = " – |" * 5


def draw_exported(results: Results, runs: Sequence[Run]) -> None:
    """A row a format as it is found; then what it was trained to, and the files."""
    models = [result for result in results if result.get("name") == "model"]
    formats = [result for result in results if result.get("name") == "format"]
    if not models:
        return
    st.markdown(HEAD + "\n".join(map(row, formats)))
    st.caption(
        f"The network, of {count(models[0]['parameters'], 'parameter')}, tells {models[0]['accuracy']:.1%} of "
        f"{models[0]['images']} held-out digits right. Each file was read back and asked for all of them; differences "
        f"are of logits, against the model in memory ({duration(models[0]['seconds'])} an image)."
    )
    for result in [result for result in results if result.get("name") == "browser"]:
        st.markdown(browser(result))
    refused = [result for result in results if result.get("error")]
    if refused:
        with st.popover("What was refused, in full", icon=":material/terminal:", type="tertiary"):
            for result in refused:
                st.code(result["error"], language=None, wrap_lines=True)
    if runs and not runs[0].status.active:
        _files(runs[0], [result for result in formats if not result["missing"] and not result["error"]])


def row(found: Mapping[str, Any]) -> str:
    """One format in Markdown."""
    name = f"**{plain(found['format'])}** `{found['file']}`"
    if found["missing"]:
        return f"| {name} :gray-badge[not installed] `pip install {' '.join(found['missing'])}` |{NOTHING}"
    if found["error"]:
        return f"| {name} :red-badge[refused] {plain(refusal(found['error']))} |{NOTHING}"
    cells = (
        equality(found["apart"]),
        f"{found['agree']:.1%}",
        duration(found["seconds"]),
        duration(found["writing_seconds"]),
    )
    return f"| {name} | {kilobytes(found['bytes'])} | {' | '.join(map(plain, cells))} |"


def refusal(error: str) -> str:
    """What a converter says at its heart: LiteRT's puts before it where in the graph it was."""
    kind, _, said = error.partition(": ")
    first = said.partition("\n")[0]
    return core(f"{kind}: {first.rpartition('): ')[2]}" if "loc(" in first else error)


def browser(found: Mapping[str, Any]) -> str:
    """What a browser can have of it today, in Markdown."""
    if found["missing"]:
        return (
            "**TensorFlow.js** reads what its converter makes, and the converter is not installed. Its last versions "
            f"ask for Keras 2, and this is Keras {plain(found['keras'])}: give it the SavedModel in an environment of "
            f"its own, after `pip install {' '.join(found['missing'])}` there."
        )
    if found["error"]:
        return f"**TensorFlow.js**: its converter is installed and refuses: {plain(core(found['error']))}"
    return f"**TensorFlow.js**: its converter took the SavedModel and made {kilobytes(found['bytes'])} of it."


def kilobytes(size: int) -> str:
    """Bytes as '64.3 kB' (of a thousand bytes), on one line."""
    return f"{size / 1000:,.1f}\u00a0kB".replace(",", "\u00a0")


def _files(run: Run, formats: Results) -> None:
    """One button a format; a folder comes as a zip."""
    with st.container(horizontal=True):
        st.download_button(
            "Whole run",
            lambda: archive(run),
            "export.zip",
            "application/zip",
            icon=":material/folder_zip:",
            on_click="ignore",
        )
        for found in formats:
            path = run.folder / found["file"]
            if path.exists():
                name = path.name if path.is_file() else f"{path.name}.zip"
                st.download_button(
                    found["format"], lambda path=path: _bytes(path), name, icon=":material/download:", on_click="ignore"
                )


def _bytes(path: Path) -> bytes:
    if path.is_file():
        return path.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files(path)):
            archive.write(file, file.relative_to(path.parent))
    return buffer.getvalue()
