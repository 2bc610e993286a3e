"""Some of the held-out images: what they are read as, the worst mistakes first, and what each layer sees in one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st

from kvt.claims import Outcome
from kvt.claims.words import count
from kvt.figures import pixels
from kvt.runs.run import Run
from kvt.views import state
from kvt.views.filters import filters, pictures
from kvt.views.outcomes import outcomes
from kvt.views.owners import plain

SHOWN = 16  # filters and maps: as many as a script keeps
SMALL, LARGE = 48, 84  # pixels that a picture is wide at least


class Reading(NamedTuple):
    """One held-out image: its label, what it was read as and how likely that was held to be."""

    image: np.ndarray  # [height, width, channels]
    label: int
    read: int
    probability: float

    @property
    def is_right(self) -> bool:
        return self.label == self.read


@st.fragment
def draw_inside(page: str, runs: Sequence[Run]) -> None:
    """Nothing before a run on images has ended; a choice of run or image redraws this part alone."""
    found = {
        outcome.title: (outcome, saved)
        for run, outcome in zip(runs, outcomes(runs), strict=True)
        if (saved := {} if run.status.active else _images(run.images_path))
    }
    if not found:
        return
    st.header("What it reads, and what it sees", anchor=False)
    outcome, saved = found[_choose(f"{page}/inside", list(found), "Of which run")]
    names = outcome.spec.dataset.class_names
    read = readings(saved)
    if not read:
        st.caption("What this run came to is no number: it reads nothing.")
        return
    wrong = sum(not one.is_right for one in read)
    st.caption(
        f"Of the held-out images, {count(wrong, 'mistake')} with the largest loss, worst first; then some that are "
        "read right. Equal runs make equal mistakes."
        if wrong
        else "Every held-out image is read right; some of them:"
    )
    cells = [(pixels.image(one.image, said(one, names)), said(one, names)) for one in read]
    st.html(pixels.row(cells, LARGE))
    layers = layers_of(saved)
    if not layers:
        return
    chosen = _choose(f"{page}/image", list(range(len(read))), "Look into", lambda place: short(read[place], names))
    st.markdown(
        f"**{plain(said(read[chosen], names))}**: what each filter makes of it. Green is above zero, purple below."
    )
    if (kernels := filters(outcome)) is not None:
        _row(
            f"The filters of the first convolution, {kernels.shape[1]}×{kernels.shape[2]}",
            pictures(kernels[:SHOWN]),
            len(kernels),
        )
    for words, maps, every in zip(called(outcome), layers, widths(outcome), strict=False):
        height, width, _ = maps.shape[1:]
        largest = float(np.abs(maps[chosen]).max())
        shown = [
            pixels.shades(maps[chosen, ..., place], f"Map {place + 1}", largest) for place in range(maps.shape[-1])
        ]
        _row(f"{words}, {height}×{width}", shown, every)


def readings(saved: dict[str, np.ndarray]) -> list[Reading]:
    """The images that a script kept, in its order; none where a probability is no number."""
    probabilities = saved["probabilities"]
    if not np.isfinite(probabilities).all():
        return []
    return [
        Reading(image, int(label), int(np.argmax(own)), float(np.max(own)))
        for image, label, own in zip(saved["images"], saved["labels"], probabilities, strict=True)
    ]


def layers_of(saved: dict[str, np.ndarray]) -> list[np.ndarray]:
    """What each convolution and each pooling made of the images: float32 [images, height, width, filters] each."""
    maps = [saved[f"maps_{place}"] for place in range(len(saved)) if f"maps_{place}" in saved]
    return maps if all(np.isfinite(one).all() for one in maps) else []


def called(outcome: Outcome) -> list[str]:
    """What the layers are, in the order of a network's blocks."""
    blocks = range(1, len(outcome.spec.model.filters) + 1)
    if outcome.spec.model.pooling == "none":
        return [f"After convolution {block}" for block in blocks]
    return [words for block in blocks for words in (f"After convolution {block}", f"After pooling {block}")]


def widths(outcome: Outcome) -> list[int]:
    """How many filters each of these layers has."""
    times = 1 if outcome.spec.model.pooling == "none" else 2
    return [filters for filters in outcome.spec.model.filters for _ in range(times)]


def said(one: Reading, names: Sequence[str]) -> str:
    if one.is_right:
        return f"{names[one.label]}, right ({one.probability:.0%})"
    return f"{names[one.label]} read as {names[one.read]} ({one.probability:.0%})"


def short(one: Reading, names: Sequence[str]) -> str:
    return plain(names[one.label] if one.is_right else f"{names[one.label]} → {names[one.read]}")


def _row(words: str, shown: Sequence[str], every: int) -> None:
    st.caption(words + (f"; the first {len(shown)} of {every}" if every > len(shown) else ""))
    st.html(pixels.row([(picture, "") for picture in shown], SMALL))


def _choose(key, options, label, words=str):
    return st.segmented_control(
        label,
        options,
        format_func=words,
        key=state.tell(key, state.kept(key, options)),
        required=True,
        label_visibility="collapsed",
    )


# What has ended never changes.
@st.cache_resource(max_entries=16, show_spinner=False)
def _images(path: Path) -> dict[str, np.ndarray]:
    return Run(path.parent).images()
