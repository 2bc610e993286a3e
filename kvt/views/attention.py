"""Which pixels a pixel attends to, head by head: by Keras's layer and by hand, beside each other."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.words import equality
from kvt.figures import grid, pixels
from kvt.views import state

SIDE = 4  # attending pixels; each stands for a square of 2×2 pixels of the image
WIDTH = 148  # pixels of the screen


@st.fragment
def draw_attention(page: str, results: Sequence[Mapping[str, Any]]) -> None:
    """Nothing before there is a result; a choice of image and pixel redraws this part alone."""
    data = next((result for result in results if result["name"] == "images"), None)
    ways = {result["way"]: result for result in results if result["name"] == "looks"}
    if data is None or not ways:
        return
    image, row, column = _choose(page, data["labels"])
    around = grid.Box(2 * row, 2 * column, 2)
    cells = [(grid.draw(data["images"][image], "The image", box=around), "The image: the framed square attends")]
    for head in range(len(next(iter(ways.values()))["shares"][image])):
        for way, found in ways.items():
            rows = shares(found["shares"][image][head], row, column)
            words = f"Head {head + 1}, {way}"
            cells.append((grid.draw(rows, words, numbers=True, box=grid.Box(row, column)), words))
    st.html(pixels.row(cells, WIDTH))
    apart = max(found["apart"] for found in ways.values())
    st.caption(
        "How much the framed square takes from each square of the image; a head’s shares sum to 1. Over all images, "
        f"heads and squares, Keras’s layer and the one by hand are {equality(apart)}."
    )


def shares(looks: Sequence[Sequence[float]], row: int, column: int) -> list[list[float]]:
    """What the pixel at `row` and `column`, counted from 0, takes from each: [SIDE, SIDE]."""
    own = looks[row * SIDE + column]
    return [list(own[first : first + SIDE]) for first in range(0, len(own), SIDE)]


def _choose(page: str, labels: Sequence[int]) -> tuple[int, int, int]:
    """The image's place, and row and column of the square, counted from 0."""
    columns = st.columns([4, 2, 2], gap="medium", vertical_alignment="bottom")
    key, places = f"{page}/attention/image", list(range(len(labels)))
    with columns[0]:
        image = st.segmented_control(
            "Held-out image",
            places,
            format_func=lambda place: str(labels[place]),
            key=state.tell(key, state.kept(key, places)),
            required=True,
        )
    row = columns[1].slider("Row of squares", 1, SIDE, value=2, key=f"{page}/attention/row")
    column = columns[2].slider("Column of squares", 1, SIDE, value=2, key=f"{page}/attention/column")
    return image, row - 1, column - 1
